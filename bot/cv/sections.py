"""Which lines belong to which part of a CV: headings by their words first, by their looks second."""

import re
from dataclasses import dataclass, field, replace

from bot.cv.facts.dates import periods
from bot.cv.passage import Line, Passage, joined
from bot.cv.words import fold, lists, pattern, phrases, words_of

_MODIFIERS = phrases("sections.modifiers")
_ALIASES = {phrase: kind for kind, names in lists("sections").items() if kind != "modifiers" for phrase in names}
_KNOWN = frozenset(word for phrase in _ALIASES for word in phrase.split()) | _MODIFIERS
_TOKENS = frozenset(token for phrase in _ALIASES for token in words_of(phrase))
_PAPERS = frozenset(
    word.removesuffix("s")
    for phrase in phrases("publications.venues") | phrases("publications.workshop") | phrases("publications.shown")
    for word in phrase.split()
)
_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
_AND = re.compile(r"\s{0,3}+(?:[&/,+|·与和及]|\b(?:and|und)\b)\s{0,3}")
_ENTRIES = frozenset({"work", "education", "projects", "teaching", "service", "publications"})
_POSTS = frozenset({"work", "education", "teaching", "service"})
"""Parts whose entries no subject labels, as "Operating systems" does a project."""
_BRACKETED = re.compile(r"\([^()]{0,60}\)|（[^（）]{0,60}）")
_PARTS = _ENTRIES | {"skills", "languages", "awards", "interests"}
_UNUSED = frozenset({"interests", "other"})
_LISTS = _UNUSED | {"skills", "languages", "awards"}
"""Parts that a single line may hold."""
_LABELLED = re.compile(r"\A\W{0,3}([^:：]{3,40})[:：]\s{0,3}(?=\S)")
_IN_MARGIN = re.compile(r"\A([^\s:：](?:[^\s:：]| (?=\S)){1,30}+)[:：]?(?:\s{3,60}+|\t\s{0,60}+)(?=\S)")
_ON_THE_LINE = re.compile(r"\A([^\s:：](?:[^\s:：]| (?=\S)){2,30}+) ?[:：]\s{0,60}+(?=\S)")
_SEVERAL = re.compile(r"[,;，；、]")
_MOST_LABELLED = 6
"""Lines of lists that stand together behind the last entry."""
_INLINE_BULLET = re.compile(r"\s{0,3}[•▪●◦‣]\s{1,3}")
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
        beside = () if named else _beside_heading(line, found[-1]) or _closing_list(lines, index, found[-1])
        if beside:
            found += beside
        elif _heads_papers(found, line):
            found.append(Section(("publications",), line))
        elif named and not _tells_of_entry(found[-1], lines, index):
            found.append(Section(named, line))
        elif back := _back_in(found, lines, index):
            found.append(Section((back,), None, [line]))
        elif _unknown_section(found, lines, index):
            found.append(Section(("other",), line))
        else:
            found[-1].lines.append(line)
    return found if len(found) > 1 else _labelled_parts(found[0])


def _beside_heading(line: Line, current: Section) -> tuple[Section, ...]:
    """``Languages     Polish, English`` with the heading in the margin; of lists, ``Hobbies: sailing`` ends one too."""
    if line.kind == "row":
        return _labelled_row(line, current)
    if line.kind != "text" or line.indent or current.kind == "top":
        return ()
    margin = _IN_MARGIN.match(line.text)
    label = margin or (_ON_THE_LINE.match(line.text) if current.kind in _LISTS else None)
    kind = _ALIASES.get(" ".join(_WORD.findall(line.folded[: label.end(1)]))) if label else None
    if label is None or kind is None or kind not in (_LISTS if margin else _UNUSED) or kind in current.kinds:
        return ()
    if "skills" in current.kinds and kind == "languages" and not line.passage.find("languages.names"):
        return ()
    heading = replace(line, passage=line.passage.cut(0, label.end(1)))
    content = Section((kind,), heading, [replace(line, passage=line.passage.cut(label.end()), gap=True)])
    return (content,) if margin else (replace(content, kinds=("other",)), replace(current, lines=[]))


def _closing_list(lines: tuple[Line, ...], index: int, current: Section) -> tuple[Section, ...]:
    """``SKILLS: C++; Python (NumPy); CUDA`` behind the last entry: with lines like it, and the next heading or the end below."""
    line = lines[index]
    label, kind = _listed_under(line)
    if label is None or kind in current.kinds:
        return ()
    if current.kind in _LISTS:
        closes = _listed_under(lines[index - 1])[0] is not None and not line.gap
    else:
        closes = current.kind in _ENTRIES and line.gap and _ends_part(lines, index)
    if not closes or any(other.folded.startswith(label[0].strip()) for other in current.lines):
        return ()
    heading = replace(line, passage=line.passage.cut(0, label.end(1)))
    return (Section((kind,), heading, [replace(line, passage=line.passage.cut(label.end()), gap=True)]),)


def _listed_under(line: Line) -> tuple[re.Match[str] | None, str]:
    """The label that names a part of lists, before several values on its line."""
    label = _LABELLED.match(line.folded) if line.kind == "text" else None
    kind = _ALIASES.get(label[1].strip(), "") if label else ""
    listed = label is not None and kind in {"skills", "languages"} and _SEVERAL.search(line.text, label.end())
    return (label, kind) if listed else (None, "")


def _ends_part(lines: tuple[Line, ...], index: int) -> bool:
    """Whether nothing but labelled lines stands below, up to the next heading or the end."""
    for below in range(index + 1, min(len(lines), index + _MOST_LABELLED)):
        if _named(lines, below):
            return True
        if lines[below].kind != "text" or not _LABELLED.match(lines[below].folded):
            return False
    return len(lines) - index <= _MOST_LABELLED


def _labelled_row(line: Line, current: Section) -> tuple[Section, ...]:
    """``| Skills | C++, CUDA |`` below the last post of a table: a list of its own, behind which the posts may go on."""
    label, *rest = line.cells or (line.passage,)
    words = " ".join(_WORD.findall(label.folded))
    kind = _ALIASES.get(words, "")
    if current.kind not in _POSTS or not any(rest) or kind not in _LISTS or words in phrases("labels.topic"):
        return ()
    heading = replace(line, passage=label, kind="text", cells=(), level=0)
    told = joined(cell for cell in rest if cell)
    content = replace(line, passage=told, kind="text", cells=(), level=0, gap=True)
    return (Section((kind,), heading, [content]), replace(current, lines=[]))


def _labelled_parts(whole: Section) -> list[Section]:
    """A CV of one line a part, as forms are pasted: ``Employment: • … • …``; or of rows with the heading in the first column."""
    labels = [(line, *_label_of(line)) for line in whole.lines]
    in_rows = any(margin and kind in {"work", "education"} for _, _, kind, margin in labels)
    found = [Section(whole.kinds)]
    for line, label, kind, margin in labels:
        if label is None or kind not in _PARTS or (margin and not in_rows):
            if line.gap and not in_rows and found[-1].kind in _PARTS:
                found.append(Section(("other",)))
            found[-1].lines.append(line)
            continue
        rest = replace(line, passage=line.passage.cut(label.end()))
        items = rest.passage.split(_INLINE_BULLET)
        listed = len(items) > 1 or bool(_INLINE_BULLET.match(rest.text))
        kept = [replace(rest, passage=item.trim(), kind="bullet") for item in items] if listed else [rest]
        found.append(Section((kind,), replace(line, passage=line.passage.cut(0, label.end(1))), kept))
    return found


def _label_of(line: Line) -> tuple[re.Match[str] | None, str, bool]:
    """The label that a line begins with, the part that it names, and whether it stands in the margin."""
    label = _LABELLED.match(line.folded)
    if label and (kind := _ALIASES.get(label[1].strip())):
        return label, kind, False
    margin = _IN_MARGIN.match(line.text) if line.kind == "text" else None
    kind = _ALIASES.get(line.folded[: margin.end(1)].strip(), "") if margin else ""
    return (margin if kind else None), kind, bool(kind)


def _named(lines: tuple[Line, ...], index: int) -> tuple[str, ...]:
    """The kinds that a heading names; none where the line is no heading."""
    line = lines[index]
    if line.kind == "row" or (line.kind == "bullet" and line.passage.styles[:1] != "b"):
        return ()
    if line.text.isascii() and _TOKENS.isdisjoint(line.passage.words):
        return ()
    passage = _BRACKETED.sub(" ", line.passage.trim().text) if _may_add(line) else line.passage.trim().text
    folded = fold(passage)
    if sum(word[0].isalnum() for word in folded.split()) > _FEW_WORDS + 2:
        return ()
    words = _WORD.findall(folded)
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


def _may_add(line: Line) -> bool:
    """``SELECTED PUBLICATIONS (of 27)``: what stands in brackets behind a heading is no part of it."""
    return line.kind == "heading" or (line.gap and line.text.partition("(")[0].isupper())


def _loosely(line: Line, words: list[str]) -> bool:
    """A marked heading may add words of its own ("Talks and Papers at Conferences"), but is no name of an employer."""
    plain = not re.search(r"[.,;]|\s[-–—|@]\s|\sat\s", line.text.rstrip(" .:"))
    if line.passage.find("work.schools", "work.organizations", "degrees.names"):
        return False
    return (line.kind == "heading" or _underscored(line)) and plain and words[-1] not in _MODIFIERS


def _tells_of_entry(current: Section, lines: tuple[Line, ...], index: int) -> bool:
    """Whether a heading's words are said of the entry above or beside them."""
    line = lines[index]
    status = pattern("publications.status").fullmatch(line.folded.strip(" .()[]*_"))
    under_paper = current.kind == "publications" and line.kind == "text" and not line.gap and status is not None
    return under_paper or _names_a_post(current, lines, index) or _labels_a_post(current, line)


def _names_a_post(current: Section, lines: tuple[Line, ...], index: int) -> bool:
    """A heading's words beside dates: "TEACHING ASSISTANT" under "Teaching" is a title."""
    if current.kind not in {"work", "teaching", "service"} or lines[index].kind == "heading":
        return False
    beside = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
    return lines[index].passage.find("work.titles") is not None and any(periods(line.passage) for line in beside)


def _labels_a_post(current: Section, line: Line) -> bool:
    """``**Achievements**`` under a post, where parts and posts are headings, is a label inside the post."""
    headed = current.heading is not None and current.heading.kind == "heading"
    return (
        headed
        and line.kind == "text"
        and current.kind in {"work", "education", "projects"}
        and any(other.kind == "heading" for other in current.lines)
    )


def kinds_of(heading: str) -> tuple[str, ...]:
    """The sections that a heading's words name, the whole first, then its halves, then its head noun."""
    whole = " ".join(_WORD.findall(fold(heading)))
    if whole in _ALIASES:
        return (_ALIASES[whole],)
    halves = [kind for part in _AND.split(fold(heading)) for kind in [_head(part)] if kind]
    if whole.startswith(("contact ", "contacts ")):
        return ("contact",)
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
    return all(word in _KNOWN or (not word.isascii() and _head(word)) for word in words)


def _underscored(line: Line) -> bool:
    """A rule drawn behind the words."""
    return line.text.rstrip().endswith("__")


def _looks_marked(line: Line) -> bool:
    text, styles = line.passage.trim().text, line.passage.styles
    if line.kind == "heading" or _underscored(line) or (text.isupper() and len(text) > 3):
        return True
    return all(style == "b" for style, char in zip(styles, line.text, strict=True) if char.isalpha())


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
    if current.kind in _ENTRIES and _opens_entry(lines, index) and not _ends_entries(current):
        return False
    return not line.passage.find("work.titles", "work.organizations")


def _heads_papers(found: list[Section], line: Line) -> bool:
    """``### Workshops`` below the heading of the publications, of which it names a kind."""
    if line.kind != "heading":
        return False
    parent = next((part for part in reversed(found) if part.heading and 0 < part.heading.level < line.level), None)
    words = [word.removesuffix("s") for word in _WORD.findall(line.folded)]
    return (
        parent is not None
        and parent.kind == "publications"
        and not _PAPERS.isdisjoint(words)
        and all(word in _PAPERS or word in _MODIFIERS for word in words)
    )


def _back_in(found: list[Section], lines: tuple[Line, ...], index: int) -> str:
    """Under "Experience", a heading with dates after a part of its rank ("Skill set") is a post again."""
    line, heading = lines[index], found[-1].heading
    if line.kind != "heading" or heading is None or found[-1].kind in _ENTRIES or line.level != heading.level:
        return ""
    parent = next((part for part in reversed(found) if part.heading and 0 < part.heading.level < line.level), None)
    near = lines[index + 1 : index + 3]
    dated = any(period.ranged for other in near for period in periods(other.passage))
    return parent.kind if parent is not None and parent.kind in {"work", "education"} and dated else ""


def _ends_entries(current: Section) -> bool:
    """Where no entry of a section was a heading, the next heading of its own rank is none either."""
    return bool(current.lines) and all(line.kind != "heading" for line in current.lines)


def _bold_alone(line: Line) -> bool:
    """A short bold line: some CVs head their parts with nothing else."""
    return line.kind == "text" and line.passage.styles[:1] == "b" and _looks_marked(line) and not periods(line.passage)


def _opens_entry(lines: tuple[Line, ...], index: int) -> bool:
    near = lines[index : index + 4]
    return any(periods(other.passage) for other in near) or (
        index + 1 < len(lines) and lines[index + 1].kind == "bullet"
    )


def heading_like(passage: Passage) -> bool:
    return names_section(passage.text)


def names_section(text: str) -> bool:
    """Whether a text is a heading by its words, and has no other words."""
    return bool(kinds_of(text)) and _only_known(text)
