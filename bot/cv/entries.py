"""A section's lines cut into entries: what opens one is learned from the section itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.cv.facts.dates import is_only_dates, periods
from bot.cv.passage import Line
from bot.cv.words import kinds, pattern, phrases

_SENTENCE = re.compile(r"[a-z\d)%][.!;]$")
_STORY = re.compile(r"(?:\[[^\[\]]{1,20}\]\s?)+(?=[A-Z])|(?<=[a-z]{3})\.\s(?=[A-Z][a-z]+ (?!:))(?!\w{3,12}:)")
_LISTED = 7
_LONG = 85
_MANY_WORDS = 9


@dataclass(eq=False)
class Entry:
    """One degree, post or project: the lines that head it, and what is told about it."""

    head: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    roles: tuple[str, ...] = ()
    """What the columns of its table hold, where a header row says so: "organization", "title", "date"."""

    @property
    def lines(self) -> list[Line]:
        return self.head + self.body


@dataclass(eq=False)
class _Run(Entry):
    """An entry whose head grows line by line."""

    stacked: bool = False
    """Lines of the head stand under each other without a gap."""
    dated: bool = False

    def add_head(self, line: Line) -> None:
        self.stacked = self.stacked or (bool(self.head) and not line.gap)
        self.dated = self.dated or bool(periods(line.passage))
        self.head.append(line)


def entries(lines: list[Line]) -> list[Entry]:
    if not lines:
        return []
    if any(line.kind == "row" for line in lines):
        return _by_rows(lines)
    if any(line.kind == "heading" for line in lines) and _mostly_under_headings(lines):
        return [_with_listed_head(entry) for entry in _by_opener(lines, _entry_heading)]
    first = next((index for index, line in enumerate(lines) if line.kind == "bullet"), None)
    if (
        first is not None
        and first < 2
        and _bullets_open(lines[first:])
        and (not first or _only_introduces(lines, first))
    ):
        return _by_bullets(lines[first:])
    if _bold(lines[0]) and sum(_bold(line) for line in lines) > 1:
        return _split_crowded(_by_opener(lines, _bold))
    return _split_crowded(_by_runs(lines))


def _by_opener(lines: list[Line], opens: Callable[[Line], bool]) -> list[Entry]:
    found: list[Entry] = []
    for line in lines:
        if not found or (opens(line) and not _completes(found[-1], line)):
            found.append(Entry([line]))
        else:
            _add(found[-1], line)
    return found


def _completes(entry: Entry, line: Line) -> bool:
    """``**Employer**, place`` over ``**Title**, *dates*`` is one head."""
    return not entry.body and len(entry.head) == 1 and _dated(line) and not _dated(entry.head[0])


def _add(entry: Entry, line: Line) -> None:
    """A head goes on until the first bullet or sentence; labels and dates may still come after it."""
    if is_prose(line) or line.kind == "bullet" or entry.body:
        entry.body.append(line)
    else:
        entry.head.append(line)


def _entry_heading(line: Line) -> bool:
    """A heading that is no label of a part ("Responsibilities", "Tech stack")."""
    return line.kind == "heading" and line.passage.trim().folded not in phrases("labels.topic")


def _with_listed_head(entry: Entry) -> Entry:
    """Under a heading without dates, short bullets up to the date are the head: place, title, period."""
    if any(_dated(line) for line in entry.head):
        return entry
    for index, line in enumerate(entry.body[:_LISTED]):
        if line.kind != "bullet" or len(line.text) > _LONG:
            break
        if is_only_dates(line.passage) or (_dated(line) and len(line.text) < _LONG // 3):
            return replace(entry, head=entry.head + entry.body[: index + 1], body=entry.body[index + 1 :])
    return entry


def _mostly_under_headings(lines: list[Line]) -> bool:
    return lines[0].kind == "heading"


def _bullets_open(lines: list[Line]) -> bool:
    """Top bullets are entries, unless they are the story under one entry that the section heading names."""
    top = min(line.indent for line in lines if line.kind == "bullet")
    return lines[0].indent == top


def _only_introduces(lines: list[Line], first: int) -> bool:
    """A line before bullets that name things themselves, in bold or with dates, is a remark."""
    named = [
        line for line in lines[first:] if line.kind == "bullet" and (line.passage.styles[:1] == "b" or _dated(line))
    ]
    return len(named) > 1 and not any(_dated(line) or _bold(line) for line in lines[:first])


def _by_bullets(lines: list[Line]) -> list[Entry]:
    top = min(line.indent for line in lines if line.kind == "bullet")
    found: list[Entry] = []
    for line in lines:
        if line.kind == "bullet" and line.indent <= top:
            found.append(Entry([line]))
        elif line.kind == "bullet":
            found[-1].body.append(line)
        else:
            _add(found[-1], line)
    return found


def _bold(line: Line) -> bool:
    return line.kind == "text" and line.passage.styles[:1] == "b"


def is_prose(line: Line) -> bool:
    """A sentence or a long line: the story, not the head."""
    text = line.text.strip()
    if _dated(line):
        return False
    if "\t" in text or re.search(r"\S\s{3,}\S", text):
        return False
    words = len(text.split())
    lower = sum(word[:1].islower() for word in text.split())
    if words > 3 and lower * 2 >= words and re.search(r"[a-z)]{2}[.!;]$", text):
        return True
    return (words >= _MANY_WORDS and bool(_SENTENCE.search(text))) or len(text) > 2 * _LONG or words > 2 * _MANY_WORDS


def _dated(line: Line) -> bool:
    """A date that heads an entry: a range, or one at the line's edge; not a year inside a sentence."""
    for period in periods(line.passage):
        before, after = line.text[: period.at].strip(" (,|·-–—"), line.text[period.to :].strip(" ).,|·-–—")
        if (period.ranged or not before or not after) and len(line.text) < 2 * _LONG:
            return True
    return False


def _by_runs(lines: list[Line]) -> list[Entry]:
    """A line of head after lines of story begins the next entry."""
    found = [_Run()]
    for index, line in enumerate(lines):
        story = line.kind == "bullet" or is_prose(line)
        if (not story and found[-1].body and not _late_date(found[-1], line)) or (
            not story and found[-1].head and line.gap and _complete(found[-1]) and not _belongs(line, lines, index)
        ):
            found.append(_Run())
            found[-1].add_head(line)
        elif story:
            found[-1].body.append(line)
        else:
            found[-1].add_head(line)
    return [entry for entry in found if entry.lines]


def _late_date(entry: _Run, line: Line) -> bool:
    return is_only_dates(line.passage) and not entry.dated


def _complete(entry: _Run) -> bool:
    """A head of several lines under each other, with its date: the next paragraph is another entry."""
    return entry.stacked and entry.dated


def _belongs(line: Line, lines: list[Line], index: int) -> bool:
    following = lines[index + 1] if index + 1 < len(lines) else None
    alone = following is None or following.gap
    return alone and not periods(line.passage)


def _split_crowded(found: list[Entry]) -> list[Entry]:
    """A head with several dates is several entries, each as far from its date as the first."""
    out: list[Entry] = []
    for entry in found:
        dated = [index for index, line in enumerate(entry.head) if _dates_entry(line)]
        if len(dated) < 2:
            out.append(entry)
            continue
        lead = dated[0]
        cuts = [0, *(max(at - lead, dated[place] + 1) for place, at in enumerate(dated[1:]))]
        for place, (start, end) in enumerate(zip(cuts, [*cuts[1:], len(entry.head)], strict=True)):
            last = place == len(cuts) - 1
            out.append(Entry(entry.head[start:end], entry.body if last else []))
    return out


def _dates_entry(line: Line) -> bool:
    found = periods(line.passage)
    return any(period.ranged or not pattern("dates.expected").search(line.folded) for period in found)


def _by_rows(lines: list[Line]) -> list[Entry]:
    """A table: a row with a date or a first cell opens; rows whose first cell is empty go on."""
    found: list[Entry] = []
    roles: tuple[str, ...] = ()
    for line in lines:
        if line.kind != "row":
            if not found or line.kind == "heading":
                found.append(Entry([line]))
            else:
                _add(found[-1], line)
        elif line.level:
            roles = tuple(kinds("labels").get(cell.folded.strip(), "") for cell in line.cells)
        elif not found or (line.cells and line.cells[0]) or (len(line.cells) == 1 and periods(line.passage)):
            found.append(_told_row(line, roles))
        else:
            _add(found[-1], line)
    return found


def _told_row(line: Line, roles: tuple[str, ...]) -> Entry:
    """A long cell holds the head in its first sentence, and the story after it."""
    last = line.cells[-1] if line.cells else None
    match = _STORY.search(last.text) if last is not None and len(last.text) > _LONG and len(line.cells) > 1 else None
    if last is None or match is None:
        return Entry([line], roles=roles)
    head = replace(line, cells=(*line.cells[:-1], last.cut(0, match.end())))
    return Entry([head], [replace(line, kind="text", cells=(), passage=last.cut(match.end()))], roles)
