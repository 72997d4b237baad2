"""Who waits for an answer that does not come is told so, privately and once."""

from datetime import timedelta

import pytest

from bot.chat.in_hand import InHand
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
        assert house.ticks(LEASE / 2) == []
    mine.give_up(Act("Ev1", TEAM, MARA.id))
    assert len(house.ticks()) == 1


def test_who_takes_no_direct_messages_is_told_where_they_asked_without_a_name(house):
    house.post.refuses["dm"] = SHUT
    house.asks("note #1 Call her")
    ((kind, where, text, _),) = house.ticks()
    assert (kind, where) == ("channel", CHANNEL.id)
    assert "note" not in text
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


def test_without_a_database_the_request_goes_on_and_its_answer_says_so(house, monkeypatch):
    def down(*_given, **_more):
        raise Unavailable

    mine = house.bot.app.in_hand
    for name in ("begin_intent", "first_time"):
        monkeypatch.setattr(type(house.store), name, down)
    assert mine.begin(Act("Ev1", TEAM, MARA.id, CHANNEL.id, "find cuda"))
    said = Answer(house.bot.app.handle(Request("find cuda", MARA, CHANNEL, key="Ev1")))
    assert "The database does not answer." in said.text
