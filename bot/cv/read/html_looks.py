"""How elements of a page look, and which of them are no words of it: icons, ways around the site."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from bot.cv.read.style import WHITE, Colour, Style, backdrop, is_tiny, painted, removed, unseen

_BOLD = frozenset({"b", "strong", "th", "dt"})
_ITALIC = frozenset({"i", "em", "cite", "var"})
_RIGHT = frozenset(
    {
        "float-right",
        "pull-right",
        "float-end",
        "ms-auto",
        "ml-auto",
        "right",
        "text-right",
        "text-end",
        "is-pulled-right",
    }
)
_ROW = frozenset({"d-flex", "flex", "justify-between", "justify-content-between", "row", "columns", "inline-flex"})
_ICONS = re.compile(r"\bmaterial-(?:icons|symbols)")
_SPOKEN = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"})
_SITE = re.compile(r"©|copyright|all rights reserved|powered by|built with|last updated|theme by", re.IGNORECASE)
_ICON_LENGTH = 20


class Look(NamedTuple):
    """What an element hands on to those inside it."""

    bold: bool = False
    italic: bool = False
    kept: bool = False
    """Blanks and line ends stand as they are."""
    colour: Colour | None = (0, 0, 0)
    background: Colour | None = WHITE
    tiny: bool = False
    removed: str = ""
    lists: int = 0
    nest: int = 0
    place: str = ""
    """"nav" or "footer" inside such an element."""

    @property
    def style(self) -> str:
        return "b" if self.bold else "i" if self.italic else " "

    @property
    def hidden(self) -> str:
        return self.removed or unseen(self.colour, self.background, tiny=self.tiny)


def look_of(tag: str, attributes: Mapping[str, str | None], style: Style, around: Look) -> Look:
    weight = style.get("font-weight", "")
    heavy = weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= 600)
    colour = style.get("color") or (attributes.get("color") or "").casefold() if tag == "font" else style.get("color")
    ground = backdrop(style, around.background)
    if attributes.get("bgcolor"):
        ground = painted((attributes["bgcolor"] or "").casefold())
    return Look(
        bold=(around.bold or tag in _BOLD or heavy) and weight not in {"normal", "400"},
        italic=around.italic or tag in _ITALIC or style.get("font-style") == "italic",
        kept=around.kept or tag == "pre" or style.get("white-space", "").startswith("pre"),
        colour=painted(colour) if colour else around.colour,
        background=ground,
        tiny=is_tiny(style, around=around.tiny),
        removed=around.removed
        or ("not displayed" if "hidden" in attributes else removed(style) or _spoken(attributes)),
        lists=around.lists + (tag in {"ul", "ol"}),
        nest=around.nest + 1,
        place=tag if tag in {"nav", "footer"} else around.place,
    )


def _spoken(attributes: Mapping[str, str | None]) -> str:
    return "" if _SPOKEN.isdisjoint((attributes.get("class") or "").split()) else "words for screen readers"


def is_icon(node: LexborNode, attributes: Mapping[str, str | None]) -> bool:
    """Letters that stand for a picture."""
    if _ICONS.search(attributes.get("class") or ""):
        return True
    return attributes.get("aria-hidden") == "true" and len(node.text().strip()) <= _ICON_LENGTH


def is_of_site(node: LexborNode, tag: str, attributes: Mapping[str, str | None], look: Look) -> bool:
    """Ways around the site, and who made it: no words of the CV."""
    if look.place == "nav" and tag == "a":
        return "://" not in (target := attributes.get("href") or "") and not target.startswith(("mailto:", "tel:"))
    return look.place == "footer" and tag != "footer" and bool(_SITE.search(node.text()[:300]))


def floats_right(style: Style, names: frozenset[str]) -> bool:
    if style.get("float") == "right" or (style.get("position") == "absolute" and "right" in style):
        return True
    return ("margin-left" in style and style["margin-left"] == "auto") or not _RIGHT.isdisjoint(names)


def is_row(style: Style, names: frozenset[str]) -> bool:
    display = style.get("display", "")
    if "flex" in display or "grid" in display:
        return "column" not in style.get("flex-direction", "")
    return not display and not _ROW.isdisjoint(names) and "flex-column" not in names and "flex-col" not in names
