"""Where a hit stands and why: what the store counts for each skill asked for, and nothing that it does not count.

The store orders by the sum of `bot.records.SkillRow.strength`, then by that of the rarest skill, then by the number, the
newest first (`bot.store.Search.search`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.records import Dossier, SkillRow
from bot.search.query import Clause, Query, Term
from bot.search.reasons import Reason, each_reason
from bot.search.skill_rows import best_rows


@dataclass(frozen=True, slots=True)
class Strength:
    """What one skill that was asked for adds to a person's strength."""

    asked: str
    row: SkillRow
    """The skill that counts: the asked one, or one that implies it."""
    reason: Reason | None
    """The line that shows it; None where a person set it."""

    @property
    def halves(self) -> int:
        """In half grades, as the store counts: a skill that only implies the asked one counts one less."""
        return max(self.row.grade * 2 - self.row.implied, 0)


def strengths(query: Query, dossier: Dossier) -> tuple[Strength, ...]:
    """Whatever of the query the person is ranked by, in the order of asking."""
    asked = ranked(query)
    if not asked:
        return ()
    newest = dossier.documents[0].received.date() if dossier.documents else None
    rows = {row.skill: row for row in best_rows(dossier.profile, dossier.texts, newest)}
    reasons = each_reason([Clause((term,)) for term in asked], dossier)
    found: list[Strength] = []
    for term, reason in zip(asked, reasons, strict=True):
        shown = [replace(rows[skill], implied=skill != term.skills[0]) for skill in term.skills if skill in rows]
        if shown:
            found.append(Strength(term.label, max(shown, key=lambda row: row.strength), reason))
    return tuple(found)


def total(found: tuple[Strength, ...]) -> int:
    """The strength by which the store orders."""
    return sum(one.row.strength for one in found)


def ranked(query: Query) -> tuple[Term, ...]:
    """What people are ranked by: the skills asked for. Names, words and fields only decide who is found.

    Two names of one skill with an "or" between count once.
    """
    wanted = (clause for clause in query.clauses if not clause.negated)
    return tuple(term for clause in wanted for term in _first_of_each(filter(_ranks, clause.terms)))


def _first_of_each(terms: Iterable[Term]) -> Iterable[Term]:
    found: dict[str, Term] = {}
    for term in terms:
        found.setdefault(term.skills[0], term)
    return found.values()


def unranked(query: Query) -> Query:
    """What of the query only decides who is found."""
    clauses = tuple(clause for clause in query.clauses if not any(map(_ranks, clause.terms)))
    return replace(query, clauses=clauses)


def _ranks(term: Term) -> bool:
    return term.kind == "skill" and bool(term.skills)
