"""Venues of papers: tags such as NSDI'24, "In Proceedings of …", preprints; and the year that a tag prints."""

import re

from bot.cv.facts.dates import periods
from bot.cv.passage import Passage
from bot.cv.words import fold, pattern, phrases
from bot.profile import Fact

_TAG = re.compile(
    r"(?<!\w)(?<![A-Za-z&-][&-])(?P<name>[A-Z][A-Za-z&-]{0,20}[A-Z][A-Za-z&-]{0,20}|[A-Z][a-z]+[A-Z]\w*)(?P<year>\s?['’]\s?\d\d(?!\d)|\s(?:19|20)\d\d(?!\d)|\s\d\d(?!\d))"
)
_KNOWN = phrases("venues.names")
_IN = re.compile(
    r"^(?:in:?|published in|appeared in|to appear in|accepted (?:at|to|by)|presented at)\s+", re.IGNORECASE
)
_SHORT_YEAR = re.compile(r"['’]\s?(\d\d)(?!\d)")
_BARE_YEAR = re.compile(r"(?<=[A-Za-z])\s(\d\d)(?=[)\s,.]|$)")
_PROCEEDINGS = pattern("publications.venues")
_STRONG = re.compile(
    r"\b(?:proceedings|proc\.|conference on|journal of|transactions on|symposium on|workshop on|arxiv|biorxiv|preprint|findings of|letters|annals of|lecture notes)\b"
)


def is_tag(text: str) -> bool:
    """A venue's short name with its year."""
    match = _TAG.search(text)
    return match is not None and (
        fold(match["name"]) in _KNOWN or match["name"].isupper() or "'" in match["year"] or "’" in match["year"]
    )


def venue_score(passage: Passage) -> int:
    """0 for what is no venue; more for what surely is."""
    text, folded = passage.text.strip(), passage.folded.strip()
    score = 0
    if _STRONG.search(folded):
        score += 2
    elif _PROCEEDINGS.search(folded):
        score += 1
    if is_tag(text):
        score += 2
    elif any(
        fold(word) in _KNOWN and any(char.isupper() for char in word) for word in re.findall(r"[A-Za-z&-]{2,}", text)
    ):
        score += 1
    if _IN.match(text) and text[:1].isupper():
        score += 1
    if pattern("publications.status").match(folded):
        score += 1
    return score


_BEGINS = re.compile(
    r"\W{0,9}(?:(?i:in\b|proc|the\s|\d|to appear|accepted|under|submitted)|[A-Z]{2,}|(?i:.{0,25}(?:conference|journal|workshop|transactions|symposium|preprint|arxiv|letters|proceedings|findings)))"
)


def begins_as_venue(passage: Passage) -> bool:
    tag = tag_in(passage)
    return bool(_BEGINS.match(passage.text)) or (tag is not None and tag.start - passage.start < 3)


def tag_in(passage: Passage) -> Passage | None:
    """The tag alone, where a line holds more ("Oslo, Norway NSDI'19 May 2019")."""
    for match in _TAG.finditer(passage.text):
        if is_tag(match[0]):
            return passage.cut(*match.span())
    return None


def venue_year(passage: Passage, rule: str = "venue.year") -> Fact[str] | None:
    """The year that the venue prints: 2025 in "SOSP 2025", 2024 from "NSDI'24"."""
    found = periods(passage)
    if found:
        return found[-1].last
    match = _SHORT_YEAR.search(passage.text) or (_BARE_YEAR.search(passage.text) if is_tag(passage.text) else None)
    return passage.cut(*match.span()).derived(f"20{match[1]}", rule) if match else None


def without_lead(passage: Passage) -> Passage:
    lead = _IN.match(passage.text)
    keeps = (
        lead is None or not passage.text[lead.end() :].strip() or fold(passage.text.strip()).startswith("in preprint")
    )
    return passage if keeps or lead is None else passage.cut(lead.end()).trim()


def kind_of(passage: Passage | None) -> str:
    if passage is None:
        return ""
    if pattern("publications.workshop").search(passage.folded):
        return "workshop"
    return "preprint" if pattern("publications.preprint").search(passage.folded) else "main"
