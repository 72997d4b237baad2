"""Whose wishes are counted, where very many state something: not everybody, and the best of them all the same.

The order is by the number of musts that are met. Whoever has none of the rarest musts meets at most the others; so the
lists of the rarest ones are taken whole, and of the common ones those who meet all of them, and who prove the rarest of
them best. It is the same people on every database: lists have an order of their own, and sizes are counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import CTE, ColumnElement, Connection, Select, and_, exists, false, func, or_, select, true, union

from bot.search.query import Clause, Query, Term
from bot.search.wanted import PROVEN, Wanted
from storage.conditions import Condition, Listing, Number, Test, conditions, everybody, together
from storage.scope import of
from storage.tables import search_skill, skill_count

READ = 100_000
"""Rows of the index that are read from end to end sooner than somebody is left out."""
LOOKS = 60_000
"""Else so many wishes of people are counted: half for whole lists, the rest for the best of longer ones."""
_LEADING = 3
"""Lists of common musts whose best are taken: whoever meets all but two of them is in one of the three rarest."""

_Rows: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Closest:
    """Those who are counted; ``people`` None stands for everybody."""

    people: CTE | None = None
    everybody: bool = False
    """Whether nobody is left out who states something."""
    fully: int | None = None
    """So many of those who meet all musts are among them at least, if there are so many; None: all of them are."""


def closest(connection: Connection, organization: int, wanted: Sequence[Wanted], among: Sequence[Condition]) -> Closest:
    """Whom to count for such wishes, of those who pass what they are to be among."""
    asked = _Asked(organization, connection.dialect.name, tuple(one.test for one in among))
    sizes = asked.sizes(connection, wanted)
    if sum(sizes) <= READ:
        return Closest(everybody=True)
    most = LOOKS // len(wanted)
    if among and (few := asked.few(connection, among, most)) is not None:
        return Closest(_pool([few]), everybody=True)
    musts = [at for at, one in enumerate(wanted) if one.must] or list(range(len(wanted)))
    ordered = sorted(musts, key=lambda at: (sizes[at], at))
    fitting = [at for place, at in enumerate(ordered, 1) if sum(sizes[one] for one in ordered[:place]) <= most // 2]
    parts = [rows for at in fitting for rows in asked.whole(wanted[at])]
    common = [wanted[at] for at in ordered[len(fitting) :]]
    fully = max(1, most // 4)
    if common:
        parts += asked.best(common[0], fully, *(asked.met(other) for other in common[1:]))
    for one in common[:_LEADING]:
        parts += asked.best(one, max(1, fully // _LEADING))
    return Closest(_pool(parts), fully=None if fitting else fully)


@dataclass(frozen=True, slots=True)
class _Asked:
    organization: int
    dialect: str
    among: tuple[Test, ...]

    def sizes(self, connection: Connection, wanted: Sequence[Wanted]) -> list[int]:
        """How many rows tell of each wish; what no count is kept of is counted as far as it matters."""
        mine = {"organization": self.organization}
        skills = {skill for one in wanted for skill in (*one.skills, *one.near)}
        kept = select(skill_count.c.skill, skill_count.c.people).where(
            of(skill_count), skill_count.c.skill.in_(sorted(skills))
        )
        people = {row.skill: row.people for row in connection.execute(kept, mine)} if skills else {}
        found = [sum(people.get(skill, 0) for skill in (*one.skills, *one.near)) for one in wanted]
        lists = [(at, terms) for at, one in enumerate(wanted) for terms in (one.terms, one.partly) if terms]
        if lists:
            counts = [self._count(self._listed(terms)) for _, terms in lists]
            for (at, _), number in zip(lists, connection.execute(select(*counts), mine).one(), strict=True):
                found[at] += number
        return found

    def few(self, connection: Connection, among: Sequence[Condition], most: int) -> _Rows | None:
        """Those whom they are to be among, where they are few."""
        rows = together(among, everybody(self.organization)).rows.order_by(None)
        number = connection.scalar(select(self._count_of(rows)), {"organization": self.organization})
        return rows if number is not None and number <= most else None

    def whole(self, one: Wanted) -> Iterator[_Rows]:
        """Everybody who shows anything of it."""
        if skills := (*one.skills, *one.near):
            rows = select(search_skill.c.candidate).where(of(search_skill), search_skill.c.skill.in_(skills))
            yield self._passing(rows.where(search_skill.c.strength > 0), search_skill.c.candidate)
        for terms in (one.terms, one.partly):
            if terms:
                listing = self._listed(terms).where(*self.among)
                yield listing.rows.order_by(None)

    def best(self, one: Wanted, most: int, *tests: Test) -> Iterator[_Rows]:
        """So many who show it and pass the tests: by each of its skills the best proven, by anything else the newest."""
        number, strength = search_skill.c.candidate, search_skill.c.strength
        for skill in one.skills or one.near:
            rows = select(number).where(of(search_skill), search_skill.c.skill == skill, strength > 0)
            rows = self._passing(rows.where(*(test(number) for test in tests)), number)
            yield rows.order_by(strength.desc(), number.desc()).limit(most)
        if terms := one.terms or one.partly:
            listing = self._listed(terms).where(*self.among, *tests)
            yield listing.rows.order_by(None).order_by(listing.newest).limit(most)

    def met(self, one: Wanted) -> Test:
        shown = search_skill.alias()
        terms = self._conditions(one.terms) if one.terms else []

        def test(number: Number) -> ColumnElement[bool]:
            proven = select(shown.c.candidate).where(
                of(shown), shown.c.candidate == number, shown.c.skill.in_(one.skills), shown.c.strength >= PROVEN
            )
            ways = [exists(proven)] if one.skills else []
            return or_(false(), *ways, *([and_(true(), *(part.test(number) for part in terms))] if terms else []))

        return test

    def _listed(self, terms: tuple[Term, ...]) -> Listing:
        return together(self._conditions(terms), everybody(self.organization))

    def _conditions(self, terms: tuple[Term, ...]) -> list[Condition]:
        return conditions(Query((Clause(terms),)), self.organization, self.dialect)

    def _passing(self, rows: _Rows, number: Number) -> _Rows:
        return rows.where(*(test(number) for test in self.among))

    def _count(self, listing: Listing) -> Any:
        return self._count_of(listing.rows.order_by(None))

    @staticmethod
    def _count_of(rows: _Rows) -> Any:
        some = rows.limit(max(READ, LOOKS) + 1).subquery()
        return select(func.count()).select_from(some).scalar_subquery()


def _pool(parts: Sequence[_Rows]) -> CTE:
    each = [part.subquery() for part in parts]
    return union(*(select(one.c[0].label("candidate")) for one in each)).cte("counted")
