"""What follows an erasure, done by whichever process reaches it.

Messages that named the person go, the files of the database are swept, and whoever asked is told at the end. What a
platform refuses is kept with why, and tried again each day.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from bot.cards.wording import count, sentence
from bot.chat.messages import Actions, Bold, Bullets, Button, Place, Reply, Text
from bot.digests.acted import as_it_reads_now
from bot.digests.post import Board, Undeliverable
from bot.erasing.records import Erasure, Leftover
from bot.openings.known import openings_within
from bot.own_skills import known_within
from bot.records import Organization, Workspace
from bot.search.remembered import forget_all
from bot.stages import stages_within
from bot.store import Store, Unavailable

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
AT_ONCE = 20
"""Messages that one tick deals with at most."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(days=1)
SWEEPING = 2.0
"""Seconds of one tick."""
MOST_TOLD = 10


class Going:
    """Never more than one process deals with a message; what one leaves in the middle another takes up."""

    def __init__(
        self, store: Store, posters: Sequence[Board], *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store, self._posters, self._clock = store, posters, clock
        self._known = -1

    def tick(self) -> None:
        """Never raises."""
        try:
            self._forget()
            for _ in range(AT_ONCE):
                if not self._one():
                    break
            self._store.sweep_all(at=self._clock(), seconds=SWEEPING)
            self._tell()
        except Unavailable:
            log.warning("erasures wait: the database does not answer")
        except Exception as error:  # noqa: BLE001 - the next tick must come
            log.error("erasures wait: %s", type(error).__name__)  # noqa: TRY400

    def _forget(self) -> None:
        """What this process remembers may be of somebody who was erased by another one."""
        if (so_far := self._store.erasures_so_far()) != self._known:
            self._known = so_far
            forget_all()

    def _reach(self) -> Mapping[Workspace, Board]:
        return {workspace: poster for poster in self._posters for workspace in poster.workspaces()}

    def _one(self) -> bool:
        reach, now = self._reach(), self._clock()
        taken = self._store.claim_leftover(reach, now=now, lease=now + LEASE) if reach else None
        if taken is None:
            return False
        organization, one = taken
        try:
            self._go(organization, one, reach[one.workspace], now)
        except Undeliverable as fault:
            log.warning("a message of an erased person stays for now: %s", fault)
            wait = min(FIRST_WAIT * 2 ** min(one.tries - 1, 20), LONGEST_WAIT)
            again = now + (LONGEST_WAIT if fault.lasting else wait)
            self._store.leftover_stays(organization, one, fault=str(fault), refused=fault.lasting, again=again)
        else:
            self._store.leftover_gone(organization, one)
        return True

    def _go(self, organization: Organization, one: Leftover, board: Board, now: datetime) -> None:
        """Delete it; a digest that told of others too is written anew, and a Home tab is."""
        if one.kind == "home":
            board.show_home(one.workspace, one.channel)
            return
        place = Place(one.workspace, one.kind, one.channel)
        store = self._store.within(organization)
        told = store.told_in(one.delivery) if one.delivery else None
        if told is None or not told.people:
            board.take_down(place, one.id)
            return
        with known_within(store), stages_within(store), openings_within(store):
            reply = as_it_reads_now(store, told, now=now)
        board.rewrite(place, one.id, reply)

    def _tell(self) -> None:
        reach = self._reach()
        while reach and (finished := self._store.claim_finished(reach)):
            _, erasure = finished
            platform, _, rest = erasure.member.partition(":")
            workspace, _, who = rest.rpartition(":")
            at = Workspace(platform, workspace)
            key = hashlib.blake2s(
                f"{erasure.member} {erasure.at} {erasure.number}".encode(), digest_size=12
            ).hexdigest()
            try:
                reach[at].post(Place(at, "dm", who), finished_with(erasure), key=key)
            except Undeliverable as fault:
                log.warning("whoever erased somebody was not told that all is gone: %s", fault)


def finished_with(erasure: Erasure) -> Reply:
    """What whoever asked is told once nothing is left to do."""
    answer = f"All that was here of candidate {erasure.number} is gone."
    messages = f"{count(erasure.gone, 'message')} {'was' if erasure.gone == 1 else 'were'} deleted or written anew."
    blocks = [Text((Bold(answer), f"\n{messages}" if erasure.gone else ""))]
    if not erasure.refused:
        return Reply(tuple(blocks), text=answer, erased=(erasure.number, *erasure.also))
    left = f"\n{count(len(erasure.refused), 'message')} could not be deleted: they are tried again each day."
    rows = tuple(
        (f"{one.workspace.platform} {one.channel} {one.id}: {sentence(one.fault)}",)
        for one in erasure.refused[:MOST_TOLD]
    )
    see = Actions((Button("How far it is", "forget-status", typed="forget status"),))
    return Reply(
        (*blocks, Text((left.strip(),)), Bullets(rows), see), text=answer, erased=(erasure.number, *erasure.also)
    )
