"""The openings of the organization that is being served, for questions that name them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

from bot.openings.records import Opening

if TYPE_CHECKING:
    from bot.store import Tenant

_here: ContextVar[Callable[[], tuple[Opening, ...]]] = ContextVar("openings", default=tuple)


@contextmanager
def openings_within(store: "Tenant") -> Iterator[None]:
    """Below, the openings are those of the organization; they are read when a question first speaks of one."""
    before = _here.set(cache(store.openings))
    try:
        yield
    finally:
        _here.reset(before)


def openings() -> tuple[Opening, ...]:
    return _here.get()()
