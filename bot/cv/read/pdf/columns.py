"""Reading order: where a page has columns, and where what stands side by side is one line.

A gutter is a strip that no line crosses over a stretch of the page. Its two sides are columns where they go on independently
of each other; they are one where one side only remarks on the other's lines: dates at the right, labels at the left.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TypeVar

from bot.cv.read.pdf.looks import Looks
from bot.cv.read.pdf.segments import Segment

_GUTTER = 6.0
"""Points."""
_POKE = 50.0
"""Points that a long word, as an address, may stick out of its column."""
_RARE = 12
"""One line of so many sticks out, no more."""
_EDGE = 4.0
"""Points within which left edges are the same."""
_LEAST_LINES = 2
_LEVEL = 0.13
"""Font sizes within which two baselines are the same."""
_LONG_COLUMN = 6
"""Lines from which on a side without headings is a column beside one with headings, and not a block at its top."""
_MATCHED = 0.7
_DENSE = 0.6
_REMARK = 30
"""Characters: a date and a place, a label."""
_DATE = re.compile(r"(?:19|20)\d\d|\b\d{1,2}/\d{2,4}\b|\bpresent\b|\bcurrent\b", re.IGNORECASE)
_NARROW = 0.8
_TALL = 1.6
"""Text so many times as large as other text is on no line with it."""
_DEEPEST = 8


T = TypeVar("T")


@dataclass(eq=False)
class Flow:
    """Lines in reading order, each with what stands on it from left to right."""

    rows: list[list[Segment]]
    edge: float
    """How far to the right its lines may go."""
    aside: bool = False
    """It stands beside the main column, which may go on with the next page."""


def flows(segments: Sequence[Segment], looks: Looks, edge: float, *, opens: bool, depth: int = 0) -> list[Flow]:
    """A page's flows in reading order; ``edge`` is where its right margin begins, ``opens`` says that it is the first."""
    found = _split(segments, looks) if depth < _DEEPEST and len(segments) > 2 * _LEAST_LINES else None
    if found is None:
        return [Flow(rows_of(segments), edge)] if segments else []
    above, left, right, below = found
    gutter = min(one.x0 for one in right) - _GUTTER
    head, one, other, tail = (
        flows(part, looks, limit, opens=opens, depth=depth + 1)
        for part, limit in ((above, edge), (left, gutter), (right, edge), (below, edge))
    )
    return [*head, *_in_order(one, other, looks, opens=opens), *tail]


def _in_order(left: list[Flow], right: list[Flow], looks: Looks, *, opens: bool) -> list[Flow]:
    """The column with the name first. Beside a wide column, a narrow one has a story of its own:

    what stands in it before its first heading goes with the name, and the wide one's rest from the page before goes first.
    """
    first, second = (right, left) if _largest(right) > max(_largest(left), looks.body * 1.3) else (left, right)
    if min(_width(first), _width(second)) > _NARROW * max(_width(first), _width(second)):
        return first + second
    lead, rest = lead_of(second, looks)
    if not opens and _width(second) > _width(first):
        return lead + first + rest
    if _width(second) < _width(first):
        rest = [replace(flow, aside=True) for flow in rest]
    own, sections = lead_of(first, looks)
    return own + lead + sections + rest if opens and sections else first + lead + rest


def _width(column: Sequence[Flow]) -> float:
    every = [one for flow in column for row in flow.rows for one in row]
    return max(one.x1 for one in every) - min(one.x0 for one in every)


def _largest(column: Sequence[Flow]) -> float:
    return max((segment.size for flow in column for row in flow.rows for segment in row), default=0.0)


def lead_of(parts: Sequence[T], looks: Looks) -> tuple[list[T], list[T]]:
    """What stands before the first heading of a section, and the rest; whatever is no flow has no headings."""
    for index, part in enumerate(parts):
        rows = part.rows if isinstance(part, Flow) else []
        for place, row in enumerate(rows):
            if isinstance(part, Flow) and looks.heads_section(row[0]):
                before, after = replace(part, rows=rows[:place]), replace(part, rows=rows[place:])
                return [*parts[:index], *([before] if place else [])], [after, *parts[index + 1 :]]
    return list(parts), []


def rows_of(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Lines from top to bottom; segments of one baseline and like size are one."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda one: (-one.y, one.x0)):
        row = rows[-1] if rows else []
        if row and abs(row[0].y - segment.y) <= 0.3 * min(row[0].size, segment.size) and _alike(row[0], segment):
            row.append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda one: one.x0)
    smallest = min((row[0].size for row in rows), default=0.0)
    tall = [row[0] for row in rows if row[0].size > _TALL * smallest]
    return sorted(rows, key=lambda row: _height(row, tall), reverse=True)


def _height(row: list[Segment], tall: Sequence[Segment]) -> float:
    """Where its letters end above; small text at the side of large text comes after it."""
    own = max(one.y + 0.75 * one.size for one in row)
    beside = (one for one in tall if one.size > _TALL * row[0].size and one.y < row[0].y < one.y + one.size)
    return min([own, *(one.y + 0.75 * one.size - 0.01 for one in beside)])


def _alike(one: Segment, other: Segment) -> bool:
    return max(one.size, other.size) <= _TALL * min(one.size, other.size)


_Split = tuple[list[Segment], list[Segment], list[Segment], list[Segment]]


def _split(segments: Sequence[Segment], looks: Looks) -> _Split | None:
    """What stands above the best pair of columns, the two, and what stands below."""
    ordered = sorted(segments, key=lambda one: (-one.y, one.x0))
    best: tuple[int, _Split] | None = None
    for x in _edges(ordered):
        for start, end in _bands(ordered, x, looks):
            left = [one for one in ordered[start:end] if one.x0 < x - 1]
            right = [one for one in ordered[start:end] if one.x0 >= x - 1]
            score = 4 * min(_lines(left), _lines(right)) + len(left) + len(right)
            if (best is None or score > best[0]) and _are_columns(left, right, looks):
                best = score, (ordered[:start], left, right, ordered[end:])
    return best[1] if best else None


def _edges(segments: Sequence[Segment]) -> list[float]:
    """Where several lines begin, other than at the very left."""
    starts = sorted(one.x0 for one in segments)
    edges, at = [], 0
    while at < len(starts):
        stop = bisect_left(starts, starts[at] + _EDGE)
        if stop - at >= _LEAST_LINES and starts[at] > starts[0] + 4 * _GUTTER:
            edges.append(starts[at])
        at = stop
    return edges


def _bands(ordered: Sequence[Segment], x: float, looks: Looks) -> Iterator[tuple[int, int]]:
    """The stretches of lines in which none crosses the strip at the left of ``x``."""
    across = [index for index, one in enumerate(ordered) if one.x0 < x - 1 and one.x1 > x - _GUTTER]
    poking = [index for index in across if ordered[index].x1 < x + _POKE and not _meets(ordered, index, x)]
    crossing = across if _RARE * len(poking) > len(ordered) else [index for index in across if index not in poking]
    for start, end in _between(crossing, 0, len(ordered)):
        heads = [index for index in range(start, end) if looks.heads_section(ordered[index])]
        sides = {ordered[index].x0 < x - 1 for index in heads}
        if len(sides) == 1 and _fewer(ordered[start:end], x) < _LONG_COLUMN:
            yield from _between(heads, start, end)
        else:
            yield start, end


def _fewer(ordered: Sequence[Segment], x: float) -> int:
    """The lines on the side that has fewer."""
    return min(_lines(one for one in ordered if (one.x0 < x - 1) is side) for side in (True, False))


def _meets(ordered: Sequence[Segment], index: int, x: float) -> bool:
    """Whether something else stands on its line at the right of ``x``."""
    one = ordered[index]
    near = ordered[max(0, index - 3) : index + 4]
    return any(other.x0 >= x - 1 and abs(other.y - one.y) < 0.3 * one.size for other in near)


def _between(cuts: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    edges = [start - 1, *cuts, end]
    for before, after in pairwise(edges):
        if after - before > 2 * _LEAST_LINES:
            yield before + 1, after


def _lines(segments: Iterable[Segment]) -> int:
    """On how many lines they stand; they come from the top down."""
    count, last = 0, 0.0
    for one in segments:
        if not count or last - one.y > 0.3 * one.size:
            count, last = count + 1, one.y
    return count


def _are_columns(left: list[Segment], right: list[Segment], looks: Looks) -> bool:
    fewer, more = sorted((_lines(left), _lines(right)))
    if fewer < _LEAST_LINES:
        return False
    heads, other_heads = ([one for one in side if looks.heads_section(one)] for side in (left, right))
    if heads and other_heads:
        return True
    if _beside(right, left) and (_remarks(right) or _flush_right(right)):
        return False
    if _matched(left, right) < _MATCHED:
        return fewer > _LEAST_LINES or bool(heads or other_heads)
    if _remarks(right) or _remarks(left) or len(heads) > 1 or len(other_heads) > 1:
        return False
    return fewer >= max(_DENSE * more, 4) and _is_text(left) and _is_text(right)


def _matched(left: list[Segment], right: list[Segment]) -> float:
    """The share of the sparser side's lines that stand level with one of the other's, or all the same bit off."""
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    heights = sorted(one.y for one in many)
    offsets = []
    for one in few:
        at = bisect_left(heights, one.y)
        near = min(heights[max(0, at - 1) : at + 1], key=lambda height: abs(height - one.y))
        offsets.append((near - one.y) / one.size)
    middle = median(offsets)
    middle = middle if abs(middle) < 0.5 else 0.0
    return max(sum(abs(offset - shift) <= _LEVEL for offset in offsets) for shift in (0.0, middle)) / len(few)


def _beside(side: list[Segment], other: list[Segment]) -> bool:
    """Whether every line has one of the other side at about its height."""
    return all(any(abs(one.y - near.y) < 0.6 * one.size for near in other) for one in side)


def _flush_right(side: list[Segment]) -> bool:
    """Lines that begin anywhere and end at one edge."""
    edge = max(one.x1 for one in side)
    starts = [one.x0 for one in side]
    return sum(one.x1 > edge - 2 for one in side) > 0.8 * len(side) and max(starts) - min(starts) > 2


def _remarks(side: list[Segment]) -> bool:
    """Dates, places, labels: short, and most of them dates; or all of them short."""
    dated = sum(bool(_DATE.search(one.text)) for one in side)
    return dated >= 0.5 * len(side) and median(len(one.text) for one in side) <= 1.5 * _REMARK


def _is_text(side: list[Segment]) -> bool:
    return median(len(one.text) for one in side) > _REMARK / 2 and any(len(one.text) > _REMARK for one in side)
