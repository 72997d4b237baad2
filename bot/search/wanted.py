"""A wish as the index counts it: what meets it, and what comes near."""

from dataclasses import dataclass

from bot.search.query import Term

PROVEN = 3 << 16
"""The least `bot.records.SkillRow.strength` of a skill that is more than listed: used, or in a paper, project or course."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whoever shows one of the ``skills`` in more than a list, or one of the ``terms``, meets it.

    Partly does so who only lists one of the skills, or shows one of the ``partly`` terms, or a skill that is ``near``,
    itself and not by what means it.
    """

    must: bool
    skills: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    near: tuple[str, ...] = ()
    partly: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """A page of the people who meet something of what is wanted, in order."""

    numbers: tuple[int, ...]
    total: int
    """How many meet at least one wish, be it partly."""
    every_must: int
    """How many of them meet all that must be."""
    more: bool = False
    """Of very many only the closest were counted: more than ``total`` meet a wish."""
    more_fully: bool = False
    """More than ``every_must`` meet all that must be."""
