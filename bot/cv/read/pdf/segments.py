"""Spans to segments: what stands on one line of one column, words apart, bullets and icons told from text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from bot.cv.read.pdf.shapes import Box, Painted
from bot.cv.read.pdf.spans import Span
from bot.normal import normal

_SAME_LINE = 0.2
_RAISED = 0.6
"""How far superscripts stand from their line, and lines still count as one, in font sizes."""
_WORD_GAP = 0.17
_WIDE_GAP = 1.0
_BULLET_GAP = 4.0
"""Blanks, in font sizes: between words, between columns, at most between a bullet and its text."""
_CJK_GAP = 0.5
_SHORTEST_RULE = 6.0
"""Points: a shorter upright line is a sign, not a rule between columns."""
_APART = 0.6
_WIDE = "   "
"""A blank between words that do not belong together, as the addresses of a line."""
_LEAST_LETTERS = 4
_BULLETS = frozenset(
    "•·▪◦‣●○■□➢➤✓✔❖⁃∙♦◆◇▸▹►▶▷◘➔→⇒»›✦✧★☆⚫⬤◾▫◼☐❍¤§o*–—-‐−+~\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf071\uf02d"
)
_LETTERS, _DASHES = frozenset("o§¤"), frozenset("*–—-‐−+~")
_SEPARATORS = frozenset("-–—·|")
"""Signs that also part words, and come to a line's start where a line was broken."""
_MOST_DOTS = 500
_WRITTEN_BULLET = re.compile(r"[•·▪◦‣●○■□➢➤✓✔❖⁃∙♦◆◇▸▹►▶*–—-]\s+\S")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_ACCENTS = dict(
    zip("´`¨ˆ˜ˇ˚¸˝¯˘˙", "\u0301\u0300\u0308\u0302\u0303\u030c\u030a\u0327\u030b\u0304\u0306\u0307", strict=True)
)
_ACCENTED = re.compile(rf"[ ]?([{''.join(_ACCENTS)}])[ ]?(\w)")
_LINE_END_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": ""})


class Face(NamedTuple):
    """What tells headings from text."""

    size: float
    bold: bool
    caps: bool
    color: tuple[int, int, int]


@dataclass(eq=False)
class Segment:
    """Spans next to each other on one line."""

    spans: list[Span]
    sign: str = ""
    """The bullet before it, which stands at ``bullet_x``."""
    bullet_x: float = 0.0
    whole: list[Span] = field(default_factory=list)
    """The spans with the bullet."""

    @property
    def bullet(self) -> bool:
        return bool(self.sign)

    @cached_property
    def x0(self) -> float:
        return self.bullet_x if self.bullet else self.spans[0].x0

    @cached_property
    def x1(self) -> float:
        return max(span.x1 for span in self.spans)

    @cached_property
    def y(self) -> float:
        return max(self.spans, key=lambda span: (span.size * len(span.text), span.y)).y

    @cached_property
    def size(self) -> float:
        """The size of most of its characters."""
        sizes: dict[float, int] = {}
        for span in self.spans:
            size = round(2 * span.size) / 2
            sizes[size] = sizes.get(size, 0) + len(span.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @cached_property
    def face(self) -> Face:
        whole = sum(len(span.text) for span in self.spans)
        bold = sum(len(span.text) for span in self.spans if span.style == "b") > 0.8 * whole
        size = max(round(2 * span.size) / 2 for span in self.spans)
        return Face(size, bold, len(self.text) > 2 and self.text.isupper(), self.spans[0].look.color)

    @cached_property
    def first_word(self) -> float:
        """About how wide its first word is."""
        return (self.x1 - self.spans[0].x0) * len(self.text.split(" ", 1)[0]) / max(1, len(self.text))

    @cached_property
    def text(self) -> str:
        return "".join(text for text, _, _ in self.runs)

    @cached_property
    def runs(self) -> list[tuple[str, str, Sequence[str]]]:
        """Text, style and the addresses behind it, blanks between words."""
        return list(_runs(self.spans))


def segments_of(spans: Iterable[Span], painted: Painted) -> list[Segment]:
    """From the top of the page down, from left to right; upright lines part them, small shapes are bullets."""
    rows = _rows(sorted(spans, key=lambda span: (-span.y, span.x0)))
    upright = [line for line in painted.lines if line.y1 - line.y0 > max(_SHORTEST_RULE, line.x1 - line.x0)]
    found = [segment for row in rows for segment in _segments(row, upright)]
    signs = Counter(segment.sign for segment in found)
    margins = {round(segment.spans[0].x0) for segment in found if not segment.sign}
    for segment in found:
        if segment.sign in _SEPARATORS and signs[segment.sign] == 1 and round(segment.bullet_x) in margins:
            segment.spans, segment.sign = segment.whole, ""
    for dot in painted.dots[:_MOST_DOTS]:
        _mark(dot, found)
    return found


def _mark(dot: Box, segments: Sequence[Segment]) -> None:
    """Makes a drawn dot the bullet of the text at its right."""
    middle = (dot.y0 + dot.y1) / 2
    for one in segments:
        height, gap = (middle - one.y) / one.size, (one.spans[0].x0 - dot.x1) / one.size
        if 0 < height < 0.8 and 0.15 < gap < 2 and not one.sign:
            one.sign, one.bullet_x = "•", dot.x0


def _rows(spans: Sequence[Span]) -> list[list[Span]]:
    """Spans that share a baseline, and the small raised or lowered ones that touch them."""
    rows: list[list[Span]] = []
    for span in spans:
        if rows and rows[-1][0].y - span.y <= _SAME_LINE * min(span.size, rows[-1][0].size):
            rows[-1].append(span)
        else:
            rows.append([span])
    for index in range(len(rows) - 1):
        upper, lower = rows[index], rows[index + 1]
        if upper[0].y - lower[0].y <= _RAISED * max(span.size for span in (*upper, *lower)):
            _settle(upper, lower)
            _settle(lower, upper)
    return [row for row in rows if row]


def _settle(row: list[Span], near: list[Span]) -> None:
    """Moves what belongs to the neighbouring row there."""
    moved = [span for span in row if any(_leans(span, other) for other in near)]
    for span in moved:
        row.remove(span)
        near.append(span)


def _leans(span: Span, other: Span) -> bool:
    """A superscript, or a bullet from a font with a baseline of its own."""
    if abs(span.y - other.y) > _RAISED * other.size:
        return False
    if _is_sign(span) and span.x1 <= other.x0 + 1 and other.x0 - span.x1 < 2 * other.size:
        return abs(span.y - other.y) < 0.4 * other.size
    smaller = span.size <= 0.85 * other.size
    return smaller and (
        -0.3 <= (span.x0 - other.x1) / other.size <= 0.3 or -0.3 <= (other.x0 - span.x1) / other.size <= 0.3
    )


def _segments(row: list[Span], upright: Sequence[Box]) -> Iterable[Segment]:
    row.sort(key=lambda span: (span.x0, span.x1))
    rules = [rule for rule in upright if rule.y0 <= row[0].y <= rule.y1]
    chain: list[Span] = []
    for span in row:
        edge = max((one.x1 for one in chain[-2:]), default=0.0)
        ruled = any(edge - 1 <= rule.x0 <= span.x0 + 1 for rule in rules)
        if chain and (ruled or span.x0 - edge > _reach(chain, span)):
            yield from _told(chain)
            chain = []
        chain.append(span)
    yield from _told(chain)


def _reach(chain: list[Span], span: Span) -> float:
    """How far the next span may stand off and still go with what came before."""
    if len(chain) == 1 and _is_sign(chain[0]):
        return _BULLET_GAP * max(span.size, chain[0].size)
    spaced = len(chain[-1].text) == len(span.text) == 1 and chain[-1].look == span.look
    return (2.2 if spaced else _WIDE_GAP) * max(span.size, chain[-1].size)


def _is_sign(span: Span) -> bool:
    return len(span.text) == 1 and (span.text in _BULLETS or span.look.font.symbols)


def _told(chain: list[Span]) -> Iterable[Segment]:
    """The segment without bullet and icons; nothing where it held no more."""
    first = chain[0]
    sign = len(chain) > 1 and _is_sign(first) and _is_bullet(first, chain[1])
    written = not sign and bool(_WRITTEN_BULLET.match(first.text))
    spans = chain[1:] if sign else [_without_sign(first), *chain[1:]] if written else chain
    shown = [span for span in spans if _shows(span)]
    if shown:
        yield Segment(shown, first.text[0] if sign or written else "", first.x0, chain)


def _without_sign(span: Span) -> Span:
    text = span.text[1:].lstrip()
    return replace(span, text=text, x0=span.x1 - (span.x1 - span.x0) * len(text) / len(span.text))


def _is_bullet(first: Span, following: Span) -> bool:
    """Letters and dashes are bullets only where they stand off, and letters only in another font than the text."""
    gap = (following.x0 - first.x1) / first.size
    if first.text in _LETTERS and not first.look.font.symbols:
        return gap > _WORD_GAP and first.look.font != following.look.font
    return first.text not in _DASHES or gap > _WORD_GAP


def _shows(span: Span) -> bool:
    """Not the picture of an envelope beside an address, and not a font's private signs."""
    return not span.look.font.icons and bool(_PRIVATE.sub("", span.text).strip())


def _runs(spans: Sequence[Span]) -> Iterable[tuple[str, str, Sequence[str]]]:
    spacing = _letter_spacing(spans)
    before: Span | None = None
    for span in spans:
        text = _clean(span.text)
        if before is not None:
            text = _blank(before, span, spacing) + text
        yield text, span.style, span.addresses
        before = span


def _letter_spacing(spans: Sequence[Span]) -> float:
    """The space between letters set apart one by one; 0 where words are set as usual."""
    if len(spans) < _LEAST_LETTERS or sum(len(span.text) == 1 for span in spans) < 0.8 * len(spans):
        return 0.0
    return max(0.0, median(right.x0 - left.x1 for left, right in pairwise(spans)))


def _blank(before: Span, span: Span, spacing: float) -> str:
    """What a person would type between the two."""
    limit = _CJK_GAP if _is_cjk(before.text[-1:]) and _is_cjk(span.text[:1]) else _WORD_GAP
    gap = (span.x0 - before.x1) / min(before.size, span.size)
    if spacing:
        return " " if gap > max(limit, 1.4 * spacing / span.size + 0.1) else ""
    return "" if gap <= limit else " " if gap <= _APART else _WIDE


def _is_cjk(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffee"


def _clean(text: str) -> str:
    text = _PRIVATE.sub(" ", text.translate(_LINE_END_HYPHENS))
    if not text.isascii():
        text = normal("NFC", _ACCENTED.sub(_composed, text))
    return text


def _composed(match: re.Match[str]) -> str:
    """``´e``, as older TeX fonts draw it, is é; where no such letter exists the signs stay."""
    letter = unicodedata.normalize("NFC", match[2].replace("ı", "i") + _ACCENTS[match[1]])
    return letter if len(letter) == 1 else match[0]
