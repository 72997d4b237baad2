"""Numbers, dates and stages in the words that every reply uses."""

from datetime import datetime

from bot import stages
from bot.chat.messages import StageName
from bot.records import Page

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def count(number: int, one: str, many: str = "") -> str:
    """``1 person``, ``3 people``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def people(number: int) -> str:
    return count(number, "person", "people")


def how_many(found: Page) -> str:
    """``214 people``, ``more than 100 people``."""
    return f"more than {people(found.total)}" if found.more else people(found.total)


def briefly(found: Page) -> str:
    """``214``, ``100+``."""
    return f"{found.total:,}{'+' * found.more}"


def day(moment: datetime, now: datetime) -> str:
    """``6 Nov``; with the year where it is not this one."""
    shown = f"{moment.day} {MONTHS[moment.month - 1]}"
    return shown if moment.year == now.year else f"{shown} {moment.year}"


def period(start: str | None, end: str | None) -> str:
    """``2023–now``, ``2020–2021``, ``2022``: the years of two profile dates."""
    first, last = (start or "")[:4], "now" if end == "present" else (end or "")[:4]
    if first and last and first != last:
        return f"{first}–{last}"
    return first or last


def month(date: str) -> str:
    """``Apr 2026`` for ``2026-04``; other dates as they are."""
    year, _, number = date.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}" if number else year


def months(start: str | None, end: str | None) -> str:
    """``Sep 2021 – now``: two profile dates as exactly as they are known."""
    first = month(start) if start else ""
    last = "now" if end == "present" else month(end) if end else ""
    return f"{first} – {last}" if first and last and first != last else first or last


def ordinal(position: int) -> str:
    return ORDINALS[position - 1] if 0 < position <= len(ORDINALS) else f"{position}th"


def stage(key: str) -> StageName:
    return StageName(stages.colour(key), stages.stage(key).label)


def listed(parts: list[str]) -> str:
    """``a, b and c``."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def sentence(text: str) -> str:
    """With a capital at its start."""
    return text[:1].upper() + text[1:]


def was_erased(at: datetime, by: str) -> str:
    """Of somebody who comes as new."""
    return f"Somebody with the same CV or contacts was erased on {at.date().isoformat()} by {by}."
