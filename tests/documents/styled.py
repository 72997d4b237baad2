"""A CV as the paragraphs and tables that DOCX, ODT and RTF are made from in tests."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

_INLINE = re.compile(
    r"\*\*\*(?P<both>[^*]+)\*\*\*|\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*]+)\*|\[(?P<label>[^][]+)\]\((?P<to>[^()\s]+)\)"
)
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_BULLET = re.compile(r"([ \t]*)(?:[-+*•]|\d{1,2}\.)[ \t]+(.*)")


class Span(NamedTuple):
    """Words of one style ("", "b", "i", "bi"), with the address they link to."""

    text: str
    style: str = ""
    address: str = ""


@dataclass(frozen=True)
class Paragraph:
    """``text`` may hold ``**bold**``, ``*italic*``, ``***both***``, ``[label](address)``, tabs and line breaks.

    A tab goes to a stop at the right margin. ``heading`` is a level from 1, ``bullet`` the nesting from 1; 0 for neither.
    """

    text: str = ""
    heading: int = 0
    bullet: int = 0
    look: Literal["", "vanish", "white", "tiny"] = ""

    def spans(self) -> Iterator[Span]:
        at = 0
        for match in _INLINE.finditer(self.text):
            if match.start() > at:
                yield Span(self.text[at : match.start()])
            yield Span(
                match["both"] or match["bold"] or match["italic"] or match["label"],
                "bi" if match["both"] else "b" if match["bold"] else "i" if match["italic"] else "",
                match["to"] or "",
            )
            at = match.end()
        if at < len(self.text):
            yield Span(self.text[at:])


@dataclass(frozen=True)
class Table:
    """Rows of cells; a cell is a text, or paragraphs and tables."""

    rows: "Sequence[Sequence[str | Sequence[Paragraph | Table]]]"
    header: bool = False
    """The first row names the columns."""

    def cells(self) -> "Iterator[list[list[Paragraph | Table]]]":
        for row in self.rows:
            yield [[Paragraph(cell)] if isinstance(cell, str) else list(cell) for cell in row]


@dataclass(frozen=True)
class Box:
    """A text box, anchored where it stands among the paragraphs."""

    blocks: "Sequence[Paragraph | Table]"


Block = Paragraph | Table | Box


def from_markdown(text: str) -> list[Block]:
    """The paragraphs of a plain Markdown CV: headings, nested bullets, tables; blank lines are not kept."""
    blocks: list[Block] = []
    table: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.strip().startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                table.append(cells)
            continue
        if table:
            blocks.append(Table(table, header=True))
            table = []
        if heading := _HEADING.fullmatch(line):
            blocks.append(Paragraph(heading[2].strip(), heading=len(heading[1])))
        elif bullet := _BULLET.fullmatch(line):
            blocks.append(Paragraph(bullet[2].strip(), bullet=1 + len(bullet[1].expandtabs(4)) // 2))
        elif line.strip():
            blocks.append(Paragraph(line.strip()))
    return blocks
