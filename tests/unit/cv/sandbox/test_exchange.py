"""What the bot and a child say to each other, word for word."""

import os
import socket
import threading

import pytest

from bot.cv import Unreadable, read_cv
from bot.cv.sandbox import answers
from bot.cv.sandbox.exchange import Child
from bot.cv.sandbox.seccomp import _code
from bot.cv.sandbox.telling import BEGUN
from bot.cv.sandbox.warming import warm

PATIENCE = 30.0
FILE = answers.question(b"# Ada Example\nada@mail.example\n", "cv.md")


@pytest.fixture
def talking():
    """A child that has begun, the other end of its channel, and the end of the pipe on which the server tells of it."""
    ours, theirs = socket.socketpair()
    pipe, told = os.pipe()
    os.write(told, BEGUN)
    child = Child(ours, pipe, 1)
    with theirs, os.fdopen(told, "wb", 0) as server:
        yield child, theirs, server
        child.close()


def framed(answer):
    return answers.FRAME.pack(len(answer)) + answer


def failed():
    try:
        {}["Ada Example"]
    except KeyError as error:
        return error


def test_a_file_comes_out_as_it_was_sent():
    size = answers.FRAME.size
    assert answers.asked(FILE[size:]) == ("cv.md", b"# Ada Example\nada@mail.example\n")
    assert answers.FRAME.unpack(FILE[:size]) == (len(FILE) - size,)


def test_a_reading_comes_out_as_it_was_read():
    found = read_cv(b"# Ada Example\nada@mail.example\n", "cv.md")
    assert answers.reading(answers.understood(found)) == found


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        (answers.unreadable("a scan.", "Ada"), answers.Declined, "a scan."),
        (answers.out_of_memory(), Unreadable, answers.HUNGRY),
        (answers.broken(failed()), answers.Breakdown, "KeyError at test_exchange.py"),
        (answers.broken(KeyError("Ada")), answers.Breakdown, "KeyError at unknown.py:0"),
        (b"!Ada Example at her desk", Unreadable, answers.UNSAFE),
        (b"", Unreadable, answers.UNSAFE),
    ],
)
def test_why_there_is_no_reading_is_told_without_the_document(said, error, words):
    with pytest.raises(error, match=words) as raised:
        answers.reading(said)
    assert "Ada" not in str(raised.value)


def test_an_answer_may_come_in_pieces(talking):
    child, theirs, _ = talking
    question, answer = b"?" * (1 << 22), b"an answer"

    def speak():
        theirs.sendall(framed(answer)[:2])
        heard = 0
        while heard < len(question):
            heard += len(theirs.recv(1 << 20))
        theirs.sendall(framed(answer)[2:])

    speaker = threading.Thread(target=speak)
    speaker.start()
    assert child.answer(question, PATIENCE) == answer
    speaker.join()


def test_a_child_may_answer_without_listening_to_the_end(talking, monkeypatch):
    child, theirs, _ = talking
    theirs.shutdown(socket.SHUT_RD)
    send = child._send

    def send_and_hear():
        send()
        theirs.sendall(framed(b"no"))

    monkeypatch.setattr(child, "_send", send_and_hear)
    assert child.answer(b"?" * (1 << 22), PATIENCE) == b"no"


def test_an_architecture_whose_calls_are_not_listed_has_no_filter():
    assert _code("pdp11") == b""


def test_what_warms_the_readers_is_read_to_the_end():
    warm()
