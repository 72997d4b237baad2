"""The reader that the bot uses: files in processes behind walls, from any thread, as many at once as there are cores."""

import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Self

from bot.cv.read.encoding import decode
from bot.cv.sandbox import answers
from bot.cv.sandbox.exchange import Child, Lost
from bot.cv.sandbox.standing import ALL, Wall, missing
from bot.cv.unreadable import LARGEST, TOO_LARGE, Unreadable
from bot.measuring import measured
from bot.profile import Reader, Reading

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds that one document may take."""
SERIES = 50
"""Documents of one series that a child reads before another takes its place."""
_START = 30.0
_END = 5.0
_LONGEST_PAUSE = 60.0
_ROOT = Path(__file__).resolve().parents[3]
SEE_DOCTOR = " recruitbot doctor says more."
_OUT_OF_ORDER = f"could not be read: the reader does not start.{SEE_DOCTOR}"
_NOT_STRICT = "was not read: this machine lacks a wall that READ_STRICTLY asks for. recruitbot doctor says which."


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class SandboxedReader:
    """Reads like `bot.cv.read_cv`, without trusting the file. The server starts with the first one; close it at the end.

    Each file has a process of its own, but for those of a `series`.

    ``strictly`` reads nothing where the kernel lacks one of the walls. ``reading`` is the function that reads, as
    MODULE:NAME, in the server's process.
    """

    def __init__(
        self, *, strictly: bool = False, patience: float = PATIENCE, reading: str = "bot.cv.reading:read_cv"
    ) -> None:
        self._strictly, self._patience, self._reading = strictly, patience, reading
        self._turns = threading.BoundedSemaphore(cores())
        self._lock = threading.Lock()
        self._server: _Server | None = None
        self._failures, self._not_before = 0, 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, data: bytes, name: str) -> Reading:
        """What the file says; raises Unreadable with the reason."""
        return self._read(data, name, None)

    @contextmanager
    def series(self) -> Iterator[Reader]:
        """A reader for the files of one import, all of one organization.

        A child reads several of those that are `read_as_it_stands`, so that its memory is copied and warmed once. One that
        failed, was ended or said what cannot be true reads no more.
        """
        waiting: list[Child] = []
        try:
            yield lambda data, name: self._read(data, name, waiting)
        finally:
            for child in waiting:
                child.close()

    def walls(self) -> Wall:
        """The walls that stand around each document here; raises Unreadable where the reader does not start."""
        return self._running().walls

    @property
    def process(self) -> int | None:
        """The number of the server's process; None while there is none."""
        return self._server.process.pid if self._server else None

    def close(self) -> None:
        """End the server, and with it whatever is still read."""
        with self._lock:
            if self._server:
                self._server.end()
                self._server = None

    @measured.read()
    def _read(self, data: bytes, name: str, waiting: list[Child] | None) -> Reading:
        """Read in a child that waits, where the document may share one; put it back among them where it is sound."""
        if len(data) > LARGEST:
            raise Unreadable(TOO_LARGE)
        from bot.cv.read.formats import read_as_it_stands  # noqa: PLC0415 -- all formats' patterns, and many starts read none

        plain = read_as_it_stands(data)
        waiting = waiting if plain else None
        question = answers.question(data, name)
        with self._turns:
            child, answer = self._answer(question, waiting)
        sound = False
        try:
            found = answers.reading(answer)
            if plain and found.text != decode(data):
                raise Unreadable(answers.UNSAFE)
            sound = True
        except answers.Declined:
            sound = True
            raise
        except answers.Breakdown as fault:
            log.warning("a file broke the reader: %s", fault)
            raise Unreadable(answers.BROKEN) from None
        finally:
            if sound and waiting is not None:
                waiting.append(child)
            else:
                child.close()
        return found

    def _answer(self, question: bytes, waiting: list[Child] | None) -> tuple[Child, bytes]:
        """One document may outlive one server: what ends a server twice is the document's own fault."""
        for _ in range(2):
            server = self._running()
            if self._strictly and missing(server.walls):
                raise Unreadable(_NOT_STRICT)
            try:
                child = _waiting(waiting) or server.child(1 if waiting is None else SERIES)
                answer = _asked(child, question, self._patience)
            except (Lost, OSError):
                self._failed(server)
            else:
                self._failures = 0
                return child, answer
        raise Unreadable(answers.BROKEN)

    def _running(self) -> "_Server":
        with self._lock:
            if self._server is None:
                if monotonic() < self._not_before:
                    raise Unreadable(_OUT_OF_ORDER)
                try:
                    self._server = _Server(self._reading)
                except OSError as error:
                    log.warning("the reader does not start: %s", type(error).__name__)
                    self._pause()
                    raise Unreadable(_OUT_OF_ORDER) from None
            return self._server

    def _failed(self, server: "_Server") -> None:
        """End a server that was lost; the next one starts at once, later ones after longer and longer pauses."""
        with self._lock:
            if self._server is server:
                log.warning("the reader's server ended; the next file starts another")
                server.end()
                self._server = None
                self._pause()

    def _pause(self) -> None:
        self._failures += 1
        if self._failures > 2:
            self._not_before = monotonic() + min(_LONGEST_PAUSE, 2.0 ** (self._failures - 2))


def _waiting(children: list[Child] | None) -> Child | None:
    """One of them that can go on; the others are ended."""
    while children is not None:
        try:
            child = children.pop()
        except IndexError:  # other threads may take them, too
            return None
        if child.waits:
            return child
        child.close()
    return None


def _asked(child: Child, question: bytes, patience: float) -> bytes:
    """The child's answer; without one it is ended."""
    try:
        return child.answer(question, patience)
    except BaseException:
        child.close()
        raise


class _Server:
    """A running `bot.cv.sandbox.server`."""

    def __init__(self, reading: str) -> None:
        """Raises OSError where it does not start."""
        self._control, theirs = socket.socketpair()
        try:
            with theirs:
                self.process = subprocess.Popen(  # noqa: S603 - our own module
                    [sys.executable, "-m", "bot.cv.sandbox.server", reading],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    cwd=_ROOT,
                    env={},
                    start_new_session=True,  # a Ctrl-C at the terminal is for the bot
                )
        except OSError:
            self._control.close()
            raise
        self._control.settimeout(_START)
        try:
            ready = self._control.recv(1)
        except OSError:
            ready = b""
        if not ready:
            self.end()
            raise ConnectionError
        self.walls = Wall(ready[0]) & ALL

    def child(self, documents: int) -> Child:
        """A new child for so many documents. Raises OSError where the server is gone."""
        ours, theirs = socket.socketpair()
        pipe, write = os.pipe()
        child = Child(ours, pipe, documents)
        try:
            socket.send_fds(self._control, [bytes([documents])], [theirs.fileno(), write])
        except OSError:
            child.close()
            raise
        finally:
            theirs.close()
            os.close(write)
        return child

    def end(self) -> None:
        """The server ends when nobody holds its control socket."""
        self._control.close()
        try:
            self.process.wait(_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_END)
