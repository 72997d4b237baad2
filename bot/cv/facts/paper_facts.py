"""One paper's lines to its facts: which venue and date hold, where the candidate stands, how far the paper has come."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.cv.facts.authors import bare, is_author
from bot.cv.facts.people import same_person
from bot.cv.facts.venues import Kind, kind_of, tag_in, venue_year
from bot.cv.passage import Line, Passage
from bot.cv.sections import Section
from bot.cv.words import alternation, fold, pattern, phrases
from bot.profile import Fact, Publication

_MARKS = "*∗†‡§⋆#"
_SAID = alternation(phrases("publications.equal"))
_MEANING = re.compile(
    rf"(?P<before>[{_MARKS}])[^{_MARKS}]{{0,40}}?(?:{_SAID})|(?:{_SAID})[^{_MARKS}\w]{{0,4}}(?P<after>[{_MARKS}])"
)
_NEAR = 30
_REFEREED = re.compile(r"conference|journal|konferenz|zeitschrift|conferencia|revista|revue")


@dataclass(slots=True)
class Paper:
    """What the lines of a list say about one paper."""

    title: Passage
    """Empty for an item that could not be read: what stands under it is of no other paper."""
    authors: list[Passage] = field(default_factory=list)
    venues: list[Passage] = field(default_factory=list)
    dates: list[Fact[str]] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)
    year: Fact[str] | None = None
    """Of the heading over it."""
    line: Line | None = None
    """The line that opened it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list says about all its papers, and which marks in it mean equal contribution."""

    status: Fact[str] | None = None
    marks: str = ""
    workshops: bool = False


_NOTHING_SAID = Listing()


def listing_of(part: Section) -> Listing:
    heading = [part.heading.passage] if part.heading else []
    told = {fold(fact.value): fact for passage in heading for fact in _statuses(passage)}
    marks = _equal_marks([*heading, *(line.passage for line in part.lines)])
    of_workshops = any(
        passage.find("publications.workshop") and not _REFEREED.search(passage.folded) for passage in heading
    )
    return Listing(next(iter(told.values())) if len(told) == 1 else None, marks, of_workshops)


def publication_of(paper: Paper, name: str, warnings: list[str], listing: Listing = _NOTHING_SAID) -> Publication:
    """The facts of a paper; ``name`` is the candidate's, and what could not be told apart goes to the warnings."""
    status = _status(paper) or listing.status
    waits = status is not None and is_pending(status)
    venue, check = _one_venue([venue for venue in paper.venues if not _is_status(venue)])
    if check:
        warnings.append(f"Two venues stand beside one paper; neither was taken: {paper.title.value()[:80]}")
    if venue is not None and status is listing.status and waits and kind_of(venue) != "preprint":
        venue = None
    authors = [author for author in paper.authors if bare(author)]
    names = [bare(author) for author in authors]
    place = place_among([one.text for one in names], name)
    return Publication(
        title=paper.title.fact("publication.title"),
        authors=tuple(one.fact("publication.author", 1.0 if is_author(one.text) else 0.6) for one in names),
        position=place,
        equal=place is not None and _mark(authors[place - 1], paper.notes) in set(listing.marks),
        venue=venue.fact("publication.venue") if venue else None,
        date=_date(paper, venue, waits=waits),
        kind=_kind(paper, venue, of_workshops=listing.workshops),
        status=status,
    )


def _date(paper: Paper, venue: Passage | None, *, waits: bool) -> Fact[str] | None:
    """The date beside a paper, the year of its venue, or that over the list. Where they differ, the venue's holds."""
    dates = [fact for fact in paper.dates if not (waits and _is_of_tag(fact, paper.notes))]
    date = dates[0] if len({fact.value[:4] for fact in dates}) == 1 else None
    year = venue_year(venue) if venue is not None else None
    if date is None:
        return year or (None if dates else paper.year)
    return year if year is not None and year.value[:4] != date.value[:4] else date


def place_among(authors: list[str], name: str) -> int | None:
    """The candidate's place; none where two authors may be the candidate ("M. Vale and M. Vale")."""
    fits = [number for number, author in enumerate(authors, 1) if name and same_person(author, name)]
    named = [number for number in fits if fold(authors[number - 1]) == fold(name)]
    return fits[0] if len(fits) == 1 else named[0] if len(named) == 1 else None


def _is_of_tag(date: Fact[str], notes: list[Passage]) -> bool:
    """The year of a venue, which may not have taken the paper yet: "Submitted to SOSP 2026"."""
    tags = [tag for tag in map(tag_in, notes) if tag is not None]
    return any(tag.start <= place.start and place.end <= tag.end for tag in tags for place in date.evidence)


def is_pending(status: Fact[str]) -> bool:
    """Whether a paper with this status may yet be refused."""
    return pattern("publications.pending").search(fold(status.value)) is not None


def _kind(paper: Paper, venue: Passage | None, *, of_workshops: bool) -> Kind:
    """A workshop may be named beside the venue, on its line, or over the list."""
    kind = kind_of(venue)
    if of_workshops and kind == "main":
        return "workshop"
    beside = _beside(paper, venue) if venue is not None and kind == "main" else None
    if beside is None:
        return kind
    return "workshop" if beside.find("publications.workshop") else "" if beside.find("publications.shown") else kind


def _beside(paper: Paper, venue: Passage) -> Passage | None:
    """What follows the venue on its line, up to the names of links."""
    for note in paper.notes:
        if note.start <= venue.start and venue.end <= note.end:
            after = note.after(venue).cut(0, _NEAR)
            link = after.text.find("[")
            return after.cut(0, link) if link >= 0 else after
    return None


def _one_venue(venues: list[Passage]) -> tuple[Passage | None, bool]:
    names = {re.sub(r"[^a-z]", "", venue.folded) for venue in venues}
    if len(names) > 1 and all(tag_in(venue) for venue in venues):
        return None, True
    return (venues[0] if venues else None), False


def _is_status(venue: Passage) -> bool:
    """``Under review``, and no place where it is."""
    return bool(pattern("publications.status").fullmatch(venue.folded.strip(" .()[]")))


def _status(paper: Paper) -> Fact[str] | None:
    """What is told beside the title; nothing where one thing is told of one venue and another of the next."""
    title = paper.title
    told = [
        fact
        for passage in [*paper.venues, *paper.notes]
        for fact in _statuses(passage)
        if not title.start <= fact.evidence[0].start < title.end
    ]
    return told[0] if told and len({is_pending(fact) for fact in told}) == 1 else None


def _statuses(passage: Passage) -> list[Fact[str]]:
    if passage.find("publications.status") is None:
        return []
    found = pattern("publications.status").finditer(passage.folded)
    return [passage.cut(*match.span()).fact("publication.status") for match in found]


def _mark(author: Passage, notes: list[Passage]) -> str:
    """What stands behind an author on the line that lists the authors."""
    lists = (note for note in notes if note.start <= author.start < note.end and note.holds(author))
    return next((_one_star(note.after(author).text[:1]) for note in lists), "")


def _equal_marks(lines: Iterable[Passage]) -> str:
    """The marks that a list says to mean equal contribution: ``* equal contribution``."""
    found = (match for line in lines for match in _MEANING.finditer(line.folded))
    return "".join(sorted({_one_star(match["before"] or match["after"]) for match in found}))


def _one_star(mark: str) -> str:
    return "*" if mark == "∗" else mark
