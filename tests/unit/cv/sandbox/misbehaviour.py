"""Reading functions that the tests put in the place of the real one: the first word of the document says what to do."""

import ctypes
import errno
import os
import socket
import threading
import time
from dataclasses import replace

from bot.cv.sandbox import answers
from bot.cv.unreadable import Unreadable
from bot.profile import Evidence, Fact, Profile, Reading


def read(data: bytes, name: str) -> Reading:
    text = data.decode(errors="replace")
    word, _, argument = text.partition(" ")
    found = ACTS[word](argument)
    return found if found.text else replace(found, text=text)


def told(said: object) -> Reading:
    """What is said goes into a warning: a text must be the document's."""
    return Reading("", Profile(), warnings=(str(said),))


def attempt(act, *arguments) -> Reading:
    """What came of an attempt: the error's name, or "done"."""
    try:
        act(*arguments)
    except (OSError, MemoryError) as error:
        return told(type(error).__name__)
    return told("done")


def loop(_):
    while True:
        pass


def hang(_):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def eat(_):
    return told(len([bytearray(1 << 20) for _ in range(1 << 12)]))


def crash(_):
    ctypes.string_at(0)


def leave(_):
    os._exit(0)


def flood(_):
    try:
        while True:
            os.write(0, b"+" * 65536)
    except OSError:
        os._exit(0)


def garbage(_):
    os.write(0, b"+\x93\x01\x02\x03")
    os._exit(0)


def foretell(_):
    """Answer for this document and for the next."""
    answer = answers.understood(told("forged"))
    os.write(0, (answers.FRAME.pack(len(answer)) + answer) * 2)
    return told("late")


def spin(seconds):
    end = time.process_time() + float(seconds)
    while time.process_time() < end:
        pass
    return told("done")


def forge_end(_):
    return Reading("forge", Profile(name=Fact("forge", (Evidence(0, 11, "name.top"),))))


def lie(text):
    return Reading(text, Profile(name=Fact(text, (Evidence(0, len(text), "name.top"),))))


def spawn(_):
    return attempt(os.fork)


def connect(kind):
    ends = socket.socket(socket.AF_INET, kind)
    ends.connect(("127.0.0.1", 9))


def is_open(descriptor):
    try:
        os.lseek(descriptor, 0, os.SEEK_CUR)
    except OSError as error:
        return error.errno != errno.EBADF
    return True


KEPT = []
"""What one document leaves behind for the next."""


def keep(argument):
    KEPT.append(argument)
    return told(f"{len(KEPT)} kept")


ACTS = {
    "say": told,
    "loop": loop,
    "hang": hang,
    "eat": eat,
    "crash": crash,
    "leave": leave,
    "flood": flood,
    "garbage": garbage,
    "forge": forge_end,
    "lie": lie,
    "foretell": foretell,
    "spin": spin,
    "%PDF-": keep,
    "fork": spawn,
    "keep": keep,
    "refuse": lambda why: (_ for _ in ()).throw(Unreadable(why)),
    "fail": lambda why: {}[why],
    "open": lambda path: attempt(os.open, path, os.O_RDONLY),
    "write": lambda path: attempt(os.open, path, os.O_WRONLY | os.O_CREAT),
    "look": lambda path: attempt(os.stat, path),
    "tcp": lambda _: attempt(connect, socket.SOCK_STREAM),
    "udp": lambda _: attempt(connect, socket.SOCK_DGRAM),
    "run": lambda path: attempt(os.execv, path, [path]),
    "signal": lambda _: attempt(os.kill, os.getppid(), 0),
    "signal-bot": lambda pid: attempt(os.kill, int(pid), 0),
    "environment": lambda _: told(sorted(os.environ)),
    "gigabyte": lambda _: attempt(bytearray, 1 << 30),
    "descriptors": lambda _: told([one for one in range(64) if is_open(one)]),
}
