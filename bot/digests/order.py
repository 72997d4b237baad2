"""Who of the new applicants is told of first: whoever fits best what the digest is about, else who came last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.digests.records import Digest
from bot.judging.reading import of_opening, read
from bot.judging.verdicts import wanted
from bot.judging.wishes import Wish
from bot.records import Candidate
from bot.search.language import parse
from bot.search.query import Query
from bot.search.ranking import ranked
from bot.store import Tenant

NEWEST = "newest first"
STRONGEST = "strongest proof first"
BEST_FIT = "best fit for the opening first"


@dataclass(frozen=True, slots=True)
class Order:
    """By what people stand in order, and where each one stands who fits at all."""

    said: str = NEWEST
    places: Mapping[int, int] | None = None

    def of(self, found: Sequence[Candidate]) -> list[Candidate]:
        """All of them: after those who fit the others, and of equals whoever came last first."""
        newest = sorted(found, key=lambda one: (one.arrived, one.number), reverse=True)
        places = self.places or {}
        return sorted(newest, key=lambda one: places.get(one.number, len(places)))


def order(store: Tenant, digest: Digest, found: Sequence[Candidate], *, now: datetime) -> Order:
    """That of `find` for a query that asks for skills, that of `match` for an opening whose description has wishes."""
    if not found or (digest.style.each and len(found) == 1):
        return Order()
    query = parse(digest.query, today=now.date()) if digest.query else Query()
    oldest = min(one.arrived for one in found).date().isoformat()
    if ranked(query):
        lately = replace(query, since=max(query.since, oldest))
        return _ordered(STRONGEST, store.search(lately, limit=store.count()).numbers)
    if wishes := _wishes(store, digest):
        lately = Query(since=oldest)
        return _ordered(BEST_FIT, store.matching([wanted(one) for one in wishes], lately, limit=store.count()).numbers)
    return Order()


def _ordered(said: str, numbers: Sequence[int]) -> Order:
    return Order(said, {number: place for place, number in enumerate(numbers)})


def _wishes(store: Tenant, digest: Digest) -> tuple[Wish, ...]:
    at = next((one for one in store.openings() if one.id == digest.opening), None) if digest.opening else None
    return read(of_opening(at)).wishes if at and at.description.strip() else ()
