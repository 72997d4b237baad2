"""PDFs for tests: styled lines set in one column, in two, beside a sidebar, in any drawing order."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Literal

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
MARGIN = 50.0
GUTTER = 24.0
LEADING = 1.25
"""Points; line spacing in font sizes."""

Order = Literal["columns", "rows"]
_LATIN = {"": "Helvetica", "b": "Helvetica-Bold", "i": "Helvetica-Oblique", "bi": "Helvetica-BoldOblique"}
_WIDER = {"": "Vera", "b": "VeraBd", "i": "VeraIt", "bi": "VeraBI"}
_CJK = "STSong-Light"
_MARK = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1")
_HEADINGS = {1: 20.0, 2: 14.0, 3: 11.5, 4: 10.0, 5: 10.0, 6: 10.0}
_BULLET = re.compile(r"([ \t]*)(?:[-+*•]|\d{1,2}\.)[ \t]+(.*)")


@dataclass(frozen=True)
class Styled:
    """A line of a CV, which wraps at the width of its column.

    Characters outside Windows-1252 need a font that has them: Vera for a few of Central Europe, STSong for Chinese; no emoji.
    ``text`` and ``right`` may hold ``**bold**``, ``*italic*`` and ``***both***``; the whole line is bold with ``bold``. ``right``
    stands at the right edge of the column on the line's first row. ``bullet`` is the sign before it, ``depth`` its nesting.
    ``gap`` is the space above, in points. ``link`` is a link's target, under all of the text.
    """

    text: str
    right: str = ""
    size: float = 10.0
    bold: bool = False
    bullet: str = ""
    depth: int = 0
    gap: float = 0.0
    color: tuple[float, float, float] = (0.0, 0.0, 0.0)
    link: str = ""


@dataclass(frozen=True)
class Piece:
    """Text at its place: ``x`` and the baseline ``y`` in points from the lower left corner of a page counted from 0."""

    page: int
    x: float
    y: float
    text: str
    font: str
    size: float
    color: tuple[float, float, float]
    link: str = ""


def heading(text: str, level: int = 2) -> Styled:
    """A bold line in a heading's size: 1 the name, 2 a section, 3 an entry."""
    return Styled(text, size=_HEADINGS[level], bold=True, gap=10.0 if level > 1 else 0.0)


def from_markdown(text: str) -> list[Styled]:
    """The lines of a plain Markdown CV: headings, nested bullets, bold and italic words, paragraphs; ``left<TAB>right``."""
    lines: list[Styled] = []
    gap = 0.0
    for raw in text.splitlines():
        if not raw.strip():
            gap = 6.0
            continue
        left, _, right = raw.strip().partition("\t")
        if mark := re.match(r"(#{1,6})\s+", left):
            line = replace(heading(left[mark.end() :], len(mark[1])), right=right.strip())
        elif bullet := _BULLET.fullmatch(raw.rstrip()):
            left, _, right = bullet[2].partition("\t")
            line = Styled(left, right.strip(), bullet="•", depth=len(bullet[1].expandtabs(4)) // 2, gap=gap)
        else:
            line = Styled(left, right.strip(), gap=gap)
        lines.append(line)
        gap = 0.0
    return lines


def one_column(lines: Iterable[Styled], *, header: str = "", footer: str = "") -> bytes:
    """The lines under each other; ``header`` and ``footer`` on every page, ``{page}`` in them is its number."""
    return _drawn(_placed(lines, _Column(MARGIN, WIDTH - 2 * MARGIN)), header=header, footer=footer)


def two_columns(
    left: Iterable[Styled],
    right: Iterable[Styled],
    *,
    top: Iterable[Styled] = (),
    split: float = 0.5,
    order: Order = "columns",
    offset: float = 0.0,
    shades: tuple[tuple[float, float, float] | None, tuple[float, float, float] | None] = (None, None),
    header: str = "",
    footer: str = "",
) -> bytes:
    """Two columns under lines of full width.

    ``split`` is the left one's share of the width. ``order`` "columns" draws one after the other, "rows" from the top of the page
    down, as a table's rows. The right one begins ``offset`` points lower. ``shades`` are the colours behind each column.
    """
    head = _Column(MARGIN, WIDTH - 2 * MARGIN)
    above = _placed(top, head)
    inner = WIDTH - 2 * MARGIN - GUTTER
    one = _Column(MARGIN, inner * split, head.y, page=head.page)
    other = _Column(MARGIN + inner * split + GUTTER, inner * (1 - split), head.y - offset, page=head.page)
    columns = _placed(left, one) + _placed(right, other)
    if order == "rows":
        columns.sort(key=lambda piece: (piece.page, -piece.y, piece.x))
    edge = other.x - GUTTER / 2
    boxes = [
        (x, width, shade)
        for (x, width), shade in zip(((0.0, edge), (edge, WIDTH - edge)), shades, strict=True)
        if shade is not None
    ]

    def behind(canvas: Canvas, page: int) -> None:
        height = head.y + 14.0 if page == head.page else HEIGHT
        for x, width, shade in boxes:
            canvas.setFillColorRGB(*shade)
            canvas.rect(x, 0, width, height, stroke=0, fill=1)

    return _drawn(above + columns, behind, header=header, footer=footer)


def sidebar(
    aside: Iterable[Styled],
    main: Iterable[Styled],
    *,
    side: Literal["left", "right"] = "left",
    top: Iterable[Styled] = (),
    order: Order = "columns",
    dark: bool = False,
) -> bytes:
    """A narrow column beside the main one; ``dark`` sets it in white on a dark ground."""
    shade = (0.13, 0.2, 0.3) if dark else None
    narrow = [replace(line, color=(1.0, 1.0, 1.0)) for line in aside] if dark else list(aside)
    if side == "left":
        return two_columns(narrow, main, top=top, split=0.3, order=order, shades=(shade, None))
    return two_columns(main, narrow, top=top, split=0.7, order=order, shades=(None, shade))


def drawn(*pages: Callable[[Canvas], None]) -> bytes:
    """What each function draws on a page of its own, with reportlab's canvas."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@dataclass
class _Column:
    x: float
    width: float
    y: float = HEIGHT - MARGIN
    page: int = 0

    def down(self, size: float) -> None:
        """To the next baseline, on the next page where this one is full."""
        self.y -= size * LEADING
        if self.y < MARGIN:
            self.page, self.y = self.page + 1, HEIGHT - MARGIN - size * LEADING


@dataclass
class _Row:
    words: list[tuple[str, str]] = field(default_factory=list)
    width: float = 0.0


def _placed(lines: Iterable[Styled], column: _Column) -> list[Piece]:
    pieces: list[Piece] = []
    for line in lines:
        column.y -= line.gap
        indent = line.depth * 14.0 + (12.0 if line.bullet else 0.0)
        aside = _runs(line.right, bold=line.bold)
        reserved = sum(stringWidth(text, font, line.size) for text, font in aside) + (18.0 if aside else 0.0)
        rows = _wrapped(_runs(line.text, bold=line.bold), line.size, column.width - indent, reserved)
        for index, row in enumerate(rows):
            column.down(line.size)
            if line.bullet and not index:
                pieces += _set(_runs(line.bullet, bold=False), column.x + indent - 12.0, column, line)
            pieces += _set(row, column.x + indent, column, line)
            if aside and not index:
                pieces += _set(aside, column.x + column.width - reserved + 18.0, column, line)
    return pieces


def _set(runs: Sequence[tuple[str, str]], x: float, column: _Column, line: Styled) -> list[Piece]:
    pieces = []
    for text, font in runs:
        pieces.append(Piece(column.page, x, column.y, text, font, line.size, line.color, line.link))
        x += stringWidth(text, font, line.size)
    return pieces


def _runs(text: str, *, bold: bool) -> list[tuple[str, str]]:
    """Stretches of one font, all of one family."""
    fonts = _fonts(text)
    base, found, at = "b" if bold else "", list[tuple[str, str]](), 0
    for match in _MARK.finditer(text):
        stars = len(match[1])
        style = ("b" if bold or stars > 1 else "") + ("i" if stars != 2 else "")
        found += [(text[at : match.start()], fonts[base]), (match[2], fonts[style])]
        at = match.end()
    found.append((text[at:], fonts[base]))
    return [run for run in found if run[0]]


def _wrapped(runs: Sequence[tuple[str, str]], size: float, room: float, reserved: float) -> list[list[tuple[str, str]]]:
    """Rows no wider than ``room``; the first leaves ``reserved`` free."""
    rows, row = [], _Row()
    for text, font in runs:
        for word in re.findall(r"\s*\S+|\s+$", text):
            limit = room - (0.0 if rows else reserved)
            between = word[:1].isspace() or (row.words and row.words[-1][0].endswith(" "))
            if row.words and between and row.width + stringWidth(word, font, size) > limit:
                rows.append(row)
                row = _Row()
                word = word.lstrip()  # noqa: PLW2901 -- the blank stays on the row before
            row.words.append((word, font))
            row.width += stringWidth(word, font, size)
    return [_merged(row.words) for row in [*rows, row]]


def _merged(words: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    merged: list[tuple[str, str]] = []
    for text, font in words:
        if merged and merged[-1][1] == font:
            merged[-1] = (merged[-1][0] + text, font)
        else:
            merged.append((text, font))
    return merged


def _fonts(text: str) -> dict[str, str]:
    """The family that has all the characters, by style."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        wide = any("\u2e80" <= char <= "\uffee" for char in text)
        fonts = dict.fromkeys(_WIDER, _CJK) if wide else _WIDER
        for name in set(fonts.values()) - set(pdfmetrics.getRegisteredFontNames()):
            pdfmetrics.registerFont(UnicodeCIDFont(name) if wide else TTFont(name, f"{name}.ttf"))
        return fonts
    return _LATIN


def _drawn(
    pieces: Sequence[Piece],
    behind: Callable[[Canvas, int], None] | None = None,
    *,
    header: str = "",
    footer: str = "",
) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    pages = max((piece.page for piece in pieces), default=0) + 1
    for page in range(pages):
        if behind is not None:
            behind(canvas, page)
        canvas.setFillColorRGB(0.3, 0.3, 0.3)
        for text, y in ((header, HEIGHT - MARGIN / 2), (footer, MARGIN / 2)):
            if text:
                canvas.setFont("Helvetica", 8)
                canvas.drawString(MARGIN, y, text.format(page=page + 1, pages=pages))
        for piece in pieces:
            if piece.page == page:
                _draw(canvas, piece)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, piece: Piece) -> None:
    canvas.setFillColorRGB(*piece.color)
    canvas.setFont(piece.font, piece.size)
    canvas.drawString(piece.x, piece.y, piece.text)
    if piece.link:
        right = piece.x + stringWidth(piece.text, piece.font, piece.size)
        canvas.linkURL(piece.link, (piece.x, piece.y - 2, right, piece.y + piece.size))
