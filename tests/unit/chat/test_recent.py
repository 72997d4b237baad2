"""Row numbers and `more` mean the member's last list, whichever process answers."""

import pytest

from bot.chat.context import Recent
from bot.records import RecentList
from bot.store import Unavailable
from storage.store import SqlTenant
from tests.bot import JONAS, MARA, TEAM, Bot
from tests.unit.chat.test_app import shown


@pytest.fixture
def bot(full):
    return full


@pytest.fixture
def other(bot):
    """Another process that serves the same members."""
    return Bot(bot.store, now=bot.now)


def test_a_row_of_a_list_that_another_process_showed_is_the_same_person(bot, other):
    bot.say("new")
    other.say("new")
    first = bot.say("rust").names[0]
    assert first != bot.say("new").names[0]
    bot.say("rust")
    assert other.say("show 1").reply.text.startswith(first)
    other.say("stage 1 rejected")
    assert [one.name for one in bot.tenant.candidates(bot.tenant.numbers()) if one.stage == "rejected"] == [first]


def test_more_goes_on_in_another_process_and_the_rows_before_stay(bot, other):
    first = bot.say("new").names
    second = other.say("more").names
    assert not set(first) & set(second)
    assert bot.say("show 1").reply.text.startswith(first[0])
    assert bot.say("show 5").reply.text.startswith(second[0])


def test_a_page_that_was_asked_for_alone_has_its_own_rows_only(bot):
    page = bot.say("new --page 3").names
    assert bot.say("show 9").reply.text.startswith(page[0])
    assert "There is no row 1 in your last list." in bot.say("show 1").text


def test_members_do_not_share_a_list(bot):
    bot.say("new", member=MARA)
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    assert "There is no row 1 in your last list." in bot.say("show 1", member=JONAS).text


def test_a_list_that_cannot_be_kept_is_not_shown(bot, monkeypatch):
    bot.say("new")

    def down(*args, **more):
        raise Unavailable

    monkeypatch.setattr(SqlTenant, "remember", down)
    reply = bot.say("rust").reply
    assert reply.error
    assert "The database does not answer." in shown(reply)


def test_the_list_is_read_only_where_a_command_needs_it(bot, monkeypatch):
    asked = []
    recall = SqlTenant.recall
    monkeypatch.setattr(SqlTenant, "recall", lambda *args: asked.append(args) or recall(*args))
    for line in ("show #1", "help", "note #1 Call", "digest"):
        bot.say(line)
    assert asked == []
    bot.say("new")
    assert asked == []
    bot.say("show 1")
    assert len(asked) == 1
    bot.say("new --page 2")
    assert len(asked) == 2


def test_no_page_is_padded_however_far_it_is():
    recent = Recent()
    recent.show("new", [7], first=100_000_001, more="")
    assert recent.seen == RecentList("new", 100_000_001, (7,))
    assert (recent.number(100_000_001), recent.number(1), recent.number(0)) == (7, None, None)


def test_a_list_shown_again_from_its_start_begins_anew():
    recent = Recent(lambda: RecentList("new", 1, (1, 2, 3, 4), "more"))
    recent.show("new", [9, 8], first=1, more="")
    assert recent.seen.numbers == (9, 8)
    recent.show("new", [7], first=2, more="")
    assert recent.seen.numbers == (9, 7)
    recent.show("find x", [5], first=2, more="")
    assert (recent.number(1), recent.number(2)) == (None, 5)


def test_a_row_of_the_next_page_says_how_to_see_it(bot):
    bot.add_all()
    bot.say("new 3650d")
    last = len(bot.tenant.recall(TEAM, MARA.id).numbers)
    for row in (last + 1, 9999):  # how long the list is, is not kept
        answer = bot.say(f"show {row}")
        assert answer.text == f"You have seen your last list up to row {last}.\nmore shows the next rows."
    bot.say("more")
    assert "up to row" not in bot.say(f"show {last + 1}").text
