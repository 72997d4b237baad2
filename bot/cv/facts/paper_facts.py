"""One paper's lines to its facts: which venue and date hold, where the candidate stands, how far the paper has come."""

import re
from dataclasses import dataclass, field
from typing import Literal, cast

from bot.cv.facts.authors import bare, is_author
from bot.cv.facts.people import same_person
from bot.cv.facts.venues import kind_of, tag_in, venue_year
from bot.cv.passage import Passage, joined
from bot.cv.words import pattern
from bot.profile import Fact, Publication


@dataclass(slots=True)
class Paper:
    """What the lines of a list say about one paper."""

    title: Passage
    authors: list[Passage] = field(default_factory=list)
    venues: list[Passage] = field(default_factory=list)
    dates: list[Fact[str]] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)


def publication_of(paper: Paper, name: str, warnings: list[str]) -> Publication:
    """The facts of a paper; ``name`` is the candidate's, and what could not be told apart goes to the warnings."""
    venue, check = _one_venue([venue for venue in paper.venues if not _is_status(venue)])
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


def _whole_line(paper: Paper, venue: Passage | None) -> Passage | None:
    """A workshop may be named beside the venue, on its line."""
    if venue is None:
        return None
    for note in paper.notes:
        if note.start <= venue.start and venue.end <= note.end:
            after = note.cut(note.place_after(venue)) if note.holds(venue) else None
            return joined([venue, after.cut(0, 30)]) if after else venue
    return venue


def _one_venue(venues: list[Passage]) -> tuple[Passage | None, bool]:
    names = {re.sub(r"[^a-z]", "", venue.folded) for venue in venues}
    if len(names) > 1 and all(tag_in(venue) for venue in venues):
        return None, True
    return (venues[0] if venues else None), False


def _is_status(venue: Passage) -> bool:
    """``Under review``, and no place where it is."""
    return bool(pattern("publications.status").fullmatch(venue.folded.strip(" .()[]")))


def _status(passage: Passage) -> Fact[str] | None:
    match = passage.find("publications.status")
    return passage.cut(*match.span()).fact("publication.status") if match else None


def _equal(paper: Paper, position: int | None) -> bool:
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
        if note.start <= author.start < note.end and note.holds(author):
            after = note.text[note.place_after(author) :][:1]
            return after in {"*", "∗", "†"}
    return False
