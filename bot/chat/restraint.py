"""How fast somebody may ask, and of how many people they may read before the admins are told."""

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.chat.errors import Refusal
from bot.chat.messages import Member
from bot.members import Alarm, Allowance
from bot.store import Tenant

LOT_KEPT = timedelta(seconds=10)
LOTS = 2
"""So many lots are what may be asked at once."""
AT_ONCE = 3
"""A third of what may be asked in a minute may be asked at once."""
TYPING = 5
"""Completions come with the keys that are pressed: so many times as many."""
CROWDED = timedelta(seconds=10)
"""So long after a refusal the requests of an organization give way to those of others."""
GIVING_WAY = 0.5
"""Seconds at most that one of them gives way."""
REMEMBERED = 10_000
QUIET = timedelta(days=1)
"""The admins are told of the same member once in this time."""
ALARMS_SHOWN = timedelta(days=7)
"""So long `access` and `recruitbot doctor` tell of it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """0: no limit."""

    requests: int = 0
    """Of a member in a minute."""
    all_requests: int = 0
    """Of all of an organization in a minute."""
    people: int = 0
    """Whose data a member reads in an hour, and no admin is told."""


@dataclass(slots=True)
class _Lot:
    """What this process took out of an allowance; none is ``left`` until then where it is refused."""

    left: int
    until: datetime
    refused: bool = False


_Key = tuple[int, Allowance]
"""An organization, and an allowance in it."""


class Pace:
    """Allowances of members and organizations, shared by all processes through the store.

    A process takes some requests at once, so that most requests cost no call to the database and a flood that is
    refused costs none.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lots: dict[_Key, _Lot] = {}
        self._turns: dict[_Key, threading.Lock] = {}
        self._lock = threading.Lock()
        self._crowded: dict[int, datetime] = {}
        self._running = 0
        self._ended = threading.Condition()

    def wait(self, tenant: Tenant, member: Member, *, now: datetime, typing: bool = False) -> datetime | None:
        """None where the request is in time, else when the next one is."""
        for allowance in self._allowances(member, typing=typing):
            if (when := self._take(tenant, allowance, now)) is not None:
                return when
        return None

    @contextmanager
    def turn(self, organization: int, now: datetime) -> Iterator[None]:
        """While a request runs. Those of an organization that asks too fast run one at a time, and after those of others."""
        with self._ended:
            if now < self._crowded.get(organization, now):
                self._ended.wait_for(lambda: not self._running, GIVING_WAY)
            self._running += 1
        try:
            yield
        finally:
            with self._ended:
                self._running -= 1
                self._ended.notify_all()

    def refuses(self, tenant: Tenant, member: Member, *, now: datetime) -> bool:
        """Whether the member is known to ask too fast; takes nothing."""
        keys = [(tenant.organization.id, one) for one in self._allowances(member, typing=False)]
        lots = [lot for key in keys if (lot := self._lots.get(key))]
        return any(lot.refused and now < lot.until for lot in lots)

    def _allowances(self, member: Member, *, typing: bool) -> list[Allowance]:
        kind, times = ("completion", TYPING) if typing else ("request", 1)
        own = Allowance(kind, self._limits.requests * times, 0, member.workspace, member.id)
        common = Allowance(kind, self._limits.all_requests * times, 0)
        return [replace(one, at_once=max(1, one.a_minute // AT_ONCE)) for one in (own, common) if one.a_minute]

    def _take(self, tenant: Tenant, allowance: Allowance, now: datetime) -> datetime | None:
        key = (tenant.organization.id, allowance)
        with self._turn(key):
            lot = self._lots.get(key)
            if lot and now < lot.until:
                if lot.refused:
                    return lot.until
                if lot.left:
                    lot.left -= 1
                    return None
            count, when = max(1, allowance.at_once // LOTS), None
            if tenant.draw(allowance, count, at=now) is not None:
                count, when = 1, tenant.draw(allowance, 1, at=now)
            self._lots[key] = _Lot(count - 1, when or now + LOT_KEPT, refused=when is not None)
            if when is not None:
                self._crowded[tenant.organization.id] = now + CROWDED
        return when

    def _turn(self, key: _Key) -> threading.Lock:
        """Of several who find a lot used up one draws the next: two lots are all that may be asked at once."""
        with self._lock:
            if len(self._turns) >= REMEMBERED:
                self._turns.clear()
                self._lots.clear()
            return self._turns.setdefault(key, threading.Lock())


def too_fast(when: datetime, now: datetime) -> Refusal:
    seconds = max(1, round((when - now).total_seconds()))
    again = "in a second" if seconds == 1 else f"in {seconds} seconds"
    return Refusal("That is more than can be asked at once.", (f"Nothing was done. Go on {again}.",))


def notice(tenant: Tenant, member: Member, numbers: Collection[int], *, limit: int, now: datetime) -> bool:
    """Take down whose data the member is shown; True where it is so much that an alarm was raised just now."""
    people = tenant.looked(member.workspace, member.id, numbers, at=now)
    if not limit or people <= limit:
        return False
    alarm = Alarm(tenant.organization, member.workspace, member.id, member.name, people, now)
    return tenant.raise_alarm(alarm, quiet=QUIET)
