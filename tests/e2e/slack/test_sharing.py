"""A card is shared with a channel of a Slack of somebody else's making, opened by others, and taken down."""

import json

from adapters.slack.harness import shown
from tests.e2e.slack.stand_in import ALICE, BOB, GENERAL, Person, until

CARD, MAIL = "Ilse Okonkwo-Brandt", "ilse@okonkwo-brandt.example"


def words(message):
    return shown("chat.postMessage", message).text


def line(message, having):
    return next(one for one in shown("chat.postMessage", message).buttons if having in one)


def public(slack, having):
    """What everybody in the channel sees and has these words in it."""
    seen = (one for one in slack.messages(GENERAL) if not one.get("ephemeral_to"))
    return [one for one in seen if having in json.dumps(one, ensure_ascii=False)]


def test_a_card_is_shared_opened_by_somebody_else_and_taken_down(slack, bot):
    alice, bob = Person(slack, ALICE, GENERAL), Person(slack, BOB, GENERAL)
    alice.commands("show okonkwo-brandt")
    card = alice.sees(MAIL)
    alice.presses(line(card, "share #"))
    asked = alice.sees("Left out")
    assert asked["ephemeral_to"] == ALICE
    assert public(slack, CARD) == []
    yes = line(asked, "share-post")
    alice.presses(yes)
    (post,) = until(lambda: public(slack, "Shared by"), "post")
    assert CARD in words(post)
    assert MAIL not in json.dumps(post)
    assert CARD not in post["text"]
    alice.sees("Shared in #general.")
    bob.presses(line(post, "show #"))
    refused = bob.sees("you have no role in it yet")
    assert refused["ephemeral_to"] == BOB
    assert CARD not in words(refused)
    alice.presses(line(post, "unshare"))
    until(lambda: not public(slack, "Shared by"), "end of the post")
    alice.sees("Taken down from #general.")
    deleted = next(one for one in slack.calls() if one["method"] == "chat.delete")
    assert (deleted["args"]["channel"], deleted["args"]["ts"]) == (GENERAL, post["ts"])


def test_a_channel_that_the_bot_is_not_in_gets_nothing_and_that_is_said(slack, bot):
    alice = Person(slack, ALICE, GENERAL)
    alice.commands("share okonkwo-brandt <#C0NOWHERE|nowhere>")
    answer = alice.sees("/invite")
    assert answer["ephemeral_to"] == ALICE
    assert "share-post" not in json.dumps(answer)


def test_the_terminal_shares_by_the_running_bot(slack, bot):
    said = bot.call("chat", typed=f"share achterberg slack:T01TEST:{GENERAL}\n")
    number = said.partition("share post ")[2].split()[0]
    told = bot.call("chat", typed=f"share post {number}\nunshare achterberg\n")
    assert "Shared in #" in told
    assert "Taken down from #" in told
    assert public(slack, "Achterberg") == []
