"""Which lines of the education tell one study: several degrees at one school, and lines that name none."""

from bot.cv.entries import Entry
from bot.cv.facts.dates import periods
from bot.cv.facts.education import find_degree
from bot.cv.passage import Line


def degree_by_degree(found: list[Entry]) -> list[Entry]:
    return [study for entry in _with_what_is_told(found) for study in _parted(entry)]


def _with_what_is_told(found: list[Entry]) -> list[Entry]:
    """``Dean's List 2013`` under a study is told of it: it names no degree, no school and no period."""
    whole: list[Entry] = []
    for entry in found:
        if whole and _only_tells(entry):
            whole[-1] = Entry(whole[-1].head, [*whole[-1].body, *entry.lines], whole[-1].roles)
        else:
            whole.append(entry)
    return whole


def _only_tells(entry: Entry) -> bool:
    first = entry.head[0] if entry.head else None
    if first is None or first.gap or first.kind != "text":
        return False
    return not any(_names_degree(line) or _names_school(line) or _has_period(line) for line in entry.head)


def _parted(entry: Entry) -> list[Entry]:
    """Paragraphs that each name a degree are studies apart; so are dated lines that begin with one, at the school above both."""
    degrees = [index for index, line in enumerate(entry.head) if _names_degree(line)]
    cuts = [index for index in degrees[1:] if entry.head[index].gap or _opens(entry.head, index, degrees[0])]
    if not cuts:
        return [entry]
    starts = [0, *cuts]
    school = entry.head[: degrees[0]]
    out = []
    for start, end in zip(starts, [*cuts, len(entry.head)], strict=True):
        above = school if start and not entry.head[start].gap else []
        out.append(Entry([*above, *entry.head[start:end]], entry.body if end == len(entry.head) else []))
    return out


def _opens(head: list[Line], index: int, first: int) -> bool:
    """``M.S. in Physics, 2023`` under ``Ph.D. in Physics, 2027`` and their school."""
    both = [head[first], head[index]]
    schooled = any(map(_names_school, head[:first])) and not any(map(_names_school, both))
    return schooled and all(periods(line.passage) and _begins_with_degree(line) for line in both)


def _begins_with_degree(line: Line) -> bool:
    found = find_degree(line.passage)
    return found is not None and not found.before.trim()


def _names_degree(line: Line) -> bool:
    return find_degree(line.passage) is not None


def _names_school(line: Line) -> bool:
    return line.passage.find("work.schools") is not None


def _has_period(line: Line) -> bool:
    return any(period.ranged for period in periods(line.passage))
