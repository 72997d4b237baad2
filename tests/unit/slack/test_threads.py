"""A thread of Slack's as a whole: paged, bounded, without noise; and what to say where it cannot be had."""

import pytest
from slack_bolt.authorization import AuthorizeResult

from adapters.slack.harness import BOT, PERSON, SlackHarness
from adapters.slack.threads import Threads, link
from bot.work.discussions import MOST_SAID, Unread
from tests.cores import ScriptedCore
from tests.unit.slack.slacks import refused

URL, CHANNEL, ROOT = "https://tessera.slack.com/", "C0HIRING", "1763715600.000100"
US = AuthorizeResult(enterprise_id=None, team_id="T0TEAM", bot_user_id=BOT, bot_id="B0BOT", bot_token="x")


def message(at, text="hi", **more):
    return {"user": PERSON, "text": text, "ts": f"{1763715600 + at}.000100", **more}


class Paged:
    """An Api whose thread comes in these pages, or fails."""

    def __init__(self, *pages, error=None):
        self.pages, self.error, self.asked = pages, error, []

    def replies(self, channel, thread, cursor):
        self.asked.append((channel, thread, cursor))
        if self.error:
            raise self.error
        at = int(cursor or 0)
        following = str(at + 1) if at + 1 < len(self.pages) else ""
        return {"messages": self.pages[at], "response_metadata": {"next_cursor": following}}


HERE = link(URL, CHANNEL, ROOT, ROOT)


def whole(api, address=HERE):
    members = SlackHarness(ScriptedCore()).adapter.homes.own.members
    return Threads(api, members, US, URL).whole(address)


def test_pages_follow_one_another_and_the_first_message_that_each_repeats_is_there_once():
    api = Paged([message(0, "first"), message(1)], [message(0, "first"), message(2, "last")])
    found = whole(api)
    assert [one.text for one in found.said] == ["first", "hi", "last"]
    assert [cursor for _, _, cursor in api.asked] == ["", "1"]
    assert (found.link, found.cut) == (f"{URL}archives/{CHANNEL}/p1763715600000100", False)


def test_a_message_inside_a_thread_leads_to_its_beginning():
    api = Paged([message(0)])
    whole(api, link(URL, CHANNEL, "1763715699.000100", ROOT))
    assert api.asked == [(CHANNEL, ROOT, "")]


def test_a_long_thread_is_asked_for_and_kept_within_bounds():
    pages = [[message(at) for at in range(start, start + 100)] for start in range(0, 5_000, 100)]
    api = Paged(*pages)
    found = whole(api)
    assert (len(found.said), found.cut) == (MOST_SAID, True)
    assert len(api.asked) <= 5


def test_what_nobody_said_the_bot_and_words_to_it_are_left_out():
    said = [
        message(0, "strong on GPUs"),
        message(1, "", subtype="channel_join"),
        message(2, "Two people.", user=BOT),
        message(3, "Two people.", user="U9", bot_id="B0BOT"),
        message(4, f"<@{BOT}> note noor"),
        {**message(5, "build passed", subtype="bot_message", username="CI"), "user": None},
        message(6, "", subtype="file_share", files=[{"name": "cv.pdf"}]),
        message(7, "ask <@U0JONAS>, see &lt;this&gt; &amp; <#C1|ml>"),
    ]
    assert [(one.author, one.text) for one in whole(Paged(said)).said] == [
        ("Mara", "strong on GPUs"),
        ("CI", "build passed"),
        ("Mara", "[cv.pdf]"),
        ("Mara", "ask @Jonas, see <this> & #ml"),
    ]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (refused("missing_scope"), "lacks the scope channels:history (in a private channel groups:history)"),
        (refused("not_in_channel"), "invite it with /invite"),
        (refused("channel_not_found"), "invite it with /invite"),
        (refused("thread_not_found"), "no such thread"),
        (refused("fatal_error", 500), "Slack says fatal_error."),
        (ConnectionResetError("Noor"), "Slack does not answer."),
    ],
)
def test_what_is_in_the_way_is_said(error, words):
    with pytest.raises(Unread) as told:
        whole(Paged(error=error))
    assert words in str(told.value)
    assert "Noor" not in str(told.value)


def test_the_scope_is_the_one_that_slack_names():
    error = refused("missing_scope")
    error.response.data["needed"] = "groups:history"
    with pytest.raises(Unread, match="lacks the scope groups:history:"):
        whole(Paged(error=error))


@pytest.mark.parametrize(
    "address",
    ["", "https://other.slack.com/archives/C0HIRING/p1763715600000100", f"{URL}archives/../p1", f"{URL}x"],
)
def test_no_other_address_is_asked_for(address):
    api = Paged([message(0)])
    with pytest.raises(Unread, match="not a thread of this workspace"):
        whole(api, address)
    assert api.asked == []
