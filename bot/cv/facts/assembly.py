"""The sections of a CV put together to a profile."""

import re
from dataclasses import dataclass, field, replace

from bot.cv.entries import Entry, entries
from bot.cv.facts.authors import author_list
from bot.cv.facts.availability import availability_of
from bot.cv.facts.awards import awards_of
from bot.cv.facts.contacts import emails_of, phones_of, place_in
from bot.cv.facts.dates import periods
from bot.cv.facts.education import education_of, find_degree
from bot.cv.facts.links import links_of
from bot.cv.facts.merging import distinct, merged, once
from bot.cv.facts.names import label_of, name_of
from bot.cv.facts.pieces import head_of
from bot.cv.facts.projects import project_of
from bot.cv.facts.prose import awards_in_prose, posts_in_prose, studies_in_prose
from bot.cv.facts.publications import papers_in_prose, publications_of
from bot.cv.facts.skills import interests_of, skills_and_languages
from bot.cv.facts.work import employs, groups_posts, is_post_only, title_score, work_of
from bot.cv.passage import Line
from bot.cv.sections import Section
from bot.cv.words import pattern
from bot.profile import Award, Education, Engagement, Fact, Language, Profile, Project, Publication, Skill, Work

_PROSE = 16

_TEMPLATE = re.compile(r"\{\{[^{}\n]{0,300}\}\}")
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
    top = parts[0].lines + [line for part in parts[1:] if part.kind == "contact" for line in _with_heading(part)]
    if not parts[0].lines:
        top = [line for part in parts[:3] for line in _with_heading(part)] + top
    name = name_of(top, lines)
    parts = _opened_by_name(parts, name)
    contact = _contact_lines(parts)
    text = _masked(text, hidden)
    found = _Found()
    for part in _with_virtual_papers(_with_untitled_posts(parts)):
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
    profile = Profile(
        name=name,
        label=label_of(top, name),
        emails=emails_of(contact, text),
        phones=phones_of(contact),
        links=links_of(contact, text),
        place=place_in(contact),
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
        found.warnings.insert(0, "No name was found.")
    elif name.check:
        found.warnings.insert(0, f"The name was taken from elsewhere: {name.check}.")
    return profile, found.warnings


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
        at = next((index for index, line in enumerate(part.lines) if line.passage.trim().value() == name.value), None)
        if at is None or part.kind in {"top", "contact", "biography"}:
            out.append(part)
        else:
            out += [replace(part, lines=part.lines[:at]), Section(("top",), None, part.lines[at:])]
    return out


def _with_untitled_posts(parts: list[Section]) -> list[Section]:
    """Dated lines with titles or degrees that no heading announces are posts and studies all the same."""
    known = {kind for part in parts for kind in part.kinds}
    out: list[Section] = []
    for part in parts:
        at = _posts_begin(part, known) if part.kind in {"top", "biography", "contact", "other"} else None
        if at is None:
            out.append(part)
        else:
            out += [replace(part, lines=part.lines[: at[0]]), Section((at[1],), None, part.lines[at[0] :])]
    return out


def _posts_begin(part: Section, known: set[str]) -> tuple[int, str] | None:
    if part.heading is not None and part.kind == "other":
        return None
    dated = [
        index
        for index, line in enumerate(part.lines)
        if any(period.ranged for period in periods(line.passage)) and len(line.text.split()) < _PROSE
    ]
    titled = [
        index
        for index in dated
        if pattern("work.titles").search(" ".join(line.folded for line in part.lines[max(0, index - 2) : index + 3]))
    ]
    if "work" not in known and len(titled) > 1:
        return _head_start(part, titled[0]), "work"
    studied = [index for index in dated if find_degree(part.lines[index].passage)]
    return (studied[0], "education") if "education" not in known and studied else None


def _head_start(part: Section, dated: int) -> int:
    """A dated line may stand under the employer's and the title's lines."""
    at = dated
    while at > 0 and dated - at < 2 and not part.lines[at].gap and len(part.lines[at - 1].text) < 90:
        at -= 1
    return at


def _contact_lines(parts: list[Section]) -> list[Line]:
    return [line for part in parts if part.kind in {"top", "contact", "biography"} for line in _with_heading(part)]


def _with_virtual_papers(parts: list[Section]) -> list[Section]:
    """Papers that follow a section without a heading of their own: titles with author lists under them."""
    out: list[Section] = []
    for part in parts:
        at = _papers_begin(part)
        if at is None:
            out.append(part)
        else:
            out.append(replace(part, lines=part.lines[:at]))
            out.append(Section(("publications",), None, part.lines[at:]))
    return out


def _papers_begin(part: Section) -> int | None:
    if part.kind not in {"work", "education", "projects"}:
        return None
    listed = [
        index
        for index, line in enumerate(part.lines)
        if line.kind == "text" and len(author_list(line.passage) or []) >= 3
    ]
    if len(listed) < 2:
        return None
    for index in range(listed[0] - 1, max(-1, listed[0] - 4), -1):
        line = part.lines[index]
        if line.kind == "bullet":
            return index + 1
        if line.passage.styles[:1] == "b" or index == listed[0] - 3:
            return index
    return None


def _read(part: Section, found: _Found, name: str) -> None:
    kind = part.kind
    if kind in _ENGAGEMENT:
        _read_posts(entries(part.lines), _ENGAGEMENT[kind], found)
    elif kind == "education":
        found.education += [study for study in map(education_of, entries(part.lines)) if study]
    elif kind == "publications":
        papers, warnings = publications_of(part.lines, name)
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


def _read_posts(posts: list[Entry], kind: Engagement, found: _Found) -> None:
    """Where posts carry dates, a part without dates and title is no post: it tells more of one above."""
    before = len(found.work)
    employer: Fact[str] | None = None
    for index, entry in enumerate(posts):
        following = posts[index + 1] if index + 1 < len(posts) else None
        if employer is not None and is_post_only(entry):
            post = work_of(entry, kind, employer)
            found.work += [post] if post else []
            continue
        employer = employs(entry) if following is not None and is_post_only(following) else None
        if employer is None:
            known = len(found.work)
            _read_post(entry, kind, found)
            employer = groups_posts(entry, found.work[-1] if len(found.work) > known else None)
    added = found.work[before:]
    if sum(1 for work in added if work.start) > len(added) // 3:
        found.work[before:] = [work for work in added if work.start or work.title]


def _read_post(entry: Entry, kind: Engagement, found: _Found) -> None:
    """A row of a table that mixes work and study is a degree where it names one and a school."""
    head = head_of(entry)
    degree = any(find_degree(piece.passage) and title_score(piece.passage.folded) <= 0 for piece in head.pieces)
    school = any(pattern("work.schools").search(piece.passage.folded) for piece in head.pieces)
    if kind == "job" and degree and school:
        study = education_of(entry)
        if study is not None:
            found.education.append(study)
            return
    work = work_of(entry, kind)
    if work is not None:
        found.work.append(work)
