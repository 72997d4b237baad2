"""What wraps or carries text in a Word document: content controls, alternatives, tracked changes, drawings and their boxes."""

import re
from collections.abc import Iterator

from bot.cv.read.docx_styles import VAL, W
from bot.cv.read.shades import WHITE, is_away
from bot.cv.read.xml import Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_V = "{urn:schemas-microsoft-com:vml}"
_EMU = 12_700
"""English Metric Units in a point."""
_WHOLE = re.compile(r"-?\d{1,12}")
_PLACED = re.compile(
    r"(?<![\w-])(?:margin-)?(?:left|top)\s{0,3}:\s{0,3}(?P<number>-?\d{1,7}(?:\.\d{1,4})?)(?P<unit>pt|in|cm|mm|px)"
)
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.3, "mm": 2.83, "px": 0.75}
BOX, TEXT = W + "txbxContent", W + "t"
_OPEN = {W + name for name in ("ins", "moveTo", "smartTag", "customXml", "bdo", "dir")}


def through(element: Element) -> Iterator[Element]:
    """Where the contents stand of an element that only wraps them; nothing for what is deleted, or is no content."""
    if element.tag in _OPEN:
        yield element
    elif element.tag == W + "sdt":
        prompt = element.find(f"{W}sdtPr/{W}showingPlcHdr")
        content = element.find(W + "sdtContent")
        if content is not None and (prompt is None or prompt.get(VAL, "1") in {"0", "false", "off"}):
            yield content
    elif element.tag == MC + "AlternateContent":
        branches = [*element.iterfind(MC + "Choice"), *element.iterfind(MC + "Fallback")]
        yield from [one for one in branches if any(True for tag in (BOX, TEXT) for _ in one.iter(tag))][:1] or branches[
            :1
        ]


def drawings(root: Element) -> Iterator[Element]:
    yield from root.iter(_WP + "anchor")
    yield from root.iter(W + "pict")


def is_behind(drawing: Element, *, always: bool) -> bool:
    """Whether something drawn lies behind the text, which may then be white; a header's drawings always do."""
    return (
        always
        or drawing.get("behindDoc") in {"1", "true"}
        or any("z-index:-" in one.get("style", "") for one in drawing.iter() if one.tag.startswith(_V))
    )


def is_placed_away(drawing: Element) -> bool:
    """Whether a drawing stands off the page."""
    offsets = (one.text or "" for one in drawing.iter(_WP + "posOffset"))
    return any(_WHOLE.fullmatch(one) and is_away(int(one) / _EMU) for one in offsets) or any(
        is_away(float(match["number"]) * _UNITS[match["unit"]])
        for one in drawing.iter()
        if one.tag.startswith(_V)
        for match in _PLACED.finditer(one.get("style", "")[:2_000])
    )


def boxes(drawing: Element, page: str) -> Iterator[tuple[Element, str]]:
    """The text boxes of a drawing, not those inside them, with the colour behind their words."""
    pending = [(drawing, page)]
    while pending:
        element, ground = pending.pop()
        if element.tag == BOX:
            yield element, ground
            continue
        if element.tag == MC + "AlternateContent":
            pending += [(one, ground) for one in through(element)]
            continue
        if element.tag == _WPS + "wsp":
            ground = _fill(element.find(_WPS + "spPr"), ground)
        elif (
            element.tag.startswith(_V) and element.get("fillcolor") and element.get("filled", "t") not in {"f", "false"}
        ):
            ground = element.get("fillcolor", "").partition(" ")[0]
        pending += [(one, ground) for one in reversed(element)]


def _fill(properties: Element | None, page: str) -> str:
    """The colour of a shape; that of the page where it has none."""
    for one in properties if properties is not None else ():
        if one.tag == _A + "solidFill":
            plain = one.find(_A + "srgbClr")
            named = one.find(_A + "schemeClr")
            if plain is not None:
                return plain.get("val", "")
            return WHITE if named is not None and named.get("val") in {"bg1", "lt1"} else ""
        if one.tag in {_A + "gradFill", _A + "blipFill", _A + "pattFill"}:
            return ""
    return page
