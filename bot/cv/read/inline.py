"""Markdown and HTML inside a line: what shows, in which style, where each character stands."""

import html
import re
import unicodedata
from dataclasses import dataclass

from bot.cv.passage import Passage

_TAGS = (
    "a|abbr|article|aside|b|big|blockquote|body|br|center|code|dd|details|div|dl|dt|em|figure|figcaption|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|kbd|li|"
    "link|main|mark|meta|nav|ol|p|picture|pre|s|section|small|span|strike|strong|sub|summary|sup|svg|path|table|tbody|td|th|thead|time|title|tr|u|ul|video|source"
)
_TOKEN = re.compile(
    rf"""
    \\(?P<escaped>[!-/:-@\[-`{{-~])
  | (?P<tag></?(?:{_TAGS})(?![\w-])[^<>\n]{{0,2000}}>)
  | <(?P<auto>(?:https?://|mailto:)[^<>\s]{{1,500}}|[^<>\s@]{{1,80}}@[^<>\s@]{{1,120}})>
  | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});)
  | (?P<image>!\[[^\[\]\n]{{0,300}}\]\([^()\n]{{0,1000}}\))
  | (?P<stars>\*{{1,3}}|_{{1,3}})
  | (?P<code>`{{1,3}})
    """,
    re.VERBOSE,
)
_LINK = re.compile(
    r"\[([^\[\]\n]{1,300})\]\(\s{0,3}(<?[^()\s]{0,1000}(?:\([^()\s]{0,300}\)[^()\s]{0,300})?>?)(?:\s[^()\n]{0,300})?\)"
)
_HIDDEN = frozenset({"Cc", "Cf", "Cs"})
_BOLD_TAGS = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_ITALIC_TAGS = frozenset({"i", "em"})
_BLANK_TAGS = frozenset({"br", "td", "th", "li", "p", "div", "tr", "dt", "dd"})


@dataclass(slots=True)
class Delimiter:
    """A run of stars or underscores: emphasis where it finds its partner, else the characters themselves."""

    at: int
    mark: str
    opens: bool
    closes: bool
    left: int
    taken: int = 0
    style: str = ""


def inline(source: str, start: int, end: int) -> Passage:
    """What a person sees of ``source[start:end]``, one physical line."""
    return _Scanner(source, start, end).passage()


class _Scanner:
    def __init__(self, source: str, start: int, end: int) -> None:
        self.source, self.start, self.end = source, start, end
        self.chars: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.switches: list[tuple[int, str, bool]] = []
        """(index into chars, b or i, on or off)."""
        self.delimiters: list[Delimiter] = []

    def passage(self) -> Passage:
        self._scan(self.start, self.end)
        self._pair()
        return self._styled()

    def _scan(self, at: int, end: int) -> None:
        while at < end:
            char = self.source[at]
            if char == "[" and (link := _LINK.match(self.source, at, end)):
                self._scan(at + 1, at + 1 + len(link[1]))
                at = link.end()
            elif char in "\\<&!*_`" and (token := _TOKEN.match(self.source, at, end)):
                self._token(token, at)
                at = token.end()
            else:
                self._put(char, at, at + 1)
                at += 1

    def _token(self, token: re.Match[str], at: int) -> None:
        kind = token.lastgroup
        if kind == "escaped":
            self._put(token["escaped"], at + 1, at + 2)
        elif kind == "auto":
            self._scan_plain(token.start("auto"), token.end("auto"))
        elif kind == "entity":
            for char in html.unescape(token["entity"]):
                self._put(char, at, token.end())
        elif kind == "tag":
            self._tag(token["tag"], at, token.end())
        elif kind == "stars":
            self._delimiter(token, at)
        elif kind == "code" and len(token["code"]) == 1 and "`" not in self.source[token.end() : self.end]:
            pass

    def _scan_plain(self, at: int, end: int) -> None:
        for place in range(at, end):
            self._put(self.source[place], place, place + 1)

    def _tag(self, tag: str, at: int, end: int) -> None:
        name = re.sub(r"[^a-z0-9].*", "", tag.lstrip("</").casefold(), flags=re.DOTALL)
        if name in _BOLD_TAGS:
            self.switches.append((len(self.chars), "b", not tag.startswith("</")))
        elif name in _ITALIC_TAGS:
            self.switches.append((len(self.chars), "i", not tag.startswith("</")))
        elif name == "sup":
            self._close_up(tag, end)
        if name in {"span", "div"} and "right" in tag and not tag.startswith("</"):
            self._put("\t", at, end)
        if name in _BLANK_TAGS and self.chars and not self.chars[-1].isspace():
            self._put(" ", at, end)

    def _close_up(self, tag: str, end: int) -> None:
        """``1 <sup>st</sup>`` reads "1st"."""
        ordinal = not tag.startswith("</") and self.source[end : end + 2].casefold() in {"st", "nd", "rd", "th"}
        if ordinal and len(self.chars) > 1 and self.chars[-1] == " " and self.chars[-2].isdigit():
            self.chars.pop()
            self.places.pop()

    def _put(self, char: str, start: int, end: int) -> None:
        if unicodedata.category(char) in _HIDDEN and char != "\t":
            return
        self.chars.append(" " if char in "\u00a0\u2028\u2029" else char)
        self.places.append((start, end))

    def _delimiter(self, token: re.Match[str], at: int) -> None:
        before = self.source[at - 1] if at > self.start else " "
        after = self.source[token.end()] if token.end() < self.end else " "
        left = not after.isspace() and (_is_word(after) or not _is_word(before))
        right = not before.isspace() and (_is_word(before) or not _is_word(after))
        mark = token["stars"]
        if mark[0] == "_":
            left, right = left and not _is_word(before), right and not _is_word(after)
        self.delimiters.append(Delimiter(len(self.chars), mark[0], left, right, len(mark)))
        self._scan_plain(at, token.end())

    def _pair(self) -> None:
        """Closers find the nearest opener of their mark; what finds none stays text, but two stars never do."""
        open_ones: list[Delimiter] = []
        for one in self.delimiters:
            while one.closes and one.left:
                opener = next(
                    (other for other in reversed(open_ones[-40:]) if other.mark == one.mark and other.left), None
                )
                if opener is None:
                    break
                width = 2 if min(opener.left, one.left) >= 2 else 1
                self._emphasise(opener, one, width)
            if one.opens and one.left:
                open_ones.append(one)

    def _emphasise(self, opener: Delimiter, closer: Delimiter, width: int) -> None:
        style = "b" if width == 2 else "i"
        outer = opener.at + opener.left - width
        for index in range(width):
            self.chars[outer + index] = ""
            self.chars[closer.at + closer.taken + index] = ""
        opener.left -= width
        closer.left -= width
        closer.taken += width
        self.switches.append((outer + width, style, True))
        self.switches.append((closer.at + closer.taken - width, style, False))

    def _styled(self) -> Passage:
        self._drop_lone_pairs()
        marks = [""] * len(self.chars)
        for style in "bi":
            edges = [0] * (len(self.chars) + 1)
            for at, kind, on in self.switches:
                if kind == style:
                    edges[at] += 1 if on else -1
            depth = 0
            for index in range(len(self.chars)):
                depth = max(0, depth + edges[index])
                if depth and not marks[index]:
                    marks[index] = style
        kept = [index for index, char in enumerate(self.chars) if char]
        return Passage(
            "".join(self.chars[index] for index in kept),
            tuple(self.places[index][0] for index in kept),
            tuple(self.places[index][1] for index in kept),
            "".join(marks[index] or " " for index in kept),
        )

    def _drop_lone_pairs(self) -> None:
        for one in self.delimiters:
            if one.left >= 2 and one.mark == "*":
                for index in range(one.at, one.at + one.left + one.taken):
                    self.chars[index] = ""


def _is_word(char: str) -> bool:
    return not char.isspace() and not unicodedata.category(char).startswith(("P", "S"))
