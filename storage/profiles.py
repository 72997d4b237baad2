"""What is known of a person: what the documents say together, corrected by people; and all that is made from it.

Documents and corrections are the truth. Name, headline and search rows are made from them, in the same transaction.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.combining import combine
from bot.corrections import corrected
from bot.profile import Profile, decode
from bot.records import Correction, Index, Keys
from bot.search.identity import keys
from bot.search.index import RULES, index
from storage import identity, outdated
from storage import index as searchable
from storage.scope import ORGANIZATION, Scope, of
from storage.tables import application, candidate, change, correction, document, organization, profile

_TAKE_TURNS = select(organization.c.id).where(organization.c.id == ORGANIZATION).with_for_update(key_share=True)
_theirs = (
    of(document),
    document.c.candidate == bindparam("number"),
    profile.c.organization_id == document.c.organization_id,
    profile.c.document == document.c.number,
)
_SAID = select(profile.c.data).where(*_theirs).order_by(document.c.number.desc())
_TEXTS = select(document.c.number, document.c.text).where(of(document), document.c.candidate == bindparam("number"))
_latest = (of(application), application.c.candidate == bindparam("number"), application.c.latest)
_NEWEST = (
    select(document.c.name, document.c.received_at)
    .where(of(document), document.c.candidate == bindparam("number"))
    .order_by(document.c.number.desc())
    .limit(1)
)
_SOURCE = update(application).where(*_latest).values(source=bindparam("new_source"), folded_source=bindparam("folded"))
_RENAME = (
    update(candidate)
    .where(of(candidate), candidate.c.number == bindparam("of_candidate"))
    .values(
        name=bindparam("new_name"),
        sort_name=bindparam("new_sort_name"),
        headline=bindparam("new_headline"),
        indexed=bindparam("new_indexed"),
        version=candidate.c.version + 1,
    )
)
_CORRECTIONS = (
    select(
        correction.c.field,
        correction.c.value,
        correction.c.set_by,
        correction.c.at,
        correction.c.part,
        correction.c.entry,
        correction.c.id,
    )
    .where(of(correction), correction.c.candidate == bindparam("number"))
    .order_by(correction.c.id)
)

_SAID_BY = (
    select(profile.c.document, profile.c.data)
    .join(
        document,
        (profile.c.organization_id == document.c.organization_id) & (profile.c.document == document.c.number),
    )
    .where(of(document), document.c.candidate == bindparam("number"))
)


def take_turns(connection: Connection, owner: int) -> None:
    """Those who change what is known of an organization's people do so one after the other."""
    connection.execute(_TAKE_TURNS, {"organization": owner})


class Profiles(Scope):
    """What the parts of a store that change people share."""

    def take_turns(self, connection: Connection) -> None:
        """Those who change what is known of the organization's people do so one after the other."""
        take_turns(connection, self.organization.id)

    def journal(
        self,
        connection: Connection,
        number: int | None,
        kind: str,
        data: Mapping[str, Any],
        *,
        by: str,
        at: datetime,
        batch: str = "",
    ) -> None:
        """Write down what was done to a person, or to nobody alone, with enough to take it back."""
        row = self.entry(self.next(connection, "change"), number, kind, data, by=by, at=at, batch=batch)
        connection.execute(insert(change), row)
        if number is not None:
            outdated.of_person(self, connection, number, kind, at=at)

    def entry(
        self,
        given: int,
        number: int | None,
        kind: str,
        data: Mapping[str, Any],
        *,
        by: str,
        at: datetime,
        batch: str = "",
    ) -> dict[str, Any]:
        """A row of the journal."""
        told = json.dumps(data, default=datetime.isoformat)
        return self.row(
            id=given,
            candidate=number,
            kind=kind,
            data=told,
            changed_by=by,
            member=self.member,
            at=at,
            batch=batch,
            undone_at=None,
        )

    def said(self, connection: Connection, number: int) -> Profile:
        """What the person's documents say together."""
        return combine([decode(data) for data in connection.scalars(_SAID, self.own(number=number))])

    def corrections(self, connection: Connection, number: int) -> tuple[Correction, ...]:
        return tuple(Correction(*row) for row in connection.execute(_CORRECTIONS, self.own(number=number)))

    def write_corrections(self, connection: Connection, number: int, made: Sequence[Correction]) -> list[int]:
        """Keep what was set, under the numbers that are returned; what is made from it is to be renewed."""
        given = [self.next(connection, "correction") for _ in made]
        rows = [
            self.row(
                candidate=number,
                id=one_id,
                field=one.field,
                part=one.part,
                entry=one.entry,
                value=one.value,
                set_by=one.by,
                at=one.at,
            )
            for one_id, one in zip(given, made, strict=True)
        ]
        connection.execute(insert(correction), rows)
        self.know_again(connection, number)
        return given

    def journal_edits(self, connection: Connection, number: int, made: Mapping[int, Correction]) -> None:
        """Each correction as a change of its own."""
        for given, one in made.items():
            words = f"{one.field} {one.part}".strip()
            self.journal(connection, number, "edit", {"words": words, "correction": given}, by=one.by, at=one.at)

    def known(self, connection: Connection, number: int) -> Profile:
        """What the person's documents say together, as people corrected it."""
        return corrected(self.said(connection, number), self.corrections(connection, number))

    def renew(self, connection: Connection, number: int) -> Index:
        """Make again what is made from the person's documents and corrections."""
        mine = self.own(number=number)
        texts = {row.number: row.text for row in connection.execute(_TEXTS, mine)}
        newest = connection.execute(_NEWEST, mine).first()
        arrived = newest.received_at.date() if newest else None
        described = index(self.known(connection, number), texts, arrived=arrived)
        self.describe(connection, number, described)
        source = newest.name if newest else ""
        connection.execute(_SOURCE, self.own(number=number, new_source=source, folded=source.casefold()))
        return described

    def know_again(self, connection: Connection, number: int) -> None:
        """By what the person is known again: what the documents say, less what people removed, and what they added."""
        known, said = keys(self.known(connection, number)), keys(self.said(connection, number))
        removed = {*said.strong} - {*known.strong}
        shown = [(0, Keys(*(tuple(key for key in new if key not in old) for new, old in _kinds(known, said))))]
        for row in connection.execute(_SAID_BY, self.own(number=number)):
            found = keys(decode(row.data))
            kept = tuple(key for key in found.strong if key not in removed)
            shown.append((row.document, replace(found, strong=kept)))
        identity.write(self, connection, number, shown)

    def describe(self, connection: Connection, number: int, described: Index) -> None:
        """Write the name, headline and search rows of a person."""
        fresh = {f"new_{column}": value for column, value in description(described).items()}
        connection.execute(_RENAME, self.own(of_candidate=number, **fresh))
        searchable.write(self, connection, number, described)


def _kinds(one: Keys, other: Keys) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return (one.strong, other.strong), (one.weak, other.weak), (one.near, other.near)


def description(described: Index) -> dict[str, Any]:
    return {
        "name": described.name,
        "sort_name": described.name.casefold(),
        "headline": described.headline,
        "indexed": RULES,
    }
