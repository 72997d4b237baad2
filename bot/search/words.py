"""The small word lists of ``words.toml``."""

import tomllib
from functools import cache
from importlib.resources import files


def word_list(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(str(_lists()[name]).split())


def meanings(name: str) -> dict[str, str]:
    """The words of one table, each with the key that it stands for."""
    table = _lists()[name]
    assert isinstance(table, dict)
    return {word: key for key, listed in table.items() for word in str(listed).split()}


def alternatives(name: str) -> dict[str, tuple[str, ...]]:
    """The words of one table that will do for each key."""
    table = _lists()[name]
    assert isinstance(table, dict)
    return {key: tuple(str(listed).split()) for key, listed in table.items()}


@cache
def _lists() -> dict[str, object]:
    return tomllib.loads(files("bot.search").joinpath("words.toml").read_text(encoding="utf-8"))
