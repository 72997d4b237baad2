"""The tables at the head of an RTF file: fonts and their code pages, colours, heading styles."""

import codecs
import re

SYMBOLS = "symbols"
"""In place of a code page: the font is one of signs."""

_HEAD = 400_000
"""Bytes at the start of the file in which the tables stand."""
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_DEFAULT = re.compile(rb"\\deff(\d{1,5})")
_FONT = re.compile(
    rb"\\f(\d{1,5})(?:\\[a-eg-z][a-z]{0,20}\d{0,5}\s?|\\f(?:nil|roman|swiss|modern|script|decor|tech|bidi|prq\d|bias\d)\s?){0,20}\\fcharset(\d{1,3})"
)
_COLORS = re.compile(rb"\{\\colortbl([^{}]{0,40000})\}")
_COLOR = re.compile(rb"\\red(\d{1,3})\\green(\d{1,3})\\blue(\d{1,3})")
_SHEET, _SHEET_END = re.compile(rb"\{\\stylesheet"), re.compile(rb"\}\s{0,9}\}")
_STYLE = re.compile(rb"\\s(\d{1,5})(?![a-z0-9])([^{}]{0,2000})")
_OUTLINE = re.compile(rb"\\outlinelevel(\d)")
_NAMED = re.compile(rb"heading ([1-9]);|(Title);", re.IGNORECASE)
_CHARSETS = {
    0: "cp1252", 1: "", 2: SYMBOLS, 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The code pages of the values of ``\\fcharset``, from the specification of RTF 1.9.1."""


class Tables:
    def __init__(self, data: bytes) -> None:
        head = data[:_HEAD]
        page = _CODE_PAGE.search(head)
        self._page = _codec(f"cp{page[1].decode()}") if page else "mac_roman" if b"\\mac" in head[:40] else "cp1252"
        default = _DEFAULT.search(head)
        self.default = int(default[1]) if default else -1
        """The font of what names none."""
        self._fonts = {int(one[1]): _CHARSETS.get(int(one[2]), "") for one in _FONT.finditer(head)}
        self._colors = _colors(head)
        self.levels = _levels(head)
        """Heading levels of paragraph styles."""

    def codec(self, font: int) -> str:
        return self._fonts.get(font, "") or self._page

    def color(self, number: int) -> str:
        """RRGGBB; empty for the default."""
        return self._colors[number] if 0 < number < len(self._colors) else ""


def _codec(name: str) -> str:
    try:
        return codecs.lookup({"cp65001": "utf-8", "cp10000": "mac_roman"}.get(name, name)).name
    except LookupError:
        return "cp1252"


def _colors(head: bytes) -> list[str]:
    table = _COLORS.search(head)
    found = []
    for one in table[1].split(b";") if table else ():
        color = _COLOR.search(one)
        found.append("".join(f"{min(int(part), 255):02X}" for part in color.groups()) if color else "")
    return found


def _levels(head: bytes) -> dict[int, int]:
    sheet = _SHEET.search(head)
    end = _SHEET_END.search(head, sheet.end()) if sheet else None
    found = {}
    for style in _STYLE.finditer(head, sheet.end(), end.start() if end else len(head)) if sheet else ():
        outline, named = _OUTLINE.search(style[2]), _NAMED.search(style[2])
        if outline and int(outline[1]) < 9:
            found[int(style[1])] = min(int(outline[1]) + 1, 6)
        elif named:
            found[int(style[1])] = min(int(named[1] or 1), 6)
    return found
