"""Which lines belong to which part of a CV: headings by their words first, by their looks second."""

import re
from dataclasses import dataclass, field

from bot.cv.facts.dates import periods
from bot.cv.passage import Line, Passage
from bot.cv.words import fold, lists, pattern, phrases

_MODIFIERS = phrases("sections.modifiers")
_ALIASES = {phrase: kind for kind, names in lists("sections").items() if kind != "modifiers" for phrase in names}
_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
_AND = re.compile(r"\s{0,3}(?:&|/|,|\+|\band\b|\bund\b|与|和|及|\||·)\s{0,3}")
_ENTRIES = frozenset({"work", "education", "projects", "teaching", "service", "publications"})
_BRACKETED = re.compile(r"\([^()]{0,60}\)|（[^（）]{0,60}）")
_FEW_WORDS = 6
_TOP = 3
"""Headings among the first lines are the person's: name, headline."""


@dataclass(slots=True)
class Section:
    """A part of a CV. ``kinds`` holds more than one where the heading names several ("Research interests & skills")."""

    kinds: tuple[str, ...]
    heading: Line | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.kinds[0]

    @property
    def title(self) -> str:
        return self.heading.passage.trim().value() if self.heading else ""


def sections(lines: tuple[Line, ...]) -> list[Section]:
    """The parts in order; the first is what stands before any heading, and is called "top"."""
    found = [Section(("top",))]
    for index, line in enumerate(lines):
        named = _named(lines, index)
        if named and not _names_a_post(found[-1], lines, index):
            found.append(Section(named, line))
        elif _unknown_section(found, lines, index):
            found.append(Section(("other",), line))
        else:
            found[-1].lines.append(line)
    return found


def _named(lines: tuple[Line, ...], index: int) -> tuple[str, ...]:
    """The kinds that a heading names; none where the line is no heading."""
    line = lines[index]
    if line.kind == "row" or (line.kind == "bullet" and line.passage.styles[:1] != "b"):
        return ()
    passage = _BRACKETED.sub(" ", line.passage.trim().text) if line.kind == "heading" else line.passage.trim().text
    words = _WORD.findall(fold(passage))
    if not words or len(words) > _FEW_WORDS + 2 or "@" in passage or periods(line.passage):
        return ()
    marked = _looks_marked(line)
    if line.kind == "bullet" and not (
        marked and line.indent == 0 and index + 1 < len(lines) and lines[index + 1].indent > 0
    ):
        return ()
    named = kinds_of(passage)
    if not named or (not marked and not _stands_alone(lines, index, words)):
        return ()
    if not _only_known(passage) and not _loosely(line, words):
        return ()
    return named


def _loosely(line: Line, words: list[str]) -> bool:
    """A marked heading may add words of its own ("Talks and Papers at Conferences"), but is no name of an employer."""
    plain = not re.search(r"[.,;]", line.text.rstrip(" .:"))
    if pattern("work.schools", "work.organizations").search(line.folded):
        return False
    return (line.kind == "heading" or _underscored(line)) and plain and words[-1] not in _MODIFIERS


def _names_a_post(current: Section, lines: tuple[Line, ...], index: int) -> bool:
    """A heading's words beside dates: "TEACHING ASSISTANT" under "Teaching" is a title."""
    if current.kind not in {"work", "teaching", "service"} or lines[index].kind == "heading":
        return False
    beside = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
    return bool(pattern("work.titles").search(lines[index].folded)) and any(periods(line.passage) for line in beside)


def kinds_of(heading: str) -> tuple[str, ...]:
    """The sections that a heading's words name, the whole first, then its halves, then its head noun."""
    whole = " ".join(_WORD.findall(fold(heading)))
    if whole in _ALIASES:
        return (_ALIASES[whole],)
    halves = [kind for part in _AND.split(fold(heading)) for kind in [_head(part)] if kind]
    return tuple(dict.fromkeys(halves)) or tuple(kind for kind in [_head(whole)] if kind)


def _head(part: str) -> str:
    words = _WORD.findall(part)
    for size in (3, 2, 1):
        tail = " ".join(words[-size:])
        if len(words) >= size and tail in _ALIASES:
            return _ALIASES[tail]
    joined = "".join(words)
    if joined and not joined.isascii():
        return next((kind for phrase, kind in _ALIASES.items() if not phrase.isascii() and phrase in joined), "")
    return ""


def _only_known(heading: str) -> bool:
    """Whether every word of a heading is a word of headings: "Selected Honors", not "Teaching robots to see"."""
    words = _WORD.findall(fold(heading))
    known = {word for phrase in _ALIASES for word in phrase.split()} | _MODIFIERS
    return all(word in known or (not word.isascii() and _head(word)) for word in words)


def _underscored(line: Line) -> bool:
    """A rule drawn behind the words."""
    return line.text.rstrip().endswith("__")


def _looks_marked(line: Line) -> bool:
    text = line.passage.trim().text
    bold = all(style == "b" for style, char in zip(line.passage.styles, line.text, strict=True) if char.isalpha())
    return line.kind == "heading" or _underscored(line) or bold or (text.isupper() and len(text) > 3)


def _stands_alone(lines: tuple[Line, ...], index: int, words: list[str]) -> bool:
    line = lines[index]
    spaced = line.gap or (index + 1 < len(lines) and lines[index + 1].gap) or line.text.rstrip().endswith(":")
    titled = line.passage.trim().text[:1].isupper() or not line.text.isascii()
    return (
        len(words) <= _FEW_WORDS
        and titled
        and (spaced or line.indent == 0)
        and "," not in line.text
        and _followed(lines, index)
    )


def _followed(lines: tuple[Line, ...], index: int) -> bool:
    """A heading has something under it, and does not stand on a line of data."""
    return index + 1 < len(lines) and not (":" in lines[index].text.rstrip(": ") or "\t" in lines[index].text.strip())


def _unknown_section(found: list[Section], lines: tuple[Line, ...], index: int) -> bool:
    """A heading of unknown words ends a section when it ranks with the section's own heading and opens no entry."""
    line = lines[index]
    current = found[-1]
    if _bold_alone(line) and current.heading is not None and _bold_alone(current.heading):
        following = lines[index + 1] if index + 1 < len(lines) else None
        return line.gap and following is not None and following.gap and current.kind not in _ENTRIES
    if line.kind != "heading" or (len(found) == 1 and not current.lines):
        return False
    if current.heading is None:
        return line.level > 1 and index > _TOP and not any(periods(other.passage) for other in lines[index : index + 3])
    if current.heading.kind == "heading" and line.level > current.heading.level:
        return False
    if current.kind in _ENTRIES and _opens_entry(lines, index):
        return False
    return not pattern("work.titles", "work.organizations").search(line.folded)


def _bold_alone(line: Line) -> bool:
    """A short bold line: some CVs head their parts with nothing else."""
    return line.kind == "text" and _looks_marked(line) and line.passage.styles[:1] == "b" and not periods(line.passage)


def _opens_entry(lines: tuple[Line, ...], index: int) -> bool:
    near = lines[index : index + 4]
    return any(periods(other.passage) for other in near) or (
        index + 1 < len(lines) and lines[index + 1].kind == "bullet"
    )


def heading_like(passage: Passage) -> bool:
    return bool(kinds_of(passage.text)) and _only_known(passage.text)
