"""By what a returning applicant is known again."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256

from sqlalchemy import (
    JSON,
    CompoundSelect,
    Connection,
    Select,
    Text,
    bindparam,
    cast,
    delete,
    func,
    select,
    union_all,
)

from bot.profile import decode
from bot.records import Keys
from bot.search.identity import comparable, one_given_name, one_name
from storage.scope import Scope, of, put_rows
from storage.tables import candidate, correction, document, identity_key, profile
from storage.types import storable

MAIL = "mail"
PHONE = "phone"
STRONG = "strong"
WEAK = "weak"
NEAR = "near"

MOST_KEYS = 40
"""Keys of one person that are compared with others'."""
_MOST_ASKED = 300
"""Keys that others share with somebody which are looked at: an agency's mailbox may stand in every CV."""

_kind = identity_key.c.kind
_STRONGLY = (
    select(identity_key.c.candidate, _kind)
    .where(of(identity_key), identity_key.c.key == bindparam("key"), _kind.in_((MAIL, PHONE, STRONG)))
    .order_by(identity_key.c.candidate.desc())
    .limit(_MOST_ASKED)
)
"""One key at a time: of several, or in groups, SQLite goes through those of everybody, as they lie in that order."""
_NAMES = select(candidate.c.number, candidate.c.name).where(
    of(candidate), candidate.c.number.in_(bindparam("numbers", expanding=True))
)
_RENAMED = (
    select(document.c.candidate, profile.c.data)
    .join(
        profile,
        (profile.c.organization_id == document.c.organization_id) & (profile.c.document == document.c.number),
    )
    .join(
        correction,
        (correction.c.organization_id == document.c.organization_id) & (correction.c.candidate == document.c.candidate),
    )
    .where(of(document), document.c.candidate.in_(bindparam("numbers", expanding=True)), correction.c.field == "name")
)
"""What the documents of those say whose name a person set: the next CV may bear the one or the other."""
_WEAKLY = select(identity_key.c.candidate, identity_key.c.key).where(
    of(identity_key), identity_key.c.key.in_(bindparam("keys", expanding=True)), _kind == WEAK
)
_REACHED = select(candidate.c.number).where(
    of(candidate),
    candidate.c.number.in_(bindparam("numbers", expanding=True)),
    select(identity_key.c.key)
    .where(
        identity_key.c.organization_id == candidate.c.organization_id,
        identity_key.c.candidate == candidate.c.number,
        _kind.in_(bindparam("reached", expanding=True)),
    )
    .exists(),
)
_FORGET = delete(identity_key).where(of(identity_key), identity_key.c.candidate == bindparam("of_candidate"))


def find(scope: Scope, connection: Connection, keys: Keys, name: str) -> int:
    """The person with most keys in common, the first one where several have as many; 0 for nobody.

    A mailbox, telephone or page may be a family's or a department's: it counts where the names allow it.
    """
    known = dict(hashed(keys))
    strong = [key for key, kind in known.items() if kind not in (WEAK, NEAR)]
    weak = [key for key, kind in known.items() if kind == WEAK]
    number = _strongly(scope, connection, strong, name) if strong else 0
    if not number and weak:
        reached = [kind for kind in (MAIL, PHONE) if kind in known.values()]
        number = _weakly(scope, connection, weak, reached)
    return number


def _strongly(scope: Scope, connection: Connection, keys: list[str], name: str) -> int:
    found = {(*row, key) for key in keys for row in connection.execute(_STRONGLY, scope.own(key=key))}
    if not found:
        return 0
    shared: dict[int, Counter[str]] = {}
    for number, kind, _ in found:
        shared.setdefault(number, Counter())[kind] += 1
    rows = connection.execute(_NAMES, scope.own(numbers=list(shared)))
    names = {row.number: [row.name] for row in rows}
    for row in connection.execute(_RENAMED, scope.own(numbers=list(names))):
        said = decode(row.data).name
        names[row.candidate].append(said.value if said else "")
    sure = [number for number, kinds in shared.items() if any(_is_one(kinds, name, other) for other in names[number])]
    return min(sure, key=lambda number: (-shared[number].total(), number), default=0)


def _weakly(scope: Scope, connection: Connection, keys: list[str], reached: list[str]) -> int:
    """Who is reached by another address or number of these kinds is somebody else."""
    found = {(row.candidate, row.key) for row in connection.execute(_WEAKLY, scope.own(keys=keys))}
    shared = Counter(number for number, _ in found)
    if shared and reached:
        for other in connection.scalars(_REACHED, scope.own(numbers=list(shared), reached=reached)).all():
            shared.pop(other, None)
    return min(shared, key=lambda number: (-shared[number], number), default=0)


def _is_one(kinds: Counter[str], name: str, other: str) -> bool:
    """Whether whoever shares keys of these kinds is the person, by the two names."""
    if (STRONG in kinds and len(kinds) > 1) or not (name and other) or one_name(name, other):
        return True
    personal = MAIL in kinds or STRONG in kinds
    return personal and (not comparable(name, other) or one_given_name(name, other))


def worth_a_look(scope: Scope, connection: Connection, keys: Keys, *, besides: int, most: int, below: int) -> list[int]:
    """Who shares any key, even a near one; those with most keys in common first, then the newest.

    Of the many who share a key the newest count, so that a common name costs no more than a rare one.
    """
    wanted = [key for key, _ in hashed(keys)][:MOST_KEYS]
    if not wanted:
        return []
    asked = scope.own(besides=besides, below=below, most=most) | {f"key{at}": key for at, key in enumerate(wanted)}
    shared = Counter(connection.scalars(_sharing(len(wanted)), asked))
    return sorted(shared, key=lambda number: (-shared[number], -number))[:most]


@cache
def _sharing(count: int) -> CompoundSelect[int]:
    """The newest who share each of so many keys."""
    newest = (
        select(identity_key.c.candidate)
        .where(
            of(identity_key),
            identity_key.c.key == bindparam(f"key{at}"),
            identity_key.c.candidate != bindparam("besides"),
            identity_key.c.candidate < bindparam("below"),
        )
        .distinct()
        .order_by(identity_key.c.candidate.desc())
        .limit(bindparam("most"))
        .subquery()
        for at in range(count)
    )
    return union_all(*(select(one.c.candidate) for one in newest))


def write(scope: Scope, connection: Connection, candidate: int, shown: Iterable[tuple[int, Keys]]) -> None:
    """Put these keys, by the document that shows them, in the place of all that the person had."""
    connection.execute(_FORGET, scope.own(of_candidate=candidate))
    add(scope, connection, [(candidate, document, keys) for document, keys in shown])


def add(scope: Scope, connection: Connection, shown: Iterable[tuple[int, int, Keys]]) -> None:
    """The keys that documents show which showed none yet: candidate, document, keys."""
    mine = scope.organization.id
    rows = [(mine, key, document, person, kind) for person, document, keys in shown for key, kind in hashed(keys)]
    put_rows(connection, identity_key, rows)


def known(scope: Scope, connection: Connection, keys: Iterable[str]) -> set[str]:
    """Those of the hashed keys that somebody has."""
    return set(connection.scalars(_known(connection.dialect.name), scope.own(keys=json.dumps(list(keys)))))


@cache
def _known(dialect: str) -> Select[str]:
    """One parameter, however many keys; and a look for each, however many people have it."""
    unfolded = func.json_each if dialect == "sqlite" else func.json_array_elements_text
    asked = unfolded(cast(bindparam("keys", type_=Text), JSON if dialect != "sqlite" else Text)).table_valued("value")
    had = select(identity_key.c.key).where(of(identity_key), identity_key.c.key == asked.c.value).exists()
    return select(asked.c.value).where(had)


def hashed(keys: Keys) -> Iterator[tuple[str, str]]:
    """Each key once; hashes are of one length, and say nothing about a person to who reads the table."""
    kinds = dict.fromkeys((f"near:{key}" for key in keys.near), NEAR) | dict.fromkeys(keys.weak, WEAK)
    for key, kind in (kinds | {key: _strong(key) for key in keys.strong}).items():
        yield sha256(storable(key).encode()).hexdigest(), kind


def _strong(key: str) -> str:
    kind = key.partition(":")[0]
    return kind if kind in (MAIL, PHONE) else STRONG
