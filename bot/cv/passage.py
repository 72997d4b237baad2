"""Text as a reader sees it, markup gone, in which every character still knows its place in the source."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from bot.cv.words import fold
from bot.profile import Evidence, Fact

_CONNECTING = re.compile(r"(?:in|of|at|for|and|with|on|to|from|by|the|und|bei|für|der)\b")
_SPACES = re.compile(r"\s+")
_EDGES = frozenset("-–—―·•|,;:/\\*_~=><→←⋄†‡§¶^\ufe0f\ufe0e\u20e3、，；：｜。《》≈∙∼⊕")
_ICONS = frozenset({"So", "Sk", "Cf", "Co", "Cn", "Cc"})
_NESTED = 6
_WRAPS = {"(": ")", "[": "]", "“": "”", "（": "）", "‘": "’", '"': '"'}
_BRACKETS = frozenset({*_WRAPS, *_WRAPS.values()})


@dataclass(frozen=True, eq=False)
class Passage:
    """``text[i]`` stands at ``starts[i]`` to ``ends[i]`` of the source; ``styles[i]`` is b(old), i(talic) or blank.

    A passage equals itself alone, so that what is found in it can be kept for as long as it lives.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    styles: str

    def __bool__(self) -> bool:
        return bool(self.text)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def start(self) -> int:
        return self.starts[0]

    @property
    def end(self) -> int:
        return self.ends[-1]

    def cut(self, start: int, end: int | None = None) -> "Passage":
        if not start and (end is None or end >= len(self.text)):
            return self
        part = slice(start, end)
        return Passage(self.text[part], self.starts[part], self.ends[part], self.styles[part])

    def trim(self, *, stop: bool = False) -> "Passage":
        """Without blanks, separators, icons and lone brackets at its edges; with ``stop``, without a full stop."""
        start, end = 0, len(self.text)
        for _ in range(_NESTED):
            while start < end and _is_edge(self.text[start]):
                start += 1
            while end > start and (_is_edge(self.text[end - 1]) or (stop and self.text[end - 1] == ".")):
                end -= 1
            inner = _unwrapped(self.text[start:end])
            if inner is None:
                break
            start, end = start + inner[0], start + inner[1]
        return self.cut(start, end)

    def split(self, pattern: re.Pattern[str]) -> list["Passage"]:
        """The parts between the matches, which are dropped; blank parts too."""
        parts, last = [], 0
        for match in pattern.finditer(self.text):
            parts.append(self.cut(last, match.start()))
            last = match.end()
        parts.append(self.cut(last))
        return [part for part in parts if part.text.strip()]

    def without(self, *spans: tuple[int, int]) -> list["Passage"]:
        """What stays when these stretches are taken out."""
        parts, last = [], 0
        for start, end in sorted(spans):
            parts.append(self.cut(last, max(start, last)))
            last = max(end, last)
        parts.append(self.cut(last))
        return [part for part in parts if part.text.strip()]

    def after(self, part: "Passage") -> "Passage":
        """What follows a part of this passage; nothing where it is no part."""
        return self.cut(self.ends.index(part.end) + 1) if part and part.end in self.ends else self.cut(len(self.text))

    def runs(self) -> Iterator["Passage"]:
        """Stretches of one style, whole words; separators and words such as "in" go with what stands before them."""
        start, style = 0, self.styles[:1]
        for at in range(1, len(self.text)):
            if self.styles[at] == style or not self.text[at].isalnum() or self.text[at - 1].isalnum():
                continue
            if not _CONNECTING.match(self.text, at):
                yield self.cut(start, at)
                start = at
            style = self.styles[at]
        if self.text:
            yield self.cut(start)

    def value(self) -> str:
        return _SPACES.sub(" ", unicodedata.normalize("NFC", self.text)).strip()

    def fact(self, rule: str, confidence: float = 1.0, check: str = "") -> Fact[str]:
        return Fact(self.value(), (Evidence(self.start, self.end, rule),), confidence, check)

    def derived(self, value: str, rule: str, confidence: float = 1.0, check: str = "") -> Fact[str]:
        """A value worked out from this quote, as ``2023-06`` from "Jun. 2023"."""
        return Fact(value, (Evidence(self.start, self.end, rule),), confidence, check)


EMPTY = Passage("", (), (), "")


def joined(parts: Iterable[Passage]) -> Passage:
    """One passage of several that follow each other, with a blank where they meet."""
    text, styles = "", ""
    starts: list[int] = []
    ends: list[int] = []
    for part in parts:
        if not part:
            continue
        if text:
            text, styles = text + " ", styles + styles[-1]
            starts.append(ends[-1])
            ends.append(max(ends[-1], part.start))
        text, styles = text + part.text, styles + part.styles
        starts.extend(part.starts)
        ends.extend(part.ends)
    return Passage(text, tuple(starts), tuple(ends), styles)


def merged(parts: Iterable[Passage]) -> Passage:
    """One passage of parts in the order of their places, with nothing between."""
    ordered = sorted((part for part in parts if part), key=lambda part: part.start)
    return Passage(
        "".join(part.text for part in ordered),
        tuple(start for part in ordered for start in part.starts),
        tuple(end for part in ordered for end in part.ends),
        "".join(part.styles for part in ordered),
    )


@cache
def _is_edge(char: str) -> bool:
    return char in _EDGES or char.isspace() or unicodedata.category(char) in _ICONS


def _unwrapped(text: str) -> tuple[int, int] | None:
    """The inside of quotes or brackets that hold all of the text, or the rest where a bracket stands alone."""
    if len(text) < 2:
        return None
    first, last = text[0], text[-1]
    if first not in _BRACKETS and last not in _BRACKETS:
        return None
    if _WRAPS.get(first) == last and last not in text[1:-1] and first not in text[1:-1]:
        return 1, len(text) - 1
    if first in _WRAPS.values() and first != '"':
        return 1, len(text)
    if first in _WRAPS and _WRAPS[first] not in text[1:]:
        return 1, len(text)
    if last in _WRAPS and last not in {'"', "’"}:
        return 0, len(text) - 1
    opener = next((left for left, right in _WRAPS.items() if right == last and last not in {"’", '"'}), "")
    if opener and opener not in text:
        return 0, len(text) - 1
    return None


LONGEST_LINE = 2_000
"""Characters. A longer line is read as several: no sentence and no list of a CV goes on for so long."""

Kind = Literal["text", "heading", "bullet", "row"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the CV, or a row of a table, or a bullet with its wrapped lines."""

    passage: Passage
    kind: Kind = "text"
    level: int = 0
    """A heading's level from 1; 0 elsewhere."""
    indent: int = 0
    gap: bool = False
    """A blank line, or the start of the text, stands before it."""
    cells: tuple[Passage, ...] = ()
    """The columns of a table row."""
    begin: int = 0
    finish: int = 0
    """The source lines it comes from, markup and all: ``source[begin:finish]``."""
    broken: bool = False
    """Its writer ended it on purpose (a hard line break), so nothing is joined to it."""

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def folded(self) -> str:
        return self.passage.folded


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a format's reader hands on: the text that offsets refer to, and its lines."""

    text: str
    lines: tuple[Line, ...]
    hidden: tuple[tuple[int, int], ...] = ()
    """Stretches that a reader of the page does not see: comments, front matter, scripts."""
