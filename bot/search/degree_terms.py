"""What is asked of one degree, or of studies for any, as terms: one for each entry of a CV that it may be."""

from collections.abc import Iterator, Sequence

from bot.search import degrees, papers
from bot.search.query import Term
from bot.search.terms import groups_of, is_region, written
from bot.search.wording import is_place


def degree_terms(asked: papers.Asked) -> tuple[Term, ...]:
    """A degree, ``finished phd``, ``phd in`` a subject, ``at`` a school or place, and the years in which it ends where they are asked.

    Any one entry of that level will do, if all of it holds there.
    """
    said = degrees.parted(asked.venue)
    label = written("degree", str(asked))
    if not said.level or not (said.subject or said.school or asked.dated or said.state):
        return ()
    if said == degrees.Parts(said.level, "", "", said.state) and not asked.dated:
        return (Term("field", label, field="degree", groups=((degrees.ended(said.level, said.state),),)),)
    ends = [(degrees.ended("", said.state),)] if said.state in {degrees.FINISHED, degrees.CURRENT} else []
    return _of_one_entry("degree", label, said, asked, ends)


def studied_terms(asked: papers.Asked) -> tuple[Term, ...]:
    """Studies of a subject ``at`` a school, for a degree or for none, with years that they were in, began or ended in."""
    said = degrees.studies_parted(asked.venue)
    if not (said.school or (said.subject and asked.dated)) or (said.state and not asked.dated):
        return ()
    if not (said.subject or asked.dated):
        return ()
    return _of_one_entry("studied", written("studied", str(asked)), said, asked)


def _where(school: str) -> Iterator[tuple[str, ...]]:
    """A school, or a place: what lies in a country counts as a place alone, a town that is named in a school's name, too."""
    place = is_place(school)
    for group in groups_of("studyplace" if place else "school", school) if school else ():
        called = () if place and is_region(school) else group
        seat = group if place else ()
        yield (*(degrees.at("", token) for token in called), *(degrees.placed("", token) for token in seat))


def _of_one_entry(
    field: str, label: str, said: degrees.Parts, asked: papers.Asked, ends: Sequence[tuple[str, ...]] = ()
) -> tuple[Term, ...]:
    """All of it of one entry, whichever that is. ``ends``: those of more tokens that it must have."""
    subject = groups_of("studied", said.subject) if said.subject else ()
    groups = [tuple(degrees.of_subject("", token) for token in group) for group in subject]
    groups += [tuple(dict.fromkeys(group)) for group in _where(said.school)]
    groups += [tuple(degrees.in_year(said, year) for year in range(asked.since, asked.until + 1))] * asked.dated
    groups += ends
    return tuple(
        Term("field", label, field=field, groups=tuple(tuple(one + end for end in group) for group in groups))
        for one in degrees.entries(said.level)
    )
