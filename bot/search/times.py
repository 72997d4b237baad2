"""When somebody arrived, in words: "since March 2026", "this week", "in the last 10 days", "seit 2024", "上周"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from bot.cv.words import numbers
from bot.search.text import tokens
from bot.search.words import meanings

_MONTHS = {" ".join(tokens(name)): month for name, month in numbers("months").items() if len(name) > 2}
_UNITS = meanings("units")


def _any(words: dict[str, int] | dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DAY = (
    rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{_any(_MONTHS)})(?: (?P<of>(?:19|20)\d\d))?"
    r"|(?P<year>(?:19|20)\d\d)(?: (?P<number>\d{1,2})(?: (?P<date>\d{1,2}))?)?"
)
_NAMED = (
    r"(?P<named>today|yesterday|heute|gestern|今 天|昨 天)"
    rf"|(?P<which>this|last|past|previous|diese[nrms]?|letzte[nrms]?|本|这|上) (?:个 )?(?P<unit>{_any(_UNITS)})"
)
_COUNTS = {word: int(number) for word, number in meanings("numbers").items()}
_COUNT = rf"(?P<count>\d{{1,4}}|{_any(_COUNTS)}) (?P<units>{_any(_UNITS)})"
_SINCE = re.compile(
    rf"(?P<sign>since|after|until|before|seit|nach|bis|vor) (?:the |der |dem |den )?(?:{_NAMED}|{_COUNT}|{_DAY})(?: ago)?(?= )"
)
_WITHIN = re.compile(
    rf"(?:(?:in|within|during|over|on|from|of|am|im) )?(?:the |den |der )?(?:{_NAMED}|(?:last|past|letzten|最 近) {_COUNT})(?= )"
)
_DURING = re.compile(rf"(?:in|im) (?:{_DAY})(?= )")
_ONE = r"(?:[^\W\d_]{1,12} )?(?:19|20)\d\d(?: \d{1,2}){0,2}"
_BETWEEN = re.compile(
    rf"(?:(?P<between>between|from|zwischen|von|entre)|de|during|in)? ?(?P<first>{_ONE}) (?:(?P<both>and|und|et|y)|to|until|through|till|bis|a)? ?(?P<last>{_ONE})(?= )"
)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Time:
    """From one day to another, in ISO form; blank where it is open, both where the day of asking is not known."""

    since: str
    until: str
    words: int
    """How many words say it."""


def months() -> list[str]:
    """The names of the months, folded."""
    return list(_MONTHS)


def year_at(word: str, *, short: bool) -> Time | None:
    """The year beside a venue: 24 in NSDI'24."""
    if re.fullmatch(r"(?:19|20)\d\d", word):
        year = word
    elif short and re.fullmatch(r"\d\d", word):
        year = f"20{word}"
    else:
        return None
    return Time(f"{year}-01-01", f"{year}-12-31", 1)


def time_at(rest: str, today: date | None, *, arrived: bool, apart: bool = False) -> Time | None:
    """The time that folded words begin with. ``arrived``: whether they speak of arrivals, so that "in May" is one too.

    ``apart``: 2021 and 2024 are two years, and not what lies between them.
    """
    if (between := _BETWEEN.match(rest)) and not (apart and between["both"] and not between["between"]):
        (first, _), (_, last) = (days_of(between[part], today) for part in ("first", "last"))
        if first and last:
            return Time(min(first, last), max(first, last), len(between.group().split()))
    for pattern in (_SINCE, _WITHIN, *((_DURING,) if arrived else ())):
        if found := pattern.match(rest):
            first, last = _days(found, today)
            sign = found.groupdict().get("sign") or ""
            if sign in {"until", "before", "bis", "vor"}:
                first, last = "", _next(last if sign in {"until", "bis"} else first, -(sign in {"before", "vor"}))
            elif sign in {"after", "nach"}:
                first, last = _next(last, 1), ""
            elif sign or (pattern is not _DURING and not _is_past(found)):
                last = ""
            return Time(first, last, len(found.group().split()))
    return None


def days_of(text: str, today: date | None) -> tuple[str, str]:
    """First and last day that the value of a field means, in ISO form: 2026, 2026-03, 2026-03-14, 7d; blank for none."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text.strip())
    try:
        if found:
            return _of_date(*(int(part) if part else None for part in found.groups()))
        ago = re.fullmatch(r"(\d{1,4})\s?([dwm])\w*", text.strip().casefold())
        if ago and today:
            day = (today - timedelta(days=int(ago[1]) * {"d": 1, "w": 7, "m": 30}[ago[2]])).isoformat()
            return day, day
    except (ValueError, OverflowError):
        return "", ""
    words = tokens(text)
    time = time_at(f"{' '.join(words)} ", today, arrived=True)
    return (time.since, time.until or time.since) if time and time.words == len(words) else ("", "")


def _is_past(found: re.Match[str]) -> bool:
    """A time that is over: yesterday, last month."""
    which = found["which"] or ""
    return found["named"] in {"yesterday", "gestern", "昨 天"} or which.startswith(("last", "prev", "letzte", "上"))


def _days(found: re.Match[str], today: date | None) -> tuple[str, str]:
    """First and last day; blank where they need to know what day it is, or are no days."""
    said = found.groupdict()
    try:
        if said.get("year"):
            return _of_date(*(int(said[part]) if said[part] else None for part in ("year", "number", "date")))
        if not today:
            return "", ""
        if said.get("month"):
            month = _MONTHS[said["month"]]
            year = int(said["of"] or today.year - (month > today.month))
            return _of_date(year, month, int(said["day"]) if said["day"] else None)
        if said.get("count") or said.get("which") == "past":
            count, units = said.get("count") or "1", said.get("units") or said["unit"]
            ago = timedelta(days=int(_COUNTS.get(count, count)) * _DAYS[_UNITS[units]])
            return (today - ago).isoformat(), today.isoformat()
        first, last = _unit(_UNITS[said["unit"]] if said.get("unit") else "day", today)
        if _is_past(found):
            first, last = _unit(_UNITS[said["unit"]] if said.get("unit") else "day", first - timedelta(days=1))
    except (ValueError, OverflowError):
        return "", ""
    return first.isoformat(), last.isoformat()


def _unit(unit: str, day: date) -> tuple[date, date]:
    """First and last day of the week, month or year around a day."""
    match unit:
        case "week":
            first = day - timedelta(days=day.weekday())
            return first, first + timedelta(days=6)
        case "month":
            return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
        case "year":
            return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def _of_date(year: int | None, month: int | None, day: int | None) -> tuple[str, str]:
    assert year is not None
    if month is None:
        return date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()
    last = monthrange(year, month)[1] if day is None else day
    return date(year, month, 1 if day is None else day).isoformat(), date(year, month, last).isoformat()


def _next(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat() if day else ""
