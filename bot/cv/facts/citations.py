"""One-line citations: authors, title, venue and date, in the orders that people write them."""

import re
from dataclasses import dataclass, field

from bot.cv.facts.authors import author_list, leading_authors
from bot.cv.facts.dates import periods
from bot.cv.facts.places import split_place
from bot.cv.facts.venues import begins_as_venue, tag_in, venue_score, without_lead
from bot.cv.passage import Passage
from bot.cv.words import pattern

_QUOTED = re.compile(
    r"[“\"„«]([^“”\"„«»]{8,300})[”\"»“]|《([^《》]{2,200})》|[‘'](?=\w)([^‘’\n]{20,300})[.,]?[’'](?=[\s,.]|$)"
)
_YEAR_LEAD = re.compile(r"^\s{0,2}[.,]?\s{0,2}\(?((?:19|20)\d\d)[a-z]?\)?\s{0,2}[.,:]?\s{0,3}")
_SHORTENED = "".join(
    rf"(?<!\b{word})"
    for word in (
        "vs",
        "et al",
        "Proc",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
        "Inc",
        "Int",
        "Conf",
        "St",
        "Dr",
        "Trans",
        "Comput",
        "Symp",
        "Syst",
        "Lett",
        "Sci",
        "Eng",
        "Mach",
        "Learn",
        "Res",
        "Phys",
        "Rev",
        "Math",
        "Natl",
        "Acad",
        "Softw",
        "Netw",
        "Commun",
        "Intell",
        "Adv",
    )
)
_STOP = re.compile(rf"(?<![A-Z]){_SHORTENED}[.?!]\s+(?:(?=[A-Z“\"(\d])|(?=arXiv|bioRxiv|medRxiv))|[.?!]\s*$")
_NUMBER = re.compile(r"^\[?\(?\d{1,3}[\]).:]?\)?\s+(?=[A-Z“\"])|^\[[A-Z]{0,3}\d{1,3}\]\s{0,3}")
_LABEL = re.compile(r"^(?P<venue>[^:]{2,60}):\s+(?=[A-Z“\"])")
_LINKS = re.compile(
    r"\s{0,3}\[[^\[\]]{1,25}\]|\(?https?://\S{4,300}|\s{0,3}\b(?:doi|arxiv):\s?\S{4,100}", re.IGNORECASE
)
_PAGES = re.compile(
    r",?\s{0,2}\b(?:pp?\.|pages|vol\.|volume|no\.)\s.{0,120}$|,?\s\d{1,4}\s?\(\d{1,4}\)\s?[:,].{0,60}$|,\s?\d{1,4}\s?\(\d{1,4}\).{0,60}$|,\s?\d{1,5}\s?[-–]\s?\d{1,5}\.?$",
    re.IGNORECASE,
)
_WIDE_NOTE = re.compile(r"[.。]?\s?（[^（）]{1,30}）\s?[.。]?$")
_PREPRINT_ID = re.compile(r"(arXiv|bioRxiv|medRxiv)(?: preprint)?\s?:\s?\S", re.IGNORECASE)
_VERB = re.compile(
    r"[\s,.]{0,3}(?:(?:has been|was|is|have been|will be|to be)\s)?(?:accepted|published|presented|appeared|appear)\s(?:at|in|by|to)\s(?:the\s)?"
)
_DASH = re.compile(r"\s[–—|]\s|\s-\s")
_LONGEST_TITLE = 320


@dataclass(slots=True)
class Citation:
    title: Passage | None = None
    authors: list[Passage] = field(default_factory=list)
    venue: Passage | None = None
    rest: Passage | None = None
    """Where dates and notes stand."""


def citation_of(passage: Passage) -> Citation | None:
    passage = _trimmed(passage)
    if not passage:
        return None
    found = quoted(passage) or _labelled(passage) or _styled(passage) or _by_stops(passage)
    if found is None or found.title is None:
        return None
    found.title = clean_title(found.title)
    return found if is_title(found.title) else None


def is_title(passage: Passage) -> bool:
    """Words enough, a capital or a digit somewhere, not a list of names, not a date."""
    text = passage.text
    words = len(text.split()) if text.isascii() else max(len(text.split()), len(text) // 3)
    if not 8 <= len(text) <= _LONGEST_TITLE or words < 2 or author_list(passage) is not None:
        return False
    return any(char.isupper() or not char.isascii() for char in text) and sum(
        char.isalpha() for char in text
    ) > 0.5 * len(text)


def clean_title(passage: Passage) -> Passage:
    if links := _LINKS.search(passage.text):
        passage = passage.cut(0, links.start()) if links.start() else passage.cut(links.end())
    return passage.trim(stop=True).trim(stop=True)


def _trimmed(passage: Passage) -> Passage:
    passage = passage.trim()
    if number := _NUMBER.match(passage.text):
        passage = passage.cut(number.end()).trim()
    return passage


def quoted(passage: Passage) -> Citation | None:
    match = _QUOTED.search(passage.text)
    if not match:
        return None
    group = match.lastindex or 1
    before, after = passage.cut(0, match.start()), passage.cut(match.end())
    listed = author_list(before) or (leading_authors(before) or ([], 0))[0]
    found = Citation(passage.cut(*match.span(group)), listed, rest=after)
    if not listed and before.trim() and venue_score(before) == 0 and len(before.text) > 25:
        return None
    found.venue = venue_in(after) or (_named_before(before) if not listed else None)
    if not listed and after.trim():
        found.authors, at = leading_authors(after.trim()) or ([], 0)
        if found.authors:
            found.venue = venue_in(_past_verb(after.trim().cut(at))) or found.venue
    return found


def _past_verb(rest: Passage) -> Passage:
    """``… has been accepted at the NeurIPS 2026 workshop``: the venue stands behind the verb."""
    verb = _VERB.match(rest.text)
    return rest.cut(verb.end()) if verb else rest


def _named_before(before: Passage) -> Passage | None:
    """``Ray Summit, “Title”``: the event stands first. A status ("Under submission:") is none."""
    event = before.trim()
    return event if len(event.text) > 1 and not pattern("publications.status").match(event.folded) else None


def _labelled(passage: Passage) -> Citation | None:
    """``ICRA 2019 (second author): Title``."""
    match = _LABEL.match(passage.text)
    if not match:
        return None
    label = passage.cut(*match.span("venue"))
    if venue_score(label) < 2:
        return None
    bracket = label.text.find("(")
    venue = (
        label.cut(0, bracket).trim()
        if bracket > 1 and pattern("publications.roles").search(label.folded)
        else label.trim()
    )
    rest = passage.cut(match.end())
    stop = _STOP.search(rest.text)
    title = rest.cut(0, stop.start()) if stop else rest
    return Citation(title, venue=venue, rest=label)


def _styled(passage: Passage) -> Citation | None:
    """The title in bold or italics at the front: ``**Title.** Authors. *Venue*, 2024``."""
    runs = [run for run in passage.runs() if run.text.strip()]
    if len(runs) < 2:
        return None
    first = runs[0].trim()
    if runs[0].styles[0] in "bi" and is_title(first) and len(first.text.split()) > 3 and venue_score(first) < 2:
        after = passage.cut(len(runs[0].text))
        listed = leading_authors(after.trim())
        return Citation(first, listed[0] if listed else [], venue_in(_after(after.trim(), listed)), after)
    return None


def _after(passage: Passage, listed: tuple[list[Passage], int] | None) -> Passage:
    return passage.cut(listed[1]).trim() if listed else passage


def _by_stops(passage: Passage) -> Citation | None:
    """``Authors (2024). Title. Venue.`` or ``Title. Authors. Venue.``"""
    listed = leading_authors(passage)
    if listed:
        rest = passage.cut(listed[1])
        dated = rest
        if lead := _YEAR_LEAD.match(rest.text):
            rest = rest.cut(lead.end())
        rest = rest.cut(len(rest.text) - len(rest.text.lstrip(" .,:;–—-")))
        if whole := _whole_run(rest):
            return Citation(rest.cut(0, whole), listed[0], venue_in(rest.cut(whole).trim()), dated)
        stop = _STOP.search(rest.text)
        comma = _styled_break(rest)
        end = comma or (stop.start() if stop else len(rest.text))
        return Citation(rest.cut(0, end), listed[0], venue_in(rest.cut(end).trim()), dated)
    stop = _STOP.search(passage.text)
    if stop and stop.end() < len(passage.text):
        title, after = passage.cut(0, stop.start()), passage.cut(stop.end())
        names = leading_authors(after)
        if names and is_title(title):
            return Citation(title, names[0], venue_in(_after(after, names)), after)
    return _title_then_venue(passage)


def _whole_run(rest: Passage) -> int:
    """A title in italics or bold ends with its style, whatever stops it holds."""
    runs = [run for run in rest.runs() if run.text.strip()]
    styled = len(runs) > 1 and runs[0].styles[0] in "ib" and len(runs[0].text.split()) > 3 and venue_score(runs[0]) < 2
    return len(runs[0].text) if styled else 0


def _styled_break(rest: Passage) -> int:
    """Where a plain title meets an italic venue."""
    runs = [run for run in rest.runs() if run.text.strip()]
    if (
        len(runs) > 1
        and len(runs[0].text.split()) > 2
        and runs[1].styles[0] in "ib"
        and not _STOP.search(runs[0].text.rstrip()[:-1] + " ")
    ):
        return len(runs[0].text)
    return 0


def _title_then_venue(passage: Passage) -> Citation | None:
    """``Title, NSDI'24`` and ``Title — Venue, 2024``: no authors on the line."""
    front = passage.text[:_LONGEST_TITLE]
    for match in [*_DASH.finditer(front), *re.finditer(r",\s|\.\s|\s\(", front)]:
        title, after = passage.cut(0, match.start()), passage.cut(match.end())
        if venue_score(after) >= 2 and begins_as_venue(after) and venue_score(title) < 2 and is_title(title.trim()):
            before, place = split_place(title)
            return Citation(before if place and before else title, venue=venue_in(after), rest=after)
    return None


def venue_in(passage: Passage | None) -> Passage | None:
    """The venue that a stretch begins with: up to its date, pages or notes."""
    if passage is None or not passage.trim():
        return None
    passage = passage.trim()
    passage = passage.cut(len(passage.text) - len(passage.text.lstrip(" .,;:"))).trim()
    if preprint := _PREPRINT_ID.match(passage.text):
        return passage.cut(*preprint.span(1))
    for cutter in (_LINKS, _PAGES, _WIDE_NOTE):
        if match := cutter.search(passage.text):
            passage = passage.cut(0, match.start()).trim()
    if not passage or len(passage.text) < 2:
        return None
    whole = passage
    if note := re.search(
        r"\s\([^()]{0,60}(?:contribution|author|acceptance|oral|spotlight)[^()]{0,40}\)?", passage.text, re.IGNORECASE
    ):
        passage = passage.cut(0, note.start()).trim()
    stop = _STOP.search(passage.text)
    if stop:
        passage = passage.cut(0, stop.start()).trim() if stop.start() > 3 else passage
    for period in periods(passage):
        before, after = passage.cut(0, period.at), passage.cut(period.to)
        if not after.trim(stop=True) or before.text.rstrip().endswith((",", "(", ".")):
            trimmed = before.trim()
            tagged = tag_in(passage)
            passage = (
                passage.cut(0, period.to).trim()
                if tagged
                and tagged.text.endswith(passage.text[period.at : period.to])
                and not before.text.rstrip().endswith((",", "("))
                else trimmed
            )
            break
    passage = without_lead(passage.trim(stop=True))
    if not passage or (
        venue_score(whole) == 0 and not (passage.styles[:1] in {"i", "b"} and 1 < len(passage.text.split()) < 14)
    ):
        return None
    before, place = split_place(passage)
    if place is not None and venue_score(before) > 0:
        passage = before
    return passage if len(passage.text) <= 200 else None
