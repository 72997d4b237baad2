"""How much more work a longer text takes; the work is counted in function calls, which no busy machine changes."""

from collections.abc import Callable
from cProfile import Profile
from typing import Any

MOST = 2.6
"""Twice, and what the calls that do not grow with the text make of it."""


def calls(work: Callable[[], object]) -> int:
    """How many functions run, in Python and in C; a generator counts each time it goes on."""
    counter = Profile()
    counter.runcall(work)
    return sum(one.callcount for one in counter.getstats())


def grows(work: Callable[[Any], object], text: Callable[[int], Any]) -> float:
    """How many times the work of half of it the whole takes; ``text(2)`` is twice as long as ``text(1)``."""
    half, whole = text(1), text(2)
    work(whole)
    return calls(lambda: work(whole)) / calls(lambda: work(half))
