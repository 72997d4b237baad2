"""Proof that the audit trail is what was written: each entry carries a code over itself and the code before it.

The codes are HMACs by a key of each organization's own, which is itself encrypted by ``SECRET_KEY`` where there is one. Where
the trail ends is kept outside the database too, in a file of *heads*, after each commit: a trail whose end was cut off
would else look whole. The codes are made of ids, times and names of commands: nothing of a candidate is in them, and
none changes when somebody is erased.
"""

import fcntl
import json
import logging
import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from hmac import digest
from pathlib import Path
from typing import Any

from sqlalchemy import URL, ColumnElement, Connection, Integer, RowMapping, bindparam, insert, select, update

from storage.sealing import Sealing
from storage.tables import audit, audit_chain
from storage.types import storable

log = logging.getLogger(__name__)

PURPOSE = b"recruitbot: keys of audit trails"
_PLAIN = "plain "
_OWNER: ColumnElement[int] = bindparam("organization", type_=Integer)
_CODE = select(audit.c.code).where(audit.c.organization_id == _OWNER, audit.c.id == bindparam("number"))
_KEY = select(audit_chain.c.key).where(audit_chain.c.organization_id == _OWNER)
_BEGINS = select(audit_chain.c.begins).where(audit_chain.c.organization_id == _OWNER)
_ALL = select(audit).where(audit.c.organization_id == _OWNER).order_by(audit.c.id)
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """Where an organization's trail ends: an entry's number, and its code."""

    number: int
    code: str


class Heads:
    """A file with a line for each organization: where its trail ended when something was last written to it."""

    _LINE = "{:010d} {:012d} {:64s}\n"
    _LONG = len(_LINE.format(0, 0, ""))

    def __init__(self, file: Path) -> None:
        self.file = file

    @classmethod
    def of_database(cls, url: URL, named: str = "") -> "Heads | None":
        """The file that the settings name, or the one beside a SQLite database."""
        beside = f"{url.database}.heads" if url.get_backend_name() == "sqlite" else ""
        return cls(Path(named or beside)) if named or beside else None

    def of(self, organization: int) -> Head | None:
        with suppress(FileNotFoundError):
            opened = os.open(self.file, os.O_RDONLY)
            try:
                return self._read(opened, organization)
            finally:
                os.close(opened)
        return None

    def move(self, organization: int, now: Head) -> None:
        """Move the head on, never back: what is committed later may come here sooner."""
        opened = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX)
            here = self._read(opened, organization)
            if here is None or here.number < now.number:
                line = self._LINE.format(organization, now.number, now.code)
                os.pwrite(opened, line.encode(), (organization - 1) * self._LONG)
        finally:
            os.close(opened)

    def _read(self, opened: int, organization: int) -> Head | None:
        line = os.pread(opened, self._LONG, (organization - 1) * self._LONG).decode(errors="replace").split()
        if len(line) < 2 or not line[1].isdecimal():
            return None
        return Head(int(line[1]), line[2] if len(line) > 2 else "")


class Trail:
    """The codes of all organizations' trails, by keys that are asked of the database once."""

    def __init__(self, keys: Sequence[str] = (), heads: Heads | None = None) -> None:
        self._sealing = Sealing(keys, PURPOSE) if keys else None
        self._heads = heads
        self._keys: dict[int, bytes | None] = {}
        self._ends: dict[int, tuple[Head, bool]] = {}
        """Where trails ended when something was last written here, and whether the heads agreed."""
        self._told: set[int] = set()

    def extend(self, connection: Connection, organization: int, rows: Sequence[dict[str, Any]]) -> Callable[[], None]:
        """Put the codes into new rows, in the order of their numbers; what is called once they are committed.

        The counter of these numbers is locked by now, so that nobody else extends the same trail before the commit.
        """
        key = self._key(connection, organization, begins=rows[0]["id"])
        before, stands = self._before(connection, organization, rows[0]["id"] - 1)
        code = before.code
        for row in rows:
            code = row["code"] = _coded(key, code, row) if key else ""
        now = Head(rows[-1]["id"], code)
        return lambda: self._ended(organization, now, stands=stands)

    def _before(self, connection: Connection, organization: int, number: int) -> tuple[Head, bool]:
        """The entry before, and whether the file of heads agrees with it. Who wrote it here need not look it up."""
        ended = self._ends.get(organization)
        if ended and ended[0].number == number:
            return ended
        before = Head(number, self._code(connection, organization, number))
        return before, self._stands(connection, organization, before)

    def _stands(self, connection: Connection, organization: int, before: Head) -> bool:
        """Whether the head is on the trail that goes on here; else it stays for good, as the proof of that."""
        head = self._heads.of(organization) if self._heads else None
        if head is None or head == before:
            return True
        if head.number < before.number and self._code(connection, organization, head.number) == head.code:
            return True
        if organization not in self._told:
            self._told.add(organization)
            log.error("the audit trail of organization %s does not go on from where it ended", organization)
        return False

    def faults(self, connection: Connection, organization: int) -> Iterator[str]:
        """What does not fit, as sentences."""
        begins = connection.scalar(_BEGINS, {"organization": organization})
        key = self._key(connection, organization)
        if begins is not None and key is None:
            yield (
                "SECRET_KEY does not open the key of the audit trail: nobody can tell whether it is whole. Set the one that "
                "it was, or put that behind the new one, after a comma."
            )
            return
        last, head = Head(0, ""), self._heads.of(organization) if self._heads else None
        met = head is None
        with connection.execute(_ALL.execution_options(yield_per=_AT_ONCE), {"organization": organization}) as rows:
            for row in rows:
                if row.id != last.number + 1:
                    yield f"The audit trail has no entry {last.number + 1:,}: entries were taken away."
                    return
                if row.code != (_coded(key, last.code, row._mapping) if key and row.id >= (begins or 0) else ""):  # noqa: SLF001
                    yield f"Entry {row.id:,} of the audit trail, or the one before it, is not what was written."
                    return
                last = Head(row.id, row.code)
                met = met or last == head
        if head and not met:
            yield self._missed(head, last)

    def _missed(self, head: Head, last: Head) -> str:
        replaced = f"Where the database was replaced on purpose, delete {self._heads.file if self._heads else ''}."
        if last.number >= head.number:
            return f"Entry {head.number:,} of the audit trail is another one than was written. {replaced}"
        ended = f"The audit trail ends at entry {last.number:,}; it ended at entry {head.number:,} before."
        return f"{ended} Its end was cut off, or lost in a power cut. {replaced}"

    def reseal(self, connection: Connection) -> int:
        """Encrypt keys by the first ``SECRET_KEY``, which may be new, or the first one there is; how many those were."""
        changed = 0
        for row in connection.execute(select(audit_chain)).all():
            owner = str(row.organization_id)
            if (
                self._sealing
                and not self._sealing.is_current(row.key, of=owner)
                and (key := self._opened(row.key, owner))
            ):
                sealed = self._sealing.seal(key.hex(), of=owner)
                here = audit_chain.c.organization_id == row.organization_id
                connection.execute(update(audit_chain).where(here, audit_chain.c.key == row.key).values(key=sealed))
                changed += 1
        return changed

    def _key(self, connection: Connection, organization: int, *, begins: int | None = None) -> bytes | None:
        if organization not in self._keys:
            kept = connection.scalar(_KEY, {"organization": organization})
            if kept is None and begins is not None:
                kept = self._begun(connection, organization, begins)
                return self._opened(kept, str(organization))  # nobody knows yet whether it will be committed
            if kept is None:
                return None
            self._keys[organization] = self._opened(kept, str(organization))
        return self._keys[organization]

    def _begun(self, connection: Connection, organization: int, begins: int) -> str:
        """A new key. Entries from before there were codes have none."""
        key = secrets.token_hex(32)
        kept = self._sealing.seal(key, of=str(organization)) if self._sealing else _PLAIN + key
        connection.execute(insert(audit_chain), {"organization_id": organization, "key": kept, "begins": begins})
        return kept

    def _opened(self, kept: str, owner: str) -> bytes | None:
        if kept.startswith(_PLAIN):
            return bytes.fromhex(kept.removeprefix(_PLAIN))
        key = self._sealing.open(kept, of=owner) if self._sealing else None
        if key is None:
            log.error("SECRET_KEY does not open the key of the audit trail of organization %s", owner)
        return bytes.fromhex(key) if key else None

    def _code(self, connection: Connection, organization: int, number: int) -> str:
        return connection.scalar(_CODE, {"organization": organization, "number": number}) or ""

    def _ended(self, organization: int, now: Head, *, stands: bool) -> None:
        self._ends[organization] = now, stands
        if self._heads is None or not now.code or not stands:
            return
        try:
            self._heads.move(organization, now)
        except OSError as error:
            log.error("the file of heads of the audit trail cannot be written: %s", error.strerror)  # noqa: TRY400


def _coded(key: bytes, before: str, row: Mapping[str, Any] | RowMapping) -> str:
    values = [
        before,
        row["id"],
        row["at"].timestamp(),
        *(storable(row[name]) for name in ("actor", "place", "action")),
        row["subject"],
        row["outcome"],
    ]
    return digest(key, json.dumps(values, ensure_ascii=False).encode(), sha256).hex()
