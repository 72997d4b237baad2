"""The bot on a Slack of somebody else's making, over real sockets, in Socket Mode."""

import io
import json
import zipfile
from pathlib import Path

from adapters.slack.harness import shown
from tests.e2e.slack.contracts import faults
from tests.e2e.slack.stand_in import ALICE, BOB, BOT, GENERAL, TEAM, Person, until

SAMPLES = Path(__file__).parents[3] / "samples" / "cvs"
CV = """Juniper Vashti-Lindgren

juniper@vashti.example · +1 415 555 0132

EXPERIENCE

Kernel engineer, Tessera Labs, 2022 – present
- Wrote CUDA kernels for @everyone and <!channel>, :tada: ones, with `warp` tricks <@U02BOB>

EDUCATION

MSc Computer Engineering, University of Veldhaven, 2021

SKILLS

CUDA, C++, Rust
"""
LATER_CV = (
    CV.replace("Juniper Vashti-Lindgren", "Rowan Abernathy-Osei")
    .replace("juniper@vashti", "rowan@a")
    .replace("13", "18")
)


def words(message):
    """What the message says to a reader."""
    return shown("chat.postMessage", message).text


def button(message, having):
    """The command line of the first button that has the words in it."""
    return next(line for line in shown("chat.postMessage", message).buttons if having in line)


def save(message):
    """The command line of the green button."""
    elements = (one for block in message["blocks"] for one in block.get("elements", []))
    return next(one["value"] for one in elements if one.get("style") == "primary")


def test_a_slash_command_is_answered_with_hits_and_quotes_to_the_asker_alone(slack, bot):
    alice = Person(slack, ALICE, GENERAL)
    alice.commands("cuda triton")
    answer = alice.sees("people for cuda triton")
    assert answer["ephemeral_to"] == ALICE
    assert "rich_text_quote" in json.dumps(answer["blocks"])
    assert "Wrote the " in words(answer)


def test_somebody_without_a_role_gets_no_candidate(slack, bot):
    bob = Person(slack, BOB, GENERAL)
    bob.commands("find cuda")
    answer = bob.sees("you have no role in it yet")
    assert answer["ephemeral_to"] == BOB
    assert "Okonkwo" not in words(answer)


def test_a_name_in_a_direct_message_shows_the_card_and_its_buttons_work(alice):
    alice.says("Ilse Okonkwo-Brandt")
    card = alice.sees("ilse@okonkwo-brandt.example")
    assert "ephemeral_to" not in card
    alice.presses(button(card, "evidence"))
    alice.sees("Harrow Compute")


def test_a_mention_in_a_channel_is_answered_to_the_asker_alone(slack, bot):
    alice = Person(slack, ALICE, GENERAL)
    alice.says("<@U0BOT> who knows Kubernetes &amp; Rust?")
    answer = until(
        lambda: next((one for one in slack.calls() if one["method"] == "chat.postEphemeral"), None), "private answer"
    )
    assert (answer["args"]["channel"], answer["args"]["user"]) == (GENERAL, ALICE)


def test_a_dropped_cv_is_read_checked_and_saved_and_its_words_stay_literal(alice):
    alice.sends("vashti.txt", CV.encode())
    report = alice.sees("Check before saving")
    assert "Juniper Vashti-Lindgren" in words(report)
    alice.presses(save(report))
    until(lambda: "saved" in json.dumps(alice.slack.messages(alice.channel)).casefold(), "word that it is saved")
    alice.says("find tricks")
    hit = alice.sees("for tricks")
    assert "Wrote CUDA kernels for @everyone and <!channel>, :tada: ones, with `warp` tricks <@U02BOB>" in words(hit)


def test_a_modal_takes_a_note(alice):
    alice.says("show Mirembe Halloran")
    card = alice.sees("Mirembe Halloran")
    alice.presses(button(card, "note"))
    until(lambda: any(call["method"] == "views.open" for call in alice.slack.calls()), "open modal")
    alice.submits({"text": "Careful ablations & <b>clear</b> figures"})
    until(
        lambda: any("note" in one["text"].casefold() for one in alice.slack.messages(alice.channel)), "word of the note"
    )
    alice.says("show Mirembe Halloran")
    assert "Careful ablations & <b>clear</b> figures" in words(alice.sees("Careful ablations"))


def test_a_list_is_paged_and_refined_in_a_form(alice):
    alice.says("find cuda")
    shown = alice.sees("people for cuda")
    alice.presses(button(shown, "--page 2"))
    alice.sees("5–8 of")
    opened = len(views(alice.slack))
    alice.presses(button(alice.sees("5–8 of"), "form find"))
    until(lambda: len(views(alice.slack)) > opened, "open form")
    fields = [block["block_id"] for block in views(alice.slack)[-1]["blocks"] if block["type"] == "input"]
    assert fields[:4] == ["query", "stage", "proof", "since"]
    alice.submits({"query": "cuda rust"})
    alice.sees("for cuda rust")


def views(slack):
    return [call["args"]["view"] for call in slack.calls() if call["method"] == "views.open"]


def test_several_cvs_and_a_zip_of_them_are_each_told_of(alice):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name in ("Etta Marchetti-Vaugh", "Odalys Brannigan-Sorel"):
            made.writestr(
                f"{name.split()[0]}.txt",
                CV.replace("Juniper Vashti-Lindgren", name).replace("juniper@", f"{name[:4].lower()}@"),
            )
    alice.sends("two.zip", packed.getvalue())
    told = alice.sees("Odalys Brannigan-Sorel")
    assert "Etta Marchetti-Vaugh" in words(told)


def test_the_home_tab_shows_whoever_opens_it_what_is_theirs(slack, bot):
    for user in (ALICE, BOB):
        slack.put("/open-home", user=user)
    homes = until(lambda: published(slack, ALICE, BOB), "two Home tabs")
    assert "new applicants" in json.dumps(homes[ALICE])
    assert "you have no role in it yet" in json.dumps(homes[BOB])


def published(slack, *users):
    calls = [one["args"] for one in slack.calls() if one["method"] == "views.publish"]
    homes = {one["user_id"]: one["view"] for one in calls}
    return homes if homes.keys() >= set(users) else None


def test_the_original_cv_is_handed_out_to_the_asker_alone(alice):
    alice.says("file Davit Achterberg")
    call = until(
        lambda: next((one for one in alice.slack.calls() if one["method"] == "files.completeUploadExternal"), None),
        "uploaded file",
    )
    assert call["args"]["channel_id"] == alice.channel


def test_a_digest_is_posted_to_its_channel_and_answers_the_presser_alone(slack, bot, alice):
    team = Person(slack, ALICE, GENERAL)
    team.commands("digest add every Monday 9:00 Europe/Berlin")
    team.sees("New applicants are posted to")
    alice.sends("late.txt", LATER_CV.encode())
    report = alice.sees("Check before saving: Rowan Abernathy-Osei")
    alice.presses(save(report))
    number = f"#{len(list(SAMPLES.iterdir())) + 2}"
    until(lambda: number in json.dumps(slack.messages(alice.channel)), "number of the second candidate")
    team.commands("digest send")
    post = until(
        lambda: next(
            (one for one in slack.calls() if one["method"] == "chat.postMessage" and one["args"]["channel"] == GENERAL),
            None,
        ),
        "digest",
    )
    assert "Rowan Abernathy-Osei" in json.dumps(post["args"]["blocks"])
    assert post["args"]["metadata"]["event_payload"]["key"]
    assert "Rowan" not in post["args"]["text"]
    team.presses(button(team.sees("Rowan Abernathy-Osei"), "show"))
    card = team.sees("Rowan Abernathy-Osei, Kernel engineer")
    assert card["ephemeral_to"] == ALICE


def test_a_role_that_was_taken_away_is_gone_from_messages_and_forms_that_are_open(slack, bot):
    bob = Person(slack, BOB, slack.dm(BOB))
    bot.admits(BOB, "recruiter")
    bob.says("show Mirembe Halloran")
    card = bob.sees("Mirembe Halloran")
    opened = sum(call["method"] == "views.open" for call in slack.calls())
    bob.presses(button(card, "note"))
    until(lambda: sum(call["method"] == "views.open" for call in slack.calls()) > opened, "open modal")
    assert "no access any more" in bot.call("chat", typed=f"access revoke slack:{TEAM}:{BOB}\n")
    bob.submits({"text": "Too late"})
    bob.sees("you have no role in it yet")
    before = len(slack.messages(bob.channel))
    bob.presses(button(card, "evidence"))
    until(lambda: len(slack.messages(bob.channel)) > before, "answer to the press")
    assert "you have no role in it yet" in json.dumps(slack.messages(bob.channel)[-1])
    alice = Person(slack, ALICE, slack.dm(ALICE))
    alice.says("show Mirembe Halloran")
    assert "Too late" not in words(alice.sees("Mirembe Halloran"))


def test_everything_that_was_sent_keeps_slacks_contracts(slack, bot):
    sent = slack.sent()
    methods = {call["method"] for call in sent}
    assert {"chat.postMessage", "chat.postEphemeral", "views.open", "files.completeUploadExternal"} <= methods
    assert faults(sent) == []


def test_a_note_without_words_in_a_thread_keeps_what_was_said_there(slack, bot):
    alice, bob = Person(slack, ALICE, GENERAL), Person(slack, BOB, GENERAL)
    alice.says("What do you think of okonkwo-brandt?")
    start = until(lambda: written(slack, "What do you think"), "message")["ts"]
    bob.says("strong on <@U01ALICE> and GPUs & more", start)
    alice.says(f"<@{BOT}> note okonkwo-brandt", start)
    alice.sees("Noted on Ilse Okonkwo-Brandt")
    alice.commands("notes okonkwo-brandt")
    told = words(alice.sees("strong on @"))
    assert told.index("What do you think of") < told.index("strong on @alice and GPUs & more")
    assert "2 messages by alice and bob" in told
    assert any(call["method"] == "conversations.replies" for call in slack.calls())


def written(slack, text):
    return next((one for one in slack.messages(GENERAL) if text in one["text"]), None)
