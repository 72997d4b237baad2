"""The styles that a format's own marks give to stretches of its lines."""

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import islice

from bot.cv.passage import Line

Styled = tuple[int, int, str]
"""Start and end in the source, and the style: b(old) or i(talic)."""


def styled(line: Line, styles: list[Styled]) -> Line:
    """The line in the styles, which are in order, that fall on it."""
    passage = line.passage
    marks = list(passage.styles)
    first = max(0, bisect_right(styles, (line.begin,)) - 1)
    for start, end, style in islice(styles, first, bisect_left(styles, (line.finish,))):
        for at in passage.between(start, end):
            marks[at] = style
    return replace(line, passage=passage.restyled("".join(marks)))
