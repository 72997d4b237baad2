"""Markdown and HTML inside a line: what shows, in which style, where each character stands."""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from bot.cv.passage import Passage

_TAGS = (
    "a|abbr|article|aside|b|big|blockquote|body|br|center|code|dd|details|div|dl|dt|em|figure|figcaption|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|kbd|li|"
    "link|main|mark|meta|nav|ol|p|picture|pre|s|section|small|span|strike|strong|sub|summary|sup|svg|path|table|tbody|td|th|thead|time|title|tr|u|ul|video|source"
)
_BADGE = r"https?://(?:img\.shields\.io|badgen\.net|badge)"
"""Pictures of words: what they show is their description."""
_DESCRIPTION = re.compile(
    rf"""<img\b(?=[^<>]{{0,1000}}{_BADGE})[^<>]{{0,1000}}?\balt\s?=\s?["']([^"'<>]{{1,100}})["']""", re.IGNORECASE
)
_MARKUP = re.compile(
    rf"""
    \[(?P<label>[^\[\]\n]{{1,300}})\]\(\s{{0,3}}+<?[^()\s]{{0,1000}}+(?:\([^()\s]{{0,300}}+\)[^()\s]{{0,300}}+)?>?(?:\s[^()\n]{{0,300}})?\)
  | \\(?P<escaped>[!-/:-@\[-`{{-~])
  | (?P<tag></?(?:{_TAGS})(?![\w-])[^<>\n]{{0,2000}}>)
  | <(?P<auto>(?:https?://|mailto:)[^<>\s]{{1,500}}|[^<>\s@]{{1,80}}@[^<>\s@]{{1,120}})>
  | (?P<entity>&(?:(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});|nbsp(?![A-Za-z0-9;])))
  | (?<!\S):[a-z][a-z0-9_+-]{{1,30}}:(?!\S)
  | \[?!\[(?P<badge>[^\[\]\n]{{1,100}})\]\({_BADGE}[^()\s]{{0,900}}(?:\s[^()\n]{{0,100}})?\)(?:\]\([^()\s]{{0,1000}}\))?
  | \[!\[[^\[\]\n]{{0,300}}\]\([^()\n]{{0,1000}}\)\]\([^()\s]{{0,1000}}\)
  | (?P<image>!\[[^\[\]\n]{{0,300}}\]\([^()\n]{{0,1000}}\))
  | (?P<stars>\*{{1,3}}|_{{1,3}})
  | (?P<code>`{{1,3}})
    """,
    re.VERBOSE,
)
_MARKED = re.compile(r"[\\<&\[*_`!:](?:(?<![&!:])|(?<=&)[#A-Za-z]|(?<=!)\[|(?<=:)[a-z])")
"""What markup begins with; an ampersand or an exclamation mark does so before certain signs alone."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs"})
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2028\u2029", " "))
_BOLD_TAGS = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_ITALIC_TAGS = frozenset({"i", "em"})
_BLANK_TAGS = frozenset({"br", "td", "th", "li", "p", "div", "tr", "dt", "dd"})


def inline(source: str, start: int, end: int) -> Passage:
    """What a person sees of ``source[start:end]``, one physical line."""
    text = source[start:end]
    if _all_shows(text) and not _MARKED.search(text):
        return Passage.plain(text, start, " " * len(text))
    return _Scanner(source, start, end).passage()


def _all_shows(text: str) -> bool:
    """Whether no character of a text without markup is hidden, or a blank of another kind."""
    return text.replace("\t", " ").isprintable()


@dataclass(slots=True)
class _Piece:
    """Characters that show, with their places in the source; or nothing, where they were markup after all."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


@dataclass(slots=True)
class _Delimiter:
    """A run of stars or underscores, a piece each: emphasis where it finds its partner, else the characters themselves."""

    at: int
    mark: str
    opens: bool
    closes: bool
    left: int
    taken: int = 0


class _Scanner:
    def __init__(self, source: str, start: int, end: int) -> None:
        self.source, self.start, self.end = source, start, end
        self.pieces: list[_Piece] = []
        self.switches: list[tuple[int, str, bool]] = []
        """(index into pieces, b or i, on or off)."""
        self.delimiters: list[_Delimiter] = []

    def passage(self) -> Passage:
        self._scan(self.start, self.end)
        self._pair()
        self._drop_lone_pairs()
        kept = [(piece, style) for piece, style in zip(self.pieces, self._styles(), strict=True) if piece.text]
        return Passage.placed(
            "".join([piece.text for piece, _ in kept]),
            list(chain.from_iterable([piece.starts for piece, _ in kept])),
            list(chain.from_iterable([piece.ends for piece, _ in kept])),
            "".join([style * len(piece.text) for piece, style in kept]),
        )

    def _scan(self, at: int, end: int) -> None:
        for token in _MARKUP.finditer(self.source, at, end):
            self._show(at, token.start())
            self._token(token)
            at = token.end()
        self._show(at, end)

    def _token(self, token: re.Match[str]) -> None:
        """Pictures and the marks of code go without a trace."""
        kind, at = token.lastgroup, token.start()
        if kind == "label":
            self._scan(*token.span("label"))
        elif kind in {"escaped", "auto"}:
            self._show(*token.span(kind))
        elif kind == "entity":
            for char in html.unescape(token["entity"]):
                self._put(char, at, token.end())
        elif kind == "tag":
            self._tag(token["tag"], at, token.end())
        elif kind == "badge":
            self._badge(*token.span("badge"))
        elif kind == "stars":
            self._delimiter(token, at)

    def _badge(self, start: int, end: int) -> None:
        """Badges stand side by side."""
        if any(piece.text.strip() for piece in self.pieces):
            self._put("\t", start - 1, start)
        self._show(start, end)

    def _show(self, start: int, end: int) -> None:
        """A stretch of the source without markup."""
        text = self.source[start:end]
        if not text:
            return
        if _all_shows(text):
            self.pieces.append(_Piece(text, range(start, end), range(start + 1, end + 1)))
        else:
            for place, char in enumerate(text, start):
                self._put(char, place, place + 1)

    def _put(self, char: str, start: int, end: int) -> None:
        if unicodedata.category(char) not in _HIDDEN or char == "\t":
            self.pieces.append(_Piece(char.translate(_BLANKS), (start,), (end,)))

    def _tag(self, tag: str, at: int, end: int) -> None:
        name = re.sub(r"[^a-z0-9].*", "", tag.lstrip("</").casefold(), flags=re.DOTALL)
        opens = not tag.startswith("</")
        if name in _BOLD_TAGS:
            self.switches.append((len(self.pieces), "b", opens))
        elif name in _ITALIC_TAGS:
            self.switches.append((len(self.pieces), "i", opens))
        elif name == "img" and (words := _DESCRIPTION.match(tag)):
            self._badge(at + words.start(1), at + words.end(1))
        elif name == "sup" and opens:
            self._close_up(end)
        if name in {"span", "div"} and "right" in tag and opens:
            self._put("\t", at, end)
        if name in _BLANK_TAGS and self.pieces and not self.pieces[-1].text[-1:].isspace():
            self._put(" ", at, end)

    def _close_up(self, end: int) -> None:
        """``1 <sup>st</sup>`` reads "1st"."""
        if self.source[end : end + 2].casefold() not in {"st", "nd", "rd", "th"}:
            return
        before = "".join([piece.text for piece in self.pieces[-2:]])[-2:]
        if len(before) > 1 and before[1] == " " and before[0].isdigit():
            last = self.pieces.pop()
            if len(last.text) > 1:
                self.pieces.append(_Piece(last.text[:-1], last.starts[:-1], last.ends[:-1]))

    def _delimiter(self, token: re.Match[str], at: int) -> None:
        before = self.source[at - 1] if at > self.start else " "
        after = self.source[token.end()] if token.end() < self.end else " "
        left = not after.isspace() and (_is_word(after) or not _is_word(before))
        right = not before.isspace() and (_is_word(before) or not _is_word(after))
        mark = token["stars"]
        if mark[0] == "_":
            left, right = left and not _is_word(before), right and not _is_word(after)
        self.delimiters.append(_Delimiter(len(self.pieces), mark[0], left, right, len(mark)))
        for place in range(at, token.end()):
            self._put(mark[0], place, place + 1)

    def _pair(self) -> None:
        """Closers find the nearest opener of their mark; what finds none stays text, but two stars never do."""
        open_ones: list[_Delimiter] = []
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

    def _emphasise(self, opener: _Delimiter, closer: _Delimiter, width: int) -> None:
        style = "b" if width == 2 else "i"
        outer = opener.at + opener.left - width
        for index in range(width):
            self.pieces[outer + index].text = ""
            self.pieces[closer.at + closer.taken + index].text = ""
        opener.left -= width
        closer.left -= width
        closer.taken += width
        self.switches.append((outer + width, style, True))
        self.switches.append((closer.at + closer.taken - width, style, False))

    def _drop_lone_pairs(self) -> None:
        for one in self.delimiters:
            if one.left >= 2 and one.mark == "*":
                for index in range(one.at, one.at + one.left + one.taken):
                    self.pieces[index].text = ""

    def _styles(self) -> list[str]:
        """The style of each piece; what is bold and italic counts as bold."""
        styles = [" "] * len(self.pieces)
        for style in "ib":
            edges: dict[int, int] = {}
            for at, kind, on in self.switches:
                if kind == style:
                    edges[at] = edges.get(at, 0) + (1 if on else -1)
            depth = 0
            for index in range(len(self.pieces) if edges else 0):
                depth = max(0, depth + edges.get(index, 0))
                if depth:
                    styles[index] = style
        return styles


def _is_word(char: str) -> bool:
    return char.isalnum() or (not char.isspace() and not unicodedata.category(char).startswith(("P", "S")))
