"""The sandbox: what a process that reads a document can do to this machine, to other documents, and to the bot."""

import os
import signal
import sys
import threading

import pytest

from bot.cv import LARGEST, TOO_LARGE, Unreadable, read_cv
from bot.cv.sandbox import answers, exchange
from bot.cv.sandbox import reader as reader_module
from bot.cv.sandbox.reader import SandboxedReader
from bot.cv.sandbox.server import STEPS_BACK
from bot.cv.sandbox.standing import ALL, Wall
from tests.cvs.corpus import NAMES, cvs

BREAKS = (
    ("loop", exchange.SLOW),
    ("eat", answers.HUNGRY),
    ("crash", answers.BROKEN),
    ("fail at this", answers.BROKEN),
    ("leave", answers.UNSAFE),
    ("flood", answers.UNSAFE),
    ("garbage", answers.UNSAFE),
    ("forge", answers.UNSAFE),
    ("lie Grace Sample", answers.UNSAFE),
    ("refuse \x1b]0;owned\x07", answers.UNSAFE),
)
"""What a document may do to its process, and the reason that the importer is told."""


@pytest.fixture(scope="module")
def reader():
    """The real one."""
    with SandboxedReader() as opened:
        yield opened


@pytest.fixture(scope="module")
def captive():
    """A reader whose reading function does what the document says."""
    with SandboxedReader(reading="tests.unit.cv.sandbox.misbehaviour:read") as opened:
        yield opened


@pytest.fixture
def walled(captive):
    if captive.walls() != ALL:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("this kernel lacks a wall")
    return captive


def say(reader, line):
    return reader.read(line.encode(), "cv.txt").warnings[0]


def refusal(reader, line):
    with pytest.raises(Unreadable) as caught:
        reader.read(line.encode(), "cv.txt")
    return caught.value.reason


def outcome(read, file):
    try:
        return read(file.data, file.file)
    except Unreadable as refused:
        return refused.reason


@pytest.mark.parametrize("shape", NAMES)
def test_every_format_reads_the_same_as_without_a_sandbox(reader, shape):
    one = cvs(shape)[0]
    assert outcome(reader.read, one) == outcome(read_cv, one)


@pytest.mark.parametrize(
    ("probe", "answer"),
    [
        ("open /etc/passwd", "PermissionError"),
        ("write /tmp/recruitbot-probe", "PermissionError"),
        ("look /etc/passwd", "PermissionError"),
        ("tcp", "PermissionError"),
        ("udp", "PermissionError"),
        ("run /bin/true", "PermissionError"),
        ("fork", "PermissionError"),
        ("signal", "PermissionError"),
        pytest.param(f"signal-bot {os.getpid()}", "PermissionError", id="signal-bot"),
        ("environment", "['LC_CTYPE']"),
        ("gigabyte", "MemoryError"),
        ("descriptors", "[0]"),
    ],
)
def test_behind_the_walls_there_is_nothing_to_reach(walled, monkeypatch, probe, answer):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    assert say(walled, probe) == answer


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        *BREAKS,
        ("refuse a scan: there is no text in it.", "a scan: there is no text in it."),
        ("refuse " + "long " * 100, answers.UNSAFE),
    ],
)
def test_whatever_a_document_does_it_is_refused_by_name_and_the_next_one_is_read(captive, act, reason):
    assert refusal(captive, act) == reason
    assert say(captive, "say next") == "next"


def test_a_document_that_waits_for_ever_is_given_up():
    with SandboxedReader(patience=1.0, reading="tests.unit.cv.sandbox.misbehaviour:read") as impatient:
        assert refusal(impatient, "hang") == exchange.SLOW
        assert say(impatient, "say next") == "next"


def test_one_document_leaves_nothing_for_the_next(captive):
    assert [say(captive, "keep this") for _ in range(3)] == ["1 kept"] * 3


def test_threads_read_at_once_and_each_gets_its_own(captive):
    found = {}

    def work(number):
        found[number] = [say(captive, f"say {number}-{turn}") for turn in range(5)]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: [f"{number}-{turn}" for turn in range(5)] for number in range(6)}


def test_a_server_that_was_killed_is_started_again(captive):
    say(captive, "say before")
    os.kill(captive.process, signal.SIGKILL)
    assert say(captive, "say after") == "after"


def test_who_asks_something_comes_before_what_is_read(captive):
    say(captive, "say hello")
    ours, theirs = (os.getpriority(os.PRIO_PROCESS, process) for process in (0, captive.process))
    assert theirs == min(ours + STEPS_BACK, 19)


def test_a_reader_that_cannot_start_is_told_and_not_tried_without_end(caplog):
    with SandboxedReader(reading="bot.no_such_module:read") as broken:
        reasons = {refusal(broken, "say hello") for _ in range(5)}
    assert reasons == {"could not be read: the reader does not start. recruitbot doctor says more."}
    assert caplog.text.count("does not start") == 3


def test_a_reader_without_a_program_or_in_time_is_told(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with SandboxedReader() as missing:
        assert "does not start" in refusal(missing, "say hello")
    monkeypatch.undo()
    monkeypatch.setattr(reader_module, "_START", 0.0)
    with SandboxedReader() as late:
        assert "does not start" in refusal(late, "say hello")


class Ended(SandboxedReader):
    """Its servers end as soon as they run."""

    def _running(self):
        server = super()._running()
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
        return server


class Closed(SandboxedReader):
    """Somebody else closes it before the server is asked."""

    def _running(self):
        server = super()._running()
        self.close()
        return server


@pytest.mark.parametrize("lost", [Ended, Closed])
def test_what_ends_two_servers_is_given_up(lost):
    with lost(reading="tests.unit.cv.sandbox.misbehaviour:read") as opened:
        assert refusal(opened, "say hello") == answers.BROKEN


def test_a_server_that_does_not_end_is_killed(monkeypatch):
    monkeypatch.setattr(reader_module, "_END", 0.1)
    with SandboxedReader(reading="tests.unit.cv.sandbox.misbehaviour:read") as stopped:
        say(stopped, "say hello")
        process = stopped._server.process
        os.kill(process.pid, signal.SIGSTOP)
    assert process.wait(30) == -signal.SIGKILL


def test_strict_reading_refuses_where_a_wall_is_missing(captive, monkeypatch):
    say(captive, "say hello")
    with SandboxedReader(strictly=True, reading="tests.unit.cv.sandbox.misbehaviour:read") as strict:
        assert strict.walls() != ALL or say(strict, "say hello") == "hello"
        monkeypatch.setattr(strict._server, "walls", Wall.PROCESS | Wall.LIMITS)
        assert "READ_STRICTLY" in refusal(strict, "say hello")


def test_closing_ends_every_process(captive):
    with SandboxedReader(reading="tests.unit.cv.sandbox.misbehaviour:read") as closed:
        say(closed, "say hello")
        process = closed._server.process
    assert process.returncode == 0


def test_what_breaks_the_reader_is_logged_without_the_document(captive, caplog):
    refusal(captive, "fail Ada Example")
    assert "KeyError at misbehaviour.py" in caplog.text
    assert "Ada" not in caplog.text


def test_a_file_that_is_too_large_is_not_even_sent(captive):
    assert refusal(captive, "say " + "x" * LARGEST) == TOO_LARGE


def test_the_largest_files_come_through(captive):
    assert refusal(captive, "refuse " + " " * (LARGEST - 100)) == answers.UNSAFE


def test_the_commands_that_a_latex_source_defines_are_written_out_in_its_text(reader):
    source = (
        "\\documentclass{article}\n\\newcommand{\\tl}{Tessera Labs}\n\\begin{document}\n\\textbf{Ada Quill}\n\nada@quill.example\n\n"
        "\\section{Experience}\nEngineer, \\tl \\hfill 2019--2021\n\\end{document}\n"
    )
    organization = reader.read(source.encode(), "cv.tex").profile.work[0].organization
    assert organization.value == "Tessera Labs"
