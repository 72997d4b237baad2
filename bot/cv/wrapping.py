"""Lines that a writer's editor or a PDF broke for width, put together again."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.cv.facts.authors import author_list
from bot.cv.facts.dates import is_only_dates, periods
from bot.cv.finder import Finder
from bot.cv.passage import LONGEST_LINE, Line, joined
from bot.cv.words import alternation, kinds, phrases

_LEADER = r"(?:(?<![-–—_])[-–—_]{5,}|(?<![.·…])[.·…]{5,})"
_SIGNS = "–—_.·…-"
COLUMN = Finder(
    rf"\t+|\s{{3,}}|\s{{0,2}}{_LEADER}\s{{0,2}}", rf"[\s{_SIGNS}](?:(?<=\t)|(?<=\s)\s\s|(?<=[{_SIGNS}])[{_SIGNS}]{{4}})"
)
"""Tabs, wide gaps, and the leaders that some draw to the right-hand column."""
_LED = Finder(rf"(?<=\w\s){_LEADER}\s\w", rf"[{_SIGNS}][{_SIGNS}]{{4}}")
_WIDE = re.compile(r"(?<![.!?,;:])  ")
"""Two blanks, and not those that some type after a stop."""
_SHORT = 30
_LONG = 60
_RAGGED = 14
"""How far the ends of wrapped lines lie apart."""
_LEAST_WRAPPED = 3
_GOES_ON = re.compile(r"(?:[,&]|\b(?:and|of|in|with|for|to|the|und))$")
_LABEL = re.compile(r"[A-Z][\w /&-]{1,30}:")
_VALUED = frozenset({"adviser", "topic", "date", "place", "organization", "title", "degree", "field", "gpa", "rank"})
"""Kinds of labels that may stand alone on a line, their value on the next."""
_LONGEST_VALUE = 200
_DASHES = frozenset("-–—")
_PRESENT = re.compile(rf"(?:{alternation(phrases('dates.present'))})")
_STOPS = (".", ":", "!", "?", "。", "：")


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines with the wrapped ones joined to what they go on with."""
    edge = _right_edge(lines)
    whole: list[Line] = []
    width = 0
    for line in lines:
        if whole and _continues(whole[-1], line, width, edge) and _has_room(whole[-1], line):
            passage = joined([whole[-1].passage, line.passage])
            whole[-1] = replace(whole[-1], passage=passage, finish=line.finish, broken=line.broken)
        else:
            whole.append(line)
        width = line.finish - line.begin
    return whole


def _has_room(before: Line, line: Line) -> bool:
    return len(before.text) + len(line.text) < LONGEST_LINE


def _right_edge(lines: Sequence[Line]) -> int:
    """The width that several lines come near to; 0 where the text was not broken for width."""
    widths = sorted(
        line.finish - line.begin for line in lines if line.kind in {"text", "bullet"} and not _has_columns(line)
    )
    if len(widths) < _LEAST_WRAPPED or widths[-1] < _LONG or widths[-_LEAST_WRAPPED] < widths[-1] - _RAGGED:
        return 0
    return widths[-1]


def _has_columns(line: Line) -> bool:
    text = line.text.strip()
    return "\t" in text or ("  " in text and _WIDE.search(text) is not None) or _LED.search(text) is not None


def _continues(before: Line, line: Line, width: int, edge: int) -> bool:
    if before.text.endswith((":", "：")) and _is_label_of(before, line):
        return True
    if line.gap or line.kind != "text" or before.broken or before.kind in {"row", "heading"}:
        return False
    if _ends_range(before, line):
        return True
    if _stands_alone(line, bold=not _emphasis_goes_on(before, width)):
        return False
    text = before.text.rstrip()
    if text.endswith(",") and before.kind == "text":
        return True
    if COLUMN.search(text.strip()) is not None and not text.endswith(","):
        return False
    if (line.text.split(" ", 1)[0].islower() and width >= _SHORT) or (_GOES_ON.search(text) and width >= _LONG):
        return True
    full = bool(edge) and "\t" not in text and width + 1 + len(line.text.split(" ", 1)[0]) > edge - 2 and width >= _LONG
    if before.kind == "bullet":
        deeper = line.indent > before.indent and width >= _SHORT and not _has_authors_below(before, line)
        return (deeper and not text.endswith(".")) or full
    return full and not text.endswith(_STOPS)


def _ends_range(before: Line, line: Line) -> bool:
    """``2019 -`` at the end of one line and ``2021`` at the beginning of the next."""
    if before.text.rstrip()[-1:] not in _DASHES:
        return False
    begun, found = periods(before.passage)[-1:], periods(line.passage)[:1]
    opens = bool(begun) and not before.text[begun[0].to :].strip(" -–—")
    ends = bool(found) and not found[0].at and not found[0].ranged
    return opens and (ends or _PRESENT.match(line.folded) is not None)


def _has_authors_below(title: Line, line: Line) -> bool:
    """A paper's title over its authors."""
    return not _GOES_ON.search(title.text.rstrip()) and author_list(line.passage.trim()) is not None


def _is_label_of(label: Line, line: Line) -> bool:
    """``Fachrichtung:`` over the field on the next line."""
    alone = label.kind != "row" and kinds("labels").get(label.folded.strip(" :：")) in _VALUED
    value = line.kind == "text" and not line.gap and len(line.text) <= _LONGEST_VALUE
    return alone and value and not line.text.rstrip().endswith((":", "：")) and not _LABEL.match(line.text)


def _emphasis_goes_on(before: Line, width: int) -> bool:
    """Bold words that began in the middle of a wide line, or of a list, may go on in the next."""
    styles, text = before.passage.styles, before.text.rstrip()
    return width >= _LONG and styles[:1] != "b" and (styles[len(text) - 1 : len(text)] == "b" or text[-1:] == ",")


def _stands_alone(line: Line, *, bold: bool) -> bool:
    """Columns, dates, labels, bold text and addresses begin something of their own."""
    own = _LABEL.match(line.text) or (bold and line.passage.styles[0] == "b") or "@" in line.text
    return bool(own) or _has_columns(line) or _opens_with_date(line)


def _opens_with_date(line: Line) -> bool:
    """A range, dates alone or with a colon; a year may well begin the second half of a sentence."""
    found = periods(line.passage)
    if not found or found[0].at:
        return False
    headed = line.text[found[0].to :].lstrip().startswith((":", "："))
    return found[0].ranged or headed or is_only_dates(line.passage)
