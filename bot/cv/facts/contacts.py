"""E-mails, phones and the place, from the lines that hold contacts."""

import re
from collections.abc import Iterable, Iterator

import phonenumbers

from bot.cv.facts.dates import periods
from bot.cv.facts.links import BARE, EMAIL, URL, segments
from bot.cv.facts.places import is_place, place_of, split_place
from bot.cv.passage import Line, Passage
from bot.cv.stretches import Stretches
from bot.cv.words import alternation, phrases
from bot.profile import Evidence, Fact, Place

_MAILTO = re.compile(r"mailto:([^\s\"'<>()?]{3,120})")
_SPOKEN = re.compile(
    r"(?<![\w.+-])([\w.+-]{2,40})\s?[\[({]\s?(?:at|@)\s?[\])}]\s?((?:[\w-]{1,30}\s?(?:[\[({]\s?dot\s?[\])}]|\.)\s?){1,4}[A-Za-z]{2,8})(?!\w)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w/=.-])(?:\+\s?)?\(?\d[\d\s().\-/]{5,22}\d(?![\w/])")
_PHONE_LABEL = re.compile(
    rf"(?:{alternation(phrases('labels.phone'))}|(?<!\w)(?:tele[fp]h?on|mobil|handy)\w{{0,12}})\s?\.?\s?[:：)]?\s{{0,6}}\S{{0,2}}\s?$|[☎📞📱✆]\ufe0f?\s{{0,3}}$"
)
_PLACE_LABEL = re.compile(rf"(?:{alternation(phrases('labels.place'))})\s{{0,2}}[:：]?\s{{1,3}}")
_PLACE_SEGMENT = re.compile(r"\s{0,3}[|·•;｜]\s{0,3}|\s{3,}|\t+|\s[–—]\s")
_POST_CODE = re.compile(r"(?<=[A-Za-z])\s\d{4,6}(?:-\d{4})?$")
_BASED = re.compile(r"(?:currently )?(?:based|living|lives|located) in\s+")


def emails_of(lines: Iterable[Line], text: str) -> tuple[Fact[str], ...]:
    found: dict[str, Fact[str]] = {}
    for line in lines:
        for fact in emails_in(line, text):
            found.setdefault(fact.value.casefold(), fact)
    return tuple(found.values())


def emails_in(line: Line, text: str) -> Iterator[Fact[str]]:
    """Every address of a line: as written, as the goal of a link, and spelt out ("ada [at] mail [dot] example")."""
    for match in EMAIL.finditer(line.text):
        yield line.passage.cut(*match.span()).fact("contact.email")
    for match in _MAILTO.finditer(text, line.begin, line.finish):
        if EMAIL.fullmatch(match[1]):
            yield Fact(match[1], (Evidence(*match.span(1), "contact.mailto"),))
    for match in _SPOKEN.finditer(line.text):
        domain = re.sub(r"\s|[\[({\])}]", "", re.sub(r"(?i)\s?[\[({]\s?dot\s?[\])}]\s?", ".", match[2]))
        yield line.passage.cut(*match.span()).derived(f"{match[1]}@{domain}", "contact.email.spelled", 0.9)


def phones_of(lines: Iterable[Line]) -> tuple[Fact[str], ...]:
    found: dict[str, Fact[str]] = {}
    for line in lines:
        for number in phones_in(line):
            found.setdefault(re.sub(r"\D", "", number.text), number.fact("contact.phone"))
    return tuple(found.values())


def phones_in(line: Line) -> Iterator[Passage]:
    """International numbers, and others only after a label; never digits out of an address of a page."""
    numbers = list(_DIGITS.finditer(line.text))
    if not numbers:
        return
    addresses = Stretches(match.span() for finder in (URL, BARE, EMAIL) for match in finder.finditer(line.text))
    folded, alone = line.folded, _alone_among_contacts(line)
    for match in numbers:
        if addresses.meet(*match.span()):
            continue
        size = sum(char.isdigit() for char in match[0])
        international = match[0].startswith("+") and _valid(match[0])
        standing = 9 <= size <= 15 and match[0].strip(" (") in alone
        if international or standing or (7 <= size <= 15 and _is_labelled(line.text, folded, match.start())):
            yield _whole_number(line.passage, match)


def _is_labelled(text: str, folded: str, at: int) -> bool:
    return bool(_PHONE_LABEL.search(folded[max(0, at - 24) : at]) or _PHONE_LABEL.search(text[max(0, at - 4) : at]))


def _alone_among_contacts(line: Line) -> frozenset[str]:
    """What is all of its part of a line with an e-mail: "…  | (217) 555-0143 | ada@mail.example"."""
    if not EMAIL.search(line.text) or periods(line.passage):
        return frozenset()
    return frozenset(segment.text.strip(" (") for segment in segments(line.passage))


def _whole_number(passage: Passage, match: re.Match[str]) -> Passage:
    opening = (
        match.start() - 1
        if match.start() and passage.text[match.start() - 1] == "(" and ")" in match[0]
        else match.start()
    )
    return passage.cut(opening, match.end())


def _valid(number: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse("+" + re.sub(r"\D", "", number.replace("(0)", ""))))
    except phonenumbers.NumberParseException:
        return False


def place_in(lines: Iterable[Line]) -> Place | None:
    """The place that a contact line names: a segment that is a place, or an address that ends with one."""
    for line in lines:
        for segment in line.passage.split(_PLACE_SEGMENT):
            part = _unlabelled(segment.trim())
            if code := _POST_CODE.search(part.text):
                part = part.cut(0, code.start()).trim()
            rest, place = split_place(part)
            if place is None:
                place = _city_before_country(part)
            if (
                place is not None
                and (not rest or any(char.isdigit() for char in rest.text) or "," in rest.text)
                and not EMAIL.search(segment.text)
            ):
                return place_of(place, "contact.place")
    return None


def _unlabelled(part: Passage) -> Passage:
    if based := _BASED.match(part.folded):
        rest = part.cut(based.end())
        comma = rest.text.find(",")
        first = rest.cut(0, comma) if comma > 0 else rest
        return rest.trim(stop=True) if is_place(rest.trim(stop=True)) else first.trim(stop=True)
    label = _PLACE_LABEL.match(part.folded)
    return part.cut(label.end()).trim() if label else part


def _city_before_country(part: Passage) -> Passage | None:
    """An address with digits whose last-but-one part is a known city, whatever the country is called."""
    pieces = part.split(re.compile(r"\s{0,2}[,，]\s{0,2}"))
    if len(pieces) < 3 or not any(char.isdigit() for char in part.text):
        return None
    known = next((piece for piece in reversed(pieces) if piece.trim().folded in phrases("places.cities")), None)
    return known.trim() if known else None
