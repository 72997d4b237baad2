"""retention: set in plain words, told a week before in one message, done on the day, by one process, as forget does it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.messages import Person, Upload
from bot.digests.post import Addressee, Undeliverable
from bot.erasing.going import Going
from bot.erasing.retention import Retention
from bot.linking import new_code
from bot.records import Role, Workspace
from bot.store import Unavailable
from bot.work.records import Colleague
from storage.store import SqlTenant
from tests.boards import Board
from tests.bot import JONAS, MARA, TEAM, walk

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Team(Board):
    """A platform that knows who is an admin."""

    def addressee(self, workspace, who):
        if self.unreachable:
            raise self.unreachable
        return Addressee(MARA if who == MARA.id else JONAS)


@pytest.fixture
def board():
    return Team()


@pytest.fixture
def bot(bot, board):
    bot.posters.append(board)
    bot.add(NOOR, ILSE)
    bot.say(f"access grant slack:{TEAM.id}:{JONAS.id} recruiter")
    for who in ("noor", "ilse"):
        bot.say(f"stage {who} rejected")
    bot.say("retention rejected 30 days")
    return bot


def look(bot, process=None):
    (process or Retention(bot.store, bot.posters, clock=lambda: bot.now)).tick()


def live(bot, days):
    for _ in range(days):
        bot.now += DAY
        look(bot)


def told(board):
    """Who was warned of whom."""
    posts = [(place.id, reply) for place, reply in board.posts.values() if "will be erased" in reply.text]
    return [(who, [one.name for one in walk(reply.blocks) if isinstance(one, Person)]) for who, reply in posts]


BOTH = ["Noor Etxeberria", "Ilse Okonkwo-Brandt"]


def test_a_week_before_the_admins_get_one_message_and_on_the_day_they_are_erased(bot, board):
    bot.say("note ilse Met Noor Etxeberria there")
    live(bot, 21)
    assert told(board) == []
    live(bot, 2)
    assert told(board) == [(MARA.id, BOTH)]
    live(bot, 6)
    assert len(told(board)) == 1
    assert bot.tenant.numbers() == (1, 2)
    live(bot, 1)
    bot.now += HOUR
    look(bot)
    assert bot.tenant.numbers() == ()
    assert [(one.number, one.by, one.why) for one in bot.tenant.erasures(limit=5)[1]] == [
        (2, "retention", "rejected 30 days"),
        (1, "retention", "rejected 30 days"),
    ]
    done = [one for one in bot.tenant.audit(limit=99) if one.actor == "retention"]
    assert [(one.action, one.subject, one.outcome) for one in done] == [("forget", 2, "done"), ("forget", 1, "done")]
    Going(bot.store, bot.posters, clock=lambda: bot.now).tick()
    assert told(board) == [], "what told of them goes with them"


def test_owners_are_told_of_their_own(bot, board):
    bot.say("assign noor me", member=JONAS)
    live(bot, 23)
    assert told(board) == [(MARA.id, BOTH), (JONAS.id, ["Noor Etxeberria"])]


def test_who_owns_somebody_in_a_workspace_that_left_is_told_of_nobody(bot, board, monkeypatch):
    guild = Workspace("discord", "9")
    owner = replace(MARA, workspace=guild, id="77")
    monkeypatch.setattr(board, "workspaces", lambda: [TEAM, guild])
    monkeypatch.setattr(board, "addressee", lambda workspace, who: Addressee(owner if workspace == guild else MARA))
    code, there = new_code(), bot.store.within(bot.store.organization_of(guild))
    bot.tenant.issue_code(code, by="Mara", at=bot.now)
    assert there.join(guild, code, by="Mara", at=bot.now).outcome == "done"
    bot.tenant.met(guild, owner.id, owner.name, role=Role.ADMIN, at=bot.now)
    bot.tenant.assign(1, Colleague(owner.key, owner.name), by="Mara", at=bot.now)
    assert bot.tenant.leave(guild, by="Mara", at=bot.now)
    live(bot, 23)
    assert told(board) == [(MARA.id, BOTH)]


def test_nobody_is_erased_as_long_as_no_admin_could_be_told(bot, board):
    board.unreachable = Undeliverable("gone", lasting=True)
    live(bot, 60)
    assert (told(board), bot.tenant.numbers()) == ([], (1, 2))
    board.unreachable = None
    live(bot, 7)
    assert (told(board), bot.tenant.numbers()) == ([(MARA.id, BOTH)], (1, 2))
    live(bot, 1)
    assert bot.tenant.numbers() == ()


@pytest.mark.parametrize("warned", [False, True])
def test_after_a_month_off_or_a_jump_of_the_clock_they_are_told_first(bot, board, warned):
    live(bot, 23 * warned)
    board.posts.clear()
    bot.now += 60 * DAY
    look(bot)
    assert told(board) == [(MARA.id, BOTH)]
    live(bot, 6)
    assert bot.tenant.numbers() == (1, 2)
    live(bot, 1)
    assert bot.tenant.numbers() == ()


@pytest.mark.parametrize("line", ["stage #1 interview", "note #1 Called again", "hold #1", "retention rejected off"])
def test_what_is_done_in_the_week_keeps_them(bot, line):
    live(bot, 23)
    bot.say(line)
    live(bot, 12)
    assert 1 in bot.tenant.numbers()


def test_a_shorter_period_erases_nobody_without_a_week(bot, board):
    live(bot, 20)
    assert "2 people are that far" in bot.say("retention rejected 2 weeks").text
    live(bot, 7)
    assert (told(board), bot.tenant.numbers()) == ([(MARA.id, BOTH)], (1, 2))
    live(bot, 1)
    assert bot.tenant.numbers() == ()


def test_several_processes_tell_and_erase_once(bot, board):
    processes = [Retention(bot.store, bot.posters, clock=lambda: bot.now) for _ in range(3)]
    for _ in range(32):
        bot.now += DAY
        for process in processes:
            look(bot, process)
    assert (bot.tenant.numbers(), bot.tenant.erasures(limit=9)[0], len(board.keys)) == ((), 2, 1)


def test_whoever_takes_too_long_telling_leaves_the_rest_to_another_and_nobody_is_told_twice(bot, board, monkeypatch):
    bot.say("assign noor me", member=JONAS)
    live(bot, 22)
    post, other = board.post, Retention(bot.store, bot.posters, clock=lambda: bot.now)

    def slowly(place, reply, *, key):
        there = post(place, reply, key=key)
        monkeypatch.setattr(board, "post", post)
        bot.now += timedelta(minutes=4)
        look(bot, other)
        return there

    monkeypatch.setattr(board, "post", slowly)
    board.posts.clear()
    bot.tenant.void_warnings()
    bot.tenant.retention_ran(at=bot.now - DAY, told=bot.now - DAY)
    look(bot)
    assert told(board) == [(MARA.id, BOTH), (JONAS.id, ["Noor Etxeberria"])]
    assert bot.tenant.to_warn_of(now=bot.now, limit=9) == ()


def test_where_a_batch_breaks_off_what_waits_of_those_erased_goes_too(bot, monkeypatch):
    live(bot, 29)
    text = (b"Noor Etxeberria\nnoor@etxeberria.example\n\nExperience\n\nEngineer, Lab, 2020 - 2021\n") * 2
    bot.tenant.void_warnings()
    bot.send(Upload("noor new.md", text))
    assert len(bot.tenant.waiting_drafts(at=bot.now)) == 1
    bot.tenant.warned([1, 2], at=bot.now - 8 * DAY, seen=bot.now)
    expire = SqlTenant.expire

    def breaks_off(self, number, **more):
        if self.numbers() == (2,):
            raise Unavailable
        return expire(self, number, **more)

    monkeypatch.setattr(SqlTenant, "expire", breaks_off)
    bot.now += DAY
    look(bot)
    bot.now += DAY
    look(bot)
    assert (bot.tenant.numbers(), bot.tenant.waiting_drafts(at=bot.now)) == ((2,), ())


def test_one_who_cannot_be_erased_keeps_nobody_else(bot, board, monkeypatch, caplog):
    live(bot, 29)
    expire = SqlTenant.expire

    def fails_for_noor(self, number, **more):
        if number == 1:
            raise RuntimeError("Noor Etxeberria")
        return expire(self, number, **more)

    monkeypatch.setattr(SqlTenant, "expire", fails_for_noor)
    live(bot, 2)
    assert bot.tenant.numbers() == (1,)
    assert "#1 could not be erased by a retention: RuntimeError" in caplog.text
    assert "Noor" not in caplog.text
    monkeypatch.setattr(SqlTenant, "expire", expire)
    live(bot, 1)
    assert bot.tenant.numbers() == ()


def test_owners_see_all_of_theirs(bot):
    assert bot.say("retention mine", member=JONAS).text.startswith("Nobody of yours will be erased soon")
    bot.say("assign noor me", member=JONAS)
    live(bot, 23)
    theirs = bot.say("retention mine", member=JONAS)
    assert theirs.names == ["Noor Etxeberria"]
    assert "1 person of yours will be erased soon" in theirs.text
    assert "You cannot use retention." in bot.say("retention rejected off", member=JONAS).text


def test_who_goes_when_is_listed_and_stands_on_the_home_page(bot):
    assert "Erased soon" not in bot.say("home").text
    live(bot, 23)
    listed = bot.say("retention")
    assert "Rejected: 30 days · by Mara" in listed.text
    assert listed.names == BOTH
    assert "erased 20 Dec" in listed.text
    home = bot.say("home")
    assert "Erased soon" in home.text
    assert "form hold #1" in home.commands
    assert "Erased soon" not in bot.say("home", member=JONAS).text
    bot.say("assign noor me", member=JONAS)
    theirs = bot.say("home", member=JONAS)
    assert "Noor Etxeberria" in theirs.text.partition("Erased soon")[2].partition("Title")[0]
    assert "form hold #1" not in theirs.commands


def test_what_is_set_is_said_and_what_cannot_be_set_too(bot):
    assert "kept for good again" in bot.say("retention rejected off").text
    assert "kept for good already" in bot.say("retention rejected off").text
    assert bot.say("retention").text.startswith("Nobody is erased automatically.")
    assert "after 180 days" in bot.say("retention Rejected 6 months").text
    for line, why in (
        ("retention rejected", "For how long?"),
        ("retention rejected 13 days", "is no period for that"),
        ("retention rejected 9999 years", "is no period for that"),
        ("retention nowhere 30 days", "There is no stage nowhere"),
        ("retention 30 days", "For which stage?"),
    ):
        assert why in bot.say(line).text
