"""Papers: citations on one line, or a title with its venue, date and authors on lines of their own, in any order."""

from dataclasses import replace
from itertools import pairwise

from bot.cv.facts.authors import author_list, bare, is_author, leading_authors
from bot.cv.facts.citations import (
    citation_of,
    clean_title,
    is_title,
    quoted,
)
from bot.cv.facts.columns import roles_of_papers
from bot.cv.facts.dates import is_only_dates, periods
from bot.cv.facts.paper_facts import Paper, listing_of, publication_of
from bot.cv.facts.paper_lines import role_of
from bot.cv.facts.paper_opening import open_paper, opens_item
from bot.cv.facts.paper_venues import venue_line
from bot.cv.facts.pieces import columns
from bot.cv.facts.venues import venue_score
from bot.cv.passage import EMPTY, Line, Passage, joined
from bot.cv.sections import Section, names_section
from bot.cv.words import pattern
from bot.profile import Fact, Publication

_LOOSE = "Dates that stand apart from their papers were left out of the publications."


def publications_of(part: Section, name: str) -> tuple[tuple[Publication, ...], list[str]]:
    """The papers, and warnings about what could not be told apart."""
    lines = _with_leading_authors(part.lines)
    papers, loose = _papers(lines, name)
    warnings = [_LOOSE] if loose else []
    listing = listing_of(part)
    cited = any(paper.authors or paper.venues for paper in papers)
    found = [
        publication_of(paper, name, warnings, listing)
        for paper in papers
        if paper.title and not (cited and _is_remark(paper))
    ]
    return tuple(found), list(dict.fromkeys(warnings))


def _papers(lines: list[Line], name: str) -> tuple[list[Paper], set[int]]:
    """The papers of a list, and which of its lines are dates of none."""
    papers: list[Paper] = []
    loose, years, leads = _detached_dates(lines), _years_over_papers(lines), _lines_over_titles(lines)
    roles: tuple[str, ...] = ()
    year: Fact[str] | None = None
    for index, line in enumerate(lines):
        known = len(papers)
        if index in years:
            year = periods(line.passage)[0].start
        elif index in leads:
            continue
        elif line.kind == "row" and line.level:
            roles = roles_of_papers(line)
        elif len(columns(line)) > 1 and (line.kind == "row" or any(is_only_dates(cell) for cell in columns(line))):
            _read_row(papers, line, roles, name)
        elif _is_venue_below(papers, lines, index):
            venue_line(papers[-1], line.passage.trim())
        elif index not in loose and not _heads_nothing(lines, index):
            _read(papers, lines, index, name)
        for paper in papers[known:]:
            paper.year = year
            if index - 1 in leads:
                _tell(paper, lines[index - 1].passage.trim())
    return papers, loose


def _years_over_papers(lines: list[Line]) -> set[int]:
    """``2025`` over the papers of that year: headings, or lines of their own that come before any paper and never last."""
    alone = [_is_year(line) for line in lines]
    over = bool(lines) and alone[0] and not alone[-1]
    return {index for index, one in enumerate(alone) if one and (over or lines[index].kind == "heading")}


def _is_year(line: Line) -> bool:
    found = periods(line.passage) if line.kind != "row" and is_only_dates(line.passage) else ()
    return len(found) == 1 and not found[0].ranged


def _lines_over_titles(lines: list[Line]) -> set[int]:
    """Authors or venues over the title of their paper, where the list begins so and does not end so."""
    first = _role(lines[0]) if lines else None
    if first not in {"authors", "venue"} or _role(lines[-1]) == first or names_section(lines[0].text):
        return set()
    roles = [_role(line) for line in lines]
    return {
        index
        for index, (role, following) in enumerate(pairwise(roles))
        if role == first and following == "title" and not lines[index + 1].gap
    }


def _role(line: Line) -> str | None:
    return role_of(line.passage.trim()) if line.kind in {"text", "bullet"} else None


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


def _read(papers: list[Paper], lines: list[Line], index: int, name: str) -> None:
    line, passage = lines[index], lines[index].passage.trim()
    if not passage:
        return
    role = role_of(passage)
    if papers and (_is_company(passage) or (role == "title" and _is_aside(line))):
        papers[-1].notes.append(passage)
    elif role == "title":
        open_paper(papers, passage, line, name)
    elif role == "authors" and _is_title_over_authors(papers, lines, index):
        papers.append(Paper(passage, notes=[passage], line=line))
    elif papers:
        _tell(papers[-1], passage)


def _tell(paper: Paper, passage: Passage) -> None:
    """What a line over or under a title says of its paper."""
    role = role_of(passage)
    if role == "authors":
        paper.authors = paper.authors or author_list(passage) or []
        paper.notes.append(passage)
    elif role == "date":
        paper.dates += [fact for period in periods(passage)[:1] for fact in [period.last] if fact]
    elif role == "venue":
        venue_line(paper, passage)
    elif role == "note":
        paper.notes.append(passage)


def _is_title_over_authors(papers: list[Paper], lines: list[Line], index: int) -> bool:
    """``Tiny Trees and Large Birds`` reads like two names; as an item of its own over authors it is a title."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    authors_below = following is not None and not following.gap and author_list(following.passage.trim()) is not None
    return authors_below and (not papers or bool(papers[-1].authors)) and (opens_item(papers, lines[index]))


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
        open_paper(papers, titles[0], line, name)
    else:
        papers.append(Paper(clean_title(max(titles, key=lambda cell: len(cell.text))), line=line))
    paper = papers[-1]
    for index, role in named.items():
        if role == "authors":
            paper.authors = author_list(cells[index]) or (
                [bare(cells[index])] if is_author(bare(cells[index]).text) else []
            )
            paper.notes.append(cells[index])
        elif role == "venue":
            waits = cells[index].find("publications.pending") is not None
            (paper.notes if waits else paper.venues).append(cells[index].trim(stop=True))
        elif role == "date":
            paper.dates += [fact for period in periods(cells[index])[:1] for fact in [period.last] if fact]


def _is_remark(paper: Paper) -> bool:
    """A sentence that bears no author, venue or date among papers that do is told about one of them."""
    bare_one = not (paper.authors or paper.venues or paper.dates)
    told = bare_one and bool(paper.notes) and paper.notes[0].text.rstrip().endswith(".")
    return told and paper.notes[0].after(paper.title).find("publications.status") is None


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
