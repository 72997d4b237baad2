"""What a post of a digest says by now: who was decided about since, by whom, and who is left."""

from dataclasses import replace
from datetime import datetime

from bot.chat.messages import Reply
from bot.digests.alone import alone
from bot.digests.digest import compose, nothing
from bot.digests.edition import gather
from bot.digests.records import Told
from bot.digests.schedule import NEVER, next_due
from bot.store import Tenant


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
    return replace(compose(edition) if people else nothing(edition), private=False)
