"""How a page or a file was made, which its last lines say: "© 2026 Nils Brook. Built with Hugo." is nobody's skill."""

import re

from bot.cv.words import alternation, fold, phrases

_WITH = rf"\s(?:\S\s)?(?:{alternation(phrases('skills.made_with'))})\s"
_MADE = rf"(?:{alternation(phrases('skills.made'))}){_WITH}"
_MADE_PAGE = rf"(?:{alternation(phrases('skills.made_page'))}){_WITH}"
_SHOWN = r"(?:this|the) (?:page|site|website|cv|resume|document|file)\s(?:(?:is|was)\s)?"
_OWNED = r"(?:(?:©|\(c\)|copyright)\s?){0,2}(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)\d\d)?)?,?\s[^.|·•\n]{2,50}[.|·•]\s?"
_COLOPHON = re.compile(rf"\A[\W_]{{0,3}}(?:(?:{_OWNED}|{_SHOWN}){{1,2}}{_MADE}|{_MADE_PAGE})")
_MOST_WORDS = 16
COLOPHON_LINES = 3
"""Lines of a document's end that may tell how it was made."""


def is_colophon(line: str) -> bool:
    """Whether a line tells how the page was made, and nothing else."""
    return len(line.split()) <= _MOST_WORDS and _COLOPHON.match(fold(line)) is not None


def colophon_of(text: str) -> list[tuple[int, int]]:
    """Where the last lines of a document tell how it was made; an item of a list there tells of somebody's work."""
    found: list[tuple[int, int]] = []
    end = len(text.rstrip())
    for _ in range(COLOPHON_LINES):
        start = text.rfind("\n", 0, end) + 1
        if start >= end:
            break
        line = text[start:end]
        if is_colophon(line) and not line.lstrip().startswith(("-", "*", "•", "+")):
            found.append((start, end))
        end = len(text[:start].rstrip())
    return found
