"""What identifies a person, and taking it out of what the team wrote about others.

Where it may stand is found in the schema, so that a table added later is not forgotten.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, false, func, or_, select, update

from bot.erasing.traces import UNSPACED, Traces
from bot.profile import Profile
from bot.records import Correction
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
    digest,
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
    opening,
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

_numbers: ColumnElement[Any] = bindparam("of_numbers", expanding=True)
_NAMES = select(candidate.c.name).where(of(candidate), candidate.c.number.in_(_numbers))

CALLED = frozenset((digest.c.name, digest.c.folded_name, opening.c.name, opening.c.folded))
"""By these something is called, and told apart from the others."""
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


def traces_of(
    scope: Scope,
    connection: Connection,
    numbers: Sequence[int],
    profiles: Iterable[Profile],
    given: Iterable[Correction],
) -> Traces:
    """What means these people, by what their documents say and what was set."""
    said, given = [*profiles], [*given]
    called = {*connection.scalars(_NAMES, scope.own(of_numbers=list(numbers)))}
    called |= {one.name.value for one in said if one.name} | {one.value for one in given if one.field == "name"}
    reached = (one.value for one in given if one.field in ("emails", "phones"))
    traces = Traces.of(called, chain(reached, *map(_reached, said)))
    alike = _having([candidate.c.name], traces.names)
    others = select(candidate.c.name).where(of(candidate), candidate.c.number.not_in(_numbers), alike)
    return traces.beside({*connection.scalars(others, scope.own(of_numbers=list(numbers)))})


def scrub(scope: Scope, connection: Connection, traces: Traces) -> None:
    """Put `GONE` in the place of the person in whatever the team keeps."""
    for table in written_by_the_team():
        said = [one for one in table.c if isinstance(one.type, Words)]
        there = select(table).where(of(table), _having(said, traces.spellings))
        for row in connection.execute(there, scope.own()).mappings().all():
            less = {one: traces.cleaned(row[one.name]) for one in said if row[one.name]}
            changed = {one: text for one, text in less.items() if text != row[one.name]}
            this = and_(of(table), *(column == row[column.name] for column in table.primary_key.columns))
            if any(one.primary_key or table in _FLEETING for one in changed):  # a tag is its own key
                connection.execute(delete(table).where(this), scope.own())
            elif changed:
                told_apart = {one: f"{text}-{row['id']}" if one in CALLED else text for one, text in changed.items()}
                values = {one.name: text for one, text in told_apart.items()}
                connection.execute(update(table).where(this).values(values), scope.own())


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


def written_by_the_team() -> Iterator[Table]:
    for table in metadata.sorted_tables:
        if "organization_id" in table.c and table not in _OF_OTHERS | _OF_THE_BOT:
            yield table


def _any(table: Table, text: str) -> ColumnElement[bool]:
    return or_(*(_has(one, text) for one in table.c if isinstance(one.type, Words) and not one.primary_key))


def _has(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = func.lower(column).contains(text.lower(), autoescape=True)
    return found


def _having(columns: Iterable[ColumnElement[Any]], spellings: Iterable[str]) -> ColumnElement[bool]:
    """The condition of the rows that may have one of them; `Traces` tells for certain."""
    patterns = list(dict.fromkeys(pattern for one in spellings for pattern in _patterns(one)))
    return or_(false(), *(func.lower(column).like(pattern, escape="!") for column in columns for pattern in patterns))


def _patterns(spelling: str) -> Iterator[str]:
    """As it stands there, and as JSON has it; of a name in Cyrillic or Greek, where nothing is left, by its longest word."""
    whole = _like(spelling), _like(spelling, escaped=True)
    if whole[0] != "%":
        yield from whole
        return
    word = max(re.findall(r"\w+", spelling), key=len, default="")
    for form in (word.lower(), word.upper(), word.capitalize()):
        yield from (f"%{form}%", f"%{json.dumps(form)[1:-1]}%")


def _like(spelling: str, *, escaped: bool = False) -> str:
    """A pattern that lets pass what no database compares without regard to case, and what stands between words."""
    signs = (_sign(one, escaped=escaped) for one in spelling)
    return re.sub("%+", "%", f"%{'%'.join(signs) if UNSPACED.search(spelling) else ''.join(signs)}%")


def _sign(char: str, *, escaped: bool) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else "%"
    caseless = char.isalnum() and char.lower() == char.upper()
    return (json.dumps(char)[1:-1] if escaped else char) if caseless else "%"
