"""The short name of a form that has a long title."""

import re
from collections.abc import Callable

_CLAUSE = re.compile(r"[;:,](?=\s)")
_GAP = re.compile(r"\s+")


def headline(title: str, most: int, length: Callable[[str], int] = len) -> str:
    """The title on one line; a long one up to its last clause that fits, else up to a word or, within one, a letter."""
    line = " ".join(title.split())
    if length(line) <= most:
        return line
    clauses = [line[: found.start()] for found in _CLAUSE.finditer(line)]
    words = [f"{line[: found.start()].rstrip(' ;:,')}…" for found in _GAP.finditer(line)]
    letters = [f"{line[:end]}…" for end in range(min(most, len(line)))]
    return next(one for some in (clauses, words, letters) for one in reversed(some) if 0 < length(one) <= most)
