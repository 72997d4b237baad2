"""What the parts of a profile answer to, one by one: what is searched is made of it, and what a hit is proved by."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bot.profile import Education, Fact, Language, Profile, Publication, Work
from bot.search import counts, degrees, papers, posts, spoken, topics
from bot.search.field_tokens import employer, field_tokens, name_tokens, seated, seats
from bot.search.headline import is_over
from bot.search.measures import year_of_arrival, years
from bot.search.names import names
from bot.search.passages import value
from bot.search.spells import Spell
from bot.search.studies import expected, goes_on, is_broken_off, is_finished
from bot.search.text import tokens
from bot.search.wishes import affirmed

_MOST_AUTHORS = 30
"""Authors of one paper that are kept."""


def language_tokens(language: Language) -> list[str]:
    """What a language answers to, and with its level."""
    said = field_tokens(language.name.value, "languages")
    return [*said, *spoken.tokens_of(language, said)]


def degree_tokens(study: Education, profile: Profile, shown: Mapping[int, str], arrived: date | None) -> list[str]:
    """What a degree answers to: its name, its subject, its school, its year. One that was broken off is none. ``shown``: as `visible`."""
    if not study.degree or is_broken_off(study, shown):
        return []
    ahead = [year for _, year in expected(study, shown)]
    before = profile.education[: profile.education.index(study)]
    state = _state(study, profile, arrived, ahead)
    return [
        *field_tokens(study.degree.value, "degrees"),
        *degrees.tokens_of(study, before, _said_of(study, ahead), state),
    ]


def study_tokens(study: Education, profile: Profile, until: int) -> list[str]:
    """What studies answer to, for a degree or for none: their subject, and with it their school. ``until``: as `year_of_arrival`."""
    one = degrees.entry(degrees.STUDIES, 1 + profile.education.index(study))
    first, last = years(study, until)
    first = max(first, last - degrees.MOST_YEARS)
    return [
        *(token for fact in (study.field, study.minor) if fact for token in field_tokens(fact.value, "subjects")),
        *(one + token for token in _said_of(study)),
        *(degrees.during(one, year) for year in range(first, last + 1)),
    ]


def _said_of(study: Education, ahead: Sequence[str] = ()) -> tuple[str, ...]:
    place = field_tokens(study.place.value, "places") if study.place else seats(study)
    return degrees.said_of(study, seated(study.institution, study.place, "schools"), place, ahead)


def _state(study: Education, profile: Profile, arrived: date | None, ahead: Sequence[str]) -> str:
    if goes_on(study, arrived, ahead):
        return degrees.CURRENT
    return degrees.FINISHED if is_finished(study, profile, arrived, ahead) else ""


def post_tokens(job: Work, until: int) -> Iterator[str]:
    """What a job answers to with its years: its employer and its place."""
    places = field_tokens(job.place.value, "places") if job.place else []
    return posts.tokens_of(job, [*employer(job), *places], until)


def others_of(paper: Publication, profile: Profile) -> Iterator[tuple[Fact[str], int]]:
    """Who wrote a paper with the candidate, and as which of its authors."""
    own = set(name_tokens(value(profile.name)))
    for place, author in enumerate(paper.authors[:_MOST_AUTHORS], 1):
        if place != paper.position and not own.issuperset(tokens(author.value)):
            yield author, place


def papers_told(profile: Profile) -> Iterator[tuple[Publication, list[str]]]:
    """Each paper with what is asked of one paper."""
    for number, paper in enumerate(profile.publications, 1):
        venues = field_tokens(value(paper.venue), "venues")
        yield paper, [*papers.tokens_of(paper, venues), *topics.tokens_of(paper, number, venues)]


def papers_counted(profile: Profile) -> Iterator[tuple[Publication, list[str]]]:
    """Each paper with what it answers to as one of so many."""
    venues = {at: field_tokens(value(one.venue), "venues") for at, one in enumerate(profile.publications)}
    return counts.papers_there(profile, venues)


def things_counted(profile: Profile, shown: Mapping[int, str]) -> Mapping[str, Sequence[Fact[str]]]:
    """Of each kind that is counted all there is. ``shown``: as `visible`."""
    held = [study.degree for study in profile.education if study.degree and not is_broken_off(study, shown)]
    return counts.counted(profile, held)


def happenings(profile: Profile, arrived: date | None) -> Iterator[tuple[Fact[str], str]]:
    """What internships, awards and papers answer to as one of so many in their years, or at their employer."""
    until = year_of_arrival(profile, arrived)
    jobs = [job for job in profile.work if job.kind == "job" and job.title and posts.is_internship(job)]
    interned = [
        counts.Dated(
            job.title,
            ("internships", *(counts.there("internships", one) for one in employer(job))),
            posts.years_of(job, until),
        )
        for job in jobs
        if job.title
    ]
    awarded = [
        counts.Dated(award.title, ("awards",), [int(day.value[:4]) for day in award.dates if day.value[:4].isdecimal()])
        for award in profile.awards
    ]
    yield from counts.in_years([*interned, *awarded, *map(_as_counted, profile.publications)])
    yield from counts.at_employers(interned)


def _as_counted(paper: Publication) -> counts.Dated:
    venue = value(paper.venue)
    keys = dict.fromkeys(("", *(key for _, _, key in names("venues").find(tokens(venue)))))
    places = (papers.ANYBODY, papers.FIRST)[: 1 + (paper.position == 1)]
    year = papers.year_of(value(paper.date), venue)
    return counts.Dated(
        paper.title, [counts.at_venue(key, place) for key in keys for place in places], [int(year)] if year else ()
    )


def homes(profile: Profile, arrived: date | None) -> list[Fact[str]]:
    """Where somebody lives: as the CV says; else where they work or study still, and never where they did before."""
    place = profile.place
    own = [fact for fact in (place.city, place.region, place.country) if fact] if place else []
    return own or list({one.place.value: one.place for one in nows(profile, arrived) if one.place}.values())


class Still(NamedTuple):
    """A firm, school or post that is not over: where it is, what one is or learns there, and the day that says so."""

    fact: Fact[str]
    place: Fact[str] | None
    about: str
    start: Fact[str] | None
    end: Fact[str] | None


def nows(profile: Profile, arrived: date | None) -> Iterator[Still]:
    """What is not over."""
    for job in profile.work:
        if job.kind == "job" and value(job.end) == "present":
            if job.organization:
                yield Still(job.organization, job.place, value(job.title), job.start, job.end)
            if job.title:
                yield Still(job.title, job.place, value(job.organization), job.start, job.end)
    for study in profile.education:
        if study.institution and goes_on(study, arrived):
            yield Still(study.institution, study.place, value(study.degree), study.start, study.end)


def formers(profile: Profile, arrived: date | None) -> Iterator[tuple[Work, list[str]]]:
    """Jobs that are over, with what their employers answer to, less what one that somebody is still at answers to."""
    jobs = [job for job in profile.work if job.kind == "job" and job.organization and job.end]
    still = {token for job in jobs if not is_over(job, arrived) for token in employer(job)}
    for job in jobs:
        if is_over(job, arrived) and (left := [token for token in employer(job) if token not in still]):
            yield job, left


def spells_of(profile: Profile, arrived: date | None) -> Iterator[Spell]:
    """Jobs and studies with when they began and ended."""
    for job in profile.work:
        if job.kind == "job" and job.organization:
            over = job.end and is_over(job, arrived)
            yield Spell(
                job.organization, employer(job), job.start, job.end, bool(job.end and not over), value(job.title)
            )
    for study in profile.education:
        if study.institution:
            said = seated(study.institution, study.place, "schools", "companies")
            on = goes_on(study, arrived)
            yield Spell(study.institution, said, study.start, study.end, on, value(study.degree))


def wished(wish: Fact[str]) -> list[str]:
    """What a wish answers to; nothing where it only says what somebody does not want."""
    said = affirmed(wish.value)
    return field_tokens(said, "degrees", "places") if said else []
