"""Where people stand at what they applied for: moving them, and applying for another opening."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, insert, select, update

from bot.openings.records import Application, Opening
from bot.records import Candidate
from bot.store import Conflict, NoLongerOpen
from bot.work.changes import StageChange
from storage.changes import Changes
from storage.digests import wake
from storage.lists import ONE, people
from storage.openings import COLUMNS
from storage.scope import of
from storage.tables import application, opening, stage_change
from storage.transactions import reading, writing

_number: ColumnElement[int] = bindparam("number")
APPLICATIONS: Select[Any] = (
    select(
        application.c.candidate,
        *COLUMNS,
        application.c.stage,
        application.c.owner,
        application.c.source,
        application.c.arrived,
        application.c.stage_since,
        application.c.version,
    )
    .join(
        opening,
        (opening.c.organization_id == application.c.organization_id) & (opening.c.id == application.c.opening),
    )
    .where(of(application))
)
"""As `application_of` reads them, after whose each is."""
_THEIRS = APPLICATIONS.where(application.c.candidate == _number).order_by(
    application.c.latest.desc(), application.c.arrived.desc(), opening.c.id
)
_LOCKED: Select[Any] = (
    select(application.c.opening, application.c.stage, application.c.stage_since, application.c.version)
    .where(of(application), application.c.candidate == _number)
    .with_for_update()
)
_LATEST = _LOCKED.where(application.c.latest)
_ONE = _LOCKED.where(application.c.opening == bindparam("of_opening"))
_MOVE = (
    update(application)
    .where(of(application), application.c.candidate == _number, application.c.opening == bindparam("of_opening"))
    .values(stage=bindparam("to"), stage_since=bindparam("at"), version=application.c.version + 1)
)
_NONE_LATEST = (
    update(application)
    .where(of(application), application.c.candidate == _number, application.c.latest)
    .values(latest=False)
)


class Applications(Changes):
    @writing
    def move(
        self,
        connection: Connection,
        number: int,
        stage: str,
        *,
        by: str,
        at: datetime,
        opening: int | None = None,
        version: int | None = None,
        reason: str = "",
        batch: str = "",
    ) -> Candidate:
        """As the port says; moving to the stage where the application is changes nothing."""
        self.take_turns(connection)
        number = self.now(connection, number)
        mine = self.own(number=number)
        asked = (_LATEST, mine) if opening is None else (_ONE, {**mine, "of_opening": opening})
        standing = connection.execute(*asked).first()
        if standing is None:
            raise KeyError(opening)
        if version not in (None, standing.version):
            raise Conflict("the application changed since it was read")
        if stage not in (one.key for one in self.stages_now(connection)):
            raise Conflict("the stage is gone")
        if stage != standing.stage:
            connection.execute(_MOVE, {**mine, "of_opening": standing.opening, "to": stage, "at": at})
            change = StageChange(standing.stage, stage, by, at, reason, standing.opening)
            moved = self._record(connection, number, change)
            since = {"opening": standing.opening, "since": standing.stage_since.isoformat(), "move": moved}
            data = {
                "words": f"{standing.stage} → {stage}",
                "from": standing.stage,
                "to": stage,
                "reason": reason,
                **since,
            }
            self.journal(connection, number, "stage", data, by=by, at=at, batch=batch)
        return people(connection.execute(ONE, mine).all())[0]

    @reading
    def applications(self, connection: Connection, number: int) -> tuple[Application, ...]:
        return tuple(map(application_of, connection.execute(_THEIRS, self.own(number=self.now(connection, number)))))

    @writing
    def apply(
        self, connection: Connection, number: int, opening: int, *, by: str, at: datetime, batch: str = ""
    ) -> Candidate:
        """KeyError: no such number, or no such opening."""
        self.take_turns(connection)
        mine = self.own(number=self.now(connection, number))
        wanted = self.opening(connection, opening)
        if wanted.closed:
            raise NoLongerOpen("the opening is closed")
        there = connection.execute(_THEIRS, mine).all()
        if opening in (one.id for one in there):
            raise Conflict("they applied there already")
        source = there[0].source
        connection.execute(_NONE_LATEST, mine)
        connection.execute(insert(application), self.applies(mine["number"], opening, source=source, at=at))
        wake(self, connection, at=at)
        data = {"words": wanted.name, "opening": opening, "latest": there[0].id}
        self.journal(connection, mine["number"], "apply", data, by=by, at=at, batch=batch)
        return people(connection.execute(ONE, mine).all())[0]

    def _record(self, connection: Connection, number: int, change: StageChange) -> int:
        given = self.next(connection, "stage_change")
        connection.execute(
            insert(stage_change),
            self.row(
                candidate=number,
                id=given,
                opening=change.opening,
                from_stage=change.from_stage,
                to_stage=change.to_stage,
                changed_by=change.by,
                at=change.at,
                reason=change.reason,
            ),
        )
        return given


def application_of(row: Row[Any]) -> Application:
    columns = tuple(row)[1:]
    return Application(Opening(*columns[: len(COLUMNS)]), *columns[len(COLUMNS) :])
