"""How a document comes into the store: whose it is, what it changes, and how it becomes searchable."""

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.profile import Profile, Reading, decode
from bot.records import Correction, Keys, Namesake, Original, Received, Saved
from bot.search.index import RULES
from storage import documents, identity, outdated
from storage.digests import wake
from storage.lists import SOME, people
from storage.newcomers import Newcomers
from storage.scope import LARGEST, of, within_reach
from storage.tables import application, candidate, change, document, opening, profile
from storage.transactions import reading, writing

_SAME_BYTES = (
    select(candidate.c.number, candidate.c.name)
    .join(
        document,
        (document.c.organization_id == candidate.c.organization_id) & (document.c.candidate == candidate.c.number),
    )
    .where(of(document), of(candidate), document.c.sha256 == bindparam("sha256"))
)
_NAME = select(candidate.c.name).where(of(candidate), candidate.c.number == bindparam("number"))
_latest = (of(application), application.c.candidate == bindparam("number"), application.c.latest)
_NO_LONGER_LATEST = update(application).where(*_latest).values(latest=False)
_APPLIED = (
    select(application.c.opening)
    .join(
        opening,
        (opening.c.organization_id == application.c.organization_id) & (opening.c.id == application.c.opening),
    )
    .where(of(application), application.c.candidate == bindparam("number"), opening.c.name == bindparam("name"))
)
_NEWEST = select(func.max(document.c.number)).where(of(document), document.c.candidate == bindparam("number"))
_DOCUMENTS = select(document.c.number).where(of(document)).order_by(document.c.number)
_this = (of(document), document.c.number == bindparam("of_document"))
_ORIGINAL = (
    select(document.c.number, document.c.name.label("file"), document.c.candidate, candidate.c.name, document.c.data)
    .join(
        candidate,
        (candidate.c.organization_id == document.c.organization_id) & (candidate.c.number == document.c.candidate),
    )
    .where(*_this)
)
_READ = ("content_lines", "used_lines", "warnings", "left_out", "confidence", "text")
_AS_READ = (
    select(document.c.candidate, profile.c.data, *(document.c[name] for name in _READ))
    .join(
        profile,
        (profile.c.organization_id == document.c.organization_id) & (profile.c.document == document.c.number),
    )
    .where(*_this)
)
_READ_AGAIN = update(document).where(*_this).values({name: bindparam(f"new_{name}") for name in _READ})
_SAYS_NOW = (
    update(profile)
    .where(of(profile), profile.c.document == bindparam("of_document"))
    .values(data=bindparam("new_data"))
)
_LAST_CHANGE = (
    select(change.c.id, change.c.data)
    .where(of(change), change.c.candidate == bindparam("number"))
    .order_by(change.c.id.desc())
    .limit(1)
)
_CHANGE_TOLD = update(change).where(of(change), change.c.id == bindparam("given")).values(data=bindparam("told"))
_TO_REINDEX = (
    select(candidate.c.number)
    .where(of(candidate), candidate.c.part_of.is_(None), candidate.c.indexed != RULES)
    .order_by(candidate.c.number.desc())
)
_REINDEX_ALL = update(candidate).where(of(candidate)).values(indexed=0)


class Intake(Newcomers):
    @writing
    def save(self, connection: Connection, received: Received, corrections: Sequence[Correction] = ()) -> Saved:
        self.take_turns(connection)
        saved = self._save(connection, received)
        there = {replace(one, id=0) for one in self.corrections(connection, saved.number)} if corrections else set()
        made = [one for one in (replace(each, id=0) for each in corrections) if one not in there]
        if not made:
            return saved
        given = self.write_corrections(connection, saved.number, made)
        if saved.status == "unchanged":
            self.journal_edits(connection, saved.number, dict(zip(given, made, strict=True)))
        else:
            self._came_with(connection, saved.number, given)
        return replace(saved, name=self.renew(connection, saved.number).name)

    @writing
    def save_some(self, connection: Connection, received: Sequence[Received]) -> tuple[Saved, ...]:
        self.take_turns(connection)
        strangers = self.strangers(connection, received)
        if not strangers:
            return (self._save(connection, received[0]),)
        some = received[: len(strangers)]
        numbers = self.add_people(connection, some)
        return tuple(
            Saved(number, "added", one.index.name, alike=alike)
            for number, one, alike in zip(numbers, some, strangers, strict=True)
        )

    @reading
    def recognise(self, connection: Connection, received: Received) -> Saved:
        return self._known(connection, received)

    @reading
    def namesakes(
        self, connection: Connection, keys: Keys, *, besides: int, limit: int, below: int | None = None
    ) -> tuple[Namesake, ...]:
        found = identity.worth_a_look(self, connection, keys, besides=besides, most=limit, below=below or LARGEST)
        if not found:
            return ()
        rows = {row.number: row for row in people(connection.execute(SOME, self.own(numbers=found)).all())}
        return tuple(Namesake(rows[number], self.known(connection, number)) for number in found if number in rows)

    @writing
    def reindex(self, connection: Connection, number: int) -> None:
        """KeyError: no such number."""
        self.take_turns(connection)
        if not within_reach(number) or connection.scalar(_NEWEST, self.own(number=number)) is None:
            raise KeyError(number)
        self.know_again(connection, number)
        self.renew(connection, number)

    @reading
    def to_reindex(self, connection: Connection) -> tuple[int, ...]:
        return tuple(connection.scalars(_TO_REINDEX, self.own()))

    @writing
    def reindex_all(self, connection: Connection) -> None:
        self.take_turns(connection)
        connection.execute(_REINDEX_ALL, self.own())

    @reading
    def document_numbers(self, connection: Connection) -> tuple[int, ...]:
        return tuple(connection.scalars(_DOCUMENTS, self.own()))

    @reading
    def original(self, connection: Connection, document: int) -> Original | None:
        row = connection.execute(_ORIGINAL, self.own(of_document=document)).first()
        return Original(row.number, row.file, row.candidate, row.name, bytes(row.data)) if row else None

    @writing
    def reread(self, connection: Connection, document: int, reading: Reading, *, keep: bool) -> Profile | None:
        self.take_turns(connection)
        row = connection.execute(_AS_READ, self.own(of_document=document)).first()
        if row is None:
            raise KeyError(document)
        fresh, said = documents.read(reading), documents.placed(reading.profile, document)
        if row.data == said and all(getattr(row, name) == value for name, value in fresh.items()):
            return None
        if keep:
            connection.execute(
                _READ_AGAIN, self.own(of_document=document) | {f"new_{name}": value for name, value in fresh.items()}
            )
            connection.execute(_SAYS_NOW, self.own(of_document=document, new_data=said))
            self.know_again(connection, row.candidate)
            self.renew(connection, row.candidate)
        return decode(row.data)

    def _known(self, connection: Connection, received: Received) -> Saved:
        same = connection.execute(_SAME_BYTES, self.own(sha256=documents.digest_of(received.data))).first()
        if same:
            return Saved(same.number, "unchanged", same.name)
        number = identity.find(self, connection, received.index.keys, received.index.name)
        if not number:
            self.refuse_erased(connection, received)
            return Saved(0, "added", received.index.name)
        name = received.index.name or connection.scalar(_NAME, self.own(number=number)) or ""
        return Saved(number, "updated", name, self.said(connection, number))

    def _save(self, connection: Connection, received: Received) -> Saved:
        known = self._known(connection, received)
        if known.status == "unchanged":
            return known
        if known.status == "added":
            return replace(known, number=self.add_people(connection, [received])[0])
        number = known.number
        opening = self._apply(connection, number, received)
        written = self.next(connection, "document")
        self.add_documents(connection, [(number, written, received)])
        if self.corrections(connection, number):
            self.know_again(connection, number)
        name = self.renew(connection, number).name
        entry = self.taken_in(self.next(connection, "change"), number, written, received, opening=opening, new=False)
        connection.execute(insert(change), entry)
        outdated.of_person(self, connection, number, "document", at=received.at)
        return replace(known, name=name)

    def _came_with(self, connection: Connection, number: int, corrections: list[int]) -> None:
        """What was set in a draft is taken back with its document."""
        last = connection.execute(_LAST_CHANGE, self.own(number=number)).one()
        data = json.dumps({**json.loads(last.data), "corrections": corrections})
        connection.execute(_CHANGE_TOLD, self.own(given=last.id, told=data))

    def _apply(self, connection: Connection, number: int, received: Received) -> int | None:
        """Another application, at the opening; a newer CV that names none belongs to the application there is."""
        if not received.opening or self._has_applied(connection, number, received.opening):
            return None
        opening = self.open_to(connection, received.opening)
        connection.execute(_NO_LONGER_LATEST, self.own(number=number))
        source = documents.base_name(received.name)
        connection.execute(insert(application), self.applies(number, opening, source=source, at=received.at))
        wake(self, connection, at=received.at)
        return opening

    def _has_applied(self, connection: Connection, number: int, name: str) -> bool:
        return connection.scalar(_APPLIED, self.own(number=number, name=name)) is not None
