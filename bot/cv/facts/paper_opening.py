"""A line that opens a paper: a citation, or a title with what is glued behind it."""

import re
from dataclasses import replace
from itertools import islice

from bot.cv.facts.authors import SEPARATOR, author_list, bare, first_turned, is_author, leading_authors
from bot.cv.facts.citations import (
    Citation,
    after_authors,
    citation_of,
    clean_title,
    is_numbered,
    is_title,
    quoted,
    unnumbered,
)
from bot.cv.facts.cited_venues import STOP, venue_in
from bot.cv.facts.dates import periods
from bot.cv.facts.paper_facts import Paper
from bot.cv.facts.paper_lines import leftover
from bot.cv.facts.paper_venues import venue_line
from bot.cv.facts.people import same_person
from bot.cv.facts.places import split_place
from bot.cv.facts.venues import settled, tag_in, venue_score
from bot.cv.passage import EMPTY, Line, Passage, joined
from bot.profile import Fact

_LONGEST_TITLE = 320
_SHORTEST_TITLE = 8
_MOST_STOPS = 4
_SURE = 2
"""The score of what surely is a venue."""
_LONGEST_LIST = 300
"""Characters of authors before a colon."""


def _authors_and_venue(paper: Paper, passage: Passage) -> bool:
    """``A. Author, B. Author. *Venue 2025*.`` under a title: both are of that paper."""
    listed = leading_authors(passage) if paper.title and not paper.authors else None
    if listed is None or len(listed[0]) < 2:
        return False
    rest = passage.cut(listed[1]).trim(stop=True)
    venue = venue_in(rest)
    if venue is None or len(leftover(rest).split()) > 8 or citation_of(rest) is not None:
        return False
    paper.authors = listed[0]
    paper.notes.append(passage)
    venue_line(paper, rest)
    return True


def open_paper(papers: list[Paper], passage: Passage, line: Line, name: str) -> None:
    """One paper more; or more of the last one, where the line goes on with it.

    An item that cannot be read is a paper without a title.
    """
    if papers and _authors_and_venue(papers[-1], passage):
        return
    if papers and _continues_title(papers[-1], passage, line):
        papers[-1].title = joined([papers[-1].title, passage])
    elif paper := _cited(passage, name) or _titled(passage, name):
        papers.append(replace(paper, notes=[passage], line=line))
    elif not papers or opens_item(papers, line):
        papers.append(Paper(EMPTY, notes=[passage], line=line))
    else:
        papers[-1].notes.append(passage)


def opens_item(papers: list[Paper], line: Line) -> bool:
    """Whether a line is an item of the list, and not told under one."""
    above = papers[-1].line if papers else None
    inside = above is not None and above.kind == "bullet" and line.indent > above.indent
    return not inside and (line.kind == "bullet" or line.gap or is_numbered(line.passage))


def _cited(passage: Passage, name: str) -> Paper | None:
    cited = _by_name(passage, name) or citation_of(passage)
    if cited is None or cited.title is None or not (cited.authors or cited.venue) or _lists(cited.title, name):
        return None
    dated = [period.last for period in periods(passage) if not _inside(passage, period.at, cited.title)]
    return Paper(
        cited.title, cited.authors, [cited.venue] if cited.venue else [], [fact for fact in dated[-1:] if fact]
    )


def _titled(passage: Passage, name: str) -> Paper | None:
    """A title with its venue and date behind."""
    title, venue, dates = _split_tail(passage)
    if not is_title(title) or _lists(title, name):
        return None
    return Paper(title, [], [venue] if venue and _is_at(venue, passage.after(title)) else [], dates)


def _is_at(venue: Passage, told: Passage) -> bool:
    """Whether what follows the title says that the paper is there, and not that it waits: ``Under review at SOSP 2026``."""
    there = settled(told)
    return there is told or (there is not None and venue.end <= there.end)


def _lists(title: Passage, name: str) -> bool:
    """Whether the candidate is named in what was taken for a title: it is a citation in a form of its own."""
    return bool(name) and _names(title.split(SEPARATOR), name)


def _by_name(passage: Passage, name: str) -> Citation | None:
    """What is title and what authors, as the candidate's name tells."""
    passage = unnumbered(passage)
    return (_led_by(passage, name) or _followed_by(passage, name)) if name else None


def _followed_by(passage: Passage, name: str) -> Citation | None:
    """``Tiny Trees and Large Birds. Ada Quill, Bo Other. Venue``, ``Title. Ada Quill. Venue``."""
    listed = leading_authors(passage)
    if listed and _names(listed[0], name):
        return None
    for stop in islice(STOP.finditer(passage.text[:_LONGEST_TITLE]), _MOST_STOPS):
        title, after = passage.cut(0, stop.start()), passage.cut(stop.end())
        ends = STOP.search(after.text)
        single = bare(after.cut(0, ends.start() if ends else None))
        authors, at = leading_authors(after) or ([single], ends.end() if ends else len(after.text))
        reads_so = len(title.text) >= _SHORTEST_TITLE and len(title.text.split()) > 1 and venue_score(title) < _SURE
        if reads_so and _names(authors, name):
            return Citation(clean_title(title), authors, venue_in(after.cut(at)), after)
    return None


def _names(authors: list[Passage], name: str) -> bool:
    return any(same_person(bare(author).text, name) for author in authors)


def _led_by(passage: Passage, name: str) -> Citation | None:
    """``Ada Quill. Title. Venue``, ``Ada Quill, Bo Other: Title``: names are authors where the candidate's is one."""
    if (turned := first_turned(passage)) and _is_of(turned, name):
        return _cited_after(passage.cut(passage.place_after(turned)), [turned])
    stop = re.search(r"(?<!\b[A-Z])[.:]\s", passage.text[: len(name) + 8])
    author = bare(passage.cut(0, stop.start())) if stop else EMPTY
    if stop and author and is_author(author.text) and same_person(author.text, name):
        return _cited_after(passage.cut(stop.end()), [author])
    colon = passage.text.find(": ", 0, _LONGEST_LIST)
    listed = author_list(passage.cut(0, colon)) if colon > 0 else None
    if listed and _names(listed, name):
        return _cited_after(passage.cut(colon + 2), listed)
    return None


def _is_of(turned: Passage, name: str) -> bool:
    """``Quill, A. B.`` is Ada Quill: a second initial may be missing from the name on top."""
    first = re.match(r"[^,]{1,60}, ?\w", turned.text)
    return first is not None and same_person(first[0], name)


def _cited_after(rest: Passage, authors: list[Passage]) -> Citation | None:
    if leading_authors(rest) is not None:
        return None
    cited = quoted(rest) or after_authors(rest, authors)
    if cited.title is None or not is_title(title := clean_title(cited.title)):
        return None
    return Citation(title, authors, cited.venue, cited.rest)


def _inside(passage: Passage, at: int, title: Passage) -> bool:
    return title.start <= passage.opens(at) < title.end


def _continues_title(paper: Paper, passage: Passage, line: Line) -> bool:
    """The second half of a title that a line break cut: nothing else was read of the paper, and it begins mid-phrase."""
    fresh = (
        bool(paper.title)
        and not (paper.authors or paper.venues or paper.dates)
        and len(paper.title.text) < _LONGEST_TITLE
    )
    return fresh and not line.gap and line.kind == "text" and passage.text[:1].islower()


def _split_tail(passage: Passage) -> tuple[Passage, Passage | None, list[Fact[str]]]:
    """A title with its place, venue and date glued behind."""
    dates: list[Fact[str]] = []
    venue: Passage | None = None
    rest = passage
    found = periods(rest)
    if found and not rest.cut(found[-1].to).trim(stop=True) and found[-1].at > 8:
        tag = tag_in(rest.cut(max(0, found[-1].at - 14)))
        tagged = tag is not None and tag.end >= rest.closes(found[-1].to - 1)
        if not tagged:
            dates = [fact for fact in [found[-1].last] if fact]
            rest = rest.cut(0, found[-1].at).trim()
    tag = tag_in(rest)
    if tag is not None and tag.start > rest.start:
        at = rest.place_of(tag)
        tail = rest.cut(at + len(tag.text)).trim()
        if (
            len(tail.text.split()) <= 2
            and not rest.text[:at].rstrip().endswith(("(", ":"))
            and not (rest.text[at:].rstrip().endswith(")") and "(" in rest.text[:at])
        ):
            venue, rest = rest.cut(at).trim(), rest.cut(0, at).trim()
        elif rest.text.rstrip().endswith(")") and rest.text[:at].rstrip().endswith("("):
            venue, rest = tag, rest.cut(0, rest.text[:at].rindex("(")).trim()
    elif (
        (runs := [run for run in rest.runs() if run.text.strip()])
        and len(runs) > 1
        and venue_score(runs[-1]) > 0
        and is_title(runs[0].trim())
    ):
        at = rest.place_of(runs[1])
        venue, rest = venue_in(rest.cut(at)), rest.cut(0, at)
    before, place = split_place(rest)
    if place is not None and len(before.text.split()) > 3:
        rest = before
    return clean_title(rest), venue, dates
