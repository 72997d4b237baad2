"""What lies in a country or region: who lives in Berlin lives in Germany."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


def places_in(name: str) -> tuple[str, ...]:
    """The country or region itself and what is in it, as the index has them; nothing for any other name."""
    inside = _countries_of(name)
    cities = (city for country in inside for city in _table("countries").get(country, ()))
    return tuple(dict.fromkeys((name, *inside, *cities))) if inside else ()


def schools_in(name: str) -> tuple[str, ...]:
    """Schools that have several names, in a country or region."""
    return tuple(school for country in _countries_of(name) for school in _table("schools").get(country, ()))


def seats_of(tokens: Iterable[str]) -> list[str]:
    """The towns that the tokens of a school name, and the countries of those that are known: where it is."""
    said = frozenset(tokens)
    towns = said & {town for listed in _table("countries").values() for town in listed}
    known = (country for country, schools in _table("schools").items() if not said.isdisjoint(schools))
    return sorted((*towns, *known))


def _countries_of(name: str) -> tuple[str, ...]:
    if name in _table("countries") or name in _table("schools"):
        return (name,)
    return _table("regions").get(name, ())


@cache
def _table(name: str) -> dict[str, tuple[str, ...]]:
    tables = tomllib.loads(files("bot.search").joinpath("regions.toml").read_text(encoding="utf-8"))
    return {key: tuple(str(listed).split()) for key, listed in tables[name].items()}
