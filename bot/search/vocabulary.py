"""The table of skills as it is written, one line a skill: what search and the reading of CVs make their skills of."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Table = Mapping[str, Mapping[str, Mapping[str, object]]]
"""By area and id: the fields of each skill."""


@cache
def packaged() -> Table:
    """``skills.toml``."""
    return tomllib.loads(files("bot.search").joinpath("skills.toml").read_text(encoding="utf-8"))


def listed(fields: Mapping[str, object], key: str) -> tuple[str, ...]:
    """The texts of a list; none where there is no such list."""
    value = fields.get(key, ())
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def names_of_case(case: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names in "Helm charts|Helm?", and those of them that are ambiguous."""
    written = case.split("|")
    return tuple(name.removesuffix("?") for name in written), tuple(name[:-1] for name in written if name[-1:] == "?")
