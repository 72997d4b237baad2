"""People and their applications: lists, the dossier, moving a stage, notes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, select, update

from bot.profile import decode
from bot.records import Candidate, Dossier, Note, StageChange
from bot.store import Conflict
from storage import documents
from storage.lists import ONE, ROWS, SOME, people
from storage.scope import Scope, batches, of, within_reach
from storage.tables import application, candidate, document, note, profile, stage_change, tag
from storage.transactions import reading, writing

_number: ColumnElement[int] = bindparam("number")
_COUNT = select(func.count()).select_from(candidate).where(of(candidate))
_NUMBERS = select(candidate.c.number).where(of(candidate)).order_by(candidate.c.number)
_since = (application.c.latest, application.c.arrived >= bindparam("since"))
_ARRIVALS = select(func.count()).select_from(application).where(of(application), *_since)
_ARRIVED = (
    ROWS.where(of(application), *_since)
    .order_by(application.c.arrived.desc(), candidate.c.number.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_PROFILE = select(profile.c.data).where(of(profile), profile.c.candidate == _number)
_DOCUMENTS = (
    select(*documents.COLUMNS, document.c.text)
    .where(of(document), document.c.candidate == _number)
    .order_by(document.c.number.desc())
)
_FILE = (
    select(document.c.name, document.c.data)
    .where(of(document), document.c.candidate == _number)
    .order_by(document.c.number.desc())
    .limit(1)
)
_NOTES = select(note.c.author, note.c.text, note.c.at).where(of(note), note.c.candidate == _number).order_by(note.c.id)
_TAGS = select(tag.c.tag).where(of(tag), tag.c.candidate == _number).order_by(tag.c.tag)
_CHANGES = (
    select(stage_change.c.from_stage, stage_change.c.to_stage, stage_change.c.changed_by, stage_change.c.at)
    .where(of(stage_change), stage_change.c.candidate == _number)
    .order_by(stage_change.c.id)
)
_STANDING = (
    select(application.c.opening, application.c.stage, application.c.version)
    .where(of(application), application.c.candidate == _number, application.c.latest)
    .with_for_update()
)
_MOVE = (
    update(application)
    .where(of(application), application.c.candidate == _number, application.c.latest)
    .values(stage=bindparam("to"), stage_since=bindparam("at"), version=application.c.version + 1)
)
_KNOWN = select(candidate.c.number).where(of(candidate), candidate.c.number == _number)


class People(Scope):
    @reading
    def candidate(self, connection: Connection, number: int) -> Candidate | None:
        return self._candidate(connection, number)

    @reading
    def candidates(self, connection: Connection, numbers: Sequence[int]) -> tuple[Candidate, ...]:
        found: dict[int, Candidate] = {}
        for wanted in batches(numbers):
            rows = connection.execute(SOME, self.own(numbers=wanted)).all()
            found |= {person.number: person for person in people(rows)}
        return tuple(found[number] for number in numbers if number in found)

    @reading
    def dossier(self, connection: Connection, number: int) -> Dossier | None:
        person = self._candidate(connection, number)
        if person is None:
            return None
        mine = self.own(number=number)
        papers = connection.execute(_DOCUMENTS, mine).all()
        return Dossier(
            candidate=person,
            profile=decode(connection.execute(_PROFILE, mine).scalar_one()),
            documents=tuple(documents.stored(paper) for paper in papers),
            texts={paper.number: paper.text for paper in papers},
            notes=tuple(Note(*row) for row in connection.execute(_NOTES, mine)),
            tags=tuple(connection.scalars(_TAGS, mine)),
            changes=tuple(StageChange(*row) for row in connection.execute(_CHANGES, mine)),
        )

    @reading
    def file(self, connection: Connection, number: int) -> tuple[str, bytes] | None:
        if not within_reach(number):
            return None
        row = connection.execute(_FILE, self.own(number=number)).first()
        return (row.name, bytes(row.data)) if row else None

    @reading
    def count(self, connection: Connection) -> int:
        return int(connection.execute(_COUNT, self.own()).scalar_one())

    @reading
    def numbers(self, connection: Connection) -> tuple[int, ...]:
        return tuple(connection.scalars(_NUMBERS, self.own()))

    @reading
    def arrived(
        self, connection: Connection, since: datetime, *, limit: int, offset: int = 0
    ) -> tuple[int, tuple[Candidate, ...]]:
        asked = self.own(since=since, limit=max(0, limit), offset=max(0, offset))
        total = connection.execute(_ARRIVALS, self.own(since=since)).scalar_one()
        return int(total), people(connection.execute(_ARRIVED, asked).all())

    @writing
    def move(
        self, connection: Connection, number: int, stage: str, *, by: str, at: datetime, version: int | None = None
    ) -> Candidate:
        """As the port says; moving to the stage where the application is changes nothing."""
        standing = connection.execute(_STANDING, self.own(number=number)).first() if within_reach(number) else None
        if standing is None:
            raise KeyError(number)
        if version not in (None, standing.version):
            raise Conflict("the application changed since it was read")
        if stage != standing.stage:
            connection.execute(_MOVE, self.own(number=number, to=stage, at=at))
            self._record_move(connection, number, standing.opening, standing.stage, stage, by=by, at=at)
        return people(connection.execute(ONE, self.own(number=number)).all())[0]

    @writing
    def note(self, connection: Connection, number: int, text: str, *, by: str, at: datetime) -> None:
        if not within_reach(number) or connection.scalar(_KNOWN, self.own(number=number)) is None:
            raise KeyError(number)
        written = self.next(connection, "note")
        connection.execute(insert(note), self.row(candidate=number, id=written, author=by, text=text, at=at))

    def _candidate(self, connection: Connection, number: int) -> Candidate | None:
        if not within_reach(number):
            return None
        return next(iter(people(connection.execute(ONE, self.own(number=number)))), None)

    def _record_move(
        self, connection: Connection, number: int, opening: int, old: str, new: str, *, by: str, at: datetime
    ) -> None:
        connection.execute(
            insert(stage_change),
            self.row(
                candidate=number,
                id=self.next(connection, "stage_change"),
                opening=opening,
                from_stage=old,
                to_stage=new,
                changed_by=by,
                at=at,
            ),
        )
