"""People side by side as reply blocks: a table, and the CV line behind each of its cells."""

from collections.abc import Sequence

from bot.cards.evidence import MARKS
from bot.cards.person import first_name, shown_name
from bot.cards.quotes import Quotes
from bot.cards.wording import listed, people, stage
from bot.chat.messages import (
    Actions,
    Block,
    Bold,
    Button,
    Field,
    Quote,
    Reply,
    SmallPrint,
    Span,
    Spans,
    Table,
    Text,
    Title,
)
from bot.judging.sidebyside import Cell, Property
from bot.records import Candidate, Dossier

LEGEND: tuple[Spans, ...] = (
    ("● used at work",),
    ("◐ paper, project or course",),
    ("○ listed only",),
    ("– not stated",),
)
_LONGEST = 160
"""Characters of a cell; the whole stands in the proof."""


def compared(dossiers: Sequence[Dossier], found: Sequence[Property]) -> Reply:
    """A column a person, a row a property."""
    rows = [one.candidate for one in dossiers]
    names = tuple(map(shown_name, rows))
    table = Table(
        ("", *names),
        (
            ((Bold("Stage"),), *(_stage(row) for row in rows)),
            *(((Bold(one.label),), *_cells(one)) for one in found),
        ),
    )
    line = _line(rows)
    buttons = (
        *(Button(f"Open {short}", f"show #{row.number}", spoken=f"Open {name}") for row, name, short in _short(rows)),
        Button("Show proof", f"{line} evidence", spoken="Show the CV line behind every value"),
    )
    stages = (f"{name} ({stage(row.stage).label})" for row, name in zip(rows, names, strict=True))
    return Reply(
        (Title(f"{people(len(rows))} side by side"), table, SmallPrint(LEGEND), Actions(buttons)),
        text=f"Compared: {', '.join(stages)}.",
    )


def proven(dossiers: Sequence[Dossier], found: Sequence[Property], *, contacts: bool) -> Reply:
    """Every value with the line it stands in; what only the team says has none."""
    quotes = [Quotes(one.texts, contacts=contacts) for one in dossiers]
    names = [shown_name(one.candidate) for one in dossiers]
    blocks: list[Block] = [
        Title(f"{listed(names)} side by side"),
        SmallPrint((("The CV line behind every value",), ("– is not stated, which is not no",))),
    ]
    for one in found:
        content: list[Text | Quote] = []
        for name, cell, shown, of in zip(names, one.cells, _cells(one), quotes, strict=True):
            content += [Text((f"{name}: ", *shown)), *_lines(cell, of)]
        blocks.append(Field(one.label, tuple(content)))
    line = _line([one.candidate for one in dossiers])
    blocks.append(Actions((Button("Back to the table", line),)))
    return Reply(tuple(blocks), text=f"The CV lines behind {listed(names)}.")


def _lines(cell: Cell, quotes: Quotes) -> tuple[Quote, ...]:
    if cell.reason:
        return (quotes.of(cell.reason.document, cell.reason.start, cell.reason.end, cell.reason.bold),)
    return quotes.lines(cell.evidence)


def _cells(one: Property) -> list[Spans]:
    return [(_words(cell) or ("– not stated" if one.marked else "–"),) for cell in one.cells]


def _words(cell: Cell) -> str:
    words = cell.words if len(cell.words) <= _LONGEST else f"{cell.words[:_LONGEST].rstrip()} …"
    return words if cell.grade is None else f"{MARKS[cell.grade]} {words}"


def _stage(row: Candidate) -> Spans:
    spans: list[Span] = [stage(row.stage)]
    return (*spans, f", {row.owner}") if row.owner else tuple(spans)


def _line(rows: Sequence[Candidate]) -> str:
    return "compare " + ", ".join(f"#{row.number}" for row in rows)


def _short(rows: Sequence[Candidate]) -> list[tuple[Candidate, str, str]]:
    """Everybody with the whole name and the first word of it, where that tells them apart."""
    firsts = [first_name(row) for row in rows]
    return [
        (row, shown_name(row), first if first and firsts.count(first) == 1 else f"#{row.number}")
        for row, first in zip(rows, firsts, strict=True)
    ]
