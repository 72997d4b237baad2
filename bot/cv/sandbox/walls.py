"""The walls around a process that reads a stranger's file: what it may use, and what holds it to that."""

import resource
import signal

from bot.cv.sandbox import landlock, seccomp
from bot.cv.sandbox.standing import Wall

MEMORY = 512 * 1024 * 1024
"""Bytes of address space."""
CPU = 2
"""Seconds of processor time for each document; one more in all for whoever ignores the signals."""


_LANDLOCK = landlock.version()
_LIMITS = {
    "RLIMIT_CORE": (0, 0),
    "RLIMIT_FSIZE": (0, 0),
    "RLIMIT_NPROC": (0, 0),
    "RLIMIT_AS": (MEMORY, MEMORY),
    "RLIMIT_NOFILE": (0, 0),
}
"""Limits that a platform may lack; the last ones are those that the rest could stumble over."""


def raise_walls(documents: int = 1) -> Wall:
    """Put this process behind every wall that the kernel has, for good, to read so many documents; tells which stand."""
    standing = Wall.PROCESS
    privileges_gone = seccomp.give_up_privileges()
    if privileges_gone and landlock.restrict(_LANDLOCK):
        standing |= Wall.FILES
    limits = [_limit("RLIMIT_CPU", CPU * documents, CPU * documents + 1)]
    limits += [_limit(name, *bounds) for name, bounds in _LIMITS.items()]
    if all(limits):
        standing |= Wall.LIMITS
    if privileges_gone and seccomp.restrict():
        standing |= Wall.CALLS
    return standing


def time_next() -> None:
    """From here on the process has the processor time of one document, and is ended at its end."""
    signal.setitimer(signal.ITIMER_PROF, CPU)


def _limit(name: str, soft: int, hard: int) -> bool:
    """False where the platform has no such limit or does not let it be set."""
    try:
        resource.setrlimit(getattr(resource, name), (soft, hard))
    except (AttributeError, ValueError, OSError):
        return False
    return True
