"""A sheet's lines made whole: glued ones parted, wrapped ones joined, page furniture and private data taken out."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.cv.facts.dates import is_only_dates, periods
from bot.cv.passage import Line, Passage
from bot.cv.private import kind_of_private, without_private
from bot.cv.wrapping import unwrapped

_LONG = 60
_PAGE = re.compile(
    r"\W*(?:page|seite|p\.)?\s{0,2}\d{1,3}(?:\s{0,2}(?:of|/|von)\s{0,2}\d{1,3})?\W*|第?\s?\d{1,3}\s?页", re.IGNORECASE
)
_PAGE_TAIL = re.compile(
    r"[\s|·•-]{1,9}(?:page\s{0,2}|seite\s{0,2})?\d{1,3}(?:\s{0,2}(?:of|/|von)\s{0,2}\d{1,3})?\s*$", re.IGNORECASE
)
_UPDATED = re.compile(r"\W*(?:last\s)?(?:updated|modified|revised|stand)\b", re.IGNORECASE)
_MAIL = re.compile(r"(?:to|cc|bcc|date|sent|subject|reply-to|message-id|content-type|mime-version):")
_LINK_END = re.compile(r"\[(?:pdf|repo|code|link|paper|slides|video|poster|project|demo)\]$", re.IGNORECASE)
_GLUE = re.compile(r"[\])](?=\w)")


@dataclass(frozen=True, slots=True)
class Blocks:
    lines: tuple[Line, ...]
    furniture: tuple[Line, ...]
    left_out: tuple[str, ...]


def blocks(lines: Iterable[Line]) -> Blocks:
    """The lines to read facts from."""
    kept, furniture = _page_furniture(_without_mail_headers(list(lines)))
    left_out: list[str] = []
    public: list[Line] = []
    for line in kept:
        kind = kind_of_private(line)
        if kind is not None:
            left_out.append(kind)
            stays = without_private(line)
            if stays is None:
                furniture.append(line)
                continue
            line = stays  # noqa: PLW2901 -- the line without its private part
        public.extend(_unglued(line))
    return Blocks(tuple(unwrapped(public)), tuple(furniture), tuple(dict.fromkeys(left_out)))


def _without_mail_headers(lines: list[Line]) -> list[Line]:
    """A CV sent in a mail: its sender is the person, the other headers are not about them."""
    if not lines or not lines[0].folded.startswith("from:"):
        return lines
    head = [line for line in lines[:8] if _MAIL.match(line.folded)]
    return [line for line in lines if line not in head]


def _page_furniture(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Page numbers, and footers that come back with only the page number changed."""
    stems = [_PAGE_TAIL.sub("", line.text).casefold().strip() for line in lines]
    counts = Counter(stems)
    numbered = {stem for stem, line in zip(stems, lines, strict=True) if stem != line.text.casefold().strip()}
    kept, furniture = [], []
    for stem, line in zip(stems, lines, strict=True):
        repeated = counts[stem] > 1 and bool(stem) and len(stem) <= _LONG and line.kind == "text"
        footer = repeated and (stem in numbered or _is_day(line.passage))
        if footer or _is_page_number(line) or (_UPDATED.match(line.text) and len(line.text) < _LONG):
            furniture.append(line)
        else:
            kept.append(line)
    return kept, furniture


def _is_page_number(line: Line) -> bool:
    return line.kind in {"text", "heading"} and bool(_PAGE.fullmatch(line.text)) and not periods(line.passage)


def _is_day(passage: Passage) -> bool:
    """A full date alone, as printed at a page's foot: "OCTOBER 22, 2024"."""
    return (
        is_only_dates(passage)
        and not any(one.ranged for one in periods(passage))
        and len(re.findall(r"\d+", passage.text)) > 1
    )


def _unglued(line: Line) -> list[Line]:
    """``… [PDF]**Next title**``: what touches a link's bracket, or bold text that touches one, begins its own line."""
    parts, last = [], 0
    passage = line.passage
    for match in _GLUE.finditer(passage.text):
        at = match.end()
        bold = passage.styles[at] == "b" and passage.styles[at - 1] != "b"
        if bold or _LINK_END.search(passage.text, max(last, at - 12), at):
            parts.append(passage.cut(last, at))
            last = at
    if not parts:
        return [line]
    first = replace(line, passage=parts[0], broken=True)
    return [first, *(replace(first, passage=part, kind="text") for part in [*parts[1:], passage.cut(last)])]
