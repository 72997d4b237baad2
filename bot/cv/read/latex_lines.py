"""The lines of a typeset page from those of its source: paragraphs whole, the name on one line, the person first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from bot.cv.passage import LONGEST_LINE, Line, joined

_FIRST = re.compile(r"[ \t]{0,20}\\(?:first|given)name\b", re.IGNORECASE)
_LAST = re.compile(r"[ \t]{0,20}\\(?:last|family|sur)name\b", re.IGNORECASE)
_PERSON = re.compile(
    r"[ \t]{0,20}\\(?:cv|my|res|user|full)?(?:name|jobtitle|mail|email|phone|numberphone|mobile|address|location|site|website|homepage|github|gitlab|linkedin|twitter)(?![A-Za-z])"
)
_NAME = re.compile(r"[ \t]{0,20}\\(?:cv|my|res|user|full)?name(?![A-Za-z])")
_INLINE = "textbf|textit|emph|textsc|texttt|textsl|textrm|textsf|underline|href|url|textsuperscript|ldots|dots|LaTeX|TeX|mbox|newline"
_WORDS = re.compile(rf"[ \t]{{0,80}}+(?:[^\s\\{{}}&%$\[\]]|\\(?:{_INLINE})(?![A-Za-z])|\\[&%$#_'`^\"~=.])")
"""What a line that goes on with the one before begins with; other commands begin something."""
_BLOCK = re.compile(rf"[ \t]{{0,80}}+\\(?!(?:{_INLINE}|item)(?![A-Za-z]))[A-Za-z]")
_ENDED = re.compile(
    r"(?:\\\\\*?(?:\[[^\[\]\n]{0,30}\])?|\\(?:newline|par|linebreak|hline|smallskip|medskip|bigskip))\s{0,9}$"
)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_LISTED = re.compile(r"\\begin\{(aside|obeylines)\}")
"""Where each line of the source is a line of the page."""
_MOST_LISTED = 20
_HALF_DATE = re.compile(r"(?:[^\W\d_]{3,10}\.?,? )?(?:\d\d?[/.])?\d{4}\s{0,2}[-–—]{1,3}")
_LONGEST_DATE = 20
_FOREMOST = 3


def page_lines(text: str, lines: Iterable[Line]) -> Iterator[Line]:
    yield from _whole(text, _with_whole_name(text, _person_first(text, list(lines))))


def _person_first(text: str, lines: list[Line]) -> list[Line]:
    """Name and addresses that commands tell at any place of the source are set at the page's top."""
    about = [line for line in lines if _PERSON.match(text, line.begin)]
    at = next((index for index, line in enumerate(lines) if _NAME.match(text, line.begin)), 0)
    if at < _FOREMOST:
        return lines
    taken = {line.begin for line in about}
    return [*about, *(line for line in lines if line.begin not in taken)]


def _with_whole_name(text: str, lines: Iterable[Line]) -> Iterator[Line]:
    """The given name over the family name is one line."""
    first: Line | None = None
    for line in lines:
        if first is not None and _LAST.match(text, line.begin):
            passage = joined([first.passage, line.passage])
            line = replace(first, passage=passage, kind="heading", level=1, finish=line.finish)  # noqa: PLW2901
            first = None
        if first is not None:
            yield first
        first = line if _FIRST.match(text, line.begin) else None
        if first is None:
            yield line
    if first is not None:
        yield first


def _whole(text: str, lines: Iterable[Line]) -> Iterator[Line]:
    """A line break of the source is a blank on the page, where no command ends the line."""
    listed = [
        (match.start(), text.find(f"\\end{{{match[1]}}}", match.end()))
        for match in islice(_LISTED.finditer(text), _MOST_LISTED)
    ]
    before: Line | None = None
    for line in lines:
        if before is not None and (_splits_date(before, line) or _goes_on(text, before, line, listed)):
            before = replace(before, passage=joined([before.passage, line.passage]), finish=line.finish)
            continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


def _splits_date(before: Line, line: Line) -> bool:
    """``{Sep 2019 --}`` over ``{Dec 2020}``."""
    short = len(line.text) <= _LONGEST_DATE and len(before.text) <= _LONGEST_DATE
    return short and _HALF_DATE.fullmatch(before.text.strip()) is not None


def _goes_on(text: str, before: Line, line: Line, listed: list[tuple[int, int]]) -> bool:
    if line.gap or line.kind != "text" or before.kind == "row" or before.finish > line.begin:
        return False
    if not _WORDS.match(text, line.begin) or line.passage.styles[:1] == "b":
        return False
    if len(before.text) + len(line.text) > LONGEST_LINE or "@" in before.text or "@" in line.text:
        return False
    source = _COMMENT.sub("", text[before.begin : before.finish]).rstrip()
    if before.kind == "heading" and source.count("{") <= source.count("}"):
        return False
    if _ENDED.search(source[-40:]) or (source.endswith("}") and _BLOCK.match(source)):
        return False
    return not any(start < line.begin < end for start, end in listed)
