"""The labels of private data, and which answers, without a colon between, show that a label is one."""

import re
from collections.abc import Sequence

from bot.cv.words import alternation, fold, kinds, lists, phrases

KINDS = kinds("private")
_ANY = alternation(tuple(KINDS))
LABELLED = re.compile(rf"(?P<label>{_ANY})(?P<sign>\s{{0,30}}[:：=]\s{{0,9}})?")
_BEGINNING = re.compile(
    rf"\A\W{{0,3}}(?P<label>{_ANY})\s{{0,3}}(?P<rest>[(]|-\s|\d|(?:{alternation(phrases('months'))})|$)"
)
_ANSWERED = re.compile(
    rf"\A\W{{0,3}}(?P<label>{_ANY})\s{{1,3}}(?P<value>[^\W\d_]{{1,20}}(?:[ -][^\W\d_]{{2,20}})?)\W{{0,3}}"
)
_AMBIGUOUS = phrases("prose.also_other_things")
"""Labels that are words of other things too: a heading "Health", a line "Passport control"."""
_NAMES = phrases("prose.also_names")
_CODES = lists("private")["ID number"]
_CODE = (
    r"(?!(?:19|20)\d\d\s?[-/]\s?(?:(?:19|20)\d\d|\d\d)(?!\d))"
    r"(?:[a-z]{1,2}[\s.-])?[a-z]{0,6}\d[\d\s./-]{2,18}[\da-z]{0,3}"
)
"""Digits with a few letters, and no years from one to another."""
CODE_BEHIND = re.compile(
    rf"(?:\s?(?:{alternation(phrases('prose.number'))})){{0,2}}+[\s.:：#]{{0,3}}+(?:(?:{alternation(phrases('prose.is'))})\s)?(?P<code>{_CODE})"
)
"""What follows the label in ``Passport number K1234567``."""
_FEWEST_DIGITS = 5
_ACRONYM = 4
_ALONE = re.compile(_CODE)
_AMOUNT = re.compile(r"\d{3}|\d\s?k\b")
_MEASURE = re.compile(r"\d{1,3}(?:[.,'’]\s?\d{1,2})?\s?(?:cm|m|kg|lbs?|ft|feet|\"|''|%|[.,]\d{1,2}\sm)?\W?")
_FAITH = re.compile(r"[^\W\d_]{2,20}(?:[ .-]{1,2}[^\W\d_]{2,20}){0,2}")
_DAY = re.compile(r"(?:19|20)\d\d")
_ANSWERS = lists("answers")
_NATIONALITIES = _ANSWERS["nationality"] | phrases("languages.names") | phrases("countries")
_OF_SCHOOLS = re.compile(alternation(phrases("work.schools") | phrases("work.organizations")))
SHORT_LABEL = 40
_LONGEST_PART = 80
_SHORT_ANSWER = 25
_EDGES = " \t*_#-•·|"


def kind_of(match: re.Match[str]) -> str:
    return KINDS[re.sub(r"\s+", " ", match["label"])]


def kind_of_label(part: str) -> str:
    """The kind that a label names where it is all of a part; one that may mean other things needs its colon."""
    found = _label(part)
    return kind_of(found) if found and (found["sign"] or not _is_unclear(found)) else ""


def kind_above(label: str, value: str) -> str:
    """The kind of private data that a label, alone on its line, asks for and the line below it answers."""
    found = _label(label) if len(label) <= SHORT_LABEL else None
    return kind_of(found) if found and (found["sign"] or _is_answer(found, value)) else ""


def kind_at_beginning(part: str) -> str:
    """``Nationality (Norwegian)``, ``Age 27``, ``Gender female``: a label with its value, and nothing else."""
    if (answered := _ANSWERED.fullmatch(part)) and _is_short_answer(kind_of(answered), answered["value"]):
        return kind_of(answered)
    found = _BEGINNING.match(part) if len(part) <= _LONGEST_PART else None
    if not found:
        return ""
    value = part[found.start("rest") :].strip(_EDGES + "()")
    if not value:
        return kind_of_label(part)
    told_about = kind_of(found) == "health" and len(value) > _SHORT_ANSWER
    return kind_of(found) if _is_answer(found, value) and not told_about else ""


def _is_short_answer(kind: str, value: str) -> bool:
    """Whether a word or two are what one answers to a label without any sign between."""
    return KINDS.get(value) == kind or value in (_NATIONALITIES if kind == "nationality" else _ANSWERS.get(kind, ()))


def kinds_of_cells(cells: Sequence[str]) -> list[str]:
    """For each cell of a row the kind of private data whose label it is, its value standing in the next one."""
    return [kind_of_cell(cell, value) for cell, value in zip(cells, [*cells[1:], ""], strict=False)]


def kind_of_cell(part: str, value: str) -> str:
    """The kind of a label that has a place of its own before its value.

    A word that means other things too is one where a short answer follows, and no time.
    """
    value = value.strip(_EDGES)
    answered = 0 < len(value) <= _SHORT_ANSWER and "," not in value and not any(map(value.__contains__, "@/"))
    found = _label(part) if answered else None
    kind = kind_of(found) if found else ""
    unsure = kind == "photo" or (kind != "ID number" and _DAY.search(value))
    return kind_of_label(part) or ("" if unsure else kind)


def is_code(text: str) -> bool:
    """Whether the digits of a code are as many as identify a person; 9110 is a standard, 2019 a year."""
    return sum(map(str.isdigit, text)) >= _FEWEST_DIGITS - text[:1].isalpha()


def is_answered(match: re.Match[str], value: str) -> bool:
    """Whether the words behind a label's colon may be private; short labels are names too: ``RUT: robust unit tests``."""
    acronym = match["label"] in _CODES and len(match["label"].replace(".", "")) <= _ACRONYM
    return _is_answer(match, value) if acronym or match["label"] in _NAMES else True


def _label(part: str) -> re.Match[str] | None:
    found = LABELLED.match(part := part.strip(_EDGES))
    return found if found and found.end() == len(part) else None


def _is_unclear(found: re.Match[str]) -> bool:
    return found["label"] in _AMBIGUOUS or kind_of(found) in {"photo", "religion", "salary", "ID number"}


def _is_answer(found: re.Match[str], value: str) -> bool:
    """Whether the words below or behind a label are what one answers to it; anything is, to a label that is clear."""
    if not _is_unclear(found):
        return True
    value, kind = fold(value).strip(_EDGES + "."), kind_of(found)
    if kind == "ID number":
        return bool(_ALONE.fullmatch(value)) and is_code(value)
    if kind == "salary":
        return bool(_AMOUNT.search(value))
    if kind == "religion":
        return bool(_FAITH.fullmatch(value)) and not _OF_SCHOOLS.search(value)
    if value in _ANSWERS.get(kind, ()) or KINDS.get(value) == kind:
        return True
    return (kind == "health" and bool(_MEASURE.fullmatch(value))) or (
        kind == "date of birth" and bool(_DAY.search(value))
    )
