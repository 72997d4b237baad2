"""What of a CV a language model is asked about: the sections with lines that no rule could read, a few lines at a time."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.cv.blocks import blocks
from bot.cv.entries import entries
from bot.cv.facts.referees import of_referees
from bot.cv.model.masking import COVER, covered
from bot.cv.passage import Line, Passage
from bot.cv.read.formats import hidden_in
from bot.cv.read.markdown import lines_of
from bot.cv.sections import Section, sections
from bot.cv.stretches import Stretches
from bot.profile import Education, Profile, Reading, Work, facts

LONGEST_TEXT = 60_000
"""Characters. A longer text is no CV to ask about."""
MOST_LINES = 60
MOST_EXCERPTS = 6
"""Questions for one CV."""
_NEVER = frozenset({"contact", "interests", "availability"})
_HEAD = 15
"""Lines within which the contacts of a CV's head end."""
_FEW_WORDS = 2


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of one section, and the stretches of the text that are covered."""

    section: Section
    lines: tuple[Line, ...]
    entries: tuple[int, ...]
    """For each line, which of the section's entries it stands in."""
    covered: Stretches = field(repr=False)

    @property
    def title(self) -> str:
        return self.shown(self.section.heading.passage) if self.section.heading else ""

    def shown(self, passage: Passage) -> str:
        """The passage as long as it is, with a sign for each character that is covered."""
        meet = self.covered.meet
        if not meet(passage.start, passage.end):
            return passage.text
        return "".join(
            COVER if not char.isspace() and meet(passage.opens(at), passage.closes(at)) else char
            for at, char in enumerate(passage.text)
        )


def excerpts(reading: Reading) -> list[Excerpt]:
    """The parts worth a question; none where every line is claimed and every entry whole."""
    thin = Stretches([*((one.start, one.end) for one in reading.unclaimed), *_thin(reading.profile)])
    if len(reading.text) > LONGEST_TEXT or not thin.meet(0, len(reading.text)):
        return []
    text, hidden = reading.text, hidden_in(reading.text)
    lines = tuple(lines_of(text, hidden))
    veil = covered(text, lines, hidden, reading.profile)
    return [
        excerpt
        for section in sections(blocks(lines).lines)
        if _NEVER.isdisjoint(section.kinds) and not of_referees(section)
        for excerpt in _cut(section, veil)
        if any(_worth_asking(line, excerpt, thin) for line in excerpt.lines)
    ]


def _thin(profile: Profile) -> Iterator[tuple[int, int]]:
    """Where entries stand that lack what such an entry has."""
    held: list[Work | Education] = [*profile.work, *profile.education]
    for entry in held:
        if not _is_whole(entry):
            yield from ((one.start, one.end) for fact in facts(entry) for one in fact.evidence)


def _is_whole(entry: Work | Education) -> bool:
    if isinstance(entry, Work):
        return bool(entry.organization and entry.title)
    return bool(entry.institution and entry.degree)


def _cut(section: Section, veil: Stretches) -> Iterator[Excerpt]:
    """The section's lines, a question's worth at a time."""
    lines = _below_contacts(section, veil) if section.kind == "top" else section.lines
    lines = [line for line in lines if line.text.strip()]
    starts = [min(line.passage.start for line in entry.lines) for entry in entries(lines) if entry.lines]
    for at in range(0, len(lines), MOST_LINES):
        part = tuple(lines[at : at + MOST_LINES])
        yield Excerpt(section, part, tuple(bisect_right(starts, line.passage.start) for line in part), veil)


def _below_contacts(section: Section, veil: Stretches) -> list[Line]:
    """The head of a CV, with the name, addresses and what stands among them, is never shown."""
    head = section.lines[:_HEAD]
    last = max((at for at, line in enumerate(head) if veil.meet(line.begin, line.finish)), default=-1)
    return section.lines[last + 1 :]


def _worth_asking(line: Line, excerpt: Excerpt, thin: Stretches) -> bool:
    if not thin.meet(line.begin, line.finish):
        return False
    words = [word for word in excerpt.shown(line.passage).split() if any(map(str.isalpha, word)) and COVER not in word]
    return len(words) >= _FEW_WORDS or any(not word.isascii() for word in words)
