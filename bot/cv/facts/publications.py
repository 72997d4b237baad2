"""Papers: citations on one line, or a title with its venue, date and authors on lines of their own, in any order."""

import re
from dataclasses import dataclass, field
from typing import Literal, cast

from bot.cv.facts.authors import author_list, bare, is_author, leading_authors
from bot.cv.facts.citations import citation_of, clean_title, is_title, quoted, venue_in
from bot.cv.facts.dates import is_only_dates, periods
from bot.cv.facts.paper_lines import leftover, role_of
from bot.cv.facts.people import same_person
from bot.cv.facts.pieces import columns
from bot.cv.facts.places import split_place
from bot.cv.facts.venues import kind_of, tag_in, venue_score, venue_year
from bot.cv.passage import EMPTY, Line, Passage, joined
from bot.cv.words import kinds, pattern
from bot.profile import Fact, Publication

_LONGEST_TITLE = 320


@dataclass(slots=True)
class _Paper:
    title: Passage
    authors: list[Passage] = field(default_factory=list)
    venues: list[Passage] = field(default_factory=list)
    dates: list[Fact[str]] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)


def publications_of(lines: list[Line], name: str) -> tuple[tuple[Publication, ...], list[str]]:
    """The papers, and warnings about what could not be told apart."""
    papers: list[_Paper] = []
    warnings: list[str] = []
    loose = _detached_dates(lines)
    if loose:
        warnings.append("Dates that stand apart from their papers were left out of the publications.")
    roles: tuple[str, ...] = ()
    for index, line in enumerate(lines):
        if line.kind == "row" and line.level:
            roles = tuple(kinds("labels").get(cell.folded.strip(), "") for cell in line.cells)
        elif len(columns(line)) > 1 and (line.kind == "row" or any(is_only_dates(cell) for cell in columns(line))):
            _read_row(papers, line, roles)
        elif index not in loose:
            _read(papers, line)
    cited = any(paper.authors or paper.venues for paper in papers)
    found = [_publication(paper, name, warnings) for paper in papers if not (cited and _is_remark(paper))]
    return tuple(found), list(dict.fromkeys(warnings))


def _detached_dates(lines: list[Line]) -> set[int]:
    """Runs of two or more lines that hold a date alone: a column that fell down, of unknown papers."""
    alone = [is_only_dates(line.passage) for line in lines]
    return {
        index
        for index, one in enumerate(alone)
        if one and ((index and alone[index - 1]) or alone[index + 1 : index + 2] == [True])
    }


def _read(papers: list[_Paper], line: Line) -> None:
    passage = line.passage.trim()
    if not passage:
        return
    role = role_of(passage)
    if role == "title":
        _open(papers, passage, line)
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


def _read_row(papers: list[_Paper], line: Line, roles: tuple[str, ...]) -> None:
    """A table's row: what its cells are by their heading, else by their looks."""
    cells = {index: cell for index, cell in enumerate(columns(line)) if cell}
    named = {
        index: roles[index] if index < len(roles) and roles[index] else role_of(cell) for index, cell in cells.items()
    }
    titles = [cells[index] for index, role in named.items() if role in {"title", "name"}]
    if not titles:
        return
    if len(titles) == 1 and len(cells) == 2 and not any(role in {"authors", "venue"} for role in named.values()):
        _open(papers, titles[0], line)
        paper = papers[-1] if papers else None
    else:
        paper = _Paper(clean_title(max(titles, key=lambda cell: len(cell.text))))
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


def _is_remark(paper: _Paper) -> bool:
    """A sentence that bears no author, venue or date among papers that do is told about one of them."""
    bare_one = not (paper.authors or paper.venues or paper.dates)
    return bare_one and bool(paper.notes) and paper.notes[0].text.rstrip().endswith(".")


def _venue_line(paper: _Paper, passage: Passage) -> None:
    found = periods(passage)
    tag = tag_in(passage)
    if tag is not None and len(leftover(passage).split()) <= 3:
        end = _tail_of_tag(passage, tag)
        venue: Passage | None = passage.cut(passage.starts.index(tag.start), end).trim(stop=True)
    else:
        venue = venue_in(passage) or _outside_dates(passage)
    if venue:
        paper.venues.append(venue)
    outside = [period for period in found if venue is None or passage.starts[period.at] >= venue.end]
    paper.dates += [fact for period in outside[-1:] for fact in [period.last] if fact]
    paper.notes.append(passage)


def _outside_dates(passage: Passage) -> Passage:
    parts = passage.without(*((period.at, period.to) for period in periods(passage)))
    return parts[0].trim(stop=True) if parts else EMPTY


def _tail_of_tag(passage: Passage, tag: Passage) -> int:
    """``ACL 2024 Findings`` keeps its last word; a date after the tag goes."""
    end = passage.starts.index(tag.start) + len(tag.text)
    tail = passage.cut(end)
    if (
        not periods(tail)
        and len(tail.text.split()) <= 3
        and re.match(r"\s\(?[A-Za-z]", tail.text)
        and "(" not in tail.text
    ):
        return len(passage.text)
    return end


def _authors_and_venue(papers: list[_Paper], passage: Passage) -> bool:
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


def _open(papers: list[_Paper], passage: Passage, line: Line) -> None:
    if _authors_and_venue(papers, passage):
        return
    if papers and _continues_title(papers[-1], passage, line):
        papers[-1].title = joined([papers[-1].title, passage])
        return
    cited = citation_of(passage)
    if cited is not None and cited.title is not None and (cited.authors or cited.venue):
        paper = _Paper(cited.title, cited.authors, [cited.venue] if cited.venue else [], notes=[passage])
        dated = [period.last for period in periods(passage) if not _inside(passage, period.at, cited.title)]
        paper.dates = [fact for fact in dated[-1:] if fact]
        papers.append(paper)
        return
    title, venue, dates = _split_tail(passage)
    if not is_title(title):
        if papers:
            papers[-1].notes.append(passage)
        return
    papers.append(_Paper(title, [], [venue] if venue else [], dates, [passage]))


def _inside(passage: Passage, at: int, title: Passage) -> bool:
    return title.start <= passage.starts[at] < title.end


def _continues_title(paper: _Paper, passage: Passage, line: Line) -> bool:
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
        tagged = tag is not None and tag.end >= rest.ends[found[-1].to - 1]
        if not tagged:
            dates = [fact for fact in [found[-1].last] if fact]
            rest = rest.cut(0, found[-1].at).trim()
    tag = tag_in(rest)
    if tag is not None and tag.start > rest.start:
        at = rest.starts.index(tag.start)
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
        at = rest.starts.index(runs[1].start)
        venue, rest = venue_in(rest.cut(at)), rest.cut(0, at)
    before, place = split_place(rest)
    if place is not None and len(before.text.split()) > 3:
        rest = before
    return clean_title(rest), venue, dates


def _publication(paper: _Paper, name: str, warnings: list[str]) -> Publication:
    venue, check = _one_venue(paper.venues)
    if check:
        warnings.append(f"Two venues stand beside one paper; neither was taken: {paper.title.value()[:80]}")
    date = paper.dates[0] if len({fact.value[:4] for fact in paper.dates}) == 1 else None
    if venue is not None and date is not None:
        year = venue_year(venue)
        if year is not None and year.value[:4] != date.value[:4]:
            date = year
    if date is None and venue is not None:
        date = venue_year(venue)
    authors = [author for author in map(bare, paper.authors) if author]
    place = next((number for number, author in enumerate(authors, 1) if name and same_person(author.text, name)), None)
    status = next((found for found in map(_status, [*paper.venues, *paper.notes]) if found), None)
    kind = kind_of(_whole_line(paper, venue))
    return Publication(
        title=paper.title.fact("publication.title"),
        authors=tuple(author.fact("publication.author", 1.0 if is_author(author.text) else 0.6) for author in authors),
        position=place,
        equal=_equal(paper, place),
        venue=venue.fact("publication.venue") if venue else None,
        date=date,
        kind=cast("Literal['main', 'workshop', 'preprint', '']", kind),
        status=status,
    )


def _whole_line(paper: _Paper, venue: Passage | None) -> Passage | None:
    """A workshop may be named beside the venue, on its line."""
    if venue is None:
        return None
    for note in paper.notes:
        if note.start <= venue.start and venue.end <= note.end:
            after = note.cut(note.ends.index(venue.end) + 1) if venue.end in note.ends else None
            return joined([venue, after.cut(0, 30)]) if after else venue
    return venue


def _one_venue(venues: list[Passage]) -> tuple[Passage | None, bool]:
    names = {re.sub(r"[^a-z]", "", venue.folded) for venue in venues}
    if len(names) > 1 and all(tag_in(venue) for venue in venues):
        return None, True
    return (venues[0] if venues else None), False


def _status(passage: Passage) -> Fact[str] | None:
    match = pattern("publications.status").search(passage.folded)
    return passage.cut(*match.span()).fact("publication.status") if match else None


def _equal(paper: _Paper, position: int | None) -> bool:
    """The candidate's own mark, where the line says that the mark means equal contribution or others bear it too."""
    if position is None:
        return False
    author = paper.authors[position - 1]
    marked = [one for one in paper.authors if _marked(one, paper.notes)]
    return author in marked and len(marked) > 1


def _marked(author: Passage, notes: list[Passage]) -> bool:
    if author.text.endswith(("*", "∗", "†")):
        return True
    for note in notes:
        if note.start <= author.start < note.end and author.end in note.ends:
            after = note.text[note.ends.index(author.end) + 1 :][:1]
            return after in {"*", "∗", "†"}
    return False


def papers_in_prose(lines: list[Line], name: str) -> list[Publication]:
    """A sentence that quotes a title beside its authors and venue."""
    found = []
    for line in lines:
        cited = quoted(line.passage.trim()) if line.kind == "text" else None
        if cited is not None and cited.title is not None and cited.authors and cited.venue and is_title(cited.title):
            dates = [fact for period in periods(line.passage)[:1] for fact in [period.last] if fact]
            paper = _Paper(clean_title(cited.title), cited.authors, [cited.venue], dates, [line.passage])
            found.append(_publication(paper, name, []))
    return found
