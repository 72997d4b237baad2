"""What questions ask about ranks: "top 5% of their class", "ranked third"."""

import re

from bot.search.comparing import rank_term
from bot.search.wording import Made, Words, clause_of

CLASS = (
    r"(?:(?:students? )?(?:of|in|within) (?:(?:the|their|his|her|a|its) )?(?:(?!class)\w{2,20} )?"
    r"(?:class|cohort|grade|department|faculty|program|programme|major|classes|year) )"
)
TOP = (
    r"(?:(?:who |is |are |was |were |been )*(?P<ranked>rank(?:ed|s|ing)? |placed |finished ))?"
    r"(?:(?:is |are |was |were )*(?:in|within|among|at) )?(?:the )?(?:top|best|upper|first) "
    rf"(?P<place>\d{{1,4}})(?P<part> \d{{1,3}})? (?P<percent>percent |per cent |prozent )?(?P<class>{CLASS})?"
)
PLACED = (
    r"(?:class )?rank(?:ed|s|ing)? (?:is |was |of )?(?:(?P<beyond>(?:better|higher|lower) than |above |below |under )|(?P<within>at most |within ))?(?:number |no |nr )?"
    rf"(?P<place>\d{{1,4}}|first|second|third|1st|2nd|3rd)(?: (?:out )?of \d{{1,4}})? (?P<class>{CLASS})?(?!authors? )"
)
FIRST = rf"(?:the )?(?:top|best|first|number 1|no 1)(?: students?)? (?={CLASS})(?P<class>{CLASS})"
ANY = r"(?:an? |any |their )?class rank(?:s|ing)? "
_PLACES = {"first": "1", "second": "2", "third": "3", "1st": "1", "2nd": "2", "3rd": "3"}


def top(words: Words, at: int, found: re.Match[str]) -> Made:
    """So many of a hundred where a sign says it, so many people where a class is spoken of."""
    start = at - len(found.group().split())
    place = start + len(found.string[: found.start("place")].split())
    percent = bool(found["percent"]) or words.typed[place].endswith("%")
    if not percent and (found["part"] or not (found["class"] or found["ranked"])):
        return None
    number = f"{found['place']}.{found['part'].strip()}" if found["part"] else found["place"]
    return clause_of(rank_term(f"<={number}{'%' * percent}")), _whole(words, at)


def placed(words: Words, at: int, found: re.Match[str]) -> Made:
    start = at - len(found.group().split())
    percent = any(word.endswith("%") for word in words.typed[start:at])
    place = _PLACES.get(found["place"], found["place"])
    sign = "<" if found["beyond"] else "<=" if found["within"] or percent else ""
    return clause_of(rank_term(f"{sign}{place}{'%' * percent}")), _whole(words, at)


def ranked(_: Words, at: int, __: re.Match[str]) -> Made:
    """Whoever has a rank."""
    return clause_of(rank_term("any")), at


def _whole(words: Words, at: int) -> int:
    """The place after a typed word of several tokens: 3/20."""
    while at < len(words.tokens) and words.typed[at] is words.typed[at - 1]:
        at += 1
    return at


def first(_: Words, at: int, __: re.Match[str]) -> Made:
    return clause_of(rank_term("1")), at
