"""Lines in reading order written down: wrapped ones joined, paragraphs apart, bullets and headings marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from bot.cv.facts.dates import is_only_dates
from bot.cv.passage import Passage
from bot.cv.read.composing import ASIDE, Composer, Run
from bot.cv.read.pdf.columns import Flow, rows_of
from bot.cv.read.pdf.looks import Looks
from bot.cv.read.pdf.segments import Segment
from bot.cv.read.pdf.tables import Table

_APART = 1.3
"""How much more than the usual distance of lines parts paragraphs."""
_LEADING = 1.25
_WIDE = 45
"""Characters: in a narrower column a line that is full says little."""
_GOES_ON = re.compile(r"(?:[,;(/–—&-]|\b(?:and|of|in|with|for|to|the|by|at|on|und|der|für|et|de|y|e))$", re.IGNORECASE)
_ADDRESS = re.compile(r"@|://|[a-z\d]\.[a-z]{2,}")
_LABEL = re.compile(r"[A-Z][\w /&-]{1,30}:")
_NUMBERED = re.compile(r"[\[(]?(\d{1,3})(?:[.)\]]|\.\))\s+(?=\S)")
_HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,60}+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


@dataclass(eq=False)
class _Written:
    """A line being written, with the wrapped rows joined to it so far."""

    runs: list[Run]
    row: list[Segment]
    level: int = 0
    bullet: bool = False
    depth: int = 0
    margin: float = 0.0
    """Where its text begins."""
    full: bool = False
    rows: int = 1


@dataclass(eq=False)
class Writer:
    """Writes flows into a composer."""

    composer: Composer
    looks: Looks
    words: frozenset[str]
    """The document's words: a word broken at a line's end is whole where it stands elsewhere so."""
    _bullets: list[float] = field(default_factory=list)
    _line: _Written | None = None
    _full: bool = False
    """The last line that was written reaches the right edge."""

    def flow(self, flow: Flow) -> None:
        self._bullets = []
        width = _Width(flow)
        numbered = _numbered(flow.rows)
        before: list[Segment] | None = None
        for row in flow.rows:
            if before is not None and self._line is not None and self._goes_on(row, before, width):
                self._join(row, width)
            elif before is not None and self._line is not None and self._had_no_room_beside(row, before, width):
                self._join_beside(row)
            else:
                self._finish()
                rest = before is None and self._full and row[0].text[:1].islower()
                if (before is None and not rest) or (before and _stands_apart(before, row, width.leading)):
                    self.composer.gap()
                self._begin(row, width, numbered=id(row) in numbered)
            before = row
        self._finish()

    def table(self, table: Table) -> None:
        self.composer.gap()
        for index, row in enumerate(table.rows):
            bold = all(run.style == "b" for cell in row for one in cell for run in _runs([one]) if run.text.strip())
            self.composer.row([_told(cell) for cell in row], header=bold and not index)
        self.composer.gap()

    def _begin(self, row: list[Segment], width: "_Width", *, numbered: bool) -> None:
        first = row[0]
        if len(row) > 1 and self.looks.heads_section(first) and not self.looks.heads_section(row[-1]):
            self._line = _Written(_runs([first]), [first], level=2)
            self._finish()
            row = row[1:]
            first = row[0]
        level = self.looks.level(first) if len(row) == 1 or self.looks.is_large(first) else 0
        bullet = first.bullet or numbered
        runs = _runs(row)
        if numbered and not first.bullet:
            runs = _without_number(runs)
        depth = self._depth(first.x0) if bullet else 0
        if level:
            self._bullets = []
        margin = first.spans[0].x0
        self._line = _Written(runs, row, level, bullet, depth, margin, width.is_full(row))

    def _depth(self, x: float) -> int:
        while self._bullets and x < self._bullets[-1] - 3:
            self._bullets.pop()
        if not self._bullets or x > self._bullets[-1] + 3:
            self._bullets.append(x)
        return len(self._bullets) - 1

    def _goes_on(self, row: list[Segment], before: list[Segment], width: "_Width") -> bool:
        """Whether the row is the rest of the line before, which had no room for its first word."""
        line = self._line
        assert line is not None
        if len(row) > 1 or len(before) > 1 or row[0].bullet or _stands_apart(before, row, width.leading):
            return False
        one, last = row[0], before[0]
        if line.level != self.looks.level(one) or (line.level and last.face != one.face):
            return False
        deeper = one.x0 - line.margin
        if not (
            -0.3 * one.size <= deeper <= 3 * one.size
            or (line.rows == 1 and not line.bullet and -3 * one.size < deeper < 0)
        ):
            return False
        if not width.had_no_room(last, one):
            return False
        text, ahead = one.text, last.text.rstrip()
        if _ADDRESS.search(text.split(" ", 1)[0]):
            return False
        if text[:1].islower() or _GOES_ON.search(ahead):
            return True
        if _LABEL.match(text) or is_only_dates(Passage.plain(text, 0, " " * len(text))):
            return False
        if one.spans[0].style == "b" and last.spans[-1].style != "b":
            return False
        return width.characters >= _WIDE or line.bullet

    def _join(self, row: list[Segment], width: "_Width") -> None:
        line = self._line
        assert line is not None
        runs = _runs(row)
        last = _last_text(line.runs)
        if hyphen := _HYPHENATED.search(last.text if last else ""):
            assert last is not None
            after = _FIRST_WORD.match(runs[0].text)
            whole = (hyphen[1] + (after[0] if after else "")).casefold()
            if after and after[0].islower() and whole in self.words:
                line.runs[line.runs.index(last)] = last._replace(text=last.text[:-1])
        elif last is not None and not _touches(last.text, runs[0].text):
            runs[0] = runs[0]._replace(text=" " + runs[0].text)
        line.runs += runs
        line.row, line.full, line.rows = row, width.is_full(row), line.rows + 1

    def _had_no_room_beside(self, row: list[Segment], before: list[Segment], width: "_Width") -> bool:
        """Whether the row is the rest of a title whose date stands at the right of its first row."""
        line = self._line
        assert line is not None
        if len(row) > 1 or len(before) != 2 or row[0].bullet or line.level or line.rows > 1:
            return False
        one, last = row[0], before[0]
        room = before[1].x0 - last.x1 - 2 * one.size
        return (
            not _stands_apart(before, row, width.leading)
            and abs(one.x0 - line.margin) <= one.size
            and one.face == last.face
            and one.spans[0].style == last.spans[-1].style
            and one.first_word > room
            and len(one.text) < len(last.text)
            and not _ADDRESS.search(one.text)
        )

    def _join_beside(self, row: list[Segment]) -> None:
        line = self._line
        assert line is not None
        at = next(index for index, run in enumerate(line.runs) if run.text == "\t")
        line.runs[at:at] = [Run(" "), *_runs(row)]
        line.rows += 1

    def _finish(self) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        self._full = line.full
        kind = "heading" if line.level else "bullet" if line.bullet else "text"
        self.composer.line(line.runs, kind=kind, level=line.level, depth=line.depth, broken=not line.full)  # type: ignore[arg-type]


class _Width:
    """The measure of a flow: its right edge, its distance of lines."""

    def __init__(self, flow: Flow) -> None:
        alone = [row[0] for row in flow.rows if len(row) == 1]
        every = [one for row in flow.rows for one in row]
        self.right = max(one.x1 for one in every)
        self.left = min(one.x0 for one in every)
        if not any(self._breaks(above, below) for above, below in pairwise(flow.rows)):
            self.right = max(self.right, flow.edge)
        self.characters = _characters(alone, self.right - self.left)
        steps = [
            (above[0].y - below[0].y) / above[0].size
            for above, below in pairwise(flow.rows)
            if above[0].size == below[0].size and 0.9 * above[0].size < above[0].y - below[0].y < 2 * above[0].size
        ]
        self.leading = min(median(steps), 1.8) if steps else _LEADING

    def _breaks(self, above: list[Segment], below: list[Segment]) -> bool:
        """Whether a sentence goes on from one line to the next, so that the longest lines show where lines end."""
        return (
            len(above) == len(below) == 1
            and not below[0].bullet
            and below[0].text[:1].islower()
            and not _ADDRESS.search(below[0].text.split(" ", 1)[0])
            and above[0].x1 + below[0].first_word > self.right - 0.3 * below[0].size
        )

    def is_full(self, row: list[Segment]) -> bool:
        return row[-1].x1 > self.right - 0.2 * (self.right - self.left)

    def had_no_room(self, last: Segment, one: Segment) -> bool:
        """The next line's first word would have gone beyond the edge."""
        return last.x1 + one.first_word > self.right - 0.3 * one.size


def _characters(lines: Sequence[Segment], width: float) -> float:
    """How many characters a full line holds."""
    drawn = sum(one.x1 - one.x0 for one in lines)
    return width * sum(len(one.text) for one in lines) / drawn if drawn > 0 else 0.0


def _stands_apart(before: list[Segment], row: list[Segment], leading: float) -> bool:
    distance = before[0].y - row[0].y
    return distance < 0 or distance > _APART * leading * max(before[0].size, row[0].size)


def _runs(row: list[Segment]) -> list[Run]:
    runs: list[Run] = []
    for index, segment in enumerate(row):
        if index:
            runs.append(Run("\t"))
        for text, style, addresses in segment.runs:
            runs.append(Run(text, style))
            runs += [Run(f" <{address}>", ASIDE if "://" in address else " ") for address in addresses]
    return runs


def _told(cell: list[Segment]) -> list[Run]:
    """The lines of a cell as one."""
    runs: list[Run] = []
    for row in rows_of(cell):
        following = _runs(row)
        if runs and not _touches(runs[-1].text, following[0].text):
            runs.append(Run(" "))
        runs += following
    return runs


def _last_text(runs: Sequence[Run]) -> Run | None:
    return next((run for run in reversed(runs) if run.style != ASIDE and run.text.strip()), None)


def _touches(before: str, after: str) -> bool:
    """Whether no blank is lost where a line was broken between the two."""
    return bool(_HYPHENATED.search(before)) or (_is_wide(before[-1:]) and _is_wide(after[:1]))


def _is_wide(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffee" or "\u3000" <= char <= "\u303f"


def _numbered(rows: Sequence[list[Segment]]) -> frozenset[int]:
    """The rows of numbered lists: their numbers count up."""
    found = [(int(match[1]), id(row)) for row in rows if (match := _NUMBERED.match(row[0].text))]
    counting = set[int]()
    for (number, row), (following, other) in pairwise(found):
        if abs(following - number) == 1:
            counting |= {row, other}
    return frozenset(counting)


def _without_number(runs: list[Run]) -> list[Run]:
    """Without the number, be it drawn in one piece with the text or in its own."""
    text = "".join(run.text for run in runs)
    match = _NUMBERED.match(text)
    left = match.end() if match else 0
    kept = []
    for run in runs:
        cut = min(left, len(run.text))
        left -= cut
        if run.text[cut:]:
            kept.append(run._replace(text=run.text[cut:]))
    return kept
