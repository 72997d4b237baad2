"""The bot's side of a child: sends it a document, takes the answer in bounds, and sees how the child ended."""

import os
import select
import signal
import socket
from time import monotonic

from bot.cv.sandbox import answers
from bot.cv.sandbox.telling import BEGUN, STATUS
from bot.cv.unreadable import Unreadable

SLOW = "took too long to read. Save it in a simpler form and send it again."
_START = 30.0
_PIECE = 1 << 18
_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGPROF, -signal.SIGKILL)


class Lost(Exception):
    """The server ended before the child did."""


class Child:
    """A process that reads so many ``documents``, one after the other. Closing it ends the process."""

    def __init__(self, channel: socket.socket, pipe: int, documents: int) -> None:
        self.documents = documents
        self._channel, self._pipe = channel, pipe
        self._told, self._watched = bytearray(), True
        self._rest = memoryview(b"")
        self._poll = select.poll()
        self._poll.register(pipe, select.POLLIN)

    def close(self) -> None:
        """The server ends a child whose pipe nobody reads."""
        self._channel.close()
        os.close(self._pipe)

    @property
    def waits(self) -> bool:
        """Whether it may be asked again: it lives, and has said nothing that was not asked."""
        if not self._watched:
            return False
        poll = select.poll()
        poll.register(self._channel, select.POLLIN)
        poll.register(self._pipe, select.POLLIN)
        if not self._told and any(number == self._pipe for number, _ in poll.poll(0)):
            self._hear()  # that it has begun may be told after its first answer
        return self.documents > 0 and self._told in (b"", BEGUN) and not poll.poll(0)

    def answer(self, question: bytes, patience: float) -> bytes:
        """What the child says of the next document, within ``patience`` seconds from the time on that it has begun.

        Raises Unreadable where it ended without an answer, Lost where the server ended.
        """
        self.documents -= 1
        self._rest = memoryview(question)
        self._poll.register(self._channel, select.POLLIN | select.POLLOUT)
        said, talking = bytearray(), True
        deadline = monotonic() + (patience if self._told else _START)
        while talking or self._watched:
            ready = self._poll.poll(max(0.0, deadline - monotonic()) * 1000)
            if not ready:
                raise Unreadable(SLOW)
            for number, event in ready:
                if number == self._pipe:
                    began = bool(self._told)
                    self._hear()
                    deadline = deadline if began or not self._told else monotonic() + patience
                elif event & (select.POLLIN | _GONE):
                    talking = self._take(said)
                    if not talking:
                        self._poll.unregister(self._channel)
                    elif _whole(said):
                        return bytes(said[answers.FRAME.size :])
                else:
                    self._send()
        raise self._end()

    def _hear(self) -> None:
        piece = os.read(self._pipe, 64)
        self._told += piece
        if not piece:
            self._watched = False
            self._poll.unregister(self._pipe)

    def _take(self, said: bytearray) -> bool:
        """Whether there may be more to come."""
        try:
            piece = self._channel.recv(_PIECE, socket.MSG_DONTWAIT)
        except ConnectionError:
            return False
        said += piece
        return bool(piece)

    def _send(self) -> None:
        try:
            self._rest = self._rest[self._channel.send(self._rest[:_PIECE], socket.MSG_DONTWAIT) :]
        except ConnectionError:  # the child does not listen to all of it
            self._rest = memoryview(b"")
        if not self._rest:
            self._poll.modify(self._channel, select.POLLIN)

    def _end(self) -> Exception:
        """Why there is no answer."""
        if len(self._told) != len(BEGUN) + STATUS.size:
            return Lost()
        code = os.waitstatus_to_exitcode(STATUS.unpack(self._told[len(BEGUN) :])[0])
        if code in _OUT_OF_TIME:
            return Unreadable(SLOW)
        return Unreadable(answers.BROKEN if code < 0 else answers.UNSAFE)


def _whole(said: bytearray) -> bool:
    """Whether the answer is there, to its last byte. Raises Unreadable where it is too long, or more comes than was announced."""
    head = answers.FRAME.size
    if len(said) < head:
        return False
    size: int = answers.FRAME.unpack_from(said)[0]
    if size > answers.LARGEST or len(said) > head + size:
        raise Unreadable(answers.UNSAFE)
    return len(said) == head + size
