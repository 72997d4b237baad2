"""What a font's name, weight and flags say of its characters: bold, italic, a font of bullets or of icons."""

import re
from dataclasses import dataclass
from typing import Any

_BOLD = re.compile(r"bold|black|heavy|demi|medi(?!um)|-?bd\b|cmbx|cmb1|cmssbx|sfbx|sfrb|ecbx|-b$", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obliq|slant|cmti|cmsl|cmssi|sfti|ecti|-it$|-i$", re.IGNORECASE)
_SYMBOLS = re.compile(r"wingding|webding|symbol|dingbat", re.IGNORECASE)
_ICONS = re.compile(
    r"awesome|icon|glyphs?\b|material|fontello|icomoon|ionic|marvosym|feather|-brands|entypo|octicon", re.IGNORECASE
)
_ITALIC_FLAG, _FORCED_BOLD_FLAG = 1 << 6, 1 << 18
_BOLD_WEIGHT = 600


@dataclass(frozen=True, slots=True)
class Font:
    name: str
    style: str
    """b(old), i(talic) or blank, as in ``Passage.styles``."""
    symbols: bool = False
    """Its characters are bullets and signs, whatever letters they stand for."""
    icons: bool = False
    """Its characters are pictures."""


def font_of(handle: Any) -> Font:
    from bot.cv.read.pdf.library import called, pdfium  # noqa: PLC0415 -- see there

    name = called(pdfium.FPDFFont_GetBaseFontName, handle).rpartition("+")[2]
    flags = max(0, pdfium.FPDFFont_GetFlags(handle))
    bold = bool(_BOLD.search(name)) or flags & _FORCED_BOLD_FLAG or pdfium.FPDFFont_GetWeight(handle) >= _BOLD_WEIGHT
    italic = bool(_ITALIC.search(name)) or flags & _ITALIC_FLAG
    symbols = bool(_SYMBOLS.search(name))
    return Font(name, "b" if bold else "i" if italic else " ", symbols, not symbols and bool(_ICONS.search(name)))
