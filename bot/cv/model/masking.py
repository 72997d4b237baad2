"""What no language model is shown of a CV: contacts, addresses, private data, hidden words, orders to programs."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.cv.facts.people import person
from bot.cv.passage import Line
from bot.cv.private import kinds_of_private, private_spans
from bot.cv.stretches import Stretches
from bot.cv.suspicion import is_order
from bot.cv.words import alternation, phrases
from bot.profile import Evidence, Profile, Span, facts
from bot.search.contacts import contact_spans

COVER = "█"

_STREETS = alternation(phrases("withheld.streets"))
_ENDINGS = "|".join(sorted(phrases("withheld.street_endings")))
_STREET = re.compile(
    rf"(?<![\w.,])\d{{1,5}}[a-z]?,?\s(?:[\w.'-]{{1,20}}+\s){{0,4}}(?=\D)(?:{_STREETS})(?![\w@])"
    rf"|(?:{_STREETS})\s(?:[\w.'-]{{1,20}},?\s){{0,5}}\d{{1,5}}(?!\w)"
    rf"|(?:{_ENDINGS})\s{{0,2}}\d{{1,5}}(?![\d.]\d)"
)
_POST_CODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|\b[A-Z]{2}\s\d{5}(?:-\d{4})?\b"
    r"|\b(?:[A-Z]{1,2}-)?\d{5}\s[^\W\d_a-z]|\b(?!19|20)\d{4}\s[A-Z][a-z]|\b\d{4}\s[A-Z]{2}\b|\b\d{5}-\d{3}\b|\b\d{6}\b"
)
_LABEL = re.compile(rf"\A\W{{0,4}}(?:{alternation(phrases('labels.place'))})\s{{0,3}}[:：|]")
_FEW_WORDS = 4
_INITIAL = 2
"""Characters of a name's word that tell nobody: "J."."""
_MOST_VALUES = 200
"""Contacts and words of a name; of a document with more, nothing is shown."""


def covered(text: str, lines: Sequence[Line], hidden: Iterable[tuple[int, int]], profile: Profile) -> Stretches:
    """The stretches of a text that are covered: with doubt, covered."""
    contacts = list(contact_spans(text))
    spans = [*hidden, *_spans(contacts), *_spans(private_spans(text)), *_personal(text, profile)]
    if profile.name is None:
        spans += [(line.begin, line.finish) for line in lines if person(line.passage)]
    return Stretches((*spans, *_whole_lines(lines, Stretches(_reaching(text, contacts)))))


def is_address(line: Line) -> bool:
    """Whether a street address, a post code with its town or a place under its label stands on the line."""
    return bool(_STREET.search(line.folded) or _POST_CODE.search(line.text) or _LABEL.match(line.folded))


def _spans(found: Iterable[Span | Evidence]) -> Iterator[tuple[int, int]]:
    return ((one.start, one.end) for one in found)


def _personal(text: str, profile: Profile) -> Iterator[tuple[int, int]]:
    """The name, word by word, and all that was read as a contact, wherever it stands again."""
    for fact in facts((profile.name, profile.emails, profile.phones, profile.links, profile.place)):
        yield from _spans(fact.evidence)
    contacts = {fact.value for fact in facts((profile.emails, profile.phones, profile.links))}
    names = {word for word in (profile.name.value if profile.name else "").split() if len(word) > _INITIAL}
    if len(contacts | names) > _MOST_VALUES:
        yield 0, len(text)
        return
    for value in sorted(contacts | names):
        pattern = rf"(?<![^\W\d_]){re.escape(value)}(?![^\W\d_])"
        yield from (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))


def _reaching(text: str, contacts: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """The contacts that stand beside addresses and names of others: e-mails and phone numbers."""
    for span in contacts:
        said = text[span.start : span.end]
        if "@" in said or sum(char.isdigit() for char in said) > 6:
            yield span.start, span.end


def _whole_lines(lines: Sequence[Line], reaching: Stretches) -> Iterator[tuple[int, int]]:
    """Lines that say how to reach somebody, hold private data or an order are covered from end to end."""
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        private = kinds_of_private(line)
        if private or reaching.meet(line.begin, line.finish) or is_address(line) or is_order(line.text):
            yield line.begin, line.finish
        if private and after is not None and len(line.text.split()) <= _FEW_WORDS:
            yield after.begin, after.finish  # the label stands above what it names
