"""What is asked by number: "gpa>3.8", "3+ years of Rust"."""

import re
from decimal import Decimal

from bot.search.measures import (
    ANY,
    COMPARISONS,
    any_rank,
    experience_choices,
    grade_choices,
    grades_between,
    number,
    plain_scale,
    rank_choices,
)
from bot.search.query import Term
from bot.search.skills import skills
from bot.search.words import meanings

_COMPARED = re.compile(
    rf"(?P<sign>{'|'.join(COMPARISONS)})?\s?(?P<grade>\d{{1,3}}(?:[.,]\d{{1,4}})?)(?:-(?P<last>\d{{1,3}}(?:[.,]\d{{1,4}})?))?(?:/(?P<scale>\d{{1,3}}(?:[.,]\d{{1,2}})?))?"
)
EXACTLY = ("exactly", "precisely", "only", "genau")
_RANKED = re.compile(
    rf"(?P<sign>{'|'.join(COMPARISONS)}|=)?\s?(?P<rank>\d{{1,4}}(?:[.,]\d{{1,3}})?)(?:st|nd|rd|th)?\s?(?P<percent>%)?"
)
SIGNS = {
    **dict.fromkeys(("more than", "longer than", "over", "mehr als", "uber"), ">"),
    **dict.fromkeys(("less than", "fewer than", "under", "weniger als", "unter"), "<"),
    **dict.fromkeys(("at most", "up to", "hochstens"), "<="),
    **dict.fromkeys(("at least", "minimum", "mindestens"), ">="),
}
SIGNS_SAID = "|".join(SIGNS)
"""How a comparison of numbers is said."""
NUMBERS = {word: int(number) for word, number in meanings("numbers").items()}
_YEARS = re.compile(
    rf"(?:(?P<sign>{'|'.join(SIGNS)}|between|zwischen) )?(?P<years>\d{{1,2}}|{'|'.join(NUMBERS)}|(?(sign)an?|(?!))) (?:(?:(?:to|and|und|bis|or) )?(?P<last>\d{{1,2}}|{'|'.join(NUMBERS)}) |and (?P<most_sign>under|at most) (?P<most>\d{{1,2}}) |plus |or more )?(?:years?|yrs?|yoe|jahren?|年) (?:以 上 )?(?:的 )?"
    r"(?P<experience>(?:(?:of |in )?(?:professional |work |working |industry |practical )?(?:experience|erfahrung|berufserfahrung|exp|经 验) )?)"
    r"(?P<on>(?:(?:of|in|with|using|mit|the) ){0,2})"
)
STARTS_NUMBERS = frozenset(
    words.split()[0] for words in (*SIGNS, *EXACTLY, *NUMBERS, "between", "zwischen", "once", "twice", "thrice")
)
"""Words that a number of years or papers may begin with, beside the number."""


def grade_term(text: str) -> Term | None:
    """``>3.8``, ``>=3.5/4``, ``3.5-3.8``, ``90``: at least so much where no sign says otherwise."""
    found = _COMPARED.fullmatch(text.strip())
    if not found:
        return None
    sign, grade = found["sign"] or ">=", number(found["grade"])
    last = number(found["last"]) if found["last"] else grade
    scale = number(found["scale"]) if found["scale"] else plain_scale(max(grade, last))
    if found["last"] and scale:
        least, most = sorted((grade, last))
        label = f"gpa:{_plain(least)}-{_plain(most)}/{_plain(scale)}"
        return Term("field", label, field="gpa", groups=(grades_between(least, most, scale),))
    label = f"gpa{sign}{_plain(grade)}/{_plain(scale)}"
    return Term("field", label, field="gpa", groups=(grade_choices(sign, grade, scale),)) if scale else None


def rank_term(text: str) -> Term | None:
    """``<=5%`` of a class, a place in it: ``1``, ``<=3``, or ``any``."""
    if text.strip().casefold() == ANY:
        return Term("field", f"rank:{ANY}", field="rank", groups=(any_rank(),))
    found = _RANKED.fullmatch(text.strip())
    if not found:
        return None
    percent = bool(found["percent"])
    sign, rank = found["sign"] or ("<=" if percent else "="), number(found["rank"])
    label = f"rank{':' if sign == '=' else sign}{_plain(rank)}{'%' * percent}"
    return Term("field", label, field="rank", groups=(rank_choices(sign, rank, percent=percent),))


def spelt(count: str) -> int:
    return int(count) if count.isdecimal() else NUMBERS.get(count, 1)


def years_at(rest: str) -> re.Match[str] | None:
    """A number of years that folded words begin with, up to what they were spent on."""
    return _YEARS.match(rest)


def years_term(found: re.Match[str], skill: str = "", said: str = "") -> Term:
    """So many years of a skill, of dated jobs; without one, of any job."""
    sign = SIGNS.get(found["sign"] or "", ">=")
    years, last = spelt(found["years"]), found["last"]
    if last:
        least, most = sorted((years, spelt(last)))
    if last and found["sign"] in SIGNS:
        years = least if sign.startswith(">") else most
        bounds, amount = [(sign, years)], _amount(sign, years)
    elif last:
        bounds, amount = [(">=", least), ("<=", most)], f"{least}-{most} years"
    elif found["most"]:
        bounds = [(sign, years), (SIGNS[found["most_sign"]], int(found["most"]))]
        amount = f"{found['sign']} {years} and {found['most_sign']} {found['most']} years"
    else:
        bounds, amount = [(sign, years)], _amount(sign, years)
    groups = tuple(experience_choices(skill or ANY, sign, 12 * years) for sign, years in bounds)
    return Term("field", f"{amount} of {said or 'experience'}", _with_all(skill), (), "years", groups)


def _amount(sign: str, years: int) -> str:
    noun = "year" if years == 1 else "years"
    return {
        ">=": f"{years}+ {noun}",
        ">": f"over {years} {noun}",
        "<": f"under {years} {noun}",
        "<=": f"at most {years} {noun}",
    }[sign]


def _with_all(skill: str) -> tuple[str, ...]:
    """The skill and what implies it: the lines that prove the years."""
    return (skill, *skills().implied_by(skill)) if skill else ()


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
