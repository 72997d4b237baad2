"""How a page's styles make words bold, or keep them from the eye: inline styles and rules for simple selectors."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from colorsys import hls_to_rgb
from typing import NamedTuple

Style = Mapping[str, str]
"""Property -> value, both lower case."""

_DECLARATION = re.compile(r"(?<![\w-])([a-z-]{2,40})\s{0,5}:\s{0,5}([^;{}]{1,300})")
_COMMENT = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)")
_AT = re.compile(r"@(?P<name>media|supports|layer)(?P<asked>[^{};@]{0,200})\{", re.IGNORECASE)
_AT_LEAST = re.compile(r"\(\s?min-(?:device-)?width\s?:\s?([\d.]{1,7}\s?(?:px|em|rem))\s?\)")
_AT_MOST = re.compile(r"\(\s?max-(?:device-)?width\s?:\s?([\d.]{1,7}\s?(?:px|em|rem))\s?\)")
_ANY_SCREEN = re.compile(r"\s{0,9}(?:only\s{1,3})?(?:screen|all)?(?:\s{1,3}and)?(?:\s{0,3}and)?\s{0,9}")
_SCREEN = 1280
"""Pixels: the width of the screen that a page is read for."""
_BRACE = re.compile(r"[{}]")
_LONGEST_BODY = 3_000
_SIMPLE = re.compile(r"\A(?=[\w*.#])(?P<tag>[a-z][a-z0-9]{0,12}|\*)?(?:(?P<mark>[.#])(?P<name>[\w-]{1,80}))?")
_LAST = re.compile(r"(?<![\w-])([\w-]{1,80})(?:::?[\w-]{1,30}(?:\([^()]{0,40}\))?)?$")
_PLAIN = re.compile(r"(?=[\w*.#\[])[\w\s.#*>+~-]{1,200}")
"""Selectors of tags, classes and ids in their places; others, such as ``a:hover``, hold at times only."""
_MOST_RULES = 5_000
_MOST_LONGER = 150
_LENGTH = re.compile(r"\A(-?\d{0,6}(?:\.\d{1,6})?)\s?(px|pt|em|rem|%|vw|vh|cm|in|)")
_PIXELS = {
    "px": 1.0,
    "pt": 4 / 3,
    "em": 16.0,
    "rem": 16.0,
    "%": 0.16,
    "vw": 12.0,
    "vh": 8.0,
    "cm": 38.0,
    "in": 96.0,
    "": 1.0,
}
_SCALED_AWAY = re.compile(r"scale(?:3d|[xy])?\(\s?0?(?:\.0{1,3}\d?)?\s?[,)]")
_MOVED = re.compile(r"translate(?:3d|[xy])?\((?:[^(),]{1,12},\s?)?(-\d{1,6}(?:px|em|rem|vw|vh|cm|in))")
_CLIPPED = re.compile(r"inset\((?:[5-9]\d|100)(?:\.\d{1,3})?%|(?:circle|ellipse)\(0(?![\d.])")
_FADED = re.compile(r"opacity\((?:0?\.0{1,3}\d?|0)%?\)")
_FONT_SIZE = re.compile(r"(?<![\w.-])(?:\d{0,4}\.?\d{1,4}(?:px|pt|em|rem|%)|0)(?=[\s/])")
_FAR = -400
"""Pixels beyond the page's edge from where nothing shows."""
_FARTHER = -2000
"""Pixels of a margin: one of less may bring to the middle what begins there."""
_TINY = 2.0
"""Pixels of a font's size from which on letters can be seen as letters."""
_NAMED = {
    "white": "fff",
    "black": "000",
    "snow": "fffafa",
    "ivory": "fffff0",
    "ghostwhite": "f8f8ff",
    "whitesmoke": "f5f5f5",
    "floralwhite": "fffaf0",
}
_RGB = re.compile(r"rgba?\(\s?(\d{1,3})[,\s]{1,3}(\d{1,3})[,\s]{1,3}(\d{1,3})(?:[,\s/]{1,3}([\d.]{1,5}%?))?\s?\)")
_HSL = re.compile(
    r"hsla?\(\s?(\d{1,3})(?:deg)?[,\s]{1,3}(\d{1,3})(?:\.\d{1,3})?%?[,\s]{1,3}(\d{1,3})(?:\.\d{1,3})?%?(?:[,\s/]{1,3}([\d.]{1,5}%?))?\s?\)"
)
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_ALIKE = 16
"""The most that each of red, green and blue differ, of 255, between colours that no eye tells apart."""

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)


def declarations(text: str) -> dict[str, str]:
    """The content of a ``style`` attribute."""
    found = _DECLARATION.findall(text.casefold()[:5_000])
    return {name: value.replace("!important", "").strip() for name, value in found}


class Rule(NamedTuple):
    tag: str
    mark: str
    name: str
    style: Style


class Stylesheet:
    """The rules whose selector is a tag, a class, an id, or a tag with one of them.

    The longer ones (``.notes p``) hold where the page's parser finds them (`place`), as far as they may hide words.
    """

    def __init__(self, sheets: Iterable[str] = ()) -> None:
        texts = [_AT.sub(_on_a_screen, _COMMENT.sub("", text[:300_000])) for text in sheets]
        rules = [rule for text in texts for rule in _rules(text)][:_MOST_RULES]
        self._rules: dict[tuple[str, str], list[Rule]] = {}
        self._grounds = {name for text in texts for name in _grounds(text)}
        self._longer = [one for text in texts for one in _longer(text)]
        self._placed: dict[int, dict[str, str]] = {}
        for rule in sorted(rules, key=lambda rule: ("", ".", "#").index(rule.mark)):
            self._rules.setdefault((rule.mark, rule.name or rule.tag), []).append(rule)

    def place(self, find: Callable[[str], Iterable[int]]) -> None:
        """Keeps what the longer selectors say of the elements that ``find`` tells by number."""
        if any(_may_hide(style) for _, style in self._longer):
            for selector, style in sorted(self._longer, key=_weight)[:_MOST_LONGER]:
                for number in find(selector):
                    self._placed.setdefault(number, {}).update(style)

    def style_of(self, tag: str, attributes: Mapping[str, str | None], number: int = 0) -> Style:
        """What holds for an element by itself, its own ``style`` attribute last."""
        own = attributes.get("style")
        if not self._rules and not self._grounds and not self._placed:
            return declarations(own) if own else {}
        found: dict[str, str] = {}
        keys = [("", "*"), ("", tag), *((".", name) for name in (attributes.get("class") or "").split()[:20])]
        for key in [*keys, ("#", attributes.get("id") or "")]:
            for rule in self._rules.get(key, ()):
                if rule.tag in {"", "*", tag}:
                    found.update(rule.style)
        if not self._grounds.isdisjoint({tag, *(attributes.get("class") or "").split(), attributes.get("id") or ""}):
            found.setdefault("background-image", "unknown")
        found.update(self._placed.get(number, {}))
        return {**found, **declarations(own)} if own else found


def _rules(text: str) -> Iterable[Rule]:
    for selectors, style in _parsed(text):
        for selector in selectors:
            simple = _SIMPLE.fullmatch(selector)
            if simple and simple[0]:
                yield Rule((simple["tag"] or "").casefold(), simple["mark"] or "", simple["name"] or "", style)


def _on_a_screen(at: re.Match[str]) -> str:
    """Nothing in place of the beginning of an at-rule that holds on a computer's screen: its rules are like others."""
    name, asked = at["name"].casefold(), at["asked"].casefold()
    if name == "layer":
        return ""
    if name == "supports":
        return at[0] if "not" in asked else ""
    widths = (
        [pixels(width) or 0 for width in _AT_LEAST.findall(asked)],
        [pixels(width) or 0 for width in _AT_MOST.findall(asked)],
    )
    rest = _AT_MOST.sub("", _AT_LEAST.sub("", asked))
    holds = all(width <= _SCREEN for width in widths[0]) and all(width >= _SCREEN for width in widths[1])
    return "" if holds and _ANY_SCREEN.fullmatch(rest) else at[0]


def _parsed(text: str) -> Iterator[tuple[list[str], Style]]:
    """Selectors and declarations of each rule; those inside ``@media print`` and the like do not hold here."""
    depth, at, prelude = 0, 0, ""
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            prelude = text[at : brace.start()] if not depth else "@"
            depth, at = depth + 1, brace.end()
        elif depth:
            depth -= 1
            if not depth and "@" not in prelude:
                body = text[at : min(brace.start(), at + _LONGEST_BODY)]
                yield [one.strip() for one in prelude[-_LONGEST_BODY:].split(",")[:50]], declarations(body)
            at = brace.end()
        else:
            at = brace.end()


def _grounds(text: str) -> Iterable[str]:
    """Names at the end of longer selectors that set a background: what stands there stands on nobody knows what."""
    for selectors, style in _parsed(text):
        if any(name.startswith("background") for name in style):
            for selector in selectors:
                if not _SIMPLE.fullmatch(selector) and (name := _LAST.search(selector[-120:])):
                    yield name[1]


_HIDING = frozenset({
    "display", "visibility", "opacity", "color", "font-size", "font", "filter", "transform", "content-visibility", "margin-left", "margin-top", "position", "clip", "clip-path", "text-indent", "left", "top", "right",
    "bottom", "width", "height", "max-height", "max-width", "overflow",
})  # fmt: skip
"""Properties that keep words from the eye, or show them again."""


def _longer(text: str) -> Iterator[tuple[str, Style]]:
    """The longer selectors, with what they say about whether words show."""
    for selectors, style in _parsed(text):
        told = {name: value for name, value in style.items() if name in _HIDING}
        for selector in selectors if told else ():
            if not _SIMPLE.fullmatch(selector) and _PLAIN.fullmatch(selector):
                yield selector, told


def _may_hide(style: Style) -> bool:
    return bool(removed(style)) or is_tiny(style, around=False) or "color" in style


def _weight(rule: tuple[str, Style]) -> tuple[int, int]:
    """Ids weigh more than classes; of two alike the later holds."""
    return rule[0].count("#"), rule[0].count(".")


def removed(style: Style) -> str:
    """How the style takes words off the page, whatever stands around them; empty where it does not."""
    if not style:
        return ""
    if style.get("display") == "none" or style.get("visibility") in {"hidden", "collapse"}:
        return "not displayed"
    if style.get("content-visibility") == "hidden" or _SCALED_AWAY.search(style.get("transform", "")):
        return "not displayed"
    if _zero(style.get("opacity")) or style.get("color") == "transparent" or _FADED.search(style.get("filter", "")):
        return "transparent text"
    return "text off the page" if _off_page(style) else ""


def unseen(colour: Colour | None, background: Colour | None, *, tiny: bool) -> str:
    """How words of this colour on this background (None where nobody can tell) are hidden; empty where they show."""
    if tiny:
        return "tiny text"
    if colour is None or background is None or not alike(colour, background):
        return ""
    return "white text" if alike(colour, WHITE) else "text in the colour of its ground"


def is_tiny(style: Style, *, around: bool) -> bool:
    """Whether letters are too small to be seen; without a size of its own, as those around."""
    size = pixels(style.get("font-size") or _size_of(style.get("font", "")))
    return around if size is None else size < _TINY


def _size_of(font: str) -> str:
    """The letters' size in the shorthand ``italic 700 14px/1.2 Arial``."""
    found = _FONT_SIZE.search(font)
    return found[0] if found else ""


def _off_page(style: Style) -> bool:
    placed = style.get("position") in {"absolute", "fixed"}
    if placed and ("rect(0" in style.get("clip", "") or "rect(1px" in style.get("clip", "")):
        return True
    sides = ("left", "top", "right", "bottom") if placed or style.get("position") == "relative" else ()
    moved = [style.get(side) for side in (*sides, "text-indent")] + _MOVED.findall(style.get("transform", ""))
    drawn = [style.get(side) for side in ("margin-left", "margin-top")]
    if any((pixels(by) or 0) <= _FAR for by in moved) or any((pixels(by) or 0) <= _FARTHER for by in drawn):
        return True
    if _CLIPPED.search(style.get("clip-path", "")):
        return True
    spans = [pixels(style.get(side)) for side in ("width", "height", "max-height", "max-width")]
    return style.get("overflow") == "hidden" and any(span is not None and span <= 1 for span in spans)


def _zero(value: str | None) -> bool:
    return value is not None and bool(re.fullmatch(r"0?(?:\.0{1,3}\d?)?%?", value)) and value not in {"", "%"}


def pixels(value: str | None) -> float | None:
    match = _LENGTH.fullmatch(value) if value else None
    return float(match[1]) * _PIXELS[match[2]] if match and match[1] not in {"", "-"} else None


def painted(value: str) -> Colour | None:
    """A colour as written in CSS; None where it is another thing (a gradient, a variable, see-through)."""
    value = _NAMED.get(value, value)
    if match := _RGB.fullmatch(value):
        return None if match[4] and _zero(match[4]) else (int(match[1]), int(match[2]), int(match[3]))
    if match := _HSL.fullmatch(value):
        turn, saturation, lightness = int(match[1]) % 360 / 360, min(int(match[2]), 100), min(int(match[3]), 100)
        red, green, blue = hls_to_rgb(turn, lightness / 100, saturation / 100)
        return None if match[4] and _zero(match[4]) else (round(255 * red), round(255 * green), round(255 * blue))
    match = _HEX.fullmatch(value if value.startswith("#") else f"#{value}" if value in _NAMED.values() else "")
    if not match:
        return None
    digits = match[1] if len(match[1]) > 4 else "".join(digit * 2 for digit in match[1])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))


def backdrop(style: Style, behind: Colour | None) -> Colour | None:
    """What words stand on: the element's own background, else what is behind it; None where that is a picture."""
    if style.get("background-image", "none") != "none":
        return None
    value = style.get("background-color") or style.get("background")
    if not value or value in {"none", "transparent", "inherit", "initial", "unset"}:
        return behind
    return painted(value)
