"""Projects: a name, dates where printed, and what is told."""

import re

from bot.cv.entries import Entry
from bot.cv.facts.dates import periods
from bot.cv.facts.details import details
from bot.cv.facts.pieces import columns
from bot.cv.passage import Passage
from bot.profile import Fact, Project

_LINKS = re.compile(
    r"\s{0,3}+[\[(](?:[^\[\]()]{0,12}\b)?(?:code|repo|link|report|slides|demo|github|website|pdf|paper|video|news)\b[^\[\]()]{0,40}+[\])]",
    re.IGNORECASE,
)
_COLON = re.compile(r"\s{0,3}[:：]\s{1,3}(?=\S)|\s[–—|]\s|\s-\s")
_APPOSITION = re.compile(r"\A((?:[^\s,]{1,30} ){0,3}[^\s,]{1,30}),\s(?=[a-z])")
"""``Tern, a small compiler``: the name, and what it is."""
_STARS = re.compile(r"\s{0,3}[★⭐☆]")
_LONGEST = 200


def project_of(entry: Entry) -> Project | None:
    head = entry.head[0] if entry.head else None
    if head is None:
        return None
    cells = [cell for cell in columns(head) if cell.trim()]
    if len(cells) > 1 and (head.kind == "row" or periods(cells[0])):
        return _from_row(entry, cells)
    name, rest = _name(cells[0]) if cells else (None, None)
    if name is None:
        return None
    start, end = _span(entry)
    told = (rest.fact("detail"),) if rest is not None and len(rest.text) > 3 else ()
    others = tuple(
        line.passage.trim().fact("detail")
        for line in entry.head[1:]
        if not periods(line.passage) and len(line.passage.trim().text) > 3
    )
    called = name.fact("project.name")
    return Project(called, start, end, told + others + details(entry, (called, *told, *others)))


def _span(entry: Entry) -> tuple[Fact[str] | None, Fact[str] | None]:
    for line in entry.head:
        for period in periods(line.passage):
            return period.start, period.end if period.ranged else period.start
    return None, None


def _name(passage: Passage) -> tuple[Passage | None, Passage | None]:
    """The bold or first part of the line, dates and links gone; and what follows it."""
    for period in periods(passage)[:1]:
        after = passage.cut(period.to).trim()
        passage = passage.cut(0, period.at).trim() if period.at else after
        if passage is not after and len(after.text) > 3:
            return _name(passage)[0], after
    runs = [run for run in passage.runs() if run.text.strip()]
    if len(runs) > 1 and runs[0].styles[:1] == "b":
        return _clean(runs[0]), passage.cut(len(runs[0].text)).trim()
    if match := _APPOSITION.match(passage.text):
        return _clean(passage.cut(0, match.end(1))), passage.cut(match.end()).trim()
    if match := _COLON.search(passage.text):
        return _clean(passage.cut(0, match.start())), passage.cut(match.end()).trim()
    return _clean(passage), None


def _clean(passage: Passage) -> Passage | None:
    for marks in (_LINKS, _STARS):
        if match := marks.search(passage.text):
            passage = passage.cut(0, match.start())
    passage = passage.trim(stop=True)
    if passage.find("projects.never"):
        return None
    return passage if 1 < len(passage.text) <= _LONGEST and any(char.isalpha() for char in passage.text) else None


def _from_row(entry: Entry, cells: list[Passage]) -> Project | None:
    """A table row: a category or a year, then the name, then the story."""
    dated = [cell for cell in cells if periods(cell)]
    named = [cell for cell in cells if not periods(cell)]
    if not named:
        return None
    main = named[0] if entry.roles or entry.head[0].kind != "row" else max(named, key=lambda cell: len(cell.text))
    name, told = _first_line(main) if entry.head[0].kind == "row" else _name(main)
    if name is None:
        return None
    period = periods(dated[0])[0] if dated else None
    others = tuple(cell.fact("project.group") for cell in named if cell is not main and main)
    story = (told.fact("detail"),) if told else ()
    called = name.fact("project.name")
    return Project(
        called,
        period.start if period else None,
        (period.end if period.ranged else period.start) if period else None,
        others + story + details(entry, (called, *story)),
    )


def _first_line(cell: Passage) -> tuple[Passage | None, Passage | None]:
    """The cell's first sentence, or what stands before its links, names the project."""
    sentence = re.search(r"(?:\[[^\[\]]{1,20}\]\s?)+|\.\s(?=[A-Z])", cell.text)
    if sentence:
        return _clean(cell.cut(0, sentence.start() + 1)), cell.cut(sentence.end()).trim()
    return _clean(cell), None
