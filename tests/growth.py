"""How much more work a longer text takes; the work is counted in function calls, which no busy machine changes."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

MOST = 2.6
"""Twice, and what the calls that do not grow with the text make of it."""


def calls(work: Callable[[], object]) -> int:
    """How many functions run; a generator counts each time it goes on."""
    count = 0

    def on_event(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(on_event)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def grows(work: Callable[[Any], object], text: Callable[[int], Any]) -> float:
    """How many times the work of half of it the whole takes; ``text(2)`` is twice as long as ``text(1)``."""
    half, whole = text(1), text(2)
    work(whole)
    return calls(lambda: work(whole)) / calls(lambda: work(half))
