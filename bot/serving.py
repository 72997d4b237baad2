"""An organization is served: until that ends, skills, stages and openings are those that it has."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.openings.known import openings_within
from bot.own_skills import known_within
from bot.stages import stages_within
from bot.store import Tenant


@contextmanager
def serving(store: Tenant) -> Iterator[None]:
    with known_within(store), stages_within(store), openings_within(store):
        yield
