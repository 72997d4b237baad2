"""A minute without the database, while members go on asking: clear answers, nothing half written, and well again alone."""

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from threading import Event, Thread
from time import monotonic

import pytest
from sqlalchemy import event, make_url

from bot.chat.app import App
from bot.chat.messages import Request
from bot.commands import TOOLS
from bot.cv import read_cv
from storage import open_store
from tests.bot import CHANNEL, MARA, Answer
from tests.contract.test_outages import Line, no_disk
from tests.stores import cv

A_MINUTE, SHARE = 60.0, 5.0
"""How long it is gone, and how long where the proofs have little time."""
AGAIN_WITHIN = 10.0
ANSWERED_WITHIN = 30.0
ASKING = 4
"""Members at once, each with one request after the other."""
PAUSE = 0.05


@pytest.fixture
def server(postgresql_url):
    """A server that ends all connections and takes none."""
    there = make_url(postgresql_url)
    if not there.host or there.host.startswith("/"):
        pytest.skip("PostgreSQL answers on its socket alone")
    line = Line(there.host, there.port or 5432)
    through = there.set(host="127.0.0.1", port=line.port).render_as_string(hide_password=False)
    store = open_store(through)

    @contextmanager
    def gone():
        line.cut()
        try:
            yield
        finally:
            line.is_cut = False

    yield store, gone
    store.close()
    line.close()


@pytest.fixture
def full(sqlite_store):
    """A disk that takes no byte more."""
    return sqlite_store, no_disk


@pytest.fixture
def read_only(sqlite_store):
    """A file that may be read and not written."""
    only = Event()

    def as_told(connection, *_):
        connection.execute(f"PRAGMA query_only = {int(only.is_set())}")

    @contextmanager
    def gone():
        only.set()
        try:
            yield
        finally:
            only.clear()

    event.listen(sqlite_store.database.engine, "checkout", as_told)
    return sqlite_store, gone


@dataclass
class Asked:
    """What members asked for and were told."""

    app: App
    done: list[str] = field(default_factory=list)
    nothing: list[str] = field(default_factory=list)
    """Those of whom they were told that nothing was changed."""
    unclear: list[str] = field(default_factory=list)
    """Those of whom they were told neither."""
    unsaid: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def ask(self, word):
        began = monotonic()
        answer = Answer(self.app.handle(Request(f"note #1 {word}", MARA, CHANNEL)))
        self.slowest = max(self.slowest, monotonic() - began)
        if not answer.reply.error:
            told = self.done
        elif "Nothing was changed." in answer.text and "The database does not answer." in answer.text:
            told = self.nothing
        else:
            told = self.unclear if "Reference" in answer.text else self.unsaid
        told.append(word)
        return told is self.done

    def go_on(self, until, whose):
        for number in count():
            if until.is_set():
                return
            self.ask(f"word {whose}.{number}")
            until.wait(PAUSE)


def first_success(asked, since):
    """How long it took until somebody was served again."""
    for number in count():
        if asked.ask(f"again {number}"):
            return monotonic() - since
        assert monotonic() - since < AGAIN_WITHIN
        Event().wait(PAUSE)
    return None


@pytest.mark.parametrize("outage", ["server", "full", "read_only"])
def test_a_minute_without_the_database_leaves_nothing_half_written(outage, request, capsys):
    store, gone = request.getfixturevalue(outage)
    seconds = SHARE if os.environ.get("MINUTES") else A_MINUTE
    own = store.organization()
    team = store.within(own)
    team.save(cv("Ana Lima"))
    asked = Asked(App(store, TOOLS, read=read_cv, home=lambda _: own, clock=lambda: datetime.now(UTC)))
    assert asked.ask("before")
    over, ends = Event(), Event()
    members = [Thread(target=asked.go_on, args=(over, one)) for one in range(ASKING)]
    for one in members:
        one.start()
    Event().wait(1.0)
    with gone():
        began = monotonic()
        unready = 0
        while monotonic() - began < seconds:
            unready += not store.ready()
            ends.wait(1.0)
        served = len(asked.done)
        assert not store.ready()
        ends.wait(1.0)
        assert len(asked.done) == served, "nobody is told that a note is kept which is not"
    back = first_success(asked, monotonic())
    over.set()
    for one in members:
        one.join(ANSWERED_WITHIN)
        assert not one.is_alive()
    assert store.ready()
    kept = [one.text for one in team.dossier(1).notes]
    total, changes = team.history(number=1, limit=10_000)
    assert asked.unsaid == []
    assert {*asked.done} <= {*kept}, "what was acknowledged is there"
    assert not {*asked.nothing} & {*kept}, "what was said not to be done is not"
    assert len(kept) == len({*kept}) == sum(one.kind == "note" for one in changes)
    assert total == len(changes)
    assert asked.nothing
    assert unready > 0
    assert asked.slowest < ANSWERED_WITHIN
    with capsys.disabled():
        sys.stdout.write(
            f"\n{outage} gone for {seconds:.0f} s: {len(asked.done)} done, {len(asked.nothing)} told that nothing was "
            f"changed, {len(asked.unclear)} that it is not certain; slowest answer {asked.slowest:.1f} s, back in {back:.1f} s\n"
        )
