"""A query taken apart into what a form asks one by one, and put together again: nothing of it is lost."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.search.language import parse
from bot.search.lexing import LONGEST
from bot.search.query import Clause, Query
from bot.search.reading import proof_typed, stages_typed, typed
from bot.search.terms import written
from bot.search.text import fold

__all__ = ["FIELDS", "LONGEST", "Parts", "joined", "taken_apart"]

FIELDS = ("opening", "tag", "school", "company")
"""What has a field of its own, one value in each."""
_LEFT_OUT = "is left out"


@dataclass(frozen=True, slots=True)
class Parts:
    """A query as a form shows it. What no other part holds stands in ``words``."""

    words: str = ""
    stages: tuple[str, ...] = ()
    since: str = ""
    proof: int = 0
    """A grade of `bot.search.query.PROOFS`; 0 is any."""
    values: Mapping[str, str] = field(default_factory=dict)
    """By field: one of `FIELDS`."""


def taken_apart(line: str, *, today: date, openings: Collection[str] = ()) -> Parts:
    """The parts of a line; the whole line as words where the parts would not ask just the same.

    ``openings`` are the names of those that can be chosen: of any other the words speak.
    """
    query, called = parse(line, today=today), {fold(name): name for name in openings}
    values: dict[str, str] = {}
    rest: list[Clause] = []
    for clause in query.clauses:
        name, value = _single(clause)
        value = called.get(fold(value), "") if name == "opening" else value
        if value and name not in values:
            values[name] = value
        else:
            rest.append(clause)
    if not (values or query.stages or query.since or query.proof) or _LEFT_OUT in query.reading:
        return Parts(line.strip())
    words = typed(replace(query, clauses=tuple(rest), stages=(), since="", proof=0))
    found = Parts(words, query.stages, query.since, query.proof, values)
    same = _meaning(parse(joined(found), today=today)) == _meaning(query)
    return found if same else Parts(line.strip())


def joined(parts: Parts) -> str:
    """The parts as a line to type."""
    said = [parts.words.strip()]
    said += [written(name, value) for name in FIELDS if (value := _bare(parts.values.get(name, "")))]
    said += [stages_typed(parts.stages)] if parts.stages else []
    said += [written("since", _bare(parts.since))] if _bare(parts.since) else []
    said += [proof_typed(parts.proof)] if parts.proof else []
    return " ".join(filter(None, said))


def _bare(value: str) -> str:
    """A value that can stand between quotation marks."""
    return " ".join(value.replace('"', " ").split())


def _single(clause: Clause) -> tuple[str, str]:
    """The field and the value of a clause that is no more than that; blank for any other."""
    labels = {term.label for term in clause.terms}
    name, _, value = labels.pop().partition(":")
    if clause.negated or labels or name not in FIELDS or not any(term.field == name for term in clause.terms):
        return "", ""
    return name, value.strip('"')


def _meaning(query: Query) -> tuple[object, ...]:
    """What is asked, whatever it is called and in whatever order."""
    clauses = {
        (one.negated, frozenset((term.kind, term.skills, term.tokens, term.field, term.groups) for term in one.terms))
        for one in query.clauses
    }
    return clauses, frozenset(query.stages), query.since, query.until, query.proof
