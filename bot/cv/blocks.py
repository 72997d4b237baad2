"""A sheet's lines made whole: glued ones parted, wrapped ones joined, page furniture and private data taken out."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.cv.facts.dates import is_only_dates, periods
from bot.cv.glue import with_columns, with_whole_label
from bot.cv.passage import Line, Passage
from bot.cv.private import kinds_of_private, private_below, without_private
from bot.cv.sections import names_section
from bot.cv.words import pattern
from bot.cv.wrapping import unwrapped

_LONG = 60
_BOILERPLATE = pattern("prose.boilerplate")
"""Consents and declarations that are the same on every CV."""
_PAGE = re.compile(
    r"\A\W{0,60}(?:page|seite|p\.)?\s{0,2}\d{1,3}(?:\s{0,2}(?:of|/|von)\s{0,2}\d{1,3})?\W{0,60}|第?\s?\d{1,3}\s?页",
    re.IGNORECASE,
)
_PAGE_TAIL = re.compile(
    r"[\s|·•-]{1,9}+(?:page\s{0,2}|seite\s{0,2})?\d{1,3}(?:\s{0,2}+(?:of|/|von)\s{0,2}+\d{1,3})?+\s*+$", re.IGNORECASE
)
_UPDATED = re.compile(r"\A\W{0,60}+(?P<last>last\s)?(?:updated|modified|revised|stand)\b", re.IGNORECASE)
_STAMPED = 3
"""Words beside the date in a line that tells when the CV was changed."""
_APART = 4
"""Lines between two footers: no page is as short."""
_WRAPPED = 50
"""Characters of a line that may go on in the next."""
_ADDRESS = re.compile(r"@|://|www\.|\w\.\w{2,6}/")
_SIGNED = re.compile(
    r"\A[^\W\d_][^\W\d_ .-]{2,30},\s{1,3}(?:[^\W\d_]{2,3}\s)?\d{1,2}\.?\s?(?:[./-]\s?)?(?:\d{1,2}|[^\W\d_]{3,10})[./-]?\s?(?:de\s)?(?:20)?\d\d\.?"
)
"""``Kassel, den 2.11.2026``, over the signature at the end."""
_SIGNATURE = 4
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
    asked = ""
    boilerplate = False
    for line, following in zip(kept, [*kept[1:], None], strict=False):
        boilerplate = _BOILERPLATE.match(line.folded) is not None or (boilerplate and _goes_on(furniture[-1], line))
        if boilerplate:
            furniture.append(line)
            continue
        if asked:
            furniture.append(line)
            asked = ""
            continue
        if asked := private_below(line, following):
            left_out.append(asked)
            furniture.append(line)
            continue
        if "：" in line.text or not line.text[:1].isascii():
            line = replace(line, passage=with_whole_label(line.passage))  # noqa: PLW2901
        if line.kind == "row" and line.level and periods(line.passage):
            line = replace(line, level=0)  # noqa: PLW2901 -- Markdown has no table without a header: this one is a post
        if private := kinds_of_private(line):
            left_out += private
            stays = without_private(line)
            if stays is None:
                furniture.append(line)
                public[-1:] = [replace(last, broken=True) for last in public[-1:]]  # what follows goes on with another
                continue
            line = stays  # noqa: PLW2901 -- the line without its private part
        public.extend(_unglued(line))
    return Blocks(tuple(unwrapped(public)), tuple(furniture), tuple(dict.fromkeys(left_out)))


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a declaration that fills its line has its next words on this one, and no part of the CV begins here."""
    wrapped = len(before.text) > _WRAPPED and line.kind == "text" and not line.gap
    return wrapped and not names_section(line.text.strip())


def _without_mail_headers(lines: list[Line]) -> list[Line]:
    """A CV sent in a mail: its sender is the person, the other headers are not about them."""
    if not lines or not lines[0].folded.startswith("from:"):
        return lines
    head = [line for line in lines[:8] if _MAIL.match(line.folded)]
    return [line for line in lines if line not in head]


def _page_furniture(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Page numbers, and footers that come back with only the page number changed."""
    stems = [_stem(line.text) for line in lines]
    counts = _coming_back(lines, stems)
    numbered = {stem for stem, line in zip(stems, lines, strict=True) if stem != line.text.casefold().strip()}
    kept, furniture = [], []
    for index, (stem, line) in enumerate(zip(stems, lines, strict=True)):
        repeated = counts[stem] > 1 and bool(stem) and len(stem) <= _LONG and line.kind == "text"
        signed = index >= len(lines) - _SIGNATURE and _SIGNED.fullmatch(line.text.strip())
        footer = repeated and (stem in numbered or _is_day(line.passage))
        labelled = index > 0 and lines[index - 1].text.endswith((":", "："))
        if footer or signed or (_is_page_number(line) and not labelled) or _is_stamp(line):
            furniture.append(line)
        else:
            kept.append(line)
    return kept, furniture


def _coming_back(lines: list[Line], stems: list[str]) -> Counter[str]:
    """How often each stem stands in the text; "Calculus 1" right over "Calculus 2" does not come back."""
    places: dict[str, list[int]] = {}
    for index, stem in enumerate(stems):
        places.setdefault(stem, []).append(index)
    return Counter({stem: len(found) for stem, found in places.items() if not _listed(lines, found)})


def _listed(lines: list[Line], places: list[int]) -> bool:
    """Whether the lines, whose numbers may be those of pages, stand too close together for that."""
    close = any(after - before <= _APART for before, after in pairwise(places))
    tails = [_PAGE_TAIL.search(lines[at].text) for at in places]
    return close and any(tail is not None and tail[0].strip().isdigit() for tail in tails)


def _is_stamp(line: Line) -> bool:
    """When the CV was last changed, and nothing else: no address, and no story of what else was "updated"."""
    told = _UPDATED.match(line.text) if len(line.text) < _LONG else None
    if told is None or _ADDRESS.search(line.text):
        return False
    rest = line.passage.cut(told.end())
    others = [word for part in rest.without(*((one.at, one.to) for one in periods(rest))) for word in part.text.split()]
    dated = bool(periods(rest)) and len(others) <= _STAMPED
    return dated if line.kind == "bullet" else dated or bool(told["last"]) or not rest.trim()


def _stem(text: str) -> str:
    """A line without the page number at its end."""
    return (_PAGE_TAIL.sub("", text) if text.rstrip()[-1:].isdigit() else text).casefold().strip()


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
    passage = line.passage if line.kind == "row" else with_columns(line.passage)
    if passage is not line.passage:
        line = replace(line, passage=passage)
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
