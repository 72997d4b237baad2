"""Text as a reader sees it, markup gone, in which every character still knows its place in the source."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from itertools import chain, pairwise
from typing import Any, Literal, TypeVar

from bot.cv.finder import Finder
from bot.cv.precision import trusted
from bot.cv.words import first, fold, words_of
from bot.normal import normal
from bot.profile import Evidence, Fact, Profile

T = TypeVar("T")

_CONNECTING = re.compile(r"(?:in|of|at|for|and|with|on|to|from|by|the|und|bei|für|der)\b")
_EDGES = frozenset("-–—―·•|,;:/\\*_~=><→←⋄†‡§¶^\ufe0f\ufe0e\u20e3、，；：｜。《》≈∙∼⊕")
_ICONS = frozenset({"So", "Sk", "Cf", "Co", "Cn", "Cc"})
_NESTED = 6
_WRAPS = {"(": ")", "[": "]", "“": "”", "（": "）", "‘": "’", '"': '"'}
_BRACKETS = frozenset({*_WRAPS, *_WRAPS.values()})


class _Surface:
    """Text with the place of each character; the passages cut from it share it, so that a cut copies none of this."""

    __slots__ = ("ends", "folded", "starts", "styles")

    def __init__(self, text: str, starts: Sequence[int], ends: Sequence[int], styles: str) -> None:
        self.folded, self.starts, self.ends, self.styles = fold(text), starts, ends, styles


class Passage:
    """``text[i]`` stands from ``opens(i)`` to ``closes(i)`` in the source; ``styles[i]`` is b(old), i(talic) or blank.

    A passage equals itself alone, so that what is read of it can be kept for as long as it lives.
    """

    __slots__ = ("__weakref__", "_at", "_kept", "_surface", "_words", "folded", "text")

    def __init__(self, surface: _Surface, at: int, text: str) -> None:
        """``text`` stands at ``at`` of the surface."""
        self._surface, self._at, self.text = surface, at, text
        self.folded = surface.folded[at : at + len(text)]
        self._kept: dict[Callable[..., Any], Any] | None = None
        self._words: frozenset[str] | None = None

    @staticmethod
    def plain(text: str, start: int, styles: str) -> "Passage":
        """Text that stands in the source as it is, from ``start`` on."""
        end = start + len(text)
        return Passage(_Surface(text, range(start, end), range(start + 1, end + 1), styles), 0, text)

    @staticmethod
    def placed(text: str, starts: Sequence[int], ends: Sequence[int], styles: str) -> "Passage":
        """Text of which ``text[i]`` stands at ``starts[i]`` to ``ends[i]``."""
        return Passage(_Surface(text, starts, ends, styles), 0, text)

    def restyled(self, styles: str) -> "Passage":
        """The same text at the same place in other styles."""
        return Passage.placed(self.text, self._starts(), self._ends(), styles)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __repr__(self) -> str:
        return f"Passage({self.text!r})"

    @property
    def styles(self) -> str:
        return self._surface.styles[self._at : self._at + len(self.text)]

    @property
    def start(self) -> int:
        return self._surface.starts[self._at]

    @property
    def end(self) -> int:
        return self._surface.ends[self._at + len(self.text) - 1]

    @property
    def words(self) -> frozenset[str]:
        """Its words, as `words_of` tells them."""
        if self._words is None:
            self._words = words_of(self.folded)
        return self._words

    def find(self, *names: str) -> re.Match[str] | None:
        """The first phrase of these lists of words in its folded text."""
        return first(self.folded, self.words, *names)

    def opens(self, at: int) -> int:
        """Where the character at this place of the text begins in the source."""
        return self._surface.starts[self._at + at]

    def closes(self, at: int) -> int:
        """Where it ends in the source."""
        return self._surface.ends[self._at + at]

    def place_of(self, part: "Passage") -> int:
        """Where a part of this passage begins in its text; raises ValueError for what is no part."""
        at = part.place_on(self._surface, self._at)
        quick = 0 <= at < len(self.text) and not (at and self.opens(at - 1) == part.start)
        return at if quick else self._starts().index(part.start)

    def place_after(self, part: "Passage") -> int:
        """Where its text goes on after a part of it; raises ValueError for what is no part."""
        at = part.place_on(self._surface, self._at)
        after = at + len(part.text)
        quick = 0 <= at < after <= len(self.text) and not (after > 1 and self.closes(after - 2) == part.end)
        return after if quick else self._ends().index(part.end) + 1

    def place_on(self, surface: _Surface, at: int) -> int:
        """How far after a place of this surface it begins; negative where it does not, or is cut from another."""
        return self._at - at if self._surface is surface else -1

    def holds(self, part: "Passage") -> bool:
        """Whether the passage ends, or goes on, where the part ends."""
        return part.end in self._ends()

    def between(self, start: int, end: int) -> range:
        """The places in the text of what begins from ``start`` to before ``end`` of the source."""
        starts = self._starts()
        return range(bisect_left(starts, start), bisect_left(starts, end))

    def cut(self, start: int, end: int | None = None) -> "Passage":
        text = self.text[start:end]
        return self if len(text) == len(self.text) else Passage(self._surface, self._at + start, text)

    def strip(self) -> "Passage":
        """Without blanks at its edges."""
        lead = len(self.text) - len(self.text.lstrip())
        return self.cut(lead, len(self.text.rstrip()))

    def trim(self, *, stop: bool = False) -> "Passage":
        """Without blanks, separators, icons and lone brackets at its edges; with ``stop``, without a full stop."""
        text = self.text
        if text and text[0].isalnum() and text[-1].isalnum():
            return self
        part = self.keep(_stopped if stop else _trimmed)
        return self if part is None else part

    def split(self, pattern: re.Pattern[str] | Finder) -> list["Passage"]:
        """The parts between the matches, which are dropped; blank parts too."""
        spans = [match.span() for match in pattern.finditer(self.text)]
        if spans:
            return self.without(*spans)
        return [] if not self.text or self.text.isspace() else [self]

    def without(self, *spans: tuple[int, int]) -> list["Passage"]:
        """What stays when these stretches are taken out."""
        parts, last = [], 0
        for start, end in sorted(spans) if len(spans) > 1 else spans:
            if start > last:
                parts.append(self.cut(last, start))
            last = max(end, last)
        parts.append(self.cut(last) if last else self)
        return [part for part in parts if part.text and not part.text.isspace()]

    def after(self, part: "Passage") -> "Passage":
        """What follows a part of this passage; nothing where it is no part."""
        return self.cut(self.place_after(part)) if part and self.holds(part) else self.cut(len(self.text))

    def runs(self) -> Iterator["Passage"]:
        """Stretches of one style, whole words; separators and words such as "in" go with what stands before them."""
        text, styles = self.text, self.styles
        start, style = 0, styles[:1]
        if styles == style * len(styles):
            if text:
                yield self
            return
        for at in range(1, len(text)):
            if styles[at] == style or not text[at].isalnum() or text[at - 1].isalnum():
                continue
            if not _CONNECTING.match(text, at):
                yield self.cut(start, at)
                start = at
            style = styles[at]
        yield self.cut(start)

    def value(self) -> str:
        return " ".join(normal("NFC", self.text).split())

    def fact(self, rule: str, confidence: float = 1.0, check: str = "") -> Fact[str]:
        return self.derived(self.value(), rule, confidence, check)

    def derived(self, value: str, rule: str, confidence: float = 1.0, check: str = "") -> Fact[str]:
        """A value worked out from this quote, as ``2023-06`` from "Jun. 2023"."""
        evidence = tuple(Evidence(part.start, part.end, rule) for part in self._told())
        return Fact(value, evidence, trusted(rule, confidence), check)

    def _told(self) -> "list[Passage]":
        """The passage in one, or the parts around what is left out of it: no quote may hold that."""
        if WITHHELD not in self.styles:
            return [self]
        left_out = [at for at, style in enumerate(self.styles) if style == WITHHELD]
        return [part.strip() for part in self.without(*((at, at + 1) for at in left_out))] or [self]

    def keep(self, read: Callable[["Passage"], T]) -> T:
        """What ``read`` finds in the passage, looked for once."""
        if self._kept is None:
            self._kept = {}
        elif read in self._kept:
            known: T = self._kept[read]
            return known
        found = self._kept[read] = read(self)
        return found

    def _starts(self) -> Sequence[int]:
        return self._surface.starts[self._at : self._at + len(self.text)]

    def _ends(self) -> Sequence[int]:
        return self._surface.ends[self._at : self._at + len(self.text)]


EMPTY = Passage.plain("", 0, "")


def kept(read: Callable[[Passage], T]) -> Callable[[Passage], T]:
    """For what several stages ask of the same passage: it is read once, and forgotten with the passage."""

    @wraps(read)
    def known(passage: Passage) -> T:
        return passage.keep(read)

    return known


WITHHELD = "x"
"""The style of a blank in whose place the source has words that nobody is to be shown."""


def joined(parts: Iterable[Passage], *, withheld: bool = False) -> Passage:
    """One passage of several that follow each other, with a blank where they meet.

    ``withheld``: what stands between them in the source is left out, of quotes too.
    """
    whole = [part for part in parts if part]
    if len(whole) < 2:
        return whole[0] if whole else EMPTY
    pieces = whole[:1]
    for before, part in pairwise(whole):
        style = WITHHELD if withheld else before.styles[-1]
        pieces += [Passage.placed(" ", (before.end,), (max(before.end, part.start),), style), part]
    return _one(pieces)


def merged(parts: Iterable[Passage]) -> Passage:
    """One passage of parts in the order of their places, with nothing between."""
    return _one(sorted((part for part in parts if part), key=lambda part: part.start))


def _one(parts: Sequence[Passage]) -> Passage:
    return Passage.placed(
        "".join([part.text for part in parts]),
        list(chain.from_iterable([part._starts() for part in parts])),  # noqa: SLF001 -- its own module
        list(chain.from_iterable([part._ends() for part in parts])),  # noqa: SLF001
        "".join([part.styles for part in parts]),
    )


def _trimmed(passage: Passage) -> Passage | None:
    return _inner(passage, stop=False)


def _stopped(passage: Passage) -> Passage | None:
    return _inner(passage, stop=True)


def _inner(passage: Passage, *, stop: bool) -> Passage | None:
    """None for the passage itself: what it keeps does not hold it."""
    text = passage.text
    start, end = 0, len(text)
    for _ in range(_NESTED):
        while start < end and _is_edge(text[start]):
            start += 1
        while end > start and (_is_edge(text[end - 1]) or (stop and text[end - 1] == ".")):
            end -= 1
        inner = _unwrapped(text[start:end])
        if inner is None:
            break
        start, end = start + inner[0], start + inner[1]
    return passage.cut(start, end) if end - start < len(text) else None


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
class Concealed:
    """Words that a reader of the page does not see, and how they were hidden: "white text", "a comment"."""

    how: str
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a format's reader hands on: the text that offsets refer to, and its lines."""

    text: str
    lines: tuple[Line, ...]
    hidden: tuple[tuple[int, int], ...] = ()
    """Stretches of the text that a reader of the page does not see: comments, front matter, scripts."""
    concealed: tuple[Concealed, ...] = ()
    """What is hidden, in the text or left out of it."""
    warnings: tuple[str, ...] = ()
    """Sentences for the person who imports: what of the file could not be read."""
    stated: Profile | None = None
    """The profile, where the file itself says which value is what."""
    left_out: tuple[str, ...] = ()
    """Kinds of private data that the reader left out."""
