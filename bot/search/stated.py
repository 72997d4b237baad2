"""The facts of a profile that answer a field of a query: a school, a venue, a place, a degree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.profile import Fact, Profile
from bot.search import advised, papers, service, spells, told, topics
from bot.search.accounts import hosts, networks
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
from bot.search.counts import number_token
from bot.search.degrees import names_entry
from bot.search.field_tokens import employer, field_tokens, name_tokens, seated, seats
from bot.search.identity import mail, phone_forms
from bot.search.measures import grade_tokens, number_of, rank_tokens, year_of_arrival
from bot.search.passages import author, value, venue_tags, years
from bot.search.query import Term
from bot.search.studies import expected, studying
from bot.search.terms import KINDS
from bot.search.text import visible


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact, what it says about the person, and the fact that it is best quoted with."""

    field: str
    fact: Fact[str]
    where: str
    beside: Fact[str] | None = None
    answers: tuple[str, ...] = ()
    """What it answers to, where its words do not say that."""


def stated(profile: Profile, texts: Mapping[int, str], term: Term, arrived: date | None = None) -> list[Stated]:
    """The facts that the field term holds for, those that answer most of it first."""
    field = term.field.rstrip("~")
    of_texts = field in _OF_TEXTS or any({"teaching", service.FIELD} & {*group} for group in term.groups)
    shown = {document: visible(text) for document, text in texts.items()} if of_texts else {}
    facts = [one for one in _facts(profile, arrived) if one.field == field]
    facts += _told_of_papers(profile) if field == "paper" else ()
    facts += [one for one in _in_texts(profile, shown, arrived) if one.field == field]
    found = [(_answers(one, term), one) for one in facts]
    return [one for share, one in sorted(found, key=lambda pair: -pair[0]) if share]


def _answers(one: Stated, term: Term) -> int:
    """How many groups of the term the fact meets."""
    if term.field == "years":
        return 1
    if term.field == "has" and not one.answers:
        return int(any(one.where.startswith(_HAS[token]) for group in term.groups for token in group if token in _HAS))
    said = set(one.answers) or _tokens(one)
    met = sum(any(_meets(token, said) for token in group) for group in term.groups)
    told_apart = {
        "degree": names_entry,
        "studied": names_entry,
        "paper": topics.told_apart,
        service.FIELD: service.told_apart,
    }.get(term.field)
    of_one_entry = told_apart and any(map(told_apart, term.groups[0]))
    return met if met == len(term.groups) or not of_one_entry else 0


def _tokens(one: Stated) -> set[str]:
    text = one.fact.value
    match one.field:
        case "mail":
            return {mail(text)}
        case "phone":
            return set(phone_forms(text))
        case "gpa":
            return set(grade_tokens(text))
        case "rank":
            return set(rank_tokens(text))
        case "link":
            return {text.strip().casefold()}
        case "name":
            return set(name_tokens(text))
    return set(field_tokens(text, *KINDS.get(one.field, ())))


def _meets(token: str, said: set[str]) -> bool:
    return any(word.startswith(token[:-1]) for word in said) if token.endswith("*") else token in said


def _in_texts(profile: Profile, shown: Mapping[int, str], arrived: date | None) -> Iterator[Stated]:
    """What is seen in the lines of the documents, ``shown`` as `visible`."""
    for tag in venue_tags(profile, shown):
        yield Stated("venue", tag, "paper there")
        yield _tagged(tag)
    for study in profile.education:
        about = _where("studies", value(study.degree), value(study.institution))
        if study.degree:
            span = years(value(study.start), value(study.end))
            said = tuple(degree_tokens(study, profile, shown, arrived))
            yield Stated(
                "degree", study.degree, _where("degree", value(study.institution), span), study.institution, said
            )
        yield from (Stated("graduates", fact, about) for fact, _ in expected(study, shown))
    yield from _counts(profile, shown)
    for fact, token in happenings(profile, arrived):
        yield Stated("count", fact, "one of them", answers=(token,))
    for field in sorted(told.FIELDS):
        yield from (Stated(field, line, _TOLD[field]) for line in told.told(profile, shown, field))
    for line in told.told(profile, shown, told.TAUGHT):
        yield Stated("has", line, "taught", answers=("teaching",))
    for line in advised.advised(shown):
        yield Stated("adviser", line, "adviser", answers=tuple(advised.answers(line)))
    for line, answers in service.served(profile, shown):
        yield Stated(service.FIELD, line, "served", answers=tuple(answers))
        yield Stated("has", line, "served", answers=(service.FIELD,))
    for proof, levels in studying(profile, arrived, shown):
        yield Stated("student", proof, "studies now", answers=levels)


_TOLD = {told.TAUGHT: "taught", told.THESIS: "thesis", told.CERTIFICATE: "certificate", told.LED: "led people"}
_OF_TEXTS = told.FIELDS | frozenset(
    ("venue", "paper", "degree", "graduates", "student", "count", "adviser", service.FIELD)
)
FIRST_AUTHOR = "first author"
_HAS = {
    "papers": "paper",
    "first_author": FIRST_AUTHOR,
    "wish": "says what they look for",
    "awards": "award",
    "projects": "project",
    "teaching": "taught",
    "email": "e-mail",
    "phone": "phone",
}


def _facts(profile: Profile, arrived: date | None) -> Iterator[Stated]:
    yield from _some("name", profile.name, "name on the CV")
    yield from _some("title", profile.label, "in the headline")
    yield from _some("degree", profile.label, "in the headline")
    yield from _studies(profile, arrived)
    yield from _jobs(profile, arrived)
    yield from _papers(profile)
    if profile.place:
        for fact in (profile.place.city, profile.place.region, profile.place.country):
            yield from _some("place", fact, "where they live")
    for home in homes(profile, arrived):
        yield from _some("home", home, "where they live" if profile.place else "where they work or study now")
    for one in nows(profile, arrived):
        said = tuple(seated(one.fact, one.place, "schools", "companies"))
        about = _where("not over", one.about, years(value(one.start), value(one.end)))
        yield from _some("now", one.fact, about, one.end or one.start, said)
    for job, left in formers(profile, arrived):
        about = _where("left", value(job.title), years(value(job.start), value(job.end)))
        yield from _some("former", job.organization, about, job.end, answers=tuple(left))
    for spell in spells_of(profile, arrived):
        days = years(value(spell.start), "present" if spell.goes_on else value(spell.end))
        about = _where("there", spell.about, days)
        yield from _some("spell", spell.where, about, spell.start or spell.end, tuple(spells.tokens_of(spell)))
    for language in profile.languages:
        about = " · ".join(filter(None, ("language", value(language.level))))
        said = tuple(language_tokens(language))
        yield from _some("language", language.name, about, language.level, answers=said)
    for wish in profile.availability:
        if answers := tuple(wished(wish)):
            yield Stated("wish", wish, "says what they look for", answers=answers)
            yield from _some("has", wish, "says what they look for")
    for award in profile.awards:
        about = ", ".join(dict.fromkeys(value(day)[:4] for day in award.dates))
        yield from _some("has", award.title, _where("award", about))
        yield from _some("award", award.title, _where("award", about), award.awarder, tuple(award_tokens(award)))
    for project in profile.projects:
        yield from _some("has", project.name, "project")
    for address in profile.emails:
        yield from _some("mail", address, "e-mail")
        yield from _some("has", address, "e-mail")
    for number in profile.phones:
        yield from _some("phone", number.number, "phone")
        yield from _some("has", number.number, "phone")
        yield from _some("phone", number.e164, "phone")
    for link in profile.links:
        yield from _some("link", link.url or link.username, "link")
    for link, network in zip(profile.links, networks(profile), strict=True):
        if shown := link.url or link.username:
            yield Stated("has", shown, "link", answers=(network, hosts(link)))


def _studies(profile: Profile, arrived: date | None) -> Iterator[Stated]:
    until = year_of_arrival(profile, arrived)
    for study in profile.education:
        span = years(value(study.start), value(study.end))
        school, degree = value(study.institution), value(study.degree)
        answers = tuple(seated(study.institution, study.place, "schools"))
        yield from _some("school", study.institution, _where("studied there", degree, span), answers=answers)
        yield from _some("studyplace", study.place, _where("place of study", school, span), study.institution)
        if known := tuple(seats(study)):
            yield from _some("studyplace", study.institution, _where("studied there", degree, span), answers=known)
        yield from _some("place", study.place, _where("place of study", school, span), study.institution)
        for adviser in study.advisers:
            yield from _some("adviser", adviser, _where("adviser", school, span))
        for fact in (study.end, *study.details):
            yield from _some("graduates", fact, _where("studies", degree, school))
        yield from _some("gpa", study.gpa, _where("grade", degree, school))
        yield from _some("rank", study.rank, _where("rank", degree, school))
        shown = study.field or study.degree or study.institution
        said = tuple(study_tokens(study, profile, until))
        yield from _some("studied", shown, _where("field of study", school, span), study.institution, answers=said)
        yield from _some("studied", study.minor, _where("field of study", school, span))


def _jobs(profile: Profile, arrived: date | None) -> Iterator[Stated]:
    until = year_of_arrival(profile, arrived)
    for job in profile.work:
        span = years(value(job.start), value(job.end))
        title, firm = value(job.title), value(job.organization)
        verb = {"job": "worked there", "teaching": "taught there", "service": "served there"}[job.kind]
        if job.organization:
            yield Stated("company", job.organization, _where(verb, title, span), answers=tuple(employer(job)))
        if dated := tuple(post_tokens(job, until)):
            shown = job.organization or job.title
            yield from _some("worked", shown, _where(verb, title, span), job.end or job.start, answers=dated)
        if job.kind == "job" and span:
            yield from _some("years", job.title or job.organization, _where("dated job", firm, span))
        yield from _some("title", job.title, _where("job title", firm, span), job.organization)
        if job.kind != "service":
            yield from _some("workplace", job.place, _where("place of work", firm, span), job.organization)
            yield from _some("place", job.place, _where("place of work", firm, span), job.organization)
        for adviser in job.supervisors:
            yield from _some("adviser", adviser, _where("supervisor", firm, span))
        if job.kind == "teaching":
            yield from _some("has", job.title, _where("taught", firm, span))


def _papers(profile: Profile) -> Iterator[Stated]:
    many = len(profile.publications)
    among = f"one of {many} papers" if many > 1 else "the only paper"
    for paper in profile.publications:
        by = author(paper)
        venue, year = value(paper.venue), value(paper.date)[:4]
        yield from _some("papers", paper.title, _where(among, venue, year), answers=(number_of(many),))
        yield from _some("venue", paper.venue, _where("paper there", by, value(paper.date)[:4]), paper.title)
        yield from _some("has", paper.title, _where("paper", value(paper.venue), by))
        for other, _ in others_of(paper, profile):
            yield from _some("coauthor", other, _where("paper together", venue, year), paper.title)
        if paper.position == 1:
            yield from _some(
                "has", paper.title, _where(FIRST_AUTHOR, value(paper.venue), by.removeprefix(FIRST_AUTHOR))
            )


def _told_of_papers(profile: Profile) -> Iterator[Stated]:
    for paper, said in papers_told(profile):
        about = _where("paper", value(paper.venue), author(paper), value(paper.date)[:4])
        yield Stated("paper", paper.title, about, paper.venue, tuple(said))


def _counts(profile: Profile, shown: Mapping[int, str]) -> Iterator[Stated]:
    for kind, some in things_counted(profile, shown).items():
        for one in some:
            yield Stated("count", one, f"one of {len(some)} {kind}", answers=(number_token(kind, len(some)),))
    for paper, said in papers_counted(profile):
        about = _where(f"one of {len(profile.publications)} papers", value(paper.venue), author(paper))
        yield from _some("count", paper.title, about, paper.venue, tuple(said))


def _tagged(tag: Fact[str]) -> Stated:
    said = papers.tokens_at(field_tokens(tag.value, "venues"), papers.year_of("", tag.value))
    return Stated("paper", tag, "paper there", answers=tuple(said))


def _where(what: str, *about: str) -> str:
    return " · ".join(filter(None, (what, ", ".join(filter(None, about)))))


def _some(
    field: str, fact: Fact[str] | None, where: str, beside: Fact[str] | None = None, answers: tuple[str, ...] = ()
) -> Iterator[Stated]:
    if fact:
        yield Stated(field, fact, where, beside, answers)
