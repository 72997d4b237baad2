"""Universities by where they are: a German university, one in Norway."""

import re
from dataclasses import replace

from bot.search.wording import Made, Words, any_field, is_place, name_at
from bot.search.words import meanings

_COUNTRIES = meanings("countries")
_OF_COUNTRY = re.compile(
    r"(?P<any>(?:an?|any|some|the) )?(?P<non>non )?(?P<where>\w{2,20}(?: \w{2,20})?) (?:universit(?:y|(?P<many>ies))|colleges?|schools?) (?!of )"
)
_FAR = 12
"""Words that say so at most."""


def somewhere(words: Words, at: int, _: re.Match[str]) -> Made:
    """From a university in a place, whatever it is called."""
    value, end = name_at(words, at, "places")
    return (any_field(value, "studyplace", "school"), end) if value else None


def in_country(words: Words, at: int, _: re.Match[str] | None = None) -> Made:
    """From a German university: from one in Germany."""
    for elsewhere in (False, True):
        place, end = country_at(words, at, elsewhere=elsewhere)
        if clause := any_field(place, "studyplace", "school") if place else None:
            return replace(clause, negated=elsewhere), end
    return None


def country_at(words: Words, at: int, *, elsewhere: bool = False) -> tuple[str, int]:
    """The country whose universities are spoken of, and the place after them; blank for anything else. ``elsewhere``: all but its own, as non-US ones."""
    found = _OF_COUNTRY.match(" ".join(words.tokens[at : at + _FAR]) + " ")
    if not found or bool(found["non"]) != elsewhere:
        return "", at
    place, end = _COUNTRIES.get(found["where"], found["where"]), at + len(found.group().split())
    named = not (found["any"] or found["many"]) and (found["where"] not in _COUNTRIES or words.capital(end - 1))
    return (place, end) if is_place(place) and not named else ("", at)
