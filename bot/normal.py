"""Unicode's normal forms, in time that grows with the text and no faster.

Marks above and below a letter are sorted one by one, so that thousands on one letter would take seconds. A letter keeps
thirty of them, as in Unicode's Stream-Safe Text Format; no language needs more.
"""

import unicodedata
from collections.abc import Iterator
from typing import Literal

MOST_MARKS = 30


def normal(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """The text in a normal form, without the marks that a letter has too many of."""
    if text.isascii():
        return text
    return unicodedata.normalize(form, "".join(_with_few_marks(text)) if len(text) > MOST_MARKS else text)


def _with_few_marks(text: str) -> Iterator[str]:
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if marks <= MOST_MARKS:
            yield char
