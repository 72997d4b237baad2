"""Tables in aligned columns, and charts as bars."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from rich.text import Text as Words

from adapters.terminal.lines import with_base, wrap
from adapters.terminal.words import DIM, one_line, words
from bot.chat.messages import Chart, Table

LONGEST_BAR = 24
NARROWEST_COLUMN = 10
GAP = 2


def table(block: Table, width: int, *, zone: tzinfo | None = None) -> list[Words]:
    rows = [[words(cell, zone=zone) for cell in row] for row in block.rows]
    header = [Words(one_line(one), style="bold") for one in block.header]
    natural = [max(map(_widest, column)) for column in zip(header, *rows, strict=True)]
    widths = _fitted(natural, width - GAP * (len(header) - 1))
    if widths is None:
        return _stacked(header, rows, width)
    return [line for row in (header, *rows) for line in _row(row, widths)]


def _row(cells: Sequence[Words], widths: Sequence[int]) -> Iterator[Words]:
    columns = [wrap(cell, width) if width else [] for cell, width in zip(cells, widths, strict=True)]
    for index in range(max(map(len, columns), default=0)):
        line = Words()
        for column, width in zip(columns, widths, strict=True):
            cell = column[index] if index < len(column) else Words()
            line.append_text(cell).append(" " * (width - cell.cell_len + GAP))
        line.rstrip()
        yield line


def _stacked(header: Sequence[Words], rows: Sequence[Sequence[Words]], width: int) -> list[Words]:
    """A table too wide for columns: one line per cell, each with its column's name."""
    lines = [line for one in header if not rows for line in wrap(one, width)]
    for index, row in enumerate(rows):
        lines += [Words()] if index else []
        for label, cell in zip(header, row, strict=True):
            opening = with_base(label).append("  " if label.plain else "")
            lines += wrap(opening.append_text(with_base(cell)), width)
    return lines


def _fitted(natural: Sequence[int], room: int) -> list[int] | None:
    """Widths of columns that fill no more than the room: the widest give way first; None where they get too narrow."""
    ceiling = max(natural, default=0)
    while sum(min(width, ceiling) for width in natural) > room:
        ceiling = min(ceiling - 1, room)
        if ceiling < NARROWEST_COLUMN:
            return None
    return [min(width, ceiling) for width in natural]


def _widest(cell: Words) -> int:
    return max((line.cell_len for line in cell.split("\n")), default=0)


def chart(block: Chart, width: int) -> list[Words]:
    """A bar, its number, and the words that may wrap after them."""
    longest = max((max(bar.value, bar.before or 0) for bar in block.bars), default=0) or 1
    digits = max((len(f"{bar.value:,}") for bar in block.bars), default=0)
    drawn = ["█" * round(LONGEST_BAR * bar.value / longest) for bar in block.bars]
    column = max(map(len, drawn), default=0)
    lines: list[Words] = []
    for bar, blocks in zip(block.bars, drawn, strict=True):
        first = Words(f"{blocks:<{column}} ").append(f"{bar.value:>{digits},}", "bold").append("  ")
        before = f" ({bar.before:,} before)" if bar.before is not None else ""
        label = Words(one_line(bar.label)).append(before, DIM)
        lines += wrap(label, width, first=first, indent=" " * first.cell_len)
    return lines
