"""When nothing is posted: an organization's quiet hours, weekends and holidays. What is due then comes right after."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.chat.errors import short
from bot.digests.schedule import NotASchedule, zone_of

EXAMPLE = "20:00-8:00, weekends, 2026-12-24 to 2027-01-01 Europe/Berlin"
MOST = 100
"""Spans of days that are kept."""
LONGEST_SPAN = 62
"""Days of one span."""
SATURDAY = 5
_HOURS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?(?:-|–|to|until) ?(\d{1,2})(?:[:.](\d{2}))?")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})(?: ?(?:-|–|to|until|\.\.) ?(\d{4}-\d{2}-\d{2}))?")


@dataclass(frozen=True, slots=True)
class Quiet:
    zone: str = "UTC"
    hours: tuple[str, str] | None = None
    """From when to when, ``("20:00", "08:00")``; over midnight where the first is the later."""
    weekends: bool = False
    days: tuple[tuple[str, str], ...] = ()
    """First and last day of each span, as ``2026-12-24``."""

    def until(self, moment: datetime) -> datetime:
        """The moment itself, or the first after it that is not quiet: after a quiet day at the same time of the next one."""
        local = moment.astimezone(ZoneInfo(self.zone))
        for _ in range(MOST * LONGEST_SPAN):
            if self._is_quiet_day(local.date()):
                local = _at(local.date() + timedelta(days=1), local.time(), self.zone)
            elif end := self._end_of_hours(local):
                local = end
            else:
                return local.astimezone(UTC)
        return moment

    def _is_quiet_day(self, day: date) -> bool:
        return (self.weekends and day.weekday() >= SATURDAY) or any(
            date.fromisoformat(first) <= day <= date.fromisoformat(last) for first, last in self.days
        )

    def _end_of_hours(self, local: datetime) -> datetime | None:
        if self.hours is None:
            return None
        begin, end = map(time.fromisoformat, self.hours)
        now = local.time()
        if begin < end:
            return _at(local.date(), end, self.zone) if begin <= now < end else None
        if now >= begin:
            return _at(local.date() + timedelta(days=1), end, self.zone)
        return _at(local.date(), end, self.zone) if now < end else None

    def told(self) -> str:
        """As people type it."""
        hours = (f"{self.hours[0]}-{self.hours[1]}",) if self.hours else ()
        spans = (first if first == last else f"{first} to {last}" for first, last in self.days)
        return f"{', '.join((*hours, *(('weekends',) if self.weekends else ()), *spans))} {self.zone}"


def quiet_of(words: str, *, zone: str = "UTC") -> Quiet:
    """``20:00-8:00, weekends, 2026-12-24 to 2027-01-01 Europe/Berlin``. Raises `NotASchedule`."""
    rest, zone = zone_of(" ".join(words.split()), zone)
    hours: tuple[str, str] | None = None
    weekends, days = False, list[tuple[str, str]]()
    for part in filter(None, (one.strip() for one in rest.split(","))):
        if part.casefold() in ("weekend", "weekends"):
            weekends = True
        elif found := _DAYS.fullmatch(part):
            days.append(_span(found[1], found[2] or found[1]))
        elif found := _HOURS.fullmatch(part):
            hours = (_clock(found[1], found[2], part), _clock(found[3], found[4], part))
        else:
            raise NotASchedule(f"{short(part)} is no time to be quiet; it takes {EXAMPLE}")
    if hours and hours[0] == hours[1]:
        raise NotASchedule(f"{hours[0]}-{hours[1]} is the whole day")
    if len(days) > MOST:
        raise NotASchedule(f"{MOST} spans of days are the most")
    return Quiet(zone, hours, weekends, tuple(sorted(set(days))))


def _span(first: str, last: str) -> tuple[str, str]:
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise NotASchedule(f"{first} to {last} are no days") from None
    if not timedelta() <= end - begin < timedelta(days=LONGEST_SPAN):
        raise NotASchedule(f"{first} to {last} is no span of at most {LONGEST_SPAN} days")
    return first, last


def _clock(hour: str, minute: str | None, part: str) -> str:
    if int(hour) > 23 or int(minute or 0) > 59:
        raise NotASchedule(f"{short(part)} is no time of day")
    return f"{int(hour):02}:{int(minute or 0):02}"


def _at(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock.replace(tzinfo=None), ZoneInfo(zone))
