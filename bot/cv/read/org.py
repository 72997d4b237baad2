"""Org mode: the same lines as Markdown, under other marks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from bot.cv.passage import Line, Passage, Sheet
from bot.cv.passage import merged as merged_passages
from bot.cv.read import latex, markdown
from bot.cv.read.emphasis import Styled, styled
from bot.cv.read.encoding import decode
from bot.cv.read.hidden import Stretch, concealed, merged, stretches
from bot.cv.stretches import Stretches

_MARK = re.compile(r"^\s{0,3}#\+(?:TITLE|AUTHOR|OPTIONS|begin_)|^:PROPERTIES:[ \t]*$", re.MULTILINE | re.IGNORECASE)
_DRAWER = re.compile(
    r"^[ \t]{0,20}:(?:PROPERTIES|LOGBOOK):[ \t]*\n(?:(?![ \t]{0,20}#\+)[^\n]{0,300}\n){0,40}?[ \t]{0,20}:END:[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_KEYWORD = re.compile(r"^[ \t]{0,20}#\+(?!TITLE:|AUTHOR:|SUBTITLE:)[^\n]{0,2000}$", re.MULTILINE | re.IGNORECASE)
_BOUND = re.compile(r"^[ \t]{0,20}:(?:PROPERTIES|LOGBOOK|END):[ \t]*$", re.MULTILINE | re.IGNORECASE)
_BREAK = re.compile(r"\\\\[ \t]*$", re.MULTILINE)
_TITLE = re.compile(r"^[ \t]{0,20}#\+(?:TITLE|AUTHOR|SUBTITLE):", re.MULTILINE | re.IGNORECASE)
_COMMENT = re.compile(r"^[ \t]{0,20}#[ \t][^\n]{0,2000}$", re.MULTILINE)
_LINK_OPEN = re.compile(r"\[\[[^\[\]\n]{1,500}\]\[(?=[^\[\]\n]{1,300}\]\])")
_LINK_CLOSE = re.compile(r"(?<=[^\[\]\n])\]\](?=\W|$)", re.MULTILINE)
_BARE_OPEN = re.compile(r"\[\[(?=[^\[\]\n]{1,500}\]\])")
_STARS = re.compile(r"(\*{1,8})[ \t]+(?:-[ \t]+)?(?:(?:TODO|DONE)[ \t]+)?")
_INSIDE = r"(?:[^\n{0}]|(?<=\w){0}(?=\w)){{1,300}}+"
_FURTHER_LINE = r"\n(?![ \t]{0,20}(?:$|[-+*:#|]|\d{1,3}[.)]))"
_BOLD, _ITALIC = (
    rf"{sign}(?=[^\s*/]){inside}(?:{_FURTHER_LINE}{inside}){{0,2}}+(?<=\S){sign}"
    for sign, inside in ((r"\*", _INSIDE.format(r"\*")), ("/", _INSIDE.format("/")))
)
_EMPHASIS = re.compile(rf"(?<![^\s(\"'{{-])(?:{_BOLD}|{_ITALIC})(?=[\s.,;:!?)\"'}}^-]|$)", re.MULTILINE)
_VERBATIM = re.compile(
    r"(?<![^\s(\"'{-])(?P<open>[=~_])(?=[^\s=~_])[^\n=~_]{1,200}+(?<=\S)(?P<close>(?P=open))(?=[\s.,;:!?)\"'}-]|$)",
    re.MULTILINE,
)
_STAMP = re.compile(
    r"(?P<open>[<\[])\d{4}-\d\d-\d\d(?P<close>(?: [^\W\d_]{2,10}\.?)?(?: \d\d?:\d\d(?:-\d\d?:\d\d)?)?[>\]])"
)
"""``<2019-03-01 Fri>``"""
_RAISED = re.compile(r"(?<=[\w*/])[\^_]\{[^{}\n]{1,9}(?P<end>\})")
_BLOCK = re.compile(
    r"^[ \t]{0,20}#\+begin_(?P<kind>export(?=[ \t]{1,9}latex)|src|latex|comment)\b[^\n]{0,200}\n",
    re.MULTILINE | re.IGNORECASE,
)
_HTML = re.compile(r"^[ \t]{0,20}#\+begin_(?:export[ \t]{1,9})?html\b", re.MULTILINE | re.IGNORECASE)
_BETWEEN = re.compile(r"\\(?=[, ])|(?<!\\),")
_IGNORED = re.compile(r"^\*{1,8}[ \t][^\n]{0,300}?:ignore:[\w:@]{0,60}+[ \t]{0,40}+$", re.MULTILINE)
_MACRO = re.compile(r"\{\{\{(?P<name>[\w-]{1,40}+)?+(?P<told>[^{}]{0,600}+)\}\}\}")
_DEFINITION = re.compile(
    r"^[ \t]{0,20}#\+MACRO:[ \t]{1,9}(?P<name>[\w-]{1,40})[ \t][^\n]{0,500}\$1", re.MULTILINE | re.IGNORECASE
)
_HEADING = re.compile(
    r"^(?P<stars>\*{1,8})[ \t]+(?P<comment>COMMENT\b)?[^\n]{0,300}?(?P<kept>:(?:\w{1,30}+:){0,4}noexport:[\w:@]{0,60}[ \t]*)?$",
    re.MULTILINE,
)
_PROPERTY = re.compile(r"^[ \t]{0,20}(?P<mark>:)(?P<key>[\w+-]{1,30}):[ \t]+(?=\S)[^\n]{0,300}$", re.MULTILINE)
_TOLD = frozenset(
    [
        "from",
        "to",
        "date",
        "dates",
        "location",
        "employer",
        "position",
        "role",
        "company",
        "organization",
        "organisation",
        "school",
        "institution",
        "degree",
    ]
)
"""Properties in which the classes for CVs keep what they print beside a heading."""
_FROM = re.compile(r"FROM:\s{1,9}", re.IGNORECASE)
_TO = re.compile(r"TO:\s{1,9}", re.IGNORECASE)
_STYLES = {"*": "b", "/": "i"}
_TAGS = re.compile(r"(?<![ \t])[ \t]+:[\w:@]{1,60}:[ \t]*$", re.MULTILINE)


_MARKUP = (_TITLE, _LINK_OPEN, _LINK_CLOSE, _BARE_OPEN, _TAGS, _BREAK)


def is_source(head: str) -> bool:
    """Whether a text's beginning is Org's."""
    return bool(_MARK.search(head))


def read(data: bytes) -> Sheet:
    text = decode(data)
    unseen = _unseen(text)
    markup = [match.span() for finder in _MARKUP for match in finder.finditer(text)]
    for finder in (_VERBATIM, _STAMP):
        markup += [one.span(side) for one in finder.finditer(text) for side in ("open", "close")]
    for raised in _RAISED.finditer(text) if "{" in text else ():
        markup += [(raised.start(), raised.start() + 2), raised.span("end")]
    markup += [one.span("mark") for drawer in _DRAWER.finditer(text) for one in _told(text, drawer)]
    styles: list[Styled] = []
    for match in _EMPHASIS.finditer(text):
        start, end = match.span()
        markup += [(start, start + 1), (end - 1, end)]
        styles.append((start, end, _STYLES[text[start]]))
    typeset = list(_typeset(text))
    page, inside = latex.Shown([], {}, []), Stretches(typeset)
    page.stand_ins.update(_columns(text))
    markup += [(at, at + 1) for at in page.stand_ins]
    for start, end in typeset:
        page.add(text, start, end)
        styles += latex.emphasized(text, start, end)
    styles.sort()
    apart = (span for span in (*markup, *((one.start, one.end) for one in unseen)) if not inside.meet(*span))
    secret = tuple(sorted((*merged(apart), *page.secret)))
    lines = (styled(line, styles) for line in markdown.lines_of(text, secret, page.stand_ins))
    unseen += page.unseen
    return Sheet(
        text,
        tuple(_with_spans(_in_both(text, lines, inside))),
        merged((one.start, one.end) for one in unseen),
        concealed(text, unseen),
    )


def _in_both(text: str, lines: Iterable[Line], typeset: Stretches) -> Iterator[Line]:
    """The lines of Org, and between them those of LaTeX."""
    for in_latex, group in groupby(lines, lambda line: typeset.meet(line.begin, line.finish)):
        yield from (latex.on_page if in_latex else _in_org)(text, group)


def _in_org(text: str, lines: Iterable[Line]) -> Iterator[Line]:
    return (_headed(text, line) for line in lines)


def hidden(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches that an exported page does not show, in order and apart."""
    page = latex.Shown([], {}, [])
    for start, end in _typeset(text):
        page.add(text, start, end)
    return merged((one.start, one.end) for one in (*_unseen(text), *page.unseen))


def _unseen(text: str) -> list[Stretch]:
    calls = list(_MACRO.finditer(text)) if "{{{" in text else []
    called = Stretches(call.span() for call in calls)
    found = [one for one in stretches(text) if not called.meet(one.start, one.end)]
    found += (Stretch(*match.span(), "a comment") for match in _COMMENT.finditer(text))
    found += [Stretch(*match.span()) for finder in (_BOUND, _KEYWORD, _IGNORED) for match in finder.finditer(text)]
    found += _macros(text, calls)
    return [*found, *_drawers(text), *_blocks(text), *_unexported(text)]


def _told(text: str, drawer: re.Match[str]) -> list[re.Match[str]]:
    return [one for one in _PROPERTY.finditer(text, *drawer.span()) if one["key"].casefold() in _TOLD]


def _macros(text: str, calls: list[re.Match[str]]) -> Iterator[Stretch]:
    """Calls do not show, but for the words that they put on the page: ``{{{date(May 2019)}}}``."""
    shown = dict(_printing(text))
    for call in calls:
        start = call.start("told") + 1
        yield Stretch(call.start(), start if start in shown else call.end())
        if start in shown:
            yield Stretch(shown[start], call.end())


def _printing(text: str) -> Iterator[tuple[int, int]]:
    """What stands between the brackets of each call that a definition of the document puts on the page."""
    printing = {match["name"] for match in _DEFINITION.finditer(text)} if "{{{" in text else set()
    for call in _MACRO.finditer(text) if printing else ():
        if call["name"] in printing and call["told"].startswith("(") and call["told"].endswith(")"):
            yield call.start("told") + 1, call.end("told") - 1


def _columns(text: str) -> Iterator[tuple[int, str]]:
    """The commas between the words of a call, each to stand for a tab, and what takes a comma's or a blank's meaning."""
    for start, end in _printing(text):
        for sign in _BETWEEN.finditer(text, start, end):
            yield sign.start(), "\t" if sign[0] == "," else ""


def _drawers(text: str) -> Iterator[Stretch]:
    """A drawer is hidden but for what a CV's class prints of it."""
    for drawer in _DRAWER.finditer(text):
        at = drawer.start()
        for one in _told(text, drawer):
            yield Stretch(at, one.start())
            at = one.end()
        yield Stretch(at, drawer.end())


def _blocks(text: str) -> Iterator[Stretch]:
    """Code, and what is written for one kind of export alone where another is written beside it."""
    for opened, end in _enclosed(text):
        told = "a comment" if opened["kind"].lower() == "comment" else ""
        yield Stretch(opened.start(), opened.end() if _is_typeset(text, opened) else end, told)


def _typeset(text: str) -> Iterator[tuple[int, int]]:
    """Where the page is written in LaTeX."""
    unexported = Stretches((one.start, one.end) for one in _unexported(text))
    for opened, end in _enclosed(text):
        if _is_typeset(text, opened) and not unexported.meet(opened.start(), end):
            yield opened.end(), end


def _is_typeset(text: str, opened: re.Match[str]) -> bool:
    return opened["kind"].lower() not in {"src", "comment"} and not _HTML.search(text)


def _enclosed(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """How each block opens, and where it ends."""
    at, lowered = 0, text.lower()
    while opened := _BLOCK.search(text, at):
        end = lowered.find(f"#+end_{opened['kind'].lower()}", opened.end()) if len(lowered) == len(text) else -1
        if end < 0:
            return
        yield opened, end
        at = end


def _unexported(text: str) -> Iterator[Stretch]:
    """Headings that are not exported, with all under them."""
    begin, level = 0, 0
    for heading in _HEADING.finditer(text) if "noexport:" in text or "* COMMENT" in text else ():
        if level and len(heading["stars"]) > level:
            continue
        if level:
            yield Stretch(begin, heading.start())
        begin, level = heading.start(), len(heading["stars"]) if heading["kept"] or heading["comment"] else 0
    if level:
        yield Stretch(begin, len(text))


def _with_spans(lines: Iterable[Line]) -> Iterator[Line]:
    """``FROM: <2014-09-01>`` over ``TO: <2017-12-01>`` is one period."""
    opened: Line | None = None
    for line in lines:
        begun = _FROM.match(line.text)
        closed = _TO.match(line.text) if opened is not None else None
        if opened is not None and closed is not None and (lead := _FROM.match(opened.text)):
            first, last = opened.passage.cut(lead.end()).trim(), line.passage.cut(closed.end()).trim()
            dash = Passage.placed(" - ", (first.end,) * 3, (first.end, first.end, last.start), "   ")
            yield replace(opened, passage=merged_passages((first, dash, last)), finish=line.finish)
            opened = None
            continue
        if opened is not None:
            yield opened
        opened = line if begun else None
        if not begun:
            yield line
    if opened is not None:
        yield opened


def _headed(text: str, line: Line) -> Line:
    """A line that begins with stars at its very start is a heading."""
    stars = _STARS.match(text, line.begin)
    if stars is None:
        return replace(line, kind="text", level=0) if line.kind == "heading" else line
    places = line.passage.between(stars.end(), line.finish)
    return replace(line, passage=line.passage.cut(places.start if places else 0), kind="heading", level=len(stars[1]))
