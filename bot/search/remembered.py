"""Answers that were worked out lately, by all that they depend on: the same question again costs a look.

They may hold words of a CV: `forget_all` drops them, when somebody is erased.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")

UNUSED_SECONDS = 600.0
"""After so long what nobody asked for is dropped: it may quote a CV."""


_EVERY: list[Callable[[], None]] = []


def forgettable(forget: Callable[[], None]) -> None:
    """It is called when somebody is erased, to drop what a process holds of CVs."""
    _EVERY.append(forget)


def forget_all() -> None:
    for forget in _EVERY:
        forget()


class Remembered(Generic[V]):
    """At most ``most`` answers, the latest used. Threads may share it."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._known: OrderedDict[Hashable, tuple[float, V]] = OrderedDict()
        self._lock = Lock()

    def answer(self, asked: Hashable, work_out: Callable[[], V]) -> V:
        """What is remembered of it, else what is worked out now; two threads may do that at once."""
        with self._lock:
            if known := self._known.get(asked):
                self._keep(asked, known[1])
                return known[1]
        found = work_out()
        with self._lock:
            self._keep(asked, found)
        return found

    def forget(self) -> None:
        with self._lock:
            self._known.clear()

    def _keep(self, asked: Hashable, answer: V) -> None:
        now = self._clock()
        self._known[asked] = (now, answer)
        self._known.move_to_end(asked)
        while len(self._known) > self._most or next(iter(self._known.values()))[0] < now - UNUSED_SECONDS:
            self._known.popitem(last=False)
