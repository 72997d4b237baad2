"""When a schedule is due next, told by an oracle that knows nothing of the library: day by day, hour by hour, minute by minute."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, product
from random import Random
from zoneinfo import ZoneInfo

from bot.digests.schedule import Schedule

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 2 * 365
TIMES = ("0 0", "30 0", "30 1", "0 2", "30 2", "0 3", "0 9", "59 23")
ON_DAYS = ("* * *", "* * 1-5", "* * 1", "* * 0,6", "15 * *", "31 * *", "13 * 5")
SCHEDULES = (
    *(f"{time} {days}" for time, days in product(TIMES, ON_DAYS)),
    *("*/20 * * * *", "0 * * * *", "0 */2 * * *", "30 */6 * * 1-5", "*/15 2 * * *", "0,30 2 * * *", "0 9 29 2 *"),
)


def due(cron: str, zone: ZoneInfo, moment: datetime) -> datetime:
    """The first moment after this one. What the clock skips is due when it goes on, what it repeats the first time.

    Where hours or minutes begin with a star, whatever the clock shows counts, as often as it shows it.
    """
    minutes, hours, *days = cron.split()
    always = "*" in (minutes[0], hours[0])
    clock = [(hour, minute) for hour in _field(hours, 0, 23) for minute in _field(minutes, 0, 59)]
    for later in count(-1):
        day = (moment.astimezone(zone) + later * DAY).date()
        if _fits(day, *days):
            shown = [datetime.combine(day, time(hour, minute)) for hour, minute in clock]
            found = [one for wall in shown for one in _moments(wall, zone, always=always) if one > moment]
            if found:
                return min(found)
    raise AssertionError


def _moments(wall: datetime, zone: ZoneInfo, *, always: bool) -> Iterator[datetime]:
    if always:
        yield from (one for fold in (0, 1) if (one := _real(wall.replace(fold=fold), zone)))
        return
    while not (found := _real(wall, zone)):
        wall += MINUTE
    yield found


def _real(wall: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment at which the clock shows this; None where it never does."""
    found = wall.replace(tzinfo=zone).astimezone(UTC)
    return found if found.astimezone(zone).replace(tzinfo=None, fold=0) == wall.replace(fold=0) else None


def _fits(day: date, of_month: str, of_year: str, of_week: str) -> bool:
    """Of two days that are given, either does."""
    month = day.day in _field(of_month, 1, 31)
    week = day.isoweekday() % 7 in _field(of_week, 0, 6)
    either = month or week if "*" not in of_month + of_week else month and week
    return day.month in _field(of_year, 1, 12) and either


def _field(text: str, low: int, high: int) -> set[int]:
    found = set[int]()
    for part in text.split(","):
        span, _, step = part.partition("/")
        first, _, last = (f"{low}-{high}" if span == "*" else span).partition("-")
        found |= set(range(int(first), int(last or first) + 1, int(step or 1)))
    return found


def changes(zone: ZoneInfo) -> Iterator[datetime]:
    """Hours in which the clock changes."""
    before = BEGIN.astimezone(zone).utcoffset()
    for hour in range(1, 24 * DAYS):
        moment = BEGIN + timedelta(hours=hour)
        if (after := moment.astimezone(zone).utcoffset()) != before:
            yield moment
            before = after


def faults(name: str, dice: Random, moments: int) -> list[str]:
    """Where the bot and the oracle differ in a time zone: so many moments around each change of its clock, and by chance."""
    zone, found = ZoneInfo(name), list[str]()
    spots = [change - dice.randrange(-180, 180) * MINUTE for change in changes(zone) for _ in range(moments)]
    spots += [BEGIN + dice.randrange(DAYS * 1440) * MINUTE for _ in range(moments)]
    for cron in SCHEDULES:
        for moment in spots:
            told, right = Schedule(cron, name).after(moment), due(cron, zone, moment)
            if told != right:
                found.append(f"{cron} in {name} after {moment}: {told}, not {right}")
    return found
