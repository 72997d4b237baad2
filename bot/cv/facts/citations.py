"""One-line citations: authors, title, venue and date, in the orders that people write them."""

import re
from dataclasses import dataclass, field

from bot.cv.facts.authors import author_list, bare, family_first, is_author, leading_authors
from bot.cv.facts.cited_venues import LINKS, STOP, venue_in
from bot.cv.facts.places import split_place
from bot.cv.facts.quotes import quote_in
from bot.cv.facts.venues import begins_as_venue, venue_score
from bot.cv.passage import Passage, kept
from bot.cv.words import alternation, pattern, phrases

_YEAR_LEAD = re.compile(
    r"^\s{0,2}[.,]?\s{0,2}(?:\(?(?:19|20)\d\d[a-z]?(?:,\s[^()]{2,20}(?=\)))?\)?"
    rf"|\((?:{alternation(phrases('publications.status'))})[^()]{{0,20}}\))\s{{0,2}}[.,:]?\s{{0,3}}",
    re.IGNORECASE,
)
"""``(2019, May).`` or ``(in press).`` behind the authors."""
_NUMBER = re.compile(r"^\[?\(?\d{1,3}[\]).:]?\)?\s+(?=[A-Z“\"])|^\[[A-Z]{0,3}\d{1,3}\]\s{0,3}")
_YEAR_FIRST = re.compile(r"^\(?(?:19|20)\d\d\)?(?:\s{0,2}[–—|·:]|\.|\s{1,2}-)\s{1,3}(?=[^\W\d_]|[“\"])")
"""``2024 — A. Author. Title.``"""
_LINK_WORDS = re.compile(
    r"(?:(?<=[.)\]”\"])\s{1,3}|\s{1,3}+[-–|·]\s{1,3})(?:(?:doi|link|pdf|code|paper|bib|bibtex|slides|video|poster|html|url|arxiv|github)[\s|,/·•]{0,3}){1,6}$",
    re.IGNORECASE,
)
"""The words of links behind a citation."""
_WITH = re.compile(r"\(?(?:joint work )?with [^()]{3,200}+\)[.,:]?\s{0,3}", re.IGNORECASE)
"""``(with A. Other)`` before the title of a paper whose list leaves the candidate out."""
_LABEL = re.compile(r"^(?P<venue>[^:]{2,60}):\s+(?=[A-Z“\"])")
_VERB = re.compile(
    r"\A[\s,.]{0,3}(?:(?:has been|was|is|have been|will be|to be)\s)?(?:accepted|published|presented|appeared|appear)\s(?:at|in|by|to)\s(?:the\s)?"
)
_TAGGED = re.compile(r"\A[\[(](?P<venue>[^\[\]()]{3,50})[\])]:?\s{1,3}(?=\S)")
_GOES_ON = re.compile(r"\s?:\s\S|\s(?=[A-Z])")
_FEWEST_BEFORE_NAMES = 4
"""Words of a title that its authors follow behind a comma."""
_INITIAL = re.compile(r"\b[A-Z]\.|\s[A-Z]{1,2}$")
_TOGETHER = re.compile(rf"(?:[,.]\s|\s\()(?:{alternation(phrases('publications.together'))})\s(?=[A-Z])")
_TOLD_AFTER = 60
_QUOTED_WORD = re.compile(r"\A[“\"„«][^“”\"»]{1,60}[,.][”\"»]")
"""``"Birds," IEEE Trans.``: a title too short to be sure of, and what follows it."""
_BY = re.compile(rf"[.,]?\s(?:{alternation(phrases('publications.by'))})\s(?=[^\W\d_a-z])")
_LOWER_WORD = re.compile(r"(?<!\w)[a-z]{4}")
_DASH = re.compile(r"\s[–—|]\s|\s-\s")
_LONGEST_TITLE = 320
_LONGEST_LINKS = 80


@dataclass(slots=True)
class Citation:
    title: Passage | None = None
    authors: list[Passage] = field(default_factory=list)
    venue: Passage | None = None
    rest: Passage | None = None
    """Where dates and notes stand."""


@kept
def citation_of(passage: Passage) -> Citation | None:
    passage = unnumbered(passage)
    if not passage:
        return None
    found = (
        quoted(passage)
        or _tagged(passage)
        or _labelled(passage)
        or _styled(passage)
        or _by_words(passage)
        or _by_stops(passage)
    )
    if found is None or found.title is None:
        return None
    found.title = clean_title(found.title)
    return found if is_title(found.title, among_names=not found.authors) else None


def is_title(passage: Passage, *, among_names: bool = True) -> bool:
    """Words enough, a capital somewhere, more letters than signs; and no list of names, where one may stand."""
    text = passage.text
    words = len(text.split()) if text.isascii() else max(len(text.split()), len(text) // 3)
    if not 8 <= len(text) <= _LONGEST_TITLE or words < 2 or _QUOTED_WORD.match(text):
        return False
    if among_names and author_list(passage) is not None:
        return False
    letters = sum(char.isalpha() for char in text)
    return any(char.isupper() or not char.isascii() for char in text) and 2 * letters >= len(text)


def clean_title(passage: Passage) -> Passage:
    if links := LINKS.search(passage.text):
        passage = passage.cut(0, links.start()) if links.start() else passage.cut(links.end())
    return _without_company(_without_status(passage)).trim(stop=True).trim(stop=True)


def _without_status(title: Passage) -> Passage:
    """``Title (under review)``, ``Title. Submitted to SOSP``: the title alone."""
    told = title.find("publications.status")
    if told is None or len(title.text) - told.end() > _TOLD_AFTER:
        return title
    before = title.text[: told.start()].rstrip()
    return title.cut(0, len(before)) if before.endswith(tuple("([.,;?!–—|-")) else title


def _without_company(title: Passage) -> Passage:
    """``Title, with A. Other``: who else wrote it is no part of it."""
    told = _TOGETHER.search(title.text)
    others = title.cut(told.end()) if told else None
    listed = others is not None and (author_list(others) or is_author(bare(others).text))
    return title.cut(0, told.start()) if told and listed else title


def is_numbered(passage: Passage) -> bool:
    """Whether a list's own number stands before a citation."""
    return _NUMBER.match(passage.trim().text) is not None


def unnumbered(passage: Passage) -> Passage:
    """Without the number, the year or the note that a list sets before a citation."""
    passage = passage.trim()
    for lead in (_NUMBER, _YEAR_FIRST, _WITH):
        if match := lead.match(passage.text):
            passage = passage.cut(match.end()).trim()
    links = _LINK_WORDS.search(passage.text, max(0, len(passage.text) - _LONGEST_LINKS))
    return passage.cut(0, links.start()) if links else passage


def quoted(passage: Passage) -> Citation | None:
    span = quote_in(passage.text)
    if span is None:
        return None
    title = passage.cut(*span)
    before, after = passage.cut(0, span[0] - 1), passage.cut(span[1] + 1)
    if _goes_on(title, after):
        return None
    listed = author_list(before) or (family_first(passage.cut(0, span[0])) or leading_authors(before) or ([], 0))[0]
    listed = listed or _initialled(before)
    found = Citation(title, listed, rest=after)
    if not listed and before.trim() and venue_score(before) == 0 and len(before.text) > 25:
        return None
    found.venue = venue_in(after) or (_named_before(before) if not listed else None)
    if not listed and after.trim():
        found.authors, at = leading_authors(after.trim()) or ([], 0)
        if found.authors:
            found.venue = venue_in(_past_verb(after.trim().cut(at))) or found.venue
    return found


def _goes_on(quote: Passage, after: Passage) -> bool:
    """``“Why trust you?”: explaining …``: the quote is the beginning of a title."""
    more = _GOES_ON.match(after.text)
    if more is None or (":" not in more[0] and quote.text[-1:] not in "?!"):
        return False
    stop = STOP.search(after.text)
    half = after.cut(0, stop.start() if stop else None)
    return len(half.text.split()) > 2 and venue_score(half) == 0 and leading_authors(half.trim()) is None


def _initialled(before: Passage) -> list[Passage]:
    """``A. Quill, “Title”``: one author; a name without initials may be an event's."""
    author = bare(before)
    return [author] if author and _INITIAL.search(author.text) and is_author(author.text) else []


def _past_verb(rest: Passage) -> Passage:
    """``… has been accepted at the NeurIPS 2026 workshop``: the venue stands behind the verb."""
    verb = _VERB.match(rest.text)
    return rest.cut(verb.end()) if verb else rest


def _named_before(before: Passage) -> Passage | None:
    """``Ray Summit, “Title”``: the event stands first. A status ("Under submission:") is none, nor is a sentence."""
    event = before.trim()
    if event.text.endswith((" of", " on", " for", " to")) or _LOWER_WORD.search(event.text):
        return None
    return event if len(event.text) > 1 and not pattern("publications.status").match(event.folded) else None


def _tagged(passage: Passage) -> Citation | None:
    """``[SOSP'21] Title. Authors``, ``(SOSP 2021) Title``."""
    match = _TAGGED.match(passage.text)
    if not match or venue_score(label := passage.cut(*match.span("venue")).trim()) < 2:
        return None
    rest = passage.cut(match.end())
    found = quoted(rest) or _styled(rest) or _by_stops(rest) or _by_commas(rest, sure=True) or Citation(rest)
    found.venue = label
    return found


def _labelled(passage: Passage) -> Citation | None:
    """``ICRA 2019 (second author): Title``."""
    match = _LABEL.match(passage.text)
    if not match:
        return None
    label = passage.cut(*match.span("venue"))
    if venue_score(label) < 2:
        return None
    bracket = label.text.find("(")
    venue = label.cut(0, bracket).trim() if bracket > 1 and label.find("publications.roles") else label.trim()
    rest = passage.cut(match.end())
    stop = STOP.search(rest.text)
    title = rest.cut(0, stop.start()) if stop else rest
    return Citation(title, venue=venue, rest=label)


def _styled(passage: Passage) -> Citation | None:
    """The title in bold or italics at the front: ``**Title.** Authors. *Venue*, 2024``."""
    runs = [run for run in passage.runs() if run.text.strip()]
    if len(runs) < 2:
        return None
    first = runs[0].trim()
    named = is_author(bare(first).text)
    if (
        runs[0].styles[0] in "bi"
        and not named
        and is_title(first)
        and len(first.text.split()) > 3
        and venue_score(first) < 2
    ):
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
        return after_authors(passage.cut(listed[1]), listed[0])
    end = _title_end(passage)
    if end + 1 < len(passage.text):
        title, after = passage.cut(0, end), passage.cut(end + 1).trim()
        names = leading_authors(after) or _bold_author(after)
        if names and is_title(title):
            return Citation(title, names[0], venue_in(_after(after, names)), after)
    return _by_commas(passage) or _title_then_venue(passage)


def _by_words(passage: Passage) -> Citation | None:
    """``Title by A. Author, B. Other. Venue``; one author alone needs a venue behind."""
    if leading_authors(passage) is not None:
        return None
    for match in _BY.finditer(passage.text[:_LONGEST_TITLE]):
        title, after = passage.cut(0, match.start()), passage.cut(match.end())
        stop = STOP.search(after.text)
        single = bare(after.cut(0, stop.start())) if stop else after
        names = leading_authors(after) or (([single], stop.end()) if stop and is_author(single.text) else None)
        venue = venue_in(_after(after, names)) if names else None
        if names and (venue or len(names[0]) > 1) and is_title(title):
            return Citation(title, names[0], venue, after)
    return None


def _bold_author(passage: Passage) -> tuple[list[Passage], int] | None:
    """``**Ada Quill**. SOSP 2021``: one author, whom the writer set in bold."""
    run = next(passage.runs())
    name = bare(run.trim(stop=True))
    alone = run.styles[0] == "b" and len(run.text) < len(passage.text) and is_author(name.text)
    return ([name], len(run.text)) if alone else None


def _by_commas(passage: Passage, *, sure: bool = False) -> Citation | None:
    """``Title, A. Author and B. Other, Venue 2021``."""
    for match in re.finditer(r",\s", passage.text[:_LONGEST_TITLE]):
        title, after = passage.cut(0, match.start()), passage.cut(match.end())
        if len(title.text.split()) < _FEWEST_BEFORE_NAMES:
            continue
        names = leading_authors(after)
        if names is not None and len(names[0]) > 1 and is_title(title):
            venue = venue_in(_after(after, names))
            sure = sure or venue is not None or all(_INITIAL.search(name.text) for name in names[0])
            return Citation(title, names[0], venue, after) if sure else None
    return None


def after_authors(rest: Passage, authors: list[Passage]) -> Citation:
    """``(2024). Title. Venue.`` behind the authors."""
    dated = rest
    if lead := _YEAR_LEAD.match(rest.text):
        rest = rest.cut(lead.end())
    rest = rest.cut(len(rest.text) - len(rest.text.lstrip(" .,:;–—-")))
    end = _whole_run(rest) or _styled_break(rest) or _title_end(rest)
    return Citation(rest.cut(0, end), authors, venue_in(rest.cut(end).trim()), dated)


def _title_end(rest: Passage) -> int:
    """The first full stop; a question or an exclamation may have a second half, where no venue or name follows."""
    stops = list(STOP.finditer(rest.text))
    for index, stop in enumerate(stops):
        if stop[0][0] == ".":
            return stop.start()
        following = stops[index + 1] if index + 1 < len(stops) else None
        half = rest.cut(stop.end(), following.start() if following else None)
        if following is None or venue_score(half) > 0 or leading_authors(half) is not None:
            return stop.start() + 1
    return len(rest.text)


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
        and not STOP.search(runs[0].text.rstrip()[:-1] + " ")
    ):
        return len(runs[0].text)
    return 0


def _title_then_venue(passage: Passage) -> Citation | None:
    """``Title, NSDI'24`` and ``Title — Venue, 2024``: no authors on the line."""
    front = passage.text[:_LONGEST_TITLE]
    for match in [*_DASH.finditer(front), *re.finditer(r",\s|\.\s|\s\(", front)]:
        title, after = passage.cut(0, match.start()), passage.cut(match.end())
        near = after.cut(0, _LONGEST_TITLE)
        if begins_as_venue(near) and venue_score(near) >= 2 and venue_score(title) < 2 and is_title(title.trim()):
            before, place = split_place(title)
            return Citation(before if place and before else title, venue=venue_in(after), rest=after)
    return None
