"""Whether a PDF's characters are letters: some fonts draw letters and do not tell which."""

from collections import Counter
from collections.abc import Sequence

from bot.cv.read.pdf.page import Page
from bot.cv.read.pdf.spans import Span
from bot.cv.unreadable import Unreadable
from bot.cv.words import fold

_MOST_LOST = 0.3
"""The share of unreadable characters from which on the document is refused."""
_TOLD = 0.02
_LEAST_LETTERS = 80
_VOWELS = frozenset("aeiouyаеиоуыэюяєіїαεηιουω")
_FEWEST_VOWELS = 0.2
"""No language that CVs are written in has fewer."""
_SHOWN = frozenset("\t\u00a0\u00ad\x02\ufffe")
_UNREADABLE = (
    "the PDF's fonts do not tell which letters they draw, so its text cannot be read. "
    "Export it again from the program that made it, or run text recognition (OCR) over it."
)


def legible(pages: Sequence[Page]) -> list[str]:
    """A warning where a part of the text cannot be read; raises Unreadable where much of it cannot."""
    spans = [span for page in pages for span in page.spans if not span.look.font.icons]
    nonsense = _nonsense(spans)
    every = sum(len(span.text) for span in spans)
    lost = sum(len(span.text) if span.look.font.name in nonsense else _unknown(span) for span in spans)
    if lost <= _TOLD * every:
        return []
    if lost > _MOST_LOST * every:
        raise Unreadable(_UNREADABLE)
    share = max(1, round(100 * lost / every))
    return [f"{share} % of the text is drawn with fonts that do not tell their letters; it was not understood."]


def _unknown(span: Span) -> int:
    if span.look.font.symbols:
        return 0
    text = span.text
    if text.isprintable() and "\ufffd" not in text:
        lost = 0
    else:
        lost = sum(char == "\ufffd" or not (char.isprintable() or char in _SHOWN) for char in text)
    return len(span.text) if span.look.unmapped and not lost else lost


def _nonsense(spans: Sequence[Span]) -> frozenset[str]:
    """The fonts whose letters make no words."""
    texts: dict[str, list[str]] = {}
    for span in spans:
        texts.setdefault(span.look.font.name, []).append(span.text)
    letters, vowels = Counter[str](), Counter[str]()
    for name, parts in texts.items():
        found = Counter(fold("".join(parts)))
        letters[name] = sum(count for char, count in found.items() if char.isalpha() and char < "\u0530")
        vowels[name] = sum(found[char] for char in _VOWELS)
    return frozenset(
        name for name, count in letters.items() if count >= _LEAST_LETTERS and vowels[name] < _FEWEST_VOWELS * count
    )
