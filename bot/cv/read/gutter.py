"""Two columns side by side in plain text, as ``pdftotext -layout`` prints them: a gutter of blanks between them."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from bot.cv.finder import Finder
from bot.cv.sections import names_section

_SEGMENT = Finder(r"(?<=\S)\s{3,200}(?=\S)|\A\s{20,200}(?=\S)", r"\s\s\s")
_SAYS_MORE = re.compile(r"[,，:：;；]\s{0,9}\S")
_DATED = re.compile(r"[^\n]{0,12}(?:19|20)\d\d[^\n]{0,20}")
_GUTTER = 3
"""Blanks that part the columns."""
_LEAST = 5
"""Lines that begin where the right column begins."""


class Raw(NamedTuple):
    """A physical line that shows something, without its newline."""

    start: int
    end: int
    text: str
    gap: bool

    @property
    def sign(self) -> str:
        """The first character."""
        return self.text.lstrip(" \t")[:1]


def column_by_column(rows: list[Raw]) -> list[Raw]:
    """The lines with the left column before the right one, where a heading on each side shows that there are two."""
    begins = Counter(match.end() for row in rows for match in _SEGMENT.finditer(row.text))
    for at, times in sorted(begins.items(), key=lambda one: (-one[1], one[0]))[:3]:
        if times < _LEAST:
            break
        first, last = _reach(rows, at)
        left = _side(rows[first:last], None, at)
        right = _side(rows[first:last], at, None)
        if _headed(left) and _headed(right) and not _is_margin(left):
            return [*rows[:first], *left, *right, *rows[last:]]
    return rows


def _reach(rows: Sequence[Raw], at: int) -> tuple[int, int]:
    """The lines around the right column's first one that leave its gutter blank."""
    first = next(index for index, row in enumerate(rows) if any(one.end() == at for one in _SEGMENT.finditer(row.text)))
    last = first
    while last < len(rows) and "\t" not in rows[last].text and not rows[last].text[at - _GUTTER : at].strip():
        last += 1
    return first, last


def _side(rows: Sequence[Raw], start: int | None, end: int | None) -> list[Raw]:
    """One column's lines; the first, and each after a line that the column leaves blank, has a gap before it."""
    found: list[Raw] = []
    gap = True
    for row in rows:
        text = row.text[start:end]
        gap = gap or row.gap
        if text.strip():
            begin = row.start + (start or 0)
            found.append(Raw(begin, begin + len(text), text, gap))
        gap = not text.strip()
    return found


def _headed(rows: Sequence[Raw]) -> bool:
    return any(row.gap and not _SAYS_MORE.search(row.text) and names_section(row.text.strip()) for row in rows)


def _is_margin(rows: Sequence[Raw]) -> bool:
    """Dates and headings beside what they belong to are no column."""
    return 2 * sum(bool(_DATED.fullmatch(row.text)) or names_section(row.text.strip()) for row in rows) > len(rows)
