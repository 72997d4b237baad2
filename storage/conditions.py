"""What a query asks, as conditions: each lists the candidates who meet it, and tests whether one of them does.

The rarest of them lists, the others test, so that a search costs what its rarest condition costs. Nothing here joins
lists: what everybody shows is never read from end to end.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache, partial
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    exists,
    false,
    literal,
    not_,
    or_,
    select,
    union_all,
)

from bot.records import SkillRow
from bot.search.query import OF_THE_TEAM, Clause, Query, Term
from storage import fulltext
from storage.scope import of
from storage.tables import application, opening, search_skill, search_term, tag
from storage.types import Words, storable

MOST_CLAUSES = 40
MOST_TERMS = 40
MOST_PHRASES = 60
MOST_PARTS = 120
MOST_CHOICES = 400
MOST_TOKENS = 24_000
"""What counts of a query: databases refuse statements without bounds, people do not type such queries."""
MOST_WORDS = 100
"""Characters of a tag, a source or a word that count."""

LAST = chr(0x10FFFF)
"""Sorts after whatever follows a prefix."""

_NEXT = dict(zip("012345678", "123456789", strict=True))

Number: TypeAlias = ColumnElement[int]
Test: TypeAlias = Callable[[Number], ColumnElement[bool]]
Columns: TypeAlias = Any
"""The columns of a table, or of another name for it."""
Where: TypeAlias = Callable[[Columns], ColumnElement[bool]]


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """Candidates, each once, and the order that puts the newest first."""

    rows: Select[int]
    number: Number
    newest: ColumnElement[Any]
    of_few: "Listing | None" = None
    """The same, listed in another way where they are few."""
    estimated: Callable[[Connection], int] | None = None
    """About how many they are, where counting them is dear."""
    repeated: Select[int] | None = None
    """The rows where some come a few times, which are counted sooner."""
    streams: "tuple[Listing, ...]" = ()
    """Parts of it, each of which an index has in order: the newest of very many are soon found in them."""

    def where(self, *tests: "Test") -> "Listing":
        """Those of them who pass."""
        rows = self.rows.where(*(test(self.number) for test in tests))
        streams = tuple(one.where(*tests) for one in self.streams)
        return replace(self, rows=rows, of_few=self.of_few and self.of_few.where(*tests), streams=streams)


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """``listing`` is None where it would list nearly everybody. ``skills`` rank those who meet it; any one is enough."""

    test: Test
    listing: Listing | None = None
    skills: tuple[str, ...] = ()
    besides: Listing | None = None
    """Of a condition that ranks: who meets it without a skill, all of them last."""
    shortest: int = 0
    """Characters of its shortest word: longer words are rarer, mostly."""
    named: tuple[str, ...] = ()
    """The words of names of which any one meets it: how many people bear each is known."""
    said: tuple[fulltext.Group, ...] = ()
    """What the full text must say, of a condition that is nothing else."""
    least: int = 0
    """The strength that a skill must reach."""

    @property
    def only_skill(self) -> str:
        """The one skill that is all it takes to meet it."""
        return self.skills[0] if len(self.skills) == 1 and self.besides is None and not self.least else ""


def conditions(query: Query, organization: int, dialect: str, member: str = "") -> list[Condition]:
    """All must hold. A query that asks nothing has none. ``member``: who "me" is, by the platform's identity."""
    asked = _Asked(
        organization, dialect, member, SkillRow("", query.proof, implied=True).strength if query.proof else 0
    )
    return list(dict.fromkeys((*asked.clauses(query.clauses[:MOST_CLAUSES]), *asked.narrowed(query))))


def everybody(organization: int) -> Listing:
    number = application.c.candidate
    rows = select(number).where(application.c.organization_id == organization, application.c.latest)
    return Listing(rows, number, number.desc())


def saying(dialect: str, organization: int, said: Sequence[fulltext.Group]) -> Listing:
    """Those whose full text has a phrase of every group."""
    rows, number = fulltext.containing(dialect, organization, said)
    newest = fulltext.newest(dialect, number)
    if (few := fulltext.of_few(dialect, organization, said)) is None:
        return Listing(rows, number, newest)
    guess = partial(fulltext.estimated, organization=organization, groups=said)
    return Listing(rows, number, newest, Listing(*few, few[1].desc()), guess)


def between(token: ColumnElement[str], first: ColumnElement[str], last: ColumnElement[str]) -> ColumnElement[bool]:
    """A range rather than LIKE: any database finds it in the index, and no character is special."""
    return (token >= first) & (token < last)


def _within(first: str, last: str, row: Columns) -> ColumnElement[bool]:
    return between(row.token, literal(first, Words), literal(last, Words))


def _ranges(starts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What begins with one of these, each range from its first text to after its last.

    Digits that follow one another are one range: "3 years or more" is a handful rather than dozens.
    """
    some = sorted(set(starts))
    while some:
        first = last = some.pop(0)
        while last[-1:] in _NEXT and some and some[0] == last[:-1] + _NEXT[last[-1]]:
            last = some.pop(0)
        yield first, last + LAST


@dataclass(frozen=True, slots=True)
class _Asked:
    organization: int
    dialect: str
    member: str
    least: int
    """The strength that a skill which is wanted must reach."""

    def clauses(self, clauses: Sequence[Clause]) -> Iterator[Condition]:
        if said := list(islice(_said(clauses), MOST_PHRASES)):
            yield self._text(said)
        left, room = iter(range(MOST_PARTS)), MOST_TOKENS
        for clause in clauses:
            if _choice(clause):
                continue
            asked = replace(self, least=0) if clause.negated else self
            room -= sum(len(group[:MOST_CHOICES]) for term in clause.terms[:MOST_TERMS] for group in term.groups)
            if room < 0:
                break
            counting = (zip(asked._of_term(term), left, strict=False) for term in clause.terms[:MOST_TERMS])  # noqa: SLF001 - of the same class
            terms = [parts for each in counting if (parts := [part for part, _ in each])]
            if clause.negated:
                if terms:
                    yield Condition(_none_of([_all_tests(parts) for parts in terms]))
            elif len(terms) == 1:
                yield from terms[0]
            elif terms:
                yield _any_of(terms, everybody(self.organization))

    def narrowed(self, query: Query) -> Iterator[Condition]:
        if query.stages:
            yield self._applied(lambda row: row.stage.in_(query.stages[:MOST_CHOICES]))
        if query.since:
            since = _day(query.since)
            yield self._applied(lambda row: row.arrived >= since if since else false())
        if query.until:
            until = _day(query.until, last=True)
            yield self._applied(lambda row: row.arrived <= until if until else false())

    def _of_term(self, term: Term) -> Iterator[Condition]:
        """The conditions that make up one term: a field has one for each group of tokens."""
        match term.kind:
            case "skill":
                if term.skills:
                    yield _skilled(storable(term.skills[0]), self.least)
            case "field" if term.field in OF_THE_TEAM:
                for choices in islice(filter(any, term.groups), MOST_TERMS):
                    yield self._of_the_team(term.field, choices[:MOST_CHOICES])
            case "field":
                for group in islice(filter(None, map(_wanted, term.groups)), MOST_TERMS):
                    yield self._in_field(term.field, group[:MOST_CHOICES])
            case _:  # a word or a phrase
                if said := phrases(term):
                    yield self._text([[phrase] for phrase in said])

    def _in_field(self, field: str, choices: Sequence[str]) -> Condition:
        """One of the tokens in the field; one that ends in ``*`` is a prefix."""
        whole = [choice for choice in choices if not choice.endswith("*")]
        starts = [choice.rstrip("*") for choice in choices if choice.endswith("*")]
        parts: list[Where] = [partial(_within, first, last) for first, last in _ranges(starts)]
        if whole:
            parts.append(lambda row: row.token == whole[0] if len(whole) == 1 else row.token.in_(whole))

        def one_of(row: Columns) -> ColumnElement[bool]:
            return and_(row.field == field, or_(*(part(row) for part in parts)))

        named = tuple(whole) if field == "name" and not starts else ()
        found = replace(_met_in(search_term, one_of), shortest=min(map(len, choices)), named=named)
        if len(choices) == len(whole) == 1:
            return found
        once = _once(found)
        if starts and len(parts) > 1:
            # each is a range of the index, which SQLite would not look for behind an OR
            each = (_met_in(search_term, lambda row, part=part: and_(row.field == field, part(row))) for part in parts)  # type: ignore[misc]
            return replace(once, listing=_union([one.listing for one in each if one.listing]))
        if starts or once.listing is None:
            return once
        streams = tuple(listing for one in whole if (listing := self._in_field(field, [one]).listing))
        return replace(once, listing=replace(once.listing, streams=streams))

    def _of_the_team(self, field: str, choices: Sequence[str]) -> Condition:
        """What no CV says: one of the tags, of the file's name a part, of an opening's name words."""
        asked = [choice[:MOST_WORDS].casefold() for choice in choices if choice]
        if field == "tag":
            return _once(_met_in(tag, lambda row: row.tag.in_(asked)))
        if field == "source":
            found = self._applied(lambda row: or_(*(row.folded_source.contains(one, autoescape=True) for one in asked)))
            return replace(found, listing=None)  # no index lists them
        if field == "owner":
            return self._owned(asked[0])
        words = (f" {one.removesuffix('*')}" if one.endswith("*") else f" {one} " for one in asked)
        named = or_(*(opening.c.folded.contains(one, autoescape=True) for one in words))
        ids = select(opening.c.id).where(opening.c.organization_id == self.organization, named)
        return _once(_met_in(application, lambda row: row.opening.in_(ids)))

    def _owned(self, owner: str) -> Condition:
        """By the asker ("me"), by nobody, or by somebody whose name has the words."""
        if owner == "me":
            return self._applied(lambda row: and_(row.owner_member == self.member, row.owner_member != ""))
        if owner == "nobody":
            return replace(self._applied(lambda row: row.owner == ""), listing=None)
        found = self._applied(lambda row: row.folded_owner.contains(f" {owner} ", autoescape=True))
        return replace(found, listing=None)  # no index lists them

    def _text(self, said: Sequence[fulltext.Group]) -> Condition:
        test = partial(fulltext.says, self.dialect, self.organization, said)
        return Condition(test, saying(self.dialect, self.organization, said), said=tuple(said))

    def _applied(self, where: Where) -> Condition:
        return _met_in(application, lambda row: and_(row.latest, where(row)))


def _once(found: Condition) -> Condition:
    """Each candidate once. "+ 0": no index of candidates, which has everybody, is read for the sake of their order."""
    assert found.listing
    number = found.listing.number + 0
    rows = found.listing.rows.with_only_columns(number.label("candidate")).distinct()
    return replace(found, listing=Listing(rows, number, number.desc(), repeated=found.listing.rows))


@lru_cache(maxsize=4096)
def _skilled(skill: str, least: int) -> Condition:
    """What is asked most, made once."""

    def shown(row: Columns) -> ColumnElement[bool]:
        return and_(row.skill == skill, row.strength >= least) if least else row.skill == skill

    return replace(_met_in(search_skill, shown), skills=(skill,), least=least)


def _met_in(table: Table, where: Where) -> Condition:
    """Who is in a table of ours; one more look at its index tests somebody."""
    listed, tested, found = _looks(table)

    def test(one: Number) -> ColumnElement[bool]:
        return exists(found.where(tested.candidate == one, where(tested)))

    return Condition(test, replace(listed, rows=listed.rows.where(where(table.c))))


@cache
def _looks(table: Table) -> tuple[Listing, Columns, Select[int]]:
    """What all conditions of a table share: who is in it, and where somebody is tested. No test stands in another."""
    tested, number = table.alias(), table.c.candidate
    found = select(literal(1)).select_from(tested).where(of(tested))
    return Listing(select(number).where(of(table)), number, number.desc()), tested.c, found


def _any_of(terms: Sequence[Sequence[Condition]], everyone: Listing) -> Condition:
    tests = [_all_tests(parts) for parts in terms]
    skills = tuple(dict.fromkeys(skill for parts in terms for one in parts for skill in one.skills))
    besides = [together(parts, everyone) for parts in terms if not any(one.skills for one in parts)]
    listed = skills or all(any(one.listing for one in parts) for parts in terms)
    return Condition(
        lambda one: or_(*(test(one) for test in tests)),
        _union([together(parts, everyone) for parts in terms]) if listed else None,
        skills,
        _union(besides) if skills and besides else None,
        least=max(one.least for parts in terms for one in parts),
    )


def together(parts: Sequence[Condition], everyone: Listing) -> Listing:
    """The list of what is rarest by its looks, as far as the others hold."""
    first = max((one for one in parts if one.listing), key=lambda one: one.shortest, default=None)
    listing = (first and first.listing) or everyone
    return listing.where(*(one.test for one in parts if one is not first))


def _union(listings: Sequence[Listing]) -> Listing:
    if len(listings) == 1:
        return listings[0]
    every = union_all(*(one.rows.order_by(None) for one in listings)).subquery()
    number = every.c[0]
    return Listing(select(number).distinct(), number, number.desc())


def _all_tests(parts: Sequence[Condition]) -> Test:
    return lambda one: and_(*(part.test(one) for part in parts))


def _none_of(tests: Sequence[Test]) -> Test:
    return lambda one: and_(*(not_(test(one)) for test in tests))


def _said(clauses: Sequence[Clause]) -> Iterator[fulltext.Group]:
    """What every hit must say: the full text meets it faster than SQL does."""
    for clause in clauses:
        if group := _choice(clause):
            yield from group


def _choice(clause: Clause) -> list[fulltext.Group]:
    """The groups of phrases that a clause is, where it is nothing else."""
    if clause.negated or any(term.kind not in {"word", "phrase"} for term in clause.terms):
        return []
    said = [phrases(term) for term in clause.terms[:MOST_TERMS]]
    if len(said) == 1:
        return [[phrase] for phrase in said[0]]
    return [[one[0] for one in said if one]] if all(len(one) <= 1 for one in said) and any(said) else []


def phrases(term: Term) -> list[list[str]]:
    """What a word or phrase asks of the text: words stand anywhere, a phrase stands together."""
    wanted = _wanted(term.tokens)
    if term.kind == "phrase":
        return [wanted] if wanted else []
    return [[word] for word in wanted[:MOST_TERMS]]


def _wanted(tokens: Sequence[str]) -> list[str]:
    """The tokens as they are indexed, each once and in order, without those that hold nothing."""
    found = (token for words in tokens for token in fulltext.tokens(words))
    return [token for token in found if token.strip("*")]


def _day(text: str, *, last: bool = False) -> datetime | None:
    """The moment written in ISO form, or the first or ``last`` one of the day; None where the text is neither."""
    try:
        if len(text) == len("2026-01-31"):
            return datetime.combine(date.fromisoformat(text), time.max if last else time.min, UTC)
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
