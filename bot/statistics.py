"""What is counted of a team's applicants, and the spans of time it is counted over: plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Protocol

from bot.stages import Stage

FUNNEL_END = "hired"
"""The closed stage that ends a funnel; other closed stages are ways out of it."""
_DAYS, _WEEKS = 14, 26
"""So many days are shown one by one, and so many weeks; of longer times the months are."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody was in a stage from one moment to another."""

    stage: str
    begun: datetime
    ended: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Those who are in a stage now."""

    stage: str
    people: int
    long: int
    """How many of them were there before the moment asked about."""
    since: datetime
    """When the one who waits longest came there."""


def edges(since: datetime, until: datetime) -> tuple[datetime, ...]:
    """Where days, weeks (from Monday) or months begin between two moments, in UTC: at least one step; the last is ``until``."""
    first = since.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    days = (until - since).days
    if days > _WEEKS * 7:
        found = [first.replace(day=1)]
        while (following := _next_month(found[-1])) < until:
            found.append(following)
    else:
        step = 1 if days <= _DAYS else 7
        begin = first if step == 1 else first - timedelta(days=first.weekday())
        found = [begin + timedelta(days=step * at) for at in range((until - begin).days // step + 1)]
    return (*found, until) if found[-1] < until else (*found, until + timedelta(microseconds=1))


def ladder(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """The stages that an application climbs: the open ones in their order, then the one that ends well."""
    return (*(one for one in stages if not one.closed), *(one for one in stages if one.key == FUNNEL_END))


def median_days(stays: Sequence[Stay]) -> dict[str, tuple[float, int]]:
    """For each stage the days that half of the stays were shorter than, and how many stays there were."""
    lasted: dict[str, list[float]] = {}
    for one in stays:
        lasted.setdefault(one.stage, []).append((one.ended - one.begun) / timedelta(days=1))
    return {stage: (median(days), len(days)) for stage, days in lasted.items()}


def is_by_month(moments: Sequence[datetime]) -> bool:
    return any(after - before > timedelta(days=7) for before, after in pairwise(moments))


def _next_month(moment: datetime) -> datetime:
    return (moment + timedelta(days=31)).replace(day=1)


class Statistics(Protocol):
    """Counting. ``at``: one opening's applications, by its number; else all of them."""

    def arrivals(self, moments: Sequence[datetime], *, at: int | None = None) -> tuple[int, ...]:
        """How many applications came from each moment to before the next."""

    def standing(self, *, at: int | None = None) -> dict[str, int]:
        """How many people are in each stage."""

    def openings_of(self, since: datetime, until: datetime) -> dict[str, int]:
        """How many applications came for each opening, by its name."""

    def senders(self, since: datetime, until: datetime, *, at: int | None = None) -> dict[str, int]:
        """How many applications each member brought."""

    def reached(
        self, ladder: Sequence[str], since: datetime, until: datetime, *, at: int | None = None
    ) -> tuple[int, ...]:
        """How many of the applications that came in between were ever as far as each stage, or further."""

    def stays(self, since: datetime, *, at: int | None = None) -> tuple[Stay, ...]:
        """The stays that ended since then, the newest first; of very many those."""

    def waiting(self, before: datetime, *, at: int | None = None) -> tuple[Waiting, ...]:
        """Who is in each stage now, and how many of them since before that moment; by stage."""

    def skills_of(self, since: datetime, until: datetime, *, limit: int, at: int | None = None) -> dict[str, int]:
        """How many of those who came in between show each skill, or one that implies it; the commonest first."""
