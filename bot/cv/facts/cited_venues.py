"""Where a citation names its venue: behind its title and authors, up to the date, the pages or a note."""

import re
from itertools import groupby

from bot.cv.facts.dates import periods
from bot.cv.facts.places import is_country, is_place, split_place
from bot.cv.facts.venues import VOLUME, settled, tag_in, venue_score, without_lead
from bot.cv.passage import Passage
from bot.cv.words import fold, pattern

_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d[,.]\s{1,2}(?=[A-Z])")
_SHORTENED = (
    "vs", "et al", "Proc", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Inc",
    "Int", "Conf", "St", "Dr", "Trans", "Comput", "Symp", "Syst", "Lett", "Sci", "Eng", "Mach", "Learn", "Res",
    "Phys", "Rev", "Math", "Natl", "Acad", "Softw", "Netw", "Commun", "Intell", "Adv",
)  # fmt: skip
_WHOLE = "".join(rf"(?<!\b(?:{'|'.join(same)}).)" for _, same in groupby(sorted(_SHORTENED, key=len), len))
STOP = re.compile(rf"[.?!](?:(?=\s)(?:(?<!\w.)|(?<![A-Z].){_WHOLE})\s+(?=[^\sa-z]|arXiv|bioRxiv|medRxiv)|\s*$)")
LINKS = re.compile(r"\s{0,3}+(?:\[[^\[\]]{1,25}\]|\b(?:doi|arxiv):\s?\S{4,100})|\(?https?://\S{4,300}", re.IGNORECASE)
PAGES = re.compile(
    r",?\s{0,2}\b(?:pp?\.?|pages|vol\.?|volume|no\.)\s.{0,120}+$|,\s{0,2}vol\.?$|,?\s\d{1,4}\s?\(\d{1,4}\)\s?[:,].{0,60}+$|,\s?\d{1,4}\s?\(\d{1,4}\).{0,60}+$|,\s?\d{1,5}\s?[-–]\s?\d{1,5}\.?$"
    r"|,\s?(?!(?:19|20)\d\d\b)\d{1,4}(?:,\s?\d{1,7}(?:\s?[-–]\s?\d{1,7})?)?\.?$",
    re.IGNORECASE,
)
_WIDE_NOTE = re.compile(r"[.。]?\s?（[^（）]{1,30}）\s?[.。]?$")
_PREPRINT_ID = re.compile(r"(arXiv|bioRxiv|medRxiv)(?: preprint)?\s?:\s?\S", re.IGNORECASE)
_EDITORS = re.compile(r"\A(?:[Ii]n:?\s)?[^()]{3,200}\((?:[Ee]ds?\.?|[Ee]ditors?|[Hh]rsg\.|[Hh]g\.)\)[,:.]?\s{0,2}")
"""``In: Smith, J. (ed.) CAV 2021``."""
_CITY_IN_COUNTRY = re.compile(r",\s[^,()]{2,30}\s\((?P<country>[^(),]{2,25})\)$")
_NOTE = re.compile(r"\s\([^()]{0,60}(?:contribution|author|acceptance|oral|spotlight)[^()]{0,40}\)?", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?:[,;(]\s?|\s)(?:co-?located with|in conjunction with|held with|(?:best|distinguished|outstanding) [\w -]{0,30}(?:award|paper))\b.*$",
    re.IGNORECASE,
)
"""What a venue stands beside, or gave: no part of its name."""
_SHORTEST, _ABBREVIATED, _MANY_WORDS, _LONGEST, _FARTHEST = 2, 3, 14, 200, 1000


def venue_in(passage: Passage | None) -> Passage | None:
    """The venue that a stretch begins with: up to its date, pages or notes."""
    passage = _begun(passage.cut(0, _FARTHEST).trim()) if passage is not None else None
    if not passage or pattern("publications.pending", "publications.by").match(passage.folded.lstrip(" ([")):
        return None
    if preprint := _PREPRINT_ID.match(passage.text):
        return passage.cut(*preprint.span(1))
    in_volume = VOLUME.search(passage.text) is not None
    for cutter in (LINKS, PAGES, _WIDE_NOTE, _BESIDE):
        if match := cutter.search(passage.text):
            passage = passage.cut(0, match.start()).trim()
    whole = settled(passage)
    if whole is None or len(whole.text) < _SHORTEST:
        return None
    passage = without_lead(_undated(_first_sentence(whole)).trim(stop=True))
    if not passage or is_place(passage) or not (venue_score(whole) or in_volume or _is_styled_name(passage)):
        return None
    passage = _without_place(passage)
    return passage if len(passage.text) <= _LONGEST else None


def _begun(passage: Passage) -> Passage:
    """From the venue's first word on, past a year or the editors before it."""
    passage = passage.cut(len(passage.text) - len(passage.text.lstrip(" .,;:"))).trim()
    if dated := _YEAR_BEFORE.match(passage.text):
        passage = passage.cut(dated.end())
    editors = _EDITORS.match(passage.text) if "(" in passage.text else None
    return passage.cut(editors.end()) if editors else passage


def _first_sentence(passage: Passage) -> Passage:
    if note := _NOTE.search(passage.text):
        passage = passage.cut(0, note.start()).trim()
    stop = STOP.search(passage.text)
    return passage.cut(0, stop.start()).trim() if stop and stop.start() > _ABBREVIATED else passage


def _undated(passage: Passage) -> Passage:
    """Up to the date behind a venue; the year of a tag is part of its name."""
    for period in periods(passage):
        before, after = passage.cut(0, period.at), passage.cut(period.to)
        set_apart = before.text.rstrip().endswith((",", "("))
        if not after.trim(stop=True) or set_apart or before.text.rstrip().endswith("."):
            tag = tag_in(passage)
            tagged = tag is not None and tag.text.endswith(passage.text[period.at : period.to])
            return passage.cut(0, period.to).trim() if tagged and not set_apart else before.trim()
    return passage


def _is_styled_name(passage: Passage) -> bool:
    return passage.styles[:1] in {"i", "b"} and 1 < len(passage.text.split()) < _MANY_WORDS


def _without_place(passage: Passage) -> Passage:
    before, place = split_place(passage)
    if place is not None and venue_score(before) > 0:
        passage = before
    city = _CITY_IN_COUNTRY.search(passage.text)
    return passage.cut(0, city.start()) if city and is_country(fold(city["country"])) else passage
