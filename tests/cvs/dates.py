"""How CVs print dates and spans: the styles of each language."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.cvs.wording import WORDS, Words


@dataclass(frozen=True)
class DateStyle:
    """``month`` prints a year and a month (1 to 12); ``dash`` joins the ends; ``since`` opens a span without an end."""

    month: Callable[[str, int], str]
    dash: str
    present: str
    since: str = ""
    expected: str = ""

    def point(self, date: str) -> str:
        if date == "present":
            return self.present
        year, _, month = date.partition("-")
        return self.month(year, int(month)) if month else year

    def span(self, start: str, end: str, *, expected: bool = False) -> str:
        if self.since and end == "present" and start:
            return f"{self.since} {self.point(start)}"
        shown = [self.point(date) for date in (start, end) if date]
        if len(shown) == 2 and shown[0] == shown[1]:
            del shown[1]
        if expected and self.expected:
            shown[-1] = f"{self.expected} {shown[-1]}" if len(shown) == 1 else f"{shown[-1]} ({self.expected})"
        return self.dash.join(shown)


_DASHES = (" – ", " - ", "–", " — ", "-")


def date_style(language: str, dice: Random) -> DateStyle:
    """One of the styles that people of this language use."""
    words = WORDS[language]
    dash = dice.choice(_DASHES)
    month = dice.choice(_MONTHS[language])(words)
    since = words.since if language == "de" and dice.random() < 0.3 else ""
    if language == "zh" and dice.random() < 0.3:
        dash = "至"
    present = dice.choice(words.present)
    return DateStyle(month, dash if present != "至今" or dash != "至" else "-", present, since, words.expected)


def named(words: Words) -> Callable[[str, int], str]:
    return lambda year, month: f"{words.months[month - 1]} {year}"


def short(words: Words) -> Callable[[str, int], str]:
    return lambda year, month: f"{words.short_months[month - 1]} {year}"


def dotted(words: Words) -> Callable[[str, int], str]:
    return lambda year, month: f"{words.short_months[month - 1].rstrip('.')}. {year}".replace("May.", "May")


def slashed(_words: Words) -> Callable[[str, int], str]:
    return lambda year, month: f"{month:02}/{year}"


def pointed(_words: Words) -> Callable[[str, int], str]:
    return lambda year, month: f"{month:02}.{year}"


def iso(_words: Words) -> Callable[[str, int], str]:
    return lambda year, month: f"{year}-{month:02}"


def year_first(_words: Words) -> Callable[[str, int], str]:
    return lambda year, month: f"{year}.{month:02}"


def characters(_words: Words) -> Callable[[str, int], str]:
    return lambda year, month: f"{year}年{month}月"


_MONTHS = {
    "en": (named, short, short, dotted, slashed, iso),
    "de": (named, slashed, slashed, pointed),
    "fr": (named, short, slashed),
    "es": (named, short, slashed),
    "pt": (named, short, slashed),
    "zh": (year_first, year_first, characters, iso),
}
