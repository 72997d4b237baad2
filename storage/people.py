"""People: lists, the dossier."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, or_, select

from bot.records import Candidate, Dossier
from bot.work.changes import StageChange
from storage.applications import Applications
from storage.dossiers import cvs, dossiers, moves
from storage.lists import ONE, ROWS, SOME, awake, people
from storage.scope import LARGEST, batched, batches, of
from storage.tables import application, candidate, document
from storage.transactions import reading
from storage.types import Moment

_number: ColumnElement[int] = bindparam("number")
_COUNT = select(func.count()).select_from(candidate).where(of(candidate), candidate.c.part_of.is_(None))
_NUMBERS = select(candidate.c.number).where(of(candidate), candidate.c.part_of.is_(None)).order_by(candidate.c.number)
_since = (
    application.c.latest,
    or_(application.c.arrived >= bindparam("since"), application.c.snoozed_until >= bindparam("since")),
    awake(bindparam("now", type_=Moment)),
)
_ARRIVALS = select(func.count()).select_from(application).where(of(application), *_since)
_ARRIVED = (
    ROWS.where(of(application), *_since)
    .order_by(func.coalesce(application.c.snoozed_until, application.c.arrived).desc(), candidate.c.number.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_FILES = select(document.c.name, document.c.data).where(of(document), document.c.candidate == _number)
_FILE = _FILES.order_by(document.c.number.desc()).limit(1)
_OLDER_FILE = _FILES.where(document.c.number == bindparam("wanted"))


class People(Applications):
    @reading
    def candidate(self, connection: Connection, number: int) -> Candidate | None:
        return self._candidate(connection, number)

    @reading
    def candidates(self, connection: Connection, numbers: Sequence[int]) -> tuple[Candidate, ...]:
        return self._in_order(connection, numbers)

    @reading
    def dossier(self, connection: Connection, number: int) -> Dossier | None:
        return next(iter(self._dossiers(connection, [number])), None)

    @reading
    def dossiers(self, connection: Connection, numbers: Sequence[int]) -> tuple[Dossier, ...]:
        return tuple(self._dossiers(connection, numbers))

    @reading
    def cvs(self, connection: Connection, numbers: Sequence[int]) -> tuple[Dossier, ...]:
        some = batched(self._in_order(connection, numbers))
        return tuple(one for few in some for one in cvs(connection, few, self._numbered(few)))

    @reading
    def moves_of(self, connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[StageChange, ...]]:
        found: dict[int, tuple[StageChange, ...]] = {}
        for some in batches(numbers):
            found |= moves(connection, self.own(numbers=some))
        return found

    @reading
    def file(self, connection: Connection, number: int, *, document: int = 0) -> tuple[str, bytes] | None:
        found = self._now_or_none(connection, number)
        if found is None or document > LARGEST:
            return None
        asked = self.own(number=found)
        one = (_OLDER_FILE, {**asked, "wanted": document}) if document else (_FILE, asked)
        row = connection.execute(*one).first()
        return (row.name, bytes(row.data)) if row else None

    @reading
    def count(self, connection: Connection) -> int:
        return int(connection.execute(_COUNT, self.own()).scalar_one())

    @reading
    def numbers(self, connection: Connection) -> tuple[int, ...]:
        return tuple(connection.scalars(_NUMBERS, self.own()))

    @reading
    def arrived(
        self, connection: Connection, since: datetime, *, limit: int, offset: int = 0, now: datetime | None = None
    ) -> tuple[int, tuple[Candidate, ...]]:
        when = self.own(since=since, now=now or datetime.now(UTC))
        asked = {**when, "limit": max(0, limit), "offset": max(0, offset)}
        total = connection.execute(_ARRIVALS, when).scalar_one()
        return int(total), people(connection.execute(_ARRIVED, asked).all())

    def _now_or_none(self, connection: Connection, number: int) -> int | None:
        try:
            return self.now(connection, number)
        except KeyError:
            return None

    def _candidates(self, connection: Connection, numbers: Iterable[int]) -> dict[int, Candidate]:
        asked = (self.own(numbers=some) for some in batches(numbers))
        return {person.number: person for one in asked for person in people(connection.execute(SOME, one).all())}

    def _in_order(self, connection: Connection, numbers: Sequence[int]) -> tuple[Candidate, ...]:
        found = self._candidates(connection, numbers)
        merged = self.wholes(connection, (number for number in numbers if number not in found))
        found |= self._candidates(connection, merged.values())
        order = dict.fromkeys(merged.get(number, number) for number in numbers)
        return tuple(found[number] for number in order if number in found)

    def _dossiers(self, connection: Connection, numbers: Sequence[int]) -> Iterator[Dossier]:
        for some in batched(self._in_order(connection, numbers)):
            yield from dossiers(connection, some, self._numbered(some), self.member)

    def _numbered(self, people: Sequence[Candidate]) -> dict[str, Any]:
        return self.own(numbers=[one.number for one in people])

    def _candidate(self, connection: Connection, number: int) -> Candidate | None:
        found = self._now_or_none(connection, number)
        return next(iter(people(connection.execute(ONE, self.own(number=found)))), None) if found else None
