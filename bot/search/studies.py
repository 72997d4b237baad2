"""Who studies now, and for what: by the CV's own dates and the day it came, or by what the person calls themselves."""

import re
from collections.abc import Iterator
from datetime import date

from bot.profile import Education, Fact, Profile
from bot.search.names import names
from bot.search.passages import value
from bot.search.text import tokens
from bot.search.words import word_list

ANY = "any"
"""In place of a degree: whatever is studied."""
_STUDENT = word_list("student")
_EXPECTED = re.compile(r"expect|graduat|anticipat|voraussichtlich|预计|prévu|previst", re.IGNORECASE)
_SUMMER = "07"
"""Studies that end in a year, without a month, end in its middle."""
_YEAR = re.compile(r"\b20\d\d\b")


def graduation(study: Education) -> list[str]:
    """The years in which the studies ended, or are said to."""
    said = [detail.value for detail in study.details if _EXPECTED.search(detail.value)]
    return list(dict.fromkeys(_YEAR.findall(" ".join((value(study.end), *said)))))


def studying(profile: Profile, arrived: date | None) -> Iterator[tuple[Fact[str], tuple[str, ...]]]:
    """What shows that somebody studies now, and the degrees that it is for."""
    for study in profile.education:
        shown = study.degree or study.field or study.institution
        if shown and goes_on(study, arrived):
            yield shown, (ANY, *_levels(value(study.degree)))
    if profile.label and not _STUDENT.isdisjoint(tokens(profile.label.value)):
        yield profile.label, (ANY, *_levels(profile.label.value))


def goes_on(study: Education, arrived: date | None) -> bool:
    """Without an end where the CV says so or names a student, or with one that had not come when the CV came."""
    end = value(study.end)
    if end == "present" or (not end and not _STUDENT.isdisjoint(tokens(value(study.degree)))):
        return True
    expected = max((end, *graduation(study)))
    if not expected or not arrived:
        return False
    return (expected if "-" in expected else f"{expected}-{_SUMMER}") > f"{arrived:%Y-%m}"


def _levels(degree: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for _, _, key in names("degrees").find(tokens(degree))))
