"""How a document comes into the store: whose it is, what it changes, and how it becomes searchable."""

from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.records import Index, Received, Saved
from storage import documents, identity
from storage import index as searchable
from storage.scope import ORGANIZATION, Scope, of, putting, within_reach
from storage.tables import application, candidate, document, opening, organization, profile
from storage.transactions import reading, writing

_TAKE_TURNS = select(organization.c.id).where(organization.c.id == ORGANIZATION).with_for_update(key_share=True)
_SAME_BYTES = (
    select(candidate.c.number, candidate.c.name)
    .join(
        document,
        (document.c.organization_id == candidate.c.organization_id) & (document.c.candidate == candidate.c.number),
    )
    .where(of(document), of(candidate), document.c.sha256 == bindparam("sha256"))
)
_NAME = select(candidate.c.name).where(of(candidate), candidate.c.number == bindparam("number"))
_NEWEST_DOCUMENT = select(func.max(document.c.number)).where(of(document), document.c.candidate == bindparam("number"))
_OPENING = select(opening.c.id).where(of(opening), opening.c.name == bindparam("name"))
_latest = (of(application), application.c.candidate == bindparam("number"), application.c.latest)
_ARRIVED = select(application.c.arrived).where(*_latest)
_SOURCE = update(application).where(*_latest).values(source=bindparam("new_source"), folded_source=bindparam("folded"))
_NO_LONGER_LATEST = update(application).where(*_latest).values(latest=False)
_APPLIED = (
    select(application.c.opening)
    .join(
        opening,
        (opening.c.organization_id == application.c.organization_id) & (opening.c.id == application.c.opening),
    )
    .where(of(application), application.c.candidate == bindparam("number"), opening.c.name == bindparam("name"))
)
_RENAME = (
    update(candidate)
    .where(of(candidate), candidate.c.number == bindparam("of_candidate"))
    .values(name=bindparam("new_name"), sort_name=bindparam("new_sort_name"), headline=bindparam("new_headline"))
)


class Intake(Scope):
    @writing
    def save(self, connection: Connection, received: Received) -> Saved:
        connection.execute(_TAKE_TURNS, self.own())
        known = self._known(connection, received)
        if known.status == "unchanged":
            return known
        number = known.number or self._add_person(connection, received.index)
        self._apply(connection, number, received, new=not known.number)
        written = self._add_document(connection, number, received)
        identity.write(self, connection, received.index.keys, candidate=number, document=written)
        self._describe(connection, number, received.index)
        if not known.number:
            searchable.take_stock(connection, number)
        return Saved(number, known.status, received.index.name)

    @reading
    def recognise(self, connection: Connection, received: Received) -> Saved:
        return self._known(connection, received)

    @writing
    def reindex(self, connection: Connection, number: int, index: Index) -> None:
        """KeyError: no such number."""
        newest = connection.scalar(_NEWEST_DOCUMENT, self.own(number=number)) if within_reach(number) else None
        if newest is None:
            raise KeyError(number)
        identity.write(self, connection, index.keys, candidate=number, document=newest)
        self._describe(connection, number, index)

    def _known(self, connection: Connection, received: Received) -> Saved:
        same = connection.execute(_SAME_BYTES, self.own(sha256=documents.digest_of(received.data))).first()
        if same:
            return Saved(same.number, "unchanged", same.name)
        number = identity.find(self, connection, received.index.keys)
        return Saved(number, "updated" if number else "added", received.index.name)

    def _add_person(self, connection: Connection, described: Index) -> int:
        number = self.next(connection, "candidate")
        connection.execute(insert(candidate), self.row(number=number, **_description(described)))
        return number

    def _apply(self, connection: Connection, number: int, received: Received, *, new: bool) -> None:
        """An application at the opening; a newer CV that names none belongs to the application there is."""
        source = documents.base_name(received.name)
        if new or (received.opening and not self._has_applied(connection, number, received.opening)):
            connection.execute(_NO_LONGER_LATEST, self.own(number=number))
            connection.execute(
                insert(application),
                self.row(
                    candidate=number,
                    opening=self._opening(connection, received.opening),
                    stage="new",
                    stage_since=received.at,
                    owner="",
                    source=source,
                    folded_source=source.casefold(),
                    arrived=received.at,
                    version=1,
                    latest=True,
                ),
            )
        else:
            connection.execute(_SOURCE, self.own(number=number, new_source=source, folded=source.casefold()))

    def _has_applied(self, connection: Connection, number: int, name: str) -> bool:
        return connection.scalar(_APPLIED, self.own(number=number, name=name)) is not None

    def _opening(self, connection: Connection, name: str) -> int:
        found = connection.scalar(_OPENING, self.own(name=name))
        if found is None:
            found = self.next(connection, "opening")
            connection.execute(insert(opening), self.row(id=found, name=name))
        return int(found)

    def _add_document(self, connection: Connection, number: int, received: Received) -> int:
        """Keep the document, and what it says as the person's profile."""
        written = self.next(connection, "document")
        connection.execute(insert(document), self.row(number=written, candidate=number, **documents.values(received)))
        said = documents.placed(received.reading.profile, written)
        connection.execute(
            putting(connection, profile)
            .values(self.row(candidate=number, version=1, data=said))
            .on_conflict_do_update(
                index_elements=["organization_id", "candidate"],
                set_={"data": said, "version": profile.c.version + 1},
            )
        )
        return written

    def _describe(self, connection: Connection, number: int, described: Index) -> None:
        fresh = {f"new_{column}": value for column, value in _description(described).items()}
        connection.execute(_RENAME, self.own(of_candidate=number, **fresh))
        arrived = connection.execute(_ARRIVED, self.own(number=number)).scalar_one()
        searchable.write(self, connection, number, described, arrived=arrived)


def _description(described: Index) -> dict[str, Any]:
    return {
        "name": described.name,
        "sort_name": described.name.casefold(),
        "headline": described.headline,
    }
