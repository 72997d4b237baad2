"""From a typed line to people with their proof: the one search that chat, command line and digests share."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.records import Dossier, Page
from bot.search.language import exact_name, parse
from bot.search.people import names_asked, near_names
from bot.search.query import Clause, Query
from bot.search.reasons import Reason, reasons
from bot.store import Tenant


@dataclass(frozen=True)
class Hit:
    """One of the people who were found."""

    dossier: Dossier
    query: Query

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Why; looked for when first asked, as not every answer says so."""
        return reasons(self.query, self.dossier)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the people whom a line finds, best first."""

    query: Query
    page: Page
    hits: tuple[Hit, ...]
    by_name: bool
    """The line was taken for a name."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Whom a line means."""

    query: Query
    page: Page
    by_name: bool


def find(store: Tenant, line: str, *, today: date, limit: int, offset: int = 0) -> Found:
    """The people of `look_up`, each with the reasons."""
    return _proven(store, look_up(store, line, today=today, limit=limit, offset=offset))


def look_up(store: Tenant, line: str, *, today: date, limit: int, offset: int = 0) -> Matched:
    """By name first, then by everything else; where nobody is found so, by a name that is a typing mistake away.

    A line that asks for nothing finds nobody, not everybody.

    ``today`` gives a meaning to ``since:7d``.
    """
    for name in names_asked(line):
        named = exact_name(name)
        if named and (found := _matched(store, named, limit, offset, by_name=True)).page.total:
            return found
    query = parse(line, today=today)
    asked = _matched(store, query, limit, offset) if asks(query) else Matched(query, Page((), 0), by_name=False)
    if not asked.page.total:
        for near in near_names(line, store.names_like):
            if (found := _matched(store, near, limit, offset, by_name=True)).page.total:
                return found
    return asked


def bears(store: Tenant, name: str) -> bool:
    """Whether somebody is called so, in whatever form of the name."""
    named = exact_name(name)
    return bool(named and store.search(named, limit=1).total)


def asks(query: Query) -> bool:
    """Whether the query asks for anything at all; one that does not would find everybody."""
    return bool(query.clauses or query.stages or query.since or query.until)


def anywhere(query: Query) -> Query:
    """The query whatever the stage, the arrival and the proof."""
    return replace(query, stages=(), since="", until="", proof=0)


def run(store: Tenant, query: Query, *, limit: int, offset: int = 0) -> Found:
    """The people whom the query means, each with the reasons."""
    return _proven(store, _matched(store, query, limit, offset))


def _matched(store: Tenant, query: Query, limit: int, offset: int, *, by_name: bool = False) -> Matched:
    return Matched(query, store.search(query, limit=limit, offset=offset), by_name)


def _proven(store: Tenant, found: Matched) -> Found:
    hits = tuple(Hit(dossier, found.query) for dossier in store.cvs(found.page.numbers))
    return Found(found.query, found.page, hits, found.by_name)


def count(store: Tenant, query: Query, clauses: tuple[Clause, ...]) -> Page:
    """How many people the query would find with these clauses in place of its own."""
    return store.search(replace(query, clauses=clauses), limit=1)
