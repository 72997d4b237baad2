"""What lies in a country or region: who lives in Berlin lives in Germany."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from bot.search.names import names


def places_in(name: str) -> tuple[str, ...]:
    """The country or region itself and what is in it, as the index has them; nothing for any other name."""
    inside = _countries_of(name)
    cities = (city for country in inside for city in _table("countries").get(country, ()))
    return tuple(dict.fromkeys((name, *inside, *cities))) if inside else ()


def schools_in(name: str) -> tuple[str, ...]:
    """Schools that have several names, in a country or region."""
    return tuple(school for country in _countries_of(name) for school in _table("schools").get(country, ()))


def is_place(words: Sequence[str]) -> bool:
    """Whether the words are all of the name of a country, a region or a larger city."""
    key = names("places").whole(words) or "_".join(words)
    return bool(names("places").whole(words)) or bool(_countries_of(key)) or key in _cities()


@cache
def _cities() -> frozenset[str]:
    return frozenset(city for cities in _table("countries").values() for city in cities)


def _countries_of(name: str) -> tuple[str, ...]:
    if name in _table("countries") or name in _table("schools"):
        return (name,)
    return _table("regions").get(name, ())


@cache
def _table(name: str) -> dict[str, tuple[str, ...]]:
    tables = tomllib.loads(files("bot.search").joinpath("regions.toml").read_text(encoding="utf-8"))
    return {key: tuple(str(listed).split()) for key, listed in tables[name].items()}
