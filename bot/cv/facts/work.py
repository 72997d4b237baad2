"""Posts held: which piece of an entry's head is the organization, which the title, and who supervised."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.cv.entries import Entry
from bot.cv.facts.dates import periods
from bot.cv.facts.details import details
from bot.cv.facts.known_skills import is_known
from bot.cv.facts.people import people
from bot.cv.facts.pieces import Head, Piece, head_of, span_of
from bot.cv.facts.places import is_known_place
from bot.cv.finder import Finder
from bot.cv.passage import Passage, kept
from bot.cv.stretches import Stretches
from bot.cv.words import alternation, kinds, pattern, phrases
from bot.profile import Engagement, Fact, Work, facts

_AT = re.compile(r"\s(?:at|bei|beim|chez)\s(?:(?:the|der|dem|den)\s)?|\s@\s?")
_WITHIN = re.compile(r"\s(?:en|em|na|no|nella|à|au)\s(?:(?:la|el|le|l')\s?)?")
"""``Ingeniera de software en Quill S.L.``: what follows may as well be a field ("técnico en informática")."""
_NAMED_AT = re.compile(
    r"(?<!\w)(?P<title>[A-Z][\w-]{2,20}(?:\s[A-Z][\w-]{1,20}){0,2})\sat\s(?:the\s)?(?P<named>[A-Z].{1,80})"
)
"""``Tidekeeper at the Quill Center``: a post that no list of titles has."""
_FOR = re.compile(r"\s(?:at|for|with)\s(?:the\s)?|:\s")
_IN = re.compile(r"\s(?:at|in)\s(?:the\s)?(?=[A-Z])")
_COMMA = Finder(r"\s{0,3}[,，]\s{0,3}", "[,，]")
_POST_LABEL = re.compile(r"\A([^:]{3,40}):\s(?=[A-Z])")
_TERMS = re.compile(rf"\s{{0,3}}[(（](?:{alternation(phrases('work.terms'))})[)）]$")
_BRACKET = re.compile(r"\s{0,3}[(（][^()（）]{0,80}[)）]")
_ENDING = "|".join(sorted(phrases("work.title_endings")))
_COMPOUND = Finder(rf"(?<!\w)[^\W\d_]{{2,30}}(?:{_ENDING})(?!\w)", rf"(?:{_ENDING})\b")
_TAIL = re.compile(rf"(?<=.)(?:{alternation(phrases('work.organization_tails'))})$")
_UNIT = re.compile(rf"(?:{alternation(phrases('work.unit_tails'))})$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SPACED_HAN = Finder(rf"(?<={_HAN.pattern})\s{{1,9}}(?={_HAN.pattern})", _HAN.pattern)
_STOPPED = re.compile(r"(?:[^\W\d_]{4}|\b[A-Z]{3})\.$")
_SENTENCE_END = re.compile(r"[^\W\d_]{4}[.!?]$")
_NEXT_SENTENCE = Finder(r"(?<=[^\W\d_]{3})[.!?]\s{1,3}(?=[A-Z])", "[.!?]")
"""``SRE. Interviewed at Acme``: who is named in a later sentence is no employer of the title."""
_LONGEST_TITLE = 80
_MOST_SIGNS = 8
_MANY_WORDS = 8
_COMPLEMENT = re.compile(r"\s(?:de|do|da|del|du|des|en|em)\s")
"""``analista de sistemas``: what follows is what the post is about."""
_SLASH = re.compile(r"\s{0,2}/\s{0,2}")
_AMOUNT = re.compile(r"\d{1,3}\s?%|\d{1,3}\s[a-z]")
"""``20 hours a week``, ``60 % of a full post``: how much, and not where."""
_MAX = 140
_LIST = 3
_LISTING = frozenset(phrase for phrase, kind in kinds("labels").items() if kind in {"skill", "topic", "interests"})
_NAME_WORDS = 10


def work_of(
    entry: Entry, kind: Engagement, employer: Fact[str] | None = None, place: Fact[str] | None = None
) -> Work | None:
    """The post that an entry tells of; ``employer`` and its place where it stands under an employer of several posts."""
    head = head_of(entry)
    organization, title = who_and_what(head) if employer is None else (None, _whole_head(head))
    if organization is None and employer is None:
        organization = _listed_below(entry)
    elif organization is not None and title is None and (named := _listed_below(entry)) and title_score(named) < 0:
        organization, title = named, organization
    if organization is None and title is None:
        return None
    if title is None and organization is not None and is_break(organization):
        return None
    start, end = span_of(head)
    if start is None and kind == "job" and not _undated_job(organization, title, told=bool(entry.body)):
        return None
    supervisors = tuple(
        fact for one in head.labels if one.kind == "adviser" for fact in people(one.value, "label.adviser")
    )
    work = Work(
        organization=_without_stop(organization).fact("work.organization") if organization else employer,
        title=_without_stop(title).fact("work.title") if title else None,
        start=start,
        end=end,
        place=head.place.fact("work.place") if head.place else place,
        supervisors=supervisors,
        kind=_kind(kind, title),
    )
    return replace(work, details=details(entry, facts(work)))


def _listed_below(entry: Entry) -> Passage | None:
    """``- 2021: Consultant`` over ``  - Quill Analytics``: under a date and a title, the first item is the employer."""
    first, head = entry.body[:1], entry.head
    if not first or len(head) != 1 or head[0].kind != "bullet" or first[0].indent <= head[0].indent:
        return None
    dated, named = periods(head[0].passage), first[0].passage.trim()
    if not dated or dated[0].at or named.text.rstrip().endswith((".", ":")) or is_known(named):
        return None
    words = named.text.split()
    named_so = title_score(named) < 0 and len(words) <= _NAME_WORDS
    return named if named_so or (len(words) <= 4 and all(map(_is_name_word, words))) else None


def _is_name_word(word: str) -> bool:
    return word[0].isupper() or word in {"of", "and", "&", "for", "the"}


def _undated_job(organization: Passage | None, title: Passage | None, *, told: bool) -> bool:
    """Without dates a post needs both its parts or a story, and a word of titles or organizations."""
    parts = [part for part in (organization, title) if part is not None]
    return (len(parts) == 2 or told) and any(title_score(part) for part in parts)


def _without_stop(passage: Passage) -> Passage:
    """A sentence's stop goes, and what follows it; an abbreviation's stays: "Inc.", "e.V."."""
    if further := re.search(r"[a-z]{4}\.\s{1,3}(?=[A-Z][a-z]+\s)", passage.text):
        passage = passage.cut(0, further.start() + 5)
    return (
        passage.trim(stop=True)
        if _STOPPED.search(passage.text) and not passage.text.endswith(("Corp.", "INC.", "LTD."))
        else passage
    )


def _whole_head(head: Head) -> Passage | None:
    return head.pieces[0].passage if head.pieces else None


def is_break(organization: Passage) -> bool:
    """Parental leave and sabbaticals stand among the employers."""
    return bool(pattern("work.breaks").match(organization.folded))


def _kind(kind: Engagement, title: Passage | None) -> Engagement:
    """The title says more than the section: a reviewer listed under Experience holds no job."""
    if title is not None:
        if title.find("work.teaching"):
            return "teaching"
        if (
            kind == "job"
            and pattern("work.service").match(title.folded)
            and not re.search(r"technical staff", title.folded)
        ):
            return "service"
    return kind


@kept
def title_score(passage: Passage) -> float:
    """How much it reads as a title; below 0 as an organization."""
    text = passage.folded
    titles = pattern("work.titles").findall(text) if passage.find("work.titles") else []
    if titles and (named := passage.find("work.organizations")) and " " in named[0]:
        titles = pattern("work.titles").findall(text.replace(named[0], ""))
    titles += [match[0] for match in _COMPOUND.finditer(text)]
    last = (_BRACKET.sub("", text) if ")" in text or "）" in text else text).split(",")[0].split(" of ")[0].strip()
    if titles and text.startswith(titles[0]):
        last = _COMPLEMENT.split(last, maxsplit=1)[0]
    organizations = passage.find("work.organizations", "work.schools") or _TAIL.search(last)
    score = 1.0 * bool(titles) - 1.2 * bool(organizations)
    if titles and last.endswith(tuple(titles)):
        score += 1
    return score


def _named_at(piece: Passage) -> tuple[Passage | None, Passage | None] | None:
    match = _NAMED_AT.fullmatch(piece.text)
    if match is None or pattern("work.organizations", "work.schools").search(piece.folded, 0, match.end("title")):
        return None
    return piece.cut(*match.span("named")).trim(), piece.cut(*match.span("title"))


def _title_within(passage: Passage) -> float:
    """As `title_score`, of the part between commas that is most of a title: "Engineer, Tessera Labs"."""
    whole = title_score(passage)
    return max(map(title_score, passage.split(_COMMA))) if 0 < whole < 1 else whole


def who_and_what(head: Head) -> tuple[Passage | None, Passage | None]:
    organization = _with_role(head, "organization")
    title, title_line = _with_role(head, "title"), 0
    pieces = _without_terms([piece for piece in _between_blanks(head.pieces) if _could_be_field(piece)])
    if title is None and organization is None and pieces and (colon := _POST_LABEL.match(pieces[0].passage.text)):
        first, second = pieces[0].passage.cut(0, colon.end(1)).trim(), pieces[0].passage.cut(colon.end()).trim()
        if title_score(first) > 0:
            return second, first
        if title_score(first) < 0 < title_score(second):
            return first, second
    if title is None and organization is None:
        for piece in pieces:
            split = _at(piece.passage, _AT)
            if split is not None:
                return split
            split = _at(piece.passage, _WITHIN)
            if split is not None and title_score(split[0]) < 0:
                return split
    if title is None and organization is None and all(title_score(piece.passage) <= 0 for piece in pieces):
        for piece in pieces:
            split = _at(piece.passage, _FOR)
            if split is not None:
                return split
    if title is None and organization is None and len(pieces) == 1:
        parted = _named_at(pieces[0].passage) or _split_title(pieces[0].passage, alone=True)
        if parted is not None:
            return parted
    if title is None:
        best = max(pieces, key=lambda piece: (_title_within(piece.passage), -piece.line), default=None)
        if best is not None and title_score(best.passage) > 0:
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
    return organization or _employer_before(head), title


def _between_blanks(pieces: list[Piece]) -> Iterator[Piece]:
    """``青翎科技有限公司 后端开发实习生``: a blank between Chinese words parts what they name."""
    for piece in pieces:
        parts = piece.passage.split(_SPACED_HAN)
        yield from (replace(piece, passage=part.trim()) for part in parts) if len(parts) > 1 else [piece]


def _without_terms(pieces: list[Piece]) -> list[Piece]:
    """``Data Engineer *(Internship)*``: the terms of a post are no part of it, where another piece says what it is."""
    terms = [piece for piece in pieces if piece.passage.folded.strip(" ()") in phrases("work.terms")]
    named = [piece for piece in pieces if piece not in terms]
    titled = any(title_score(piece.passage) > 0 for piece in named)
    return named if titled else [piece for piece in pieces if piece not in terms or title_score(piece.passage) > 0]


def _employer_before(head: Head) -> Passage | None:
    """``Grab, Singapore``: where nothing else names the employer, a word before a place that is no known city does."""
    parts = head.place.split(_COMMA) if head.place is not None else []
    if head.place is None or len(parts) < 2 or is_known_place(parts[0]):
        return None
    employer, head.place = parts[0].trim(), head.place.cut(head.place.place_of(parts[1])).trim()
    return employer


def _may_employ(piece: Piece, title_line: int) -> bool:
    """A piece before or on the title's line, or with a word of organizations; what follows is told about the post."""
    return piece.line <= title_line or title_score(piece.passage) < 0


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
        and not (text[0].islower() and (len(text.split()) > 4 or text.startswith(("of ", "in ", "and "))))
        and not _AMOUNT.match(text)
        and not _lists(piece.passage)
        and not ("/" in text and all(is_known(part) for part in piece.passage.split(_SLASH)))
        and (")" not in text or text.find("(") in range(text.find(")")))
    )


def _lists(passage: Passage) -> bool:
    """``Technologien: C, CAN`` and ``pascal, dos, usb`` name nobody."""
    label, colon, _ = passage.folded.partition(":")
    items = passage.text.split(", ")
    return (bool(colon) and label.strip() in _LISTING) or (
        len(items) >= _LIST and all(item[:1].islower() for item in items)
    )


def _organization(pieces: list[Piece], title_line: int | None) -> tuple[Passage | None, list[Piece]]:
    """The piece that names an organization; else the one beside the title; else the first."""
    if not pieces:
        return None, []
    best = min(
        pieces,
        key=lambda piece: (
            _is_story(piece, title_line),
            title_score(piece.passage) >= 0,
            piece.line != title_line,
            piece.line,
        ),
    )
    return best.passage, [piece for piece in pieces if piece is not best]


def _is_story(piece: Piece, title_line: int | None) -> bool:
    """Many words in small letters under the title's line tell what was done."""
    words = piece.passage.text.split()
    below = title_line is not None and piece.line > title_line
    return below and len(words) > _MANY_WORDS and 2 * sum(word[0].islower() for word in words) > len(words)


def _unsure(organization: Passage, pieces: list[Piece]) -> tuple[Passage | None, Passage | None]:
    """Neither piece has a word of titles: the organization is known or comes first, the other is the title."""
    other = next(
        (
            piece.passage
            for piece in pieces
            if title_score(piece.passage) >= 0
            and not _tells(piece.passage)
            and not piece.passage.text[0].islower()
            and not _UNIT.search(piece.passage.folded)
        ),
        None,
    )
    return organization, other


def _tells(passage: Passage) -> bool:
    """A sentence, or Chinese words as long as one."""
    text = passage.text
    signs = len(_HAN.findall(text))
    return len(text) >= _LONGEST_TITLE or signs > _MOST_SIGNS or bool(_SENTENCE_END.search(text))


def _split_title(title: Passage, *, alone: bool) -> tuple[Passage | None, Passage | None] | None:
    """``Intern at Acme``, ``Intern, Acme``, ``Acme, Intern`` on one piece."""
    if not alone:
        return None
    for words in (_FOR, _IN):
        split = _at(title, words)
        if split is not None:
            return split
    parts = title.split(_COMMA)
    scores = [title_score(part) for part in parts]
    if len(parts) < 2:
        return None
    if scores[0] > 0:
        named = next((index for index, part in enumerate(parts) if index and scores[index] < 0), None)
        until = named or next((index for index, part in enumerate(parts) if index and scores[index] <= 0), None)
        if until is None:
            return None
        at = title.place_of(parts[until])
        return title.cut(at).trim(stop=not title.text.endswith(("Inc.", "Ltd.", "Co."))), title.cut(0, at).trim()
    first = next((index for index, score in enumerate(scores) if score > 0), None)
    if first is None:
        return None
    at = title.place_of(parts[first])
    return title.cut(0, at).trim(), title.cut(at).trim()


def _at(piece: Passage, words: re.Pattern[str]) -> tuple[Passage, Passage] | None:
    match = _first_outside_brackets(words, piece.text)
    if not match or title_score(piece.cut(0, match.start())) <= 0:
        return None
    if title_score(piece.cut(0, match.start()).split(_NEXT_SENTENCE)[-1]) <= 0:
        return None
    if words is not _AT and pattern("work.organizations", "work.schools").search(piece.folded, 0, match.start()):
        return None
    if words is _IN and title_score(piece.cut(0, match.start()).split(_COMMA)[-1]) <= 0:
        return None
    what, where = piece.cut(0, match.start()).trim(), piece.cut(match.end()).trim()
    return (_inner(where), what) if where and (where.text[0].isupper() or not where.text.isascii()) else None


def _first_outside_brackets(words: re.Pattern[str], text: str) -> re.Match[str] | None:
    match = words.search(text)
    if match is None or "(" not in text:
        return match
    inside = Stretches(one.span() for one in _BRACKET.finditer(text))
    return next((one for one in words.finditer(text) if not inside.meet(*one.span())), None)


def _inner(where: Passage) -> Passage:
    """``PHY 101 (Optics) in Quill College``: the organization is what the course is given in."""
    if terms := _TERMS.search(where.folded):
        where = where.cut(0, terms.start())
    ends = [match.end() for match in _IN.finditer(where.text)]
    return where.cut(ends[-1]).trim() if ends else where
