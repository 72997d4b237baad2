"""What lies in a country or region: who lives in Berlin lives in Germany."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from bot.search.names import names
from bot.search.text import tokens
from bot.search.words import word_list

_BETWEEN = re.compile(r"[,;()|/–—]| - ")
_BEHIND = frozenset(("of", "at", "in", "zu", "de", "di"))
_CALLED = word_list("school") | word_list("connectives")


def places_in(name: str) -> tuple[str, ...]:
    """The country or region itself and what is in it, as the index has them; nothing for any other name."""
    inside = _countries_of(name)
    cities = (city for country in inside for city in _table("countries").get(country, ()))
    return tuple(dict.fromkeys((name, *inside, *cities))) if inside else ()


def schools_in(name: str) -> tuple[str, ...]:
    """Schools that have several names, in a country or region."""
    return tuple(school for country in _countries_of(name) for school in _table("schools").get(country, ()))


def seats_of(school: str, known: Iterable[str]) -> list[str]:
    """Where a school is by its name, and where those are that are known. ``known``: what it answers to.

    A part of the name that is a town says so, "University of Leeds", where no state or country is named that the town is not in.
    """
    said = frozenset(known)
    countries = (country for country, schools in _table("schools").items() if not said.isdisjoint(schools))
    return sorted({*_towns_of(school), *countries})


def _towns_of(school: str) -> set[str]:
    words = tokens(school)
    named = {key for _, _, key in names("places").find(words)} & _table("countries").keys()
    named |= {country for country, states in _table("states").items() if not set(states).isdisjoint(words)}
    towns = {town for listed in _table("countries").values() for town in listed}
    within = [{*_table("countries")[country], country} for country in named]
    return {part for part in _parts(school) if part in towns and all(part in inside for inside in within)}


def _parts(school: str) -> Iterator[str]:
    """Between commas, and behind "of": without what every school is called."""
    for part in _BETWEEN.split(school):
        words = tokens(part)
        yield "_".join(word for word in words if word not in _CALLED)
        behind = max((at for at, word in enumerate(words) if word in _BEHIND), default=-1) + 1
        yield "_".join(words[behind:])


def _countries_of(name: str) -> tuple[str, ...]:
    if name in _table("countries") or name in _table("schools"):
        return (name,)
    return _table("regions").get(name, ())


@cache
def _table(name: str) -> dict[str, tuple[str, ...]]:
    tables = tomllib.loads(files("bot.search").joinpath("regions.toml").read_text(encoding="utf-8"))
    return {key: tuple(str(listed).split()) for key, listed in tables[name].items()}
