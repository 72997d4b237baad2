"""Finding people: by a query, by the beginning of a name, by a name that looks like one."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, literal, select

from bot.records import Candidate, Page
from bot.search.query import Query
from bot.search.wanted import Matching, Wanted
from storage.conditions import LAST, Columns, between, conditions
from storage.finding import Finding
from storage.lists import SOME, people
from storage.matching import matching
from storage.scope import LARGEST, Scope, of
from storage.tables import candidate, field_value, name_key, search_term, skill_count
from storage.transactions import limited, reading

COUNTED = 100
"""So many hits are counted; of more than that, and more than were asked for, it is only said that there are more."""
LONGEST = 5.0
"""Seconds that a search may take."""
_MOST_NAMES, _MOST_BEGUN = 100, 5_000
"""People whose names are sorted for a completion, and of those who have its longest word so many as are tested for the others."""
_MOST_WORDS = 6
"""Words of a name that count."""
_MOST_VALUES = 200
"""Values that are put in order for a completion."""
_MOST_KEYS, _MOST_LIKE = 400, 4_000
"""Forms of mistyped words that are looked up, and names that are looked at for them."""

_SKILL_COUNTS = (
    select(skill_count.c.skill, skill_count.c.people)
    .where(of(skill_count), skill_count.c.people > 0)
    .order_by(skill_count.c.skill)
)
_VALUES = (
    select(field_value.c.label, field_value.c.people)
    .where(
        of(field_value),
        field_value.c.field == bindparam("wanted"),
        between(field_value.c.token, bindparam("first"), bindparam("last")),
    )
    .order_by(field_value.c.token)
    .limit(_MOST_VALUES)
)
_LIKE = (
    select(name_key.c.token)
    .where(of(name_key), name_key.c.key.in_(bindparam("keys", expanding=True)))
    .limit(_MOST_LIKE)
)


class Search(Scope):
    @reading
    def search(self, connection: Connection, query: Query, *, limit: int, offset: int = 0) -> Page:
        size, start = _bounded(limit), _bounded(offset)
        asked = conditions(query, self.organization.id, self.database.dialect, self.member)
        with limited(connection, LONGEST) as on_time:
            hits = Finding(connection, self.organization.id, asked, on_time).best(start + size, COUNTED)
        return Page(tuple(hits.numbers[start : start + size]), hits.total, hits.more)

    @reading
    def matching(
        self, connection: Connection, wanted: Sequence[Wanted], among: Query, *, limit: int, offset: int = 0
    ) -> Matching:
        size, start = _bounded(limit), _bounded(offset)
        with limited(connection, LONGEST):
            return matching(connection, self.organization.id, wanted, among, limit=size, offset=start)

    @reading
    def names(self, connection: Connection, begun: str, *, limit: int) -> tuple[Candidate, ...]:
        words = sorted(begun.split()[:_MOST_WORDS] or [""], key=len, reverse=True)
        ranges = {
            f"{end}{at}": word + more for at, word in enumerate(words) for end, more in (("first", ""), ("last", LAST))
        }
        called = {row.number: row.name for row in connection.execute(_called(len(words)), self.own(**ranges))}
        first = sorted(called, key=lambda number: (called[number].casefold(), number))[: _bounded(limit)]
        found = {one.number: one for one in people(connection.execute(SOME, self.own(numbers=first)).all())}
        return tuple(found[number] for number in first if number in found)

    @reading
    def values(self, connection: Connection, field: str, prefix: str, *, limit: int) -> tuple[tuple[str, int], ...]:
        asked = self.own(wanted=field, first=prefix, last=prefix + LAST)
        found = {row.label: row.people for row in connection.execute(_VALUES, asked)}
        return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0]))[: _bounded(limit)])

    @reading
    def names_like(self, connection: Connection, keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted(set(connection.scalars(_LIKE, self.own(keys=list(keys[:_MOST_KEYS]))))))

    @reading
    def skill_counts(self, connection: Connection) -> dict[str, int]:
        return {row.skill: row.people for row in connection.execute(_SKILL_COUNTS, self.own())}


@cache
def _called(words: int) -> Select[*tuple[Any, ...]]:
    """Who has a word in their name that begins as the longest one that was typed, and others for all others."""
    begun = select(search_term.c.candidate, search_term.c.token).where(of(search_term), *_begins(search_term.c, 0))
    begun = begun.order_by(search_term.c.token, search_term.c.candidate)
    listed = begun.limit(_MOST_BEGUN if words > 1 else _MOST_NAMES).subquery()
    here = (of(candidate), candidate.c.number == listed.c.candidate)
    tests = (exists(_bearing(listed.c.candidate, at)) for at in range(1, words))
    rows = select(candidate.c.number, candidate.c.name).join_from(listed, candidate, and_(*here)).where(*tests)
    return rows.order_by(listed.c.token, listed.c.candidate).limit(_MOST_NAMES)


def _bearing(number: ColumnElement[int], at: int) -> Select[int]:
    other = search_term.alias()
    return select(literal(1)).where(of(other), other.c.candidate == number, *_begins(other.c, at))


def _begins(row: Columns, at: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return row.field == "name", between(row.token, bindparam(f"first{at}"), bindparam(f"last{at}"))


def _bounded(asked: int) -> int:
    return min(max(0, asked), LARGEST)
