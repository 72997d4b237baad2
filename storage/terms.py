"""How one term or clause of a query becomes a SELECT of the candidates that show it, with how strongly.

All SELECTs have two columns: candidate and strength. Strength counts half grades: 2 for each grade of the skill itself,
one less where the skill only implies the asked one, 0 for what is no skill.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    case,
    func,
    intersect,
    literal,
    or_,
    select,
    union_all,
)

from bot.search.query import Clause, Term
from storage import fulltext
from storage.tables import search_skill, search_term
from storage.types import Words

MOST_CLAUSES = 40
MOST_TERMS = 40
MOST_PHRASES = 60
MOST_CHOICES = 400
"""What counts of a query: databases refuse statements without bounds, people do not type such queries."""

Shown: TypeAlias = Select[int, int]

LAST = chr(0x10FFFF)
"""Sorts after whatever follows a prefix."""

_NOTHING = literal(0, Integer).label("strength")


def shown(clause: Clause, organization: int, dialect: str) -> Shown | None:
    """The candidates who show any of the clause's terms; None where it asks nothing. A candidate comes once if ranked."""
    terms = [
        found for term in clause.terms[:MOST_TERMS] if (found := _of_term(term, organization, dialect)) is not None
    ]
    if len(terms) < 2:
        return terms[0] if terms else None
    any_of = union_all(*terms).subquery()
    return select(any_of.c.candidate, func.sum(any_of.c.strength).label("strength")).group_by(any_of.c.candidate)


def meeting(selects: Sequence[Select[Any]]) -> CompoundSelect[Any] | Select[Any]:
    """Who is in all of them. No joins: PostgreSQL takes minutes to plan some dozens of those."""
    return intersect(*selects) if len(selects) > 1 else selects[0]


def ranks(clause: Clause) -> bool:
    """Whether some hits of the clause are stronger than others."""
    return not clause.negated and any(term.kind == "skill" for term in clause.terms)


def between(first: ColumnElement[str], last: ColumnElement[str]) -> ColumnElement[bool]:
    """A range rather than LIKE: any database finds it in the index, and no character is special."""
    return (search_term.c.token >= first) & (search_term.c.token < last)


def skilled(skills: Sequence[str], organization: int) -> Shown:
    here = (search_skill.c.organization_id == organization, search_skill.c.skill.in_(skills))
    if len(skills) == 1:
        return select(search_skill.c.candidate, (search_skill.c.grade * 2).label("strength")).where(*here)
    strength = search_skill.c.grade * 2 - case((search_skill.c.skill == skills[0], 0), else_=1)
    # "+ 0": SQLite would otherwise read the primary key, which groups by candidate, from end to end
    candidate = search_skill.c.candidate + 0
    return select(candidate.label("candidate"), func.max(strength).label("strength")).where(*here).group_by(candidate)


def phrases(term: Term) -> list[list[str]]:
    """What a word or phrase asks of the text: words stand anywhere, a phrase stands together."""
    wanted = _wanted(term.tokens)
    if term.kind == "phrase":
        return [wanted] if wanted else []
    return [[word] for word in wanted[:MOST_TERMS]]


def _of_term(term: Term, organization: int, dialect: str) -> Shown | None:
    match term.kind:
        case "skill":
            skills = tuple(dict.fromkeys(term.skills))[:MOST_CHOICES]
            return skilled(skills, organization) if skills else None
        case "field":
            return _all_of([_in_field(term.field, group, organization) for group in _groups(term)])
    said = phrases(term)
    return fulltext.containing(dialect, organization, said).add_columns(_NOTHING) if said else None


def _all_of(selects: Sequence[Select[int]]) -> Shown | None:
    if not selects:
        return None
    found = meeting(selects[:MOST_TERMS]).subquery()
    return select(found.c.candidate, _NOTHING)


def _in_field(field: str, choices: Sequence[str], organization: int) -> Select[int]:
    """One of the tokens in the field; one that ends in ``*`` is a prefix."""
    whole = [choice for choice in choices if not choice.endswith("*")]
    starts = [choice.rstrip("*") for choice in choices if choice.endswith("*")]
    parts = [between(literal(start, Words), literal(start + LAST, Words)) for start in starts]
    return (
        select(search_term.c.candidate)
        .where(search_term.c.organization_id == organization, search_term.c.field == field)
        .where(or_(search_term.c.token.in_(whole), *parts))
    )


def _groups(term: Term) -> Iterator[list[str]]:
    for group in term.groups:
        if choices := _wanted(group)[:MOST_CHOICES]:
            yield choices


def _wanted(tokens: Sequence[str]) -> list[str]:
    """The tokens as they are indexed, each once and in order, without those that hold nothing."""
    found = (token for words in tokens for token in fulltext.tokens(words))
    return [token for token in found if token.strip("*")]
