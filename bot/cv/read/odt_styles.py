"""What an OpenDocument text's styles say of a paragraph, of words, of a cell and of a list."""

import re
from collections.abc import Iterable

from bot.cv.read.shades import WHITE
from bot.cv.read.xml import Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, TEXT, TABLE, STYLE = (f"{{{_OASIS}:{name}:1.0}}" for name in ("office", "text", "table", "style"))
DRAW = f"{{{_OASIS}:drawing:1.0}}"
SVG = f"{{{_OASIS}:svg-compatible:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"
_OPACITY = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}opacity"
_FO = f"{{{_OASIS}:xsl-fo-compatible:1.0}}"
Looks = dict[str, str]

_FURTHEST = 30
"""Styles that a style may inherit from, one from another."""
_LENGTH = re.compile(r"\A(-?\d{1,5}(?:\.\d{1,9})?)(pt|in|cm|mm|pc|px)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
_BOLD = re.compile(r"bold|[6-9]00")
_NOTHING = frozenset({"", "none", "transparent"})


def points(length: str) -> float | None:
    """A length in points; None where none is given, or only a share of another."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _POINTS[match[2]] if match else None


class Styles:
    """The styles of all parts by family and name, each with what it inherits."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._own: dict[tuple[str, str], Looks] = {}
        self._parents: dict[tuple[str, str], str] = {}
        self._known: dict[tuple[str, str], Looks] = {}
        self._unsigned: set[tuple[str, int]] = set()
        self.pictured = False
        """Something may be drawn behind the words."""
        for root in roots:
            for one in (*root.iter(STYLE + "style"), *root.iter(STYLE + "default-style")):
                key = one.get(STYLE + "family", ""), one.get(STYLE + "name", "")
                self._own[key] = _looks(one)
                self._parents[key] = one.get(STYLE + "parent-style-name", "")
                self.pictured = self.pictured or self._own[key].get("through") == "background"
            for one in root.iter(TEXT + "list-style"):
                for level in one:
                    if level.get(STYLE + "num-format") == "" or level.get(TEXT + "bullet-char") == "":
                        depth = level.get(TEXT + "level", "")
                        self._unsigned.add(
                            (one.get(STYLE + "name", ""), int(depth) - 1 if depth in set("123456789") else 0)
                        )

    def looks(self, family: str, element: Element) -> Looks:
        """What the element's style says, and those it inherits from."""
        names = TABLE if family == "table-cell" else DRAW if family == "graphic" else TEXT
        return self._inherited(family, element.get(names + "style-name", ""))

    def _inherited(self, family: str, name: str) -> Looks:
        if (family, name) not in self._known:
            chain, key = [], name
            for _ in range(_FURTHEST):
                if not key:
                    break
                chain.append(self._own.get((family, key), {}))
                key = self._parents.get((family, key), "")
            found = dict(self._own.get((family, ""), {})) if family == "paragraph" else {}
            for own in reversed(chain):
                found.update(own)
            self._known[family, name] = found
        return self._known[family, name]

    def sign(self, list_style: str, depth: int) -> bool:
        return (list_style, depth) not in self._unsigned

    def fill(self, shape: Element, ground: str) -> str:
        """The colour of a frame or shape; ``ground`` where it has none, empty where it cannot be told."""
        looks = self.looks("graphic", shape)
        if looks.get("fill", "none") == "none":
            return looks.get("ground") or ground
        return looks.get("color", WHITE) if looks["fill"] == "solid" else ""


def _looks(style: Element) -> Looks:
    found: Looks = {}
    if level := style.get(STYLE + "default-outline-level"):
        found["outline"] = level
    for part in style:
        name = part.tag.removeprefix(STYLE)
        ground = part.get(_FO + "background-color")
        if ground is not None:
            found["behind" if name == "text-properties" else "ground"] = "" if ground in _NOTHING else ground
        if name == "text-properties":
            found.update(_letters(part))
        elif name in {"paragraph-properties", "table-cell-properties"}:
            found.update(_sides(part))
        elif name == "graphic-properties":
            for key, attribute in {
                "fill": DRAW + "fill",
                "color": DRAW + "fill-color",
                "through": STYLE + "run-through",
            }.items():
                if value := part.get(attribute):
                    found[key] = value
    return found


def _letters(part: Element) -> Looks:
    found: Looks = {}
    for key, attribute in {"color": _FO + "color", "size": _FO + "font-size"}.items():
        if value := part.get(attribute):
            found[key] = value
    if weight := part.get(_FO + "font-weight"):
        found["bold"] = "1" if _BOLD.fullmatch(weight) else "0"
    if slope := part.get(_FO + "font-style"):
        found["italic"] = "1" if slope in {"italic", "oblique"} else "0"
    if opacity := part.get(_OPACITY):
        found["hidden"] = "1" if opacity in {"0", "0%"} else "0"
    if shown := part.get(TEXT + "display"):
        found["hidden"] = "1" if shown == "none" else "0"
    if written := part.get(_FO + "text-transform"):
        found["capitals"] = "1" if written == "uppercase" else "0"
    return found


def _sides(part: Element) -> Looks:
    found: Looks = {}
    for key, side in {"above": "margin-top", "below": "margin-bottom"}.items():
        if value := part.get(_FO + side) or part.get(_FO + "margin"):
            found[key] = value
    if value := part.get(_FO + "margin-left"):
        found["left"] = value
    borders = [part.get(_FO + name) for name in ("border", "border-top", "border-bottom")]
    if any(borders):
        found["ruled"] = "1" if any(one and one != "none" for one in borders) else "0"
    return found
