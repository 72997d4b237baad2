"""What is searched of one person: built from the profile and the texts, rebuilt at will, never shown as a fact."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.profile import Fact, Given, Profile, facts
from bot.records import Index
from bot.search import advised, counts, papers, service, spells, told
from bot.search.accounts import contacts, hosts, networks
from bot.search.answers import (
    degree_tokens,
    formers,
    happenings,
    homes,
    language_tokens,
    nows,
    others_of,
    papers_counted,
    papers_told,
    post_tokens,
    spells_of,
    study_tokens,
    things_counted,
    wished,
)
from bot.search.awards import award_tokens
from bot.search.field_tokens import employer, field_tokens, name_tokens, seated, seats
from bot.search.headline import headline
from bot.search.identity import keys
from bot.search.measures import experience, grades, number_of, ranks, year_of_arrival
from bot.search.passages import maps, proofs, value, venue_tags
from bot.search.skill_rows import set_by_hand, skill_rows, with_implied
from bot.search.studies import expected, graduation, studying
from bot.search.text import fold

RULES = 30
"""One more whenever `index` makes something else of the same CV: what was made by other rules is to be made again."""


def index(profile: Profile, texts: Mapping[int, str], *, arrived: date | None = None) -> Index:
    """``arrived``: until when a job that goes on counts; without it, until the last date that the CV names."""
    name = value(profile.name)
    charts = maps(profile, texts)
    found, shown = keys(profile), {chart.document: chart.text for chart in charts}
    said = proofs(profile, charts)
    terms = (
        *_terms(profile, found.strong, arrived),
        *_papers(profile, venue_tags(profile, shown)),
        *(("student", level) for _, levels in studying(profile, arrived, shown) for level in levels),
        *grades(profile),
        *ranks(profile),
        *experience(profile, said, arrived),
        *_posts(profile, arrived),
        *(("spell", token) for spell in spells_of(profile, arrived) for token in spells.tokens_of(spell)),
        *(("graduates", year) for study in profile.education for _, year in expected(study, shown)),
        *(term for field in sorted(told.FIELDS) for term in _told(profile, shown, field)),
        *_service(profile, shown),
        *advised.terms(shown),
        *_coauthors(profile),
        *(
            ("count", counts.number_token(kind, len(some)))
            for kind, some in things_counted(profile, shown).items()
            if some
        ),
        *(("count", token) for _, token in happenings(profile, arrived)),
        *(("degree", token) for study in profile.education for token in degree_tokens(study, profile, shown, arrived)),
    )
    return Index(
        name=name,
        headline=headline(profile, arrived, shown),
        skills=with_implied((*skill_rows(said, arrived), *set_by_hand(profile))),
        terms=tuple(sorted(set(terms))),
        text=" ".join((*(token.text for chart in charts for token in chart.row), *_given_words(profile))),
        keys=found,
        values=tuple(dict.fromkeys(_values(profile))),
    )


def _given_words(profile: Profile) -> Iterator[str]:
    """What people set, to be found by its words."""
    yield from (fold(str(fact.value)) for fact in facts(profile) if isinstance(fact, Given))


def _terms(profile: Profile, strong: Iterable[str], arrived: date | None) -> Iterator[tuple[str, str]]:
    own = name_tokens(value(profile.name))
    yield from (("name", token) for token in own)
    until = year_of_arrival(profile, arrived)
    for study in profile.education:
        yield from (("school", token) for token in seated(study.institution, study.place, "schools"))
        yield from _place("studyplace", study.place)
        yield from (("studyplace", token) for token in seats(study))
        yield from _field("adviser", study.advisers)
        yield from (("graduates", year) for year in graduation(study))
        yield from (("studied", token) for token in study_tokens(study, profile, until))
    for job in profile.work:
        yield from (("company", token) for token in employer(job))
        yield from _field("title", [job.title])
        if job.kind != "service":
            yield from _place("workplace", job.place)
        yield from _field("adviser", job.supervisors)
    if place := profile.place:
        yield from _field("place", [place.city, place.region, place.country], "places")
    yield from _field("home", homes(profile, arrived), "places")
    for one in nows(profile, arrived):
        yield from (("now", token) for token in seated(one.fact, one.place, "schools", "companies"))
    for _, left in formers(profile, arrived):
        yield from (("former", token) for token in left)
    for award in profile.awards:
        yield from (("award", token) for token in award_tokens(award))
    yield from _field("title", [profile.label])
    yield from _field("degree", [profile.label], "degrees")
    for language in profile.languages:
        yield from (("language", token) for token in language_tokens(language))
    for wish in profile.availability:
        yield from (("wish", token) for token in wished(wish))
    yield from contacts(profile, strong)
    yield from (("has", what) for what in _has(profile))


def _told(profile: Profile, shown: Mapping[int, str], field: str) -> Iterator[tuple[str, str]]:
    for line in told.told(profile, shown, field):
        yield from ((field, token) for token in field_tokens(line.value))
        if field == told.TAUGHT:
            yield "has", "teaching"


def _service(profile: Profile, shown: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for _, said in service.served(profile, shown):
        yield "has", service.FIELD
        yield from ((service.FIELD, token) for token in said)


def _coauthors(profile: Profile) -> Iterator[tuple[str, str]]:
    for paper in profile.publications:
        yield from _field("coauthor", [author for author, _ in others_of(paper, profile)])


def _posts(profile: Profile, arrived: date | None) -> Iterator[tuple[str, str]]:
    until = year_of_arrival(profile, arrived)
    for job in profile.work:
        yield from (("worked", token) for token in post_tokens(job, until))


def _papers(profile: Profile, tags: Sequence[Fact[str]]) -> Iterator[tuple[str, str]]:
    yield from _field("venue", [*(paper.venue for paper in profile.publications), *tags], "venues")
    yield from (("paper", token) for _, said in papers_told(profile) for token in said)
    for tag in tags:
        said = papers.tokens_at(field_tokens(tag.value, "venues"), papers.year_of("", tag.value))
        yield from (("paper", token) for token in said)
    if profile.publications:
        yield "papers", number_of(len(profile.publications))
    yield from (("count", token) for _, said in papers_counted(profile) for token in said)


def _field(name: str, facts: Iterable[Fact[str] | None], *kinds: str) -> Iterator[tuple[str, str]]:
    for fact in facts:
        if fact:
            yield from ((name, token) for token in field_tokens(fact.value, *kinds))


def _values(profile: Profile) -> Iterator[tuple[str, str]]:
    """What a CV has in the fields that can be completed."""
    yield from (("school", value(study.institution)) for study in profile.education if study.institution)
    for job in profile.work:
        yield from (("company", value(fact)) for fact in (job.organization,) if fact)
        yield from (("title", value(fact)) for fact in (job.title,) if fact)
    yield from (("venue", value(paper.venue)) for paper in profile.publications if paper.venue)
    if profile.place and profile.place.city:
        yield "place", value(profile.place.city)


def _place(name: str, place: Fact[str] | None) -> Iterator[tuple[str, str]]:
    """A place of study or work."""
    for field, token in _field(name, [place], "places"):
        yield field, token
        yield "place", token


def _has(profile: Profile) -> Iterator[str]:
    if profile.publications:
        yield "papers"
    yield from filter(None, (*networks(profile), *map(hosts, profile.links)))
    if profile.emails:
        yield "email"
    if profile.phones:
        yield "phone"
    if any(paper.position == 1 for paper in profile.publications):
        yield "first_author"
    if any(wished(wish) for wish in profile.availability):
        yield "wish"
    if profile.awards:
        yield "awards"
    if profile.projects:
        yield "projects"
    if any(job.kind == "teaching" for job in profile.work):
        yield "teaching"
