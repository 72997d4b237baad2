"""Plain text and Markdown, tidy or broken: the text's lines with what their markup says of them.

Markdown libraries give no places inside a line, and CVs break the rules that they keep (tables in list items, headings
of any level, bullets of any glyph), so lines are read one by one.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise, takewhile

from bot.cv.bibtex import entries
from bot.cv.passage import EMPTY, LONGEST_LINE, Kind, Line, Passage, Sheet, joined, merged
from bot.cv.read.encoding import decode
from bot.cv.read.gutter import Raw, column_by_column
from bot.cv.read.hidden import concealed, stretches
from bot.cv.read.hidden import merged as merged_spans
from bot.cv.read.inline import inline

_NEWLINE = re.compile(r"\r\n|[\n\r\f\v\u2028\u2029\x85]")
_QUOTE = re.compile(r"(?:[ \t]{0,8}>)+[ \t]?")
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6}+)(?:[ \t]+|(?=[^\s#]))")
_CLOSING = re.compile(r"(?<![ \t])[ \t]{1,40}#{1,6}[ \t]{0,40}$")
_BULLET = re.compile(
    r"(?:(?<![ \t])[ \t]{1,100}+)?(?:(?:[-+*](?:[ \t]{1,4}\[[ xX]\])?|[•·▪◦‣●○■□➢➤✓❖⁃∙♦*–—🔹🔸🔷🔶▸▹◆◇]|\d{1,3}[.)]|\(\d{1,2}\)|\[\d{1,3}\])[ \t]+|[•▪◦‣●➢➤❖](?=\w))"
)
_DEFINITION = re.compile(r"[ \t]{0,3}:[ \t]{1,6}(?=\S)")
_RULE = re.compile(r"=[=\s]{2,}|\.{5,}[ \t]*|-[-\s]{2,}|\*[*\s]{2,}|_[_\s]{2,}|~[~\s]{2,}|[─━═—]{3,}[ \t]*")
_RULED = frozenset("=-*_~─━═—.")
_SEPARATOR = re.compile(
    r"(?:[-+*][ \t]{1,8})?\|?[ \t]{0,40}+:?-{2,500}+:?[ \t]{0,40}+(?:[|+][ \t]{0,40}+:?-{2,500}+:?[ \t]{0,40}+){0,30}\|?"
)
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_DRAWN = re.compile(r"~{4,}|_{4,}|\.{5,}|[─━═]{3,}")
"""What writers of plain text draw under a heading: under short lines that stand apart."""
_SHORT = 40
_PIPE = re.compile(r"(?<!\\)\|")
_CELL = re.compile(r"<t[dh]\b[^<>]{0,500}>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s{0,3}/?>|</(?:p|div|h[1-6]|li)>", re.IGNORECASE)
_TAG_HEADING = re.compile(r"(?:(?<![ \t])[ \t]{1,100}+)?<h([1-6])\b", re.IGNORECASE)
_TAG_ITEM = re.compile(
    r"(?:(?<![ \t])[ \t]{1,100}+)?(?:<[uo]l\b[^<>]{0,200}>\s{0,4})?<li\b[^<>]{0,200}>", re.IGNORECASE
)
_BLOCK_TAGS = re.compile(
    r"[ \t]{0,100}+(?:</?(?:div|p|hr|section|article|center|header)\b[^<>]{0,300}>[ \t]{0,20}+){1,9}", re.IGNORECASE
)
"""A line of nothing but tags: what follows stands apart."""
_ROW_LINES = 12
_TAB = 4
_FURTHEST_TERM = 40
"""Lines between a term and the definitions under it."""


def read(data: bytes) -> Sheet:
    text = decode(data)
    unseen = stretches(text)
    secret = merged_spans((one.start, one.end) for one in unseen)
    cited = merged_spans([*secret, *((one.start, one.end) for one in entries(text))])
    return Sheet(text, tuple(lines_of(text, cited)), secret, concealed(text, unseen))


def lines_of(
    text: str, secret: tuple[tuple[int, int], ...], stand_ins: Mapping[int, str] | None = None
) -> Iterator[Line]:
    """The lines that show, where the secret stretches do not, but for the characters that some stand for."""
    return _lines(_Source(text, secret, stand_ins or {}))


class _Source:
    """The text with its hidden stretches masked out."""

    def __init__(self, text: str, secret: tuple[tuple[int, int], ...], stand_ins: Mapping[int, str]) -> None:
        self.text, self.secret, self.stand_ins = text, secret, stand_ins
        self._starts = [start for start, _ in secret]
        self.tagged = "<" in text

    def hides(self, start: int, end: int) -> bool:
        """Whether any of the stretch is hidden."""
        after = bisect_right(self._starts, start)
        reached = after > 0 and self.secret[after - 1][1] > start
        return reached or (after < len(self._starts) and self._starts[after] < end)

    def shown(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        index = max(0, bisect_right(self._starts, start) - 1)
        for left, right in islice(self.secret, index, None):
            if left >= end:
                break
            if right <= start:
                continue
            if left > start:
                yield start, left
            start = right
        if start < end:
            yield start, end

    def passage(self, start: int, end: int) -> Passage:
        if not self.hides(start, end):
            return inline(self.text, start, end)
        parts = [inline(self.text, left, right) for left, right in self.shown(start, end)]
        parts += self._standing_in(start, end)
        return parts[0] if len(parts) == 1 else merged(parts)

    def _standing_in(self, start: int, end: int) -> Iterator[Passage]:
        if not self.stand_ins:
            return
        for left, right in self.secret[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if char := self.stand_ins.get(left):
                yield Passage.placed(char, (left,) * len(char), (right,) * len(char), " " * len(char))


def _physical(source: _Source) -> list[Raw]:
    rows, at, gap = [], 0, True
    for match in [*_NEWLINE.finditer(source.text), None]:
        end = match.start() if match else len(source.text)
        for left, right in _pieces(source, at, end):
            text = source.text[left:right]
            shown = "".join([source.text[a:b] for a, b in source.shown(left, right)]) if source.secret else text
            if shown.strip("\ufeff \t"):
                rows.append(Raw(left, right, text, gap))
                gap = False
            else:
                gap = gap or not text.strip()
        at = match.end() if match else end
        gap = gap or bool(match and match[0] == "\f")
    return rows


def _pieces(source: _Source, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line written with line-breaking tags is several."""
    at = start
    for match in _BREAK.finditer(source.text, start, end) if source.tagged else ():
        yield at, match.end()
        at = match.end()
    while end - at > LONGEST_LINE:
        cut = source.text.rfind(" ", at + LONGEST_LINE // 2, at + LONGEST_LINE) + 1 or at + LONGEST_LINE
        yield at, cut
        at = cut
    if at < end or at == start:
        yield at, end


def _lines(source: _Source) -> Iterator[Line]:
    rows = column_by_column(_physical(source))
    index, in_table = 0, False
    while index < len(rows):
        raw = rows[index]
        following = rows[index + 1] if index + 1 < len(rows) else None
        in_table = in_table and not raw.gap and "|" in raw.text
        if _separates(raw.text):
            in_table, index = True, index + 1
            continue
        if raw.sign in _RULED and _RULE.fullmatch(raw.text.lstrip(" \t")):
            index += 1
            continue
        if source.tagged and raw.text.lstrip().casefold().startswith("<tr"):
            last = _until(rows, index, "</tr")
            yield from _html_row(source, rows[index : last + 1])
            index = last + 1
            continue
        headed = following is not None and "|" in raw.text and _separates(following.text)
        if in_table or headed or _starts_row(raw.text):
            last = index if headed else _row_end(rows, index)
            yield from _pipe_row(source, rows[index : last + 1], header=headed)
            index = last + 1
            continue
        if source.tagged and following is not None and _BLOCK_TAGS.fullmatch(raw.text):
            rows[index + 1] = following._replace(gap=True)
        else:
            yield from _line(source, raw, underlined=_is_underlined(raw, following), defined=_is_told(rows, index))
        index += 1


def _is_underlined(raw: Raw, following: Raw | None) -> bool:
    if following is None or following.gap or following.sign not in _RULED:
        return False
    rule = following.text.strip(" \t")
    return bool(_UNDERLINE.fullmatch(rule)) or (
        raw.gap and len(raw.text.strip()) <= _SHORT and bool(_DRAWN.fullmatch(rule))
    )


def _separates(text: str) -> bool:
    """The rule between a table's header and its rows."""
    return "|" in text and bool(_SEPARATOR.fullmatch(text.strip(" \t")))


def _is_told(rows: list[Raw], index: int) -> bool:
    """The first definition under a term goes on with its head; the next ones tell about it."""
    if rows[index].sign != ":" or not _DEFINITION.match(rows[index].text):
        return False
    before, first = index - 1, max(0, index - _FURTHEST_TERM)
    while before >= first and not rows[before + 1].gap and _indent(rows[before].text) > 1:
        before -= 1
    return before >= first and not rows[before + 1].gap and bool(_DEFINITION.match(rows[before].text))


def _starts_row(text: str) -> bool:
    if "|" not in text:
        return False
    bullet = _BULLET.match(text)
    return text[bullet.end() if bullet else 0 :].lstrip().startswith("|") and len(_PIPE.findall(text)) > 1


def _row_end(rows: list[Raw], index: int) -> int:
    """The last physical line of a row that goes on until its closing bar."""
    last = index
    if not _starts_row(rows[index].text):
        return index
    while not rows[last].text.rstrip().endswith("|"):
        if (
            last + 1 >= len(rows)
            or last - index >= _ROW_LINES
            or rows[last + 1].gap
            or _starts_row(rows[last + 1].text)
        ):
            return index
        last += 1
    return last


def _until(rows: list[Raw], index: int, mark: str) -> int:
    for last in range(index, min(index + 40, len(rows))):
        if mark in rows[last].text.casefold():
            return last
    return index


def _pipe_row(source: _Source, rows: list[Raw], *, header: bool) -> Iterator[Line]:
    bars = [row.start + match.start() for row in rows for match in _PIPE.finditer(row.text)]
    edges, barred = [_body_start(rows[0]), *bars, rows[-1].end], set(bars)
    cells = []
    for left, right in pairwise(edges):
        start = left + 1 if left in barred else left
        parts = [(max(start, row.start), min(right, row.end)) for row in rows]
        cells.append(joined(source.passage(a, b) for a, b in parts if a < b).trim())
    if bars and bars[-1] == rows[-1].start + len(rows[-1].text.rstrip()) - 1:
        cells = cells[:-1]
    if bars and bars[0] == _body_start(rows[0]):
        cells = cells[1:]
    yield from _row(cells, rows, header=header)


def _body_start(raw: Raw) -> int:
    bullet = _BULLET.match(raw.text)
    start = bullet.end() if bullet else 0
    return raw.start + start + len(raw.text[start:]) - len(raw.text[start:].lstrip())


def _html_row(source: _Source, rows: list[Raw]) -> Iterator[Line]:
    cells: list[Passage] = []
    for row in rows:
        at = row.start
        for match in [*_CELL.finditer(row.text), None]:
            end = row.start + match.start() if match else row.end
            part = source.passage(at, end).trim()
            if part:
                cells[-1:] = [joined([*cells[-1:], part])]
            if match:
                cells.append(EMPTY)
                at = row.start + match.end()
    yield from _row(cells, rows, header="<th" in rows[0].text.casefold())


def _row(cells: list[Passage], rows: list[Raw], *, header: bool) -> Iterator[Line]:
    if any(cells):
        whole = joined(cell for cell in cells if cell)
        yield Line(
            whole, "row", 1 if header else 0, 0, rows[0].gap, tuple(cells), rows[0].start, rows[-1].end, broken=True
        )


def _line(source: _Source, raw: Raw, *, underlined: bool, defined: bool) -> Iterator[Line]:
    at, bullets, level = (0, 0, 0) if raw.sign.isalpha() else _marks(raw.text)
    level = level or (1 if underlined else 0)
    closing = _CLOSING.search(raw.text, at) if level and "#" in raw.text[at:] else None
    passage = source.passage(raw.start + at, raw.start + closing.start() if closing else raw.end)
    if not passage.text.strip():
        return
    kind: Kind = "bullet" if bullets or defined else "heading" if level else "text"
    broken = raw.text.endswith(("  ", "\\")) or (source.tagged and bool(_BREAK.search(raw.text)))
    level = level if kind == "heading" else 0
    yield Line(passage.strip(), kind, level, _indent(raw.text), raw.gap, (), raw.start, raw.end, broken)


def _marks(text: str) -> tuple[int, int, int]:
    """What a line begins with: where its words begin, how many bullets stand before them, and its heading's level."""
    bullets, level = 0, 0
    quote = _QUOTE.match(text)
    at = quote.end() if quote else 0
    if definition := _DEFINITION.match(text, at):
        at = definition.end()
    while mark := (
        _HEADING.match(text, at) or (_BULLET.match(text, at) if bullets < 3 else None) or _TAG_ITEM.match(text, at)
    ):
        if mark.re is _HEADING:
            level = len(mark[1])
        else:
            bullets += 1
        at = mark.end()
    tagged = _TAG_HEADING.match(text, at)
    return at, bullets, int(tagged[1]) if tagged else level


def _indent(text: str) -> int:
    width = 0
    for char in takewhile(" \t".__contains__, text):
        width += 1 if char == " " else _TAB - width % _TAB
    return width
