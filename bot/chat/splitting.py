"""A line as its words, each with the place where it stands."""

import re
from dataclasses import dataclass

_WORD = re.compile(r'"[^"\n]{0,2000}"|[^\s"]+|"')
_QUOTES = str.maketrans("“”„‟″", '"""""')


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int


def split(line: str) -> list[Word]:
    """The line's words, with a phone's typographic double quotes as a keyboard has them."""
    return [Word(found[0], *found.span()) for found in _WORD.finditer(line.translate(_QUOTES))]


def dashed(word: str) -> str:
    """``—page``, as a phone writes it, as ``--page``."""
    return re.sub(r"^[—–](?=[a-z])", "--", word)


def bare(word: str) -> str:
    """Without the quotes around it."""
    return word.strip('"') if word.startswith('"') else word
