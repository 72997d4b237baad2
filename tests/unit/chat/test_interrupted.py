"""Who waits for an answer that does not come is told so, privately and once."""

from datetime import timedelta
from itertools import count
from typing import ClassVar

import pytest

from bot.chat.in_hand import HOLDING, SETTLING, InHand, keeping
from bot.chat.interrupted import Interruptions
from bot.chat.messages import Request
from bot.commands import TOOLS
from bot.digests.post import Undeliverable
from bot.intents import LEASE, Act
from bot.store import Unavailable
from tests.bot import CHANNEL, MARA, TEAM, Answer, Bot

SHUT = Undeliverable("Closed.", lasting=True)


class Post:
    """A platform that posts, or refuses to."""

    def __init__(self):
        self.refuses, self.there, self.said = {}, (), []

    def workspaces(self):
        return (TEAM,)

    def post(self, place, reply, *, key):
        if fault := self.refuses.get(place.kind):
            raise fault
        self.said.append((place.kind, place.id, " ".join(Answer(reply).text.split()), key))
        return ("1.1",)

    def arrived(self, _place, *, key, since):
        return self.there


class House:
    """A store, a process that died with something in hand, and one that ticks."""

    def __init__(self, store):
        self.bot, self.store, self.post = Bot(store), store, Post()
        self.dead = InHand(store, TOOLS.commands, lambda: self.bot.now)
        self.clock = Interruptions(store, [self.post], self.bot.app.in_hand, clock=lambda: self.bot.now)

    def asks(self, text, key="Ev1", **more):
        return self.dead.begin(Act(key, TEAM, MARA.id, CHANNEL.id, text, **more))

    def ticks(self, later=LEASE):
        self.bot.now += later
        before = len(self.post.said)
        self.clock.tick()
        return self.post.said[before:]


@pytest.fixture
def house(sqlite_store):
    return House(sqlite_store)


def test_the_asker_is_told_once_and_of_a_change_not_that_it_was_not_done(house):
    house.asks("note #1 Call her at 555-0100")
    ((kind, who, text, _),) = house.ticks()
    assert (kind, who) == ("dm", MARA.id)
    assert "The bot was interrupted before you had an answer." in text
    assert "note" in text
    assert "may have been done" in text
    assert "555-0100" not in text
    assert house.ticks(timedelta(hours=1)) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [("find cuda", "find at"), ("form note #1", "What you pressed or sent at"), (None, "may have been done")],
)
def test_a_search_changed_nothing_and_what_only_buttons_send_has_no_name(house, line, words):
    house.asks(line)
    ((_, _, text, _),) = house.ticks()
    assert words in text
    assert ("changed nothing: ask again" in text) == (line is not None)


def test_plain_words_may_have_been_an_act(house):
    house.asks("reject noor")
    ((_, _, text, _),) = house.ticks()
    assert "may have been done" in text


def test_what_is_worked_on_or_was_answered_is_not_told_of(house):
    mine = house.bot.app.in_hand
    for key in ("Ev1", "Ev2"):
        assert mine.begin(Act(key, TEAM, MARA.id, CHANNEL.id, "find cuda"))
    mine.end(Act("Ev2", TEAM, MARA.id))
    mine.settle()
    for _ in range(5):
        mine.hold()
        assert house.ticks(LEASE / 2) == []
    mine.give_up(Act("Ev1", TEAM, MARA.id))
    assert len(house.ticks()) == 1


def test_who_takes_no_direct_messages_is_told_where_they_asked_without_a_name(house):
    house.post.refuses["dm"] = SHUT
    house.asks("note #1 Call her")
    ((kind, where, text, _),) = house.ticks()
    assert (kind, where) == ("channel", CHANNEL.id)
    assert "note" not in text
    assert "Your direct" not in text, "all read it"
    assert house.ticks(timedelta(hours=1)) == []


def test_a_platform_that_is_away_is_asked_again_and_what_arrived_is_not_said_twice(house):
    house.post.refuses["dm"] = Undeliverable("Away.", unknown=True)
    house.asks("find cuda")
    assert house.ticks() == []
    house.post.refuses.clear()
    house.post.there = ("1.1",)
    assert house.ticks(3 * LEASE) == []
    house.post.there = ()
    assert house.ticks(3 * LEASE) == []


def test_it_comes_once_the_platform_is_back(house):
    house.post.refuses["dm"] = Undeliverable("Away.")
    house.asks("find cuda")
    assert house.ticks() == []
    house.post.refuses.clear()
    assert len(house.ticks(3 * LEASE)) == 1


def test_what_is_answered_after_the_process_stopped_waiting_is_marked_at_once(house):
    house.asks("find cuda")
    house.dead.close()
    house.dead.end(Act("Ev1", TEAM, MARA.id))
    assert house.ticks() == []


def test_it_is_marked_and_held_whatever_goes_wrong():
    class Failing:
        done: ClassVar = []

        def settle(self):
            self.done.append("settled")
            raise RuntimeError

        def hold(self):
            self.done.append("held")
            raise Unavailable

    pauses = []
    times = count(100, SETTLING)
    rounds = 2 * int(HOLDING)
    keeping(Failing(), lambda seconds: pauses.append(seconds) or len(pauses) > rounds, lambda: next(times))
    assert Failing.done.count("settled") == rounds
    assert Failing.done.count("held") > 1
    assert set(pauses) == {SETTLING}


def test_an_answer_that_is_not_marked_yet_is_not_told_of_by_its_own_process(house):
    mine = house.bot.app.in_hand
    mine.begin(Act("Ev1", TEAM, MARA.id, CHANNEL.id, "find cuda"))
    mine.end(Act("Ev1", TEAM, MARA.id))
    assert house.ticks() == []


def test_after_an_outage_the_others_have_time_to_say_what_they_answered(house, monkeypatch):
    house.asks("find cuda", "Ev1")
    house.asks("find hpc", "Ev2")
    with monkeypatch.context() as outage:
        outage.setattr(type(house.store), "_overdue", down)
        outage.setattr(type(house.store), "end_intents", down)
        house.dead.end(Act("Ev1", TEAM, MARA.id))
        house.dead.settle()
        assert house.ticks(2 * LEASE) == []
        assert house.ticks(2 * LEASE) == []
    assert house.ticks(timedelta(seconds=5)) == []
    house.dead.settle()
    ((_, _, text, _),) = house.ticks(LEASE)
    assert text.count("find at") == 1


def test_who_takes_long_to_tell_leaves_the_rest_for_the_next_time(house, monkeypatch):
    said = house.post.post

    def slowly(*given, **more):
        house.bot.now += LEASE
        return said(*given, **more)

    house.asks("find cuda")
    house.dead.begin(Act("Ev2", TEAM, "U0JONAS", CHANNEL.id, "find cuda"))
    monkeypatch.setattr(house.post, "post", slowly)
    first, second = house.ticks(), house.ticks()
    assert [len(first), len(second)] == [1, 1]
    assert first[0][1] != second[0][1]


def test_an_event_that_two_workers_were_handed_while_the_database_faltered_is_done_once(house, monkeypatch):
    mine, act = house.bot.app.in_hand, Act("Ev1", TEAM, MARA.id, CHANNEL.id, "find cuda")
    with monkeypatch.context() as outage:
        outage.setattr(type(house.store), "begin_intent", down)
        assert mine.begin(act)
    assert mine.begin(act)
    request = Request("find cuda", MARA, CHANNEL, key="Ev1")
    assert [house.bot.app.handle(request) is None for _ in range(2)] == [False, True]


def down(*_given, **_more):
    raise Unavailable


def test_without_a_database_the_request_goes_on_and_its_answer_says_so(house, monkeypatch):
    mine = house.bot.app.in_hand
    for name in ("begin_intent", "first_time"):
        monkeypatch.setattr(type(house.store), name, down)
    assert mine.begin(Act("Ev1", TEAM, MARA.id, CHANNEL.id, "find cuda"))
    said = Answer(house.bot.app.handle(Request("find cuda", MARA, CHANNEL, key="Ev1")))
    assert "The database does not answer." in said.text
