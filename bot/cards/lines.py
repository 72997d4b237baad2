"""An entry of a profile in one line of words."""

import re

from bot.cards.wording import month, ordinal, period
from bot.chat.messages import Link, Span
from bot.profile import Award, Education, Fact, Phone, Place, Publication, Work
from bot.profile import Link as Account


def job(one: Work) -> str:
    """``GPU kernel engineer, Tessera Labs · 2023–now``."""
    who = ", ".join(fact.value for fact in (one.title, one.organization) if fact)
    return " · ".join(filter(None, (who, period(value(one.start), value(one.end)))))


def degree(one: Education) -> str:
    """``MSc Computer Engineering, University of Veldhaven · 2023 · GPA 3.9/4``."""
    subject = " ".join(fact.value for fact in (one.degree, one.field) if fact)
    where = ", ".join(filter(None, (subject, value(one.institution))))
    grade = f"GPA {one.gpa.value}" if one.gpa else ""
    rank = f"rank {one.rank.value}" if one.rank else ""
    return " · ".join(filter(None, (where, period(value(one.start), value(one.end)), grade, rank)))


def paper(one: Publication) -> str:
    """``Pages that fit · MLSys 2025, first author``."""
    venue, year = value(one.venue), value(one.date)[:4]
    if year and year not in venue and f"'{year[2:]}" not in venue:
        venue = f"{venue} {year}".strip()
    author = f"{ordinal(one.position)} author" if one.position else ""
    return " · ".join(filter(None, (one.title.value, ", ".join(filter(None, (venue, author))))))


def place(one: Place) -> str:
    """``Austin, Texas, USA``."""
    return ", ".join(filter(None, map(value, (one.city, one.region, one.country))))


def award(one: Award) -> str:
    """``Best paper · 2025``."""
    return " · ".join(filter(None, (one.title.value, ", ".join(month(date.value) for date in one.dates))))


def account(one: Account) -> Span:
    """A link, or a handle with its network; ``account ada-x`` where the CV does not name that."""
    if one.url:
        address = one.url.value
        shown = re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")
        return Link(shown or address, address if "://" in address else f"https://{address}")
    network, who = value(one.network), value(one.username)
    return ": ".join(filter(None, (network, who))) if network else f"account {who}"


def phone(one: Phone) -> str:
    """As written, with the international form beside a number that is not."""
    if one.e164 and "+" not in one.number.value:
        return f"{one.number.value} ({one.e164.value})"
    return one.number.value


def value(fact: Fact[str] | None) -> str:
    return fact.value if fact else ""
