"""Where a text tells how to reach a person: what is covered when a line is shown to those who may not see contacts.

All that the reader takes for a contact, and more: here a doubtful one is covered.
"""

import re
from collections.abc import Iterator

from bot.cv.facts.contacts import emails_in, phones_in
from bot.cv.facts.links import accounts_in, pages_in
from bot.cv.passage import Line
from bot.cv.read.hidden import merged
from bot.cv.read.markdown import lines_of
from bot.cv.words import alternation, fold, phrases
from bot.profile import Evidence, Link, Span

_DOMAIN = re.compile(r"[ \t]?[@＠][ \t]?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LOCAL = frozenset(".+-_%'’!#$&*=/?^~\\")
_SPOKEN = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s{1,3}at\s{1,3}[\w-]{1,63}(?:\s{1,3}dot\s{1,3}[\w-]{1,63}){1,8}", re.IGNORECASE
)
_INTERNATIONAL = re.compile(
    r"(?:\+|(?<!\d)00(?=\d))(?:[^\S\r\n]|[().\-/‐‑–·]){0,3}(?:\d(?:[^\S\r\n]|[().\-/‐‑–·]){0,3}){7,17}\d"
)
_DASHED = re.compile(r"(?<![\w/=.+-])\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}(?![\w/])")
_SHORT = re.compile(r"(?<![\w/=.+-])\d{3}-\d{4}(?![\w/-])")
_MENTION = re.compile(r"(?<![\w.])[@＠][A-Za-z_][\w-]{2,38}")
_HANDLE = re.compile(
    rf"(?:{alternation(phrases('withheld.messengers'))})(?:\s(?:id|name|user))?\s{{0,3}}(?:[:：]|[-–]\s)\s{{0,3}}[\w.:#+@-]{{3,60}}"
)
"""What a messenger knows somebody by; its name alone is a word like others."""
_ADDRESS = re.compile(
    rf"^[^\w\n]{{0,12}}(?:{alternation(phrases('withheld.addresses'))})[ *_]{{0,4}}[:：|\t][ *_|\t]{{0,6}}(?P<said>[^\n]*\d[^\n]*)",
    re.MULTILINE,
)
"""Where somebody lives to the house or the postal code; a town alone is shown."""


def contact_spans(text: str) -> tuple[Span, ...]:
    """The stretches that are an e-mail, a phone number, a street's address or a page or account on a network, in order and apart."""
    found = [*_written(text), *_read(text)]
    return tuple(Span(start, end) for start, end in merged(found))


def _written(text: str) -> Iterator[tuple[int, int]]:
    """What looks like a contact, markup or not."""
    for match in _DOMAIN.finditer(text):
        start = match.start()
        while start and (text[start - 1].isalnum() or text[start - 1] in _LOCAL):
            start -= 1
        yield start, match.end()
    for pattern in (_SPOKEN, _INTERNATIONAL, _DASHED, _SHORT, _MENTION):
        yield from (match.span() for match in pattern.finditer(text))
    folded = fold(text)
    yield from (match.span() for match in _HANDLE.finditer(folded))
    yield from (match.span("said") for match in _ADDRESS.finditer(folded))


def _read(text: str) -> Iterator[tuple[int, int]]:
    """What the reader accepts on each line, seen as a person sees it."""
    for line in lines_of(text, ()):
        yield from ((fact.start, fact.end) for fact in _evidence(line, text))


def _evidence(line: Line, text: str) -> Iterator[Evidence]:
    for email in emails_in(line, text):
        yield from email.evidence
    for number in phones_in(line):
        yield Evidence(number.start, number.end, "contact.phone")
    for link in (*pages_in(line, text), *accounts_in(line)):
        if link.network:
            yield from _shown(link)


def _shown(link: Link) -> Iterator[Evidence]:
    for fact in (link.url, link.username):
        if fact:
            yield from fact.evidence
