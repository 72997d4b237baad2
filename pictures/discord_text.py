"""Discord's Markdown as HTML, as far as the adapter writes it."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby

from markupsafe import Markup

from pictures.markup import joined, tag
from pictures.slack_text import words

_SIGN = re.compile(
    r"\\(?P<literal>[^A-Za-z0-9\s])|(?P<fence>`+)(?P<code>.+?)(?P=fence)|\[(?P<link>(?:\\.|[^\]\\])+)\]\((?P<url>[^)\s]+)\)"
    r"|<@(?P<user>\d+)>|<#(?P<channel>\d+)>|<t:(?P<stamp>\d+):(?P<style>\w)>|(?P<b>\*\*)|(?P<i>[*_])"
)
_LINE = re.compile(r"(?P<mark>#{1,3} |-# |> |- |  (?=\S))?(?P<text>.*)", re.DOTALL)
_TAGS = {"# ": "h2", "## ": "h2", "### ": "h3", "-# ": "small", "": "p"}


class Writing:
    """``names`` are those of the people and channels that an id may stand for; ``now`` is the reader's clock."""

    def __init__(self, names: Mapping[str, str], now: datetime) -> None:
        self._names, self._now = names, now

    def markdown(self, text: str) -> Markup:
        return joined(self._blocks(text.split("\n")))

    def _blocks(self, lines: list[str]) -> Iterator[Markup]:
        """Quotes and lists of several lines are one block each."""
        for mark, run in groupby(map(_parted, lines), lambda one: one[0].strip() and one[0]):
            some = [self._inline(text) for _, text in run]
            if mark == "> ":
                yield tag("blockquote", tag("br").join(some))
            elif mark == "- ":
                yield tag("ul", *(tag("li", one) for one in some))
            else:
                yield from (tag(_TAGS[mark], one or Markup("&nbsp;")) for one in some)

    def _inline(self, text: str) -> Markup:
        """Bold and italics are opened and closed by their signs, in whatever order these come."""
        shown, at = Markup(""), 0
        stretches: list[tuple[str, Markup]] = []
        for sign in _SIGN.finditer(text):
            shown += words(text[at : sign.start()])
            at = sign.end()
            if not (kind := sign["b"] or sign["i"]):
                shown += self._signed(sign)
            elif stretches and stretches[-1][0] == kind:
                _, before = stretches.pop()
                shown = before + tag("b" if kind == "**" else "em", shown)
            else:
                stretches.append((kind, shown))
                shown = Markup("")
        shown += words(text[at:])
        for kind, before in reversed(stretches):
            shown = before + joined((kind,)) + shown
        return shown

    def _signed(self, sign: re.Match[str]) -> Markup:
        match sign.lastgroup:
            case "literal":
                return joined((sign["literal"],))
            case "code":
                return tag("code", sign["code"].strip())
            case "url":
                return tag("a", self._inline(sign["link"]))
            case "user":
                return tag("span", f"@{self._names.get(sign['user'], 'someone')}", cls="mention")
            case "channel":
                return tag("span", f"#{self._names.get(sign['channel'], 'unknown')}", cls="mention")
        return tag("time", self._moment(datetime.fromtimestamp(int(sign["stamp"]), self._now.tzinfo), sign["style"]))

    def _moment(self, at: datetime, style: str) -> str:
        """A moment as Discord shows it to a British reader."""
        if style == "R":
            days = (at.date() - self._now.date()).days
            return f"in {days} days" if days > 0 else f"{-days} days ago"
        day = f"{at.day} {at:%B %Y}"
        return day if style == "D" else f"{day} {at:%H:%M}"


def _parted(line: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line)
    assert found
    return found["mark"] or "", found["text"]
