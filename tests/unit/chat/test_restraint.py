"""How fast a member may ask, and when the admins hear of somebody who reads very much."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.app import App
from bot.chat.messages import Request
from bot.chat.restraint import Limits, Pace
from bot.commands import TOOLS
from bot.cv import read_cv
from bot.records import Workspace
from tests.bot import CHANNEL, JONAS, MARA, Bot
from tests.stores import cv

LIMITS = Limits(requests=60, all_requests=120, people=3)
TERMINAL = replace(CHANNEL, kind="terminal")


class Restrained(Bot):
    def __post_init__(self):
        super().__post_init__()
        self.app = self.process()

    def process(self, limits=LIMITS):
        """One more process over the same database."""
        return App(self.store, TOOLS, read=read_cv, home=lambda _: self.own, clock=lambda: self.now, limits=limits)

    def later(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def bot(sqlite_store):
    return Restrained(sqlite_store)


def answered(app, times, member=MARA, place=CHANNEL):
    """How many of so many requests were answered, and not refused as too fast."""
    replies = [app.handle(Request("help", member, place)) for _ in range(times)]
    return sum("more than can be asked at once" not in reply.text for reply in replies)


def test_of_several_who_ask_at_the_same_moment_nobody_is_refused_for_what_the_others_drew(bot, monkeypatch):
    drawing, asked = threading.Barrier(2), type(bot.tenant).draw

    def draw(tenant, allowance, count, *, at):
        with suppress(threading.BrokenBarrierError):  # two who draw at once wait for each other here
            drawing.wait(0.3)
        return asked(tenant, allowance, count, at=at)

    monkeypatch.setattr(type(bot.tenant), "draw", draw)
    app = bot.process(Limits(all_requests=60))
    with ThreadPoolExecutor(6) as people:
        assert sum(people.map(lambda _: answered(app, 1), range(6))) == 6


def test_a_third_of_what_is_allowed_in_a_minute_may_come_at_once(bot):
    assert answered(bot.app, 50) == 20
    bot.later(5)
    assert answered(bot.app, 50) == 5


def test_a_person_at_work_never_meets_the_limit(bot):
    for _ in range(300):
        assert answered(bot.app, 1) == 1
        bot.later(1)


def test_the_refusal_says_when_to_go_on_and_it_holds(bot):
    answered(bot.app, 20)
    told = bot.say("help").text
    assert "Nothing was done. Go on in a second." in told
    bot.later(1)
    assert answered(bot.app, 1) == 1


def test_a_refused_request_did_nothing_and_may_be_sent_again(bot):
    answered(bot.app, 20)
    assert "at once" in bot.say("access grant <@U9|Eve> viewer", key="E1").text
    assert bot.tenant.grants() == ()
    bot.later(60)
    assert "Eve is viewer" in bot.say("access grant <@U9|Eve> viewer", key="E1").text


def test_processes_share_what_a_member_may_ask(bot):
    apps = [bot.app, *(bot.process() for _ in range(3))]
    assert sum(answered(app, 20) for app in apps) == 20


def test_one_member_does_not_use_up_what_others_may_ask(bot):
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    answered(bot.app, 50)
    assert answered(bot.app, 10, JONAS) == 10


def test_an_organization_does_not_use_up_what_another_may_ask(bot, sqlite_store):
    others = sqlite_store.organization("Quillon Systems")
    theirs = Workspace("slack", "T99OTHER")
    homes = {theirs: others}
    app = App(
        sqlite_store,
        TOOLS,
        read=read_cv,
        home=lambda workspace: homes.get(workspace, bot.own),
        clock=lambda: bot.now,
        limits=LIMITS,
    )
    crowd = [replace(MARA, id=f"U{number}") for number in range(20)]
    assert sum(answered(app, 10, one) for one in crowd) == 40
    assert answered(app, 10, replace(MARA, workspace=theirs)) == 10


def test_strangers_are_held_back_like_members(bot):
    assert answered(bot.app, 50, JONAS) == 20
    assert len(bot.tenant.audit(limit=99)) == 20


def test_completions_are_counted_apart_and_stop_at_their_own_limit(bot):
    asked = Request("st", MARA, CHANNEL)
    bot.tenant.save(cv("Stella"))
    given = [bot.app.complete(asked, "show", "who") for _ in range(150)]
    assert (sum(map(bool, given)), given[100:]) == (100, [()] * 50)
    assert answered(bot.app, 5) == 5


def test_no_file_is_fetched_for_whoever_asks_too_fast(bot):
    assert bot.app.admits(Request("add", MARA, CHANNEL))
    answered(bot.app, 21)
    assert not bot.app.admits(Request("add", MARA, CHANNEL))
    bot.later(2)
    assert bot.app.admits(Request("add", MARA, CHANNEL))


def test_who_sits_at_the_terminal_is_not_held_back(bot):
    assert answered(bot.app, 100, place=TERMINAL) == 100


def test_without_limits_nobody_is(bot):
    assert answered(bot.process(Limits()), 100) == 100


# ------------------------------------------------------------------ bulk reading


@pytest.fixture
def read(bot):
    """A bot that may be asked a lot, and five people."""
    bot.app = bot.process(replace(LIMITS, requests=0, all_requests=0))
    for name in ("Ana", "Bo", "Chika", "Dragan", "Emeka"):
        bot.tenant.save(cv(name, data=name.encode(), text=name, skills={"rust": 3}))
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    return bot


def alarms(bot):
    return [(one.name, one.people) for one in bot.tenant.alarms(since=bot.now - timedelta(days=1))]


def test_who_reads_more_people_than_usual_is_noticed_once_and_it_is_recorded(read):
    for number in (1, 1, 2, 3, 1):
        read.say(f"show #{number}", member=JONAS)
    assert alarms(read) == []
    read.say("file #4", member=JONAS)
    read.say("show #5", member=JONAS)
    assert alarms(read) == [("Jonas", 4)]
    assert [one.actor for one in read.tenant.audit(limit=99) if one.action == "bulk reading"] == ["U02JONAS Jonas"]


@pytest.mark.parametrize("line", ["#{}", "show #{} evidence", "file #{}"])
def test_every_way_to_a_persons_data_counts(read, line):
    for number in range(1, 5):
        read.say(line.format(number), member=JONAS)
    assert alarms(read) == [("Jonas", 4)]


def test_an_export_counts_everybody_in_it(read):
    read.say("export rust", member=JONAS)
    assert alarms(read) == [("Jonas", 5)]


def test_a_comparison_counts_those_compared(read):
    read.say("compare #1, #2", member=JONAS)
    read.say("compare #3, #4", member=JONAS)
    assert alarms(read) == [("Jonas", 4)]


def test_lists_searches_and_work_are_no_reading(read):
    for line in ("new", "rust", *(f"stage #{number} interview" for number in range(1, 6))):
        read.say(line, member=JONAS)
    assert alarms(read) == []


def test_who_reads_as_much_in_a_day_is_not_noticed(read):
    for number in range(1, 6):
        read.say(f"show #{number}", member=JONAS)
        read.later(1200)
    assert alarms(read) == []


def test_refused_requests_are_no_reading(read):
    for number in range(50, 60):
        read.say(f"show #{number}", member=JONAS)
        read.say(f"show #{number - 49}", member=replace(JONAS, id="U9"))
    assert alarms(read) == []


def test_the_terminal_may_read_everybody(read):
    for number in range(1, 6):
        read.say(f"show #{number}", place=TERMINAL)
    assert alarms(read) == []


def crowd(bot, pace):
    """An organization whose members ask too fast."""
    loud = bot.store.within(bot.store.organization("Loud", make=True))
    while pace.wait(loud, JONAS, now=bot.now) is None:
        pass
    return loud.organization.id


def runs_beside(pace, organization, now):
    """Whether a request of the organization begins while one of another one runs; it has to end after that in any case."""

    def work():
        with pace.turn(organization, now):
            pass

    asking = threading.Thread(target=work)
    with pace.turn(organization + 1, now):
        asking.start()
        asking.join(0.2)
        waited = asking.is_alive()
    asking.join(10)
    assert not asking.is_alive()
    return not waited


def test_whoever_asks_too_fast_gives_way_to_other_organizations(bot, monkeypatch):
    monkeypatch.setattr("bot.chat.restraint.GIVING_WAY", 60)
    pace = Pace(LIMITS)
    assert runs_beside(pace, bot.tenant.organization.id, bot.now)
    loud = crowd(bot, pace)
    assert not runs_beside(pace, loud, bot.now)
    assert runs_beside(pace, bot.tenant.organization.id, bot.now)
    bot.later(11)
    assert runs_beside(pace, loud, bot.now)


def test_whoever_gives_way_does_not_do_so_for_long(bot, monkeypatch):
    monkeypatch.setattr("bot.chat.restraint.GIVING_WAY", 0.01)
    pace = Pace(LIMITS)
    loud = crowd(bot, pace)
    assert runs_beside(pace, loud, bot.now)
