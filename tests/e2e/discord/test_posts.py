"""A digest too long for one message stands in a channel and its thread, and follows its people there, whatever comes between."""

import sqlite3
from contextlib import closing

import pytest

from tests.e2e.crowd import family
from tests.e2e.discord.proxy import Fault
from tests.e2e.slack.stand_in import until


class Post:
    """A digest's post, as everybody in the channel sees it."""

    def __init__(self, mara, bot, folder, name, *, decided):
        self.mara, self.bot, before = mara, bot, {*mara.standing("ml-hiring")}
        mara.slash("ask", line=f"digest add every day at 9 --name {name} --waiting 0")
        self.people = family(name, folder)
        bot.call("import", str(folder))
        self.decides(*self.people[:decided])
        mara.slash("ask", line=f"digest send {name}")
        head = "15 new applicants"
        new = lambda: (one for one, seen in mara.standing("ml-hiring").items() if head in seen.text)  # noqa: E731
        self.first = until(lambda: next((one for one in new() if one not in before), ""), "post")
        until(lambda: self.tells_of(*self.people), "post about all of them")

    def decides(self, *people):
        """In the terminal."""
        self.bot.call("chat", typed="".join(f"stage {one} screening\n" for one in people))

    @property
    def head(self):
        return self.mara.standing("ml-hiring")[self.first]

    @property
    def thread(self):
        """But for what Discord shows of the first message on top of it."""
        there = self.mara.standing(self.first)
        return {number: one for number, one in there.items() if number != self.first}

    def tells_of(self, *people):
        """Of these, of each once, and of nobody else."""
        every = "\n".join(one.text for one in (self.head, *self.thread.values()))
        return {one: every.count(one) for one in self.people if one in every} == dict.fromkeys(people, 1)

    def behind(self):
        """Who is told of in the thread."""
        every = "\n".join(one.text for one in self.thread.values())
        return [one for one in self.people if one in every]


@pytest.fixture
def cvs(tmp_path):
    return tmp_path / "cvs"


def test_a_press_on_somebody_in_the_thread_is_said_there_in_its_place(mara, bot, cvs, proxy):
    post = Post(mara, bot, cvs, "Varga-Thistle", decided=5)
    ((number, message),) = post.thread.items()
    assert "5 decided" in post.head.text
    mara.state["channels"]["thread"] = proxy.thread(post.first)
    mara.press(message, "Shortlist", channel="thread")
    until(lambda: "6 decided" in post.head.text, "head that says so")
    until(lambda: post.tells_of(*post.people), "post about each of them once")
    assert [*post.thread] == [number]
    (shortlisted,) = {one for one in post.people if one in message.text.partition("Tessera")[0]}
    assert f"{shortlisted}\n🟡 Screening · by mara" in post.head.text + post.thread[number].text


def test_it_takes_more_messages_as_it_grows_and_leaves_nothing_behind_as_it_shrinks(mara, bot, cvs):
    post = Post(mara, bot, cvs, "Ashgrove-Nkemelu", decided=0)
    assert not post.thread
    sessions = mara.proxy.gateway.identified
    assert bot.stop() == 0, bot.log
    post.decides(*post.people[:4])
    bot.start()
    mara.proxy.wait(lambda: mara.proxy.gateway.identified > sessions, 60)
    until(lambda: post.thread and post.tells_of(*post.people), "thread, and each of them once")
    gone, left = post.people[:4], post.people[4:]
    bot.call("chat", typed="".join(f"forget {one} --confirmed\n" for one in gone))
    until(lambda: not post.thread, "end of the thread")
    until(lambda: post.tells_of(*left), "post about those who are left")


def test_what_a_process_that_was_killed_added_to_the_thread_is_not_added_again(mara, bot, cvs, proxy):
    post = Post(mara, bot, cvs, "Ibarra-Quennell", decided=0)
    proxy.faults.append(Fault(f"/channels/{post.first}/messages", lose=True))
    post.decides(*post.people[:2])
    (added,) = until(lambda: post.thread, "thread")
    bot.kill()
    with closing(sqlite3.connect(bot.database)) as database:  # its lease runs out
        database.execute("UPDATE delivery SET next_try = delivered_at")
        database.commit()
    post.decides(post.people[2])
    sessions = proxy.gateway.identified
    bot.start()
    proxy.wait(lambda: proxy.gateway.identified > sessions, 60)
    until(lambda: "3 decided" in post.head.text, "head that says so")
    until(lambda: post.tells_of(*post.people), "post about each of them once")
    assert [*post.thread] == [added]
