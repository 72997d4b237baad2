"""Posts held: which piece of an entry's head is the organization, which the title, and who supervised."""

import re

from bot.cv.entries import Entry
from bot.cv.facts.details import details
from bot.cv.facts.people import people
from bot.cv.facts.pieces import Head, Piece, head_of, span_of
from bot.cv.passage import Passage
from bot.cv.words import alternation, pattern, phrases
from bot.profile import Engagement, Fact, Work

_AT = re.compile(r"\s(?:at|bei)\s(?:the\s)?|\s@\s?")
_FOR = re.compile(r"\s(?:at|for|with)\s(?:the\s)?|:\s")
_IN = re.compile(r"\s(?:at|in)\s(?:the\s)?(?=[A-Z])")
_COMMA = re.compile(r"\s{0,3}[,，]\s{0,3}")
_POST_LABEL = re.compile(r"([^:]{3,40}):\s(?=[A-Z])")
_BRACKET = re.compile(r"\s{0,3}[(（][^()（）]{0,80}[)）]")
_COMPOUND = re.compile(rf"(?<!\w)[^\W\d_]{{2,30}}(?:{'|'.join(sorted(phrases('work.title_endings')))})(?!\w)")
_TAIL = re.compile(rf"(?:{alternation(phrases('work.organization_tails'))})$")
_MAX = 140


def work_of(entry: Entry, kind: Engagement, employer: Fact[str] | None = None) -> Work | None:
    """The post that an entry tells of; ``employer`` where it stands under an employer of several posts."""
    head = head_of(entry)
    organization, title = _who_and_what(head) if employer is None else (None, _whole_head(head))
    if organization is None and title is None:
        return None
    start, end = span_of(head)
    if start is None and not entry.body and (organization is None or title is None) and kind == "job":
        return None
    supervisors = tuple(
        fact for one in head.labels if one.kind == "adviser" for fact in people(one.value, "label.adviser")
    )
    return Work(
        organization=_without_stop(organization).fact("work.organization") if organization else employer,
        title=_without_stop(title).fact("work.title") if title else None,
        start=start,
        end=end,
        place=head.place.fact("work.place") if head.place else None,
        supervisors=supervisors,
        details=details(entry),
        kind=_kind(kind, title),
    )


def _without_stop(passage: Passage) -> Passage:
    """A sentence's stop goes; an abbreviation's stays: "Inc.", "e.V."."""
    return (
        passage.trim(stop=True)
        if re.search(r"[^\W\d_]{4}\.$", passage.text) and not passage.text.endswith("Corp.")
        else passage
    )


def _whole_head(head: Head) -> Passage | None:
    return head.pieces[0].passage if head.pieces else None


def employs(entry: Entry) -> Fact[str] | None:
    """The organization of an entry that names nothing else and tells nothing: its posts follow."""
    head = head_of(entry)
    organization, title = _who_and_what(head)
    alone = not entry.body and title is None and organization is not None and len(head.pieces) <= 1
    return organization.fact("work.employer") if alone and organization is not None else None


def groups_posts(entry: Entry, work: Work | None) -> Fact[str] | None:
    """An employer with the length of stay on a line of its own, as LinkedIn prints it, may hold more posts."""
    whole = {line.passage.trim().text for line in entry.head}
    lasting = any(duration.trim().text in whole for duration in head_of(entry).durations)
    return work.organization if lasting and work is not None else None


def is_post_only(entry: Entry) -> bool:
    """A head whose every piece reads as a title, none as an organization."""
    pieces = head_of(entry).pieces
    return (
        bool(pieces)
        and title_score(pieces[0].passage.folded) > 0
        and all(title_score(piece.passage.folded) >= 0 for piece in pieces)
    )


def _kind(kind: Engagement, title: Passage | None) -> Engagement:
    """The title says more than the section: a reviewer listed under Experience holds no job."""
    if title is not None:
        if pattern("work.teaching").search(title.folded):
            return "teaching"
        if (
            kind == "job"
            and pattern("work.service").match(title.folded)
            and not re.search(r"technical staff", title.folded)
        ):
            return "service"
    return kind


def title_score(text: str) -> float:
    """How much folded text reads as a title; below 0 as an organization."""
    titles = pattern("work.titles").findall(text) + _COMPOUND.findall(text)
    last = _BRACKET.sub("", text).split(",")[0].split(" of ")[0].strip()
    organizations = pattern("work.organizations", "work.schools").search(text) or _TAIL.search(last)
    score = 1.0 * bool(titles) - 1.2 * bool(organizations)
    if titles and last.endswith(tuple(titles)):
        score += 1
    return score


def _who_and_what(head: Head) -> tuple[Passage | None, Passage | None]:
    organization = _with_role(head, "organization")
    title, title_line = _with_role(head, "title"), 0
    pieces = [piece for piece in head.pieces if _could_be_field(piece)]
    if title is None and organization is None and pieces and (colon := _POST_LABEL.match(pieces[0].passage.text)):
        what = pieces[0].passage.cut(0, colon.end(1))
        if title_score(what.folded) > 0 and pieces[0].passage.cut(colon.end()).trim():
            return pieces[0].passage.cut(colon.end()).trim(), what.trim()
    if title is None and organization is None:
        for piece in pieces:
            split = _at(piece.passage, _AT)
            if split is not None:
                return split
    if title is None and organization is None and all(title_score(piece.passage.folded) <= 0 for piece in pieces):
        for piece in pieces:
            split = _at(piece.passage, _FOR)
            if split is not None:
                return split
    if title is None:
        best = max(pieces, key=lambda piece: (title_score(piece.passage.folded), -piece.line), default=None)
        if best is not None and title_score(best.passage.folded) > 0:
            title, title_line = best.passage, best.line
            pieces = [piece for piece in pieces if piece is not best]
    if title is not None and organization is None:
        beside = [piece for piece in pieces if _may_employ(piece, title_line)]
        parted = _split_title(title, alone=not beside)
        if parted is not None:
            return parted
    if organization is None:
        organization, pieces = _organization(pieces, title_line if title is not None else None)
    if title is None and organization is not None and pieces:
        return _unsure(organization, pieces)
    return organization, title


def _may_employ(piece: Piece, title_line: int) -> bool:
    """A piece before or on the title's line, or with a word of organizations; what follows is told about the post."""
    return piece.line <= title_line or title_score(piece.passage.folded) < 0


def _with_role(head: Head, role: str) -> Passage | None:
    piece = next((piece for piece in head.pieces if piece.role == role), None)
    head.take(piece)
    return piece.passage if piece else None


def _could_be_field(piece: Piece) -> bool:
    text = piece.passage.text
    return (
        (len(text) > 3 or not text.islower())
        and 1 < len(text) <= _MAX
        and any(char.isalpha() for char in text)
        and not (text[0].islower() and len(text.split()) > 4)
    )


def _organization(pieces: list[Piece], title_line: int | None) -> tuple[Passage | None, list[Piece]]:
    """The piece that names an organization; else the one beside the title; else the first."""
    if not pieces:
        return None, []
    best = min(pieces, key=lambda piece: (title_score(piece.passage.folded) >= 0, piece.line != title_line, piece.line))
    return best.passage, [piece for piece in pieces if piece is not best]


def _unsure(organization: Passage, pieces: list[Piece]) -> tuple[Passage | None, Passage | None]:
    """Neither piece has a word of titles: the organization is known or comes first, the other is the title."""
    other = next(
        (piece.passage for piece in pieces if title_score(piece.passage.folded) >= 0 and len(piece.passage.text) < 80),
        None,
    )
    return organization, other


def _split_title(title: Passage, *, alone: bool) -> tuple[Passage | None, Passage | None] | None:
    """``Intern at Acme``, ``Intern, Acme``, ``Acme, Intern`` on one piece."""
    if not alone:
        return None
    for words in (_FOR, _IN):
        split = _at(title, words)
        if split is not None:
            return split
    parts = title.split(_COMMA)
    scores = [title_score(part.folded) for part in parts]
    if len(parts) < 2:
        return None
    if scores[0] > 0:
        named = next((index for index, part in enumerate(parts) if index and scores[index] < 0), None)
        until = named or next((index for index, part in enumerate(parts) if index and scores[index] <= 0), None)
        if until is None:
            return None
        at = title.starts.index(parts[until].start)
        return title.cut(at).trim(stop=not title.text.endswith(("Inc.", "Ltd.", "Co."))), title.cut(0, at).trim()
    at = title.starts.index(parts[-1].start)
    if scores[-1] > 0:
        return title.cut(0, at).trim(), title.cut(at).trim()
    return None


def _at(piece: Passage, words: re.Pattern[str]) -> tuple[Passage, Passage] | None:
    match = words.search(piece.text)
    if not match or title_score(piece.folded[: match.start()]) <= 0:
        return None
    what, where = piece.cut(0, match.start()).trim(), piece.cut(match.end()).trim()
    return (_inner(where), what) if where and (where.text[0].isupper() or not where.text.isascii()) else None


def _inner(where: Passage) -> Passage:
    """``PHY 101 (Optics) in Quill College``: the organization is what the course is given in."""
    ends = [match.end() for match in _IN.finditer(where.text)]
    return where.cut(ends[-1]).trim() if ends else where
