"""What a line's looks say: the size of the body, which lines are headings and of which level."""

from collections import Counter
from collections.abc import Iterable

from bot.cv.passage import Passage
from bot.cv.read.pdf.segments import Face, Segment
from bot.cv.sections import heading_like

_LARGER = 1.08
"""From this many times the body's size on, a short line is a heading by its size."""
_MOST_WORDS = 12
_MOST_NAME_WORDS = 6
_KNOWN_SHARE = 0.4
"""The share of known headings among the lines of a face that makes the others headings too."""


class Looks:
    """The looks of one document's lines."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        lines = list(segments)
        weights: Counter[float] = Counter()
        colors: Counter[tuple[int, int, int]] = Counter()
        for line in lines:
            for span in line.spans:
                weights[round(2 * span.size) / 2] += len(span.text)
                colors[span.look.color] += len(span.text)
        self.body = max(weights, key=lambda size: (weights[size], size), default=10.0)
        self._ink = max(colors, key=lambda color: (colors[color], color), default=(0, 0, 0))
        self._asked: dict[Segment, bool] = {}
        self._named = self._headings(lines)
        sizes = [face.size for face in self._named if face.size > self.body * _LARGER]
        self._section_size = max(sizes, default=0.0)

    def _headings(self, lines: Iterable[Segment]) -> frozenset[Face]:
        """The looks that headings of known words have, and lines of text do not."""
        every: Counter[Face] = Counter()
        known: Counter[Face] = Counter()
        for line in lines:
            if line.bullet:
                continue
            face = line.face
            every[face] += 1
            known[face] += names_a_section(line)
        named = {
            face
            for face, count in known.items()
            if self._stands_out(face) and count and count >= _KNOWN_SHARE * every[face]
        }
        largest = max((face.size for face in named if known[face] > 1), default=0.0)
        return frozenset(face for face in named if face.size > self.body * _LARGER or face.size > 0.95 * largest)

    def _stands_out(self, face: Face) -> bool:
        return face.size > self.body * 1.04 or face.bold or face.caps or face.color != self._ink

    def heads_section(self, line: Segment) -> bool:
        """A heading of known words, or one that looks as those do; no small one where others are large."""
        if line not in self._asked:
            self._asked[line] = self._heads_section(line)
        return self._asked[line]

    def _heads_section(self, line: Segment) -> bool:
        face = line.face
        if line.bullet or not self._stands_out(face) or len(line.text.split()) > _MOST_NAME_WORDS:
            return False
        return face in self._named or (face.size > 0.95 * self._section_size and names_a_section(line))

    def is_large(self, line: Segment) -> bool:
        return line.face.size > self.body * _LARGER

    def level(self, line: Segment) -> int:
        """1 for the name, 2 for a section, 3 for what stands under one, 0 for text."""
        face = line.face
        if line.bullet or len(line.text.split()) > _MOST_WORDS or not any(char.isalpha() for char in line.text):
            return 0
        if self.heads_section(line):
            return 2
        if not self.is_large(line):
            return 3 if self._stands_out(face) and names_a_section(line) else 0
        if not self._section_size:
            return 2
        return 1 if face.size > self._section_size * 1.02 else 3


def names_a_section(line: Segment) -> bool:
    text = line.text.strip()
    return (
        len(text) < 60
        and len(text.split()) <= _MOST_NAME_WORDS
        and heading_like(Passage.plain(text, 0, " " * len(text)))
    )
