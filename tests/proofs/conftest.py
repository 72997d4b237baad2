"""With ``MINUTES=N`` each proof takes a share of its cases, so that all end in time; without it, all cases."""

import os
from collections.abc import Callable, Iterable, Iterator
from time import monotonic

import pytest

_MARGIN = 0.9
_began = monotonic()


@pytest.fixture
def take(request: pytest.FixtureRequest) -> Callable[[Iterable], Iterator]:
    """Goes through a proof's cases for as long as its turn lasts: what is left of the time, shared with those that follow."""
    minutes = os.environ.get("MINUTES")
    if not minutes:
        return iter
    items = request.session.items
    following = len(items) - items.index(request.node)
    ends = monotonic() + max(0.0, _began + float(minutes) * 60 * _MARGIN - monotonic()) / following

    def cases(some: Iterable) -> Iterator:
        for case in some:
            yield case
            if monotonic() > ends:
                return

    return cases
