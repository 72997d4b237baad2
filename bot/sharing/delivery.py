"""Posting what is shared, and taking it down: by the process that was asked, or by another one that reaches the channel."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from bot.cards.shared import Shown, shared
from bot.chat.messages import Place, Reply
from bot.digests.next_tick import never_raising
from bot.digests.post import Board, Undeliverable, reached
from bot.serving import serving
from bot.sharing.records import LEASE, Share
from bot.store import BrokeOff, Store, Tenant, Unavailable

log = logging.getLogger(__name__)

SKEW = timedelta(minutes=1)
"""How far the platform's clock may be from ours."""
AT_ONCE = 20
"""Posts that one tick deals with at most."""


_broke_off: set[str] = set()
"""The keys of posts whose end this process could not keep: nobody is at them any more."""


class Nobody(Exception):
    """None of them is here any more."""


def post(store: Tenant, share: Share, poster: Board, *, now: datetime) -> Share:
    """Post what is held, once, and say how that ended: posted, failed, or doubtful where the answer was lost.

    `BrokeOff` where that could not be kept; then `resumed` lets it go on.
    """
    with _to_be_kept(share):
        return _posted(store, share, poster, now)


def resumed(store: Tenant, share: Share, *, here: bool, now: datetime) -> bool:
    """Whether what broke off is this caller's to go on with: at once where it broke off here, else after its lease."""
    if share.state != "held":
        return False
    ours = _claimed(share)
    try:
        return store.resume_share(share.id, at=now, here=here, broke_off=ours)
    except Unavailable:
        if ours:
            _broke_off.add(share.key)
        raise


def go_on(store: Tenant, share: Share, poster: Board, *, now: datetime) -> Share:
    """As `post`, for what may have been begun before: what stands there already is not posted again."""
    with _to_be_kept(share):
        there = poster.arrived(place_of(share), key=share.key, since=share.asked - SKEW)
        return store.shared(share.id, there, at=now) if there else _posted(store, share, poster, now)


@contextmanager
def _to_be_kept(share: Share) -> Iterator[None]:
    try:
        yield
    except Unavailable as error:
        _broke_off.add(share.key)
        raise BrokeOff from error


def _claimed(share: Share) -> bool:
    """Whether it broke off here; for one of those who ask at the same time."""
    try:
        _broke_off.remove(share.key)
    except KeyError:
        return False
    return True


def _posted(store: Tenant, share: Share, poster: Board, now: datetime) -> Share:
    place = place_of(share)
    try:
        reply = composed(store, share, at=now, readers=_readers(poster, place))
    except Nobody:
        return store.not_shared(share.id, fault="Nobody of them is here any more.", doubtful=False)
    try:
        messages = poster.post(place, reply, key=share.key)
    except Undeliverable as fault:
        log.warning("a share was not posted: %s", fault)
        doubtful = fault.unknown or bool(fault.out)
        return store.not_shared(share.id, fault=str(fault), doubtful=doubtful, messages=fault.out)
    return store.shared(share.id, messages, at=now)


def composed(store: Tenant, share: Share, *, at: datetime, readers: int | None) -> Reply:
    """What is posted, as the people are now. `Nobody` where none of them is here."""
    dossiers = store.dossiers(share.numbers)
    if not dossiers:
        raise Nobody
    return shared(Shown(share, dossiers, at, readers), store.skill_counts())


def take_down(store: Tenant, share: Share, poster: Board, *, by: str, now: datetime) -> tuple[Share, bool]:
    """Delete all messages of the post; the share as it is then, and whether they were gone already."""
    place, gone = place_of(share), True
    try:
        for message in share.messages:
            gone = not poster.take_down(place, message) and gone
    except Undeliverable as fault:
        log.warning("a share was not taken down: %s", fault)
        return store.stays_shared(share.id, fault=str(fault)), False
    return store.taken_down(share.id, by=by, at=now), gone


def place_of(share: Share) -> Place:
    return Place(share.workspace, "channel", share.channel, share.channel_name)


def _readers(poster: Board, place: Place) -> int | None:
    """How many will read it; what stands in the way of a post is for the post to say."""
    try:
        return poster.reach(place).readers
    except Undeliverable:
        return None


class Waiting:
    """Deals with what was asked for in a process that does not reach the channel, such as the terminal."""

    def __init__(
        self, store: Store, posters: Sequence[Board], *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store, self._posters, self._clock = store, posters, clock

    def tick(self) -> None:
        """Never raises."""
        with never_raising(log, "shares wait"):
            for _ in range(AT_ONCE):
                if not self._one():
                    break

    def _one(self) -> bool:
        reach = reached(self._posters)
        now = self._clock()
        taken = self._store.claim_share(reach, now=now, lease=now + LEASE) if reach else None
        if taken is None:
            return False
        organization, share = taken
        store, poster = self._store.within(organization), reach[share.workspace]
        with serving(store):
            if share.state == "leaving":
                take_down(store, share, poster, by=share.left_by, now=now)
            else:
                go_on(store, share, poster, now=now)
        return True
