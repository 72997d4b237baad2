"""Many documents of one import: which share a process, and what one of them can do to the others."""

import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.cv import Unreadable, read_cv
from bot.cv.sandbox import answers, exchange
from bot.cv.sandbox.reader import SERIES, SandboxedReader
from bot.cv.sandbox.telling import BEGUN, STATUS
from tests.bot import SAMPLES
from tests.unit.cv.sandbox.test_sandbox import BREAKS, captive, reader, refusal

__all__ = ["captive", "reader"]


@pytest.fixture
def read(captive):
    with captive.series() as one:
        yield one


def said(read, *lines):
    """What came of each, or why it was not read."""
    return [outcome(read, line) for line in lines]


def descriptors():
    return len(list(Path("/proc/self/fd").iterdir()))


def outcome(read, line):
    try:
        return read(line.encode(), "cv.txt").warnings[0]
    except Unreadable as error:
        return error.reason


def test_a_series_of_cvs_reads_the_same_as_without_a_sandbox(reader):
    with reader.series() as read:
        for path in sorted(SAMPLES.iterdir()):
            data = path.read_bytes()
            assert read(data, path.name) == read_cv(data, path.name)


def test_a_process_reads_a_number_of_documents_and_another_takes_its_place(read):
    found = said(read, *["keep this"] * (SERIES + 2))
    assert found == [f"{count} kept" for count in [*range(1, SERIES + 1), 1, 2]]


def test_two_series_never_share_a_process(captive):
    with captive.series() as ours, captive.series() as theirs:
        found = [said(one, "keep this") for one in (ours, theirs, ours, theirs)]
    assert found == [["1 kept"], ["1 kept"], ["2 kept"], ["2 kept"]]
    with captive.series() as later:
        assert said(later, "keep this") == ["1 kept"]


def test_a_single_document_shares_no_process_with_a_series(captive, read):
    assert said(read, "keep this") == ["1 kept"]
    assert captive.read(b"keep this", "cv.txt").warnings[0] == "1 kept"
    assert said(read, "keep this") == ["2 kept"]


@pytest.mark.parametrize("document", [b"%PDF- 1", "keep \xfc".encode("latin-1")], ids=["PDF", "old encoding"])
def test_a_document_that_a_library_in_c_reads_has_a_process_of_its_own(read, document):
    assert said(read, "keep this") == ["1 kept"]
    assert [read(document, "cv.txt").warnings[0] for _ in range(2)] == ["1 kept"] * 2
    assert said(read, "keep this") == ["2 kept"]


@pytest.mark.parametrize(("act", "reason"), [*BREAKS, ("foretell", answers.UNSAFE)])
def test_whatever_breaks_a_process_in_the_middle_is_refused_alone_and_the_next_is_read_by_another(read, act, reason):
    found = said(read, "keep this", "keep this", act, "keep this")
    assert found == ["1 kept", "2 kept", reason, "1 kept"]


def test_a_document_that_cannot_be_read_leaves_the_process_at_work(read):
    assert said(read, "keep this", "refuse empty file.", "keep this") == ["1 kept", "empty file.", "2 kept"]


def test_each_document_of_a_series_has_its_own_processor_time(read):
    assert said(read, *["spin 0.75"] * 3, "keep this") == ["done"] * 3 + ["1 kept"]


def test_each_document_of_a_series_has_its_own_time_by_the_clock():
    with (
        SandboxedReader(patience=1.0, reading="tests.unit.cv.sandbox.misbehaviour:read") as impatient,
        impatient.series() as read,
    ):
        assert said(read, "keep this", "hang", "keep this") == ["1 kept", exchange.SLOW, "1 kept"]


def test_threads_of_one_series_get_each_its_own_answer(read):
    lines = [f"say {number}" for number in range(60)]
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(lambda line: outcome(read, line), lines)) == [line[4:] for line in lines]


def test_a_series_goes_on_after_the_server_was_killed(captive, read):
    said(read, "say before")
    os.kill(captive.process, signal.SIGKILL)
    assert said(read, "say after", "say later") == ["after", "later"]


def test_nothing_of_a_series_is_left_when_it_ends(captive):
    with captive.series() as read:
        said(read, "keep this")
        open_then = descriptors()
    assert descriptors() == open_then - 2
    assert refusal(captive, "refuse still here.") == "still here."


def test_a_process_whose_server_went_while_it_answered_is_not_asked_again():
    ours, theirs = socket.socketpair()
    pipe, server = os.pipe()
    child = exchange.Child(ours, pipe, documents=2)
    os.close(server)
    theirs.sendall(answers.FRAME.pack(1) + b"-")
    assert child.answer(b"?", 1) == b"-"
    assert not child.waits
    child.close()
    theirs.close()


def test_a_process_that_talks_unasked_is_not_asked_again():
    ours, theirs = socket.socketpair()
    child = exchange.Child(ours, os.pipe()[0], documents=2)
    assert child.waits
    theirs.send(b"+")
    assert not child.waits
    child.close()
    theirs.close()


def test_a_process_whose_first_answer_was_faster_than_the_news_of_its_beginning_is_asked_again():
    ours, theirs = socket.socketpair()
    pipe, write = os.pipe()
    child = exchange.Child(ours, pipe, documents=2)
    os.write(write, BEGUN)
    assert child.waits
    os.write(write, STATUS.pack(0))
    assert not child.waits
    child.close()
    theirs.close()
    os.close(write)
