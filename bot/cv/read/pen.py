"""Takes down a paragraph as a document's markup tells it: words and their style, links, and what is hidden."""

import re
from itertools import groupby
from operator import attrgetter
from urllib.parse import unquote

from bot.cv.passage import Concealed
from bot.cv.read.composing import ASIDE, Run

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"]{3,500}", re.IGNORECASE)
_SCHEME = re.compile(r"(?:https?://|mailto:|tel:)(?:www\.)?|www\.", re.IGNORECASE)
_MOST_HIDDEN = 20_000
"""Characters of hidden words that are kept for the report."""
_MOST_PICTURES = 100
"""Pictures in one paragraph whose addresses are written."""

PAGE_NUMBER = "\x00"
"""Stands where a field shows a page's number; it never reaches the text."""

_SYMBOLS = {
    0xA7: "▪", 0xA8: "□", 0xB7: "•", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❑", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xD8: "➢",
    0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFE: "☑", 0x73: "◆", 0x75: "◆", 0x9E: "·", 0x2D: "–", 0x80: "•",
}  # fmt: skip
"""What the characters of Symbol and Wingdings show, where it is a sign of lists; icons become blanks."""


class Secrets:
    """The hidden words of a document, each stretch once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], None] = {}
        self._kept = 0

    def add(self, how: str, words: str) -> None:
        words = " ".join(words.split())
        if words and self._kept + len(words) <= _MOST_HIDDEN and (how, words) not in self._found:
            self._found[how, words] = None
            self._kept += len(words)

    def told(self) -> tuple[Concealed, ...]:
        return tuple(Concealed(how, words) for how, words in self._found)


class Pen:
    """Writes one paragraph. A link's address follows its words as an aside, where they do not show it themselves."""

    def __init__(self, secrets: Secrets) -> None:
        self._pieces: list[Run] = []
        self.shows = False
        """More than blanks is written."""
        self._pictures = 0
        self._secrets = secrets
        self._hidden: tuple[str, str] = ("", "")
        self._address = ""
        self._label: list[str] | None = None

    def write(self, text: str, style: str = " ") -> None:
        if text and self._address and self._label is None:
            self._end_link()
        if text:
            self._pieces.append(Run(text, style))
            self.shows = self.shows or not text.isspace()
        if self._label is not None:
            self._label.append(text)

    def hide(self, how: str, words: str) -> None:
        if how != self._hidden[0]:
            self._secrets.add(*self._hidden)
            self._hidden = (how, "")
        self._hidden = (how, self._hidden[1] + words)

    def open_link(self, target: str) -> None:
        """What follows is a link; the pieces of one link may come one by one."""
        address = target.strip() if _ADDRESS.fullmatch(target.strip()) else ""
        if address != self._address:
            self._end_link()
            self._address, self._words = address, list[str]()
        self._label = self._words if address else None

    def close_link(self) -> None:
        self._label = None

    def picture_link(self, target: str) -> None:
        """A picture that is a link shows no words: its address is written itself."""
        address = _ADDRESS.fullmatch(target.strip())
        self._pictures += 1
        if (
            address
            and self._pictures <= _MOST_PICTURES
            and not any(shown_address(address[0]) in run.text for run in self._pieces)
        ):
            self.write(f" {shown_address(address[0])} ")

    def finish(self) -> list[Run]:
        self._end_link()
        self._secrets.add(*self._hidden)
        styles = groupby(self._pieces, key=attrgetter("style"))
        return [Run("".join(run.text for run in runs), style) for style, runs in styles]

    def _end_link(self) -> None:
        if self._address and _adds("".join(self._words), self._address):
            phone = self._address[:4].casefold() == "tel:"
            shown = shown_address(self._address) if phone else self._address
            self._pieces.append(Run(f" ({shown})", " " if phone else ASIDE))
        self._address, self._label = "", None


def shown_address(address: str) -> str:
    """A link's goal as a person writes it: the e-mail, the number, the page."""
    scheme, _, rest = address.partition(":")
    return unquote(rest.partition("?")[0]) if scheme.casefold() in {"mailto", "tel"} else address


def _adds(label: str, address: str) -> bool:
    """Whether the address says more than the label. One that contradicts an address shown is a template's leftover."""
    label = label.strip()
    if not label:
        return False
    said, goal = _bare(label), _bare(shown_address(address))
    if goal in said or (address[:4].casefold() == "tel:" and _digits(goal) in _digits(said)):
        return False
    names_address = " " not in label and ("@" in label or "/" in label or label.casefold().startswith("www."))
    return not names_address or goal.startswith(said.rstrip("….")) or label.startswith("@")


def _bare(address: str) -> str:
    return _SCHEME.sub("", address.strip()).rstrip("/").casefold()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def symbol(code: int) -> str:
    """What a character of a symbol font shows, by its code with or without the private use area's offset."""
    return _SYMBOLS.get(code & 0xFF, " ")


def without_symbols(text: str) -> str:
    """The text with the private characters of symbol fonts as the signs they show."""
    if text.isascii() or not any("\uf000" <= char <= "\uf0ff" for char in text):
        return text
    return "".join(symbol(ord(char)) if "\uf000" <= char <= "\uf0ff" else char for char in text)
