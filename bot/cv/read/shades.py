"""When words cannot be seen on the page: hidden, smaller than a grain, off the paper, or in the colour of their ground."""

import re

WHITE = "FFFFFF"
HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "00008B", "darkCyan": "008B8B", "darkGreen": "006400",
    "darkMagenta": "800080", "darkRed": "8B0000", "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3",
}  # fmt: skip
"""Word's names of colours behind text."""
_RGB = re.compile(r"#?([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")
_ALIKE = 12
"""The difference of two colours, of 255 in each channel, that no eye sees."""
_GRAIN = 1.0
"""Points."""
UNSEEN, SMALL, AWAY = "hidden text", "tiny text", "text off the page"
_BEFORE, _BEYOND = -500.0, 1500.0
"""Points from a page's left or upper edge where no paper is: the largest sheets of CVs are A3."""


def unseen(color: str, ground: str, size: float | None) -> str:
    """How words of this colour and size (points) on this ground are hidden; empty where they show.

    An empty ``ground`` is one that nobody can tell, such as a picture behind the words: what stands on it shows.
    """
    if size is not None and size <= _GRAIN:
        return SMALL
    letters, behind = _RGB.fullmatch(color), _RGB.fullmatch(ground)
    if not letters or not behind:
        return ""
    if any(
        abs(int(one, 16) - int(other, 16)) > _ALIKE
        for one, other in zip(letters.groups(), behind.groups(), strict=True)
    ):
        return ""
    return (
        "white text"
        if all(int(one, 16) >= 255 - _ALIKE for one in letters.groups())
        else "text in the colour of its ground"
    )


def is_away(points: float) -> bool:
    """Whether what stands so far from the edge is off the page."""
    return not _BEFORE < points < _BEYOND
