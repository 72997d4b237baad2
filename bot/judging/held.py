"""People who applied for the same opening, held against what it wishes for."""

from collections.abc import Sequence

from bot.judging.sidebyside import Cell, Property
from bot.judging.verdicts import Verdict, verdicts
from bot.judging.wishes import Wish
from bot.openings.records import Application, Opening
from bot.records import Dossier

MOST_WISHES = 8
_LONGEST = 60
"""Characters of a wish at the side of a table."""


def shared_opening(dossiers: Sequence[Dossier]) -> Opening | None:
    """The one that all applied for; of several the one where the first of them applied last."""
    first, *others = dossiers
    named = [one.opening for one in first.applications if one.opening.name]
    return next((one for one in named if all(applied(other, one) for other in others)), None)


def applied(dossier: Dossier, opening: Opening | None) -> Application | None:
    """Their application at the opening; without one, that which lists show."""
    found = (one for one in dossier.applications if opening is None or one.opening.id == opening.id)
    return next(found, None)


def skills_of(wishes: Sequence[Wish]) -> list[str]:
    """The skills that are wished for, musts first."""
    ordered = sorted(wishes, key=lambda wish: not wish.must)
    return [term.skills[0] for wish in ordered for term in wish.clause.terms if term.kind == "skill" and term.skills]


def held(wishes: Sequence[Wish], dossiers: Sequence[Dossier]) -> tuple[Property, ...]:
    """A property for each wish that is no skill, musts first: met, partly or not stated, and by what."""
    ordered = sorted(wishes, key=lambda wish: not wish.must)
    others = [wish for wish in ordered if any(term.kind != "skill" for term in wish.clause.terms)][:MOST_WISHES]
    columns = [verdicts(others, one) for one in dossiers]
    return tuple(
        Property(_label(wish), tuple(map(_cell, row)), tuple(one.level for one in row))
        for wish, row in zip(others, zip(*columns, strict=True), strict=False)
    )


def _label(wish: Wish) -> str:
    words = wish.words if len(wish.words) <= _LONGEST else f"{wish.words[:_LONGEST].rstrip()}…"
    return words if wish.must else f"{words} (nice to have)"


def _cell(one: Verdict) -> Cell:
    where = one.reason.where if one.reason and not one.said else ""
    return Cell(": ".join(filter(None, (one.level, one.said or where))), reason=one.reason)
