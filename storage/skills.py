"""What a team adds to the known skills, and takes away again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from bot.search.vocabulary import OwnSkill, SkillEntry
from storage.scope import Scope, of
from storage.tables import own_skill
from storage.transactions import reading, writing

_ALL: Select[Any] = select(own_skill).where(of(own_skill)).order_by(own_skill.c.number)
_CURRENT = _ALL.where((own_skill.c.removed == 0) | (own_skill.c.waiting > 0))
_THEIRS = _ALL.where(own_skill.c.source == "chat")
_one = (of(own_skill), own_skill.c.number == bindparam("wanted"))
_REMOVE = (
    update(own_skill)
    .where(*_one, own_skill.c.removed == 0)
    .values(
        removed=bindparam("as_number"),
        removed_by=bindparam("by"),
        removed_member=bindparam("member"),
        waiting=bindparam("up_to"),
    )
)
_RESTORE = (
    update(own_skill)
    .where(of(own_skill), own_skill.c.removed == bindparam("wanted"))
    .values(removed=0, removed_by="", removed_member="", waiting=bindparam("up_to"))
)
_SETTLED = update(own_skill).where(*_one).values(waiting=bindparam("up_to"))
_FORGOTTEN = delete(own_skill).where(
    of(own_skill), own_skill.c.removed > 0, own_skill.c.removed_by == "", own_skill.c.waiting == 0
)


class OwnSkills(Scope):
    @reading
    def own_skills(self, connection: Connection) -> tuple[OwnSkill, ...]:
        return tuple(map(_skill, connection.execute(_CURRENT, self.own())))

    @writing
    def add_own_skill(
        self,
        connection: Connection,
        entry: SkillEntry,
        *,
        source: Literal["chat", "file"],
        by: str,
        at: datetime,
        waiting: int,
    ) -> OwnSkill:
        number = self.next(connection, "change")
        row = self.row(
            number=number,
            entry=msgspec.json.encode(entry).decode(),
            source=source,
            added_by=by,
            added_member=self.member,
            removed_member="",
            added_at=at,
            removed=0,
            removed_by="",
            waiting=waiting,
        )
        connection.execute(insert(own_skill), row)
        return OwnSkill(number, entry, source, by, at, waiting)

    @writing
    def remove_own_skills(self, connection: Connection, numbers: Sequence[int], *, by: str, waiting: int) -> None:
        as_number = self.next(connection, "change")
        for number in numbers:
            connection.execute(
                _REMOVE, self.own(wanted=number, as_number=as_number, by=by, member=self.member, up_to=waiting)
            )

    @reading
    def last_own_skill(self, connection: Connection, *, by: str) -> tuple[int, tuple[OwnSkill, ...]]:
        rows = connection.execute(_THEIRS, self.own()).all()
        added = max(
            (row.number for row in rows if not row.removed and self._own(row.added_by, row.added_member, by)), default=0
        )
        removed = max((row.removed for row in rows if self._own(row.removed_by, row.removed_member, by)), default=0)
        last = max(added, removed)
        return last, tuple(_skill(row) for row in rows if last and last in (row.number, row.removed))

    def _own(self, name: str, member: str, by: str) -> bool:
        """Whether the acting member did it; of what no member did, whether it is under the name."""
        return member == self.member if member else bool(name) and name == by

    @writing
    def take_own_skill_back(self, connection: Connection, number: int, *, waiting: int) -> None:
        """KeyError: there is none of that number."""
        asked = self.own(wanted=number, up_to=waiting)
        if connection.execute(_RESTORE, asked).rowcount:
            return
        as_number = self.next(connection, "change")
        if not connection.execute(_REMOVE, {**asked, "as_number": as_number, "by": "", "member": ""}).rowcount:
            raise KeyError(number)

    @writing
    def settled(self, connection: Connection, number: int, *, waiting: int) -> None:
        connection.execute(_SETTLED, self.own(wanted=number, up_to=waiting))
        connection.execute(_FORGOTTEN, self.own())


def _skill(row: Any) -> OwnSkill:
    entry = msgspec.json.decode(row.entry, type=SkillEntry)
    return OwnSkill(row.number, entry, row.source, row.added_by, row.added_at, row.waiting, row.removed)
