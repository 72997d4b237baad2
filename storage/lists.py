"""The one shape in which lists name people: a candidate with where the latest application stands."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, or_, select

from bot.records import Candidate
from storage.scope import of
from storage.tables import application, candidate, opening

latest: ColumnElement[bool] = application.c.latest

AT: Select[*tuple[Any, ...]] = (
    select(
        candidate.c.number,
        candidate.c.name,
        candidate.c.headline,
        application.c.stage,
        application.c.owner,
        opening.c.name,
        application.c.source,
        application.c.arrived,
        application.c.stage_since,
        application.c.version,
        application.c.snoozed_until,
        application.c.opening,
    )
    .join(
        application,
        (application.c.organization_id == candidate.c.organization_id)
        & (application.c.candidate == candidate.c.number),
    )
    .join(
        opening,
        (opening.c.organization_id == application.c.organization_id) & (opening.c.id == application.c.opening),
    )
    .where(of(candidate))
)

"""With every application of theirs, as `Candidate` has it of one."""
ROWS = AT.where(latest)


def awake(moment: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whom nobody put off until after the moment."""
    return or_(application.c.snoozed_until.is_(None), application.c.snoozed_until <= moment)


ONE = ROWS.where(candidate.c.number == bindparam("number"))
SOME = ROWS.where(candidate.c.number.in_(bindparam("numbers", expanding=True)))


def people(rows: Iterable[Row[*tuple[Any, ...]]]) -> tuple[Candidate, ...]:
    return tuple(Candidate(*row) for row in rows)
