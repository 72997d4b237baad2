"""When a job or studies somewhere began and ended: who joined Tessera Labs in 2022, left it in 2023, is there since 2021.

Both ends are of one job or study: a token of the field ``spell`` says the place, which end it is, and the year.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.profile import Fact

BEGUN, OVER, SINCE = "^", "$", "="
"""What a year is of: the beginning, the end, or the beginning of what goes on."""


class Spell(NamedTuple):
    """A job or studies: where, from when to when, and what it is called for people."""

    where: Fact[str] | None
    names: Sequence[str]
    """The tokens of where it was."""
    start: Fact[str] | None
    end: Fact[str] | None
    goes_on: bool
    about: str


def tokens_of(spell: Spell) -> Iterator[str]:
    for mark, day in (
        (BEGUN, spell.start),
        (SINCE, spell.start if spell.goes_on else None),
        (OVER, None if spell.goes_on else spell.end),
    ):
        if day and day.value[:4].isdecimal():
            yield from (at(name, mark, day.value[:4]) for name in dict.fromkeys(spell.names))


def at(name: str, mark: str, year: str | int) -> str:
    return f"{name}{mark}{year}"


def choices(names: Iterable[str], mark: str, since: int, until: int) -> tuple[str, ...]:
    """The tokens of all years that will do."""
    return tuple(at(name, mark, year) for name in dict.fromkeys(names) for year in range(since, until + 1))
