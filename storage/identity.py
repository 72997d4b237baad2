"""By what a returning applicant is known again."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from bot.records import Keys
from storage.scope import ORGANIZATION, Scope, of
from storage.tables import identity_key
from storage.types import storable

MAIL = "mail"
STRONG = "strong"
WEAK = "weak"

_shared = func.count(identity_key.c.key.distinct())
_mail = identity_key.alias("mail")

_ALIKE = (
    select(identity_key.c.candidate)
    .where(
        of(identity_key),
        identity_key.c.key.in_(bindparam("keys", expanding=True)),
        identity_key.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .group_by(identity_key.c.candidate)
    .order_by(_shared.desc(), identity_key.c.candidate)
    .limit(1)
)
_ALIKE_WITHOUT_MAIL = _ALIKE.where(
    ~select(_mail.c.key)
    .where(_mail.c.organization_id == ORGANIZATION, _mail.c.candidate == identity_key.c.candidate, _mail.c.kind == MAIL)
    .exists()
)
_FORGET = delete(identity_key).where(of(identity_key), identity_key.c.document == bindparam("of_document"))


def find(scope: Scope, connection: Connection, keys: Keys) -> int:
    """The person with most keys in common, the first one where several have as many; 0 for nobody."""
    known = dict(_hashed(keys))
    mailed = MAIL in known.values()
    for kinds, statement in (((MAIL, STRONG), _ALIKE), ((WEAK,), _ALIKE_WITHOUT_MAIL if mailed else _ALIKE)):
        wanted = [key for key, kind in known.items() if kind in kinds]
        if wanted and (number := connection.scalar(statement, scope.own(keys=wanted, kinds=kinds))):
            return int(number)
    return 0


def write(scope: Scope, connection: Connection, keys: Keys, *, candidate: int, document: int) -> None:
    """Put the keys of one document in the place of those it had."""
    connection.execute(_FORGET, scope.own(of_document=document))
    rows: list[dict[str, Any]] = [
        scope.row(key=key, kind=kind, candidate=candidate, document=document) for key, kind in _hashed(keys)
    ]
    if rows:
        connection.execute(insert(identity_key), rows)


def _hashed(keys: Keys) -> Iterator[tuple[str, str]]:
    """Each key once; hashes are of one length, and say nothing about a person to who reads the table."""
    kinds = dict.fromkeys(keys.weak, WEAK) | {key: MAIL if key.startswith("mail:") else STRONG for key in keys.strong}
    for key, kind in kinds.items():
        yield sha256(storable(key).encode()).hexdigest(), kind
