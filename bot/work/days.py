"""Days as people write them: "tomorrow", "next friday", "in 3 days", "1 dec", "2026-12-01"; all from today on."""

import re
from calendar import month_name
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = {*_MONTHS, "sept", *(name.casefold() for name in month_name[1:])}
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}
_SPAN = re.compile(r"in (\d{1,3}|a|one|two|three|four|six) (day|week|month)s?")
_NAMED = re.compile(r"(?:on |until |by )?(next )?([a-z]{3,9})")
_DATED = re.compile(r"(?:on |until |by )?(\d{1,2})(?:st|nd|rd|th)?[ .]+([a-z]{3,9})\.?(?: (20\d\d))?")
_ISO = re.compile(r"(?:on |until |by )?(20\d\d)-(\d\d)-(\d\d)")
_TIMED = re.compile(
    r"(?<=\S)[ ,]{1,3}(?:(?:at |in the |around )?(?:\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?|noon|morning|afternoon|evening))\.?$",
    re.IGNORECASE,
)
"""A time of day at the end."""
MOST_WORDS = 4
"""A date takes at most so many words: "until 1 december 2026"."""


def day(words: str, today: date) -> date | None:
    """The day that the words mean; None where they mean none. Weekdays are the next ones, never today."""
    said = " ".join(words.casefold().split())
    if said in ("today", "now"):
        return today
    if said in ("tomorrow", "until tomorrow"):
        return today + timedelta(days=1)
    if said in ("next week", "until next week"):
        return today + timedelta(days=7 - today.weekday())
    if said in ("next month", "until next month"):
        return _months_on(today.replace(day=1), 1)
    if found := _SPAN.fullmatch(said):
        number = _NUMBERS.get(found[1]) or int(found[1])
        return _months_on(today, number) if found[2] == "month" else today + timedelta(days=number * _days(found[2]))
    if found := _ISO.fullmatch(said):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DATED.fullmatch(said):
        return _of_month(found, today)
    found = _NAMED.fullmatch(said)
    weekday = next((at for at, name in enumerate(_WEEKDAYS) if found and found[2] in (name, name[:3])), None)
    if found is None or weekday is None:
        return None
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    next_week = bool(found[1]) and weekday > today.weekday()
    return today + timedelta(days=ahead + 7 * next_week)


def ending(text: str, today: date) -> tuple[str, date | None]:
    """The text without the date that it ends with, and the date; the whole text where it ends with none."""
    words = text.split()
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        if found := day(" ".join(words[-count:]), today):
            rest = text.rstrip()
            for word in reversed(words[-count:]):
                rest = rest.removesuffix(word).rstrip()
            return rest.rstrip(" ,;-–"), found
    return text, None


def planned(text: str, today: date) -> tuple[str, date | None]:
    """As `ending`; the day may also begin the text, or have a time of day after it, which stays where it is."""
    if (found := ending(text, today))[1]:
        return found
    if (timed := _TIMED.search(text)) and (due := ending(text[: timed.start()], today)[1]):
        return text, due
    words = text.split()
    for count in range(min(MOST_WORDS, len(words) - 1), 0, -1):
        if first := day(" ".join(words[:count]).rstrip(" ,:;-–"), today):
            rest = text.lstrip()
            for word in words[:count]:
                rest = rest.removeprefix(word).lstrip()
            return rest.lstrip(" ,:;-–"), first
    return text, None


def impossible(text: str, today: date) -> str:
    """The date at the end of the text that no calendar has, as ``31 February``; empty where there is none."""
    words = text.rstrip(" .").split()
    for number in range(min(MOST_WORDS, len(words)), 0, -1):
        said = " ".join(words[-number:])
        dated = _DATED.fullmatch(said.casefold())
        is_date = _ISO.fullmatch(said.casefold()) or (dated and dated[2] in _MONTH_NAMES)
        if is_date and day(said, today) is None:
            return re.sub(r"\A(?:on|until|by) ", "", said, flags=re.IGNORECASE)
    return ""


def _days(unit: str) -> int:
    return 7 if unit == "week" else 1


def _of_month(found: re.Match[str], today: date) -> date | None:
    month = next((at for at, name in enumerate(_MONTHS, 1) if found[2].startswith(name)), 0)
    if found[3] or not month:
        return _date(int(found[3] or 0), month, int(found[1]))
    this_year = _date(today.year, month, int(found[1]))
    return this_year if this_year and this_year >= today else _date(today.year + 1, month, int(found[1]))


def _months_on(today: date, number: int) -> date:
    """The same day of a later month, or its last one."""
    month = today.month - 1 + number
    first = date(today.year + month // 12, month % 12 + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(today.day, last.day))


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
