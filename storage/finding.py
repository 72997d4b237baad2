"""One search: the rarest condition lists candidates, the others test them, the strongest come first.

It costs what the rarest condition costs, or what it takes to be certain of the asked hits: of a skill that half of all
people have, the strongest are read in their order until nobody further down can be better.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from heapq import nlargest
from operator import add
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

from storage.conditions import Condition, Listing, Number, everybody, saying
from storage.fulltext import Group
from storage.marks import LEVELS, mark
from storage.scope import of
from storage.tables import name_token, search_skill, skill_count

FEW = 1_000
"""What so many candidates meet may be read from end to end."""
COUNTED_OF_TESTED = 25
"""So many hits are counted where each has to be tested."""
GATHERED = 20_000
"""So many are gathered and put in order sooner than enough of them are met in their order."""
PAIR, SEVERAL = 2, 5_000
"""Of two skills, and where the rarest of more is shown by no more than so many, the strongest are soon found in order."""
_MOST_AT_ONCE = 10_000
_BEYOND = 2**31 - 1
"""Stronger than anybody is, and above every number."""

_PEOPLE = select(skill_count.c.skill, skill_count.c.people).where(
    of(skill_count), skill_count.c.skill.in_(bindparam("skills", expanding=True))
)
_BEARING = select(name_token.c.token, name_token.c.people).where(
    of(name_token), name_token.c.token.in_(bindparam("tokens", expanding=True))
)


_Rows: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Hits:
    """The best first; of very many only so many as were asked for."""

    numbers: Sequence[int]
    total: int
    more: bool = False
    """There are more than ``total``."""


class _Hit(NamedTuple):
    """The greater, the better."""

    total: int
    first: int
    """The strength in the rarest of what ranks."""
    number: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What one search needs: the connection, whose candidates, what all must meet."""

    connection: Connection
    organization: int
    asked: Sequence[Condition]
    on_time: Callable[[], None]
    """Raises where nobody waits any longer."""

    def best(self, needed: int, counted: int) -> Hits:
        """So many of the best, and how many they are in all, or that they are more than ``counted`` or fewer."""
        tested = len(self.asked) > 1 and not all(one.only_skill for one in self.asked)
        most = max(needed, COUNTED_OF_TESTED if tested else counted)
        if not any(one.listing for one in self.asked):
            return self._newest(everybody(self.organization), self.asked, most)
        if len(self.asked) == 1 and not self.asked[0].skills and (only := self.asked[0].listing):
            size = self._sizes()[0][self.asked[0]] if only.streams else self._estimated(only)
            return self._newest(only, (), most, size=size)
        sizes, rarity = self._sizes()
        rarest = min((one for one in self.asked if one.listing), key=lambda one: sizes[one])
        size = sizes[rarest]
        others = [one for one in self.asked if one is not rarest]
        ranking = sorted((one for one in self.asked if one.skills), key=lambda one: rarity[one])
        if not size:
            return Hits((), 0)
        most = max(most, FEW) if size <= FEW else most
        if not ranking:
            return self._newest(rarest.listing, others, most, size=size)
        said = [group for one in self.asked for group in one.said]
        if all(one.only_skill for one in ranking) and (said or (len(ranking) > PAIR and size > SEVERAL)):
            return self._marked(ranking, said, needed, most, size)
        leads = next((one for one in ranking if not one.besides), ranking[0])
        if (size <= FEW and not rarest.only_skill) or (leads.besides and len(ranking) > 1):
            return self._every(rarest, others, ranking)
        found = self._strongest(leads, ranking, needed, most)
        return Hits(found.numbers, size) if len(self.asked) == 1 and rarest.only_skill else found

    @property
    def _mine(self) -> dict[str, int]:
        return {"organization": self.organization}

    def _sizes(self) -> tuple[dict[Condition, int], dict[Condition, int]]:
        """About how many meet each condition, and how many people have its skills."""
        skills = {skill for one in self.asked for skill in one.skills}
        asked = {**self._mine, "skills": sorted(skills)}
        people = {row.skill: row.people for row in self.connection.execute(_PEOPLE, asked)} if skills else {}
        rarity = {one: sum(people.get(skill, 0) for skill in one.skills) for one in self.asked}
        sizes = dict(rarity)
        self._bearing(sizes)
        listed = [
            (one, listing)
            for one in self.asked
            if not one.named and (listing := one.besides if one.skills else one.listing)
        ]
        for one, listing in listed:
            sizes[one] += self._estimated(listing)
        if counted := [(one, listing) for one, listing in listed if not listing.estimated]:
            counts = [_up_to_a_few(listing) for _, listing in counted]
            for (one, _), number in zip(
                counted, self.connection.execute(select(*counts), self._mine).one(), strict=True
            ):
                sizes[one] += number
        return sizes, rarity

    def _bearing(self, sizes: dict[Condition, int]) -> None:
        """Add how many people bear the names."""
        named = [one for one in self.asked if one.named]
        tokens = sorted({token for one in named for token in one.named})
        asked = {**self._mine, "tokens": tokens}
        people = {row.token: row.people for row in self.connection.execute(_BEARING, asked)} if tokens else {}
        for one in named:
            sizes[one] += sum(people.get(token, 0) for token in one.named)

    def _estimated(self, listing: Listing) -> int:
        return listing.estimated(self.connection) if listing.estimated else 0

    def _newest(self, listing: Listing | None, others: Sequence[Condition], most: int, *, size: int = _BEYOND) -> Hits:
        """``size``: about how many are listed."""
        assert listing
        asked = (listing.of_few if listing.of_few and size <= GATHERED else listing).where(
            *(one.test for one in others)
        )
        rows = asked.rows.order_by(asked.newest)
        if asked.streams and size > FEW:
            rows = _merged(asked.streams, most + 1)
        rows = rows.limit(most + 1)
        numbers = self.connection.scalars(rows, self._mine).all()
        return Hits(numbers[:most], min(len(numbers), most), len(numbers) > most)

    def _every(self, rarest: Condition, others: Sequence[Condition], ranking: Sequence[Condition]) -> Hits:
        """All of them, for there are few."""
        assert rarest.listing
        listing = (rarest.listing.of_few or rarest.listing).where(*(one.test for one in others))
        ranks = [_strength(one, listing.number) for one in ranking]
        rows: _Rows = listing.rows
        found = self.connection.execute(rows.add_columns(*ranks), self._mine)
        hits = sorted({_Hit(sum(each), each[0], one) for one, *each in found}, reverse=True)
        return Hits([hit.number for hit in hits], len(hits))

    def _strongest(self, leads: Condition, ranking: Sequence[Condition], needed: int, most: int) -> Hits:
        """Skill by skill of what leads, in the order of strength, while somebody better may come."""
        best_of_others = self._best([one for one in ranking if one is not leads])
        streams = [_Stream(self, skill, leads, ranking) for skill in leads.skills]
        in_order = len(streams) == 1 and leads is ranking[0] and not leads.besides
        size = most + 1
        if in_order and len(ranking) == 1:
            numbers = [hit.number for hit in streams[0].next(size)]
            return Hits(numbers[:most], min(len(numbers), most), len(numbers) > most)
        hits: dict[int, _Hit] = {}
        while going_on := [one for one in streams if not one.ended]:
            for stream in going_on:
                self.on_time()
                hits |= {hit.number: hit for hit in stream.next(size)}
            bound = sum(one.last for one in streams if not one.ended) + best_of_others
            best = nlargest(needed, hits.values())
            sure = not needed or (len(best) >= needed and best[-1].total + in_order > bound)
            if len(hits) > most and sure:
                return Hits([hit.number for hit in nlargest(most, hits.values())], most, more=True)
            size = min(size * 2, _MOST_AT_ONCE)
        if leads.besides:
            hits |= {number: _Hit(0, 0, number) for number in self._unskilled(leads, leads.besides, most)}
        numbers = [hit.number for hit in sorted(hits.values(), reverse=True)]
        return Hits(numbers[:most], min(len(numbers), most), len(numbers) > most)

    def _marked(self, ranking: Sequence[Condition], said: Sequence[Group], needed: int, most: int, size: int) -> Hits:
        """Of all skills at once level by level, by the index that has words and skills, while somebody better may come.

        ``size``: about how many meet the rarest condition.
        """
        levels = LEVELS if size > FEW else LEVELS[-1:]
        hits: list[_Hit] = []
        for level in levels:
            self.on_time()
            hits = sorted(self._ranked(self._reaching(level, ranking, said), ranking, level, most), reverse=True)
            unreached = (len(ranking) - 1) * LEVELS[0] + level
            if not needed or (len(hits) >= needed and hits[needed - 1].total >= unreached):
                break
        total = len(hits)
        if total <= most and level != levels[-1]:
            listing = self._reaching(levels[-1], ranking, said)
            rows = listing.rows.order_by(listing.newest).limit(most + 1)
            total = len(self.connection.scalars(rows, self._mine).all())
        return Hits([hit.number for hit in hits[:most]], min(total, most), total > most)

    def _reaching(self, level: int, ranking: Sequence[Condition], said: Sequence[Group]) -> Listing:
        """Those who reach the level in every skill, and meet everything else."""
        wanted: list[Group] = [[[mark(one.only_skill, level)]] for one in ranking]
        listing = saying(self.connection.dialect.name, self.organization, [*wanted, *said])
        tests = [one.test for one in self.asked if not one.only_skill and not one.said]
        return (listing.of_few or listing).where(*tests)

    def _ranked(self, listing: Listing, ranking: Sequence[Condition], level: int, most: int) -> Iterator[_Hit]:
        """All of them; where they are as strong as can be, the newest, who are the best."""
        rows: _Rows = listing.rows
        if level == LEVELS[0]:
            rows = rows.order_by(listing.newest).limit(most + 1)
            return (_Hit(len(ranking) * level, level, one) for one in self.connection.scalars(rows, self._mine).all())
        strength = _kept_strength if self.connection.dialect.name == "sqlite" else _strength
        ranks = [strength(one, listing.number) for one in ranking]
        found = self.connection.execute(rows.add_columns(*ranks), self._mine).all()
        return (_Hit(sum(each), each[0], one) for one, *each in found)

    def _unskilled(self, condition: Condition, besides: Listing, most: int) -> Sequence[int]:
        """The newest of those who meet a condition without any of its skills, and everything else."""
        row = search_skill.alias()
        shown = (row.c.skill.in_(condition.skills), row.c.strength >= condition.least)
        skilled = select(literal(1)).where(of(row), *shown)
        rest = [one for one in self.asked if one is not condition]
        unskilled = besides.where(lambda number: ~exists(skilled.where(row.c.candidate == number)))
        return self._newest(unskilled, rest, most + 1).numbers

    def _best(self, ranking: Sequence[Condition]) -> int:
        """The most that anybody reaches in all of these together."""
        skills = [skill for one in ranking for skill in one.skills]
        if not skills:
            return 0
        asked: dict[str, Any] = {f"skill{at}": skill for at, skill in enumerate(skills)}
        tops = self.connection.execute(_tops(len(skills)), {**self._mine, **asked}).one()
        return sum(top or 0 for top in tops)


class _Stream:
    """The candidates of one skill who meet everything else, the strongest first."""

    def __init__(self, finding: Finding, skill: str, leads: Condition, ranking: Sequence[Condition]) -> None:
        self._connection = finding.connection
        joined = [one for one in ranking if one.only_skill and one is not leads]
        tested = [one for one in finding.asked if one is not leads and one not in joined]
        self._asked: dict[str, Any] = {f"skill{at}": one.only_skill for at, one in enumerate(joined, 1)}
        self._asked |= {"organization": finding.organization, "skill0": skill}
        if leads is ranking[0] and leads.only_skill and not tested:
            self._rows = _plainly(len(joined))
        else:
            self._rows = _in_order(len(joined), ranking, tested, leads.least)
        self._after = (_BEYOND, _BEYOND)
        self.ended = False

    @property
    def last(self) -> int:
        """Nobody who is still to come is stronger."""
        return self._after[0]

    def next(self, size: int) -> Sequence[_Hit]:
        """So many more; fewer are the last ones."""
        strength, number = self._after
        found = self._connection.execute(
            self._rows, {**self._asked, "strength": strength, "number": number, "size": size}
        )
        rows = found.all()
        self.ended = len(rows) < size
        if rows:
            self._after = (rows[-1].strength, rows[-1].candidate)
        return [_Hit(total, first, one) for one, _, total, first in rows]


@cache
def _plainly(joined: int) -> _Rows:
    """For skills and nothing else, which most people ask most of the time."""
    return _in_order(joined, (), ())


@cache
def _tops(skills: int) -> _Rows:
    top = select(func.max(search_skill.c.strength))
    asked: list[ColumnElement[str]] = [bindparam(f"skill{at}") for at in range(skills)]
    return select(*(top.where(of(search_skill), search_skill.c.skill == one).scalar_subquery() for one in asked))


def _in_order(joined: int, ranking: Sequence[Condition], tested: Sequence[Condition], least: int = 0) -> _Rows:
    """Candidates of ``skill0`` after a place in its order: number, strength, that in all that ranks, that in the rarest.

    ``least`` is the strength that ``skill0`` must have. Without ``ranking`` all that ranks is ``skill0``, the rarest, and those that are ``joined``.
    """
    row = search_skill.alias()
    number, strength = row.c.candidate, row.c.strength
    rows: _Rows = select(number, strength)
    total: ColumnElement[int] = strength
    for at in range(1, joined + 1):
        other = search_skill.alias()
        here = (of(other), other.c.candidate == number, other.c.skill == bindparam(f"skill{at}"))
        rows, total = rows.join(other, and_(*here)), total + other.c.strength
    ranks = [_strength(one, number) for one in ranking]
    after = tuple_(strength, number) < tuple_(bindparam("strength"), bindparam("number"))
    enough = [strength >= least] if least else []
    return (
        rows.add_columns(*(reduce(add, ranks), ranks[0]) if ranks else (total, strength))
        .where(of(row), row.c.skill == bindparam("skill0"), after, *enough, *(one.test(number) for one in tested))
        .order_by(strength.desc(), number.desc())
        .limit(bindparam("size"))
    )


def _strength(condition: Condition, number: Number) -> ColumnElement[int]:
    """How strong a candidate is in all that a condition names, as far as it counts; 0 where in none."""
    each = []
    for skill in condition.skills:
        row = search_skill.alias()
        enough = [row.c.strength >= condition.least] if condition.least else []
        found = select(row.c.strength).where(of(row), row.c.candidate == number, row.c.skill == skill, *enough)
        each.append(func.coalesce(found.scalar_subquery(), 0))
    return reduce(add, each)


_kept_strength = lru_cache(maxsize=1024)(_strength)
"""Of a skill that is often asked, beside a column that is always the same, as SQLite has it."""


def _merged(streams: Sequence[Listing], most: int) -> Select[int]:
    """The newest of all: none of them stands further down than that in a stream of its own."""
    each = (one.rows.order_by(one.newest).limit(most).subquery() for one in streams)
    every = union_all(*(select(one.c[0]) for one in each)).subquery()
    return select(every.c[0]).distinct().order_by(every.c[0].desc())


def _up_to_a_few(listing: Listing) -> ColumnElement[int]:
    rows = listing.rows if listing.repeated is None else listing.repeated
    some = rows.order_by(None).limit(FEW + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
