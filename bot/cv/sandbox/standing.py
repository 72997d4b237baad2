"""Which walls there are, and what it means for the person who runs the bot when one is missing."""

from enum import IntFlag


class Wall(IntFlag):
    """What stands between a document and this machine."""

    PROCESS = 1
    """A process of its own for each document."""
    LIMITS = 2
    """Bounded time and memory; nothing new can be opened."""
    FILES = 4
    """Landlock: no file, no TCP, no signal to other processes."""
    CALLS = 8
    """seccomp: none of the system calls that reach outside."""


ALL = Wall.PROCESS | Wall.LIMITS | Wall.FILES | Wall.CALLS

_MEANING = {
    Wall.PROCESS: "a process for each document: this system cannot fork",
    Wall.LIMITS: "limits on time and memory: a document can slow this machine down",
    Wall.FILES: "Landlock: needs Linux 5.13 or later with Landlock switched on",
    Wall.CALLS: "seccomp: needs Linux, and a container that allows it",
}


def missing(standing: Wall) -> str:
    """The walls that do not stand, for people; empty where all do."""
    return "; ".join(said for wall, said in _MEANING.items() if wall not in standing)
