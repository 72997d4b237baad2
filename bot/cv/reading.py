"""One document, read: the stages in order, and the report on how it went."""

from collections.abc import Iterator
from dataclasses import replace

from bot.cv.bibtex import papers
from bot.cv.blocks import Blocks, blocks
from bot.cv.coverage import confidence, unclaimed
from bot.cv.facts.assembly import profile_of
from bot.cv.facts.availability import availability_of
from bot.cv.facts.dates import in_its_order
from bot.cv.facts.merging import merged
from bot.cv.passage import Line, Sheet
from bot.cv.read.encoding import garbled
from bot.cv.read.formats import open_sheet
from bot.cv.sections import Section, sections
from bot.cv.suspicion import hidden_words, odd_words
from bot.cv.unreadable import Unreadable
from bot.profile import Fact, Profile, Reading

__all__ = ["Unreadable", "read_cv"]

_MOST_LINES = 4_000
_ENTRIES = 4
"""Degrees and posts, both among them, that make a CV of a page without a name or a date."""
_TOO_MANY = f"longer than a CV can be ({_MOST_LINES:,} lines)."


def read_cv(data: bytes, name: str) -> Reading:
    """What a file says about one person; raises Unreadable with the reason."""
    sheet = open_sheet(data, name)
    if len(sheet.lines) > _MOST_LINES:
        raise Unreadable(_TOO_MANY)
    with in_its_order(sheet.text):
        return _read(sheet)


def _read(sheet: Sheet) -> Reading:
    whole = blocks(sheet.lines)
    if len(whole.lines) > _MOST_LINES:
        raise Unreadable(_TOO_MANY)
    profile, content, warnings = _stated(sheet, whole) if sheet.stated else _understood(sheet, whole)
    if not _is_cv(profile):
        raise Unreadable(_why_none(profile), sheet.text)
    missed = unclaimed(content, profile)
    return Reading(
        text=sheet.text,
        profile=profile,
        content_lines=len(content),
        unclaimed=missed,
        warnings=(
            *sheet.warnings,
            *garbled(sheet.text),
            *hidden_words(sheet.concealed),
            *odd_words(sheet.text, (line.passage for line in whole.lines)),
            *warnings,
        ),
        left_out=tuple(dict.fromkeys((*sheet.left_out, *whole.left_out))),
        confidence=confidence(profile, len(content), len(missed)),
    )


_Told = tuple[Profile, tuple[Line, ...], list[str]]
"""The profile, the lines that hold something to read, and warnings."""


def _understood(sheet: Sheet, whole: Blocks) -> _Told:
    parts = sections(whole.lines)
    profile, warnings = profile_of(parts, whole.lines, sheet.text, sheet.hidden)
    cited = papers(sheet.text, profile.name.value if profile.name else "")
    profile = replace(profile, publications=merged((*profile.publications, *cited)))
    headings = {id(part.heading) for part in parts if part.heading}
    content = (line for line in whole.lines if id(line) not in headings and not (line.kind == "row" and line.level))
    return profile, tuple(content), warnings


def _stated(sheet: Sheet, whole: Blocks) -> _Told:
    """A file that names its fields has no sections to find; what it wishes for may still stand in its summary."""
    profile = sheet.stated or Profile()
    wishes = profile.availability or availability_of([Section(("biography",), None, list(whole.lines))])
    return replace(profile, availability=wishes), whole.lines, []


def _spans(profile: Profile) -> Iterator[tuple[Fact[str] | None, Fact[str] | None]]:
    for study in profile.education:
        yield study.start, study.end
    for work in profile.work:
        yield work.start, work.end


def _is_cv(profile: Profile) -> bool:
    """A life in dates: study, work, papers or projects; or a name with contacts and skills."""
    named = profile.name is not None
    dated = [*profile.education, *profile.work, *profile.publications]
    reachable = bool(profile.emails or profile.phones)
    told = bool(profile.education and profile.work) and len(profile.education) + len(profile.work) >= _ENTRIES
    return bool(
        (named and (dated or profile.projects or profile.skills))
        or (named and reachable)
        or (reachable and (dated or profile.skills))
        or told
        or sum(1 for start, end in _spans(profile) if start or end) >= 2
    )


def _why_none(profile: Profile) -> str:
    """Why the document counts as no CV: only what it truly lacks."""
    told = bool(profile.education or profile.work or profile.publications or profile.skills)
    if profile.name:
        return "not a CV (no dates, no jobs, no contacts)."
    if told:
        return "no name and no contacts in it. Write the name into its first line and send it again."
    return "not a CV (no name, no dates, no jobs)."
