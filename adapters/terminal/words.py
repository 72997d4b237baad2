"""Spans as styled text. Nothing that a CV says is ever read as markup, and nothing of it can steer the terminal."""

import re
import unicodedata
from datetime import tzinfo

from rich.text import Text as Words

from bot.chat.messages import Bold, Code, Italic, Link, Mentioned, Quiet, Span, Spans, StageName, Typed, When

STAGE_STYLES = {
    "new": "blue",
    "screening": "yellow",
    "interview": "magenta",
    "offer": "dark_orange",
    "hired": "green",
    "rejected": "dim",
    "withdrawn": "dim",
}
DIM = "dim"

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ODD = re.compile(r"[^\n -~]")
_JOINERS = "\u200c\u200d"
_OPENABLE = ("https://", "http://", "mailto:")


def safe(text: str) -> str:
    """The text without what a terminal obeys (escapes, bidi overrides, invisible signs), with plain line ends."""
    return text if text.isascii() and text.isprintable() else _ODD.sub(_safe, _LINE_END.sub("\n", text))


def _safe(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in _JOINERS:
        return sign
    category = unicodedata.category(sign)
    if category == "Zs" or sign == "\t":
        return " "
    if category == "Cs":
        return "\ufffd"
    return "" if category in ("Cc", "Cf") else sign


def one_line(text: str) -> str:
    return safe(text).replace("\n", " ").strip()


def words(spans: Spans, *, base: str = "", zone: tzinfo | None = None) -> Words:
    """The spans as one styled text; times are in ``zone``, or in the machine's own."""
    line = Words(style=base)
    for span in spans:
        text, style = _span(span, zone)
        line.append(safe(text), style or None)
    return line


def _span(span: Span, zone: tzinfo | None) -> tuple[str, str]:
    match span:
        case str():
            return ("! ", "yellow") if span.strip() == "⚠️" else (span, "")
        case Bold(text) | Mentioned(text):
            return text, "bold"
        case Italic(text):
            return text, "italic"
        case Code(text):
            return text, ""
        case Typed(line):
            return line, "bold"
        case Quiet(text):
            return text, DIM
        case StageName(key, label):
            return label, STAGE_STYLES.get(key, "")
        case Link():
            return _link(span), ""
        case When():
            return _moment(span, zone), ""


def _link(link: Link) -> str:
    bare = re.sub(r"^(https?://(www\.)?|mailto:)", "", link.url).rstrip("/")
    if not link.url.startswith(_OPENABLE) or bare in link.text or bare == "":
        return link.text
    return f"{link.text} ({link.url})" if link.text.strip() else link.url


def _moment(when: When, zone: tzinfo | None) -> str:
    at = when.at.astimezone(zone)
    day = f"{at.day} {at:%b %Y}"
    return day if when.style == "date" else f"{day}, {at.hour}:{at:%M}"
