"""Counting applications: arrivals, stages, how far they came, how long they stayed, who sent them."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select, union_all

from bot.statistics import Stay, Waiting
from storage.scope import Scope
from storage.tables import application, document, opening, search_skill, stage_change
from storage.transactions import limited, reading

LONGEST = 5.0
"""Seconds that counting may take."""
MOST_STAYS = 20_000
"""The newest so many stays tell how long stays are."""


class Statistics(Scope):
    @reading
    def arrivals(
        self, connection: Connection, moments: Sequence[datetime], *, at: int | None = None
    ) -> tuple[int, ...]:
        counted = []
        with limited(connection, LONGEST):
            for since, until in pairwise(moments):
                rows = select(func.count()).where(*self._arrived(since, until, at))
                counted.append(int(connection.execute(rows).scalar_one()))
        return tuple(counted)

    @reading
    def standing(self, connection: Connection, *, at: int | None = None) -> dict[str, int]:
        rows = select(application.c.stage, func.count()).where(*self._shown(at)).group_by(application.c.stage)
        return self._counted(connection, rows)

    @reading
    def openings_of(self, connection: Connection, since: datetime, until: datetime) -> dict[str, int]:
        each = (
            select(application.c.organization_id, application.c.opening, func.count().label("people"))
            .where(*self._arrived(since, until, None))
            .group_by(application.c.organization_id, application.c.opening)
            .subquery()
        )
        same = (opening.c.organization_id == each.c.organization_id) & (opening.c.id == each.c.opening)
        rows = select(opening.c.name, each.c.people).select_from(each.join(opening, same))
        return self._counted(connection, rows)

    @reading
    def senders(
        self, connection: Connection, since: datetime, until: datetime, *, at: int | None = None
    ) -> dict[str, int]:
        every = document.alias()
        first = (
            select(func.min(every.c.number))
            .where(
                every.c.organization_id == application.c.organization_id,
                every.c.candidate == application.c.candidate,
            )
            .scalar_subquery()
        )
        sent = (document.c.organization_id == application.c.organization_id) & (document.c.number == first)
        rows = (
            select(document.c.received_by, func.count())
            .select_from(application.join(document, sent))
            .where(*self._arrived(since, until, at))
            .group_by(document.c.received_by)
        )
        return self._counted(connection, rows)

    @reading
    def reached(
        self,
        connection: Connection,
        ladder: Sequence[str],
        since: datetime,
        until: datetime,
        *,
        at: int | None = None,
    ) -> tuple[int, ...]:
        mine = self._arrived(since, until, at)
        same = (
            (stage_change.c.organization_id == application.c.organization_id)
            & (stage_change.c.candidate == application.c.candidate)
            & (stage_change.c.opening == application.c.opening)
        )
        who = (application.c.candidate, application.c.opening)
        now = select(*who, _step(application.c.stage, ladder).label("step")).where(*mine)
        then = (
            select(*who, _step(stage_change.c.to_stage, ladder).label("step"))
            .select_from(application.join(stage_change, same))
            .where(*mine)
        )
        steps = union_all(now, then).subquery()
        highest = select(func.max(steps.c.step).label("step")).group_by(steps.c.candidate, steps.c.opening).subquery()
        rows = select(highest.c.step, func.count()).group_by(highest.c.step)
        counted = self._counted(connection, rows)
        return tuple(sum(people for step, people in counted.items() if step >= least) for least in range(len(ladder)))

    @reading
    def stays(self, connection: Connection, since: datetime, *, at: int | None = None) -> tuple[Stay, ...]:
        earlier = stage_change.alias()
        before = (
            select(func.max(earlier.c.at))
            .where(
                earlier.c.organization_id == stage_change.c.organization_id,
                earlier.c.candidate == stage_change.c.candidate,
                earlier.c.opening == stage_change.c.opening,
                earlier.c.id < stage_change.c.id,
            )
            .scalar_subquery()
        )
        same = (
            (application.c.organization_id == stage_change.c.organization_id)
            & (application.c.candidate == stage_change.c.candidate)
            & (application.c.opening == stage_change.c.opening)
        )
        mine = [stage_change.c.organization_id == self.organization.id, stage_change.c.at >= since]
        rows = (
            select(stage_change.c.from_stage, func.coalesce(before, application.c.arrived), stage_change.c.at)
            .select_from(stage_change.join(application, same))
            .where(*mine, *([stage_change.c.opening == at] if at is not None else ()))
            .order_by(stage_change.c.at.desc())
            .limit(MOST_STAYS)
        )
        with limited(connection, LONGEST):
            return tuple(Stay(*row) for row in connection.execute(rows))

    @reading
    def waiting(self, connection: Connection, before: datetime, *, at: int | None = None) -> tuple[Waiting, ...]:
        long = func.sum(case((application.c.stage_since < before, 1), else_=0))
        rows = (
            select(application.c.stage, func.count(), long, func.min(application.c.stage_since))
            .where(*self._shown(at))
            .group_by(application.c.stage)
            .order_by(application.c.stage)
        )
        with limited(connection, LONGEST):
            return tuple(Waiting(*row) for row in connection.execute(rows))

    @reading
    def skills_of(
        self, connection: Connection, since: datetime, until: datetime, *, limit: int, at: int | None = None
    ) -> dict[str, int]:
        same = (search_skill.c.organization_id == application.c.organization_id) & (
            search_skill.c.candidate == application.c.candidate
        )
        people = func.count(search_skill.c.candidate.distinct())
        rows = (
            select(search_skill.c.skill, people)
            .select_from(application.join(search_skill, same))
            .where(*self._arrived(since, until, at))
            .group_by(search_skill.c.skill)
            .order_by(people.desc(), search_skill.c.skill)
            .limit(limit)
        )
        return self._counted(connection, rows)

    # ------------------------------------------------------------------ parts

    def _counted(self, connection: Connection, rows: Select[Any]) -> dict[Any, int]:
        with limited(connection, LONGEST):
            return {what: int(people) for what, people in connection.execute(rows)}

    def _arrived(self, since: datetime, until: datetime, at: int | None) -> tuple[ColumnElement[bool], ...]:
        """Applications that came in between; without an opening all of them, several of one person too."""
        mine = (application.c.organization_id == self.organization.id,)
        return (*mine, application.c.arrived >= since, application.c.arrived < until, *_only(at))

    def _shown(self, at: int | None) -> tuple[ColumnElement[bool], ...]:
        """Without an opening everybody once, where lists show them."""
        mine = application.c.organization_id == self.organization.id
        return (mine, *(_only(at) or (application.c.latest,)))


def _only(at: int | None) -> tuple[ColumnElement[bool], ...]:
    return () if at is None else (application.c.opening == at,)


def _step(stage: ColumnElement[str], ladder: Sequence[str]) -> ColumnElement[int]:
    """How far up a stage is; who was only in others applied, and came no further than the first."""
    return case(*((stage == key, step) for step, key in enumerate(ladder)), else_=0)
