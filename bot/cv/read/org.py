"""Org mode: the same lines as Markdown, under other marks."""

import re
from dataclasses import replace

from bot.cv.passage import Line, Sheet
from bot.cv.read import markdown
from bot.cv.read.encoding import decode
from bot.cv.read.hidden import hidden, merged

_DRAWER = re.compile(
    r"^[ \t]{0,20}:(?:PROPERTIES|LOGBOOK):[ \t]*\n(?:[^\n]{0,300}\n){0,40}?[ \t]{0,20}:END:[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_KEYWORD = re.compile(r"^[ \t]{0,20}#\+(?!TITLE:|AUTHOR:|SUBTITLE:)[^\n]{0,2000}$", re.MULTILINE | re.IGNORECASE)
_TITLE = re.compile(r"^[ \t]{0,20}#\+(?:TITLE|AUTHOR|SUBTITLE):", re.MULTILINE | re.IGNORECASE)
_COMMENT = re.compile(r"^[ \t]{0,20}#[ \t][^\n]{0,2000}$", re.MULTILINE)
_LINK_OPEN = re.compile(r"\[\[[^\[\]\n]{1,500}\]\[(?=[^\[\]\n]{1,300}\]\])")
_LINK_CLOSE = re.compile(r"(?<=[^\[\]\n])\]\](?=\W|$)", re.MULTILINE)
_STARS = re.compile(r"(\*{1,8})[ \t]+(?:-[ \t]+)?(?:(?:TODO|DONE)[ \t]+)?")
_TAGS = re.compile(r"(?<![ \t])[ \t]+:[\w:@]{1,60}:[ \t]*$", re.MULTILINE)


def read(data: bytes) -> Sheet:
    text = decode(data)
    finders = (_DRAWER, _KEYWORD, _TITLE, _COMMENT, _LINK_OPEN, _LINK_CLOSE, _TAGS)
    secret = merged([*hidden(text), *(match.span() for finder in finders for match in finder.finditer(text))])
    return Sheet(text, tuple(_headed(text, line) for line in markdown.lines_of(text, secret)), secret)


def _headed(text: str, line: Line) -> Line:
    """A line that begins with stars at its very start is a heading."""
    stars = _STARS.match(text, line.begin)
    if stars is None:
        return line
    at = next((index for index, start in enumerate(line.passage.starts) if start >= stars.end()), 0)
    return replace(line, passage=line.passage.cut(at), kind="heading", level=len(stars[1]))
