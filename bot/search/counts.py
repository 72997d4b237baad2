"""How many of a kind somebody has: internships, awards, languages, employers, degrees, projects; and papers at a venue, or as first author."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.profile import Fact, Profile, Publication
from bot.search import papers, posts
from bot.search.measures import number_of
from bot.search.names import names
from bot.search.text import fold, tokens

KINDS = ("internships", "awards", "languages", "employers", "degrees", "projects")


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


def papers_there(profile: Profile, venues: Mapping[int, Sequence[str]]) -> Iterator[tuple[Publication, list[str]]]:
    """Each paper with what it answers to as one of so many at its venue; ``venues``: by the paper's place the tokens of its venue."""
    said = [
        [
            f"papers:{venue}:{place}"
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
