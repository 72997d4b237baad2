"""The server: which children it forks, what it tells of them, and when they end. Their walls are shown by `test_walls`."""

import gc
import os
import runpy
import socket
import sys
from functools import partial

import pytest

from bot.cv import Unreadable
from bot.cv.sandbox import answers, exchange, server
from bot.cv.sandbox.reader import SandboxedReader
from bot.cv.sandbox.standing import ALL
from tests.unit.cv.sandbox.forking import in_a_fork
from tests.unit.cv.sandbox.test_sandbox import refusal, say

MISBEHAVIOUR = "tests.unit.cv.sandbox.misbehaviour:read"


class Forked:
    """A server in a fork of this process, in the place of a program of its own."""

    def __init__(self, call, *, stdin, **_):
        self.pid, self.returncode = os.fork(), None
        if not self.pid:
            try:
                _serve(call[-1], stdin)
            finally:
                os._exit(0)

    def wait(self, _=None):
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode


def _serve(reader, control):
    """Holds nothing of this process but the control socket: it ends when nobody else has the other end."""
    os.dup2(control, 0)
    os.closerange(3, 1_000)
    sys.argv = ["server", reader]
    gc.freeze()  # what the tests hold is nothing to be gone through
    server.main()


@pytest.fixture
def forked(monkeypatch):
    monkeypatch.setattr("bot.cv.sandbox.reader.subprocess.Popen", Forked)
    monkeypatch.setattr("bot.cv.sandbox.child.raise_walls", lambda *_: ALL)
    monkeypatch.setattr(server, "STEPS_BACK", 0)
    return partial(SandboxedReader, reading=MISBEHAVIOUR)


def test_a_server_forks_a_child_for_each_document_and_outlives_what_they_do(forked):
    with forked(patience=1.0) as reader:
        assert [say(reader, f"say {number}") for number in range(server._MANY + 1)][-1] == str(server._MANY)
        assert refusal(reader, "hang") == exchange.SLOW
        assert refusal(reader, "crash") == answers.BROKEN
        assert say(reader, "say next") == "next"
        process = reader._server.process
    assert process.wait() == 0


def test_the_children_of_a_series_end_with_the_server(forked):
    with forked() as reader, reader.series() as read:
        for line in (b"say one", b"say two"):
            assert read(line, "cv.txt").warnings == (line.decode()[4:],)
        process = reader._server.process
        reader.close()
        assert process.wait() == 0


def test_a_message_that_asks_for_no_child_is_passed_over(forked):
    with forked() as reader:
        say(reader, "say hello")
        control = reader._server._control
        control.send(b"x")
        ours, theirs = socket.socketpair()
        with ours, theirs:
            socket.send_fds(control, [b"x"], [theirs.fileno()])
        assert say(reader, "say next") == "next"


def test_where_no_process_can_be_forked_no_document_is_read(forked, monkeypatch):
    monkeypatch.setattr(server, "_fork", lambda: -1)
    with forked() as reader, pytest.raises(Unreadable, match="cannot cope"):
        reader.read(b"say hello", "cv.txt")


def test_a_program_whose_reader_is_not_there_ends():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert in_a_fork(lambda: _program(theirs)) == "ModuleNotFoundError"


def _program(control):
    os.dup2(control.fileno(), 0)
    sys.argv = ["server", "bot.no_such_module:read"]
    del sys.modules["bot.cv.sandbox.server"]
    try:
        runpy.run_module("bot.cv.sandbox.server", run_name="__main__")
    except ImportError as error:
        return type(error).__name__
