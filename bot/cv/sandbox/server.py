"""Forks the processes that read: ``python -m bot.cv.sandbox.server MODULE:READER``, its control socket as input.

It is started with an empty environment and holds nothing but the readers, all loaded before the first document: behind
the walls nothing can be opened. For each child it gets a byte, how many documents it may read, with two descriptors: the
channel that the child talks through, and a pipe on which it tells that the child began (a byte) and how it ended (its
wait status, 4 bytes).
A child whose pipe nobody reads any more is ended; the server ends with its control socket.
"""

import codecs
import ctypes
import encodings
import gc
import importlib
import os
import pkgutil
import select
import signal
import socket
import sys
from contextlib import suppress

from phonenumbers import PhoneMetadata

from bot.cv.sandbox.child import read_in_turn, walls_here
from bot.cv.sandbox.pages import gather
from bot.cv.sandbox.standing import Wall
from bot.cv.sandbox.telling import BEGUN, STATUS
from bot.cv.sandbox.warming import warm
from bot.profile import Reader

_fork = ctypes.PyDLL(None).fork
"""The C library's own. `os.fork` adds what modules ask for in a child, of their locks, threads and random numbers: here,
with one thread and nothing random, it would take as long as the fork itself."""


_BETWEEN_COLLECTIONS = 50_000
"""New objects after which a child looks for garbage: most have read their document by then."""


STEPS_BACK = 5
"""How much nicer than the bot they are: who asks something does not wait for CVs that are read."""
_MANY = 10
"""Children after which it is worth the time to make forks cheaper."""


class Server:
    """The children at work, by process, each with the pipe on which its end is told."""

    def __init__(self, control: socket.socket, read: Reader, walls: Wall) -> None:
        self._control, self._read, self._walls = control, read, walls
        self._children: dict[int, int] = {}
        self._forks = 0
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)
        self._woken, wake = os.pipe()
        for end in (self._woken, wake):
            os.set_blocking(end, False)
        self._poll.register(self._woken, select.POLLIN)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)

    def serve(self) -> None:
        """Until nobody holds the other end of the control socket."""
        asked = True
        while asked:
            for ready, _ in self._poll.poll():
                if ready == self._woken:
                    self._bury()
                elif ready == self._control.fileno():
                    asked = self._fork()
                else:
                    self._abandon(ready)
        for child in self._children:
            os.kill(child, signal.SIGKILL)

    def _fork(self) -> bool:
        """The next child; False where there is none to come."""
        message, descriptors, _, _ = socket.recv_fds(self._control, 1, 2)
        if len(descriptors) != 2:
            for one in descriptors:
                os.close(one)
            return bool(message)
        channel, pipe = descriptors
        self._forks += 1
        if self._forks == _MANY:
            gather()
        child = _fork()
        if not child:
            read_in_turn(channel, self._read, self._walls, message[0])
        if child < 0:
            os.close(pipe)
        else:
            self._children[child] = pipe
            self._poll.register(pipe, 0)
            _tell(pipe, BEGUN)
        os.close(channel)
        return True

    def _bury(self) -> None:
        """Tell of every child that has ended."""
        with suppress(BlockingIOError):
            os.read(self._woken, 4096)
        with suppress(ChildProcessError):
            while True:
                child, status = os.waitpid(-1, os.WNOHANG)
                if not child:
                    return
                pipe = self._children.pop(child)
                with suppress(KeyError):  # given up before
                    self._poll.unregister(pipe)
                _tell(pipe, STATUS.pack(status))
                os.close(pipe)

    def _abandon(self, pipe: int) -> None:
        """End the child whose pipe nobody reads."""
        for child, its in self._children.items():
            if its == pipe:
                os.kill(child, signal.SIGKILL)
                self._poll.unregister(pipe)


def _tell(pipe: int, message: bytes) -> None:
    with suppress(BrokenPipeError):  # nobody waits for it any more
        os.write(pipe, message)


def load(reader: str) -> Reader:
    """The reading function, with everything that it may ever import."""
    module, _, name = reader.partition(":")
    read: Reader = getattr(importlib.import_module(module), name)
    package = importlib.import_module("bot.cv.read")
    for found in pkgutil.iter_modules(package.__path__, "bot.cv.read."):
        importlib.import_module(found.name)
    PhoneMetadata.load_all()  # else a region is loaded when a number of it is first seen
    for encoding in pkgutil.iter_modules(encodings.__path__):
        with suppress(LookupError):  # what another system has
            codecs.lookup(encoding.name)
    warm()
    return read


def main() -> None:
    os.nice(STEPS_BACK)
    with socket.socket(fileno=0) as control:
        read, walls = load(sys.argv[1]), walls_here()
        control.send(bytes([walls]))
        gc.collect()
        gc.freeze()
        gc.disable()
        gc.set_threshold(_BETWEEN_COLLECTIONS)
        Server(control, read, walls).serve()


if __name__ == "__main__":
    main()
