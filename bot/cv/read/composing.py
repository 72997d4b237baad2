"""The text of a document that has none of its own (PDF, Word, HTML), composed line by line with its lines' places.

What shows is written as a person would copy it: bullets with their sign, columns of a row apart by tabs. The signs are
in the text and in no line, as in a text file.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.cv.passage import EMPTY, LONGEST_LINE, Concealed, Kind, Line, Passage, Sheet, joined
from bot.cv.read import hidden
from bot.cv.read.encoding import LONGEST, too_long
from bot.cv.unreadable import Unreadable

BULLET = "• "
_INDENT = 2
"""Blanks a step of a bullet's depth is worth, in the text and in ``Line.indent``."""

_ONLY_PICTURES = (
    "the document holds pictures and no text. Send the CV as text, or run text recognition (OCR) over it first."
)

ASIDE = "a"
"""The style of what stands in the text and in no line, as the address behind a link's words."""


class Run(NamedTuple):
    """Characters of one style: b(old), i(talic), blank, or ASIDE."""

    text: str
    style: str = " "


class Composer:
    """Takes lines in reading order and makes a Sheet of them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._lines: list[Line] = []
        self._gap = True
        self._unprinted: list[Concealed] = []

    def gap(self) -> None:
        """What comes next stands apart from what came before."""
        if not self._gap:
            self._write("\n")
            self._gap = True

    def line(
        self, runs: Iterable[Run], *, kind: Kind = "text", level: int = 0, depth: int = 0, broken: bool = False
    ) -> None:
        """A line of text, a heading of ``level`` 1 to 6, or a bullet ``depth`` steps from the margin.

        ``broken`` says that it ends where its writer ended it, so that the next one is not its wrapped rest.
        Raises Unreadable where the document grows longer than a CV can be.
        """
        for piece in _pieces(_clean(self._noting(runs))):
            begin = self._length
            self._write(" " * (_INDENT * depth) + (BULLET if kind == "bullet" else ""))
            passage = self._passage(piece)
            self._keep(Line(passage, kind, level if kind == "heading" else 0, _INDENT * depth, broken=broken), begin)
            kind = "text" if kind == "bullet" else kind

    def row(self, cells: Sequence[Iterable[Run]], *, header: bool = False) -> None:
        """A row of a table; empty cells keep their column."""
        begin, written = self._length, list[Passage]()
        cleaned = [_clean(self._noting(cell)) for cell in cells]
        if not any(cleaned):
            return
        for index, cell in enumerate(cleaned):
            if index:
                self._write("\t")
            written.append(self._passage(cell).trim() if cell else EMPTY)
        whole = joined(cell for cell in written if cell)
        self._keep(Line(whole, "row", 1 if header else 0, cells=tuple(written), broken=True), begin)

    def sheet(
        self, concealed: Iterable[Concealed] = (), *, warnings: Iterable[str] = (), pictured: bool = False
    ) -> Sheet:
        """What was taken down. Raises Unreadable where that is nothing, and the document is ``pictured``."""
        if pictured and not self._lines:
            raise Unreadable(_ONLY_PICTURES)
        hidden = (*concealed, *self._unprinted)
        return Sheet("".join(self._parts), tuple(self._lines), concealed=hidden, warnings=tuple(warnings))

    def _noting(self, runs: Iterable[Run]) -> Iterable[Run]:
        """The runs as they are; what letters without a shape say in them is kept for the report."""
        for run in runs:
            if not run.text.isprintable():
                self._unprinted += hidden.concealed(run.text, hidden.unprinted(run.text))
            yield run

    def _keep(self, line: Line, begin: int) -> None:
        finish = self._length
        self._write("\n")
        if line.passage:
            self._lines.append(
                Line(
                    line.passage, line.kind, line.level, line.indent, self._gap, line.cells, begin, finish, line.broken
                )
            )
            self._gap = False

    def _passage(self, runs: Iterable[Run]) -> Passage:
        start, text, styles = self._length, "", ""
        for run in runs:
            text, styles = text + run.text, styles + run.style * len(run.text)
        self._write(text)
        return _without_asides(Passage.plain(text, start, styles))

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > LONGEST:
            raise Unreadable(too_long())


def _without_asides(passage: Passage) -> Passage:
    if ASIDE not in passage.styles:
        return passage
    kept = [index for index, style in enumerate(passage.styles) if style != ASIDE]
    return Passage.placed(
        "".join(passage.text[index] for index in kept),
        tuple(passage.opens(index) for index in kept),
        tuple(passage.closes(index) for index in kept),
        "".join(passage.styles[index] for index in kept),
    )


_LINE_ENDS = str.maketrans(dict.fromkeys("\n\r\v\f\x85\u2028\u2029\u00a0", " "))


def _clean(runs: Iterable[Run]) -> list[Run]:
    """Without line ends, characters that do not print, and blanks at the edges; nothing where nothing shows."""
    found = [Run(_printing(run.text), run.style) for run in runs]
    found = found[next((at for at, run in enumerate(found) if run.text.strip()), len(found)) :]
    while found and not found[-1].text.strip():
        found.pop()
    if found:
        found[0] = Run(found[0].text.lstrip(), found[0].style)
        found[-1] = Run(found[-1].text.rstrip(), found[-1].style)
    return found


def _printing(text: str) -> str:
    text = text.translate(_LINE_ENDS)
    if text.isprintable():
        return text
    return "".join(char if char == "\t" or char.isprintable() else " " * char.isspace() for char in text)


def _pieces(runs: list[Run]) -> Iterable[list[Run]]:
    """A line of more than LONGEST_LINE characters is several, cut between words."""
    length = sum(len(run.text) for run in runs)
    if length <= LONGEST_LINE:
        return [runs] if runs else []
    text, styles = "".join(run.text for run in runs), "".join(run.style * len(run.text) for run in runs)
    pieces, at = list[list[Run]](), 0
    while at < length:
        cut = (
            length
            if length - at <= LONGEST_LINE
            else text.rfind(" ", at + 1, at + LONGEST_LINE) + 1 or at + LONGEST_LINE
        )
        pieces.append(_clean(_styled(text[at:cut], styles[at:cut])))
        at = cut
    return [piece for piece in pieces if piece]


def _styled(text: str, styles: str) -> Iterable[Run]:
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or styles[at] != styles[start]:
            yield Run(text[start:at], styles[start])
            start = at
