"""A page's characters, taken together as far as one drawing operation and no wide blank between them goes."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.cv.read.pdf.fonts import Font, font_of
from bot.cv.read.pdf.library import (
    char_box,
    char_code,
    char_fill,
    char_matrix,
    char_object,
    char_origin,
    char_size,
    char_stroke,
    char_unmapped,
    pdfium,
    text_font,
    text_mode,
)

_BREAKS = re.compile(r"[\r\n]|(?<=[\x02\ufffe])")
_LETTERS_APART = re.compile(r"(?:\S ){3,}\S")
_BLANKS = re.compile(r" +")
_WIDE, _UNUSUAL = 0.6, 1.5
"""A blank is wide from so many font sizes on, where it is so much wider than the others of its line."""
_KERNED, _TOUCHING = -0.15, 0.05
"""Font sizes between letters that touch."""
_STROKED = frozenset({1, 5})
_FILLED_AND_STROKED = frozenset({2, 6})


class Look(NamedTuple):
    """How one operation draws its text."""

    font: Font
    size: float
    color: tuple[int, int, int]
    alpha: int
    mode: int
    """How it is painted: 3 is not at all, 7 only as a mask."""
    angle: int
    """Degrees, counter-clockwise."""
    unmapped: bool
    """Its font does not tell which letters it draws."""


@dataclass(slots=True)
class Span:
    """Characters of one look on one line. Places are points from the page's lower left corner, ``y`` is the baseline."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    look: Look
    drawn_by: list[int]
    """The drawing operations; several spans may share one."""
    style: str = " "
    """b(old), i(talic) or blank."""
    addresses: list[str] = field(default_factory=list)
    """What it links to, where the page does not print it."""


def spans_of(text_page: int, fonts: dict[int, Font]) -> list[Span]:
    """All the text of a page in drawing order; ``fonts`` keeps what is known of each font."""
    found: list[Span] = []
    for span, blank in _Reader(text_page, fonts).spans():
        if not (found and _append(found[-1], span, blank=blank)):
            found.append(span)
    return found


def _append(before: Span, span: Span, *, blank: bool) -> bool:
    """Some programs draw each letter by itself: what goes on without a change becomes one again."""
    if before.y != span.y or before.look is not span.look:
        return False
    gap = (span.x0 - before.x1) / span.size if span.size > 0 else 1.0
    if blank and (not _TOUCHING < gap < _WIDE or len(before.text) == 1):
        return False
    if not blank and not _KERNED < gap < _TOUCHING:
        return False
    before.text += " " + span.text if blank else span.text
    before.x1 = max(before.x1, span.x1)
    before.drawn_by += span.drawn_by
    return True


class _Reader:
    """Asks pdfium as little as possible of each character: most lines are one operation, its two ends tell the place."""

    def __init__(self, text_page: int, fonts: dict[int, Font]) -> None:
        self.page, self.fonts = text_page, fonts
        self.text = _text(text_page)
        self._looks: dict[tuple[float, ...], Look] = {}
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._origin, self._color = (ctypes.c_double * 2)(), (ctypes.c_uint * 4)()
        self._at_box, self._at_matrix = ctypes.addressof(self._box), ctypes.addressof(self._matrix)
        origin, color = ctypes.addressof(self._origin), ctypes.addressof(self._color)
        self._at_origin, self._at_color = (origin, origin + 8), tuple(color + 4 * index for index in range(4))

    def spans(self) -> Iterator[tuple[Span, bool]]:
        """Each with whether a blank stands before it on its line."""
        at = 0
        for end in [*(match.start() for match in _BREAKS.finditer(self.text)), len(self.text)]:
            while at < end:
                drawn_by = char_object(self.page, at)
                if drawn_by is None:
                    at += 1
                    continue
                stop = self._end_of(drawn_by, at, end)
                yield from self._drawn(drawn_by, at, stop)
                at = stop

    def _end_of(self, drawn_by: int, start: int, end: int) -> int:
        """Where the characters of one operation end on this line: they stand together."""
        if char_object(self.page, end - 1) == drawn_by:
            return end
        low, step = start + 1, 1
        while low + step < end - 1 and self._belongs(drawn_by, low + step - 1, end - 1):
            low, step = low + step, 2 * step
        high = min(low + step, end - 1)
        while low < high:
            middle = (low + high) // 2
            if self._belongs(drawn_by, middle, high):
                low = middle + 1
            else:
                high = middle
        return low

    def _belongs(self, drawn_by: int, at: int, end: int) -> bool:
        """Blanks that pdfium adds go with what follows them."""
        found = char_object(self.page, at)
        while found is None and at < end:
            at += 1
            found = char_object(self.page, at)
        return bool(found == drawn_by)

    def _drawn(self, drawn_by: int, start: int, end: int) -> Iterator[tuple[Span, bool]]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start < end:
            look = self._look(drawn_by, start)
            style = "b" if look.mode in _FILLED_AND_STROKED else look.font.style
            for left, right in self._stretches(start, end, look.size):
                x0, x1, y = self._place(look.angle, left, right - 1)
                blank = self.text[left - 1 : left].isspace()
                yield Span(self.text[left:right], x0, x1, y, look.size, look, [drawn_by], style), blank

    def _stretches(self, start: int, end: int, size: float) -> Iterator[tuple[int, int]]:
        """The parts between wide blanks; letters set apart from each other one by one."""
        if _LETTERS_APART.fullmatch(self.text, start, end):
            yield from ((at, at + 1) for at in range(start, end) if self.text[at] != " ")
            return
        blanks = [match.span() for match in _BLANKS.finditer(self.text, start, end)]
        gaps = [self._edges(after)[0] - self._edges(before - 1)[1] for before, after in blanks]
        usual = sorted(gaps)[len(gaps) // 4] if gaps else 0.0
        begin = start
        for (before, after), gap in zip(blanks, gaps, strict=True):
            if gap > _WIDE * size and gap > _UNUSUAL * usual + 2 * self._spacing(before, start):
                yield begin, before
                begin = after
        yield begin, end

    def _spacing(self, end: int, start: int) -> float:
        """The space between the last letters of a word."""
        return max(0.0, self._edges(end - 1)[0] - self._edges(end - 2)[1]) if end - 2 >= start else 0.0

    def _edges(self, at: int) -> tuple[float, float]:
        char_box(self.page, at, self._at_box)
        return self._box.left, self._box.right

    def _place(self, angle: int, first: int, last: int) -> tuple[float, float, float]:
        """Both ends and the baseline; of text that does not run from left to right, turned so that it does."""
        char_origin(self.page, first, *self._at_origin)
        x, y = self._origin
        if not angle:
            return self._edges(first)[0], self._edges(last)[1], y
        char_origin(self.page, last, *self._at_origin)
        cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        x0, x1 = (left * cosine + up * sine for left, up in ((x, y), tuple(self._origin)))
        return x0, max(x0, x1), y * cosine - x * sine

    def _look(self, drawn_by: int, at: int) -> Look:
        handle = text_font(drawn_by)
        if handle not in self.fonts:
            self.fonts[handle] = font_of(ctypes.cast(handle, pdfium.FPDF_FONT))
        char_matrix(self.page, at, self._at_matrix)
        mode = text_mode(drawn_by)
        (char_stroke if mode in _STROKED else char_fill)(self.page, at, *self._at_color)
        a, b, c, d = self._matrix.a, self._matrix.b, self._matrix.c, self._matrix.d
        size, unmapped = char_size(self.page, at), char_unmapped(self.page, at) > 0
        key = (handle, size, mode, unmapped, a, b, c, d, *self._color)
        if key not in self._looks:
            red, green, blue, alpha = self._color
            angle = round(math.degrees(math.atan2(b, a)))
            font = self.fonts[handle]
            self._looks[key] = Look(font, size * math.hypot(c, d), (red, green, blue), alpha, mode, angle, unmapped)
        return self._looks[key]


def _text(text_page: int) -> str:
    """One character for each of pdfium's."""
    count = pdfium.FPDFText_CountChars(ctypes.cast(text_page, pdfium.FPDF_TEXTPAGE))
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = pdfium.FPDFText_GetText(ctypes.cast(text_page, pdfium.FPDF_TEXTPAGE), 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    codes = (char_code(text_page, at) for at in range(count))
    return "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
