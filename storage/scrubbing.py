"""What identifies a person, and taking it out of what the team wrote about others.

Where it may stand is found in the schema, so that a table added later is not forgotten.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, false, func, or_, select, update

from bot.profile import Profile
from bot.search.text import fold
from storage.scope import Scope, of
from storage.tables import (
    access_grant,
    alarm,
    allowance,
    application,
    audit,
    audit_chain,
    candidate,
    correction,
    document,
    draft,
    draft_correction,
    draft_key,
    dropped_file,
    erased_key,
    erased_message,
    erasure,
    event,
    field_value,
    hashing_key,
    identity_key,
    identity_link,
    link_code,
    look,
    member,
    member_code,
    metadata,
    name_key,
    name_token,
    organization,
    pressed_line,
    profile,
    recent_list,
    retention,
    search_skill,
    search_term,
    search_text,
    skill_count,
    workspace,
)
from storage.types import Words

GONE = "(erased)"
"""Stands in the place of what identified somebody."""
SHORTEST = 5
"""Characters: less than that is a word of anybody's."""

_OF_OTHERS = frozenset(
    (
        application,
        candidate,
        correction,
        document,
        draft,
        draft_correction,
        draft_key,
        field_value,
        identity_key,
        name_key,
        name_token,
        profile,
        search_skill,
        search_term,
        search_text,
        skill_count,
    )
)
"""What other people's CVs say, which is theirs: a paper names its authors."""
_OF_THE_BOT = frozenset(
    (
        access_grant,
        alarm,
        allowance,
        audit,
        audit_chain,
        dropped_file,
        erased_key,
        erased_message,
        erasure,
        event,
        hashing_key,
        identity_link,
        link_code,
        look,
        member,
        member_code,
        organization,
        retention,
        workspace,
    )
)
"""Members, numbers and hashes: nobody writes words about candidates there."""
_FLEETING = frozenset((recent_list, pressed_line))
"""Rows that nobody misses are dropped whole."""


def identifying(
    profiles: Iterable[Profile], names: Iterable[str], contacts: Iterable[str], *, shared: Iterable[str]
) -> list[str]:
    """Texts that mean this person wherever they stand, the longest first. A name that is ``shared`` with others does not."""
    others = {fold(name) for name in shared}
    own = [name for name in names if " " in name.strip() and fold(name) not in others]
    every = chain(own, map(fold, own), contacts, *map(_reached, profiles))
    found = {" ".join(one.split()) for one in every}
    return sorted((one for one in found if len(one) >= SHORTEST), key=lambda one: (-len(one), one))


def scrub(scope: Scope, connection: Connection, texts: Sequence[str]) -> None:
    """Put `GONE` in the place of the texts in whatever the team keeps."""
    written = [form for one in texts for form in dict.fromkeys((one, json.dumps(one)[1:-1]))]
    if not written:
        return
    pattern = re.compile("|".join(map(re.escape, written)), re.IGNORECASE)
    for table in _written_by_the_team():
        said = [one for one in table.c if isinstance(one.type, Words)]
        keys, columns = ([one for one in said if one.primary_key is is_key] for is_key in (True, False))
        named = or_(false(), *(_has(key, text) for key in keys for text in written))  # a tag is its own key
        having = or_(false(), *(_has(column, text) for column in columns for text in written))
        connection.execute(
            delete(table).where(of(table), or_(named, having) if table in _FLEETING else named), scope.own()
        )
        for row in connection.execute(select(table).where(of(table), having), scope.own()).mappings().all():
            same = and_(*(column == row[column.name] for column in table.primary_key.columns))
            values = {one.name: pattern.sub(GONE, row[one.name]) for one in columns if row[one.name]}
            connection.execute(update(table).where(of(table), same).values(values), scope.own())


def drop_lists(scope: Scope, connection: Connection, numbers: Sequence[int]) -> None:
    """The last lists, and the long lines behind buttons, that show or mean one of these people."""
    mean = re.compile(rf"#(?:{'|'.join(map(str, numbers))})(?!\d)")
    for table in _FLEETING:
        said = or_(*(_any(table, str(number)) for number in numbers))
        for row in connection.execute(select(table).where(of(table), said), scope.own()).mappings().all():
            shown = json.loads(row["numbers"]) if "numbers" in row else []
            if {*shown} & {*numbers} or mean.search(" ".join(str(one) for one in row.values())):
                same = (column == row[column.name] for column in table.primary_key.columns)
                connection.execute(delete(table).where(of(table), *same), scope.own())


def _reached(said: Profile) -> Iterator[str]:
    yield from (one.value for one in said.emails)
    yield from (one.value for phone in said.phones for one in (phone.number, phone.e164) if one)
    yield from (one.url.value for one in said.links if one.url and one.username)


def _written_by_the_team() -> Iterator[Table]:
    for table in metadata.sorted_tables:
        if "organization_id" in table.c and table not in _OF_OTHERS | _OF_THE_BOT:
            yield table


def _any(table: Table, text: str) -> ColumnElement[bool]:
    return or_(*(_has(one, text) for one in table.c if isinstance(one.type, Words) and not one.primary_key))


def _has(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = func.lower(column).contains(text.lower(), autoescape=True)
    return found
