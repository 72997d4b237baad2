"""Slack's ways of writing: rich text and mrkdwn, as HTML."""

import html
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup

from pictures.markup import broken, joined, tag

Json = Mapping[str, Any]

_MARKS = re.compile(r"`(?P<code>[^`\n]+)`|\*(?P<b>[^*\n]+)\*|_(?P<i>[^_\n]+)_|<(?P<angle>[^<>]+)>")
_DOT = re.compile("([🔵🟡🟣🟠🟢⚫⚪⚠]\ufe0f?)")
_TOKEN = re.compile(r"\{(\w+)\}")


class Writing:
    """``names`` are those of the people that an id may stand for; ``now`` is the reader's clock."""

    def __init__(self, names: Mapping[str, str], now: datetime) -> None:
        self._names, self._now = names, now

    # ------------------------------------------------------------ rich text

    def rich(self, block: Json) -> Markup:
        return joined(self._part(part) for part in block["elements"])

    def _part(self, part: Json) -> Markup:
        match part["type"]:
            case "rich_text_section":
                return tag("p", self._inline(part))
            case "rich_text_quote":
                return tag("blockquote", self._inline(part))
            case "rich_text_preformatted":
                return tag("pre", self._inline(part))
            case "rich_text_list":
                items = (tag("li", self._inline(item)) for item in part["elements"])
                return tag("ol" if part["style"] == "ordered" else "ul", *items)
        raise NotImplementedError(part["type"])

    def _inline(self, part: Json) -> Markup:
        return joined(self._element(one) for one in part["elements"])

    def _element(self, one: Json) -> Markup:
        match one["type"]:
            case "text":
                shown = words(one["text"])
            case "link":
                shown = tag("a", one.get("text") or one["url"])
            case "date":
                shown = tag("span", self.moment(one["timestamp"], one["format"]))
            case "user":
                shown = self._user(one["user_id"])
            case _:
                raise NotImplementedError(one["type"])
        for style, name in (("code", "code"), ("bold", "b"), ("italic", "i"), ("strike", "s")):
            shown = tag(name, shown) if one.get("style", {}).get(style) else shown
        return shown

    def _user(self, user: str) -> Markup:
        return tag("span", f"@{self._names.get(user, 'someone')}", cls="mention")

    # --------------------------------------------------------------- mrkdwn

    def text(self, text: Json) -> Markup:
        """A text object, be it mrkdwn or plain."""
        if text["type"] == "plain_text":
            return words(text["text"])
        found, at = Markup(""), 0
        for mark in _MARKS.finditer(text["text"]):
            found += words(html.unescape(text["text"][at : mark.start()])) + self._marked(mark)
            at = mark.end()
        return found + words(html.unescape(text["text"][at:]))

    def _marked(self, mark: re.Match[str]) -> Markup:
        for name in ("code", "b", "i"):
            if mark[name]:
                return tag(name, words(html.unescape(mark[name])))
        target, _, shown = mark["angle"].partition("|")
        if target.startswith("!date^"):
            _, stamp, format_, *_ = target.split("^")
            return tag("span", self.moment(int(stamp), format_))
        if target.startswith("@"):
            return self._user(target[1:])
        return tag("a", html.unescape(shown or target))

    # --------------------------------------------------------------- moments

    def moment(self, stamp: int, format_: str) -> str:
        """A date as Slack shows it to an American reader."""
        at = datetime.fromtimestamp(stamp, self._now.tzinfo)
        shown = {
            "date_short_pretty": self._day(at),
            "time": f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}",
            "ago": self._away(at),
        }
        return _TOKEN.sub(lambda token: shown[token[1]], format_)

    def _day(self, at: datetime) -> str:
        near = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}
        return near.get((at.date() - self._now.date()).days, f"{at:%b} {at.day}, {at.year}")

    def _away(self, at: datetime) -> str:
        days = (at.date() - self._now.date()).days
        return f"in {days} days" if days > 0 else f"{-days} days ago"


def words(text: str) -> Markup:
    """Literal text; its emoji in a size that suits the line."""
    return joined(tag("span", part, cls="emoji") if _DOT.fullmatch(part) else broken(part) for part in _DOT.split(text))
