"""Lines that a writer's editor or a PDF broke for width, put together again."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.cv.facts.dates import is_only_dates
from bot.cv.passage import LONGEST_LINE, Line, joined

_SHORT = 30
_LONG = 60
_RAGGED = 14
"""How far the ends of wrapped lines lie apart."""
_LEAST_WRAPPED = 3
_GOES_ON = re.compile(r"(?:,|\band|&|\bof|\bin|\bwith|\bfor|\bto|\bthe|\bund)$")
_LABEL = re.compile(r"[A-Z][\w /&-]{1,30}:")
_STOPS = (".", ":", "!", "?", "。", "：")


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines with the wrapped ones joined to what they go on with."""
    edge = _right_edge(lines)
    whole: list[Line] = []
    width = 0
    for line in lines:
        if whole and _continues(whole[-1], line, width, edge) and _has_room(whole[-1], line):
            passage = joined([whole[-1].passage, line.passage])
            whole[-1] = replace(whole[-1], passage=passage, finish=line.finish, broken=line.broken)
        else:
            whole.append(line)
        width = line.finish - line.begin
    return whole


def _has_room(before: Line, line: Line) -> bool:
    return len(before.text) + len(line.text) < LONGEST_LINE


def _right_edge(lines: Sequence[Line]) -> int:
    """The width that several lines come near to; 0 where the text was not broken for width."""
    widths = sorted(
        line.finish - line.begin for line in lines if line.kind in {"text", "bullet"} and not _has_columns(line)
    )
    if len(widths) < _LEAST_WRAPPED or widths[-_LEAST_WRAPPED] < widths[-1] - _RAGGED:
        return 0
    return widths[-1]


def _has_columns(line: Line) -> bool:
    return "\t" in line.text.strip() or "  " in line.text.strip()


def _continues(before: Line, line: Line, width: int, edge: int) -> bool:
    if line.gap or line.kind != "text" or before.broken or before.kind in {"row", "heading"} or _stands_alone(line):
        return False
    text = before.text.rstrip()
    if (line.text.split(" ", 1)[0].islower() and width >= _SHORT) or (_GOES_ON.search(text) and width >= _LONG):
        return True
    full = bool(edge) and width + 1 + len(line.text.split(" ", 1)[0]) > edge - 2 and width >= _LONG
    if before.kind == "bullet":
        deeper = line.indent > before.indent and width >= _SHORT
        return (deeper and not text.endswith(".")) or full
    return full and not text.endswith(_STOPS)


def _stands_alone(line: Line) -> bool:
    """Columns, dates, labels, bold text and addresses begin something of their own."""
    own = _LABEL.match(line.text) or line.passage.styles[0] == "b" or "@" in line.text
    return bool(own) or _has_columns(line) or is_only_dates(line.passage)
