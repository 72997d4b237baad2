"""Profiles for other programs: JSON Resume with the evidence of every value, and a flat table."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from bot.cv.facts.places import country_code
from bot.profile import (
    Award,
    Education,
    Evidence,
    Fact,
    Given,
    Language,
    Link,
    Profile,
    Project,
    Publication,
    Skill,
    Work,
)

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"

Json = dict[str, object]


def json_resume(
    profile: Profile, texts: Mapping[int, str], *, meta: Mapping[str, object], skills_used: Sequence[Fact[str]] = ()
) -> Json:
    """The profile as JSON Resume. ``texts`` maps an evidence's document to its text, ``meta`` holds our own data."""
    writer = _Writer(texts)
    resume: Json = {"$schema": SCHEMA, "basics": writer.basics(profile)}
    for name, entries in (
        ("work", [writer.work(f"/work/{at}", one) for at, one in enumerate(profile.work)]),
        ("education", [writer.education(f"/education/{at}", one) for at, one in enumerate(profile.education)]),
        (
            "publications",
            [writer.publication(f"/publications/{at}", one) for at, one in enumerate(profile.publications)],
        ),
        ("projects", [writer.project(f"/projects/{at}", one) for at, one in enumerate(profile.projects)]),
        ("awards", [award for one in profile.awards for award in writer.awards(one)]),
        ("skills", writer.skills(profile.skills)),
        ("languages", [writer.language(f"/languages/{at}", one) for at, one in enumerate(profile.languages)]),
        (
            "interests",
            [
                writer.entry({"name": one.value}, f"/interests/{at}", name=one)
                for at, one in enumerate(profile.interests)
            ],
        ),
    ):
        resume[name] = entries
    if profile.availability:
        resume["x_availability"] = " ".join(fact.value for fact in profile.availability)
        writer.prove("/x_availability", *profile.availability)
    if skills_used:
        resume["x_skillsUsed"] = writer.texts_of("/x_skillsUsed", skills_used)
    resume["meta"] = {**meta, "evidence": writer.evidence} | ({"setByHand": writer.given} if writer.given else {})
    return resume


class _Writer:
    """Builds entries and notes, under the JSON pointer of each value, where it stands."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self.texts = texts
        self.evidence: dict[str, list[Json]] = {}
        self.given: dict[str, Json] = {}
        """What people set, by the pointer of the value."""
        self._awards = 0

    def prove(self, pointer: str, *facts: Fact[str] | None) -> None:
        for fact in facts:
            if isinstance(fact, Given):
                self.given[pointer] = {"value": fact.value, "by": fact.by, "at": fact.at.isoformat() if fact.at else ""}
        quotes = [self._quote(evidence) for fact in facts if fact for evidence in fact.evidence]
        if quotes:
            self.evidence.setdefault(pointer, []).extend(quotes)

    def _quote(self, evidence: Evidence) -> Json:
        text = self.texts.get(evidence.document, "")
        quote: Json = {
            "start": evidence.start,
            "end": evidence.end,
            "quote": text[evidence.start : evidence.end],
            "rule": evidence.rule,
        }
        if evidence.document:
            quote["document"] = evidence.document
        return quote

    def entry(self, fixed: Json, pointer: str, **facts: Fact[str] | None) -> Json:
        """An entry of the values that are there, each proved under its own pointer."""
        made = dict(fixed)
        for key, fact in facts.items():
            if fact is not None:
                made[key] = fact.value
                self.prove(f"{pointer}/{key}", fact)
        return made

    def texts_of(self, pointer: str, facts: Iterable[Fact[str]]) -> list[str]:
        values = []
        for at, fact in enumerate(facts):
            values.append(fact.value)
            self.prove(f"{pointer}/{at}", fact)
        return values

    def basics(self, profile: Profile) -> Json:
        site = next((link for link in profile.links if link.url and not link.network), None)
        numbers = [one.number for one in profile.phones]
        basics = self.entry(
            {},
            "/basics",
            name=profile.name,
            label=profile.label,
            email=profile.emails[0] if profile.emails else None,
            phone=numbers[0] if numbers else None,
            url=site.url if site else None,
        )
        international = [one.e164 for one in profile.phones if one.e164]
        for key, facts in (
            ("x_emails", profile.emails[1:]),
            ("x_phones", numbers[1:]),
            ("x_phonesE164", international),
        ):
            if facts:
                basics[key] = self.texts_of(f"/basics/{key}", facts)
        if profile.place:
            place = profile.place
            location = self.entry({}, "/basics/location", city=place.city, region=place.region)
            code = country_code(place.country.value) if place.country else None
            if code:
                location["countryCode"] = code
                self.prove("/basics/location/countryCode", place.country)
            basics["location"] = location
        others = [link for link in profile.links if link is not site]
        basics["profiles"] = [self.profile(f"/basics/profiles/{at}", link) for at, link in enumerate(others)]
        return basics

    def profile(self, pointer: str, link: Link) -> Json:
        return self.entry({}, pointer, network=link.network, username=link.username, url=link.url)

    def work(self, pointer: str, work: Work) -> Json:
        made = self.entry(
            {},
            pointer,
            name=work.organization,
            position=work.title,
            startDate=work.start,
            endDate=_closed(work.end),
            location=work.place,
        )
        self._lists(made, pointer, highlights=work.details, x_supervisors=work.supervisors)
        if work.kind != "job":
            made["x_kind"] = work.kind
            self.prove(f"{pointer}/x_kind", work.title or work.organization)
        return made

    def education(self, pointer: str, study: Education) -> Json:
        made = self.entry(
            {},
            pointer,
            institution=study.institution,
            area=study.field,
            studyType=study.degree,
            startDate=study.start,
            endDate=_closed(study.end),
            score=study.gpa,
            x_location=study.place,
            x_rank=study.rank,
            x_minor=study.minor,
        )
        self._lists(made, pointer, x_advisers=study.advisers, x_details=study.details)
        return made

    def publication(self, pointer: str, paper: Publication) -> Json:
        made = self.entry(
            {}, pointer, name=paper.title, publisher=paper.venue, releaseDate=paper.date, x_status=paper.status
        )
        self._lists(made, pointer, x_authors=paper.authors)
        own = paper.authors[paper.position - 1] if paper.position and paper.position <= len(paper.authors) else None
        if paper.position is not None:
            made["x_position"] = paper.position
            self.prove(f"{pointer}/x_position", own)
        if paper.equal:
            made["x_equalContribution"] = True
            self.prove(f"{pointer}/x_equalContribution", own)
        if paper.kind:
            made["x_kind"] = paper.kind
            self.prove(f"{pointer}/x_kind", paper.venue or paper.title)
        return made

    def project(self, pointer: str, project: Project) -> Json:
        made = self.entry({}, pointer, name=project.name, startDate=project.start, endDate=_closed(project.end))
        self._lists(made, pointer, highlights=project.details)
        return made

    def awards(self, award: Award) -> list[Json]:
        """One entry for each year that the line lists."""
        made = []
        for date in award.dates or (None,):
            made.append(self.entry({}, f"/awards/{self._awards}", title=award.title, date=date, awarder=award.awarder))
            self._awards += 1
        return made

    def skills(self, skills: Sequence[Skill]) -> list[Json]:
        """What the CV lists, under the list's own labels."""
        groups: dict[str, list[Fact[str]]] = {}
        for skill in skills:
            groups.setdefault(skill.group, []).append(skill.name)
        made: list[Json] = []
        for name, facts in groups.items():
            keywords = self.texts_of(f"/skills/{len(made)}/keywords", facts)
            made.append({"name": name, "keywords": keywords} if name else {"keywords": keywords})
        return made

    def language(self, pointer: str, language: Language) -> Json:
        return self.entry({}, pointer, language=language.name, fluency=language.level)

    def _lists(self, made: Json, pointer: str, **lists: tuple[Fact[str], ...]) -> None:
        for key, facts in lists.items():
            if facts:
                made[key] = self.texts_of(f"{pointer}/{key}", facts)


def _closed(end: Fact[str] | None) -> Fact[str] | None:
    """JSON Resume leaves an open end out."""
    return None if end is None or end.value == "present" else end


COLUMNS = (
    "name", "label", "email", "phone", "city", "country", "links", "availability", "education", "work", "publications", "projects",
    "awards", "skills", "languages",
)  # fmt: skip

_FORMULA = frozenset("=+-@\t\r\n\0＝＋－＠")
_AFTER_SEPARATOR = re.compile("(?<=[;|\t\r\n])(?=[=+\\-@＝＋－＠])")
"""Where a cell begins for a spreadsheet that takes another sign than the comma for what stands between cells."""


def csv_rows(profiles: Iterable[tuple[Mapping[str, object], Profile]]) -> list[list[str]]:
    """A header and one row a person: the caller's own columns first, all safe to open in a spreadsheet."""
    people = list(profiles)
    own = list(dict.fromkeys(key for columns, _ in people for key in columns))
    rows = [[*own, *COLUMNS]]
    for columns, profile in people:
        rows.append([*(cell(str(columns.get(key, "") or "")) for key in own), *map(cell, _values(profile))])
    return rows


def cell(text: str) -> str:
    """Text that a spreadsheet would run as a formula is made text by an apostrophe."""
    clean = "".join(" " if unicodedata.category(char) == "Cc" and char not in "\n\t\r" else char for char in text)
    first = unicodedata.normalize("NFKC", clean.lstrip()[:1])
    inside = _AFTER_SEPARATOR.sub("'", clean)
    return f"'{inside}" if (text[:1] in _FORMULA or first in {"=", "+", "-", "@"}) and text else inside


def _values(profile: Profile) -> list[str]:
    place = profile.place
    return [
        _text(profile.name),
        _text(profile.label),
        _list(profile.emails),
        _list(one.number for one in profile.phones),
        _text(place.city if place else None),
        _text(place.country if place else None),
        "; ".join(
            _text(link.url) or " ".join(filter(None, (_text(link.network), _text(link.username))))
            for link in profile.links
        ),
        " ".join(fact.value for fact in profile.availability),
        "; ".join(
            _joined(one.degree, one.field, one.institution, _years(one.start, one.end)) for one in profile.education
        ),
        "; ".join(_joined(one.title, one.organization, _years(one.start, one.end)) for one in profile.work),
        "; ".join(_joined(one.title, one.venue, one.date) for one in profile.publications),
        "; ".join(one.name.value for one in profile.projects),
        "; ".join(_joined(one.title, *one.dates) for one in profile.awards),
        ", ".join(dict.fromkeys(one.name.value for one in profile.skills)),
        ", ".join(one.name.value + (f" ({one.level.value})" if one.level else "") for one in profile.languages),
    ]


def _text(fact: Fact[str] | None) -> str:
    return fact.value if fact else ""


def _list(facts: Iterable[Fact[str]]) -> str:
    return "; ".join(fact.value for fact in facts)


def _years(start: Fact[str] | None, end: Fact[str] | None) -> Fact[str] | None:
    if start is None or end is None:
        return start or end
    return Fact(start.value if start.value == end.value else f"{start.value}–{end.value}", ())


def _joined(*facts: Fact[str] | None) -> str:
    return ", ".join(fact.value for fact in facts if fact)
