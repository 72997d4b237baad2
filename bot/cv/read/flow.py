"""What a word processor's document holds, paragraphs and tables, and how it becomes lines.

A table that only places things is read as its cells' lines, side by side where they belong together; a table of data row by row.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from bot.cv.passage import Kind
from bot.cv.read.composing import ASIDE, Composer, Run
from bot.cv.read.encoding import LONGEST, too_long
from bot.cv.unreadable import Unreadable


@dataclass(slots=True)
class Paragraph:
    """Runs of text; a line feed in them is a line break."""

    runs: list[Run] = field(default_factory=list)
    kind: Kind = "text"
    level: int = 0
    depth: int = 0
    above: float = 0.0
    below: float = 0.0
    """White space, in points."""
    size: float = 0.0
    """The size of its letters, in points; 0 where it is not said."""
    set_off: bool = False
    """Written in capitals, or with a rule or a coloured bar across the page."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def lines(self) -> list[list[Run]]:
        found: list[list[Run]] = [[]]
        for run in self.runs:
            first, *others = run.text.split("\n")
            found[-1].append(Run(first, run.style))
            found.extend([Run(other, run.style)] for other in others)
        return [line for line in found if _shows(line)]


@dataclass(slots=True)
class Table:
    rows: "list[list[Cell]]" = field(default_factory=list)
    headed: bool = False
    """Its first row names the columns."""
    ruled: bool = False
    """Lines are drawn between its cells."""


@dataclass(slots=True)
class Box:
    """A text box, which stands beside the text that follows its anchor."""

    blocks: "Cell" = field(default_factory=list)


Block = Paragraph | Table | Box
Cell = list[Block]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SIGN = re.compile(
    r"\A\s{0,9}(?:[•·▪◦‣●○■□➢➤✓❖⁃∙♦▸▹◆◇]\s{0,9}|[-–—*+o]\s{1,9}(?=\S)|(?:\d{1,3}[.)]|\(\d{1,3}\)|\[\d{1,3}\])\s{1,9})"
)
_COLUMNS = re.compile(r" *\t[ \t]*| {3,}|\u3000{2,}")
_SHORT = 3
"""Lines of a cell that stands beside the lines of another, as dates and places do."""
_LABEL = 50
_NEARLY = 0.8
_CLEARLY = 1.4
_LIFTED = 3.0
"""How much larger, in points, a heading's letters and the white space above a paragraph are than usual."""


def write(blocks: Sequence[Block], composer: Composer) -> None:
    """The blocks as lines. Where no style says what a heading is, size, capitals, rules and bars do.

    Raises Unreadable where the document is longer than a CV can be.
    """
    if sum(len(run.text) for one in _paragraphs(blocks) for run in one.runs) > LONGEST:
        raise Unreadable(too_long())
    last = next((at for at in reversed(range(len(blocks))) if _showing(blocks[at])), -1)
    blocks = blocks[: last + 1]
    whole = [one for one in _paragraphs(blocks) if _shows(one.runs)]
    if not any(one.kind == "heading" for one in whole):
        _mark_headings(whole)
    for before, one in pairwise(whole):
        one.above = max(one.above, before.below)
    _Writer(composer, _usual(round(one.above) for one in whole)).write(_settled(blocks))


def _showing(block: Block) -> bool:
    return any(_shows(one.runs) for one in _paragraphs([block]))


def _settled(blocks: Iterable[Block]) -> Iterator[Block]:
    """A text box waits until the text beside it ends, at the next heading; at the top, it comes first."""
    waiting: list[Block] = []
    begun = False
    for block in blocks:
        if isinstance(block, Box) and begun:
            waiting.append(block)
            continue
        if isinstance(block, Paragraph) and block.kind == "heading":
            yield from waiting
            waiting = []
        begun = begun or _showing(block)
        yield block
    yield from waiting


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Box):
            yield from _paragraphs(block.blocks)
        else:
            for row in block.rows:
                for cell in row:
                    yield from _paragraphs(cell)


def _mark_headings(paragraphs: list[Paragraph]) -> None:
    body = _usual(one.size for one in paragraphs for _ in range(1 + len(one.text) // 20))
    found = [one for one in paragraphs if _names_something(one) and (one.set_off or one.size > body + _CLEARLY)]
    ranks = sorted({(one.size, one.set_off) for one in found}, reverse=True)
    for one in found:
        one.kind, one.level = "heading", min(ranks.index((one.size, one.set_off)) + 1, 6)


def _names_something(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return (
        paragraph.kind == "text"
        and 2 < len(text) <= _LABEL
        and not re.search(r"[\d@\t\n|]| {3}|[.,;:]$|https?:", text)
        and not _SIGN.match(text)
    )


def _usual(values: Iterable[float]) -> float:
    counted = Counter(values)
    return max(counted, key=lambda value: (counted[value], -value)) if counted else 0.0


class _Writer:
    def __init__(self, composer: Composer, above: float) -> None:
        self.composer, self.above = composer, above

    def write(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
                continue
            self.composer.gap()
            if isinstance(block, Box):
                self.write(block.blocks)
            else:
                self._table(block)
            self.composer.gap()

    def _paragraph(self, paragraph: Paragraph) -> None:
        lines = paragraph.lines()
        if not lines or paragraph.above >= self.above + _LIFTED or paragraph.kind == "heading":
            self.composer.gap()
        self._lines(paragraph, lines)

    def _lines(self, paragraph: Paragraph, lines: list[list[Run]]) -> None:
        kind, depth = paragraph.kind, paragraph.depth
        for index, runs in enumerate(lines):
            sign = _SIGN.match("".join(run.text for run in runs)) if kind in {"text", "bullet"} else None
            last = index == len(lines) - 1
            if sign:
                runs, kind = _from(runs, sign.end()), "bullet"  # noqa: PLW2901 -- the line without its sign
            self.composer.line(_tidy(runs), kind=kind, level=paragraph.level, depth=depth, broken=last)
            if kind == "bullet":
                kind, depth = "text", depth + 1

    def _table(self, table: Table) -> None:
        if _is_data(table):
            for index, row in enumerate(table.rows):
                self.composer.row([_tidy(_in_one(cell)) for cell in row], header=table.headed and index == 0)
            return
        for row in table.rows:
            cells = [cell for cell in row if any(_shows(one.runs) for one in _paragraphs(cell))]
            if len(cells) > 1 and _side_by_side(cells):
                self._beside(cells)
                continue
            for number, cell in enumerate(cells):
                if number:
                    self.composer.gap()
                self.write(cell)

    def _beside(self, cells: list[Cell]) -> None:
        """The first lines of the cells on one line, tabs between, then the second ones."""
        columns = [[(one, line) for one in _paragraphs(cell) for line in one.lines()] for cell in cells]
        if max(len(column) for column in columns) > 1:
            self.composer.gap()
        for row in zip_longest(*columns):
            present = [one for one in row if one is not None]
            if len(present) == 1:
                self._lines(present[0][0], [present[0][1]])
            else:
                runs = [
                    run for number, (_, line) in enumerate(present) for run in [Run("\t" * bool(number)), *_tidy(line)]
                ]
                self.composer.line(runs, broken=True)


def _side_by_side(cells: list[Cell]) -> bool:
    """Cells of one line each; or a few lines with a date beside what they belong to."""
    if any(not isinstance(block, Paragraph) or block.kind == "heading" for cell in cells for block in cell):
        return False
    counts = [sum(len(one.lines()) for one in _paragraphs(cell)) for cell in cells]
    if max(counts) == 1:
        return True
    shortest = cells[counts.index(min(counts))]
    dated = any(_YEAR.search(one.text) for one in _paragraphs(shortest))
    return len(cells) == 2 and min(counts) <= _SHORT and (dated or (min(counts) == 1 and _is_label(shortest)))


def _is_label(cell: Cell) -> bool:
    return all(len(one.text) <= _LABEL // 2 and one.kind == "text" for one in _paragraphs(cell))


def _is_data(table: Table) -> bool:
    """Rows that each say the same kind of thing: under column names, in a drawn grid, or each with a date in its place."""
    cells = [cell for row in table.rows for cell in row]
    if any(not isinstance(block, Paragraph) or block.kind != "text" for cell in cells for block in cell):
        return False
    rows = [row for row in table.rows if any(_showing(block) for cell in row for block in cell)]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    most = max(sum(len(one.lines()) for one in _paragraphs(cell)) for cell in cells)
    if table.headed:
        return most <= _SHORT
    return most == 1 and (table.ruled or any(_dated_column(rows, place) for place in (0, -1)))


def _dated_column(rows: list[list[Cell]], place: int) -> bool:
    dated = sum(bool(_YEAR.search("".join(one.text for one in _paragraphs(row[place])))) for row in rows)
    return dated >= max(2, _NEARLY * len(rows))


def _in_one(cell: Cell) -> list[Run]:
    lines = [line for one in _paragraphs(cell) for line in one.lines()]
    return [run for number, line in enumerate(lines) for run in [Run(" " * bool(number)), *line]]


def _shows(runs: Iterable[Run]) -> bool:
    return any(run.text.strip() and run.style != ASIDE for run in runs)


def _from(runs: Iterable[Run], start: int) -> list[Run]:
    found = []
    for run in runs:
        found.append(Run(run.text[start:], run.style))
        start = max(0, start - len(run.text))
    return found


def _tidy(runs: list[Run]) -> list[Run]:
    """Columns apart by one tab, however many tabs or blanks set them."""
    found: list[Run] = []
    for run in runs:
        text = _COLUMNS.sub("\t", run.text)
        if text.startswith("\t") and found:
            found[-1] = Run(found[-1].text.rstrip(" "), found[-1].style)
        if found and found[-1].text.endswith("\t") and not text.strip(" \t"):
            continue
        if found and found[-1].text.endswith("\t"):
            text = text.lstrip(" \t")
        found.append(Run(text, run.style))
    return found
