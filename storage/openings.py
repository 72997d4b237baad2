"""What people apply for, and how many stand where."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from bot.openings.records import Opening
from bot.records import Candidate
from bot.search.text import fold
from bot.stages import NEW
from bot.store import Conflict, NoLongerOpen
from storage import restyled
from storage.lists import AT, people
from storage.profiles import Profiles
from storage.scope import LARGEST, of
from storage.tables import application, opening
from storage.transactions import reading, writing
from storage.types import Moment

COLUMNS = (opening.c.id, opening.c.name, opening.c.description, opening.c.closed, opening.c.version)
_ALL: Select[Any] = select(*COLUMNS).where(of(opening)).order_by(opening.c.folded, opening.c.id)
_this = (of(opening), opening.c.id == bindparam("given"))
_ONE = select(*COLUMNS).where(*_this)
_CALLED = select(opening.c.id).where(of(opening), opening.c.name == bindparam("called"))
_SAME_NAME = select(opening.c.id).where(
    of(opening), opening.c.folded == bindparam("new_folded"), opening.c.id != bindparam("given")
)
_NEW = insert(opening)
_SET = (
    update(opening)
    .where(*_this)
    .values(
        name=bindparam("new_name"),
        folded=bindparam("new_folded"),
        description=bindparam("new_description"),
        closed=bindparam("new_closed", type_=Moment),
        version=opening.c.version + 1,
    )
)
_DROP = delete(opening).where(*_this)
_at_this = application.c.opening == bindparam("given")
_HOW_MANY = select(func.count()).select_from(application).where(of(application), _at_this)
_NEWEST = (
    AT.where(_at_this)
    .order_by(application.c.arrived.desc(), application.c.candidate.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_FUNNELS = (
    select(application.c.opening, application.c.stage, func.count().label("people"))
    .where(of(application))
    .group_by(application.c.opening, application.c.stage)
)


class Openings(Profiles):
    @reading
    def openings(self, connection: Connection) -> tuple[Opening, ...]:
        return tuple(Opening(*row) for row in connection.execute(_ALL, self.own()))

    @reading
    def funnels(self, connection: Connection) -> Mapping[int, Mapping[str, int]]:
        found: dict[int, dict[str, int]] = {}
        for row in connection.execute(_FUNNELS, self.own()):
            found.setdefault(row.opening, {})[row.stage] = row.people
        return found

    @reading
    def applied_for(
        self, connection: Connection, opening: int, *, limit: int, offset: int = 0
    ) -> tuple[int, tuple[Candidate, ...]]:
        if opening > LARGEST:
            return 0, ()
        page = {"limit": max(0, limit), "offset": max(0, offset)}
        return self.how_many_at(connection, opening), people(
            connection.execute(_NEWEST, self.own(given=opening, **page)).all()
        )

    @writing
    def add_opening(
        self, connection: Connection, name: str, description: str = "", *, by: str, at: datetime
    ) -> Opening:
        self.take_turns(connection)
        if self._taken(connection, name, 0):
            raise Conflict("an opening has that name")
        made = Opening(self.next(connection, "opening"), name, description)
        connection.execute(_NEW, self._opening_row(made))
        self.journal(connection, None, "opening", {"words": f"{name} was added", "opening": made.id}, by=by, at=at)
        return made

    @writing
    def change_opening(self, connection: Connection, changed: Opening, *, words: str, by: str, at: datetime) -> Opening:
        """KeyError: there is none of that number."""
        self.take_turns(connection)
        before = self.opening(connection, changed.id)
        if before.version != changed.version:
            raise Conflict("the opening changed since it was read")
        if self._taken(connection, changed.name, changed.id):
            raise Conflict("an opening has that name")
        self.put_opening(connection, changed, at=at)
        was = {
            field: getattr(before, field)
            for field in ("name", "description", "closed")
            if getattr(before, field) != getattr(changed, field)
        }
        self.journal(connection, None, "opening", {"words": words, "opening": changed.id, "was": was}, by=by, at=at)
        return replace(changed, version=changed.version + 1)

    def opening(self, connection: Connection, given: int) -> Opening:
        """KeyError: there is none of that number."""
        row = connection.execute(_ONE, self.own(given=given)).first() if given <= LARGEST else None
        if row is None:
            raise KeyError(given)
        return Opening(*row)

    def opening_called(self, connection: Connection, name: str) -> Opening:
        """The opening of that name, made where there is none."""
        found = connection.scalar(_CALLED, self.own(called=name))
        if found is not None:
            return self.opening(connection, found)
        made = Opening(self.next(connection, "opening"), name)
        connection.execute(_NEW, self._opening_row(made))
        return made

    def open_to(self, connection: Connection, name: str) -> int:
        """The opening of that name for a new application. `NoLongerOpen` where it is closed."""
        found = self.opening_called(connection, name)
        if found.closed:
            raise NoLongerOpen("the opening is closed")
        return found.id

    def applies(self, number: int, opening: int, *, source: str, at: datetime) -> dict[str, Any]:
        """A new application's row."""
        return self.row(
            candidate=number,
            opening=opening,
            stage=NEW.key,
            stage_since=at,
            owner="",
            source=source,
            folded_source=source.casefold(),
            arrived=at,
            version=1,
            latest=True,
        )

    def put_opening(self, connection: Connection, changed: Opening, *, at: datetime) -> None:
        if self.opening(connection, changed.id).name != changed.name:
            restyled.every(self, connection, at=at)
        values = {
            "new_name": changed.name,
            "new_folded": _folded(changed.name),
            "new_description": changed.description,
            "new_closed": changed.closed,
        }
        connection.execute(_SET, self.own(given=changed.id, **values))

    def drop_opening(self, connection: Connection, given: int) -> None:
        connection.execute(_DROP, self.own(given=given))

    def how_many_at(self, connection: Connection, given: int) -> int:
        """How many do."""
        return int(connection.execute(_HOW_MANY, self.own(given=given)).scalar_one())

    def restore_opening(self, connection: Connection, given: int, was: Mapping[str, Any], *, at: datetime) -> bool:
        """Give it back what it was; False where another one has taken the name."""
        changed = replace(self.opening(connection, given), **was)
        if self._taken(connection, changed.name, given):
            return False
        self.put_opening(connection, changed, at=at)
        return True

    def _taken(self, connection: Connection, name: str, given: int) -> bool:
        return connection.scalar(_SAME_NAME, self.own(given=given, new_folded=_folded(name))) is not None

    def _opening_row(self, made: Opening) -> dict[str, Any]:
        return self.row(
            id=made.id,
            name=made.name,
            folded=_folded(made.name),
            description=made.description,
            closed=made.closed,
            version=made.version,
        )


def _folded(name: str) -> str:
    return f" {fold(name)} "
