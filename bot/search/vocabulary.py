"""The table of skills as it is written, one line a skill: what search and the reading of CVs make their skills of."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Literal

FIELDS = (
    "label",
    "aliases",
    "cases",
    "includes",
    "implies",
    "related",
    "ambiguous",
    "context",
    "people",
    "never",
    "note",
)
Table = Mapping[str, Mapping[str, Mapping[str, object]]]
"""By area and id: the fields of each skill."""


@dataclass(frozen=True, slots=True)
class SkillEntry:
    """One line of ``skills.toml``."""

    id: str
    label: str
    area: str
    aliases: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    """Names that are ordinary words as well, as they are written when the skill is meant."""
    context: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()
    """Names that people have as well."""
    never: frozenset[str] = frozenset()
    """Words right beside a name that make it something else."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OwnSkill:
    """A skill that a team added, or more names of a known one."""

    number: int
    """In the order of changes: the later, the higher."""
    entry: SkillEntry
    source: Literal["chat", "file"]
    by: str
    at: datetime
    waiting: int = 0
    """The highest number of a candidate whose search rows do not know of it yet; 0 where all do."""
    removed: int = 0
    """The number of the removal; 0 where it is known."""


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
