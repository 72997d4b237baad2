"""The sections of a CV put together to a profile."""

import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from bot.cv.entries import Entry, entries
from bot.cv.facts.availability import availability_of
from bot.cv.facts.awards import awards_of
from bot.cv.facts.contacts import emails_of, phones_of, place_in
from bot.cv.facts.education import education_of, find_degree
from bot.cv.facts.headlines import label_of
from bot.cv.facts.languages import languages_among, languages_in_prose
from bot.cv.facts.links import links_of
from bot.cv.facts.merging import distinct, merged, once
from bot.cv.facts.names import name_of
from bot.cv.facts.people import in_speaking_order
from bot.cv.facts.pieces import head_of
from bot.cv.facts.projects import project_of
from bot.cv.facts.prose import awards_in_prose, posts_in_prose, studies_in_prose
from bot.cv.facts.publications import papers_in_prose, publications_of
from bot.cv.facts.referees import own_lines, without_referees
from bot.cv.facts.roles import Employer, employs, groups_posts, is_post_only, role_by_role, stands_under
from bot.cv.facts.skills import interests_of, skills_and_languages, skills_in_prose
from bot.cv.facts.studies import degree_by_degree
from bot.cv.facts.work import title_score, work_of
from bot.cv.passage import Line, Passage
from bot.cv.sections import Section
from bot.cv.untitled import with_untitled_parts
from bot.profile import (
    NAMELESS,
    Award,
    Education,
    Engagement,
    Fact,
    Language,
    Profile,
    Project,
    Publication,
    Skill,
    Work,
)

_FRONT = 24
"""Characters within which front matter opens."""

_TEMPLATE = re.compile(r"\{\{[^{}\n]{0,300}\}\}")
_ENTRIES = frozenset({"education", "work", "teaching", "service", "publications", "projects", "awards"})
"""Parts that hold others' names beside the person's own life, and never the name line."""
_ENGAGEMENT: dict[str, Engagement] = {"work": "job", "teaching": "teaching", "service": "service"}


@dataclass(slots=True)
class _Found:
    education: list[Education] = field(default_factory=list)
    work: list[Work] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    skills: list[Skill] = field(default_factory=list)
    languages: list[Language] = field(default_factory=list)
    interests: list[Fact[str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def profile_of(
    parts: list[Section], lines: tuple[Line, ...], text: str, hidden: tuple[tuple[int, int], ...]
) -> tuple[Profile, list[str]]:
    own = without_referees(parts)
    top = parts[0].lines + [line for part in own[1:] if part.kind == "contact" for line in _with_heading(part)]
    if not parts[0].lines:
        top = [line for part in own[:3] if part.kind not in _ENTRIES for line in _with_heading(part)] + top
    name = name_of(top, lines, _front_matter(text, hidden), parts)
    parts = without_referees(_opened_by_name(parts, name))
    headline = next((part.lines for part in parts[1:] if part.kind == "top"), top)
    contact = list(own_lines(_contact_lines(parts), name))
    text = _masked(text, hidden)
    found = _Found()
    for part in with_untitled_parts(parts):
        _read(part, found, name.value if name else "")
    if not found.education:
        found.education += studies_in_prose(
            [line for part in parts if part.kind in {"top", "biography", "contact"} for line in part.lines]
        )
    told = [line for part in parts if part.kind in {"top", "biography", "contact"} for line in part.lines]
    if not found.publications:
        found.publications += papers_in_prose(told, name.value if name else "")
    if not found.awards:
        found.awards += awards_in_prose(told)
    if not found.work:
        found.work += posts_in_prose(told)
    if not found.languages:
        found.languages += languages_among(told) or languages_in_prose(told)
    if not found.skills:
        skills, languages = skills_in_prose(told)
        found.skills += skills
        found.languages += languages if not found.languages else []
    place = place_in(contact)
    profile = Profile(
        name=name,
        label=label_of(headline, name),
        emails=emails_of(contact, text),
        phones=phones_of(contact, text, place.country if place else None),
        links=links_of(contact, text),
        place=place,
        availability=availability_of(parts),
        education=once(found.education, lambda one: (one.institution, one.degree, one.field, one.start, one.end)),
        work=once(
            found.work,
            lambda one: (one.organization, one.title, one.start, one.end, one.details[0] if one.details else None),
        ),
        publications=merged(tuple(found.publications)),
        projects=once(found.projects, lambda one: (one.name, one.start, one.end)),
        awards=tuple(found.awards),
        skills=tuple(distinct(found.skills)),
        languages=tuple(found.languages),
        interests=tuple(found.interests),
    )
    if name is None:
        found.warnings.insert(0, NAMELESS)
    elif name.check:
        end = "" if name.check.endswith("?") else "."
        found.warnings.insert(0, f"{name.check[:1].upper()}{name.check[1:]}{end}")
    return profile, found.warnings


def _front_matter(text: str, hidden: tuple[tuple[int, int], ...]) -> Passage | None:
    """What stands between two rules over the page: not content, but it may be all that names the person."""
    start, end = hidden[0] if hidden else (0, 0)
    opens = not start and text[:_FRONT].lstrip("\ufeff \r\n\t").startswith("---")
    return Passage.plain(text[:end], 0, " " * end) if opens else None


def _masked(text: str, hidden: tuple[tuple[int, int], ...]) -> str:
    """The text with blanks where a person sees nothing."""
    shown, at = [], 0
    for start, end in hidden:
        shown += [text[at:start], " " * (end - start)]
        at = end
    return _TEMPLATE.sub(lambda match: " " * len(match[0]), "".join([*shown, text[at:]]))


def _with_heading(part: Section) -> list[Line]:
    return [*([part.heading] if part.heading else []), *part.lines]


def _opened_by_name(parts: list[Section], name: Fact[str] | None) -> list[Section]:
    """A name line inside another section (a side column printed first) begins the CV proper."""
    if name is None:
        return parts
    out: list[Section] = []
    for part in parts:
        at = next((index for index, line in enumerate(part.lines) if _is_name_line(line, name)), None)
        if at is None or part.kind in {"top", "contact", "biography"}:
            out.append(part)
        else:
            out += [replace(part, lines=part.lines[:at]), Section(("top",), None, part.lines[at:])]
    return out


def _is_name_line(line: Line, name: Fact[str]) -> bool:
    """The name alone, or with the degrees that follow it where it was read."""
    named = line.passage.trim().value()
    read_here = any(line.begin <= one.start < line.finish for one in name.evidence)
    as_said = named.startswith(f"{name.value},") or in_speaking_order(line.passage.trim()) == name.value
    return named == name.value or (read_here and as_said)


def _contact_lines(parts: list[Section]) -> list[Line]:
    return [
        line
        for index, part in enumerate(parts)
        if part.kind in {"top", "contact", "biography"} or (part.kind == "other" and index < _first_known(parts))
        for line in _with_heading(part)
    ]


def _first_known(parts: list[Section]) -> int:
    """How many parts stand before the first whose heading is known: they introduce the person."""
    return next((index for index, part in enumerate(parts) if part.kind not in {"top", "other"}), 0)


def _read(part: Section, found: _Found, name: str) -> None:
    kind = part.kind
    if kind in _ENGAGEMENT:
        _read_posts(role_by_role(entries(part.lines)), _ENGAGEMENT[kind], found, studies="education" in part.kinds)
    elif kind == "education":
        found.education += [study for study in map(education_of, degree_by_degree(entries(part.lines))) if study]
    elif kind == "publications":
        papers, warnings = publications_of(part, name)
        found.publications += papers
        found.warnings += warnings
    elif kind == "projects":
        found.projects += [project for project in map(project_of, entries(part.lines)) if project]
    elif kind == "awards":
        found.awards += awards_of(part.lines)
    elif kind in {"skills", "languages"} or "skills" in part.kinds or "languages" in part.kinds:
        skills, languages = skills_and_languages(part.lines, part.title, only_languages=part.kinds == ("languages",))
        found.skills += skills
        found.languages += languages
    elif kind == "interests":
        found.interests += interests_of(part.lines)


def _read_posts(posts: list[Entry], kind: Engagement, found: _Found, *, studies: bool) -> None:
    """Where posts carry dates, a part without dates and title is no post: it tells more of one above."""
    before = len(found.work)
    employer: Employer | None = None
    for entry, following in zip_longest(posts, posts[1:]):
        known = len(found.work)
        if employer is not None and stands_under(entry, employer, found.work[-1] if found.work else None):
            post = work_of(entry, kind, employer.organization, employer.place)
            found.work += [post] if post else []
            continue
        named = following is not None and (following.under or is_post_only(following))
        employer = employs(entry) if named else None
        if employer is None:
            _read_post(entry, kind, found, studies=studies)
            employer = groups_posts(entry, found.work[-1] if len(found.work) > known else None)
    added = found.work[before:]
    if sum(1 for work in added if work.start) > len(added) // 3:
        found.work[before:] = [work for work in added if work.start or work.title]


def _is_degree(piece: Passage) -> bool:
    """``Assistant and PhD candidate`` is a post."""
    found = find_degree(piece)
    return found is not None and title_score(piece) <= 0 and not found.before.find("work.titles")


def _tells_field(piece: Passage) -> bool:
    found = find_degree(piece)
    return found is not None and bool(found.field)


def _read_post(entry: Entry, kind: Engagement, found: _Found, *, studies: bool) -> None:
    """Among work an entry is a degree where it names one and a school; under a heading of both, the degree is enough.

    So it is with its field where the entry names nothing else.
    """
    head = head_of(entry)
    degree = any(_is_degree(piece.passage) for piece in head.pieces)
    school = any(piece.passage.find("work.schools") for piece in head.pieces)
    lone = degree and len(head.pieces) == 1 and _tells_field(head.pieces[0].passage)
    if kind == "job" and degree and (school or studies or lone):
        study = education_of(entry)
        if study is not None:
            found.education.append(study)
            return
    work = work_of(entry, kind)
    if work is not None:
        found.work.append(work)
