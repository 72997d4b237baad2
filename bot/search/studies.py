"""Who studies now, and for what: by the CV's own dates and the day it came, or by what the person calls themselves."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.profile import Education, Evidence, Fact, Profile
from bot.search.names import names
from bot.search.passages import value
from bot.search.text import tokens
from bot.search.words import word_list

ANY = "any"
"""In place of a degree: whatever is studied."""
_STUDENT = word_list("student")
_EXPECTED = re.compile(r"expect|graduat|anticipat|voraussichtlich|预计|prévu|previst", re.IGNORECASE)
_AHEAD = re.compile(
    r"(?:\bexp(?:ect\w{0,6}|\.)|anticipat\w{0,6}|graduati\w{1,4}|voraussichtlich\w{0,3}|预计|prévue?|previst[oa])[^\n]{0,40}?\b(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_BROKEN_OFF = re.compile(
    r"\b(?:(?:not|never) (?:completed|finished)|incomplete|unfinished|discontinued|withdr(?:ew|awn)|dropped out|left without|abandoned"
    r"|(?:all|everything) but dissertation|ABD|abgebrochen|nicht abgeschlossen|ohne abschluss|non (?:terminée?|achevée?)|inachevée?"
    r"|abandonnée?|no (?:terminad|completad|finalizad)[oa]|não conclu[ií]d[oa]|incomplet[oa])\b|肄业|未毕业|退学",
    re.IGNORECASE,
)
_SUMMER = "07"
"""Studies that end in a year, without a month, end in its middle."""
_FEW = 2
"""Details of studies that may be about their end."""
_YEAR = re.compile(r"\b20\d\d\b")


def graduation(study: Education) -> list[str]:
    """The years in which the studies ended, or are said to."""
    said = [detail.value for detail in study.details if _EXPECTED.search(detail.value)]
    return list(dict.fromkeys(_YEAR.findall(" ".join((value(study.end), *said)))))


def expected(study: Education, texts: Mapping[int, str]) -> Iterator[tuple[Fact[str], str]]:
    """What the lines of the studies say of an end to come, beside one that is left open: "expected June 2026"."""
    shown = [place for fact in (study.degree, study.field, study.start, study.end) if fact for place in fact.evidence]
    seen: set[tuple[int, int]] = set()
    for place in shown:
        text = texts.get(place.document, "")
        start, end = text.rfind("\n", 0, place.start) + 1, text.find("\n", place.end)
        if (place.document, start) in seen:
            continue
        seen.add((place.document, start))
        if found := _AHEAD.search(text, start, end if end >= 0 else len(text)):
            rule = "expected graduation"
            yield Fact(found.group(), (Evidence(found.start(), found.end(), rule, place.document),)), found["year"]


def is_broken_off(study: Education, texts: Mapping[int, str]) -> bool:
    """Whether the line of a degree, or what is told of its studies, says that it was never reached."""
    place = study.degree.evidence[0] if study.degree and study.degree.evidence else None
    text = texts.get(place.document, "") if place else ""
    start, end = (text.rfind("\n", 0, place.start) + 1, text.find("\n", place.end)) if place else (0, 0)
    said = (text[start : end if end >= 0 else len(text)], *(detail.value for detail in study.details[:_FEW]))
    return any(map(_BROKEN_OFF.search, said))


def is_finished(study: Education, profile: Profile, arrived: date | None, ahead: Sequence[str] = ()) -> bool:
    """Whether the studies were over when the CV came; without an end, those of a student are not."""
    student = profile.label and calls_student(profile.label.value)
    return not goes_on(study, arrived, ahead) and bool(value(study.end) or not student)


def studying(
    profile: Profile, arrived: date | None, shown: Mapping[int, str] | None = None
) -> Iterator[tuple[Fact[str], tuple[str, ...]]]:
    """What shows that somebody studies now, and the degrees that it is for. ``shown``: the texts as `visible`."""
    for study in profile.education:
        proof = study.degree or study.field or study.institution
        ahead = [year for _, year in expected(study, shown or {})]
        if proof and goes_on(study, arrived, ahead):
            yield proof, (ANY, *_levels(value(study.degree)))
    if profile.label and calls_student(profile.label.value):
        yield profile.label, (ANY, *_levels(profile.label.value))


def goes_on(study: Education, arrived: date | None, ahead: Sequence[str] = ()) -> bool:
    """Without an end where the CV says so or names a student, or with one that had not come when the CV came.

    ``ahead``: years in which it is expected to end.
    """
    end = value(study.end)
    if end == "present" or (not end and not _STUDENT.isdisjoint(tokens(value(study.degree)))):
        return True
    expected = max((end, *graduation(study), *ahead))
    if not expected or not arrived:
        return False
    return (expected if "-" in expected else f"{expected}-{_SUMMER}") > f"{arrived:%Y-%m}"


def calls_student(label: str) -> bool:
    """Whether somebody calls themselves a student."""
    return not _STUDENT.isdisjoint(tokens(label))


def _levels(degree: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for _, _, key in names("degrees").find(tokens(degree))))
