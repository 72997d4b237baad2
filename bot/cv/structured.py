"""The profile of a CV that names its fields itself: every value as it stands there, nothing worked out.

The fields are JSON Resume's, https://jsonresume.org/schema, with those of its first version and our own export's (``x_…``).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Literal, TypeVar, cast

from bot.cv.facts.contacts import e164_of
from bot.cv.facts.dates import periods
from bot.cv.facts.links import pages_in
from bot.cv.passage import Line, Passage
from bot.cv.read.json import Array, Node, Object
from bot.profile import (
    Award,
    Education,
    Engagement,
    Fact,
    Language,
    Link,
    Phone,
    Place,
    Profile,
    Project,
    Publication,
    Skill,
    Work,
)

RULE = "jsonresume"
CERTIFICATE = "jsonresume.certificate"
_ISO = re.compile(r"(?P<year>19[0-9]{2}|20[0-9]{2})(?:-(?P<month>0[1-9]|1[0-2])(?:-\d{2}(?:T[\d:.Z+-]{4,20})?)?)?")
_Kind = Literal["main", "workshop", "preprint", ""]
_KINDS: tuple[_Kind, ...] = ("main", "workshop", "preprint")
_UNKNOWN: _Kind = ""
T = TypeVar("T")


def profile_in(root: Object) -> Profile:
    basics = _object(root, "basics")
    location = _object(basics, "location")
    country = _fact(location, "countryCode", "country")
    place = Place(_fact(location, "city"), _fact(location, "region"), country)
    return Profile(
        name=_fact(basics, "name"),
        label=_fact(basics, "label"),
        emails=(*_facts(basics, "email"), *_facts(basics, "x_emails")),
        phones=_phones((*_passages(basics, "phone"), *_passages(basics, "x_phones")), country),
        links=_links(basics),
        place=place if place != Place() else None,
        availability=_facts(root, "x_availability"),
        education=_entries(root, "education", _education),
        work=(
            *_entries(root, "work", _work),
            *_entries(root, "experience", _work),
            *_entries(root, "volunteer", _volunteer),
        ),
        publications=_entries(root, "publications", _publication),
        projects=_entries(root, "projects", _project),
        awards=(*_entries(root, "awards", _award), *_entries(root, "certificates", _certificate)),
        skills=tuple(skill for one in _objects(root, "skills") for skill in _skills(one)),
        languages=_entries(root, "languages", _language),
        interests=tuple(fact for one in _objects(root, "interests") for fact in _interest(one)),
    )


def _education(one: Object) -> Education | None:
    study = Education(
        institution=_fact(one, "institution"),
        degree=_fact(one, "studyType"),
        field=_fact(one, "area"),
        start=_date(one, "startDate"),
        end=_date(one, "endDate"),
        place=_fact(one, "x_location", "location"),
        gpa=_fact(one, "score", "gpa"),
        rank=_fact(one, "x_rank"),
        minor=_fact(one, "x_minor"),
        advisers=_facts(one, "x_advisers"),
        details=(*_facts(one, "x_details"), *_facts(one, "courses")),
    )
    return study if study != Education() else None


def _work(one: Object) -> Work | None:
    kind = _text(one, "x_kind")
    engagement = cast("Engagement", kind) if kind in {"teaching", "service"} else "job"
    return _post(one, engagement, "name", "company", "employer", "organization")


def _volunteer(one: Object) -> Work | None:
    return _post(one, "service", "organization")


def _post(one: Object, kind: Engagement, *organization: str) -> Work | None:
    work = Work(
        organization=_fact(one, *organization),
        title=_fact(one, "position", "title", "role"),
        start=_date(one, "startDate") or _date(one, "from"),
        end=_end(one),
        place=_fact(one, "location"),
        supervisors=_facts(one, "x_supervisors"),
        details=(*_facts(one, "summary"), *_facts(one, "highlights")),
        kind=kind,
    )
    return work if work != Work(kind=kind) else None


def _end(one: Object) -> Fact[str] | None:
    """A post with a beginning and no end goes on, as the schema has it."""
    if any(_passages(one, key) for key in ("endDate", "to")):
        return _date(one, "endDate") or _date(one, "to")
    begun = next((passage for key in ("startDate", "from") for passage in _passages(one, key)), None)
    return begun.trim().derived("present", "date.open") if begun else None


def _publication(one: Object) -> Publication | None:
    title = _fact(one, "name")
    if title is None:
        return None
    position, kind = _text(one, "x_position"), _text(one, "x_kind")
    return Publication(
        title=title,
        authors=_facts(one, "x_authors"),
        position=int(position) if position.isdecimal() and len(position) < 4 else None,
        equal="x_equalContribution" in one.members,
        venue=_fact(one, "publisher"),
        date=_date(one, "releaseDate"),
        kind=next((known for known in _KINDS if known == kind), _UNKNOWN),
        status=_fact(one, "x_status"),
    )


def _project(one: Object) -> Project | None:
    name = _fact(one, "name")
    details = (*_facts(one, "description"), *_facts(one, "highlights"))
    return Project(name, _date(one, "startDate"), _date(one, "endDate"), details) if name else None


def _award(one: Object) -> Award | None:
    return _awarded(one, "title", "awarder")


def _certificate(one: Object) -> Award | None:
    award = _awarded(one, "name", "issuer")
    return replace(award, title=_passages(one, "name")[0].strip().fact(CERTIFICATE)) if award else None


def _awarded(one: Object, title: str, awarder: str) -> Award | None:
    named, date = _fact(one, title), _date(one, "date")
    return Award(named, (date,) if date else (), _fact(one, awarder)) if named else None


def _skills(one: Object) -> tuple[Skill, ...]:
    """A skill with keywords is the label of a list."""
    keywords, name = _facts(one, "keywords"), _fact(one, "name")
    if keywords:
        return tuple(Skill(keyword, name.value if name else "") for keyword in keywords)
    return (Skill(name),) if name else ()


def _language(one: Object) -> Language | None:
    name = _fact(one, "language", "name")
    return Language(name, _fact(one, "fluency", "level")) if name else None


def _interest(one: Object) -> tuple[Fact[str], ...]:
    return (*_facts(one, "name"), *_facts(one, "keywords"))


def _phones(numbers: Iterable[Passage], country: Fact[str] | None) -> tuple[Phone, ...]:
    return tuple(Phone(_stated(one), e164_of(one, country)) for one in numbers)


def _links(basics: Object) -> tuple[Link, ...]:
    site = tuple(Link(url=fact) for fact in (*_facts(basics, "url"), *_facts(basics, "website")))
    return site + tuple(link for one in _objects(basics, "profiles") if (link := _link(one)) is not None)


def _link(one: Object) -> Link | None:
    """What an address itself says of its network and account counts where the file does not say it."""
    link = Link(_fact(one, "url"), _fact(one, "username"), _fact(one, "network"))
    pages = [page for address in _passages(one, "url") for page in pages_in(_line(address), _blank_before(address))]
    if pages and len(pages) == 1:
        link = Link(link.url, link.username or pages[0].username, link.network or pages[0].network)
    return link if link != Link() else None


def _line(passage: Passage) -> Line:
    return Line(passage, begin=passage.start, finish=passage.end)


def _blank_before(passage: Passage) -> str:
    """A text that holds the passage at its place."""
    return " " * passage.start + passage.text


def _date(one: Object, key: str) -> Fact[str] | None:
    """An ISO date to the month, or a date as people write it."""
    for passage in _passages(one, key)[:1]:
        if match := _ISO.fullmatch(passage.text.strip()):
            value = f"{match['year']}-{match['month']}" if match["month"] else match["year"]
            return passage.trim().derived(value, RULE)
        if passage.folded.strip() in {"present", "now", "current"}:
            return passage.trim().derived("present", RULE)
        found = periods(passage)
        if len(found) == 1 and found[0].start and found[0].end in {None, found[0].start}:
            return found[0].start
    return None


def _object(node: Object, key: str) -> Object:
    found = node.members.get(key)
    return found if isinstance(found, Object) else Object()


def _objects(node: Object, key: str) -> list[Object]:
    found = node.members.get(key)
    return [one for one in found.items if isinstance(one, Object)] if isinstance(found, Array) else []


def _entries(node: Object, key: str, read: Callable[[Object], T | None]) -> tuple[T, ...]:
    return tuple(entry for one in _objects(node, key) if (entry := read(one)) is not None)


def _passages(node: Object, key: str) -> list[Passage]:
    """The texts of a field: one, or those of a list."""
    found: Node | None = node.members.get(key)
    several = found.items if isinstance(found, Array) else [found]
    return [one for one in several if isinstance(one, Passage) and one.text.strip()]


def _facts(node: Object, key: str) -> tuple[Fact[str], ...]:
    return tuple(_stated(one) for one in _passages(node, key))


def _fact(node: Object, *keys: str) -> Fact[str] | None:
    return next((_stated(one) for key in keys for one in _passages(node, key)[:1]), None)


def _text(node: Object, key: str) -> str:
    return next((one.value() for one in _passages(node, key)), "")


def _stated(passage: Passage) -> Fact[str]:
    return passage.strip().fact(RULE)
