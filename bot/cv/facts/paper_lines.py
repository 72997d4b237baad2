"""What a line or a cell of a list of papers is: a title, authors, a venue, a date, a place, a note."""

import re
from typing import Literal

from bot.cv.facts.authors import author_list
from bot.cv.facts.citations import citation_of, quoted
from bot.cv.facts.dates import is_only_dates, periods
from bot.cv.facts.places import is_place
from bot.cv.facts.venues import begins_as_venue, tag_in, venue_score
from bot.cv.passage import Passage, kept
from bot.cv.words import fold, pattern

Role = Literal["title", "authors", "venue", "date", "place", "note"]
_EQUAL = pattern("publications.equal")
_COUNTS = re.compile(r"\A(?:\W{0,3}[\w-]{2,20}(?: [\w-]{2,20})? \(\d{1,3}\)){1,8}\W?")
_FEW = 16
_NOTE = re.compile(r"^[^:]{2,30}:\s")


@kept
def role_of(passage: Passage) -> Role:
    if is_only_dates(passage) or _is_date_and_place(passage):
        return "date"
    if is_place(passage):
        return "place"
    if author_list(passage) is not None and quoted(passage) is None:
        return "authors"
    if _is_venue_line(passage):
        return "venue"
    noted = pattern("publications.notes").match(passage.folded) and (
        _NOTE.match(passage.text) or len(passage.text) < 60
    )
    if noted or _points(passage) or _is_scrap(passage) or (_EQUAL.search(passage.folded) and len(passage.text) < 80):
        return "note"
    return "title"


def _points(passage: Passage) -> bool:
    """``A full list is on Google Scholar``: it says where papers are, and cites none."""
    named = pattern("publications.pointers").search(passage.folded)
    return named is not None and len(passage.text.split()) <= _FEW and citation_of(passage) is None


def _is_date_and_place(passage: Passage) -> bool:
    found = periods(passage)
    rest = [part.trim() for part in passage.without(*((one.at, one.to) for one in found)) if part.trim()]
    return bool(found) and bool(rest) and all(is_place(part) for part in rest)


def _is_scrap(passage: Passage) -> bool:
    if _COUNTS.fullmatch(passage.text):
        return True
    words = passage.text.split()
    listed = [part for part in passage.text.split(",") if part.strip()]
    lower = sum(not part.strip()[:1].isupper() for part in listed)
    garbled = len(listed) > 2 and lower == len(listed) and all(len(part.split()) <= 4 for part in listed)
    return (
        (len(words) < 2 and passage.text.isascii())
        or garbled
        or not any(char.isupper() or not char.isascii() for char in passage.text)
    )


def _is_venue_line(passage: Passage) -> bool:
    """A venue and nothing that reads as a title: a tag, or proceedings, within a short line."""
    score = venue_score(passage)
    if score < 1:
        return False
    words = len(leftover(passage).split())
    short = words <= 3 or (
        score >= 2 and words <= 14 and not re.search(r"[a-z]: [A-Z]", passage.text) and begins_as_venue(passage)
    )
    return short and citation_of(passage) is None


def leftover(passage: Passage) -> str:
    """What a line says beside its tag, dates and place."""
    spans = [(period.at, period.to) for period in periods(passage)]
    if tag := tag_in(passage):
        at = passage.place_of(tag)
        spans.append((at, at + len(tag.text)))
    left = " ".join(part.trim().text for part in passage.without(*spans))
    left = pattern("publications.venues", "publications.preprint", "venues.names", "publications.status").sub(
        " ", fold(left)
    )
    return re.sub(r"[^\w\s]|\bin\b|\bonline\b|\bfindings\b|\d", " ", left)
