"""Posts of digests follow the people of whom they tell, wherever somebody acted: on another platform, or in the terminal.

The process that an act was asked of looks at once, as `bot.chat.app` has it; any other that reaches the channel, soon after.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from bot.chat.messages import Reply
from bot.digests.acted import as_it_reads_now
from bot.digests.alone import alone
from bot.digests.next_tick import never_raising
from bot.digests.post import Board, Undeliverable, reached
from bot.digests.records import Outdated
from bot.records import Organization, Workspace
from bot.serving import serving
from bot.store import Store, Tenant

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
AGAIN, REFUSED_AGAIN = timedelta(minutes=1), timedelta(days=1)
AT_ONCE = 20
"""Posts of one organization that one tick brings up to date at most."""


class Following:
    """Never more than one process writes a post anew; what one leaves in the middle another takes up."""

    def __init__(
        self, store: Store, posters: Sequence[Board], *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store, self._posters, self._clock = store, posters, clock

    def tick(self) -> None:
        """Never raises."""
        with never_raising(log, "posts of digests wait"):
            reach = reached(self._posters)
            for organization in self._store.with_posts_to_follow() if reach else ():
                for _ in range(AT_ONCE):
                    if not self._one(organization, reach):
                        break

    def _one(self, organization: Organization, reach: Mapping[Workspace, Board]) -> bool:
        store, now = self._store.within(organization), self._clock()
        outdated = store.claim_outdated(reach, now=now, lease=now + LEASE)
        if outdated is None:
            return False
        with serving(store):
            reply = _said(store, outdated, now)
        if reply is None or _went(store, reply):  # somebody was erased since it was looked for
            store.not_written(outdated, again=now + AGAIN)
            return True
        try:
            written(store, reach[outdated.told.digest.workspace], outdated, reply, now=self._clock())
        except Undeliverable as fault:
            log.warning("a post of a digest was not brought up to date: %s", fault)
            store.not_written(outdated, again=now + (REFUSED_AGAIN if fault.lasting else AGAIN))
            return not fault.unknown  # each of the others might wait as long
        return True


def written(store: Tenant, board: Board, outdated: Outdated, reply: Reply, *, now: datetime) -> None:
    """Put the reply in the place of the post, and keep in which messages it stands then. Raises `Undeliverable`."""
    told = outdated.told
    try:
        messages = board.rewrite(told.place, told.messages, reply, key=told.key, broke_off=outdated.broke_off)
    except Undeliverable as fault:
        if fault.out:
            store.stands(told, fault.out, reply.names)
        raise
    if not messages:
        store.post_is_gone(outdated)
        return
    store.written_anew(outdated, messages, names=reply.names, at=now)
    if _went(store, reply):  # who was erased meanwhile is not to be read there again
        store.outdate(told, at=now)


def _said(store: Tenant, outdated: Outdated, now: datetime) -> Reply | None:
    if not outdated.shows:
        return as_it_reads_now(store, outdated.told, now=now)
    people = store.standing_at(outdated.told.people, outdated.told.digest.opening)
    return alone(store, outdated.told.digest, people[0], now=now) if people else None


def _went(store: Tenant, reply: Reply) -> bool:
    """Whether somebody whom it names was erased since it was made."""
    return len(store.candidates(reply.names)) < len({*reply.names})
