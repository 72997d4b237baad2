"""Erasing a person: all rows of theirs in one transaction, with what is left as proof and what has to follow.

Which tables have rows of a person is found in the schema, so that a table added later is not forgotten.
"""

import json
import secrets
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.erasing.records import Erasure, Held
from bot.erasing.traces import Traces
from bot.profile import decode
from bot.records import AuditEntry
from bot.store import Unavailable
from storage import identity
from storage import index as searchable
from storage.access import Trail
from storage.drafts import Drafts
from storage.erased import file_key
from storage.holding import Holding
from storage.journal import Line
from storage.messages import Messages
from storage.proofs import Proofs
from storage.retention import Retentions
from storage.scope import batched, following, of, putting
from storage.scrubbing import drop_lists, scrub, traces_of
from storage.sweeping import sweep
from storage.tables import (
    audit,
    candidate,
    change,
    counter,
    delivery,
    digest,
    document,
    erased_key,
    erased_message,
    erasure,
    identity_key,
    message,
    metadata,
    profile,
    share,
    skill_count,
)
from storage.transactions import durably, reading

_numbers: ColumnElement[Any] = bindparam("of_numbers", expanding=True)
_DOCUMENTS = (
    select(document.c.sha256, document.c.received_at, profile.c.data)
    .join(
        profile,
        (profile.c.organization_id == document.c.organization_id) & (profile.c.document == document.c.number),
    )
    .where(of(document), document.c.candidate.in_(_numbers))
)
_IDENTITY = select(identity_key.c.key).where(
    of(identity_key), identity_key.c.candidate.in_(_numbers), identity_key.c.kind != identity.NEAR
)
_MESSAGES = select(message).where(of(message), message.c.candidate.in_(_numbers))
_POSTS = (
    select(delivery.c.id, delivery.c.message, delivery.c.pages, digest.c.platform, digest.c.workspace, digest.c.channel)
    .join(digest, (digest.c.organization_id == delivery.c.organization_id) & (digest.c.id == delivery.c.digest))
    .where(of(delivery), delivery.c.message.in_(bindparam("posted", expanding=True)))
)
_HOMES = (
    select(audit.c.place, audit.c.actor)
    .where(of(audit), audit.c.action == "home", audit.c.outcome == "done", audit.c.place.startswith("slack:"))
    .distinct()
)
_SHARED = select(share.c.id, share.c.numbers, share.c.state).where(of(share))
_DOWN = update(share).where(of(share), share.c.id.in_(_numbers)).values(state="down", query="", fault="")
_MERGES = select(change.c.id, change.c.data).where(
    of(change), change.c.kind == "merge", change.c.undone_at.is_not(None)
)
_TOLD_LESS = update(change).where(of(change), change.c.id == bindparam("given")).values(data=bindparam("less"))
_NOBODY = delete(candidate).where(of(candidate), candidate.c.number.in_(_numbers))
_NO_SKILL = delete(skill_count).where(of(skill_count), skill_count.c.people <= 0)


class Erasing(Messages, Holding, Retentions, Drafts, Proofs, Trail):
    @reading
    def held(self, connection: Connection, number: int) -> Held:
        numbers = self._all_of(connection, number)
        there = _there(connection.execute(_MESSAGES, self.own(of_numbers=numbers)).all())
        posts = self._posts(connection, there)
        shares = self._shares_of(connection, numbers)
        digests = sum(one != FOLLOWS for one in posts.values())
        return Held(self._rows_of(connection, numbers), len(there), len(shares), digests)

    def erase(self, number: int, *, by: str, at: datetime, why: str = "", member: str = "") -> Erasure:
        token = secrets.token_hex(16)
        try:
            return self._erase(number, token, by=by, at=at, why=why, member=member)
        except Exception:
            self._withdraw(token)
            raise

    def expire(self, number: int, *, by: str, at: datetime) -> Erasure:
        token = secrets.token_hex(16)
        try:
            return self._erase(number, token, by=by, at=at, why="", member="", expired=True)
        except Exception:
            self._withdraw(token)
            raise

    def sweep(self, *, at: datetime, seconds: float) -> bool:
        return sweep(self.database, at=at, seconds=seconds)

    @reading
    def missed(self, connection: Connection, lines: Collection[Line]) -> tuple[Line, ...]:
        """What the journal tells of this organization that the database does not know of (any more).

        Lines of another database are passed over: one that was made anew has other people under the same numbers.
        """
        known, mark = self.known_tokens(connection), self.database_mark(connection)
        mine = (one for one in lines if one["organization"] == self.organization.id and one["token"] not in known)
        return tuple(one for one in mine if one.get("database", mark) == mark)

    def erase_again(self, line: Line) -> None:
        self._erase_again(line)

    # ------------------------------------------------------------------ parts

    def _withdraw(self, token: str) -> None:
        """From the journal, where it is certain that nobody was erased."""
        journal = self.database.erasures
        with suppress(Unavailable):
            if journal and token in journal.lines() and token not in self.tokens():
                journal.withdraw(token)

    @durably
    def _erase(
        self,
        connection: Connection,
        number: int,
        token: str,
        *,
        by: str,
        at: datetime,
        why: str,
        member: str,
        expired: bool = False,
    ) -> Erasure:
        self.take_turns(connection)
        numbers = self._all_of(connection, number)
        self.refuse_held(connection, numbers)
        if expired:
            why = self.why_expired(connection, numbers[0], at=at)
        why = why and self._traces(connection, numbers).cleaned(why)
        keys = self._keys_of(connection, numbers)
        given = self._prove(connection, numbers, keys, token=token, by=by, at=at, why=why, member=member)
        self._remove(connection, numbers, keys, given, at=at)
        if expired:
            self.write_down(connection, [AuditEntry(at, by, "", "forget", numbers[0], "done")])
        if journal := self.database.erasures:
            proof = {"token": token, "organization": self.organization.id, "numbers": numbers, "keys": keys}
            database = self.database_mark(connection)
            journal.write({**proof, "database": database, "at": at.isoformat(), "by": by, "why": why})
        return self.proof(connection, given)

    @durably
    def _erase_again(self, connection: Connection, line: Line) -> None:
        self.take_turns(connection)
        at, numbers = datetime.fromisoformat(line["at"]), [int(one) for one in line["numbers"]]
        self._never_again(connection, max(numbers))
        there = [one for one in numbers if self._came_before(connection, one, at)]
        theirs = sorted({each for one in there for each in self._all_of(connection, one)})
        keys = sorted({*line["keys"], *self._keys_of(connection, theirs)})
        told = {"by": line["by"], "why": line["why"], "member": ""}
        given = self._prove(connection, numbers, keys, token=line["token"], at=at, **told)
        if theirs:
            self._remove(connection, theirs, keys, given, at=at)
        else:
            self._remove_drafts(connection, keys, given, at=at)

    def _all_of(self, connection: Connection, number: int) -> list[int]:
        """The number under which somebody is found now, then those that are part of it. KeyError: no such number."""
        whole = self.now(connection, number)
        return [whole, *self.parts(connection, whole)]

    def _came_before(self, connection: Connection, number: int, at: datetime) -> bool:
        """Whether who has the number had it by then; in a restored database somebody else may have got it since."""
        try:
            numbers = self._all_of(connection, number)
        except KeyError:
            return False
        came = [row.received_at for row in connection.execute(_DOCUMENTS, self.own(of_numbers=numbers))]
        return not came or min(came) <= at

    def _never_again(self, connection: Connection, number: int) -> None:
        """The number counts as given out."""
        mine = (counter.c.organization_id == self.organization.id) & (counter.c.kind == "candidate")
        last = connection.scalar(select(counter.c.last).where(mine)) or 0
        if number > last:
            following(connection, self.organization.id, "candidate", number - last)

    def _keys_of(self, connection: Connection, numbers: Sequence[int]) -> list[str]:
        """Keyed hashes of what identified them."""
        asked = self.own(of_numbers=list(numbers))
        files = (file_key(row.sha256) for row in connection.execute(_DOCUMENTS, asked))
        return sorted(self.keyed(connection, {*connection.scalars(_IDENTITY, asked), *files}))

    def _prove(
        self,
        connection: Connection,
        numbers: Sequence[int],
        keys: Collection[str],
        *,
        token: str,
        by: str,
        at: datetime,
        why: str,
        member: str,
    ) -> int:
        """The stub and the proof; the number of the erasure."""
        given = self.next(connection, "erasure")
        row = self.row(
            id=given,
            token=token,
            number=numbers[0],
            also=json.dumps(numbers[1:]),
            at=at,
            erased_by=by,
            why=why,
            member=member,
            removed=json.dumps(self._rows_of(connection, numbers)),
            told=not member,
        )
        connection.execute(insert(erasure), row)
        for some in batched(sorted(keys)):
            connection.execute(insert(erased_key), [self.row(key=key, erasure=given) for key in some])
        return given

    def _remove(
        self, connection: Connection, numbers: list[int], keys: Collection[str], given: int, *, at: datetime
    ) -> None:
        """All rows of theirs, and what of them stands in others'."""
        self._list_messages(connection, numbers, given, at=at)
        self._strip_shares(connection, numbers)
        self._strip_merges(connection, numbers)
        traces = self._traces(connection, numbers)
        for number in numbers:
            searchable.drop(self, connection, number)
        connection.execute(_NO_SKILL, self.own())
        connection.execute(_NOBODY, self.own(of_numbers=numbers[1:]))
        connection.execute(_NOBODY, self.own(of_numbers=numbers[:1]))
        self._remove_drafts(connection, keys, given, at=at)
        drop_lists(self, connection, numbers)
        scrub(self, connection, traces)

    def _remove_drafts(self, connection: Connection, keys: Collection[str], given: int, *, at: datetime) -> None:
        """CVs of theirs that wait to be confirmed, and the messages that show them."""
        shown = self.drop_drafts(connection, self.drafts_of(connection, {*keys}))
        rows = [
            self._leftover(
                given, one.workspace.platform, one.workspace.id, "channel", one.channel, one.id, delivery=0, at=at
            )
            for one in shown
        ]
        if rows:
            connection.execute(putting(connection, erased_message).on_conflict_do_nothing(), rows)

    def _traces(self, connection: Connection, numbers: Sequence[int]) -> Traces:
        rows = connection.execute(_DOCUMENTS, self.own(of_numbers=list(numbers)))
        given = [one for number in numbers for one in self.corrections(connection, number)]
        return traces_of(self, connection, numbers, [decode(row.data) for row in rows], given)

    def _list_messages(self, connection: Connection, numbers: Sequence[int], given: int, *, at: datetime) -> None:
        """The bot's messages that name them, and the Home tabs that may."""
        there = _there(connection.execute(_MESSAGES, self.own(of_numbers=list(numbers))).all())
        posts = self._posts(connection, there)
        rows = [
            self._leftover(given, *one, delivery=posts.get(one, 0), at=at) for one in there if posts.get(one) != FOLLOWS
        ]
        for place, actor in connection.execute(_HOMES, self.own()).all():
            platform, workspace, _ = place.split(":", 2)
            whose = actor.partition(" ")[0]
            rows.append(self._leftover(given, platform, workspace, "home", whose, "", delivery=0, at=at))
        if rows:
            connection.execute(putting(connection, erased_message).on_conflict_do_nothing(), rows)

    def _leftover(  # noqa: PLR0917 - the parts of a message's address
        self,
        given: int,
        platform: str,
        workspace: str,
        kind: str,
        channel: str,
        posted: str,
        *,
        delivery: int,
        at: datetime,
    ) -> dict[str, Any]:
        where = {"platform": platform, "workspace": workspace, "kind": kind, "channel": channel, "message": posted}
        return self.row(erasure=given, **where, delivery=delivery, state="waiting", next_try=at, tries=0, fault="")

    def _posts(self, connection: Connection, there: Sequence["_Address"]) -> dict["_Address", int]:
        """Which of the messages are posts of digests, and of which delivery; what goes on in one `FOLLOWS` it."""
        at = {(one[0], one[1], one[3], one[4]): one for one in there}
        found: dict[_Address, int] = {}
        for some in batched(sorted({one[4] for one in there})):
            for row in connection.execute(_POSTS, self.own(posted=some)):
                if one := at.get((row.platform, row.workspace, row.channel, row.message)):
                    found[one] = row.id
                    pages = (at.get((row.platform, row.workspace, row.channel, page)) for page in json.loads(row.pages))
                    found |= {page: FOLLOWS for page in pages if page}
        return found

    def _shares_of(self, connection: Connection, numbers: Collection[int]) -> list[int]:
        """What was shared of them, or asked about."""
        rows = connection.execute(_SHARED, self.own())
        return [row.id for row in rows if {*numbers} & {*json.loads(row.numbers)}]

    def _strip_shares(self, connection: Connection, numbers: Collection[int]) -> None:
        if theirs := self._shares_of(connection, numbers):
            connection.execute(_DOWN, self.own(of_numbers=theirs))

    def _strip_merges(self, connection: Connection, numbers: Collection[int]) -> None:
        """Of a merge with somebody else that was taken back, that it was."""
        for row in connection.execute(_MERGES, self.own()).all():
            told = json.loads(row.data)
            if {told["number"], *told["parts"]} & {*numbers}:
                less = {"words": f"#{told['number']}", "number": told["number"], "parts": []}
                connection.execute(_TOLD_LESS, self.own(given=row.id, less=json.dumps(less)))

    def _rows_of(self, connection: Connection, numbers: Sequence[int]) -> dict[str, int]:
        """How many rows there are of them in each table."""
        found = {}
        for table, having in rows_of_a_person():
            counted = select(func.count()).select_from(table).where(of(table), having)
            found[table.name] = connection.scalar(counted, self.own(of_numbers=list(numbers))) or 0
        return {name: many for name, many in found.items() if many}


FOLLOWS = -1
_Address = tuple[str, str, str, str, str]
"""Of a message: platform, workspace, kind of the place, channel, id."""


def rows_of_a_person() -> list[tuple[Table, ColumnElement[bool]]]:
    """The tables that have rows of a person, each with the condition that finds those of some ``numbers``."""
    found: list[tuple[Table, ColumnElement[bool]]] = [(candidate, candidate.c.number.in_(_numbers))]
    having = (table for table in metadata.sorted_tables if "candidate" in table.c and not table.info.get("only"))
    found += [(table, table.c.candidate.in_(_numbers)) for table in having]
    theirs = select(document.c.number).where(of(document), document.c.candidate.in_(_numbers))
    return [*found, (profile, profile.c.document.in_(theirs))]


def _there(rows: Sequence[Row[Any]]) -> list[_Address]:
    """Each message once, whoever of them it names."""
    return list(dict.fromkeys((one.platform, one.workspace, one.kind, one.channel, one.message) for one in rows))
