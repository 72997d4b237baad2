"""One document, read: the stages in order, and the report on how it went."""

from collections.abc import Iterator

from bot.cv.blocks import blocks
from bot.cv.coverage import confidence, unclaimed
from bot.cv.facts.assembly import profile_of
from bot.cv.read import Unreadable, open_sheet
from bot.cv.sections import sections
from bot.profile import Fact, Profile, Reading

__all__ = ["Unreadable", "read_cv"]

_MOST_LINES = 4_000
_TOO_MANY = f"longer than a CV can be ({_MOST_LINES:,} lines)."


def read_cv(data: bytes, name: str) -> Reading:
    """What a file says about one person; raises Unreadable with the reason."""
    sheet = open_sheet(data, name)
    if len(sheet.lines) > _MOST_LINES:
        raise Unreadable(_TOO_MANY)
    whole = blocks(sheet.lines)
    if len(whole.lines) > _MOST_LINES:
        raise Unreadable(_TOO_MANY)
    parts = sections(whole.lines)
    profile, warnings = profile_of(parts, whole.lines, sheet.text, sheet.hidden)
    if not _is_cv(profile):
        raise Unreadable("not a CV (no name, no dates, no jobs).")
    headings = {id(part.heading) for part in parts if part.heading}
    content = tuple(
        line for line in whole.lines if id(line) not in headings and not (line.kind == "row" and line.level)
    )
    missed = unclaimed(content, profile)
    return Reading(
        text=sheet.text,
        profile=profile,
        content_lines=len(content),
        unclaimed=missed,
        warnings=tuple(warnings),
        left_out=whole.left_out,
        confidence=confidence(profile, len(content), len(missed)),
    )


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
    return bool(
        (named and (dated or profile.projects or profile.skills))
        or (named and reachable)
        or (reachable and (dated or profile.skills))
        or sum(1 for start, end in _spans(profile) if start or end) >= 2
    )
