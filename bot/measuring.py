"""What this process did, counted: by names of commands and kinds of outcomes, never by anything of a person."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from time import perf_counter

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds between which times are counted."""

Labels = tuple[str, ...]


@dataclass(slots=True)
class Times:
    """How long something took, each time."""

    total: float = 0.0
    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    """By the `BOUNDS` that each is not above; the last is of those above all."""


class Measures:
    """Threads may share one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: dict[str, dict[Labels, int]] = defaultdict(lambda: defaultdict(int))
        self._times: dict[str, dict[Labels, Times]] = defaultdict(lambda: defaultdict(Times))

    def count(self, what: str, *labels: str) -> None:
        with self._lock:
            self._counts[what][labels] += 1

    def took(self, what: str, seconds: float, *labels: str) -> None:
        with self._lock:
            times = self._times[what][labels]
            times.total += seconds
            times.counts[bisect_left(BOUNDS, seconds)] += 1

    @contextmanager
    def read(self) -> Iterator[None]:
        """A file is being read: how that ends, and how long it takes."""
        began, outcome = perf_counter(), "unreadable"
        try:
            yield
            outcome = "read"
        finally:
            self.took("files", perf_counter() - began, outcome)

    def counts(self, what: str) -> dict[Labels, int]:
        with self._lock:
            return dict(self._counts[what])

    def times(self, what: str) -> dict[Labels, Times]:
        with self._lock:
            return {labels: Times(one.total, [*one.counts]) for labels, one in self._times[what].items()}


measured = Measures()
"""Of this process."""
