"""By what it is noticed that somebody comes again who was erased: keyed hashes, which say nothing about the person."""

import hmac
import json
import secrets
from collections.abc import Iterable, Sequence
from hashlib import sha256

from sqlalchemy import Connection, bindparam, select

from bot.records import Received
from bot.store import WasErased
from storage import documents, identity
from storage.scope import Scope, batched, of, putting
from storage.tables import erased_key, erasure, hashing_key

_MARK = b"the database of a journal"
_KEY = select(hashing_key.c.key).where(of(hashing_key))
_ANY = select(erased_key.c.erasure).where(of(erased_key)).limit(1)
_KNOWN = select(erased_key.c.key).where(of(erased_key), erased_key.c.key.in_(bindparam("keys", expanding=True)))
_ERASED = (
    select(erasure)
    .join(
        erased_key,
        (erased_key.c.organization_id == erasure.c.organization_id) & (erased_key.c.erasure == erasure.c.id),
    )
    .where(of(erasure), erased_key.c.key.in_(bindparam("keys", expanding=True)))
    .order_by(erasure.c.id.desc())
    .limit(1)
)


class Erased(Scope):
    def refuse_erased(self, connection: Connection, received: Received) -> None:
        """`WasErased` where somebody who is new here has the file, or a key, of somebody who was erased."""
        if received.readmit or connection.scalar(_ANY, self.own()) is None:
            return
        keys = self.keyed(connection, _shown(received))
        if row := connection.execute(_ERASED, self.own(keys=keys)).first():
            raise WasErased(row.number, row.at, row.erased_by)

    def erased_among(self, connection: Connection, received: Sequence[Received]) -> set[int]:
        """The places of those who share something with somebody who was erased."""
        shown = [self.keyed(connection, _shown(one)) for one in received]
        known = set[str]()
        for some in batched(key for keys in shown for key in keys):
            known |= {*connection.scalars(_KNOWN, self.own(keys=some))}
        return {at for at, keys in enumerate(shown) if known & {*keys}}

    def keyed(self, connection: Connection, keys: Iterable[str]) -> list[str]:
        """The keys, hashed with the organization's own."""
        secret = str(connection.execute(_KEY, self.own()).scalar_one()).encode()
        return [hmac.new(secret, key.encode(), sha256).hexdigest() for key in keys]

    def database_mark(self, connection: Connection) -> str:
        """By which the journal knows this database, its backups and copies again; empty where nobody came yet."""
        secret = connection.scalar(_KEY, self.own())
        return hmac.new(str(secret).encode(), _MARK, sha256).hexdigest() if secret else ""

    def make_hashing_key(self, connection: Connection) -> None:
        """With the first person, so that every backup of people has it."""
        row = self.row(key=secrets.token_hex(32))
        connection.execute(putting(connection, hashing_key).values(row).on_conflict_do_nothing())


def _shown(received: Received) -> list[str]:
    keys = [key for key, kind in identity.hashed(received.index.keys) if kind != identity.NEAR]
    return [*keys, file_key(documents.digest_of(received.data))]


def file_key(digest: str) -> str:
    return f"file:{digest}"


def numbers_of(number: int, also: str) -> set[int]:
    """Under which an erased person was found."""
    return {number, *json.loads(also)}
