"""What a Word document's styles and lists say of a paragraph and of a run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.cv.read.shades import HIGHLIGHTS, WHITE, is_away
from bot.cv.read.xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
Looks = dict[str, str]
"""Properties by name as written, and "1" or "0" for those that are on or off; a later dictionary overrides an earlier one."""

_FURTHEST = 30
"""Styles that a style may be based on, one on another."""
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|标题|見出し) ?([1-9])", re.IGNORECASE)
_WHOLE = re.compile(r"-?\d{1,9}")
_BODY_LEVEL = 9
_OFF = frozenset({"0", "false", "off", "none"})
_SWITCHES = {W + name: name for name in ("b", "i", "vanish", "caps")}
_VALUES = {W + "sz": "size", W + "rStyle": "style", W + "w": "width"}
_TEXT_FILL = "{http://schemas.microsoft.com/office/word/2010/wordml}textFill"
_TOGGLED = ("b", "i", "vanish", "caps")
_EDGES = (W + "top", W + "bottom", W + "insideH", W + "insideV")


def letters(properties: Element | None) -> Looks:
    """What ``w:rPr`` says: b, i, vanish, caps, color, ground, size in half points, width in percent, font, style, unfilled."""
    found: Looks = {}
    for one in properties if properties is not None else ():
        tag = one.tag
        if switch := _SWITCHES.get(tag):
            found[switch] = "0" if one.get(VAL, "1") in _OFF else "1"
        elif value := _VALUES.get(tag):
            found[value] = one.get(VAL, "")
        elif tag == W + "color":
            paper = one.get(W + "themeColor") in {"background1", "light1"}
            found["color"] = one.get(VAL, WHITE if paper else "")
        elif tag == _TEXT_FILL:
            found["unfilled"] = str(int(any(part.tag.endswith("}noFill") for part in one)))
        elif tag == W + "rFonts":
            found["font"] = one.get(W + "ascii", "")
        elif tag == W + "shd":
            found["ground"] = one.get(W + "fill", "auto")
        elif tag == W + "highlight":
            found["ground"] = HIGHLIGHTS.get(one.get(VAL, ""), "auto")
    return found


def layout(properties: Element | None) -> Looks:
    """What ``w:pPr`` says: style, outline, list and depth in it, before and after in twentieths of a point, ruled, ground, away."""
    found: Looks = {}
    for one in properties if properties is not None else ():
        tag = one.tag
        if tag == W + "pStyle":
            found["style"] = one.get(VAL, "")
        elif tag == W + "outlineLvl":
            found["outline"] = one.get(VAL, "")
        elif tag == W + "numPr":
            for part in one:
                found[{W + "numId": "list", W + "ilvl": "depth"}.get(part.tag, "")] = part.get(VAL, "")
        elif tag == W + "spacing":
            found.update({side: one.get(W + side, "") for side in ("before", "after") if one.get(W + side)})
            if one.get(W + "lineRule") == "exact":
                found["line"] = one.get(W + "line", "")
        elif tag in {W + "ind", W + "framePr"}:
            places = [one.get(W + side) for side in ("left", "start", "x", "y")]
            found["away" if tag == W + "ind" else "framed away"] = str(
                int(any(is_away(twips(place)) for place in places))
            )
        elif tag == W + "pBdr":
            found["ruled"] = "1" if is_drawn(one) else "0"
        elif tag == W + "shd":
            found["ground"] = one.get(W + "fill", "auto")
    return found


def twips(written: str | None) -> float:
    """Points, of a length in their twentieths; 0 where it is none."""
    return int(written) / 20 if written and _WHOLE.fullmatch(written) else 0.0


def is_drawn(borders: Element | None) -> bool:
    """Whether a border is drawn above, below or between."""
    return borders is not None and any(
        one.tag in _EDGES and one.get(VAL, "none") not in {"none", "nil"} for one in borders
    )


@dataclass(slots=True)
class _Style:
    name: str
    based_on: str
    paragraph: Looks
    run: Looks
    element: Element


@dataclass(slots=True)
class Styles:
    """The styles by their id, each with what it inherits."""

    _styles: dict[str, _Style] = field(default_factory=dict)
    _default: str = ""
    _letters: Looks = field(default_factory=dict)
    _layout: Looks = field(default_factory=dict)
    _known: dict[str, tuple[Looks, Looks, int]] = field(default_factory=dict)

    @staticmethod
    def of(root: Element | None) -> "Styles":
        found = Styles()
        for one in root if root is not None else ():
            if one.tag == W + "docDefaults":
                found._letters = letters(one.find(f"{W}rPrDefault/{W}rPr"))
                found._layout = layout(one.find(f"{W}pPrDefault/{W}pPr"))
            elif one.tag == W + "style":
                key, name, base = one.get(W + "styleId", ""), one.find(W + "name"), one.find(W + "basedOn")
                found._styles[key] = _Style(
                    name.get(VAL, "") if name is not None else "",
                    base.get(VAL, "") if base is not None else "",
                    layout(one.find(W + "pPr")),
                    letters(one.find(W + "rPr")),
                    one,
                )
                if one.get(W + "type") == "paragraph" and one.get(W + "default", "0") not in _OFF:
                    found._default = key
        return found

    def paragraph(self, key: str) -> tuple[Looks, Looks, int]:
        """Layout, letters and heading level (0: none) of a paragraph style."""
        key = key if key in self._styles else self._default
        if key not in self._known:
            chain = list(self._chain(key))
            shape, looks = dict(self._layout), dict(self._letters)
            for style in reversed(chain):
                shape.update(style.paragraph)
                looks.update(style.run)
            self._known[key] = shape, looks, _level(shape, chain)
        return self._known[key]

    def run(self, key: str) -> Looks:
        looks: Looks = {}
        for style in reversed(list(self._chain(key))):
            looks.update(style.run)
        return looks

    def table(self, key: str) -> Iterator[Element]:
        """The table style and those it is based on."""
        return (style.element for style in self._chain(key))

    def _chain(self, key: str) -> Iterator[_Style]:
        for _ in range(_FURTHEST):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = style.based_on


def _level(shape: Looks, chain: list[_Style]) -> int:
    outline = shape.get("outline", "")
    if outline.isdecimal() and int(outline) < _BODY_LEVEL:
        return min(int(outline) + 1, 6)
    if outline:
        return 0
    for style in chain:
        if match := _HEADING.fullmatch(style.name):
            return min(int(match[1]), 6)
        if style.name.casefold() == "title":
            return 1
    return 0


def looks_of(paragraph: Looks, character: Looks, own: Looks) -> Looks:
    """The run's looks: what it says itself, then its styles, in which bold on bold is plain."""
    merged = {**paragraph, **character, **own}
    for name in _TOGGLED:
        if name not in own and paragraph.get(name) == character.get(name) == "1":
            merged[name] = "0"
    return merged


class Lists:
    """Which lists have a sign before their items."""

    def __init__(self, root: Element | None) -> None:
        self._signs: dict[tuple[str, str], bool] = {}
        self._lists: dict[str, str] = {}
        for one in root if root is not None else ():
            if one.tag == W + "abstractNum":
                for level in one.iterfind(W + "lvl"):
                    key = one.get(W + "abstractNumId", ""), level.get(W + "ilvl", "")
                    self._signs[key] = _value(level, "numFmt") != "none" and _value(level, "lvlText") != ""
            elif one.tag == W + "num":
                self._lists[one.get(W + "numId", "")] = _value(one, "abstractNumId") or ""

    def sign(self, number: str, depth: str) -> bool:
        return number in self._lists and self._signs.get((self._lists[number], depth), True)


def _value(element: Element, name: str) -> str | None:
    found = element.find(W + name)
    return found.get(VAL, "") if found is not None else None
