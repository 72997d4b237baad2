"""An entry's head taken apart: its dates, its labels, and the pieces that stay, each a candidate for one field."""

import re
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from bot.cv.entries import Entry
from bot.cv.facts.columns import span_between
from bot.cv.facts.dates import Period, periods
from bot.cv.facts.labels import Labelled, labelled
from bot.cv.facts.places import split_place
from bot.cv.finder import Finder
from bot.cv.passage import Line, Passage, joined
from bot.cv.stretches import Stretches
from bot.cv.words import alternation, phrases
from bot.cv.wrapping import COLUMN
from bot.profile import Fact

_SEPARATOR = Finder(r"\s{0,3}[|·•｜]\s{0,3}|;\s{1,3}|\s{1,3}(?:[–—]|-{1,2})\s{1,3}", "[|·•｜;–—-]")
_BRACKETED = re.compile(r"(?<!^)\([^()]{1,120}\)")
_LINK = Finder(r"\[[^\[\]]{1,30}\]", r"\[")
_STORY = re.compile(r"(?<=[a-z]{4})\.\s|\s\[")
_LASTING = rf"\d{{1,2}}\+?\s{{0,2}}(?:{alternation(phrases('dates.units'))})"
_DURATION = re.compile(rf"\A\W{{0,20}}(?:{_LASTING}\W{{0,3}}){{1,2}}(?:and\s)?(?:{_LASTING})?\W{{0,20}}")
_DURATION_FIRST = re.compile(
    rf"\A\W{{0,3}}(?:\({_LASTING}\)\s{{0,2}}[:：]?|{_LASTING}(?:\sas(?:\san?)?)?(?=\s[^\W\d_]))\s{{0,2}}"
)
_LED_BY = re.compile(r"(?<=\S)\s?\((?P<name>(?P<title>Prof|Professor|Dr)\b\.?\s[^()\d]{4,60})\)")
"""``KAUST (Prof. A. Quill)``: whose group it is, and no part of its name."""
_LEAD = re.compile(
    rf"(?<![^\s(])(?:(?:{alternation(phrases('dates.lead') | phrases('dates.until') | phrases('dates.began'))})\s{{1,3}}){{1,2}}$"
)
_LONGEST_LEAD = 24
_LEADING_ON = re.compile(r"\s(?:at|bei|chez|in|from|with)\W{0,3}$")
_ALSO = re.compile(r"\s{0,3}(?:[,;&/+]|and|und|et|y|e)\s{0,3}")
_CALLED = frozenset().union(
    *(phrases(f"labels.{kind}") for kind in ("organization", "title", "degree", "field", "gpa", "date", "place"))
)
_FEW_COLUMNS = 3
_EMPTY = re.compile(r"\A[\s()\[\],;:|·•–—.-]*")


@dataclass(slots=True)
class Piece:
    """A stretch of the head between separators. ``line`` counts the head's lines; ``role`` is its column's heading."""

    passage: Passage
    line: int
    role: str = ""


@dataclass(slots=True)
class Head:
    pieces: list[Piece] = field(default_factory=list)
    dates: list[tuple[Period, Passage]] = field(default_factory=list)
    labels: list[Labelled] = field(default_factory=list)
    place: Passage | None = None
    durations: list[Passage] = field(default_factory=list)

    def label(self, kind: str) -> Labelled | None:
        return next((one for one in self.labels if one.kind == kind), None)

    def take(self, piece: Piece | None) -> None:
        if piece is not None:
            self.pieces = [other for other in self.pieces if other is not piece]


def columns(line: Line) -> list[Passage]:
    """A table row's cells, or the parts that tabs and wide gaps set apart."""
    return list(line.cells) if line.cells else line.passage.split(COLUMN)


_known: WeakKeyDictionary[Entry, Head] = WeakKeyDictionary()
"""An entry is looked at as a post, as an employer and as a degree; its head is taken apart once."""


def head_of(entry: Entry) -> Head:
    """The parts of an entry's head, for the caller to take from."""
    head = _known.get(entry)
    if head is None:
        head = _known[entry] = _taken_apart(entry)
    return Head(list(head.pieces), list(head.dates), list(head.labels), head.place, list(head.durations))


def _taken_apart(entry: Entry) -> Head:
    head = Head()
    for number, line in enumerate(entry.head):
        if number + 1 < len(entry.head) and _heads_columns(line):
            continue
        span = span_between(line.cells, entry.roles)
        head.dates += [(span, line.cells[entry.roles.index("begun")])] if span else []
        for index, column in enumerate(columns(line)):
            role = entry.roles[index] if line.cells and index < len(entry.roles) else ""
            if span and role in {"begun", "ended"}:
                continue
            _read(head, column, number, role, alone="organization" not in entry.roles)
    for line in entry.body:
        _read_labels(head, line)
    return head


def _heads_columns(line: Line) -> bool:
    """``Degree | University/Board | Year | Marks``: what the columns below are called, of a table that is plain text."""
    cells = line.folded.split("|")
    if len(cells) < _FEW_COLUMNS or any(char.isdecimal() for char in line.folded):
        return False
    named = sum(any(word.strip() in _CALLED for word in cell.split("/")) for cell in cells)
    return named * 3 >= len(cells) * 2


def _read(head: Head, column: Passage, number: int, role: str, *, alone: bool) -> None:
    """``alone``: no other column of the table holds the organization, so that one of titles may."""
    plain, labels = labelled(_without_breaks(column))
    for one in labels:
        _keep(head, one, number)
    pieces = [piece for part in _undated(head, plain) for piece in _separated(part)]
    for piece in pieces:
        _place_or_piece(head, piece, number, "" if role == "title" and len(pieces) > 1 and alone else role)


def _undated(head: Head, passage: Passage) -> list[Passage]:
    """What stands around the dates of a passage, which the head takes."""
    found = periods(passage)
    head.dates += [(period, passage) for period in found]
    return passage.without(*((_led_to(passage, one.at), one.to) for one in found)) if found else [passage]


def _without_breaks(column: Passage) -> Passage:
    """``Acme (parental leave 01/2019 - 12/2019)``: the time away is no other time of the post."""
    if "(" not in column.text or column.find("work.breaks") is None:
        return column
    away = (found for found in _BRACKETED.finditer(column.text) if column.cut(*found.span()).find("work.breaks"))
    return joined(column.without(*(found.span() for found in away)))


def _led_to(passage: Passage, at: int) -> int:
    """Where a date's own "from" or "until" begins, else the date itself."""
    lead = _LEAD.search(passage.folded, max(0, at - _LONGEST_LEAD), at)
    return lead.start() if lead else at


def _keep(head: Head, one: Labelled, number: int) -> None:
    if one.kind == "date":
        head.dates += [(period, one.value) for period in periods(one.value)]
    elif one.kind == "place":
        head.place = head.place or one.value
    elif one.kind == "adviser":
        stop = _STORY.search(one.value.text)
        named = one.value.cut(0, stop.start()) if stop else one.value
        found = periods(one.value)
        head.dates += [(period, one.value) for period in found]
        head.labels.append(Labelled(one.kind, one.label, named.cut(0, found[0].at) if found else named))
    elif one.kind in {"organization", "title"}:
        named, place = split_place(one.value) if one.kind == "organization" else (one.value, None)
        head.place = head.place or place
        head.pieces.append(Piece(named or one.value, number, one.kind))
    elif one.kind == "field":
        parts = [part.trim() for rest in _undated(head, one.value) for part in _outside_brackets(rest)]
        head.labels += [Labelled(one.kind, one.label, part) for part in parts[:1]]
        for part in parts[1:]:
            _place_or_piece(head, part, number, "")
    else:
        head.labels.append(one)
        if one.kind in {"gpa", "rank", "degree"}:
            head.dates += [(period, one.value) for period in periods(one.value)]


def _read_labels(head: Head, line: Line) -> None:
    """Labels that begin a line of the body ("Dates: …"), as some CVs write them under the title."""
    plain, labels = labelled(line.passage)
    if not _EMPTY.fullmatch(plain.text) and not any(one.kind in {"gpa", "rank"} for one in labels):
        return
    for one in labels:
        if one.kind in {"date", "place", "adviser", "gpa", "rank", "organization", "title", "degree", "field"}:
            if one.kind != "date" or not head.dates:
                _keep(head, one, 99)
        else:
            head.labels.append(one)


def _separated(part: Passage) -> list[Passage]:
    pieces = []
    for piece in _outside_brackets(part):
        pieces += _by_style(piece)
    return [piece for piece in (_without_link(piece) for piece in pieces) if not _EMPTY.fullmatch(piece.text)]


def _outside_brackets(part: Passage) -> list[Passage]:
    """``Fellow (TERN - Quill Programme), Acme``: what stands in brackets is not taken apart."""
    if "(" not in part.text:
        return part.split(_SEPARATOR)
    inside = Stretches(match.span() for match in _BRACKETED.finditer(part.text))
    spans = [match.span() for match in _SEPARATOR.finditer(part.text) if not inside.meet(*match.span())]
    return part.without(*spans)


def _without_link(piece: Passage) -> Passage:
    match = _LINK.search(piece.text)
    return piece.cut(0, match.start()).trim() if match and match.start() else piece.trim()


def _by_style(piece: Passage) -> list[Passage]:
    """Bold or italic text is a piece of its own, where it is not a word inside a phrase."""
    runs = [run for run in piece.runs() if run.text.strip()]
    if len(runs) < 2 or any(len(run.trim().text) < 3 for run in runs[:1]):
        return [piece]
    return [*map(_without_lead_on, runs[:-1]), runs[-1]]


def _without_lead_on(run: Passage) -> Passage:
    """``**Fellow** at *Quill*``: the word between two styles belongs to neither."""
    led = _LEADING_ON.search(run.folded)
    return run.cut(0, led.start()) if led else run


def _place_or_piece(head: Head, piece: Passage, number: int, role: str) -> None:
    if role in {"organization", "title"}:
        named, place = split_place(piece) if role == "organization" else (piece, None)
        head.place = head.place or (place if named else None)
        head.pieces.append(Piece((named or piece).trim(), number, role))
        return
    if led := _LED_BY.search(piece.text):
        head.labels.append(Labelled("adviser", piece.cut(*led.span("title")), piece.cut(*led.span("name"))))
        piece = (
            joined([piece.cut(0, led.start()), piece.cut(led.end())])
            if piece.cut(led.end()).trim()
            else piece.cut(0, led.start())
        )
    if piece.folded.strip(" :") in phrases("dates.lead"):
        return
    if _DURATION.fullmatch(piece.folded):
        head.durations.append(piece)
        return
    if first := _DURATION_FIRST.match(piece.folded):
        piece = piece.cut(first.end())
    rest, place = split_place(piece)
    if place is not None:
        head.place = head.place or place
    if rest and not _EMPTY.fullmatch(rest.text):
        head.pieces.append(Piece(rest, number, "place" if role == "place" else role))


def span_of(head: Head) -> tuple[Fact[str] | None, Fact[str] | None]:
    """Start and end: the first range; else the first date alone, which is both; of a list of dates, the earliest and the latest."""
    ranged = next((period for period, _ in head.dates if period.ranged), None)
    if ranged:
        return ranged.start, ranged.end
    single = next((period for period, _ in head.dates if not period.expected), None)
    if single is not None and (single.begun or single.start is None):
        return single.start, single.end
    listed = _listed([(period, where) for period, where in head.dates if not period.expected])
    return (min(listed, key=_value), max(listed, key=_value)) if listed else (None, None)


def _listed(dates: list[tuple[Period, Passage]]) -> list[Fact[str]]:
    """``Fall 2016, Fall 2017``: the first date and those that go on with it."""
    found: list[Fact[str]] = []
    last = 0
    for period, where in dates:
        if found and (where is not dates[0][1] or not _ALSO.fullmatch(where.text[last : period.at])):
            break
        found += [period.start] if period.start else []
        last = period.to
    return found


def _value(date: Fact[str]) -> str:
    return date.value
