"""After somebody acted: the digests that tell of the person say so, in their place and to everybody."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot.chat.messages import Elsewhere, Reply
from bot.digests.alone import alone
from bot.digests.digest import compose
from bot.digests.edition import gather
from bot.digests.records import Told
from bot.digests.schedule import NEVER, next_due
from bot.store import Tenant

LATELY = timedelta(days=14)
"""So long a post is brought up to date."""
MOST, MOST_PEOPLE = 3, 20
"""The newest posts are, and after what is done to so many at once at most: to compose one takes its time."""


def brought_up_to_date(store: Tenant, numbers: Collection[int], *, now: datetime) -> tuple[Elsewhere, ...]:
    """The posts of lately that tell of these people, each as it reads now."""
    if not numbers or len(numbers) > MOST_PEOPLE:
        return ()
    found = store.told_of(numbers, since=now - LATELY, limit=MOST)
    return tuple(Elsewhere(one.message, as_it_reads_now(store, one, now=now), pressed_too=True) for one in found)


def as_it_reads_now(store: Tenant, told: Told, *, now: datetime) -> Reply:
    """The post about these people, as it would be made at this moment."""
    people = store.standing_at(told.people, told.digest.opening)
    if told.digest.style.each and len(people) == 1:
        return alone(store, told.digest, people[0], now=now)
    due = next_due(told.digest, now)
    edition = gather(
        store,
        told.digest,
        people,
        since=told.since,
        until=told.until,
        now=now,
        following=due if due < NEVER and told.digest.state == "active" else None,
    )
    return replace(compose(edition), private=False)
