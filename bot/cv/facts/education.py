"""Degrees: the degree and its field, the school, the dates, grade, rank, minor and advisers."""

import re
from dataclasses import dataclass

from bot.cv.entries import Entry
from bot.cv.facts.details import details
from bot.cv.facts.people import people
from bot.cv.facts.pieces import Head, Piece, head_of
from bot.cv.facts.places import split_place
from bot.cv.passage import EMPTY, Passage
from bot.cv.words import alternation, pattern, phrases, printed
from bot.profile import Education, Fact

_NUMBER = r"\d{1,3}(?:[.,]\d{1,4})?"
GPA = re.compile(
    rf"(?:{alternation(phrases('labels.gpa'))})\s{{0,3}}(?:of\s|is\s|[:：=(]|-)?\s{{0,3}}(?P<gpa>{_NUMBER}\s?%?(?:\s?(?:/|out of)\s?{_NUMBER})?)"
)
SCALED = re.compile(r"(?<![\d.])(?P<gpa>[0-4][.,]\d{1,4}\s?/\s?[45](?:[.,]\d{1,2})?)(?![\d.])")
RANK = re.compile(
    rf"(?:{alternation(phrases('labels.rank'))})\s{{0,3}}[:：]?\s{{0,3}}(?P<rank>(?:top\s)?\d{{1,4}}(?:\s?%|\s?(?:/|of|out of)\s?\d{{1,5}})?)"
    r"|\((?P<top>top\s\d{1,3}(?:\.\d)?\s?%?|\d{1,4}\s?/\s?\d{2,5})\)|(?<!\w)(?P<top2>top\s\d{1,3}(?:\.\d)?\s?%)"
)
_CAPITAL = re.compile(rf"(?<![\w.&])(?:{'|'.join(printed('degrees.capital'))})(?![\w.])(?=\s+in\b|\s*,|\s*$|\s+[A-Z(])")
_IN = re.compile(rf"^[\s,:：·.-]{{0,4}}(?:(?:{'|'.join(phrases('degrees.field'))})\s{{1,3}})?")
_TWIN = re.compile(rf"^\s{{0,2}}(?:-|\(|/|,|\s)\s{{0,2}}(?:{alternation(phrases('degrees.names'))})\)?")
_MAJOR = re.compile(rf"(?:{alternation(phrases('degrees.majoring'))})\s{{0,3}}[:：]?\s{{0,3}}")
_MINOR = re.compile(rf"(?:{alternation(phrases('degrees.minor'))})\s{{0,3}}[:：]?\s{{0,3}}(?:in\s)?")
_FIELD_END = re.compile(
    r"\s{0,3}(?:[;|•·]|\.\s|\.$|\s[-–—]\s|\bwith\b|\bat the\b|\bat\b|\bfrom\b|\(?\bgpa\b|\(?\bminor|\bexpected\b|\(expected|\bjoint with\b|,?\s{0,3}(?:"
    + alternation(phrases("degrees.honours"))
    + "))",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s{0,3}[,，]\s{0,3}")


@dataclass(slots=True)
class Degree:
    name: Passage
    field: Passage
    before: Passage
    after: Passage


def education_of(entry: Entry) -> Education | None:
    head = head_of(entry)
    degree = _degree(head)
    institution = _institution(head, degree)
    if institution is None and degree is None:
        return None
    start, end = span_of_study(head)
    if institution is None and start is None and end is None and not (degree and degree.field):
        return None
    field = degree.field if degree else EMPTY
    under = head.label("field")
    lines = [line.passage for line in entry.lines]
    return Education(
        institution=institution.fact("education.institution") if institution else None,
        degree=degree.name.fact("education.degree") if degree and degree.name else None,
        field=field.fact("education.field") if field else (under.value.fact("label.field") if under else None),
        start=start,
        end=end,
        place=head.place.fact("education.place") if head.place else None,
        gpa=_first(lines, GPA, "gpa", "education.gpa") or _first(lines, SCALED, "gpa", "education.gpa"),
        rank=_rank(lines),
        minor=_minor(lines),
        advisers=tuple(
            fact for one in head.labels if one.kind == "adviser" for fact in people(one.value, "label.adviser")
        ),
        details=details(entry),
    )


def span_of_study(head: Head) -> tuple[Fact[str] | None, Fact[str] | None]:
    """A range; a date alone is when the degree was, or will be, given."""
    ranged = next((period for period, _ in head.dates if period.ranged), None)
    if ranged:
        return ranged.start, ranged.end
    single = next((period for period, _ in head.dates), None)
    return None, single.start if single else None


def find_degree(passage: Passage) -> Degree | None:
    """The degree that a passage names, and the field that follows it."""
    folded = passage.folded
    spans = [match.span() for match in pattern("degrees.names").finditer(folded)]
    spans += [match.span() for match in _CAPITAL.finditer(passage.text)]
    if not spans:
        return None
    start, end = min(spans, key=lambda span: (span[0], -span[1]))
    if "school" in folded[start:end] and folded[:start].strip():
        return None
    before, after = passage.cut(0, start), passage.cut(end)
    if bracket := re.match(r"\s?\((?:Hons|Honours|Honors|Dual|Joint)\.?\)", after.text):
        end += bracket.end()
        after = passage.cut(end)
    return Degree(passage.cut(start, end).trim(), _field(after), before, after)


def _field(after: Passage) -> Passage:
    if major := _MAJOR.search(after.folded):
        return _until_end(after.cut(major.end()))
    if twin := _TWIN.match(after.folded):
        after = after.cut(twin.end())
    lead = _IN.match(after.folded)
    rest = after.cut(lead.end() if lead else 0)
    if GPA.match(rest.folded):
        return EMPTY
    if not rest or after.text[:1] in {")", "]"}:
        return EMPTY
    field = _until_end(rest)
    return field if field and field.text[0].isalnum() and not pattern("work.schools").match(field.folded) else EMPTY


def _until_end(rest: Passage) -> Passage:
    if end := _FIELD_END.search(rest.text):
        rest = rest.cut(0, end.start())
    parts = rest.split(_COMMA)
    kept = 0
    for part in parts:
        if kept and (
            pattern("work.schools", "work.organizations").search(part.folded)
            or not part.text[:1].isupper()
            or split_place(part)[1]
        ):
            break
        kept += 1
    if kept and kept < len(parts):
        rest = rest.cut(0, rest.starts.index(parts[kept].start))
    return rest.trim()


def _degree(head: Head) -> Degree | None:
    under = head.label("degree")
    if under is not None:
        found = find_degree(under.value)
        if found and found.field:
            return found
        return Degree(under.value if found is None else found.name, EMPTY, EMPTY, EMPTY)
    for piece in sorted(head.pieces, key=lambda piece: _is_school(piece.passage)):
        found = find_degree(piece.passage)
        if found is None:
            continue
        head.take(piece)
        if not found.field and _is_field_before(found, head):
            found.field, found.before = found.before.trim(), EMPTY
        for rest in (found.before.trim(), _after_field(found)):
            if rest and len(rest.text) > 2:
                remaining, place = split_place(rest)
                head.place = head.place or place
                if remaining:
                    head.pieces.insert(0, Piece(remaining, piece.line))
        if not found.field:
            found.field = _field_beside(head, piece)
        return found
    return None


def _is_field_before(found: Degree, head: Head) -> bool:
    """``岚川大学，软件工程，学士``: the field stands before the degree, and the school is another piece."""
    before = found.before.trim()
    schooled = any(_is_school(piece.passage) for piece in head.pieces)
    return bool(before) and not before.text.isascii() and schooled and not _is_school(before)


def _after_field(found: Degree) -> Passage:
    if not found.field:
        return found.after.trim()
    return found.after.after(found.field).trim() if found.field.end in found.after.ends else found.after.trim()


def _field_beside(head: Head, degree: Piece) -> Passage:
    """``Major: X`` on another piece; or the piece that follows the degree on its line ("**MSc**, Data Science")."""
    for piece in head.pieces:
        if major := _MAJOR.match(piece.passage.folded):
            head.take(piece)
            return _until_end(piece.passage.cut(major.end()))
    for piece in head.pieces:
        after = piece.line == degree.line and piece.passage.start > degree.passage.end
        if (
            after
            and piece.passage.text[0].isupper()
            and not pattern("work.schools", "work.organizations").search(piece.passage.folded)
            and not GPA.search(piece.passage.folded)
        ):
            head.take(piece)
            return _until_end(piece.passage)
    return EMPTY


def _is_school(passage: Passage) -> bool:
    return bool(pattern("work.schools").search(passage.folded))


def _institution(head: Head, degree: Degree | None) -> Passage | None:
    pieces = [piece for piece in head.pieces if _could_be_school(piece.passage)]
    named = [piece for piece in pieces if _is_school(piece.passage)]
    piece = named[0] if named else (pieces[0] if pieces and degree else None)
    if piece is None:
        return None
    found = re.sub(r"^(?:at|from)\s+(?:the\s+)?", "", piece.passage.text)
    passage = piece.passage.cut(len(piece.passage.text) - len(found))
    rest, place = split_place(passage)
    head.place = head.place or place
    return (rest or passage).trim()


def _could_be_school(passage: Passage) -> bool:
    text, folded = passage.text, passage.folded
    if GPA.search(folded) or RANK.search(folded) or _MINOR.match(folded) or SCALED.search(folded):
        return False
    if pattern("work.teaching", "awards.words", "languages.tests").search(folded) and not _is_school(passage):
        return False
    return 1 < len(text) <= 120 and not text[0].islower()


def _first(lines: list[Passage], finder: re.Pattern[str], group: str, rule: str) -> Fact[str] | None:
    for passage in lines:
        for match in finder.finditer(passage.folded):
            return passage.cut(*match.span(group)).trim(stop=True).fact(rule)
    return None


def _rank(lines: list[Passage]) -> Fact[str] | None:
    for passage in lines:
        for match in RANK.finditer(passage.folded):
            group = next(name for name in ("rank", "top", "top2") if match[name])
            return passage.cut(*match.span(group)).fact("education.rank")
    return None


def _minor(lines: list[Passage]) -> Fact[str] | None:
    for passage in lines:
        if match := _MINOR.search(passage.folded):
            field = _until_end(passage.cut(match.end()))
            if field and field.text[0].isupper():
                return field.fact("education.minor")
    return None
