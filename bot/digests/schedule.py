"""When a digest is due: words or cron text into cron, and cron into the next moment.

`cronsim` computes the moments: it is right around daylight-saving changes, where a skipped time runs once at the end
of the gap and a repeated one runs once.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

from cronsim import CronSim, CronSimError

from bot.chat.errors import short
from bot.digests.records import AT_ONCE, Digest

DAYS = {"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6}
SPANS = {
    "weekdays": "1-5",
    "weekday": "1-5",
    "day": "*",
    "days": "*",
    "daily": "*",
    "weekends": "0,6",
    "weekend": "0,6",
}
EXAMPLES = ("every Monday 9:00", "weekdays at 9", "every 2 hours", "0 9 * * 1")
MORNING = (9, 0)
MINUTES = (5, 6, 10, 12, 15, 20, 30)
HOURS = (1, 2, 3, 4, 6, 8, 12)
"""What divides an hour and a day, so that all gaps are equal."""
LONGEST_CRON = 200
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
SHORTEST_DAY = 3
"""Letters that tell the days apart."""


class NotASchedule(ValueError):
    """The words name no time that we understand; the text says which part."""


@dataclass(frozen=True, slots=True)
class Schedule:
    cron: str
    zone: str

    def after(self, moment: datetime) -> datetime:
        """The first due moment later than ``moment``, in UTC. NotASchedule where there is none in the next 50 years.

        cronsim goes by what the clock shows: where it shows an hour again, the time of the first one is still to come.
        """
        local = CronSim(self.cron, moment.astimezone(ZoneInfo(self.zone)))
        try:
            return next(found for one in local if (found := one.astimezone(UTC)) > moment)
        except StopIteration:
            raise NotASchedule(f"{short(self.cron)} never comes") from None


def next_due(digest: Digest, after: datetime) -> datetime:
    """When it is due next; of what tells at once never by the clock: whoever comes makes it due."""
    return NEVER if digest.schedule == AT_ONCE else Schedule(digest.schedule, digest.zone).after(after)


def understand(words: str, *, zone: str = "UTC") -> Schedule:
    """``every Monday 9:00 Europe/Berlin``, ``weekdays at 9``, ``every 2 hours`` or five cron fields.

    A zone among the words goes before ``zone``. Raises `NotASchedule`.
    """
    rest = " ".join(words.replace(",", " ").split()) if not _is_cron(words) else " ".join(words.split())
    rest, zone = zone_of(rest, zone)
    cron = rest if _is_cron(rest) else _cron(rest.casefold())
    if len(cron.split()) > 5:
        raise NotASchedule(f"{short(cron)} has more than the five fields of cron")
    if len(cron) > LONGEST_CRON:
        raise NotASchedule(f"{short(cron)} is too long")
    schedule = Schedule(cron, zone)
    try:
        schedule.after(datetime.now(UTC))
    except CronSimError:
        raise NotASchedule(f"{short(words)} is no time that comes round") from None
    return schedule


def _is_cron(words: str) -> bool:
    fields = words.split()
    return len(fields) >= 5 and all(
        re.fullmatch(r"[\d*/,\-A-Za-z#]{1,40}", one) and re.search(r"[\d*]", one) for one in fields[:4]
    )


def known_zone(zone: str) -> str:
    """The time zone's own name; empty where there is none of that name."""
    return next((one for one in available_timezones() if one.casefold() == zone.casefold()), "")


def zone_of(words: str, zone: str) -> tuple[str, str]:
    """The words without the time zone at their end, and that one, or the given one. Raises `NotASchedule`."""
    *before, last = words.split() or [""]
    names = {name.casefold(): name for name in available_timezones()}
    if before and last.casefold() in names and not last.isdecimal():
        return " ".join(before), names[last.casefold()]
    if re.fullmatch(r"[A-Za-z_]{1,40}/[A-Za-z_/+-]{1,60}", last):
        raise NotASchedule(f"{short(last)} is no time zone; one is Europe/Berlin")
    if zone.casefold() not in names:
        raise NotASchedule(f"{short(zone)} is no time zone; one is Europe/Berlin")
    return words, names[zone.casefold()]


def _cron(words: str) -> str:
    if found := re.fullmatch(r"(?:every )?(\d{1,9}) ?(hours?|minutes?)", words):
        number = int(found[1])
        if found[2].startswith("hour") and number in HOURS:
            return f"0 */{number} * * *"
        if found[2].startswith("minute") and number in MINUTES:
            return f"*/{number} * * * *"
        minutes, hours = (", ".join(map(str, each)) for each in (MINUTES, HOURS))
        raise NotASchedule(f"every {number} {found[2]} has no equal gaps; minutes can be {minutes}, hours {hours}")
    if words in ("hourly", "every hour"):
        return "0 * * * *"
    rest, (hour, minute) = _time(words)
    return f"{minute} {hour} * * {_days(rest)}"


def _time(words: str) -> tuple[str, tuple[int, int]]:
    """The words without their time of day, and the time; nine in the morning where none is given."""
    found = re.search(r"(?:\bat )?\b(\d{1,2})(?:[:.h](\d{2}))? ?(am|pm)?(?: ?o'?clock)?$", words)
    if not found:
        return words, MORNING
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    if hour > 23 or minute > 59:
        raise NotASchedule(f"{found[0].strip()} is no time of day")
    return words[: found.start()].strip(), (hour, minute)


def _days(words: str) -> str:
    """The day-of-week field: Monday for a bare "weekly", every day where no day is named."""
    named = [word for word in words.split() if word not in ("every", "each", "on", "and")]
    if named in (["weekly"], ["week"]):
        return "1"
    days = [_day_or_span(word) for word in named]
    return "*" if "*" in days or not days else ",".join(sorted(set(days)))


def _day_or_span(word: str) -> str:
    if word in SPANS:
        return SPANS[word]
    first, dash, last = word.partition("-")
    return f"{_day(first)}-{_day(last)}" if dash else _day(word)


def _day(word: str) -> str:
    for name, number in DAYS.items():
        if len(word) >= SHORTEST_DAY and name.startswith(word.removesuffix("s") if len(word) > len(name) else word):
            return str(number)
    raise NotASchedule(f"{short(word)} is no day")
