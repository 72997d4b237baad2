"""The process that reads: it raises the walls, reads one document, or some of one series in their turns, and ends."""

import gc
import os
from typing import NoReturn

from bot.cv.sandbox import answers
from bot.cv.sandbox.standing import Wall
from bot.cv.sandbox.walls import raise_walls, time_next
from bot.cv.unreadable import Unreadable
from bot.profile import Reader

_CHANNEL = 0
"""The one descriptor that stays open: documents come from it, answers go to it."""
_PIECE = 1 << 20


def walls_here() -> Wall:
    """Which walls a child would have, found out in one."""
    child = os.fork() or os._exit(int(raise_walls()))
    return Wall(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def read_in_turn(channel: int, read: Reader, walls: Wall, documents: int) -> NoReturn:
    """In a fresh fork: answer for so many documents from the channel, up to the first that breaks the reader.

    A child with fewer walls than ``walls`` reads nothing.
    """
    try:
        os.dup2(channel, _CHANNEL)
        os.closerange(_CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))
        gc.enable()
        if raise_walls(documents) == walls:
            for _ in range(documents):
                if not _one(read):
                    break
    finally:
        os._exit(0)


def _one(read: Reader) -> bool:
    """Whether the document left the reader whole."""
    time_next()
    size: int = answers.FRAME.unpack(_take(answers.FRAME.size))[0]
    answer, whole = _answer(read, _take(size))
    _write(answers.FRAME.pack(len(answer)) + answer)
    return whole


def _answer(read: Reader, document: bytes) -> tuple[bytes, bool]:
    try:
        name, data = answers.asked(document)
        return answers.understood(read(data, name)), True
    except Unreadable as error:
        return answers.unreadable(error.reason, error.text), True
    except MemoryError:
        return answers.out_of_memory(), False
    except Exception as error:  # noqa: BLE001 - whatever breaks on a stranger's file is told, and ends this process alone
        return answers.broken(error), False


def _take(size: int) -> bytes:
    """So many bytes. EOFError where nobody sends them any more."""
    pieces, missing = list[bytes](), size
    while missing:
        piece = os.read(_CHANNEL, min(missing, _PIECE))
        if not piece:
            raise EOFError
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def _write(answer: bytes) -> None:
    rest = memoryview(answer)
    while rest:
        rest = rest[os.write(_CHANNEL, rest) :]
