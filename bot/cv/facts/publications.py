"""Papers: citations on one line, or a title with its venue, date and authors on lines of their own, in any order."""

import re
from dataclasses import replace

from bot.cv.facts.authors import author_list, bare, first_turned, is_author, leading_authors
from bot.cv.facts.citations import (
    Citation,
    after_authors,
    citation_of,
    clean_title,
    is_title,
    quoted,
    unnumbered,
)
from bot.cv.facts.cited_venues import PAGES, venue_in
from bot.cv.facts.dates import is_only_dates, periods
from bot.cv.facts.paper_facts import Paper, publication_of
from bot.cv.facts.paper_lines import leftover, role_of
from bot.cv.facts.people import same_person
from bot.cv.facts.pieces import columns
from bot.cv.facts.places import split_place
from bot.cv.facts.venues import past_occasion, tag_in, venue_score
from bot.cv.passage import EMPTY, Line, Passage, joined
from bot.cv.words import kinds, pattern
from bot.profile import Fact, Publication

_LONGEST_TITLE = 320
_LONGEST_LIST = 300
"""Characters of authors before a colon."""


def publications_of(lines: list[Line], name: str) -> tuple[tuple[Publication, ...], list[str]]:
    """The papers, and warnings about what could not be told apart."""
    papers: list[Paper] = []
    warnings: list[str] = []
    lines = _with_leading_authors(lines)
    loose = _detached_dates(lines)
    if loose:
        warnings.append("Dates that stand apart from their papers were left out of the publications.")
    roles: tuple[str, ...] = ()
    for index, line in enumerate(lines):
        if line.kind == "row" and line.level:
            roles = tuple(kinds("labels").get(cell.folded.strip(), "") for cell in line.cells)
        elif len(columns(line)) > 1 and (line.kind == "row" or any(is_only_dates(cell) for cell in columns(line))):
            _read_row(papers, line, roles, name)
        elif _is_venue_below(papers, lines, index):
            _venue_line(papers[-1], line.passage.trim())
        elif index not in loose and not _heads_nothing(lines, index):
            _read(papers, line, name)
    cited = any(paper.authors or paper.venues for paper in papers)
    found = [publication_of(paper, name, warnings) for paper in papers if not (cited and _is_remark(paper))]
    return tuple(found), list(dict.fromkeys(warnings))


def _with_leading_authors(lines: list[Line]) -> list[Line]:
    """An item that opens with its authors and the year goes on with the title on the next line."""
    whole: list[Line] = []
    for line in lines:
        opened = whole[-1] if whole and not line.gap and line.kind == "text" else None
        if opened and (opened.kind == "bullet" or opened.gap or len(whole) == 1) and _ends_with_year(opened.passage):
            both = joined([opened.passage, line.passage])
            cited = citation_of(both)
            if cited is not None and len(cited.authors) > 1 and cited.title and cited.title.start >= line.passage.start:
                whole[-1] = replace(opened, passage=both, finish=line.finish)
                continue
        whole.append(line)
    return whole


def _ends_with_year(passage: Passage) -> bool:
    found = periods(passage)
    return len(found) == 1 and not passage.cut(found[0].to).trim(stop=True)


def _is_venue_below(papers: list[Paper], lines: list[Line], index: int) -> bool:
    """A line right under a title's authors, with a date or a venue's words, and no authors of its own."""
    line, passage = lines[index], lines[index].passage
    if not papers or line.kind != "text" or line.gap or not index or papers[-1].venues or papers[-1].dates:
        return False
    above = lines[index - 1].passage
    if not (papers[-1].authors and author_list(above)) and not _is_company(above):
        return False
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following and not following.gap and following.kind == "text" and author_list(following.passage):
        return False
    told = bool(periods(passage)) or venue_score(passage) > 0
    return told and leading_authors(passage) is None and quoted(passage) is None and not is_only_dates(passage)


def _is_company(passage: Passage) -> bool:
    """``(with A. Other and B. Third)``: a line that tells who else wrote the paper, and not in which order."""
    passage = passage.trim()
    told = pattern("publications.together").match(passage.folded)
    others = bare(passage.cut(told.end())) if told else EMPTY
    return bool(others) and (author_list(others) is not None or is_author(others.text))


def _is_aside(line: Line) -> bool:
    """``(an earlier version appeared in …)`` under a paper."""
    text = line.text.strip()
    return line.kind == "text" and not line.gap and text.startswith("(") and text.endswith((")", ")."))


def _heads_nothing(lines: list[Line], index: int) -> bool:
    """A heading over another one, or over what the page gets from elsewhere, is no title."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    return lines[index].kind == "heading" and (following is None or following.kind == "heading") and not _cites(lines)


def _cites(lines: list[Line]) -> bool:
    """Whether the papers stand on headings themselves."""
    return sum(line.kind == "heading" and citation_of(line.passage.trim()) is not None for line in lines) > 1


def _detached_dates(lines: list[Line]) -> set[int]:
    """Runs of two or more lines that hold a date alone: a column that fell down, of unknown papers."""
    alone = [is_only_dates(line.passage) for line in lines]
    return {
        index
        for index, one in enumerate(alone)
        if one and ((index and alone[index - 1]) or alone[index + 1 : index + 2] == [True])
    }


def _read(papers: list[Paper], line: Line, name: str) -> None:
    passage = line.passage.trim()
    if not passage:
        return
    role = role_of(passage)
    if papers and (_is_company(passage) or (role == "title" and _is_aside(line))):
        papers[-1].notes.append(passage)
    elif role == "title":
        _open(papers, passage, line, name)
    elif not papers:
        return
    elif role == "authors":
        papers[-1].authors = papers[-1].authors or author_list(passage) or []
        papers[-1].notes.append(passage)
    elif role == "date":
        papers[-1].dates += [fact for period in periods(passage)[:1] for fact in [period.last] if fact]
    elif role == "venue":
        _venue_line(papers[-1], passage)
    elif role == "note":
        papers[-1].notes.append(passage)


def _read_row(papers: list[Paper], line: Line, roles: tuple[str, ...], name: str) -> None:
    """A table's row: what its cells are by their heading, else by their looks."""
    cells = {index: cell for index, cell in enumerate(columns(line)) if cell}
    named = {
        index: roles[index] if index < len(roles) and roles[index] else role_of(cell) for index, cell in cells.items()
    }
    titles = [cells[index] for index, role in named.items() if role in {"title", "name"}]
    if not titles:
        return
    if len(titles) == 1 and len(cells) == 2 and not any(role in {"authors", "venue"} for role in named.values()):
        _open(papers, titles[0], line, name)
        paper = papers[-1] if papers else None
    else:
        paper = Paper(clean_title(max(titles, key=lambda cell: len(cell.text))))
        papers.append(paper)
    if paper is None:
        return
    for index, role in named.items():
        if role == "authors":
            paper.authors = author_list(cells[index]) or (
                [bare(cells[index])] if is_author(bare(cells[index]).text) else []
            )
            paper.notes.append(cells[index])
        elif role == "venue":
            paper.venues.append(cells[index].trim(stop=True))
        elif role == "date":
            paper.dates += [fact for period in periods(cells[index])[:1] for fact in [period.last] if fact]


def _is_remark(paper: Paper) -> bool:
    """A sentence that bears no author, venue or date among papers that do is told about one of them."""
    bare_one = not (paper.authors or paper.venues or paper.dates)
    told = bare_one and bool(paper.notes) and paper.notes[0].text.rstrip().endswith(".")
    return told and paper.notes[0].after(paper.title).find("publications.status") is None


def _venue_line(paper: Paper, line: Passage) -> None:
    passage = past_occasion(line)
    found = periods(passage)
    tag = tag_in(passage)
    if tag is not None and len(leftover(passage).split()) <= 3:
        end = _tail_of_tag(passage, tag)
        venue: Passage | None = passage.cut(passage.place_of(tag), end).trim(stop=True)
    else:
        venue = _without_pages(venue_in(passage) or _outside_dates(passage))
    if venue:
        paper.venues.append(venue)
    outside = [period for period in found if venue is None or passage.opens(period.at) >= venue.end]
    paper.dates += [fact for period in outside[-1:] for fact in [period.last] if fact]
    paper.notes.append(line)


def _outside_dates(passage: Passage) -> Passage:
    parts = passage.without(*((period.at, period.to) for period in periods(passage)))
    return parts[0].trim(stop=True) if parts else EMPTY


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
    ):
        return len(passage.text)
    return end


def _authors_and_venue(papers: list[Paper], passage: Passage) -> bool:
    """``A. Author, B. Author. *Venue 2025*.`` under a title: both are of that paper."""
    listed = leading_authors(passage) if papers and not papers[-1].authors else None
    if listed is None or len(listed[0]) < 2:
        return False
    rest = passage.cut(listed[1]).trim(stop=True)
    venue = venue_in(rest)
    if venue is None or len(leftover(rest).split()) > 8 or citation_of(rest) is not None:
        return False
    papers[-1].authors = listed[0]
    papers[-1].notes.append(passage)
    _venue_line(papers[-1], rest)
    return True


def _open(papers: list[Paper], passage: Passage, line: Line, name: str) -> None:
    if _authors_and_venue(papers, passage):
        return
    if papers and _continues_title(papers[-1], passage, line):
        papers[-1].title = joined([papers[-1].title, passage])
        return
    cited = _alone(passage, name) or citation_of(passage)
    if cited is not None and cited.title is not None and (cited.authors or cited.venue):
        paper = Paper(cited.title, cited.authors, [cited.venue] if cited.venue else [], notes=[passage])
        dated = [period.last for period in periods(passage) if not _inside(passage, period.at, cited.title)]
        paper.dates = [fact for fact in dated[-1:] if fact]
        papers.append(paper)
        return
    title, venue, dates = _split_tail(passage)
    if not is_title(title):
        if papers:
            papers[-1].notes.append(passage)
        return
    papers.append(Paper(title, [], [venue] if venue else [], dates, [passage]))


def _alone(passage: Passage, name: str) -> Citation | None:
    """``Ada Quill. Title. Venue``, ``Ada Quill, Bo Other: Title``: names are authors where the candidate's is one."""
    if not name:
        return None
    passage = unnumbered(passage)
    if (turned := first_turned(passage)) and _is_of(turned, name):
        return _cited_after(passage.cut(passage.place_after(turned)), [turned])
    stop = re.search(r"(?<!\b[A-Z])[.:]\s", passage.text[: len(name) + 8])
    author = bare(passage.cut(0, stop.start())) if stop else EMPTY
    if stop and author and is_author(author.text) and same_person(author.text, name):
        return _cited_after(passage.cut(stop.end()), [author])
    colon = passage.text.find(": ", 0, _LONGEST_LIST)
    listed = author_list(passage.cut(0, colon)) if colon > 0 else None
    if listed and any(same_person(bare(one).text, name) for one in listed):
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
    fresh = not (paper.authors or paper.venues or paper.dates) and len(paper.title.text) < _LONGEST_TITLE
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


def papers_in_prose(lines: list[Line], name: str) -> list[Publication]:
    """A sentence that quotes a title beside its authors and venue."""
    found = []
    for line in lines:
        cited = quoted(line.passage.trim()) if line.kind == "text" else None
        if cited is not None and cited.title is not None and cited.authors and cited.venue and is_title(cited.title):
            dates = [fact for period in periods(line.passage)[:1] for fact in [period.last] if fact]
            paper = Paper(clean_title(cited.title), cited.authors, [cited.venue], dates, [line.passage])
            found.append(publication_of(paper, name, []))
    return found
