"""Finding people: by a query, by the beginning of a name, by a name that looks like one."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from bot.records import Candidate, Page
from bot.search.query import Query
from bot.search.wanted import Matching, Wanted
from storage.conditions import LAST, between, conditions
from storage.finding import Finding
from storage.lists import ROWS, people
from storage.matching import matching
from storage.scope import LARGEST, Scope, of
from storage.tables import candidate, field_value, name_key, search_term, skill_count
from storage.transactions import limited, reading

COUNTED = 100
"""So many hits are counted; of more than that, and more than were asked for, it is only said that there are more."""
LONGEST = 5.0
"""Seconds that a search may take."""
_MOST_NAMES = 100
"""Rows of names that are sorted for a completion."""
_MOST_VALUES = 200
"""Values that are put in order for a completion."""
_MOST_KEYS, _MOST_LIKE = 400, 4_000
"""Forms of mistyped words that are looked up, and names that are looked at for them."""

_SKILL_COUNTS = (
    select(skill_count.c.skill, skill_count.c.people)
    .where(of(skill_count), skill_count.c.people > 0)
    .order_by(skill_count.c.skill)
)
_NAMES = (
    ROWS.join(
        search_term,
        (search_term.c.organization_id == candidate.c.organization_id)
        & (search_term.c.candidate == candidate.c.number),
    )
    .where(
        of(search_term),
        search_term.c.field == "name",
        between(search_term.c.token, bindparam("first"), bindparam("last")),
    )
    .order_by(search_term.c.token, search_term.c.candidate)
    .limit(_MOST_NAMES)
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
    def names(self, connection: Connection, prefix: str, *, limit: int) -> tuple[Candidate, ...]:
        found = people(connection.execute(_NAMES, self.own(first=prefix, last=prefix + LAST)).all())
        named = sorted(dict.fromkeys(found), key=lambda one: (one.name.casefold(), one.number))
        return tuple(named[: _bounded(limit)])

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


def _bounded(asked: int) -> int:
    return min(max(0, asked), LARGEST)
