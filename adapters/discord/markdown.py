"""Spans as Discord's Markdown: the one place where literal text is escaped.

What comes out is whole lines, each readable alone, so that a message may be split between any two of them.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from urllib.parse import quote

from adapters.drawing import DOTS
from bot.chat.messages import Bold, Code, Italic, Link, Mentioned, Quiet, Span, Spans, StageName, Typed, When

TYPED = "/candidate ask "
"""How any command line can be typed, whatever the slash command's own options ask for."""
LONGEST_LINE = 3_000
"""Of Markdown in one line: it fits into a message of 4,000 together with what stands around it."""
LONGEST_ADDRESS = 1_000
SHORT = 200
"""Characters that are moved to the next line rather than cut."""
MARKS = 40
"""No span has more signs around its words."""
MOMENTS = {"date": "D", "time": "f", "relative": "R"}

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\*_~`|<>[]@"})
_BY_WHAT_IS_BESIDE = re.compile(r":(?=//|[^\s:]+:)|(?:(?<=\])|^)\(")
"""Signs that mean something in some places alone, among them ``](``: escaped or not, its bracket may end the text of a
link that began further left."""
_LINE_START = re.compile(r"^([^\S\n]*)(#|-|\d*\.)", re.MULTILINE)
_USER = re.compile(r"[0-9]{1,21}")
_OPENABLE = re.compile(r"(?:https?://|mailto:)[^\s/]", re.IGNORECASE)
_ADDRESS = "%/:?=&#@!$',;~+-._"


def clean(text: str) -> str:
    """The text without what no reader can see but Discord may obey; every line end is a newline."""
    if text.isprintable():
        return text
    lines = _BIDI.sub("", _LINE_END.sub("\n", text))
    return "".join(_visible(sign) for sign in lines)


def _visible(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign == "\t" or category == "Zs":
        return " "
    if category == "Cs":
        return "\ufffd"
    return sign if sign == "\n" or category != "Cc" else ""


def escape(text: str) -> str:
    """Literal text as Markdown that shows exactly these characters, wherever in a line it stands."""
    return _LINE_START.sub(_escape_start, _escape(clean(text)))


def _escape(text: str) -> str:
    escaped = text.translate(_SIGNS)
    return _BY_WHAT_IS_BESIDE.sub(r"\\\g<0>", escaped) if ":" in text or "(" in text else escaped


def _escape_start(found: re.Match[str]) -> str:
    sign = found[2]
    return f"{found[1]}{sign[:-1]}\\{sign[-1]}"


def code(text: str) -> str:
    """Text shown as code; a fence longer than any run of backticks in it keeps them."""
    shown = clean(text).replace("\n", " ")
    if "`" not in shown:
        return f"`{shown}`" if shown.strip() else ""
    fence = "`" * (max(map(len, re.findall("`+", shown))) + 1)
    return f"{fence} {shown} {fence}"


def line(spans: Spans) -> str:
    """All of the spans in one line, however long."""
    return "".join(_merged(tuple(_on_one_line(spans)))).strip()


def lines(spans: Spans) -> list[str]:
    """The spans as lines: cut at their line ends, and where one is longer than a message may be."""
    return [text for row in _rows(spans) for piece in _pieces(row) if (text := line(piece))]


def units(text: str) -> int:
    """The length as Discord's clients count it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


# ---------------------------------------------------------------- one span


def _merged(spans: Spans) -> Iterator[str]:
    """Neighbours of one kind become one: ``**a****b**`` is not bold, and ``:`` with ``tada:`` would be an emoji."""
    end = ""
    plain = (span.text if isinstance(span, Quiet) else span for span in spans)
    for kind, run in groupby(plain, type):
        some: list[Span] = list(run)
        if kind in (str, Bold, Italic):
            some = [_with(some[0], "".join(_words(one) or "" for one in some))]
        marked = kind in (Bold, Italic, Code, Typed)
        shown = (" " if kind in (Code, Typed) else "").join(map(markdown, some))
        yield f" {shown}" if marked and end and end == shown[:1] else shown
        if shown:
            end = shown[-1] if marked else ""


def markdown(span: Span) -> str:
    match span:
        case str():
            return escape(span)
        case Quiet(text):
            return escape(text)
        case Bold(text):
            return _wrapped(text, "**")
        case Italic(text):
            return _wrapped(text, "*")
        case Code(text):
            return code(text)
        case Typed(typed):
            return code(TYPED + typed)
        case StageName(key, label):
            return f"{DOTS[key]} {escape(label)}" if key in DOTS else escape(label)
        case When(at, style):
            return f"<t:{int(at.timestamp())}:{MOMENTS[style]}>"
        case Mentioned(text, number):
            return f"<@{number}>" if _USER.fullmatch(number) else escape(text)
        case Link():
            return _link(span)


def _wrapped(text: str, mark: str) -> str:
    """The mark stands right at the words, as Discord asks for; blanks stay outside."""
    shown = clean(text)
    words = shown.strip()
    if not words:
        return shown
    start = shown.index(words)
    return f"{shown[:start]}{mark}{_escape(words)}{mark}{shown[start + len(words) :]}"


def _link(link: Link) -> str:
    text, url = clean(link.text).replace("\n", " ").strip(), clean(link.url).strip()
    address = quote(url, safe=_ADDRESS)
    if not _OPENABLE.match(url) or len(address) > LONGEST_ADDRESS or not text:
        return escape(text)
    if "[" in text or "]" in text:  # Discord finds the end of a link's text by counting brackets, escaped or not
        return escape(f"{text} ({url})")
    return f"[{escape(text)}]({address})"


# -------------------------------------------------------------------- lines


def _on_one_line(spans: Spans) -> Iterator[Span]:
    for span in spans:
        words = _words(span)
        yield span if words is None or words.isprintable() else _with(span, clean(words).replace("\n", " "))


def _rows(spans: Spans) -> Iterator[Spans]:
    row: list[Span] = []
    for span in spans:
        words = _words(span)
        if words is None or words.isprintable() or isinstance(span, Code | Typed | Link):
            row.append(span)
            continue
        first, *rest = clean(words).split("\n")
        row.append(_with(span, first))
        for part in rest:
            yield tuple(row)
            row = [_with(span, part)]
    yield tuple(row)


def _pieces(row: Spans) -> Iterator[Spans]:
    """The row in pieces of at most `LONGEST_LINE`, cut at blanks where there are any."""
    if sum(map(_at_most, row)) <= LONGEST_LINE:
        yield row
        return
    piece: list[Span] = []
    room = LONGEST_LINE
    for span in row:
        rest = span
        while units(words := _words(rest) or "") > room or units(markdown(rest)) > room:
            if piece and units(words) <= SHORT:
                yield tuple(piece)
            else:
                at = _cut(words, room // 2)
                yield (*piece, words[:at] if isinstance(rest, Link) else _with(rest, words[:at]))
                rest = Code(words[at:]) if isinstance(rest, Typed) else _with(rest, words[at:])
            piece, room = [], LONGEST_LINE
        piece.append(rest)
        room -= units(markdown(rest))
    yield tuple(piece)


def _at_most(span: Span) -> int:
    """No less than the units of its Markdown: of a sign two where it is escaped, three in an address for each byte of it."""
    if isinstance(span, Link):
        return 12 * len(span.url) + 4 * len(span.text) + MARKS
    words = span.text if isinstance(span, Mentioned) else span.label if isinstance(span, StageName) else _words(span)
    return 4 * len(words or "") + MARKS


def _cut(words: str, room: int) -> int:
    """Where to end a piece: after the last blank that leaves it at least half full, else where the room ends."""
    end = room - sum(sign > "\uffff" for sign in words[:room])
    blank = words.rfind(" ", end // 2, end)
    return blank + 1 if blank > 0 else max(end, 1)


def _words(span: Span) -> str | None:
    """The text of a span that may be long; None where it is a sign of its own."""
    if isinstance(span, str):
        return span
    if isinstance(span, Typed):
        return span.line
    return None if isinstance(span, StageName | When | Mentioned) else span.text


def _with(span: Span, text: str) -> Span:
    if isinstance(span, str):
        return text
    if isinstance(span, Typed):
        return replace(span, line=text)
    return span if isinstance(span, StageName | When | Mentioned) else replace(span, text=text)
