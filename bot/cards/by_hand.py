"""What somebody is found by that no line of a CV says, because a person set it."""

from collections.abc import Iterator

from bot.cards.evidence import MARKS
from bot.chat.messages import Bold, Proof
from bot.profile import Given, facts
from bot.records import Dossier
from bot.search.query import OF_THE_TEAM, Clause, Query
from bot.search.reading import typed_clause
from bot.search.reasons import each_reason

SET_BY_HAND = "set by a person, not by the CV"


def unproven(query: Query, dossier: Dossier) -> Iterator[Proof]:
    """What was asked of the CV and has no line there: "○ **verilog**", with that in the place of a quote."""
    if not any(isinstance(fact, Given) for fact in facts(dossier.profile)):
        return
    wanted = [clause for clause in query.clauses if not clause.negated and not _of_the_team(clause)]
    for clause, reason in zip(wanted, each_reason(wanted, dossier), strict=True):
        if reason is None:
            yield Proof((f"{MARKS[1]} ", Bold(typed_clause(clause))), (SET_BY_HAND,))


def _of_the_team(clause: Clause) -> bool:
    return any(term.field in OF_THE_TEAM for term in clause.terms)
