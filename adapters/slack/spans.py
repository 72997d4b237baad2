"""Spans as Slack text: rich-text elements, which Slack never parses, and mrkdwn or plain text for sections.

A mention to click is an element of rich text alone; mrkdwn shows its name.
Mrkdwn has no escape for ``* _ ~`` and backticks, so text that could be read as markup is shown as plain text instead.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from adapters.drawing import DOTS
from bot.chat.messages import Bold, Code, Italic, Link, Mentioned, Span, Spans, StageName, Typed, When

Json = dict[str, Any]

COMMAND = "/candidate"
_DATE = {"date": "{date_short_pretty}", "time": "{date_short_pretty} at {time}", "relative": "{ago}"}
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"
"""Kept though invisible: scripts and emoji need them, and they cannot reorder a line."""
_MARKUP = re.compile(r"[*_~`]|:[^\s:]+:|(?m:^[^\S\n]*>)")
_USER = re.compile(r"[UW][A-Z0-9]{2,20}")
_LINK = re.compile(r"(?:https?|mailto):[^\s<>|]+", re.IGNORECASE)
_BEFORE, _AFTER = re.compile(r"(?:^|[\s(])\Z"), re.compile(r"\Z|[\s.,:;!?)]")


def clean(text: str) -> str:
    """The text without halves of characters and those that hide or reorder others; every kind of line end becomes a newline."""
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    if text.isprintable():
        return text
    return "".join(one for one in text if one in "\n" + _JOINERS or unicodedata.category(one) not in ("Cc", "Cf", "Cs"))


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def plain(text: str, most: int) -> Json:
    """A label that must not be empty, on one line."""
    line = " ".join(clean(text).split())
    return {"type": "plain_text", "text": cut(line, most) or "–", "emoji": False}


def typed(line: str) -> str:
    return f"{COMMAND} {clean(line)}".strip()


def words(spans: Spans) -> str:
    """The spans as plain text, their formatting lost."""
    return "".join(_word(span) for span in spans)


def rich(spans: Spans, *, bold: bool = False) -> list[Json]:
    """The spans as elements of a rich-text section or quote."""
    return [element for span in spans for element in _element(span, bold=bold)]


def mrkdwn(spans: Spans) -> str | None:
    """The spans as mrkdwn; None where some of their text could be read as markup."""
    pieces = [piece for span in spans if (piece := _piece(span)) != ("", False)]
    texts = ["", *(text for text, _ in pieces), ""]
    for index, (text, formatted) in enumerate(pieces, 1):
        apart = _BEFORE.search(texts[index - 1]) and _AFTER.match(texts[index + 1])
        if not text or (formatted and not apart):
            return None
    return "".join(texts)


def text_object(lines: list[Spans], most: int) -> list[Json]:
    """The lines as one mrkdwn object where that is safe, else as plain text in as many objects as it takes."""
    marked = [mrkdwn(line) for line in lines]
    if all(one is not None for one in marked):
        text = "\n".join(one for one in marked if one)
        if text.strip() and len(text) <= most:
            return [{"type": "mrkdwn", "text": text, "verbatim": True}]
    text = "\n".join(words(line) for line in lines)
    return [{"type": "plain_text", "text": part, "emoji": False} for part in pieces_of(text, most)]


def pieces_of(text: str, most: int) -> Iterator[str]:
    """The text in pieces of at most so many characters, cut at a line end or space where there is one."""
    while len(text) > most:
        end = max(text.rfind("\n", most // 2, most), text.rfind(" ", most // 2, most)) + 1 or most
        yield from (part for part in (text[:end],) if part.strip())
        text = text[end:]
    if text.strip():
        yield text


def _moment(when: When) -> str:
    at = when.at
    day = f"{at.day} {at:%b %Y}"
    return day if when.style == "date" else f"{day}, {at.hour}:{at:%M} UTC"


def _stage(stage: StageName) -> str:
    return f"{DOTS.get(stage.key, '')} {clean(stage.label)}".strip()


def _linked(link: Link) -> bool:
    return bool(_LINK.fullmatch(link.url)) and len(link.url) <= 3000 and bool(clean(link.text).strip())


def _word(span: Span) -> str:
    match span:
        case str():
            return clean(span)
        case Typed(line):
            return typed(line)
        case StageName():
            return _stage(span)
        case When():
            return _moment(span)
        case Link(text, url) if _linked(span) and text not in url:
            return f"{clean(text)} ({url})"
        case _:
            return clean(span.text)


def _element(span: Span, *, bold: bool) -> list[Json]:
    style = {"bold": True} if bold else {}
    match span:
        case Bold():
            style = {"bold": True}
        case Italic():
            style |= {"italic": True}
        case Code() | Typed():
            style |= {"code": True}
        case When(at, kind):
            stamp = {"type": "date", "timestamp": int(at.timestamp()), "format": _DATE[kind], "fallback": _moment(span)}
            return [stamp]
        case Link(text, url) if _linked(span):
            return [_styled({"type": "link", "url": url, "text": clean(text)}, style)]
        case Mentioned(_, user) if _USER.fullmatch(user):
            return [_styled({"type": "user", "user_id": user}, style)]
    text = clean(span.text) if isinstance(span, Link) else _word(span)
    return [_styled({"type": "text", "text": text}, style)] if text else []


def _styled(element: Json, style: Json) -> Json:
    return {**element, "style": style} if style else element


def _piece(span: Span) -> tuple[str, bool]:
    """The span's mrkdwn and whether markers stand around it; empty text with True where it cannot be had."""
    unsafe = ("", True)
    match span:
        case When(at, kind):
            return f"<!date^{int(at.timestamp())}^{_DATE[kind]}|{_moment(span)}>", False
        case Link(text, url) if _linked(span):
            shown = clean(text)
            return unsafe if _MARKUP.search(shown) or "\n" in shown else (f"<{escape(url)}|{escape(shown)}>", False)
    text = clean(span.text) if isinstance(span, Link) else _word(span)
    if isinstance(span, Code | Typed):
        return unsafe if _unmarkable(text) or "`" in text else (f"`{escape(text)}`", True)
    if _MARKUP.search(text):
        return unsafe
    if isinstance(span, Bold | Italic) and text:
        mark = "*" if isinstance(span, Bold) else "_"
        return unsafe if _unmarkable(text) else (f"{mark}{escape(text)}{mark}", True)
    return escape(text), False


def _unmarkable(text: str) -> bool:
    """Slack shows the markers themselves around text with outer spaces or several lines."""
    return not text or text != text.strip() or "\n" in text
