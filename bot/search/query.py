"""What a person asks for, as data, and how a typed line becomes it."""

from dataclasses import dataclass
from typing import Literal

TermKind = Literal["skill", "word", "phrase", "field"]

PROOFS = {"work": 3, "shown": 2}
"""Grades of proof by their names: used at work; at work, or in a paper, a project or a course."""
OF_THE_TEAM = frozenset({"tag", "source", "opening", "owner"})
"""Fields of which a CV says nothing."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a candidate must show.

    ``skill``: any of ``skills`` (ids; the asked one first, then those that imply it). ``word`` and ``phrase``:
    ``tokens`` anywhere in the CV's text, a phrase in their order, a trailing ``*`` for a prefix.
    ``field``: for every group in ``groups``, one of its tokens in ``field``. Of ``tag`` a token is the whole tag, of
    ``source`` a part of the file's name, of ``opening`` words of its name, of ``owner`` a part of the name, ``me`` for
    the asker, or ``nobody``.
    """

    kind: TermKind
    label: str
    """As the asker wrote it, for people."""
    skills: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    field: str = ""
    groups: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """Any one of ``terms`` is enough; ``negated`` turns the clause round."""

    terms: tuple[Term, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All clauses must hold. ``stages``, ``since`` and ``until`` narrow the applications; empty means any."""

    clauses: tuple[Clause, ...] = ()
    text: str = ""
    """The line as typed."""
    reading: str = ""
    """How it was understood, in words that could be typed again."""
    stages: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    proof: int = 0
    """The least grade, as of `bot.records.SkillRow`, in which each skill asked for must be shown; 0 is any."""
