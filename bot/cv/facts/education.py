"""Degrees: the degree and its field, the school, the dates, grade, rank, minor and advisers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.cv.entries import Entry
from bot.cv.facts.dates import periods
from bot.cv.facts.details import details
from bot.cv.facts.grades import GPA, LAST, RANK, SCALED, gpa, rank
from bot.cv.facts.labels import Labelled, labelled
from bot.cv.facts.people import people
from bot.cv.facts.pieces import Head, Piece, head_of
from bot.cv.facts.places import is_known_place, is_place, split_place
from bot.cv.finder import Finder
from bot.cv.passage import EMPTY, Passage
from bot.cv.words import alternation, pattern, phrases, printed
from bot.profile import Education, Fact, facts

_CAPITAL = re.compile(rf"(?<![\w.&])(?:{'|'.join(printed('degrees.capital'))})(?![\w.])(?=\s+in\b|\s*,|\s*$|\s+[A-Z(])")
_IN = re.compile(rf"^[\s,:：·.-]{{0,4}}(?:(?:{alternation(phrases('degrees.field'))})\s{{1,3}})?")
_LEADING = re.compile(rf"\s(?:{alternation(phrases('degrees.field'))})$")
"""``Bacharel em``: the word that leads to the field."""
_TWIN = re.compile(rf"^\s{{0,2}}(?:-|\(|/|,|\s)\s{{0,2}}(?:{alternation(phrases('degrees.names'))})\)?")
_MAJOR = re.compile(rf"(?:{alternation(phrases('degrees.majoring'))})\s{{0,3}}[:：]?\s{{0,3}}")
_MINOR = re.compile(rf"(?:{alternation(phrases('degrees.minor'))})\s{{0,3}}[:：]?\s{{0,3}}(?:in\s)?")
_FIELD_END = re.compile(
    r"\s{1,4}+[-–—]\s|\s{0,3}+(?:[;|•·]|(?<!\bst)\.\s|\.$|\b(?:with|at|from|expected|joint with)\b|\(expected|\(?\b(?:gpa\b|minor)|(?:,\s{0,3}+)?+(?:"
    + alternation(phrases("degrees.honours"))
    + "))",
    re.IGNORECASE,
)
_NEXT_DEGREE = re.compile(
    rf"(?:\band\b|\bund\b|\bet\b|\by\b|\be\b|[&/,;+])\s{{0,3}}(?:an?\s)?(?:{alternation(phrases('degrees.names'))})"
)
"""``Physics and B.A. in Music``: another degree is no part of the field."""
_INITIALS = re.compile(r"\.$|\w\.?$")
_THESIS = re.compile(r"\s{1,3}(?:honou?rs\s)?(?:thesis|dissertation)\b")
_STANDING = re.compile(r"(?:member|fellow|participant|student representative) of\b")
_MARKS = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?\s?(?:points|marks|credits|%|/)")
_KIND_OF_STUDY = re.compile(r"\s{1,3}(?:program(?:me)?|student|studies|candidate)\b(?:\s\([^()]{1,60}\))?")
_POST = re.compile(
    rf"\A\s{{1,3}}(?:\w{{2,20}}\s{{1,3}}){{0,3}}?(?:{alternation(phrases('work.titles') | phrases('awards.words'))})"
)
"""What makes "undergraduate" a kind of post: "Undergraduate Research Assistant"."""
_COMMA = Finder(r"\s{0,3}[,，]\s{0,3}", "[,，]")
_FULL_STOP = re.compile(r"[^\W\d_]{5}\.$")
_FIELD_WORDS = 5
_TOPIC_WORDS = 3
_SCHOOL_WORDS = 6
"""Of a longer piece that begins with a degree, nothing says where the school's name begins."""
_BLANK = re.compile(r"\s{1,3}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SPECIALTY = re.compile(r"([\u3400-\u9fff]{2,20}?)专业(?![\u3400-\u9fff])")
_MOST_COMMAS = 4
"""A school's name has fewer; a list of skills or subjects has more."""
_SHORT_SCHOOL = range(2, 7)
_SHORTEST_SCHOOL = 8
_SENTENCE_END = re.compile(r"[a-z]{4}\.$")
_FROM = re.compile(r"(?:at|from)\s{1,3}(?:the\s{1,3})?")


@dataclass(slots=True)
class Degree:
    name: Passage
    field: Passage
    before: Passage
    after: Passage


def education_of(entry: Entry) -> Education | None:
    head = head_of(entry)
    degree = _degree(head) or _degree_told(entry)
    institution = _institution(head, degree)
    if institution is None and degree is None:
        return None
    start, end = span_of_study(head)
    if degree and not head.dates:
        start, end = _span_told(entry, degree.name)
    if institution is None and start is None and end is None and not (degree and degree.field):
        return None
    field = degree.field if degree else EMPTY
    under = head.label("field")
    lines = [line.passage for line in entry.lines]
    study = Education(
        institution=institution.fact("education.institution") if institution else None,
        degree=degree.name.fact("education.degree") if degree and degree.name else None,
        field=field.fact("education.field") if field else (under.value.fact("label.field") if under else None),
        start=start,
        end=end,
        place=head.place.fact("education.place") if head.place else None,
        gpa=gpa(lines),
        rank=rank(lines),
        minor=_minor(lines),
        advisers=_advisers(head.labels) or _advisers(one for line in lines for one in labelled(line)[1]),
    )
    return replace(study, details=details(entry, facts(study)))


def _advisers(labels: Iterable[Labelled]) -> tuple[Fact[str], ...]:
    return tuple(fact for one in labels if one.kind == "adviser" for fact in people(one.value, "label.adviser"))


def span_of_study(head: Head) -> tuple[Fact[str] | None, Fact[str] | None]:
    """A range; a date alone is when the degree was, or will be, given."""
    ranged = next((period for period, _ in head.dates if period.ranged), None)
    if ranged:
        return ranged.start, ranged.end
    single = next((period for period, _ in head.dates), None)
    if single is not None and single.begun:
        return single.start, None
    return None, single.last if single else None


def _span_told(entry: Entry, degree: Passage) -> tuple[Fact[str] | None, Fact[str] | None]:
    """The dates of the line that tells the degree, under the school's."""
    for line in entry.body:
        if line.passage.start <= degree.start and degree.end <= line.passage.end:
            return span_of_study(Head(dates=[(period, line.passage) for period in periods(line.passage)]))
    return None, None


def find_degree(passage: Passage) -> Degree | None:
    """The degree that a passage names, and the field that follows it."""
    folded = passage.folded
    spans = [match.span() for match in pattern("degrees.names").finditer(folded)]
    spans = [span for span in spans if not _INITIALS.search(folded, max(0, span[0] - 2), span[0])]
    spans += [match.span() for match in _CAPITAL.finditer(passage.text)]
    if not spans:
        return None
    start, end = min(spans, key=lambda span: (span[0], -span[1]))
    if "school" in folded[start:end] and folded[:start].strip():
        return None
    if folded[start:end] in phrases("degrees.before_posts") and _POST.match(folded[end:]):
        return None
    if _THESIS.match(folded, end):
        return None
    if leading := _LEADING.search(folded, start, end):
        end = leading.start()
    before, after = passage.cut(0, start), passage.cut(end)
    if twin := _NEXT_DEGREE.match(after.folded, len(after.text) - len(after.text.lstrip())):
        after = after.cut(twin.end())
    if bracket := re.match(r"\s?\((?:Hons|Honours|Honors|Dual|Joint)\.?\)", after.text):
        end += bracket.end()
        after = after.cut(bracket.end())
    if study := _KIND_OF_STUDY.match(after.folded):
        after = after.cut(study.end())
    ends_so = study is not None and not after.text.startswith(" ")
    return Degree(passage.cut(start, end).trim(), EMPTY if ends_so else _field(after), before, after)


def _field(after: Passage) -> Passage:
    if specialty := _SPECIALTY.search(after.text):
        return after.cut(*specialty.span(1))
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
    named_field = lead is not None and lead[0].strip(" ,:.·-")
    if rest.text.startswith("(") and not named_field and field.text[:1].islower():
        return EMPTY
    if field and not named_field and _is_school(field):
        return EMPTY
    return field if field and field.text[0].isalnum() and not pattern("work.schools").match(field.folded) else EMPTY


def _until_end(rest: Passage) -> Passage:
    if end := _FIELD_END.search(rest.text):
        rest = rest.cut(0, end.start())
    if another := _NEXT_DEGREE.search(rest.folded):
        rest = rest.cut(0, another.start())
    if dated := periods(rest):
        rest = rest.cut(0, dated[0].at)
    parts = rest.split(_COMMA)
    kept = 0
    for part in parts:
        if kept and (
            part.find("work.schools", "work.organizations")
            or not part.text[:1].isupper()
            or split_place(part)[1]
            or _ends_in_city(part)
            or _is_short_school(part)
        ):
            break
        kept += 1
    if kept and kept < len(parts):
        rest = rest.cut(0, rest.place_of(parts[kept]))
    return rest.trim()


def _is_short_school(part: Passage) -> bool:
    """``Ph.D. in Physics, UNSW``: a few capitals behind the field are the school's."""
    text = part.text.strip(" .")
    return text.isalpha() and text.isupper() and text.isascii() and len(text) in _SHORT_SCHOOL


def _ends_in_city(part: Passage) -> bool:
    """``HEC Paris``: a school by its short name and its city."""
    name, _, _city = part.text.rpartition(" ")
    return name.isupper() and is_known_place(part.cut(len(name) + 1))


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
        if not found.field and (parts := _school_and_field(found.before)):
            found.before, found.field = parts
        if not found.field and _is_field_before(found, head):
            found.field, found.before = found.before.trim(), EMPTY
        for rest in (_before(found), _after_field(found)):
            if rest and (len(rest.text) > 2 or rest.text.isupper()):
                remaining, place = split_place(rest)
                head.place = head.place or place
                if remaining:
                    head.pieces.insert(0, Piece(remaining, piece.line))
        if not found.field:
            found.field = _field_beside(head, piece)
        return found
    return None


def _before(found: Degree) -> Passage:
    """What stands before the degree, but words that belong to it: "Double B.A.", "Assistant and PhD candidate"."""
    before = found.before.trim()
    words = before.folded.split()
    return EMPTY if words and words[-1] in phrases("degrees.modifiers") else before


def _degree_told(entry: Entry) -> Degree | None:
    """The degree may begin a line under the school's."""
    for line in entry.body:
        found = find_degree(line.passage)
        if found is not None and not found.before.trim():
            dated = periods(found.field)
            return replace(found, field=found.field.cut(0, dated[0].at).trim()) if dated else found
    return None


def _is_field_before(found: Degree, head: Head) -> bool:
    """``岚川大学，软件工程，学士``: the field stands before the degree, and the school is another piece."""
    before = found.before.trim()
    schooled = any(_is_school(piece.passage) for piece in head.pieces)
    return bool(before) and not before.text.isascii() and schooled and not _is_school(before)


def _school_and_field(before: Passage) -> tuple[Passage, Passage] | None:
    """``岚川大学 软件工程 学士``: blanks alone part the school, the field and the degree."""
    parts = [] if before.text.isascii() else before.trim().split(_BLANK)
    named = len(parts) == 2 and _is_school(parts[0]) and not _is_school(parts[1]) and _HAN.match(parts[1].text)
    return (parts[0], parts[1]) if named else None


def _after_field(found: Degree) -> Passage:
    """What follows the degree and its field, and a further degree with its own."""
    after = found.after
    if found.field and after.holds(found.field):
        after = after.after(found.field)
    if another := _NEXT_DEGREE.match(after.trim().folded):
        after = after.trim().cut(another.end())
        field = _field(after)
        after = after.after(field) if field else after
    return after.trim()


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
            and _until_end(piece.passage)
            and piece.passage.text[0].isupper()
            and not piece.passage.find("work.schools", "work.organizations")
            and not _ends_in_city(piece.passage)
            and not GPA.search(piece.passage.folded)
        ):
            head.take(piece)
            return _until_end(piece.passage)
    below = [piece for piece in head.pieces if piece.line == degree.line + 1]
    if len(below) == 1 and _is_field_below(below[0].passage):
        head.take(below[0])
        return below[0].passage
    return EMPTY


def _is_field_below(passage: Passage) -> bool:
    """``BSc`` over ``Computer Science``: a few capital words that name nothing else."""
    words = passage.text.split()
    others = ("work.schools", "work.organizations", "work.titles", "awards.words", "degrees.honours", "labels.topic")
    return (
        len(words) <= _FIELD_WORDS
        and passage.text.replace(" ", "").replace("&", "").isalpha()
        and all(word[0].isupper() or word in {"and", "of", "&"} for word in words)
        and not pattern(*others).search(passage.folded)
        and not is_place(passage)
    )


def _is_school(passage: Passage) -> bool:
    return passage.find("work.schools") is not None


def _institution(head: Head, degree: Degree | None) -> Passage | None:
    pieces = [piece for piece in map(_without_grade, map(_from_school, head.pieces)) if _could_be_school(piece.passage)]
    named = [piece for piece in pieces if _is_school(piece.passage) and not _STANDING.match(piece.passage.folded)]
    named = [piece for piece in named if piece.passage.folded not in phrases("work.schools")] or named
    piece = named[0] if named else (pieces[0] if pieces and degree else None)
    if piece is None:
        return None
    passage = piece.passage
    if (grade := passage.find("degrees.honours")) and grade.start() > _SHORTEST_SCHOOL:
        passage = passage.cut(0, grade.start()).trim()
    passage = _after_its_field(passage, degree)
    rest, place = split_place(passage)
    head.place = head.place or place
    return _without_stop((rest or passage).trim())


def _after_its_field(school: Passage, degree: Degree | None) -> Passage:
    """``Computer Science, Quillheim University`` beside a degree without a field: the first is the field.

    Several words before a school are no part of its name in any case.
    """
    parts = school.split(_COMMA)
    if len(parts) < 2 or not _is_school(parts[1]) or parts[1].find("work.units") or not parts[0].text[:1].isupper():
        return school
    if parts[0].find("work.schools", "work.organizations", "degrees.honours") or find_degree(parts[0]) is not None:
        return school
    if degree is not None and not degree.field:
        degree.field = parts[0].trim()
    elif parts[0].text.isupper() or len(parts[0].text.split()) < _TOPIC_WORDS:
        return school
    return school.cut(school.place_of(parts[1])).trim()


def _without_stop(school: Passage) -> Passage:
    """``University of Bath.``: a sentence's stop goes, that of an abbreviation stays."""
    return school.trim(stop=True) if _FULL_STOP.search(school.text) else school


def _from_school(piece: Piece) -> Piece:
    """``**PhD in Physics** at the University of Quill``."""
    lead = _FROM.match(piece.passage.text)
    return replace(piece, passage=piece.passage.cut(lead.end())) if lead else piece


def _without_grade(piece: Piece) -> Piece:
    """``TU Quillheim, Note 1,2``, ``Gymnasium Quillheim, 1,0``"""
    grade = GPA.search(piece.passage.folded) or LAST.search(piece.passage.text)
    school = piece.passage.cut(0, grade.start()).trim() if grade else piece.passage
    return replace(piece, passage=school) if grade and _is_school(school) else piece


def _could_be_school(passage: Passage) -> bool:
    text, folded = passage.text, passage.folded
    if GPA.search(folded) or RANK.search(folded) or _MINOR.match(folded) or SCALED.search(folded):
        return False
    if passage.find("work.teaching", "awards.words", "languages.tests") and not _is_school(passage):
        return False
    if len(text.split()) > _SCHOOL_WORDS and (named := find_degree(passage)) is not None and not named.before.trim():
        return False
    if _SENTENCE_END.search(text) and not _is_school(passage):
        return False
    return (
        1 < len(text) <= 120
        and (text.count(",") < _MOST_COMMAS or _is_school(passage))
        and not text[0].islower()
        and not _MARKS.match(folded)
        and folded not in phrases("labels.skill")
        and not _CAPITAL.fullmatch(text)
    )


def _minor(lines: list[Passage]) -> Fact[str] | None:
    for passage in lines:
        if match := _MINOR.search(passage.folded):
            field = _until_end(passage.cut(match.end()))
            if field and field.text[0].isupper():
                return field.fact("education.minor")
    return None
