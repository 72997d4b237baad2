"""With ``MINUTES=N`` each proof takes a share of its cases, so that all end in time; without it, all cases."""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from math import inf
from time import monotonic

import pytest

_MARGIN = 0.9
_began = monotonic()


@pytest.fixture
def take(request: pytest.FixtureRequest) -> Iterator[Callable[[Iterable], Iterator]]:
    """Goes through a proof's cases for as long as its turn lasts, what is left of the time, shared with those that follow; and says how many."""
    minutes = os.environ.get("MINUTES")
    items = request.session.items
    following = len(items) - items.index(request.node)
    ends = monotonic() + max(0.0, _began + float(minutes) * 60 * _MARGIN - monotonic()) / following if minutes else inf
    taken = count()

    def cases(some: Iterable) -> Iterator:
        for case in some:
            next(taken)
            yield case
            if monotonic() > ends:
                return

    yield cases
    proof = request.node.name.removeprefix("test_").replace("_", " ")
    print(f"\n{proof}: cases {next(taken):,}")  # noqa: T201
