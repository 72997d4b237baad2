"""Cities, regions and countries, and how they trail behind what stands in them."""

import re
from functools import cache

from bot.cv.finder import Finder
from bot.cv.passage import Passage, kept, merged
from bot.cv.words import fold, kinds, phrases, printed
from bot.profile import Fact, Place

_COMMA = Finder(r"\s{0,3}[,，]\s{0,3}|\s[|·]\s", "[,，|·]")
_CITY_WORD = re.compile(r"(?:St\. )?[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20}){0,2}")
_MODE = Finder(r"\s{0,3}\((?:remote|hybrid|on-?site|online|virtual)[^()]{0,20}\)$", r"\)")
_SAID_MODE = re.compile(r"(?<=\w)\s?,\s?(?:remote|hybrid|on-?site)$")
"""``Lisbon, hybrid``: how one works there."""
_SCHOOL_CITY = re.compile(
    r"^(?!.*\bUniversity of\b)(?:.{2,60}\b(?:University|Institute of Technology|Polytechnic))\s+(?=(?P<city>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})$)"
)
_UNIVERSITY_OF = re.compile(r"university of |universiteit |universidad de |universite de |college of ")
_OF_REGION = re.compile(r"\buniversity of (?P<region>[^,]{2,40})")
_IN_BRACKETS = re.compile(r"\s?\((?P<place>[^()]{2,60})\)\.?$")
_COUNTRY_CODES = frozenset(printed("places.country_codes"))
_RIVER = re.compile(r"\s(?:im|am|an der|ob der)\s[^\W\d_]{3,20}$")
"""``Freiburg im Breisgau``"""
_STATES = "|".join(code for code in sorted(printed("places.region_codes")) if len(code) == 2)
_CITY_STATE = re.compile(rf"\A{_CITY_WORD.pattern} (?:{_STATES})(?: (?:\d{{5}}|USA|US|Canada))?")
"""``Boston MA``: a city and its state, without a comma."""
_CODES = frozenset(printed("places.region_codes")) | _COUNTRY_CODES
_MOST_PARTS = 4
_LONGEST_PART = 40


@cache
def countries() -> dict[str, str]:
    """Folded name -> ISO code."""
    return kinds("countries")


def country_code(name: str) -> str | None:
    """The ISO code of a country as printed; a code is its own."""
    if name == "UK":
        return "GB"
    coded = name in _COUNTRY_CODES or (name.isupper() and name.casefold() in countries().values())
    return name if coded else (countries().get(fold(name)) or "").upper() or None


def is_country(text: str) -> bool:
    return text in countries()


_CITIES = phrases("places.cities") | phrases("places.regions")


def _is_city(folded: str) -> bool:
    return folded in _CITIES or _RIVER.sub("", folded) in _CITIES


def _is_region(part: Passage) -> bool:
    """Between city and country; an unknown word there is a city, and what stands before it is none."""
    return part.folded in phrases("places.regions") or part.text in _CODES


def is_known_place(part: Passage) -> bool:
    """A city, region or country of the word files, and no word that only stands where a city would."""
    return _is_part(part.trim())


def _is_part(part: Passage) -> bool:
    folded = part.folded.strip(" .")
    return _is_city(folded) or is_country(part.folded.strip()) or is_country(folded) or part.text.strip() in _CODES


@kept
def is_place(passage: Passage) -> bool:
    """A place and nothing else."""
    return _are_place(passage, passage.split(_COMMA))


def _are_place(passage: Passage, segments: list[Passage]) -> bool:
    """Whether the passage is a place, which has these segments between its commas."""
    if not segments or len(segments) > _MOST_PARTS:
        return False
    last = segments[-1].trim()
    named, in_state = _is_part(last), _CITY_STATE.fullmatch(passage.trim().text) is not None
    if not named and not in_state:
        return False
    parts = [*(part.trim() for part in segments[:-1]), last]
    if any(len(part.text) > _LONGEST_PART for part in parts):
        return False
    if in_state and not _is_organization(passage):
        return True
    if named and all(_is_part(part) for part in parts[:-1]):
        return not (len(parts) == 1 and last.text.isupper() and len(last.text) == 2)
    tail = last.text.strip() in _CODES or is_country(last.folded.strip(" .")) or is_country(last.folded)
    return (
        len(parts) > 1
        and tail
        and all(_is_region(part) for part in parts[1:-1])
        and all(_CITY_WORD.fullmatch(part.text) and not _is_organization(part) for part in parts[:-1])
    )


def _is_organization(part: Passage) -> bool:
    return part.find("work.organizations", "work.schools", "work.titles") is not None


def split_place(passage: Passage) -> tuple[Passage, Passage | None]:
    """What stands before the place that a passage ends with, and the place."""
    passage = passage.trim()
    if (mode := _MODE.search(passage.folded)) and mode.start():
        passage = passage.cut(0, mode.start()).trim()
    if passage.text.endswith((")", ").")) and (bracket := _IN_BRACKETS.search(passage.text)) and bracket.start():
        inside = passage.cut(*bracket.span("place"))
        if "," in inside.text and is_place(inside):
            mode = _SAID_MODE.search(inside.folded)
            return passage.cut(0, bracket.start()).trim(), inside.cut(0, mode.start() if mode else None).trim()
    parts = passage.split(_COMMA)
    if _are_place(passage, parts):
        return passage.cut(0, 0), passage
    taken = 0
    while taken < len(parts) - 1 and taken < 3 and _tails(parts, len(parts) - 1 - taken, taken):
        taken += 1
    if not taken:
        return _glued_city(passage, None)
    at = passage.place_of(parts[-taken])
    rest, place = passage.cut(0, at).trim(), passage.cut(at).trim()
    if re.search(r"[a-z]{3}\.$", place.text):
        place = place.trim(stop=True)
    return _glued_city(rest, place)


def _tails(parts: list[Passage], index: int, taken: int) -> bool:
    """Whether this part, with all after it taken as a place already, belongs to the place."""
    part = parts[index].trim()
    if taken == 0 and part.text in _CODES:
        return index > 1 or _is_city(parts[index - 1].trim(stop=True).folded)
    if taken == 0:
        lone_city = _is_city(part.folded.strip(" .")) and not _is_of_campuses(parts[index - 1])
        return (
            lone_city or is_country(part.folded.strip()) or is_country(part.folded.strip(" .")) or part.text in _CODES
        )
    if _is_of_campuses(parts[index - 1]):
        return False
    unknown_city = (
        taken == 1
        and index > 0
        and bool(_CITY_WORD.fullmatch(part.text))
        and not _is_organization(part)
        and not _is_city(parts[index + 1].folded.strip(" ."))
    )
    return _is_part(part) or (unknown_city and len(parts) > 2)


def _is_of_campuses(part: Passage) -> bool:
    """``University of California, Berkeley, USA``: the city behind a state's university belongs to its name."""
    named = _OF_REGION.search(part.folded)
    if named is None:
        return _UNIVERSITY_OF.search(part.folded) is not None
    return named["region"].strip() in phrases("places.regions") or is_country(named["region"].strip())


def _glued_city(rest: Passage, place: Passage | None) -> tuple[Passage, Passage | None]:
    """``Tern University Oslo, Norway``, ``Quill. Bern``: a known city right before the place, or after a gap."""
    if place is None or is_country(place.folded.strip(" .")) or place.text in _CODES:
        if (
            place is not None
            and (school := _SCHOOL_CITY.match(rest.text))
            and not _is_organization(rest.cut(school.start("city")))
        ):
            return rest.cut(0, school.end()).trim(), _until(rest.cut(school.start("city")), place)
        words = rest.text.split(" ")
        for size in (3, 2, 1):
            tail = " ".join(words[-size:])
            at = len(rest.text) - len(tail)
            spaced = place is not None or (
                rest.text[:at].rstrip().endswith((".", ",")) and not _UNIVERSITY_OF.search(rest.folded)
            )
            if (
                at > 0
                and spaced
                and rest.cut(at).folded in phrases("places.cities")
                and not rest.cut(0, at).folded.rstrip().endswith((" of", " in", " at", "college"))
                and not (rest.text[:at].rstrip().endswith(",") and _is_of_campuses(rest.cut(0, at)))
            ):
                city = rest.cut(at)
                return rest.cut(0, at).trim(), city if place is None else _until(city, place)
    return rest, place


def _until(city: Passage, country: Passage) -> Passage:
    comma = Passage.placed(", ", (city.end, city.end), (city.end, country.start), "  ")
    return merged((city, comma, country))


def place_of(passage: Passage, rule: str) -> Place | None:
    """City, region and country as printed."""
    city: Fact[str] | None = None
    region: Fact[str] | None = None
    country: Fact[str] | None = None
    for part in (part.trim() for part in passage.split(_COMMA)):
        folded = part.folded.strip(" .")
        if is_country(part.folded.strip()) or is_country(folded) or (part.text in _COUNTRY_CODES and city is not None):
            if country is None and not (folded in phrases("places.cities") and city is None):
                country = part.fact(rule)
            elif city is None:
                city = part.fact(rule)
        elif folded in phrases("places.regions") or part.text in _CODES:
            region = region or part.fact(rule)
        elif _is_city(folded):
            city = city or part.fact(rule)
        elif city is None and _CITY_WORD.fullmatch(part.text) and is_place(passage):
            city = part.fact(rule, 0.8)
    return Place(city, region, country) if city or region or country else None
