"""Members who link their identities: by a code, and from then on what was kept under the one is kept under the other."""

import hmac
import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.identities import Meeting
from bot.linking import LASTS, TRIES, Code
from bot.records import AuditEntry
from storage.access import Trail
from storage.digests import called, reminding
from storage.profiles import Profiles
from storage.scope import of
from storage.tables import (
    change,
    digest,
    erasure,
    identity_link,
    member,
    member_code,
    metadata,
    scorecard,
    share,
)
from storage.transactions import durably, reading
from storage.types import Words

_KEPT_UNDER = frozenset(("member", "owner_member", "added_member", "removed_member"))
"""Columns with the identity of the member whose row it is."""
_ADDRESSES = frozenset((erasure, share))
"""There it is to whom something is sent, which is sent to the identity that asked."""

_identity: ColumnElement[str] = bindparam("of_identity")
_STANDS_FOR = select(identity_link.c.stands_for).where(of(identity_link), identity_link.c.identity == _identity)
_OTHERS = (
    select(identity_link.c.identity)
    .where(of(identity_link), identity_link.c.stands_for == _identity)
    .order_by(identity_link.c.identity)
)
_EVERY = select(identity_link.c.identity, identity_link.c.stands_for).where(of(identity_link))
_NOT_ONE = delete(identity_link).where(of(identity_link), identity_link.c.identity == _identity)
_OLD = delete(member_code).where(of(member_code), member_code.c.at <= bindparam("until", type_=member_code.c.at.type))
_CODE = select(member_code).where(of(member_code), member_code.c.id == bindparam("wanted")).with_for_update()
_WRONG = (
    update(member_code)
    .where(of(member_code), member_code.c.id == bindparam("wanted"))
    .values(tries=member_code.c.tries + 1)
)
_SPENT = delete(member_code).where(of(member_code), member_code.c.id == bindparam("wanted"))
_NAME = select(member.c.name).where(
    of(member),
    member.c.platform == bindparam("on_platform"),
    member.c.workspace == bindparam("in_workspace"),
    member.c.id == bindparam("who"),
)
_REMINDERS = select(digest.c.id).where(of(digest), reminding, digest.c.folded_name == bindparam("called"))
_NO_REMINDERS = delete(digest).where(of(digest), reminding, digest.c.folded_name == bindparam("called"))
_NO_REMINDERS_AT = delete(digest).where(
    of(digest),
    reminding,
    digest.c.platform == bindparam("on_platform"),
    digest.c.workspace == bindparam("in_workspace"),
    digest.c.channel == bindparam("who"),
)
_REMINDED = (
    update(digest)
    .where(of(digest), reminding, digest.c.folded_name == bindparam("called"))
    .values(name=bindparam("now_called"), folded_name=bindparam("now_called"), owner=bindparam("now_of"))
)
_round = ("candidate", "opening", "stage")
_RATED: Select[Any] = select(scorecard).where(of(scorecard), scorecard.c.member == _identity)
_UNRATED = delete(scorecard).where(
    of(scorecard),
    scorecard.c.member == _identity,
    *(scorecard.c[name] == bindparam(f"of_{name}") for name in _round),
)


class Identities(Profiles, Trail):
    @reading
    def stands_for(self, connection: Connection, identity: str) -> str:
        return self._stands_for(connection, identity)

    @reading
    def identities(self, connection: Connection) -> tuple[str, ...]:
        if not self.member:
            return ()
        first = self._stands_for(connection, self.member)
        return (first, *connection.scalars(_OTHERS, self.own(of_identity=first)))

    @durably
    def issue_member_code(self, connection: Connection, code: Code, *, identity: str, at: datetime) -> None:
        connection.execute(_OLD, self.own(until=at - LASTS))
        kept = self.row(id=code.name, hash=hashed(code), tries=0, identity=identity, at=at)
        connection.execute(insert(member_code), kept)

    @durably
    def meet(self, connection: Connection, code: Code, *, identity: str, at: datetime) -> Meeting:
        return self._meet(connection, code, identity, at)

    @durably
    def unite(self, connection: Connection, code: Code, *, identity: str, at: datetime) -> Meeting:
        self.take_turns(connection)
        met = self._meet(connection, code, identity, at)
        if met.outcome != "possible":
            return met
        connection.execute(_SPENT, self.own(wanted=code.name))
        first = self._stands_for(connection, met.identity)
        connection.execute(insert(identity_link), self.row(identity=identity, stands_for=first, at=at))
        self.hand_over(connection, identity, first)
        self._tell(connection, "link-me", [met.identity], at)
        return Meeting("done", met.identity, met.name)

    @durably
    def separate(self, connection: Connection, identity: str, *, at: datetime) -> bool:
        self.take_turns(connection)
        first = self._stands_for(connection, identity)
        others = list(connection.scalars(_OTHERS, self.own(of_identity=first)))
        if not others:
            return False
        leaving = others if identity == first else [identity]
        for one in leaving:
            self._leaves(connection, one)
        self._tell(connection, "unlink-me", [one for one in (first, *leaving) if one != identity], at)
        return True

    def workspace_left(self, connection: Connection, platform: str, workspace: str) -> None:
        """Its identities are by themselves; where one of them stood for others, one of those does from now on."""
        beginning = f"{platform}:{workspace}:"
        linked = connection.execute(_EVERY, self.own()).all()
        for row in linked:
            if row.identity.startswith(beginning):
                self._leaves(connection, row.identity)
        staying: dict[str, list[str]] = {}
        for row in sorted(row for row in linked if not row.identity.startswith(beginning)):
            staying.setdefault(row.stands_for, []).append(row.identity)
        for first, others in staying.items():
            if first.startswith(beginning):
                connection.execute(_NOT_ONE, self.own(of_identity=others[0]))
                again = update(identity_link).where(of(identity_link), identity_link.c.stands_for == _identity)
                connection.execute(again.values(stands_for=others[0]), self.own(of_identity=first))
                connection.execute(_NO_REMINDERS_AT, self.own(**_address(first)))
                self.hand_over(connection, first, others[0])

    def hand_over(self, connection: Connection, before: str, now: str) -> None:
        """What was kept under the one identity is kept under the other one."""
        self._later_ratings(connection, before, now)
        for table, columns in _kept_under():
            for column in columns:
                theirs = update(table).where(of(table), column == _identity).values({column: now})
                connection.execute(theirs, self.own(of_identity=before))
        said = change.c.data.contains(json.dumps(before), autoescape=True)
        told = func.replace(change.c.data, json.dumps(before), json.dumps(now), type_=change.c.data.type)
        connection.execute(update(change).where(of(change), said).values(data=told), self.own())
        self._one_reminder(connection, before, now)

    # ------------------------------------------------------------------ parts

    def _stands_for(self, connection: Connection, identity: str) -> str:
        return connection.scalar(_STANDS_FOR, self.own(of_identity=identity)) or identity

    def _meet(self, connection: Connection, code: Code, identity: str, at: datetime) -> Meeting:
        row = connection.execute(_CODE, self.own(wanted=code.name)).first()
        good = row is not None and row.at > at - LASTS and row.tries < TRIES
        if row is None or not good or not hmac.compare_digest(row.hash, hashed(code)):
            connection.execute(_WRONG, self.own(wanted=code.name))
            return Meeting("no such code")
        name = connection.scalar(_NAME, self.own(**_address(row.identity))) or ""
        first = self._stands_for(connection, row.identity)
        if identity == row.identity or self._stands_for(connection, identity) == first:
            return Meeting("the same")
        theirs = (first, *connection.scalars(_OTHERS, self.own(of_identity=first)))
        if any(_workspace(one) == _workspace(identity) for one in theirs):
            return Meeting("this workspace", row.identity, name)
        alone = self._stands_for(connection, identity) == identity
        if not alone or connection.scalar(_OTHERS, self.own(of_identity=identity)):
            return Meeting("others", row.identity, name)
        return Meeting("possible", row.identity, name)

    def _leaves(self, connection: Connection, identity: str) -> None:
        """All stays, but for messages that would go on telling them of it."""
        connection.execute(_NOT_ONE, self.own(of_identity=identity))
        connection.execute(_NO_REMINDERS_AT, self.own(**_address(identity)))

    def _later_ratings(self, connection: Connection, before: str, now: str) -> None:
        """One member rates a person once in a stage: what was sent before what was begun, and the later before the earlier."""
        rated = {
            whose: {
                tuple(row[name] for name in _round): row
                for row in connection.execute(_RATED, self.own(of_identity=whose)).mappings()
            }
            for whose in (before, now)
        }
        for key in rated[before].keys() & rated[now].keys():
            older = min(
                (rated[whose][key]["sent"] is not None, rated[whose][key]["at"], whose) for whose in (before, now)
            )[2]
            asked = {f"of_{name}": value for name, value in zip(_round, key, strict=True)}
            connection.execute(_UNRATED, self.own(of_identity=older, **asked))

    def _one_reminder(self, connection: Connection, before: str, now: str) -> None:
        """Nobody is reminded twice of the same."""
        if connection.scalar(_REMINDERS, self.own(called=called(now))):
            connection.execute(_NO_REMINDERS, self.own(called=called(before)))
        else:
            connection.execute(_REMINDED, self.own(called=called(before), now_called=called(now), now_of=now))

    def _tell(self, connection: Connection, action: str, identities: list[str], at: datetime) -> None:
        """The trail of those who did not type it themselves."""
        entries = []
        for one in identities:
            address = _address(one)
            name = connection.scalar(_NAME, self.own(**address)) or ""
            place = f"{address['on_platform']}:{address['in_workspace']}:"
            entries.append(AuditEntry(at, f"{address['who']} {name}".strip(), place, action, None, "done"))
        self.write_down(connection, entries)


def hashed(code: Code) -> str:
    return sha256(f"{code.name} {code.secret}".encode()).hexdigest()


def _kept_under() -> Iterator[tuple[Table, list[Column[Any]]]]:
    """Found in the schema, so that a table added later is not forgotten."""
    for table in metadata.sorted_tables:
        columns = [one for one in table.c if one.name in _KEPT_UNDER and isinstance(one.type, Words)]
        if "organization_id" in table.c and columns and table not in _ADDRESSES:
            yield table, columns


def _workspace(identity: str) -> str:
    return identity.rpartition(":")[0]


def _address(identity: str) -> dict[str, str]:
    platform, _, rest = identity.partition(":")
    workspace, _, who = rest.rpartition(":")
    return {"on_platform": platform, "in_workspace": workspace, "who": who}
