"""The one shape in which lists name people: a candidate with where the latest application stands."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, or_, select, union_all

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


def longest_standing(stages: int, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Who of the applications stands longest in one of so many stages, each read off an index in its order.

    The statement is given ``stage0`` and so on, how many of each stage may be ``needed``, and ``limit`` and ``offset``.
    """
    each = [
        select(application.c.candidate, application.c.stage_since)
        .where(*conditions, application.c.stage == bindparam(f"stage{at}"))
        .order_by(application.c.stage_since, application.c.candidate)
        .limit(bindparam("needed"))
        .subquery()
        for at in range(stages)
    ]
    every = union_all(*(select(one) for one in each)).subquery()
    standing = select(every.c.candidate).order_by(every.c.stage_since, every.c.candidate)
    return standing.limit(bindparam("limit")).offset(bindparam("offset"))


def named_stages(stages: Sequence[str]) -> dict[str, str]:
    """What `longest_standing` calls them."""
    return {f"stage{at}": key for at, key in enumerate(stages)}
