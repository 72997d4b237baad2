"""The stages of an organization: none are kept until a team makes its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select

from bot.records import Role
from bot.stages import STAGES, Stage
from bot.store import Conflict, Occupied
from storage import restyled
from storage.openings import Openings
from storage.scope import of
from storage.tables import application, retention, stage
from storage.transactions import reading, writing

_ALL: Select[Any] = select(stage).where(of(stage)).order_by(stage.c.place)
_NONE = delete(stage).where(of(stage))
_NO_RETENTION = delete(retention).where(of(retention), retention.c.stage.not_in(bindparam("kept", expanding=True)))
_THERE = (
    select(func.count()).select_from(application).where(of(application), application.c.stage == bindparam("of_stage"))
)


class Stages(Openings):
    @reading
    def stages(self, connection: Connection) -> tuple[Stage, ...]:
        return self.stages_now(connection)

    @writing
    def set_stages(
        self,
        connection: Connection,
        stages: Sequence[Stage],
        *,
        was: Sequence[Stage],
        key: str,
        words: str,
        by: str,
        at: datetime,
    ) -> None:
        self.take_turns(connection)
        if self.stages_now(connection) != tuple(was):
            raise Conflict("the stages changed since they were read")
        self.put_stages(connection, stages, at=at)
        before = next(((at, one) for at, one in enumerate(was) if one.key == key), None)
        data = {"words": words, "key": key, "added": before is None}
        if before:
            data |= {"place": before[0], "before": msgspec.to_builtins(before[1])}
        self.journal(connection, None, "stages", data, by=by, at=at)

    def stages_now(self, connection: Connection) -> tuple[Stage, ...]:
        rows = connection.execute(_ALL, self.own())
        return tuple(map(_stage, rows)) or STAGES

    def put_stages(self, connection: Connection, stages: Sequence[Stage], *, at: datetime) -> None:
        """In place of those that there were. `Occupied` where somebody is in one that goes."""
        kept = {one.key for one in stages}
        for one in self.stages_now(connection):
            if one.key not in kept and (number := connection.scalar(_THERE, self.own(of_stage=one.key))):
                raise Occupied(one, number)
        restyled.every(self, connection, at=at)
        connection.execute(_NO_RETENTION, self.own(kept=sorted(kept)))
        connection.execute(_NONE, self.own())
        connection.execute(
            insert(stage),
            [
                self.row(
                    key=one.key,
                    label=one.label,
                    place=place,
                    closed=one.closed,
                    asks_reason=one.asks_reason,
                    role=one.role.word,
                )
                for place, one in enumerate(stages)
            ],
        )


def restored(stages: Sequence[Stage], data: dict[str, Any]) -> tuple[Stage, ...]:
    """The stages without what a change did to one of them."""
    others = [one for one in stages if one.key != data["key"]]
    if not data["added"]:
        others.insert(data["place"], msgspec.convert(data["before"], Stage))
    return tuple(others)


def _stage(row: Any) -> Stage:
    return Stage(row.key, row.label, row.closed, row.asks_reason, Role[row.role.upper()])
