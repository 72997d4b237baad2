"""How many of a kind somebody has: internships, awards, languages, employers, degrees, projects; and papers at a venue, or as first author."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.profile import Fact, Profile, Publication
from bot.search import papers, posts
from bot.search.measures import number_of
from bot.search.names import names
from bot.search.text import fold, tokens

OF_YEARS = frozenset(("internships", "awards"))
"""Of which so many may be asked for since a year, or in one; of papers they may, too."""
KINDS = ("internships", "awards", "languages", "employers", "degrees", "projects")


class Dated(NamedTuple):
    """One of what is counted, as which it counts, and the years in which it was."""

    fact: Fact[str]
    kinds: Sequence[str]
    years: Sequence[int]


def counted(profile: Profile, degrees: Iterable[Fact[str]]) -> Mapping[str, Sequence[Fact[str]]]:
    """Of each kind all there is, each thing once. ``degrees``: those that were not broken off."""
    jobs = [job for job in profile.work if job.kind == "job"]
    return {
        "internships": [job.title for job in jobs if job.title and posts.is_internship(job)],
        "awards": _different(award.title for award in profile.awards),
        "languages": _different(language.name for language in profile.languages),
        "employers": _different(job.organization for job in jobs),
        "degrees": [degree for degree in degrees if names("degrees").find(tokens(degree.value))],
        "projects": _different(project.name for project in profile.projects),
    }


def number_token(kind: str, number: int) -> str:
    return f"{kind}:{number_of(number)}"


def newest_token(kind: str, number: int, year: int) -> str:
    """Of the one that is so many-th, newest first, with its last year: three since 2023 are a third one since then."""
    return f"{kind}^{number}:{year}"


def of_year(kind: str, year: int) -> str:
    return f"{kind}={year}"


def there(kind: str, employer: str) -> str:
    return f"{kind}@{employer}"


def at_venue(venue: str, place: str) -> str:
    return f"papers:{venue}:{place}"


def in_years(things: Sequence[Dated]) -> Iterator[tuple[Fact[str], str]]:
    """What each thing answers to as one of so many since a year, or in one."""
    of_kind: dict[str, list[Dated]] = defaultdict(list)
    for one in things:
        for kind in one.kinds:
            of_kind[kind] += [one] * bool(one.years)
    for kind, some in of_kind.items():
        for number, one in enumerate(sorted(some, key=lambda one: -max(one.years)), 1):
            yield one.fact, newest_token(kind, number, max(one.years))
        many = Counter(year for one in some for year in set(one.years))
        for one in some:
            yield from ((one.fact, number_token(of_year(kind, year), many[year])) for year in set(one.years))


def at_employers(things: Iterable[Dated]) -> Iterator[tuple[Fact[str], str]]:
    """What each thing answers to as one of so many at its employer."""
    known = [(one.fact, kind) for one in things for kind in one.kinds if "@" in kind]
    many = Counter(kind for _, kind in known)
    yield from ((fact, number_token(kind, many[kind])) for fact, kind in known)


def papers_there(profile: Profile, venues: Mapping[int, Sequence[str]]) -> Iterator[tuple[Publication, list[str]]]:
    """Each paper with what it answers to as one of so many at its venue; ``venues``: by the paper's place the tokens of its venue."""
    said = [
        [
            at_venue(venue, place)
            for venue in ("", *venues[at])
            for place in (papers.ANYBODY, papers.FIRST)[: 1 + (one.position == 1)]
        ]
        for at, one in enumerate(profile.publications)
    ]
    many = Counter(kind for kinds in said for kind in dict.fromkeys(kinds))
    for one, kinds in zip(profile.publications, said, strict=True):
        yield one, [number_token(kind, many[kind]) for kind in kinds]


def _different(facts: Iterable[Fact[str] | None]) -> list[Fact[str]]:
    return list({fold(fact.value): fact for fact in facts if fact}.values())
