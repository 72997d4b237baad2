"""Columns whose gap was lost when a page was copied: ``June 2021Research Assistant``, ``Tern University2010 - 2012``."""

import re

from bot.cv.passage import Passage, merged
from bot.cv.words import fold, numbers, phrases

_YEAR = r"(?:19[5-9]|20[0-4])\d"
_DATED = re.compile(_YEAR)
_DASH = r"\s{0,2}[-–—]\s{0,2}"
_MEETING = re.compile(
    rf"(?<![\w@])(?<![^\W\d][/.-]){_YEAR}(?=[A-Z][A-Za-z][A-Za-z .,])"
    rf"|{_DASH}(?P<now>[A-Za-z][a-z]{{2,9}}?)(?=[A-Z][a-z])"
    rf"|[a-z)](?=(?:(?:0[1-9]|1[0-2])[/.])?{_YEAR}{_DASH}\w)"
    rf"|[a-z)](?=(?P<month>[A-Z][a-z]{{2,8}})\.?,?\s{_YEAR})"
)
"""Where a date touches the words beside it: behind a year or "Present", or before a period or a month."""
_SPACED = re.compile(r"[\u3400-\u9fff](?:[ \t\u3000]{1,9}[\u3400-\u9fff]){1,3}[ \t\u3000]{0,9}[:：]")
_BLANKS = re.compile(r"[ \t\u3000]{1,9}")


def with_columns(passage: Passage) -> Passage:
    """The passage with a tab where a date touches the words of another column."""
    text = passage.text
    if _DATED.search(text) is None:
        return passage
    cuts = [match.end() for match in _MEETING.finditer(text) if _is_date(match)]
    if not cuts:
        return passage
    parts, last = [], 0
    for at in cuts:
        parts += [
            passage.cut(last, at),
            Passage.placed("\t", (passage.closes(at - 1),), (passage.closes(at - 1),), " "),
        ]
        last = at
    return merged([*parts, passage.cut(last)])


def with_whole_label(passage: Passage) -> Passage:
    """``姓   名：林晓雨``: blanks that only widen a label do not part it."""
    spaced = _SPACED.match(passage.text)
    if spaced is None:
        return passage
    return merged(passage.without(*(blank.span() for blank in _BLANKS.finditer(passage.text, 0, spaced.end()))))


def _is_date(match: re.Match[str]) -> bool:
    if match["now"]:
        return fold(match["now"]) in phrases("dates.present")
    return not match["month"] or fold(match["month"]) in numbers("months")
