"""A digest too long for one message stands in a channel and its thread, and follows its people there, whatever comes between."""

import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from adapters.slack.harness import shown
from tests.e2e.crowd import family
from tests.e2e.slack.bot import recruiting
from tests.e2e.slack.contracts import faults
from tests.e2e.slack.stand_in import ALICE, BOT, GENERAL, Person, until
from tests.e2e.slack.unreliable import LOST, Fault


@pytest.fixture(scope="module")
def bot(way, folder):
    with recruiting(folder, way.api_url) as running:
        yield running


@pytest.fixture
def team(slack, bot):
    return Person(slack, ALICE, GENERAL)


class Post:
    """A digest's post, as everybody in the channel sees it."""

    def __init__(self, team, bot, folder, name, *, decided):
        self.slack, self.bot, before = team.slack, bot, {*stands(team.slack)}
        team.commands(f"digest add every day at 9 --name {name} --waiting 0")
        team.sees("New applicants are posted")
        self.people = family(name, folder)
        bot.call("import", str(folder))
        self.decides(*self.people[:decided])
        team.commands(f"digest send {name}")
        self._new = lambda: {ts: one for ts, one in stands(team.slack).items() if ts not in before}
        until(lambda: self.tells_of(*self.people), "post about all of them")

    def decides(self, *people):
        """In the terminal."""
        self.bot.call("chat", typed="".join(f"stage {one} screening\n" for one in people))

    @property
    def first(self):
        return next(iter(self._new()))

    @property
    def thread(self):
        return {ts: one for ts, one in self._new().items() if one.get("thread_ts") == self.first != ts}

    def texts(self):
        return {ts: words(one) for ts, one in self._new().items()}

    def tells_of(self, *people):
        """Of these, of each once, and of nobody else."""
        every = "\n".join(self.texts().values())
        return {one: every.count(one) for one in self.people if one in every} == Counter(people)

    def behind(self):
        """Who is told of in the thread."""
        every = "\n".join(words(one) for one in self.thread.values())
        return [one for one in self.people if one in every]


def stands(slack):
    every = (one for one in slack.messages(GENERAL) if one["user"] == BOT and not one.get("ephemeral_to"))
    return {one["ts"]: one for one in every}


def words(message):
    return shown("chat.postMessage", message).text


def line(message, having):
    return next(one for one in shown("chat.postMessage", message).buttons if having in one)


@pytest.fixture
def cvs(tmp_path):
    return tmp_path / "cvs"


def test_a_press_on_somebody_in_the_thread_is_said_there_in_its_place(team, bot, cvs):
    post = Post(team, bot, cvs, "Varga-Thistle", decided=10)
    first, thread, behind = post.first, [*post.thread], post.behind()
    assert thread
    assert behind
    (message,) = post.thread.values()
    team.presses(line(message, "undo #"))
    until(lambda: len(post.behind()) < len(behind), "thread with one less")
    until(lambda: "9 decided" in post.texts()[first], "head that says so")
    until(lambda: post.tells_of(*post.people), "post about each of them once")
    assert (post.first, [*post.thread]) == (first, thread)


def test_it_takes_more_messages_as_it_grows_and_leaves_nothing_behind_as_it_shrinks(team, bot, cvs):
    post = Post(team, bot, cvs, "Ashgrove-Nkemelu", decided=4)
    assert not post.thread
    bot.stop()
    post.decides(*post.people[4:10])
    bot.start("slack")
    until(lambda: post.thread and post.tells_of(*post.people), "thread, and each of them once")
    gone, left = post.people[:4], post.people[4:]
    bot.call("chat", typed="".join(f"forget {one} --confirmed\n" for one in gone))
    until(lambda: not post.thread, "end of the thread")
    assert post.tells_of(*left)


def test_what_a_process_that_was_killed_added_to_the_thread_is_not_added_again(team, bot, cvs, way, folder):
    post = Post(team, bot, cvs, "Ibarra-Quennell", decided=4)
    way.fails("chat.postMessage", [Fault(LOST)])
    post.decides(*post.people[4:9])
    (added,) = until(lambda: post.thread, "thread")
    bot.kill()
    with closing(sqlite3.connect(folder / "bot.db")) as database:  # its lease runs out
        database.execute("UPDATE delivery SET next_try = delivered_at")
        database.commit()
    post.decides(post.people[9])
    bot.start("slack")
    until(lambda: "10 decided" in post.texts()[post.first], "head that says so")
    until(lambda: post.tells_of(*post.people), "post about each of them once")
    assert [*post.thread] == [added]


def test_everything_that_was_sent_keeps_slacks_contracts(slack, bot):
    assert faults(slack.sent()) == []
