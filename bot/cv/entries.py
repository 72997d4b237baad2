"""A section's lines cut into entries: what opens one is learned from the section itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.cv.facts.columns import roles_of
from bot.cv.facts.dates import is_only_dates, periods
from bot.cv.passage import Line, Passage, joined
from bot.cv.words import kinds, pattern, phrases

_SENTENCE = re.compile(r"[a-z\d)%][.!;]$")
_STORY = re.compile(
    r"(?:\[[^\[\]]{1,20}\]\s?){1,8}+(?=[A-Z])|(?:(?<=[a-z]{3})|(?<=[A-Z]{3}))\.\s(?=(?:[A-Z][a-z]+|I) (?!:))(?!\w{3,12}:)"
)
_TAB = re.compile(r"\t")
_SAID = re.compile(r"[^\W\d_]{2}[.!]$")
_BRACKETED = re.compile(r"[(（][^()（）]{1,80}[)）]")
_NAMED = re.compile(r"\A([^:\s][^:]{1,40}):\s{1,3}(?=\S)")
_TOLD = re.compile(r"\s{0,2}[)\]]{0,2}\s{0,2}[:：]\s{1,3}(?=[A-Z])")
_TOLD_DOING = re.compile(r"[A-Z][a-z]{2,15}(?:ing|ed) [a-z]{2,15} (?:[^\s]{1,30} ){2,30}[^\s]{1,30}(?<=[a-z]{3}\.)$")
"""``Working closely with the shops of the north.``"""
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
    under: bool = False
    """A further post at the organization of the entry before."""

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
    if (dates := _column_of_dates(lines)) > 1:
        return _dated_in_turn(lines[:dates], entries(lines[dates:]))
    if any(line.kind == "row" for line in lines):
        return _by_rows(lines)
    if any(line.kind == "heading" for line in lines) and _mostly_under_headings(lines):
        found = [_with_listed_head(entry) for entry in _by_opener(lines, _entry_heading(lines))]
        return [part for entry in found for part in (_of_group(entry) if _heads_several(entry) else [entry])]
    first = next((index for index, line in enumerate(lines) if line.kind == "bullet"), None)
    if (
        first is not None
        and first < 2
        and _bullets_open(lines[first:])
        and (not first or _only_introduces(lines, first))
    ):
        return _by_bullets(lines[first:])
    if len(lines) > 1 and all(map(_named_line, lines)):
        return [Entry([line]) for line in lines]
    if _bold(lines[0]) and sum(_bold(line) for line in lines) > 1:
        found = [_with_listed_head(entry) for entry in _by_opener(lines, _bold)]
    else:
        found = [_with_listed_head(run) if run.head and _bold(run.head[0]) else run for run in _by_runs(lines)]
    return [_told_beside(entry) for entry in _split_crowded(found)]


def _column_of_dates(lines: list[Line]) -> int:
    """How many periods stand one under the other before anything else, where nothing after them has a date."""
    count = 0
    while count < len(lines) and lines[count].kind == "text" and is_only_dates(lines[count].passage):
        count += 1
    column = all(period.ranged for line in lines[:count] for period in periods(line.passage))
    alone = 1 < count < len(lines) and column and not any(periods(line.passage) for line in lines[count:])
    return count if alone else 0


def _dated_in_turn(dates: list[Line], found: list[Entry]) -> list[Entry]:
    """A page's left column of periods came before the right one: each is its entry's; of another number, nobody's."""
    if len(dates) != len(found):
        return found
    return [replace(entry, head=[date, *entry.head]) for date, entry in zip(dates, found, strict=True)]


def _by_opener(lines: list[Line], opens: Callable[[Line], bool]) -> list[Entry]:
    found: list[Entry] = []
    for line in lines:
        if not found or (opens(line) and not _completes(found[-1], line)):
            found.append(Entry([line]))
        else:
            _add(found[-1], line)
    return found


def _completes(entry: Entry, line: Line) -> bool:
    """``**Employer**, place`` over ``**Title**, *dates*`` is one head; so is a name with its short form in brackets."""
    if not entry.body and _BRACKETED.fullmatch(line.text.strip()):
        return True
    return not entry.body and len(entry.head) == 1 and _dated(line) and not _dated(entry.head[0])


def _add(entry: Entry, line: Line) -> None:
    """A head goes on until the first bullet or sentence; labels and dates may still come after it."""
    if is_prose(line) or line.kind == "bullet" or entry.body:
        entry.body.append(line)
    else:
        entry.head.append(line)


def _entry_heading(lines: list[Line]) -> Callable[[Line], bool]:
    """Whether a heading opens an entry.

    Labels ("Tech stack") head a part of one; so do deeper headings without dates, where several rank with the first.
    """
    top = lines[0].level
    ranked = sum(line.kind == "heading" and line.level <= top for line in lines) > 1

    def opens(line: Line) -> bool:
        if line.kind != "heading" or line.passage.trim().folded in phrases("labels.topic"):
            return False
        if line.text.rstrip().endswith((":", "：")):
            return False
        return not ranked or line.level <= top or _dated(line)

    return opens


def _with_listed_head(entry: Entry) -> Entry:
    """Under a heading or a bold line without dates, short bullets up to the date are the head: place, title, period."""
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
    outer = min(line.indent for line in lines if line.kind == "bullet")
    again = any(line.kind == "text" and line.indent < outer for line in lines[first:])
    return len(named) > 1 and not again and not any(_dated(line) or _bold(line) for line in lines[:first])


def _by_bullets(lines: list[Line]) -> list[Entry]:
    top = min(line.indent for line in lines if line.kind == "bullet")
    found: list[Entry] = []
    for line in lines:
        if line.kind == "bullet" and line.indent <= top:
            found.append(_told_after_date(line))
        elif line.kind == "bullet":
            found[-1].body.append(line)
        else:
            _add(found[-1], line)
    return found


def _named_line(line: Line) -> bool:
    """``Name: what it is`` on a line of its own, where the name is no label."""
    named = _NAMED.match(line.folded)
    return line.kind == "text" and named is not None and named[1] not in kinds("labels")


def _told_after_date(line: Line) -> Entry:
    """``Title, Employer (2019-2021): what was done``: the head ends with its date and a colon."""
    for period in periods(line.passage):
        story = _TOLD.match(line.text, period.to)
        if story and period.at and len(line.text[story.end() :].split()) > 3:
            told = replace(line, passage=line.passage.cut(story.end()), kind="text")
            return Entry([replace(line, passage=line.passage.cut(0, story.start() + 1).trim())], [told])
    return Entry([line])


def _bold(line: Line) -> bool:
    return line.kind == "text" and line.passage.styles[:1] == "b"


def is_prose(line: Line) -> bool:
    """A sentence or a long line: the story, not the head."""
    text = line.text.strip()
    if _dated(line) and not _is_dated_sentence(line):
        return False
    if _has_columns(text):
        return False
    if _TOLD_DOING.match(text) and not pattern("work.titles").search(" ".join(line.folded.split()[:3])):
        return True
    words = len(text.split())
    lower = sum(word[:1].islower() for word in text.split())
    if words > 3 and lower * 2 >= words and re.search(r"[a-z)]{2}[.!;]$", text):
        return True
    return (words >= _MANY_WORDS and bool(_SENTENCE.search(text))) or len(text) > 2 * _LONG or words > 2 * _MANY_WORDS


def _is_dated_sentence(line: Line) -> bool:
    """``Begun in September 2019 and finished in July 2023.``"""
    words = line.text.split()
    small = sum(word[:1].islower() for word in words)
    said = len(words) >= _LISTED and 2 * small >= len(words) and line.text.rstrip().endswith(".")
    return said and not any(period.ranged for period in periods(line.passage))


def _dated(line: Line) -> bool:
    """A date that heads an entry: a range, or one at the line's edge; not a year inside a sentence."""
    for period in periods(line.passage):
        before, after = line.text[: period.at].strip(" (,|·-–—"), line.text[period.to :].strip(" ).,|·-–—")
        longest = 2 * _LONG if before or not period.ranged else 4 * _LONG
        if (period.ranged or not before or not after) and len(line.text) < longest:
            return True
    return False


def _by_runs(lines: list[Line]) -> list[Entry]:
    """A line of head after lines of story begins the next entry."""
    found = [_Run()]
    for index, line in enumerate(lines):
        story = line.kind == "bullet" or (is_prose(line) and not (_bold(line) and _names_nothing(found[-1])))
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


def _names_nothing(entry: Entry) -> bool:
    """A head of dates alone: bold words under it name the entry, however much follows them."""
    return bool(entry.head) and not entry.body and all(is_only_dates(line.passage) for line in entry.head)


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
    """A head with several dates is several entries, each as far from its date as the first.

    What is set further in goes on with the line above.
    """
    out: list[Entry] = []
    for entry in found:
        dated = [index for index, line in enumerate(entry.head) if _dates_entry(line)]
        dated = [index for index in dated if not _goes_on_inside(entry.head[index], entry.head[dated[0]])]
        if len(dated) < 2:
            out.append(entry)
            continue
        lead = dated[0]
        cuts = [0, *(max(at - lead, dated[place] + 1) for place, at in enumerate(dated[1:]))]
        for place, (start, end) in enumerate(zip(cuts, [*cuts[1:], len(entry.head)], strict=True)):
            last = place == len(cuts) - 1
            out.append(Entry(entry.head[start:end], entry.body if last else []))
    return out


def _goes_on_inside(line: Line, first: Line) -> bool:
    """Right under the line above, set further in and without columns: ``    Head of the team since 2021``."""
    return line.indent > first.indent and not line.gap and not _has_columns(line.text.strip())


def _has_columns(text: str) -> bool:
    return "\t" in text or re.search(r"\S\s{3,}\S", text) is not None


def _of_group(entry: Entry) -> list[Entry]:
    """The entries under a heading, which names none of them where their lines have columns for all."""
    columned = all(line.text.count("\t") > 1 for line in entry.head[1:])
    return _split_crowded([replace(entry, head=entry.head[1:])] if columned else [entry])


def _heads_several(entry: Entry) -> bool:
    """A heading without a date over lines that hold a period and more each: it heads a group of entries."""
    told = [line for line in entry.head[1:] if _ranged(line) and not is_only_dates(line.passage)]
    return len(told) > 1 and not periods(entry.head[0].passage)


def _ranged(line: Line) -> bool:
    return any(period.ranged for period in periods(line.passage))


def _dates_entry(line: Line) -> bool:
    found = periods(line.passage)
    return any(period.ranged or not line.passage.find("dates.expected") for period in found)


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
            roles = roles_of(line)
        elif not found or (line.cells and line.cells[0]) or (len(line.cells) == 1 and periods(line.passage)):
            found.append(_told_row(line, roles))
        else:
            _add(found[-1], line)
    return found


def _told_row(line: Line, roles: tuple[str, ...]) -> Entry:
    """A long cell, or one of sentences, holds the head in its first one, and the story after it."""
    if (apart := _story_apart(line.cells)) is None:
        return Entry([line], roles=roles)
    cells, story = apart
    head = replace(line, cells=cells, passage=joined(filter(None, cells)))
    return Entry([head], [replace(line, kind="text", cells=(), passage=story)], roles)


def _told_beside(entry: Entry) -> Entry:
    """``Employer 2019 - 2021⇥What was done there.``: a row without a table."""
    line = entry.head[-1] if entry.head else None
    columns = line.passage.split(_TAB) if line is not None and line.kind == "text" and "\t" in line.text else []
    if line is None or (apart := _story_apart(tuple(columns))) is None:
        return entry
    _, story = apart
    before = replace(line, passage=line.passage.cut(0, line.passage.place_of(story)).trim())
    return replace(entry, head=[*entry.head[:-1], before], body=[replace(line, passage=story), *entry.body])


def _story_apart(cells: tuple[Passage, ...]) -> tuple[tuple[Passage, ...], Passage] | None:
    """What heads an entry in a row's cells, and the story that its last cell tells."""
    if len(cells) < 2:
        return None
    *before, last = cells
    if _only_tells(last) and any(cell and not is_only_dates(cell) for cell in before):
        return tuple(before), last
    match = _STORY.search(last.text) if len(last.text) > _LONG or _SAID.search(last.text) else None
    return ((*before, last.cut(0, match.end())), last.cut(match.end())) if match else None


def _only_tells(cell: Passage) -> bool:
    """``Terraform and Ansible for clients such as the post.``: a sentence that no title opens."""
    words = cell.text.split()
    small = sum(word[:1].islower() for word in words)
    told = len(words) >= _LISTED and 2 * small >= len(words) and _SAID.search(cell.text) is not None
    return told and not pattern("work.titles").search(" ".join(cell.folded.split()[:3]))
