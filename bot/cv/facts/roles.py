"""Several posts at one organization: promotions under each other, and lists of posts under a university's name."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from bot.cv.entries import Entry, is_prose
from bot.cv.facts.dates import Period, is_only_dates, periods
from bot.cv.facts.pieces import head_of, span_of
from bot.cv.facts.work import is_break, title_score, who_and_what
from bot.cv.passage import Line, Passage
from bot.cv.words import pattern
from bot.profile import Fact, Work

_LONGEST_ROLE = 140
_BETWEEN = ") ]、,;；|·•\t"
"""What may stand between a role's dates and the next role on the line."""


class Employer(NamedTuple):
    """The organization that posts stand under, and where it is."""

    organization: Fact[str]
    place: Fact[str] | None
    sure: bool = True
    """The titles that follow can be nobody else's."""


def role_by_role(found: list[Entry]) -> list[Entry]:
    """An entry that tells several posts of one organization is an entry for each; the later ones stand under the first."""
    return [role for entry in found for role in _roles(entry)]


def _roles(entry: Entry) -> list[Entry]:
    """The entry itself, where it tells one post."""
    if entry.roles or not entry.head or entry.head[0].kind == "row":
        return [entry]
    if (side_by_side := _on_one_line(entry)) is not None:
        return side_by_side
    lines = entry.lines
    starts = _listed(entry) or list(_in_body(entry))
    if not starts:
        return [entry]
    named = lines[: starts[0]]
    first = Entry(entry.head, named[len(entry.head) :]) if starts[0] >= len(entry.head) else Entry(named)
    further = [_role(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    if not first.body or not _names_organization_alone(first):
        return [first, *further]
    return [Entry(first.head), replace(further[0], body=first.body + further[0].body), *further[1:]]


def _role(lines: list[Line]) -> Entry:
    """A role's line, with what further lines say of its dates or place, and what was done in it."""
    if lines[0].kind == "bullet":
        return Entry(lines[:1], lines[1:], under=True)
    end = next((index for index, line in enumerate(lines) if line.kind == "bullet" or is_prose(line)), len(lines))
    return Entry(lines[:end], lines[end:], under=True)


def _listed(entry: Entry) -> list[int]:
    """Where the items of a list begin that are a dated title each, under a head that names no title."""
    lines = entry.lines
    bullets = [index for index, line in enumerate(lines) if index and line.kind == "bullet"]
    if not bullets or any(line.kind != "bullet" for line in lines[bullets[0] :]):
        return []
    top = min(lines[index].indent for index in bullets)
    items = [index for index in bullets if lines[index].indent == top]
    if not all(_is_role(lines[index]) for index in items):
        return []
    head = Entry(lines[: items[0]])
    return items if (len(items) > 1 or not head_of(head).dates) and _names_organization_alone(head) else []


def _in_body(entry: Entry) -> Iterator[int]:
    """Where lines of the story head the next post, as the first of them did."""
    lines, last = entry.lines, 0
    for index in range(len(entry.head), len(lines)):
        line = lines[index]
        if line.kind not in {"text", "heading"} or index <= last:
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        dated_below = following is not None and following.kind == "text" and is_only_dates(following.passage)
        if _is_role(line) or (dated_below and following and _is_role(line, following)):
            yield index
            last = index + dated_below


def _is_role(*lines: Line) -> bool:
    """A title with its dates, and nothing that tells a story or names another organization first."""
    if any(len(line.text) > _LONGEST_ROLE or is_prose(line) for line in lines):
        return False
    if not any(period.ranged for line in lines for period in periods(line.passage)):
        return False
    pieces = head_of(Entry(list(lines))).pieces
    return bool(pieces) and title_score(pieces[0].passage) > 0


def _names_organization_alone(entry: Entry) -> bool:
    organization, title = who_and_what(head_of(entry))
    return organization is not None and title is None and not is_break(organization)


def _on_one_line(entry: Entry) -> list[Entry] | None:
    """``Staff Engineer (2021-now), Engineer (2019-2021)`` under an organization's line."""
    at = len(entry.head) - 1
    line = entry.head[at]
    found = [period for period in periods(line.passage) if period.ranged]
    if not at or len(found) < 2 or line.kind == "row":
        return None
    parts = _parts(line.passage, found)
    if not all(_is_role(replace(line, passage=part)) for part in parts):
        return None
    roles = [Entry([replace(line, passage=part)], under=True) for part in parts]
    roles[0].body = entry.body
    return [Entry(entry.head[:at]), *roles] if _names_organization_alone(Entry(entry.head[:at])) else None


def _parts(passage: Passage, found: list[Period]) -> list[Passage]:
    """The line cut behind each of its periods, or before each where it begins with one."""
    if passage.text[: found[0].at].strip():
        ends = [_skipped(passage, period.to) for period in found]
        return [passage.cut(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True)]
    starts = [period.at for period in found]
    return [passage.cut(start, end) for start, end in zip(starts, [*starts[1:], len(passage.text)], strict=True)]


def _skipped(passage: Passage, at: int) -> int:
    while at < len(passage.text) and passage.text[at] in _BETWEEN:
        at += 1
    return at


# ---------------------------------------------------------------- whose posts they are


def employs(entry: Entry) -> Employer | None:
    """The organization of an entry that names nothing else and tells nothing: its posts follow."""
    head = head_of(entry)
    if entry.head[:1] and (entry.head[0].kind == "bullet" or (entry.head[0].kind == "row" and head.dates)):
        return None
    organization, title = who_and_what(head)
    if entry.body or title is not None or organization is None or len(head.pieces) > 1 or is_break(organization):
        return None
    if ": " in organization.text:
        return None
    place = head.place.fact("work.place") if head.place else None
    return Employer(organization.fact("work.employer"), place)


def groups_posts(entry: Entry, work: Work | None) -> Employer | None:
    """The organization that more posts may follow under.

    It stands on a line over its first post's, or with the length of stay on a line of its own, as LinkedIn prints it.
    """
    if work is None or work.organization is None:
        return None
    whole = {line.passage.trim().text for line in entry.head}
    lasting = any(duration.trim().text in whole for duration in head_of(entry).durations)
    if not lasting and not _stands_over(entry, work):
        return None
    place = work.place if work.title is None or _before(work.place, work.title) else None
    return Employer(work.organization, place, sure=lasting)


def _before(fact: Fact[str] | None, other: Fact[str]) -> bool:
    return fact is not None and fact.evidence[0].end <= other.evidence[0].start


def _stands_over(entry: Entry, work: Work) -> bool:
    """``Quill Works, Bern`` over ``Engineer, 2019-2021``: the first line names the organization, the next its post."""
    if len(entry.head) < 2 or work.organization is None or work.title is None:
        return False
    first, named, title = entry.head[0], work.organization.evidence[0], work.title.evidence[0]
    return first.begin <= named.start and named.end <= first.finish <= title.start and not periods(first.passage)


def stands_under(entry: Entry, employer: Employer, before: Work | None) -> bool:
    """Whether an entry's post is at the organization above: no other is named, and it goes on with the post before."""
    if entry.under:
        return not _names_another(entry)
    if not is_post_only(entry) or entry.head[0].passage.find("work.independent"):
        return False
    alone = len({piece.line for piece in head_of(entry).pieces}) == 1
    return employer.sure or (alone and (not entry.head[0].gap or (before is not None and _goes_on(entry, before))))


def is_post_only(entry: Entry) -> bool:
    """A head whose every piece reads as a title, none as an organization, and nothing else stands beside the first."""
    pieces = head_of(entry).pieces
    return (
        bool(pieces)
        and title_score(pieces[0].passage) > 0
        and all(title_score(piece.passage) >= (piece.line == pieces[0].line) for piece in pieces)
    )


def _names_another(entry: Entry) -> bool:
    """Whether a role under an organization is at another: it names one, and no unit such as a department."""
    others = [piece.passage for piece in head_of(entry).pieces if title_score(piece.passage) < 0]
    return any(not pattern("work.units").search(other.folded) for other in others)


def _goes_on(entry: Entry, before: Work) -> bool:
    """A promotion ends one post in the year in which the other begins, or the one after."""
    start, end = span_of(head_of(entry))
    if start is None or end is None or before.start is None:
        return False
    years = [int(fact.value[:4]) for fact in (before.start, end) if fact.value[:4].isdecimal()]
    return len(years) == 2 and years[0] - years[1] in {0, 1}
