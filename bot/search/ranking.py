"""Where a hit stands and why: what the store counts for each skill asked for, and nothing that it does not count.

The store orders by the sum of the strengths, then by the latest arrival, then by number (`bot.store.Search.search`).
"""

from dataclasses import dataclass, replace

from bot.records import Dossier
from bot.search.index import best_rows
from bot.search.query import Clause, Query, Term
from bot.search.reasons import Reason, each_reason


@dataclass(frozen=True, slots=True)
class Strength:
    """What one skill that was asked for adds to a person's strength."""

    asked: str
    skill: str
    """Which skill counts: the asked one, or one that implies it."""
    grade: int
    """3 used in a dated job; 2 in a paper, project or course; 1 listed or mentioned; 0 stated as an interest."""
    implied: bool
    reason: Reason | None
    """The line that shows it; None where a person set it."""

    @property
    def halves(self) -> int:
        """In half grades, as the store counts: a skill that only implies the asked one counts one less."""
        return self.grade * 2 - self.implied


def strengths(query: Query, dossier: Dossier) -> tuple[Strength, ...]:
    """Whatever of the query the person is ranked by, in the order of asking."""
    asked = ranked(query)
    if not asked:
        return ()
    rows = {row.skill: row.grade for row in best_rows(dossier.profile, dossier.texts)}
    reasons = each_reason([Clause((term,)) for term in asked], dossier)
    found: list[Strength] = []
    for term, reason in zip(asked, reasons, strict=True):
        shown = [
            (rows[skill] * 2 - (skill != term.skills[0]), -at) for at, skill in enumerate(term.skills) if skill in rows
        ]
        if shown:
            skill = term.skills[-max(shown)[1]]
            found.append(Strength(term.label, skill, rows[skill], skill != term.skills[0], reason))
    return tuple(found)


def total(found: tuple[Strength, ...]) -> int:
    """The strength by which the store orders, in half grades."""
    return sum(one.halves for one in found)


def ranked(query: Query) -> tuple[Term, ...]:
    """What people are ranked by: the skills asked for. Names, words and fields only decide who is found."""
    wanted = (clause for clause in query.clauses if not clause.negated)
    return tuple(term for clause in wanted for term in clause.terms if _ranks(term))


def unranked(query: Query) -> Query:
    """What of the query only decides who is found."""
    clauses = tuple(clause for clause in query.clauses if not any(map(_ranks, clause.terms)))
    return replace(query, clauses=clauses)


def _ranks(term: Term) -> bool:
    return term.kind == "skill" and bool(term.skills)
