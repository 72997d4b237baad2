"""The process that reads: which documents it answers for, and when it ends. Its walls are shown by `test_walls`."""

import os
import socket

import pytest

from bot.cv.sandbox import answers, child
from bot.cv.sandbox.standing import ALL, Wall
from tests.unit.cv.sandbox import misbehaviour


@pytest.fixture
def reading(monkeypatch):
    """Begins a child that reads so many documents, and gives the channel to it."""
    monkeypatch.setattr(child, "raise_walls", lambda _: ALL)
    begun = []

    def begin(documents, walls=ALL, read=misbehaviour.read):
        ours, theirs = socket.socketpair()
        process = os.fork()
        if not process:
            child.read_in_turn(theirs.fileno(), read, walls, documents)
        theirs.close()
        begun.append((ours, process))
        return ours

    yield begin
    for channel, process in begun:
        channel.close()
        assert os.waitpid(process, 0)[1] == 0


def answer(channel, line):
    """What the child says of a document; nothing where it has ended."""
    try:
        channel.sendall(answers.question(line.encode(), "cv.txt"))
        with channel.makefile("rb") as heard:
            head = heard.read(answers.FRAME.size)
            return heard.read(answers.FRAME.unpack(head)[0]) if head else b""
    except ConnectionError:
        return b""


def said(channel, line):
    return answers.reading(answer(channel, line)).warnings[0]


def test_a_child_reads_as_many_documents_as_it_was_asked(reading):
    channel = reading(2)
    assert [said(channel, "say one"), said(channel, "say two")] == ["one", "two"]
    assert answer(channel, "say three") == b""


def test_a_child_that_refused_a_document_reads_the_next_one(reading):
    channel = reading(2)
    with pytest.raises(answers.Declined, match="a scan"):
        said(channel, "refuse a scan.")
    assert said(channel, "say next") == "next"


def exhausted(data, name):
    raise MemoryError


@pytest.mark.parametrize(("read", "told"), [(misbehaviour.read, b"!KeyError"), (exhausted, answers.out_of_memory())])
def test_a_child_that_a_document_broke_reads_no_other(reading, read, told):
    channel = reading(2, read=read)
    assert answer(channel, "fail at this").startswith(told)
    assert answer(channel, "say next") == b""


def test_a_child_that_nobody_asks_any_more_ends(reading):
    assert said(reading(2), "say hello") == "hello"


def test_a_child_that_lacks_a_wall_reads_nothing(reading):
    assert answer(reading(1, walls=Wall.PROCESS), "say hello") == b""
