"""What follows an erasure, done by whichever process reaches it.

Messages that named the person go, the files of the database are swept, and whoever asked is told at the end. What a
platform refuses is kept with why, and tried again each day.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from bot.cards.wording import count, sentence
from bot.chat.access import known_admins, role_of
from bot.chat.messages import Actions, Bold, Bullets, Button, Place, Reply, Text
from bot.digests.acted import as_it_reads_now
from bot.digests.following import written
from bot.digests.next_tick import never_raising
from bot.digests.post import Board, Undeliverable, reached
from bot.erasing.records import Erasure, Finished, Leftover
from bot.records import Organization, Role, Workspace
from bot.search.remembered import forget_all
from bot.serving import serving
from bot.store import Store, Tenant

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
AT_ONCE = 20
"""Messages that one tick deals with at most."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(days=1)
SWEEPING = 2.0
"""Seconds of one tick."""
MOST_TOLD = 10
SEEN = timedelta(days=365)
"""Whoever was an admin within this time may be told, where they still are one."""


class Going:
    """Never more than one process deals with a message; what one leaves in the middle another takes up."""

    def __init__(
        self,
        store: Store,
        posters: Sequence[Board],
        erased: int = -1,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """``erased``: how many people were, when the process began to remember anybody; -1 where that is not known."""
        self._store, self._posters, self._clock = store, posters, clock
        self._known = erased

    def tick(self) -> None:
        """Never raises."""
        with never_raising(log, "erasures wait"):
            self._forget()
            for _ in range(AT_ONCE):
                if not self._one():
                    break
            self._store.sweep_all(at=self._clock(), seconds=SWEEPING)
            self._tell()

    def _forget(self) -> None:
        """What this process remembers may be of somebody who was erased by another one."""
        if (so_far := self._store.erasures_so_far()) != self._known:
            self._known = so_far
            forget_all()

    def _reach(self) -> Mapping[Workspace, Board]:
        return reached(self._posters)

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
        if told is None or not told.people or not told.messages[0]:
            _take_down(board, place, [message for message in told.messages if message] if told else [], one.id)
            return
        outdated = store.take_post(one.delivery, now=now, lease=now + LEASE)
        if outdated is None:
            raise Undeliverable("it is written anew at this moment")
        with serving(store):
            reply = as_it_reads_now(store, outdated.told, now=now)
        try:
            written(store, board, outdated, reply, now=now)
        except Undeliverable:
            store.not_written(outdated, again=now)
            raise

    def _tell(self) -> None:
        reach, now = self._reach(), self._clock()
        while reach and (finished := self._store.claim_finished(reach, now=now, lease=now + LEASE)):
            store = self._store.within(finished.organization)
            own = {each: reach[each] for each in store.workspaces() if each in reach}
            if self._told(finished, store, own, now):
                self._store.finished_told(finished)

    def _told(self, finished: Finished, store: Tenant, own: Mapping[Workspace, Board], now: datetime) -> bool:
        """Tell whoever asked, else an admin; False where that is to be tried again."""
        erasure = finished.erasure
        platform, _, rest = erasure.member.partition(":")
        workspace, _, who = rest.rpartition(":")
        asker = Workspace(platform, workspace), who
        key = hashlib.blake2s(f"{erasure.member} {erasure.at} {erasure.number}".encode(), digest_size=12).hexdigest()
        for one in dict.fromkeys((asker, *known_admins(store, since=now - SEEN))):
            board, place = own.get(one[0]), Place(one[0], "dm", one[1])
            try:
                if board is None or (one != asker and role_of(store, board.addressee(*one).member) is not Role.ADMIN):
                    continue
                if not (finished.again and board.arrived(place, key=key, since=now - LONGEST_WAIT)):
                    board.post(place, finished_with(erasure), key=key)
            except Undeliverable as fault:
                log.warning("somebody was not told that all of an erased person is gone: %s", fault)
                if not fault.lasting:
                    return False
            else:
                return True
        return True


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


def _take_down(board: Board, place: Place, messages: Sequence[str], known: str) -> None:
    """All that can be, before a fault is told; of a post that nobody finds any more, the message that was ``known``."""
    faults: list[Undeliverable] = []
    for message in reversed(messages or [known]):
        try:
            board.take_down(place, message)
        except Undeliverable as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
