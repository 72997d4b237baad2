"""Styled text as lines of a given width: wrapped, quoted, edge to edge, side by side."""

from collections.abc import Sequence
from datetime import tzinfo

from rich.console import Console
from rich.text import Text as Words

from adapters.terminal.words import DIM, words
from bot.chat.messages import Spans

MEASURE = 66
"""Quotes are set no wider: longer lines read badly."""
_RULER = Console(width=80)


def wrap(text: Words, width: int, *, first: Words | str = "", indent: Words | str = "") -> list[Words]:
    """The text in lines of the width; ``first`` opens the first one (``indent`` where empty), ``indent`` the others."""
    following = Words(indent) if isinstance(indent, str) else indent
    opening = following if not first else Words(first) if isinstance(first, str) else first
    room = max(width - max(opening.cell_len, following.cell_len), 4)
    lines = text.wrap(_RULER, room, tab_size=1)
    if not lines:
        return [opening.copy()] if opening.plain.strip() else []
    made: list[Words] = []
    for line in lines:
        line.rstrip()
        made.append(with_base(following if made else opening).append_text(with_base(line)))
    return made


def quote(spans: Spans, width: int, *, indent: str = "", zone: tzinfo | None = None) -> list[Words]:
    """The CV's own words, each line behind the bar."""
    text = words(spans, zone=zone)
    bar = Words(indent).append("│ ", DIM)
    return wrap(text, min(width, bar.cell_len + MEASURE), first=bar, indent=bar) if text.plain.strip() else []


def edge_to_edge(left: Words, right: Words, edge: int, *, width: int, indent: str) -> list[Words]:
    """Left and right on one line where they fit; else one under the other."""
    gap = edge - left.cell_len - right.cell_len
    if not right.plain:
        return wrap(left, width)
    if gap < 2:
        return wrap(left, width) + wrap(right, width, indent=indent)
    return [with_base(left).append(" " * gap).append_text(with_base(right))]


def side_by_side(items: Sequence[Words], between: str, width: int, *, opening: str = "") -> list[Words]:
    """As many items in a line as fit; none is cut in two where it can stand on a line of its own."""
    lines: list[Words] = []
    for item in items:
        if lines and lines[-1].cell_len + len(between) + item.cell_len <= width:
            lines[-1].append(between, DIM).append_text(item)
        else:
            first = Words(opening, style=DIM) if opening and not lines else ""
            lines += wrap(item, width, first=first, indent=" " * len(opening))
    return lines


def with_base(text: Words) -> Words:
    """The text with its base style laid on its characters, so that it can be joined to others."""
    made = Words(text.plain, spans=list(text.spans))
    if text.style:
        made.stylize_before(text.style)
    return made
