"""The database or the disk is gone for a while: clear answers, nothing half written, and all is well again by itself."""

import resource
import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import make_url, text

from bot.chat.app import App
from bot.chat.messages import Request
from bot.commands import TOOLS
from bot.cv import read_cv
from bot.store import Unavailable
from storage import open_store
from tests.bot import CHANNEL, MARA, Answer
from tests.stores import cv


class Line:
    """A line to a server, which can be cut."""

    def __init__(self, host, port):
        self._there, self._open = (host, port), []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.is_cut = False
        self.cut_behind = b""
        """What the server still hears, and nobody hears its answer to."""
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with suppress(OSError):
            while True:
                caller, _ = self._listening.accept()
                if self.is_cut:
                    caller.close()
                    continue
                server = socket.create_connection(self._there)
                self._open += [caller, server]
                for one, other in ((caller, server), (server, caller)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one, other):
        with suppress(OSError):
            while data := one.recv(65536):
                last = self.cut_behind and self.cut_behind in data
                if last:
                    one.shutdown(socket.SHUT_RDWR)
                other.sendall(data)
                if last:
                    other.shutdown(socket.SHUT_WR)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self):
        self.is_cut = True
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def close(self):
        self.cut()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@pytest.fixture
def line(postgresql_url):
    there = make_url(postgresql_url)
    if not there.host or there.host.startswith("/"):
        pytest.skip("PostgreSQL answers on its socket alone")
    made = Line(there.host, there.port or 5432)
    yield made
    made.close()


@pytest.fixture
def away(line, postgresql_url):
    """A store over a line, and what cuts it for a while."""
    through = make_url(postgresql_url).set(host="127.0.0.1", port=line.port).render_as_string(hide_password=False)
    store = open_store(through)

    @contextmanager
    def gone():
        line.cut()
        yield
        line.is_cut = False

    yield store, gone
    store.close()


@contextmanager
def no_disk():
    """No file takes a byte."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture(params=["server gone", "disk gone"])
def outage(request):
    """A store, and what takes its database away."""
    if request.param == "server gone":
        return request.getfixturevalue("away")
    return request.getfixturevalue("sqlite_store"), no_disk


def test_who_asks_meanwhile_is_told_and_nothing_is_half_written(outage):
    store, gone = outage
    own = store.organization()
    team = store.within(own)
    team.save(cv("Ana Lima"))
    app = App(store, TOOLS, read=read_cv, home=lambda _: own, clock=lambda: datetime.now(UTC))

    def say(line):
        return Answer(app.handle(Request(line, MARA, CHANNEL)))

    assert "Ana Lima" in say("show #1").text
    with gone():
        said = say("note #1 A word.")
        assert "Nothing was changed." in said.text
        assert "Reference" in said.text
        with pytest.raises(Unavailable):
            team.save(cv("Bo Ek"))
        assert not store.ready()
        with pytest.raises(Unavailable):
            store.kept()
    assert store.ready()
    assert "A word." in say("note #1 A word.").text
    assert team.count() == 1
    assert [one.text for one in team.dossier(1).notes] == ["A word."]
    assert team.save(cv("Bo Ek")).number == 2


def test_what_the_server_was_to_keep_when_the_line_went_is_said_to_be_uncertain(away, line):
    store, _ = away
    own = store.organization()
    team = store.within(own)
    team.save(cv("Ana Lima"))
    app = App(store, TOOLS, read=read_cv, home=lambda _: own, clock=lambda: datetime.now(UTC))
    note = Request("note #1 A word.", MARA, CHANNEL)
    assert "Ana Lima" in Answer(app.handle(replace(note, text="show #1"))).text
    line.cut_behind = b"COMMIT"
    said = Answer(app.handle(note))
    line.cut_behind = b""
    assert "Nothing was changed." not in said.text
    assert "Look at the result before repeating it." in said.text
    assert note.text not in said.commands
    assert len(team.dossier(1).notes) <= 1


def test_connections_that_the_server_ended_are_made_anew(postgresql_url):
    store = open_store(postgresql_url)
    team = store.within(store.organization())
    team.save(cv("Ana Lima"))
    with store.database.engine.connect() as connection:
        ours = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    other = open_store(postgresql_url)
    with other.database.engine.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": ours})
    other.close()
    assert team.count() == 1
    store.close()
