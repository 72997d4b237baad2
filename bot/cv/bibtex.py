"""Papers given as BibTeX entries, as personal pages show them: the fields say what is what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.cv.facts.paper_facts import is_pending, place_among
from bot.cv.facts.venues import kind_of
from bot.cv.passage import Passage
from bot.profile import Fact, Publication

_TYPES = "article|inproceedings|incollection|conference|misc|book|inbook|phdthesis|mastersthesis|techreport|unpublished|proceedings|online|preprint"
_ENTRY = re.compile(rf"^[ \t]{{0,8}}@(?P<type>{_TYPES})[ \t]{{0,3}}\{{", re.MULTILINE | re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
_FIELD = re.compile(
    r"[,{\n][ \t]{0,20}(?P<key>[a-z]{2,20})[ \t]{0,20}=[ \t]{0,20}(?:\{(?P<braced>(?:[^{}]|\{[^{}]{0,300}\}){0,2000})\}|\"(?P<quoted>[^\"]{0,2000})\"|(?P<bare>\w{1,40}))",
    re.IGNORECASE,
)
_AND = re.compile(r"\s{1,9}and\s{1,9}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 6_000
_MOST = 400
_VENUES = ("booktitle", "journal", "publisher", "school", "institution", "howpublished")
_NOTES = ("note", "pubstate", "status", "howpublished")
_UNREFEREED = frozenset({"phdthesis", "mastersthesis", "techreport", "unpublished"})
RULE = "bibtex"


@dataclass(frozen=True, slots=True)
class Entry:
    start: int
    end: int
    type: str
    fields: dict[str, Passage]
    """By lower-case name, without outer braces and quotes."""


def entries(text: str) -> list[Entry]:
    """The complete entries of a text, in order."""
    if "@" not in text:
        return []
    found: list[Entry] = []
    for match in _ENTRY.finditer(text):
        end = _closed(text, match.end() - 1)
        if end and len(found) < _MOST and not (found and match.start() < found[-1].end):
            found.append(Entry(match.start(), end, match["type"].casefold(), _fields(text, match.end() - 1, end)))
    return found


def _closed(text: str, at: int) -> int:
    """Behind the brace that closes the one at this place; 0 where none does."""
    depth = 0
    for brace in _BRACE.finditer(text, at, at + _LONGEST):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return 0


def _fields(text: str, start: int, end: int) -> dict[str, Passage]:
    fields: dict[str, Passage] = {}
    for match in _FIELD.finditer(text, start, end):
        kind = next(kind for kind in ("braced", "quoted", "bare") if match[kind] is not None)
        if words := _unbraced(text, *match.span(kind)):
            fields.setdefault(match["key"].casefold(), words)
    return fields


def _unbraced(text: str, start: int, end: int) -> Passage:
    """Braces only keep capitals: they show nowhere."""
    places = [place for place in range(start, end) if text[place] not in "{}"]
    shown = "".join(" " if text[place].isspace() else text[place] for place in places)
    return Passage.placed(shown, places, [place + 1 for place in places], " " * len(places))


def papers(text: str, name: str) -> Iterator[Publication]:
    """The entries as publications; ``name`` is the candidate's."""
    for entry in entries(text):
        title = entry.fields.get("title")
        if title is None or not title.text.strip():
            continue
        venue = next((entry.fields[key] for key in _VENUES if key in entry.fields), None)
        authors = tuple(_author(one) for one in _authors(entry))
        status = next((found for key in _NOTES if (found := _status(entry.fields.get(key)))), None)
        if status is not None and is_pending(status):
            venue = None
        yield Publication(
            title=title.trim().fact(RULE),
            authors=authors,
            position=place_among([author.value for author in authors], name),
            venue=venue.trim().fact(RULE) if venue else None,
            date=_year(entry.fields.get("year")),
            kind="" if entry.type in _UNREFEREED else kind_of(venue),
            status=status,
        )


def _authors(entry: Entry) -> list[Passage]:
    listed = entry.fields.get("author")
    return [one.trim() for one in listed.split(_AND) if one.trim() and one.trim().folded != "others"] if listed else []


def _author(passage: Passage) -> Fact[str]:
    """``Vale, Noor`` is Noor Vale."""
    last, comma, first = passage.value().partition(",")
    return (
        passage.derived(f"{first.strip()} {last.strip()}", RULE) if comma and "," not in first else passage.fact(RULE)
    )


def _year(passage: Passage | None) -> Fact[str] | None:
    return passage.fact(RULE) if passage and _YEAR.fullmatch(passage.text) else None


def _status(passage: Passage | None) -> Fact[str] | None:
    told = passage.find("publications.status") if passage else None
    return passage.cut(*told.span()).fact(RULE) if passage and told else None
