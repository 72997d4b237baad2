"""What is asked by number: "gpa>3.8", "3+ years of Rust"."""

import re
from decimal import Decimal

from bot.search.measures import (
    ANY,
    COMPARISONS,
    experience_choices,
    grade_choices,
    number,
    paper_choices,
    plain_scale,
)
from bot.search.query import Term
from bot.search.skills import skills
from bot.search.words import meanings

_COMPARED = re.compile(
    rf"(?P<sign>{'|'.join(COMPARISONS)})?\s?(?P<grade>\d{{1,3}}(?:[.,]\d{{1,4}})?)(?:/(?P<scale>\d{{1,3}}(?:[.,]\d{{1,2}})?))?"
)
_SIGNS = {
    **dict.fromkeys(("more than", "over", "mehr als", "uber"), ">"),
    **dict.fromkeys(("less than", "fewer than", "under", "weniger als", "unter"), "<"),
    **dict.fromkeys(("at most", "up to", "hochstens"), "<="),
    **dict.fromkeys(("at least", "minimum", "mindestens"), ">="),
}
_NUMBERS = {word: int(number) for word, number in meanings("numbers").items()}
_YEARS = re.compile(
    rf"(?:(?P<sign>{'|'.join(_SIGNS)}|between|zwischen) )?(?P<years>\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:\d{{1,2}} |(?:to|and|und) \d{{1,2}} |bis \d{{1,2}} |plus |or more )?(?:years?|yrs?|yoe|jahren?|年) (?:以 上 )?(?:的 )?"
    r"(?P<experience>(?:in (?:the )?industry |(?:of |in )?(?:professional |work |working |industry |practical )?(?:experience|erfahrung|berufserfahrung|exp|经 验) )?)"
    r"(?P<on>(?:(?:of|in|with|using|mit|the) ){0,2})"
)
_PAPERS = re.compile(
    rf"(?:(?P<sign>{'|'.join(_SIGNS)}) )?(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)}) (?P<or_more>plus |or more |oder mehr )?"
    r"(?:(?:conference|journal|peer reviewed|reviewed|published|research|scientific|top) ){0,3}(?:papers?|publications?|articles?|publikationen) "
)

_PAPERS_OF_A_KIND = re.compile(
    rf"(?:(?:{'|'.join(_SIGNS)}) )?(?:\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:plus |or more )?(?=(?:first author|[a-z]{{2,10}}) (?:papers|publications) )"
)
STARTS_NUMBERS = frozenset(words.split()[0] for words in (*_SIGNS, *_NUMBERS, "between", "zwischen"))
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


def papers_at(rest: str) -> tuple[Term | None, int] | None:
    """How many papers folded words begin with, and how many words say it: more than three publications.

    Papers of one kind (three first-author papers) are not counted apart: a number of them makes no term.
    """
    found = _PAPERS.match(rest)
    if not found:
        of_a_kind = _PAPERS_OF_A_KIND.match(rest)
        return (None, len(of_a_kind.group().split())) if of_a_kind else None
    return _papers(_SIGNS.get(found["sign"], ">="), _said(found["count"])), len(found.group().split())


def papers_term(text: str) -> Term | None:
    """``>=3``, ``3+``, ``<10``: at least so many where no sign says otherwise."""
    found = re.fullmatch(rf"(?P<sign>{'|'.join(COMPARISONS)})?\s?(?P<count>\d{{1,3}})\+?", text.strip())
    return _papers(found["sign"] or ">=", int(found["count"])) if found else None


def _said(count: str) -> int:
    return int(count) if count.isdecimal() else _NUMBERS[count]


def _papers(sign: str, count: int) -> Term:
    return Term("field", f"papers{sign}{count}", field="papers", groups=(paper_choices(sign, count),))


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
