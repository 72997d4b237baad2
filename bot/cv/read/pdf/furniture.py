"""Headers, footers and page numbers: what comes back at the edges of pages is no content."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.cv.read.pdf.page import Page
from bot.cv.read.pdf.segments import Segment

_EDGE = 0.12
"""The share of a page's height, at its top and at its bottom, where furniture stands."""
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"\A\W{0,60}(?:page|seite|p\.|página|第)?\s?#(?:\s?(?:of|/|von|de|sur|-|–)\s?#)?\s?页?\W{0,60}", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")


def without_furniture(pages: Sequence[Page]) -> list[list[Segment]]:
    """The segments of each page; what is repeated stays once where it says something that no other line does."""
    if len(pages) < 2:
        return [page.segments for page in pages]
    edges = [[one for one in page.segments if _at_edge(one, page)] for page in pages]
    keys = {id(one): _key(one, page.number) for page, ones in zip(pages, edges, strict=True) for one in ones}
    counts = Counter(key for ones in edges for key in {keys[id(one)] for one in ones})
    numbers = {key for key in counts if _NUMBER.fullmatch(key[0])}
    repeated = {key for key, count in counts.items() if count > 1 and (count > 2 or count >= len(pages) - 1)}
    if not repeated:
        return [page.segments for page in pages]
    gone = {id(one) for ones in edges for one in ones if keys[id(one)] in repeated}
    told = {word for page in pages for one in page.segments if id(one) not in gone for word in _words(one)}
    kept = set[tuple[str, int]]()
    left = []
    for page in pages:
        segments = []
        for one in page.segments:
            if id(one) in gone:
                key = keys[id(one)]
                if key in kept or key in numbers or _words(one) <= told:
                    continue
                kept.add(key)
            segments.append(one)
        left.append(segments)
    return left


def _at_edge(one: Segment, page: Page) -> bool:
    height = page.box.y1 - page.box.y0
    return one.y < page.box.y0 + _EDGE * height or one.y > page.box.y1 - _EDGE * height


def _key(one: Segment, page: int) -> tuple[str, int]:
    """The words without the page's number, and the height, to a few points."""
    text = one.text.casefold().strip()
    counted = _DIGITS.sub("#", text)
    if not _NUMBER.fullmatch(counted):
        counted = re.sub(rf"(?<!\d){page}(?!\d)", "#", text)
    return counted, round(one.y / 4)


def _words(one: Segment) -> set[str]:
    text = one.text.casefold()
    return set(_WORD.findall(text)) | {number for number in _DIGITS.findall(text) if len(number) > 2}
