"""From a typed line to people with their proof: the one search that chat, command line and digests share."""

from dataclasses import dataclass, replace
from datetime import date

from bot.records import Dossier
from bot.search.language import exact_name, name_query, parse
from bot.search.query import Clause, Query
from bot.search.reasons import Reason, reasons
from bot.store import Tenant


@dataclass(frozen=True, slots=True)
class Hit:
    dossier: Dossier
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The people a line finds: how many in all, and one page of them, best first."""

    query: Query
    total: int
    hits: tuple[Hit, ...]
    by_name: bool
    """The line was taken for a name."""


def find(store: Tenant, line: str, *, today: date, limit: int, offset: int = 0) -> Found:
    """By name first, then by everything else; where nobody is found so, by a name that is a typing mistake away.

    ``today`` gives a meaning to ``since:7d``.
    """
    named = exact_name(line)
    if named and (found := run(store, named, limit=limit, offset=offset, by_name=True)).total:
        return found
    asked = run(store, parse(line, today=today), limit=limit, offset=offset)
    if not asked.total and (near := name_query(line)):
        found = run(store, near, limit=limit, offset=offset, by_name=True)
        return found if found.total else asked
    return asked


def asks(query: Query) -> bool:
    """Whether the query asks for anything at all; one that does not would find everybody."""
    return bool(query.clauses or query.stages or query.since or query.until or query.source or query.tags)


def run(store: Tenant, query: Query, *, limit: int, offset: int = 0, by_name: bool = False) -> Found:
    total, numbers = store.search(query, limit=limit, offset=offset)
    dossiers = filter(None, (store.dossier(number) for number in numbers))
    hits = tuple(Hit(dossier, reasons(query, dossier)) for dossier in dossiers)
    return Found(query, total, hits, by_name)


def count(store: Tenant, query: Query, clauses: tuple[Clause, ...]) -> int:
    """How many people the query would find with these clauses in place of its own."""
    return store.search(replace(query, clauses=clauses), limit=1)[0]


def label(clause: Clause) -> str:
    """The clause as it could be typed again."""
    words = " or ".join(dict.fromkeys(term.label for term in clause.terms))
    return f"-{words}" if clause.negated else words
