"""Venues of papers: tags such as NSDI'24, "In Proceedings of …", preprints; and the year that a tag prints."""

import re
from typing import Literal

from bot.cv.facts.dates import periods
from bot.cv.passage import Passage
from bot.cv.words import alternation, fold, pattern, phrases
from bot.profile import Fact

Kind = Literal["main", "workshop", "preprint", ""]

_TAG = re.compile(
    r"(?<!\w)(?<![A-Za-z&-][&-])(?P<name>(?=[A-Z][a-z&-]{0,20}+[A-Z])[A-Za-z&-]{2,42}+|[A-Z][a-z]{1,30}+[A-Z]\w{0,60}+)(?P<year>\s?['’]\s?\d\d(?!\d)|\s(?:19|20)\d\d(?!\d)|\s\d\d(?!\d))"
)
_KNOWN = phrases("venues.names")
_IN = re.compile(
    r"^(?:in:?|published in|appeared in|to appear in|accepted (?:at|to|by)|presented at)\s+", re.IGNORECASE
)
_OCCASION = re.compile(
    r"\A(?:[\w -]{1,30}, )?(?:[\w-]{1,15} ){0,3}(?:accepted|award|presented|nominee) (?:at|in|to|by) (?:the )?"
)
_SHORT_YEAR = re.compile(r"['’]\s?(\d\d)(?!\d)")
_BARE_YEAR = re.compile(r"(?<=[A-Za-z])\s(\d\d)(?=[)\s,.]|$)")
VOLUME = re.compile(r"[A-Z][\w.]{1,20}+\s\d{1,4}\s?\((?:(?:19|20)\d\d|\d{1,3})\)[,:]\s?\d")
"""``Combinatorica 43 (2023), 401``: a journal with its volume, year and pages."""
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
    if _STRONG.search(folded) or VOLUME.search(text):
        score += 2
    elif passage.find("publications.venues"):
        score += 1
    if is_tag(text):
        score += 2
    elif any(word.lower() in _KNOWN and not word.islower() for word in set(re.findall(r"[A-Za-z&-]{2,}", text))):
        score += 1
    if _IN.match(text) and text[:1].isupper():
        score += 1
    if pattern("publications.status").match(folded):
        score += 1
    return score


_BEGINS = re.compile(
    r"\A\W{0,9}+(?:(?i:in\b|proc|the\s|\d|to appear|accepted|under|submitted)|[A-Z]{2,}|(?i:.{0,25}(?:conference|journal|workshop|transactions|symposium|preprint|arxiv|letters|proceedings|findings)))"
)


def begins_as_venue(passage: Passage) -> bool:
    tag = tag_in(passage)
    return (
        bool(_BEGINS.match(passage.text))
        or bool(VOLUME.search(passage.text[:80]))
        or (tag is not None and tag.start - passage.start < 3)
    )


def tag_in(passage: Passage) -> Passage | None:
    """The tag alone, where a line holds more ("Oslo, Norway NSDI'19 May 2019")."""
    for match in _TAG.finditer(passage.text):
        if is_tag(match[0]):
            return passage.cut(*match.span())
    return None


def venue_year(passage: Passage) -> Fact[str] | None:
    """The year that the venue prints: 2025 in "SOSP 2025", 2024 from "NSDI'24"."""
    found = periods(passage)
    if found:
        return found[-1].last
    match = _SHORT_YEAR.search(passage.text) or (_BARE_YEAR.search(passage.text) if is_tag(passage.text) else None)
    return passage.cut(*match.span()).derived(f"20{match[1]}", "venue.year") if match else None


def without_lead(passage: Passage) -> Passage:
    lead = _IN.match(passage.text)
    keeps = (
        lead is None or not passage.text[lead.end() :].strip() or fold(passage.text.strip()).startswith("in preprint")
    )
    return passage if keeps or lead is None else passage.cut(lead.end()).trim()


def past_occasion(passage: Passage) -> Passage:
    """``Oral, accepted at NAACL 2024``, ``Best Paper Award at EDM 2024``: from the venue on."""
    told = _OCCASION.match(passage.folded.lstrip(" ("))
    return passage.cut(len(passage.text) - len(passage.text.lstrip(" (")) + told.end()).trim() if told else passage


def kind_of(passage: Passage | None) -> Kind:
    """Empty for what is neither refereed nor a preprint, and for a poster or a demo at a conference: that may be either."""
    if passage is None or passage.find("publications.reports"):
        return ""
    if passage.find("publications.workshop"):
        return "workshop"
    if passage.find("publications.shown"):
        return ""
    return "preprint" if passage.find("publications.preprint") else "main"


_AT = r"\s(?:to|at|for|in|bei|beim|à|a|en|em)"
_WAITS_AT = re.compile(rf"{_AT}\s")
LEADS_TO_WAITING = re.compile(rf"(?:{alternation(phrases('publications.pending'))}){_AT}(?:\sthe)?\s{{0,9}}+\Z")
"""The end of a folded line: ``Under review at``, and the next one names the venue."""


def settled(passage: Passage) -> Passage | None:
    """Where a paper is, beside where it waits: "arXiv 2024, submitted to ICML" is on arXiv, "SOSP (under review)" nowhere."""
    waits = passage.find("publications.pending")
    if waits is None:
        return passage
    before = passage.cut(0, waits.start())
    is_there = _WAITS_AT.match(passage.folded, waits.end()) or before.find("publications.preprint")
    return before.trim() or None if is_there else None
