"""E-mails, phones and the place, from the lines that hold contacts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import phonenumbers

from bot.cv.facts.dates import periods
from bot.cv.facts.links import BARE, EMAIL, URL, segments
from bot.cv.facts.places import country_code, is_country, is_place, place_of, split_place
from bot.cv.finder import Finder
from bot.cv.passage import Line, Passage, joined
from bot.cv.stretches import Stretches
from bot.cv.words import alternation, phrases, printed
from bot.profile import Evidence, Fact, Phone, Place

_MAILTO = re.compile(r"(?:mailto:|\]\((?!mailto:))([^\s\"'<>()?]{3,120})")
_TEL = re.compile(r"(?<!\w)tel:(\+?\d[\d().-]{5,20}\d)", re.IGNORECASE)
_SPOKEN = Finder(
    r"(?i)(?<![\w.+-])([\w.+-]{2,40})\s?[\[({]\s?(?:at|@)\s?[\])}]\s?((?:[\w-]{1,30}\s?(?:[\[({]\s?dot\s?[\])}]|\.)\s?){1,4}[A-Za-z]{2,8})(?!\w)",
    r"[\[({]",
)
_DIGITS = Finder(r"(?<![\w/=.-])(?:\+\s?)?\(?\d[\d\s().\-/]{5,22}\d(?![\w/])", r"\d[\d\s().\-/]{5}")
_PHONE_ALONE = re.compile(r"\(\d{2,5}\)\s{0,2}\d{3,5}[\s.-]{1,2}\d{3,5}|\d{3}[.-]\d{3}[.-]\d{4}")
"""A line that is a number as people group it: "(080) 5550-1234", "617-555-0143"."""
_PHONE_LABEL = re.compile(
    rf"(?:{alternation(phrases('labels.phone'))}|(?<!\w)(?:tele[fp]h?on|mobil|handy)\w{{0,12}})(?:\s?[/&(]\s?[^\W\d_]{{2,12}}\)?)?+\s?+\.?+\s{{0,20}}+[:：)]?+\s{{0,40}}+\S{{0,2}}+\s?$|[☎📞📱✆]\ufe0f?\s{{0,3}}$"
)
_PLACE_WORD = f"(?:{alternation(phrases('labels.place'))})"
_PLACE_LABEL = re.compile(
    rf"{_PLACE_WORD}(?:\s{{0,2}}[/(（]?\s{{0,2}}{_PLACE_WORD}[)）]?)?(?:\s{{0,2}}[:：]\s{{0,40}}|\s{{1,3}})"
)
"""In one language or in two: ``所在地 Location：``."""
_SAME = 8
"""Last digits that tell a number, whatever stands before them at home and abroad."""
_LONGEST_ADDRESS = 120
_PLACE_SEGMENT = Finder(r"\s{0,3}[|·•;｜]\s{0,3}|\s/\s|\s{2,}|\t+|\s[–—]\s", r"[|·•;｜–—/\t]|\s\s")
_POST_CODE = re.compile(r"(?<=[A-Za-z])\s\d{4,6}(?:-\d{4})?$")
_CODE_WITHIN = re.compile(r"(?<=[^\W\d_])\s\d{4,6}(?:-\d{4})?(?=,\s)")
_CODE_BEFORE = re.compile(r"(?:^|,\s|\s{2})(?:[A-Z]{1,2}-)?\d{4,6}\s(?=[^\W\d_])")
_SPELLED_OUT = re.compile(
    r"\A([\w.+-]{2,40})\s{1,2}at\s{1,2}([\w-]{2,30}(?:\s{1,2}dot\s{1,2}[\w-]{2,20}){1,4})", re.IGNORECASE
)
_COMMA = re.compile(r"\s{0,2},\s{0,2}")
_CITY_AND_CODE = re.compile(r"\A([A-Z][\w'.-]{1,20}(?: [A-Z][\w'.-]{1,20}){0,2}?) ([A-Z]{2})(?: (U\.?S\.?(?:A\.?)?))?")
_CITY = re.compile(r"[^\W\d_][\w'’-]{1,20}(?: [^\W\d_][\w'’-]{1,20}){0,2}")
_BASED = re.compile(r"(?:currently )?(?:based|living|lives|located) in\s+")


def emails_of(lines: Iterable[Line], text: str) -> tuple[Fact[str], ...]:
    found: dict[str, Fact[str]] = {}
    for line in lines:
        for fact in emails_in(line, text):
            found.setdefault(fact.value.casefold(), fact)
    return tuple(found.values())


def emails_in(line: Line, text: str) -> Iterator[Fact[str]]:
    """Every address of a line: as written, as the goal of a link, and spelt out ("ada [at] mail [dot] example")."""
    for match in EMAIL.finditer(line.text.replace("＠", "@")):
        written = line.passage.cut(*match.span())
        yield (
            written.derived(match[0], "contact.email.spelled")
            if "＠" in written.text
            else written.fact("contact.email")
        )
    for segment in segments(line.passage) if " dot " in line.folded else ():
        if said := _SPELLED_OUT.fullmatch(segment.trim().text):
            address = re.sub(r"\s{1,2}dot\s{1,2}", ".", f"{said[1]}@{said[2]}", flags=re.IGNORECASE)
            yield segment.trim().derived(address, "contact.email.spelled", 0.85)
    for match in _MAILTO.finditer(text, line.begin, line.finish):
        if EMAIL.fullmatch(match[1]):
            yield Fact(match[1], (Evidence(*match.span(1), "contact.mailto"),))
    for match in _SPOKEN.finditer(line.text):
        domain = re.sub(r"\s|[\[({\])}]", "", re.sub(r"(?i)\s?[\[({]\s?dot\s?[\])}]\s?", ".", match[2]))
        yield line.passage.cut(*match.span()).derived(f"{match[1]}@{domain}", "contact.email.spelled", 0.9)


def phones_of(lines: Iterable[Line], text: str, country: Fact[str] | None) -> tuple[Phone, ...]:
    """The numbers as written, and E.164 where the number or the CV (``country``: where the person lives) says whose."""
    found: dict[str, Phone] = {}
    for line in lines:
        written = list(phones_in(line))
        for number in (*written, *_called(line, text, written)):
            phone = Phone(number.fact("contact.phone"), e164_of(number, country))
            found.setdefault(phone.e164.value if phone.e164 else re.sub(r"\D", "", number.text), phone)
    return tuple(found.values())


def _called(line: Line, text: str, written: list[Passage]) -> Iterator[Passage]:
    """Numbers that are the goal of a link, as ``[Call me](tel:+4722550142)``, and not written beside it."""
    known = [re.sub(r"\D", "", number.text)[-_SAME:] for number in written]
    for match in _TEL.finditer(text, line.begin, line.finish):
        if re.sub(r"\D", "", match[1])[-_SAME:] not in known:
            yield Passage.plain(match[1], match.start(1), " " * len(match[1]))


def e164_of(number: Passage, country: Fact[str] | None) -> Fact[str] | None:
    """None where the number is not one of the country that is stated."""
    written = number.folded.replace("(0)", "").strip()
    abroad = written.startswith(("+", "(+", "00"))
    region = None if abroad or country is None else country_code(country.value)
    if not abroad and region is None:
        return None
    try:
        parsed = phonenumbers.parse(re.sub(r"^(?:\(?\+|00)", "+", written), region)
    except phonenumbers.NumberParseException:
        return None
    if not (phonenumbers.is_possible_number(parsed) if abroad else _is_written_at_home(parsed, written)):
        return None
    fact = number.derived(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), "contact.phone.e164")
    if abroad or country is None:
        return fact
    return replace(fact, evidence=(*fact.evidence, *country.evidence), confidence=0.9)


def _is_written_at_home(parsed: phonenumbers.PhoneNumber, written: str) -> bool:
    """Whether people of the number's own country write it so: "030 …" in Germany, and no number of another country."""
    national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return phonenumbers.is_valid_number(parsed) and re.sub(r"\D", "", national) == re.sub(r"\D", "", written)


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
    return bool(_PHONE_LABEL.search(folded[max(0, at - 60) : at]) or _PHONE_LABEL.search(text[max(0, at - 4) : at]))


def _alone_among_contacts(line: Line) -> frozenset[str]:
    """What is all of its part of a line with an address: "…  | (217) 555-0143 | ada@mail.example"."""
    whole = line.passage.trim().text
    if periods(line.passage):
        return frozenset()
    if _PHONE_ALONE.fullmatch(whole):
        return frozenset([whole.strip(" (")])
    if not any(kind.search(line.text) for kind in (EMAIL, URL, BARE)):
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
    """The place that a contact line names: a segment or a first sentence that is one, or an address that ends with one."""
    for line in lines:
        for segment in line.passage.split(_PLACE_SEGMENT):
            part = _unlabelled(segment.trim())
            if code := _POST_CODE.search(part.text):
                part = part.cut(0, code.start()).trim()
            if code := _CODE_WITHIN.search(part.text):
                part = joined(part.without(code.span()))
            if plain := _without_commas(part):
                return plain
            lead = part.cut(0, max(part.text.find(". "), 0))
            if "," in lead.text and is_place(lead):
                return place_of(lead, "contact.place")
            bare = _without_code(part)
            rest, place = split_place(bare)
            if place is None and bare is not part and _CITY.fullmatch(bare.text):
                return Place(city=bare.fact("contact.place", 0.85))
            if place is None:
                place = _city_before_country(part)
            if place is not None and (not rest or _is_address(rest) or _are_contacts(rest)):
                return place_of(place, "contact.place")
    return None


def _is_address(before: Passage) -> bool:
    """``12 Mill Lane``, ``Room 4, Old Mill`` before a place; what has a date tells of something else."""
    told = "," in before.text or any(char.isdigit() for char in before.text)
    return told and len(before.text) <= _LONGEST_ADDRESS and not periods(before) and not EMAIL.search(before.text)


def _are_contacts(before: Passage) -> bool:
    """``ada@mail.example, ada.example`` before a place, on one line with it."""
    parts = [part.text.strip() for part in before.split(_COMMA)]
    return all(any(kind.fullmatch(part) for kind in (EMAIL, URL, BARE)) for part in parts if part)


def _without_commas(part: Passage) -> Place | None:
    """``Somerville MA USA``; and ``Russia, Saint Petersburg``, the country first."""
    if (match := _CITY_AND_CODE.fullmatch(part.text)) and match[2] in printed("places.region_codes"):
        city, region = part.cut(*match.span(1)), part.cut(*match.span(2))
        country = part.cut(*match.span(3)).fact("contact.place") if match[3] else None
        return Place(city.fact("contact.place", 0.9), region.fact("contact.place"), country)
    halves = [half.trim() for half in part.split(_COMMA)]
    if (
        len(halves) == 2
        and is_country(halves[0].folded)
        and _CITY.fullmatch(halves[1].text)
        and not is_place(halves[1])
    ):
        return Place(city=halves[1].fact("contact.place", 0.85), country=halves[0].fact("contact.place"))
    return None


def _without_code(part: Passage) -> Passage:
    """``Lindenallee 12, 34117 Kassel``: the city without the code before it."""
    code = _CODE_BEFORE.search(part.text)
    return part.cut(code.end()) if code and not any(char.isdigit() for char in part.text[code.end() :]) else part


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
