"""A line under a title that tells where and when its paper appeared."""

import re

from bot.cv.facts.cited_venues import PAGES, venue_in
from bot.cv.facts.dates import periods
from bot.cv.facts.paper_facts import Paper
from bot.cv.facts.paper_lines import leftover
from bot.cv.facts.places import is_place
from bot.cv.facts.venues import LEADS_TO_WAITING, past_occasion, settled, tag_in, without_lead
from bot.cv.passage import EMPTY, Passage

_FEW = 3
"""Words beside a tag that tell no more than its place."""


def venue_line(paper: Paper, line: Passage) -> None:
    waits = paper.notes and LEADS_TO_WAITING.search(paper.notes[-1].folded)
    paper.notes.append(line)
    if waits:
        return
    passage = settled(past_occasion(line))
    venue = _named(passage) if passage is not None else None
    if venue:
        paper.venues.append(venue)
    dated = line if passage is None else passage
    outside = [period for period in periods(dated) if not venue or dated.opens(period.at) >= venue.end]
    paper.dates += [fact for period in outside[-1:] for fact in [period.last] if fact]


def _named(passage: Passage) -> Passage | None:
    tag = tag_in(passage)
    if tag is not None and len(leftover(passage).split()) <= _FEW:
        return passage.cut(passage.place_of(tag), _tail_of_tag(passage, tag)).trim(stop=True)
    return _without_pages(venue_in(passage) or _outside_dates(passage))


def _outside_dates(passage: Passage) -> Passage:
    """``Path Days, May 2021``: the name, though no word of it says that it is one of a venue."""
    parts = map(without_lead, passage.without(*((period.at, period.to) for period in periods(passage))))
    named = (part for part in parts if not part.text.islower() and not is_place(part))
    return next(named, EMPTY).trim(stop=True)


def _without_pages(venue: Passage) -> Passage:
    """``Journal, 149, 68-81``, whose year was taken out."""
    pages = PAGES.search(venue.text)
    return venue.cut(0, pages.start()).trim() if pages and pages.start() > 1 else venue


def _tail_of_tag(passage: Passage, tag: Passage) -> int:
    """``ACL 2024 Findings`` keeps its last word; a date after the tag goes."""
    end = passage.place_of(tag) + len(tag.text)
    tail = passage.cut(end)
    if (
        not periods(tail)
        and len(tail.text.split()) <= 3
        and re.match(r"\s\(?[A-Za-z]", tail.text)
        and "(" not in tail.text
        and not tail.find("awards.words")
    ):
        return len(passage.text)
    return end
