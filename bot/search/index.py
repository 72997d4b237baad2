"""What is searched of one person: built from the profile and the texts, rebuilt at will, never shown as a fact."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.profile import Education, Fact, Given, Language, Profile, Publication, Work, facts
from bot.records import Index
from bot.search import advised, counts, degrees, papers, posts, service, spells, spoken, told, topics
from bot.search.accounts import contacts, hosts, networks
from bot.search.awards import award_tokens
from bot.search.headline import headline, is_over
from bot.search.identity import keys
from bot.search.measures import experience, grades, number_of, ranks, year_of_arrival, years
from bot.search.names import names
from bot.search.passages import maps, proofs, value, venue_tags
from bot.search.regions import seats_of
from bot.search.skill_rows import set_by_hand, skill_rows, with_implied
from bot.search.spells import Spell
from bot.search.studies import expected, goes_on, graduation, is_broken_off, is_finished, studying
from bot.search.text import fold, pairs, tokens
from bot.search.wishes import affirmed
from bot.search.words import word_list

RULES = 29
"""One more whenever `index` makes something else of the same CV: what was made by other rules is to be made again."""

CONNECTIVES = word_list("connectives")

_LONGEST_NAME = 40
_MOST_BEGINNINGS = 3
_MOST_AUTHORS = 30
"""Authors of one paper that are kept."""
_LONGEST_VALUE = 100
"""Characters: chats offer no longer ones, and no database has longer keys in an index."""
_SPELT = {ord(letter): spelt for letter, spelt in zip("äöüåø", ("ae", "oe", "ue", "aa", "oe"), strict=True)}


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


def one_deletion(token: str) -> set[str]:
    """The token, and every form of it that lacks one letter: two names a typo apart share one.

    Fewer than three letters are too few to tell, and more than any name has would be too many forms.
    """
    if not 3 <= len(token) <= _LONGEST_NAME:
        return {token}
    return {token} | {token[:at] + token[at + 1 :] for at in range(len(token))}


def field_tokens(text: str, *kinds: str) -> list[str]:
    """What a field answers to: its words, its neighbouring words as pairs, and the keys of the names it holds."""
    words = tokens(text)
    short = [word for word in words if word not in CONNECTIVES]
    known = [key for kind in kinds for _, _, key in names(kind).find(words)]
    return [*short, *pairs(short), *known]


def name_tokens(name: str) -> list[str]:
    """The words of a name, and its umlauts written out: Jürgen is found as Juergen too."""
    spelt = name.casefold().translate(_SPELT)
    return list(dict.fromkeys((*tokens(name), *tokens(spelt))))


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
    for one, where in nows(profile, arrived):
        yield from (("now", token) for token in seated(one, where, "schools", "companies"))
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


def others_of(paper: Publication, profile: Profile) -> Iterator[tuple[Fact[str], int]]:
    """Who wrote a paper with the candidate, and as which of its authors."""
    own = set(name_tokens(value(profile.name)))
    for place, author in enumerate(paper.authors[:_MOST_AUTHORS], 1):
        if place != paper.position and not own.issuperset(tokens(author.value)):
            yield author, place


def _posts(profile: Profile, arrived: date | None) -> Iterator[tuple[str, str]]:
    until = year_of_arrival(profile, arrived)
    for job in profile.work:
        yield from (("worked", token) for token in post_tokens(job, until))


def post_tokens(job: Work, until: int) -> Iterator[str]:
    """What a job answers to with its years: its employer and its place."""
    places = field_tokens(job.place.value, "places") if job.place else []
    return posts.tokens_of(job, [*employer(job), *places], until)


def _papers(profile: Profile, tags: Sequence[Fact[str]]) -> Iterator[tuple[str, str]]:
    yield from _field("venue", [*(paper.venue for paper in profile.publications), *tags], "venues")
    yield from (("paper", token) for _, said in papers_told(profile) for token in said)
    for tag in tags:
        said = papers.tokens_at(field_tokens(tag.value, "venues"), papers.year_of("", tag.value))
        yield from (("paper", token) for token in said)
    if profile.publications:
        yield "papers", number_of(len(profile.publications))
    yield from (("count", token) for _, said in papers_counted(profile) for token in said)


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


def beginnings(words: Sequence[str]) -> list[str]:
    """What a value of several words may be begun with: the first one, and each that says something.

    Each ends in the whole value: two values that end alike share none. A value too long to be offered has none.
    """
    whole = "_".join(words)
    starts = [at for at, word in enumerate(words) if not at or word not in CONNECTIVES]
    return ["_".join(words[at:]) + f"={whole}" for at in starts[:_MOST_BEGINNINGS] if len(whole) <= _LONGEST_VALUE]


def seats(study: Education) -> list[str]:
    """Where a school is whose place the CV does not say."""
    name = "" if study.place else value(study.institution)
    return seats_of(name, seated(study.institution, None, "schools")) if name else []


def _place(name: str, place: Fact[str] | None) -> Iterator[tuple[str, str]]:
    """A place of study or work."""
    for field, token in _field(name, [place], "places"):
        yield field, token
        yield "place", token


def homes(profile: Profile, arrived: date | None) -> list[Fact[str]]:
    """Where somebody lives: as the CV says; else where they work or study still, and never where they did before."""
    place = profile.place
    own = [fact for fact in (place.city, place.region, place.country) if fact] if place else []
    return own or list({where.value: where for _, where in nows(profile, arrived) if where}.values())


def seated(name: Fact[str] | None, place: Fact[str] | None, *kinds: str) -> list[str]:
    """What an institution answers to, and what it is called with its place: University of California, Berkeley."""
    if not name:
        return []
    whole = [*tokens(name.value), *tokens(value(place))]
    known = [key for kind in kinds for start, _, key in names(kind).find(whole) if start < len(tokens(name.value))]
    return list(dict.fromkeys((*field_tokens(name.value, *kinds), *known)))


def employer(job: Work) -> list[str]:
    return seated(job.organization, job.place, "schools", "companies")


def nows(profile: Profile, arrived: date | None) -> Iterator[tuple[Fact[str], Fact[str] | None]]:
    """Firms, schools and posts that are not over, and where they are."""
    for job in profile.work:
        if job.kind == "job" and value(job.end) == "present":
            yield from ((fact, job.place) for fact in (job.organization, job.title) if fact)
    for study in profile.education:
        if study.institution and goes_on(study, arrived):
            yield study.institution, study.place


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
