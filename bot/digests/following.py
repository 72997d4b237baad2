"""Posts that are each about one person follow them, wherever somebody acted: on another platform, or in the terminal."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from bot.chat.messages import Place
from bot.digests.alone import alone
from bot.digests.post import Board, Undeliverable
from bot.digests.records import Outdated
from bot.openings.known import openings_within
from bot.own_skills import known_within
from bot.records import Organization, Workspace
from bot.stages import stages_within
from bot.store import Store, Unavailable

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
        try:
            reach = {workspace: poster for poster in self._posters for workspace in poster.workspaces()}
            for organization in self._store.with_own_posts() if reach else ():
                for _ in range(AT_ONCE):
                    if not self._one(organization, reach):
                        break
        except Unavailable:
            log.warning("posts about people wait: the database does not answer")
        except Exception as error:  # noqa: BLE001 - the next tick must come
            log.error("posts about people wait: %s", type(error).__name__)  # noqa: TRY400

    def _one(self, organization: Organization, reach: Mapping[Workspace, Board]) -> bool:
        store, now = self._store.within(organization), self._clock()
        outdated = store.claim_outdated(reach, now=now, lease=now + LEASE)
        if outdated is None:
            return False
        with known_within(store), stages_within(store), openings_within(store):
            people = store.standing_at(outdated.told.people, outdated.told.digest.opening)
            reply = alone(store, outdated.told.digest, people[0], now=now) if people else None
        if reply is None or not store.candidates(reply.names):  # they went since it was looked for
            store.not_written(outdated, again=now + AGAIN)
            return True
        try:
            there = reach[outdated.told.digest.workspace].rewrite(_place(outdated), outdated.told.message.id, reply)
        except Undeliverable as fault:
            log.warning("a post about one person was not brought up to date: %s", fault)
            store.not_written(outdated, again=now + (REFUSED_AGAIN if fault.lasting else AGAIN))
            return not fault.unknown  # each of the others might wait as long
        else:
            store.written_anew(outdated) if there else store.post_is_gone(outdated)
        return True


def _place(outdated: Outdated) -> Place:
    digest = outdated.told.digest
    return Place(digest.workspace, digest.kind, digest.channel, digest.channel_name)
