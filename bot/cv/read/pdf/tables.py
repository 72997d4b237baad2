"""Tables with ruled cells: the lines drawn between them tell rows and columns better than any gap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.cv.read.pdf.columns import rows_of
from bot.cv.read.pdf.segments import Segment
from bot.cv.read.pdf.shapes import Box

_TOUCH = 3.0
"""Points within which lines meet, and lines that are drawn in pieces go on."""
_SHORTEST = 6.0
_MOST_LINES = 2_000
_MOST_ROWS_IN_A_CELL = 8
"""A cell with more is a column of a page laid out by a table."""


@dataclass(eq=False)
class Table:
    box: Box
    rows: list[list[list[Segment]]]
    """Cells from left to right; in each its segments from top to bottom."""


def tables_of(lines: Sequence[Box], segments: Sequence[Segment]) -> list[Table]:
    """The tables of a page from the top down; none that has text beside it."""
    if len(lines) > _MOST_LINES:
        return []
    found = list[Table]()
    for upright, level in _grids(lines):
        table = _table(upright, level, segments)
        if table is not None and not any(table.box.holds(other.box) for other in found):
            found.append(table)
    return sorted(found, key=lambda table: -table.box.y1)


def _grids(lines: Sequence[Box]) -> Iterator[tuple[list[Box], list[Box]]]:
    """Upright and level lines that touch each other."""
    upright = _whole([line for line in lines if line.y1 - line.y0 > max(_SHORTEST, line.x1 - line.x0)], 0)
    level = _whole([line for line in lines if line.x1 - line.x0 > max(_SHORTEST, line.y1 - line.y0)], 1)
    left = [*upright, *level]
    while left:
        grid, waiting = list[Box](), [left.pop()]
        while waiting:
            line = waiting.pop()
            grid.append(line)
            near = [other for other in left if _touch(line, other)]
            waiting += near
            left = [other for other in left if other not in near]
        yield [line for line in upright if line in grid], [line for line in level if line in grid]


def _whole(lines: list[Box], axis: int) -> list[Box]:
    """Lines drawn in pieces, or twice, put together; ``axis`` is the one on which they lie."""
    along = 1 - axis
    whole: list[Box] = []
    for line in sorted(lines, key=lambda line: (round(line[axis] / _TOUCH), line[along], line[axis])):
        last = whole[-1] if whole else None
        if last and abs(last[axis] - line[axis]) < _TOUCH and line[along] <= last[along + 2] + _TOUCH:
            whole[-1] = Box(*map(min, last[:2], line[:2]), *map(max, last[2:], line[2:]))
        else:
            whole.append(line)
    return whole


def _touch(one: Box, other: Box) -> bool:
    return (
        one.x0 - _TOUCH <= other.x1
        and other.x0 - _TOUCH <= one.x1
        and one.y0 - _TOUCH <= other.y1
        and other.y0 - _TOUCH <= one.y1
    )


def _table(upright: Sequence[Box], level: Sequence[Box], segments: Sequence[Segment]) -> Table | None:
    xs, ys = _places([line.x0 for line in upright]), _places([line.y0 for line in level])
    if len(xs) < 3 or len(ys) < 3:
        return None
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    inside = [one for one in segments if box.y0 < one.y + 0.3 * one.size < box.y1]
    if not inside or any(one.x0 < box.x0 - _TOUCH or one.x1 > box.x1 + _TOUCH for one in inside):
        return None
    rows = [
        [
            [one for one in inside if x0 <= (one.x0 + one.x1) / 2 < x1 and y0 <= one.y + 0.3 * one.size < y1]
            for x0, x1 in pairwise(xs)
        ]
        for y0, y1 in reversed(list(pairwise(ys)))
    ]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2 or any(len(rows_of(cell)) > _MOST_ROWS_IN_A_CELL for row in rows for cell in row):
        return None
    return Table(box, rows)


def _places(values: Sequence[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _TOUCH:
            places.append(value)
    return places
