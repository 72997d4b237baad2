"""People are erased automatically once nothing was heard of them for long, and the team was told a week before.

Whichever process reaches a workspace of the organization looks every hour, erases whose time has come, and once a day
tells of those whose time comes soon. Until an admin got that message nobody of it is erased.
"""

import hashlib
import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.cards.expiring import warning
from bot.chat.access import known_admins, role_of
from bot.chat.messages import Place, Reply
from bot.digests.next_tick import never_raising
from bot.digests.post import Poster, Undeliverable, reached
from bot.erasing.records import Expiring, Turn
from bot.records import Role, Workspace
from bot.search.remembered import forget_all
from bot.serving import serving
from bot.sharing.naming import named
from bot.sharing.records import standing
from bot.store import Conflict, Store, Tenant, Unavailable

log = logging.getLogger(__name__)

BY = "retention"
"""As whom it is in what is recorded."""
LEASE = timedelta(minutes=3)
A_BATCH = 20
"""People of one organization erased in one go, before it is others' turn; the rest follow with the next tick."""
REST = timedelta(seconds=5)
AT_ONCE = 1_000
"""People told of in one message."""
A_DAY = timedelta(hours=20)
"""So long after a warning there is no other one."""
UNDER_WAY = timedelta(minutes=10)
"""So long what somebody does may take until it stands in the database: who is told of somebody may not know of it."""
SEEN = timedelta(days=365)
"""Whoever was an admin within this time is told, where they still are one."""
GAP = timedelta(days=3)
"""Nobody looked for longer: the bot was off or its clock jumped, and who knows who read what. All are told of anew."""


class _TakenUp(Exception):
    """Another process is at it by now, as this one took too long."""


@dataclass(slots=True)
class _Round:
    """One organization, looked after by this process alone until then."""

    store: Tenant
    reach: Mapping[Workspace, Poster]
    """Of the organization's own workspaces: who is in one that left it is told of nobody."""
    turn: Turn
    now: datetime
    until: datetime

    def go_on(self, now: datetime) -> None:
        """For so long again. `_TakenUp` where another process has it."""
        held, self.until = self.until, now + LEASE
        if not self.store.keep_retention(held=held, lease=self.until):
            raise _TakenUp


class Retention:
    """One process looks after an organization at a time; what it leaves in the middle another takes up."""

    def __init__(
        self,
        store: Store,
        posters: Sequence[Poster],
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._posters, self._clock = store, posters, clock

    def tick(self) -> None:
        """Never raises."""
        with never_raising(log, "retention waits"):
            while self._one():
                pass

    def _one(self) -> bool:
        """Whether there may be another organization."""
        reach = reached(self._posters)
        now = self._clock()
        turn = self._store.claim_retention(reach, now=now, lease=now + LEASE) if reach else None
        if turn is None:
            return False
        store = self._store.within(turn.organization)
        own = {each: reach[each] for each in store.workspaces() if each in reach}
        with suppress(_TakenUp), serving(store):
            self._look_after(_Round(store, own, turn, now, now + LEASE))
        return True

    def _look_after(self, one: _Round) -> None:
        store, turn, now = one.store, one.turn, one.now
        if turn.ran and not timedelta(0) <= now - turn.ran <= GAP:
            store.void_warnings()
        more = self._erase(store, now)
        told = not more and self._may_warn(store, turn, now) and self._warn(one)
        rest = now + REST if more else None
        store.retention_ran(at=None if more else now, told=now if told else None, rest=rest)

    def _erase(self, store: Tenant, now: datetime) -> bool:
        """Whether more are to follow."""
        due, done = store.expired(now=now, limit=A_BATCH), 0
        try:
            for number in due:
                done += self._expired(store, number, now)
        finally:
            if done:
                forget_all()
        return done > 0 and len(due) == A_BATCH

    def _expired(self, store: Tenant, number: int, now: datetime) -> bool:
        """Raises `Unavailable`. Whatever else stands in the way of one keeps nobody else."""
        try:
            store.expire(number, by=BY, at=now)
        except Unavailable:
            raise
        except (Conflict, KeyError):  # they were moved, held or erased since
            return False
        except Exception as error:  # noqa: BLE001
            log.error("#%s could not be erased by a retention: %s", number, type(error).__name__)  # noqa: TRY400
            return False
        return True

    def _may_warn(self, store: Tenant, turn: Turn, now: datetime) -> bool:
        """Once a day, so that there is one message and not one for each person; and in nobody's quiet hours."""
        quiet = store.quiet()
        lately = turn.told is not None and timedelta(0) <= now - turn.told < A_DAY
        return not lately and (quiet is None or quiet.until(now) <= now)

    def _warn(self, one: _Round) -> bool:
        """Tell the admins of all, and owners of their own. Whether an admin got it, so that the week begins."""
        store, now = one.store, one.now
        soon = store.to_warn_of(now=now, limit=AT_ONCE)
        if not soon:
            return False
        admins = [each for each in known_admins(store, since=now - SEEN) if each[0] in one.reach]
        told = {each for each in admins if self._tell(one, each, soon, Role.ADMIN)}
        if not told:
            log.warning("nobody is erased by a retention: no admin could be told")
            return False
        for owner, own in _by_owner(soon):
            if owner not in told and owner[0] in one.reach:
                self._tell(one, owner, own, Role.RECRUITER)
        one.go_on(self._clock())
        store.warned([each.candidate.number for each in soon], seen=now - UNDER_WAY, at=self._clock())
        return True

    def _tell(self, one: _Round, to: tuple[Workspace, str], soon: Collection[Expiring], role: Role) -> bool:
        """Once, also where another process broke off after it did."""
        one.go_on(self._clock())
        store, poster, place = one.store, one.reach[to[0]], Place(to[0], "dm", to[1])
        key = _key(one.turn, to, soon)
        try:
            if (role_of(store, poster.addressee(*to).member) or 0) < role:
                return False
            reply = warning(tuple(soon), now=one.now, admin=role is Role.ADMIN)
            there = poster.arrived(place, key=key, since=one.now - A_DAY) if one.turn.again else ()
            self._stays(store, place, there or poster.post(place, reply, key=key), reply)
        except Undeliverable as fault:
            self._stays(store, place, fault.out, reply=None, soon=soon)
            log.warning("somebody could not be told who is erased soon: %s", fault)
            return False
        return True

    def _stays(
        self,
        store: Tenant,
        place: Place,
        messages: Sequence[str],
        reply: Reply | None,
        soon: Collection[Expiring] = (),
    ) -> None:
        """It names people, so it goes with them."""
        numbers = named(reply) if reply else tuple(one.candidate.number for one in soon)
        if messages:
            store.named(standing(place.workspace, "dm", place.id, messages), numbers, at=self._clock())


def _key(turn: Turn, to: tuple[Workspace, str], soon: Collection[Expiring]) -> str:
    """The same in whichever process: of this turn, to them, of these people and when each goes."""
    told = [(each.candidate.number, each.ends.isoformat()) for each in soon]
    said = f"{to}/{turn.ran}/{turn.told}/{told}/retention"
    return hashlib.blake2s(said.encode(), digest_size=12).hexdigest()


def _by_owner(soon: Sequence[Expiring]) -> Iterator[tuple[tuple[Workspace, str], list[Expiring]]]:
    owned: dict[str, list[Expiring]] = {}
    for one in soon:
        if one.owner:
            owned.setdefault(one.owner, []).append(one)
    for owner, own in owned.items():
        platform, _, rest = owner.partition(":")
        workspace, _, who = rest.rpartition(":")
        yield (Workspace(platform, workspace), who), own
