"""JSON whose every text and number knows its place in the source."""

import re
from dataclasses import dataclass, field

from bot.cv.passage import Passage
from bot.cv.unreadable import Unreadable

_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_CONTROL = r"\x00-\x1f\x7f-\x9f"
_PLAIN = re.compile(rf'[^"\\{_CONTROL}]*')
_CONTROLS = re.compile(f"[{_CONTROL}]")
_ATOM = re.compile(r"-?\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,4})?|true|false|null")
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": " ", "f": " ", "n": "\n", "r": "\n", "t": "\t"}
_ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4}){1,200}|\\.")
_WRITTEN = dict.fromkeys((r"\n", r"\r", r"\t", r"\f", r"\b"), " ") | {r"\/": "/"}
_UNIT = re.compile(r"\\u([0-9a-fA-F]{4})")
_HIGH, _LOW, _AFTER = 0xD800, 0xDC00, 0xE000
_DEEPEST = 40
_MOST = 40_000
_LAST_OF_FOUR_DIGITS = 0xFFFF


@dataclass(frozen=True, slots=True)
class Object:
    members: "dict[str, Node]" = field(default_factory=dict)
    keys: list[Passage] = field(default_factory=list)
    """The keys as they stand in the source, one for each member written, twice where one is written twice."""


@dataclass(frozen=True, slots=True)
class Array:
    items: "list[Node]" = field(default_factory=list)


Node = Object | Array | Passage
"""A text or a number is its passage, without the quotes; ``true``, ``false`` and ``null`` are empty ones."""


def parse(text: str) -> Node:
    """The document; raises Unreadable where it is broken, nested too deeply or too large."""
    scanner = _Scanner(text)
    node = scanner.node(0)
    if scanner.at < len(text):
        raise scanner.broken()
    return node


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text, self.at, self._count = text, 0, 0
        self._skip()

    def broken(self) -> Unreadable:
        line = self.text.count("\n", 0, self.at) + 1
        return Unreadable(f"broken JSON (line {line}). Export the file again, or send it as text.")

    def _skip(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _takes(self, sign: str) -> bool:
        if not self.text.startswith(sign, self.at):
            return False
        self.at += 1
        self._skip()
        return True

    def node(self, depth: int) -> Node:
        self._count += 1
        if depth > _DEEPEST or self._count > _MOST:
            raise Unreadable("JSON that is larger or nested more deeply than a CV can be.")
        if self._takes("{"):
            return self._object(depth)
        if self._takes("["):
            return self._array(depth)
        return self._string() if self.text.startswith('"', self.at) else self._atom()

    def _object(self, depth: int) -> Object:
        found = Object()
        while not self._takes("}"):
            if found.keys and not self._takes(","):
                raise self.broken()
            key = self._string()
            if not self._takes(":"):
                raise self.broken()
            found.keys.append(key)
            found.members[key.text] = self.node(depth + 1)
        return found

    def _array(self, depth: int) -> Array:
        found = Array()
        while not self._takes("]"):
            if found.items and not self._takes(","):
                raise self.broken()
            found.items.append(self.node(depth + 1))
        return found

    def _atom(self) -> Passage:
        match = _ATOM.match(self.text, self.at)
        if match is None:
            raise self.broken()
        start, self.at = self.at, match.end()
        self._skip()
        return Passage.plain("" if match[0].isalpha() else match[0], start, " " * len(match[0]))

    def _string(self) -> Passage:
        if not self.text.startswith('"', self.at):
            raise self.broken()
        start = self.at + 1
        plain = _PLAIN.match(self.text, start)
        end = plain.end() if plain else start
        if self.text.startswith('"', end):
            self.at = end + 1
            self._skip()
            return Passage.plain(self.text[start:end], start, " " * (end - start))
        return self._escaped(start)

    def _escaped(self, at: int) -> Passage:
        chars: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        while not self.text.startswith('"', at):
            char, end = self._char(at)
            chars.append(char)
            starts.append(at)
            ends.append(end)
            at = end
        self.at = at + 1
        self._skip()
        return Passage.placed("".join(chars), starts, ends, " " * len(chars))

    def _char(self, at: int) -> tuple[str, int]:
        char = self.text[at : at + 1]
        if char not in {"\\", "", "\n", "\r"}:
            return _CONTROLS.sub(" ", char), at + 1
        escape = self.text[at + 1 : at + 2]
        if char == "\\" and escape in _ESCAPES:
            return _ESCAPES[escape], at + 2
        unit = _UNIT.match(self.text, at)
        if unit is None:
            self.at = at
            raise self.broken()
        code, end = int(unit[1], 16), unit.end()
        if _HIGH <= code < _LOW and (low := _UNIT.match(self.text, end)) and _LOW <= int(low[1], 16) < _AFTER:
            return chr(0x10000 + ((code - _HIGH) << 10) + int(low[1], 16) - _LOW), low.end()
        return _CONTROLS.sub(" ", chr(code)) if not _HIGH <= code < _AFTER else "\ufffd", end


def spelt_out(text: str) -> str:
    """The same document, its escaped letters, blanks and line ends written out, so that people can read and find them."""
    return _ESCAPED.sub(_letters, text) if "\\" in text else text


def _letters(match: re.Match[str]) -> str:
    if not match[0].startswith("\\u"):
        return _WRITTEN.get(match[0], match[0])
    units = match[0].split("\\u")[1:]
    try:
        decoded = b"".join(int(unit, 16).to_bytes(2, "big") for unit in units).decode("utf-16-be")
    except UnicodeDecodeError:
        return match[0]
    return "".join(char if _may_stand(char) else f"\\u{ord(char):04x}" for char in decoded)


def _may_stand(char: str) -> bool:
    """Whether it can be written out: what is beyond four digits is, whether it shows or not."""
    return ord(char) > _LAST_OF_FOUR_DIGITS or (char.isprintable() and char not in '"\\')
