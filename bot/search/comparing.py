"""What is asked by number: "gpa>3.8", "3+ years of Rust"."""

import re
from decimal import Decimal

from bot.search.measures import (
    ANY,
    COMPARISONS,
    any_rank,
    experience_choices,
    grade_choices,
    number,
    paper_choices,
    plain_scale,
    rank_choices,
)
from bot.search.query import Term
from bot.search.skills import skills
from bot.search.words import meanings

_COMPARED = re.compile(
    rf"(?P<sign>{'|'.join(COMPARISONS)})?\s?(?P<grade>\d{{1,3}}(?:[.,]\d{{1,4}})?)(?:/(?P<scale>\d{{1,3}}(?:[.,]\d{{1,2}})?))?"
)
_EXACTLY = ("exactly", "precisely", "only", "genau")
_RANKED = re.compile(
    rf"(?P<sign>{'|'.join(COMPARISONS)}|=)?\s?(?P<rank>\d{{1,4}}(?:[.,]\d{{1,3}})?)(?:st|nd|rd|th)?\s?(?P<percent>%)?"
)
_SIGNS = {
    **dict.fromkeys(("more than", "longer than", "over", "mehr als", "uber"), ">"),
    **dict.fromkeys(("less than", "fewer than", "under", "weniger als", "unter"), "<"),
    **dict.fromkeys(("at most", "up to", "hochstens"), "<="),
    **dict.fromkeys(("at least", "minimum", "mindestens"), ">="),
}
SIGNS_SAID = "|".join(_SIGNS)
"""How a comparison of numbers is said."""
_NUMBERS = {word: int(number) for word, number in meanings("numbers").items()}
_YEARS = re.compile(
    rf"(?:(?P<sign>{'|'.join(_SIGNS)}|between|zwischen) )?(?P<years>\d{{1,2}}|{'|'.join(_NUMBERS)}|(?(sign)an?|(?!))) (?:\d{{1,2}} |(?:to|and|und) \d{{1,2}} |bis \d{{1,2}} |plus |or more )?(?:years?|yrs?|yoe|jahren?|年) (?:以 上 )?(?:的 )?"
    r"(?P<experience>(?:(?:of |in )?(?:professional |work |working |industry |practical )?(?:experience|erfahrung|berufserfahrung|exp|经 验) )?)"
    r"(?P<on>(?:(?:of|in|with|using|mit|the) ){0,2})"
)
_PAPERS = re.compile(
    rf"(?:(?P<sign>{'|'.join((*_SIGNS, *_EXACTLY))}|between|from|zwischen) )?(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)}) (?:(?:to|and|und|bis) (?P<last>\d{{1,3}}|{'|'.join(_NUMBERS)}) )?(?P<or_more>plus |or more |oder mehr )?"
    r"(?:(?:conference|journal|peer reviewed|reviewed|published|research|scientific|top) ){0,3}(?:papers?|publications?|articles?|publikation(?:en)?|veroffentlichung(?:en)?) "
)

_PAPERS_OF_A_KIND = re.compile(
    rf"(?:(?:{'|'.join(_SIGNS)}) )?(?:\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:plus |or more )?(?=(?:first author|[a-z]{{2,10}}) (?:papers|publications) )"
)
STARTS_NUMBERS = frozenset(words.split()[0] for words in (*_SIGNS, *_EXACTLY, *_NUMBERS, "between", "zwischen"))
"""Words that a number of years or papers may begin with, beside the number."""


def grade_term(text: str) -> Term | None:
    """``>3.8``, ``>=3.5/4``, ``90``: at least so much where no sign says otherwise."""
    found = _COMPARED.fullmatch(text.strip())
    if not found:
        return None
    sign, grade = found["sign"] or ">=", number(found["grade"])
    scale = number(found["scale"]) if found["scale"] else plain_scale(grade)
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


def papers_at(rest: str) -> tuple[Term | None, int] | None:
    """How many papers folded words begin with, and how many words say it: more than three publications.

    Papers of one kind (three first-author papers) are not counted apart: a number of them makes no term.
    """
    found = _PAPERS.match(rest)
    if not found:
        of_a_kind = _PAPERS_OF_A_KIND.match(rest)
        return (None, len(of_a_kind.group().split())) if of_a_kind else None
    sign = "=" if found["sign"] in _EXACTLY else _SIGNS.get(found["sign"], ">=")
    last = _said(found["last"]) if found["last"] else None
    return _papers(sign, _said(found["count"]), last), len(found.group().split())


def papers_term(text: str) -> Term | None:
    """``>=3``, ``3+``, ``<10``, ``=1``, ``2-6``: at least so many where no sign says otherwise."""
    found = re.fullmatch(
        rf"(?P<sign>{'|'.join(COMPARISONS)}|=)?\s?(?P<count>\d{{1,3}})(?:\+|-(?P<last>\d{{1,3}}))?", text.strip()
    )
    if not found:
        return None
    return _papers(found["sign"] or ">=", int(found["count"]), int(found["last"]) if found["last"] else None)


def _said(count: str) -> int:
    return int(count) if count.isdecimal() else _NUMBERS.get(count, 1)


def _papers(sign: str, count: int, last: int | None = None) -> Term:
    """So many; with ``last``, from one number to the other."""
    if last is None:
        return Term("field", f"papers{sign}{count}", field="papers", groups=(paper_choices(sign, count),))
    count, last = sorted((count, last))
    groups = (paper_choices(">=", count), paper_choices("<=", last))
    return Term("field", f"papers:{count}-{last}", field="papers", groups=groups)


def years_at(rest: str) -> re.Match[str] | None:
    """A number of years that folded words begin with, up to what they were spent on."""
    return _YEARS.match(rest)


def years_term(found: re.Match[str], skill: str = "", said: str = "") -> Term:
    """So many years of a skill, of dated jobs; without one, of any job."""
    sign = _SIGNS.get(found["sign"] or "", ">=")
    years = _said(found["years"])
    groups = (experience_choices(skill or ANY, sign, 12 * years),)
    return Term("field", f"{_amount(sign, years)} of {said or 'experience'}", _with_all(skill), (), "years", groups)


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
