"""People whom nobody knows yet, written together: a statement for each table, however many they are."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, literal, select, union_all

from bot.records import Received
from storage import documents, identity
from storage import index as searchable
from storage.digests import wake
from storage.erased import Erased
from storage.openings import Openings
from storage.profiles import description
from storage.scope import of
from storage.tables import application, candidate, change, document, erased_key, profile

KEYS = 1_000
"""Keys of people that are written together, at most."""

_PERSON, _APPLICATION, _DOCUMENT, _PROFILE, _CHANGE = (
    insert(table) for table in (candidate, application, document, profile, change)
)
_ERASED = ""
"""Among known files: somebody was erased, so that whoever is new may be one of those."""
_KNOWN_BYTES = union_all(
    select(document.c.sha256).where(of(document), document.c.sha256.in_(bindparam("all", expanding=True))),
    select(literal(_ERASED)).where(select(erased_key.c.key).where(of(erased_key)).exists()),
)


class Newcomers(Openings, Erased):
    def strangers(self, connection: Connection, received: Sequence[Received]) -> list[bool]:
        """How many of the first are new people, for certain; of each, whether somebody before has a near key of theirs."""
        digests = [documents.digest_of(one.data) for one in received]
        shown = [dict(identity.hashed(one.index.keys)) for one in received]
        seen = set(connection.scalars(_KNOWN_BYTES, self.own(all=digests)))
        erased = self.erased_among(connection, received) if _ERASED in seen else ()
        met = identity.known(self, connection, {key for keys in shown for key in keys})
        alike = list[bool]()
        written = 0
        for at, (digest, keys) in enumerate(zip(digests, shown, strict=True)):
            shared = met & keys.keys()
            written += len(keys)
            if digest in seen or written > KEYS or at in erased or any(keys[key] != identity.NEAR for key in shared):
                break
            alike.append(bool(shared))
            seen.add(digest)
            met |= keys.keys()
        return alike

    def add_people(self, connection: Connection, received: Sequence[Received]) -> range:
        """Their numbers. Each applies, with the document as the first one."""
        many = len(received)
        people = self.numbers_for(connection, "candidate", many)
        if people[0] == 1:
            self.make_hashing_key(connection)
        papers = self.numbers_for(connection, "document", many)
        changes = self.numbers_for(connection, "change", many)
        openings = {name: self.open_to(connection, name) for name in dict.fromkeys(one.opening for one in received)}
        every = list(zip(people, papers, changes, received, strict=True))
        connection.execute(
            _PERSON, [self.row(number=number, version=1, **description(one.index)) for number, _, _, one in every]
        )
        connection.execute(
            _APPLICATION,
            [
                self.applies(number, openings[one.opening], source=documents.base_name(one.name), at=one.at)
                for number, _, _, one in every
            ],
        )
        wake(self, connection, at=max(one.at for one in received))
        self.add_documents(connection, [(number, paper, one) for number, paper, _, one in every])
        searchable.add(self, connection, {number: one.index for number, _, _, one in every})
        searchable.take_stock(connection, people[0], people[-1])
        connection.execute(
            _CHANGE,
            [
                self.taken_in(given, number, paper, one, opening=openings[one.opening], new=True)
                for number, paper, given, one in every
            ],
        )
        return people

    def add_documents(self, connection: Connection, written: Sequence[tuple[int, int, Received]]) -> None:
        """Keep documents and what they say: candidate, document, received."""
        connection.execute(
            _DOCUMENT,
            [self.row(number=paper, candidate=number, **documents.values(one)) for number, paper, one in written],
        )
        connection.execute(
            _PROFILE,
            [self.row(document=paper, data=documents.placed(one.reading.profile, paper)) for _, paper, one in written],
        )
        identity.add(self, connection, [(number, paper, one.index.keys) for number, paper, one in written])

    def taken_in(
        self, given: int, number: int, paper: int, received: Received, *, opening: int | None, new: bool
    ) -> dict[str, Any]:
        """The journal's row of a document that came in."""
        data = {"words": "added" if new else "updated", "document": paper, "new": new, "opening": opening}
        return self.entry(given, number, "document", data, by=received.by, at=received.at, batch=received.batch)
