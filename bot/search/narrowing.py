"""A field with its value: what it asks of the profile, or how it narrows the applications."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from bot.cv.words import table
from bot.search import papers, service
from bot.search.comparing import grade_term, rank_term
from bot.search.counts import KINDS
from bot.search.degree_terms import degree_terms, studied_terms
from bot.search.draft import Draft
from bot.search.lexing import Item
from bot.search.names import names
from bot.search.of_counts import count_term, papers_term
from bot.search.query import PROOFS, Clause, Term
from bot.search.skills import skills
from bot.search.studies import ANY
from bot.search.terms import (
    award_terms,
    begins,
    coauthor_term,
    field_term,
    graduates_term,
    has_term,
    language_term,
    link_term,
    mail_term,
    name_terms,
    opening_term,
    owner_term,
    phone_term,
    phrase_term,
    skill_term,
    spell_term,
    student_term,
    told_term,
    wish_terms,
    worked_term,
    written,
)
from bot.search.text import fold, tokens
from bot.search.times import days_of
from bot.search.topic_terms import paper_terms
from bot.search.wording import Words
from bot.stages import meant, stages

_HAVE = ("papers", "first_author", "awards", "projects", "teaching", "service", "wish", "email", "phone", "website")
_HAD = {
    "paper": "papers",
    "publications": "papers",
    "award": "awards",
    "project": "projects",
    "homepage": "website",
    "mail": "email",
    "scholar": "google_scholar",
}
_AT_WORK = (("at", "work"), ("on", "the", "job"), ("in", "a", "job"), ("professionally",), ("beruflich",))
_LEVELS = ("phd", "master", "bachelor", "postdoc", "mba")


_OF_ONE: dict[str, Callable[[str], Term | None]] = {
    "gpa": grade_term,
    "rank": rank_term,
    "coauthor": coauthor_term,
    "graduates": graduates_term,
    "papers": papers_term,
    "count": count_term,
    "language": language_term,
    "student": student_term,
    "mail": mail_term,
    "link": link_term,
    "phone": phone_term,
    "owner": owner_term,
    "opening": opening_term,
}
"""Fields whose value makes one term, and what makes it."""


def read_field(draft: Draft, item: Item, today: date | None) -> None:
    said = [value for value in re.split(r"[,;|]", item.text) if value.strip()]
    values = [item.text] if item.field in {"gpa", "rank", "phone", "source"} else said
    negated = item.negated ^ draft.negates
    if (
        draft.joins
        and item.field in {"stage", "since", "until", "proof"}
        and not (item.field == "stage" and draft.stages)
    ):
        draft.left_out.append(f"“or” before {item.field}:{item.text}")
    match item.field:
        case "stage":
            _read_stages(draft, values, negated=negated)
        case "since" | "until":
            _read_day(draft, item.field, item.text, today, negated=negated)
        case "proof":
            _read_proof(draft, item.text, negated=negated)
        case _:
            terms = tuple(term for value in values for term in _terms(item.field, value))
            if not terms:
                draft.left_out.append(_no_value(item))
            draft.add(Clause(terms) if terms else None, negated=item.negated)
            return
    draft.joins = draft.negates = False


def at_work(draft: Draft, words: Words, at: int) -> int:
    """As in "who used CUDA at work": the place after it; 0 where nothing of the kind is said of a skill."""
    said = next((one for one in _AT_WORK if words.tokens[at : at + len(one)] == one), ())
    if not said or not any(term.skills for clause in draft.last for term in clause.terms):
        return 0
    draft.proof = PROOFS["work"]
    return at + len(said)


def _terms(field: str, value: str) -> tuple[Term, ...]:
    """All that will do for one value."""
    match field:
        case "skill":
            alias = None if begins(value) else skills().named(tokens(value))
            found = skill_term(alias.skill, value.strip()) if alias else phrase_term(value)
        case "name":
            return name_terms(value)
        case "award":
            return award_terms(value)
        case "wish":
            return wish_terms(value)
        case "paper":
            return paper_terms(papers.read_paper(value))
        case "taught" | "thesis" | "certificate" | "led":
            found = told_term(field, value)
        case service.FIELD:
            return service.terms(value)
        case "worked":
            found = worked_term(papers.read(value))
        case "tag" | "source":
            said = (fold(value) if field == "tag" else value.casefold()).strip().removeprefix("#")
            found = Term("field", written(field, value), field=field, groups=((said,),)) if said else None
        case "has":
            what = "_".join(tokens(value))
            found = has_term(_HAD.get(what, what)) if _HAD.get(what, what) in _known() else None
        case "degree":
            if together := degree_terms(papers.read(value)):
                return together
            found = field_term(field, value) if names("degrees").find(tokens(value)) or begins(value) else None
        case "studied" if together := studied_terms(papers.read(value)):
            return together
        case "joined" | "former" | "now" if spell := spell_term(field, papers.read(value)):
            found = spell
        case "joined":
            found = field_term("company", value)
        case _:
            found = _OF_ONE[field](value) if field in _OF_ONE else field_term(field, value)
    return (found,) if found else ()


def _no_value(item: Item) -> str:
    """What the field takes."""
    said = f"{item.field}:{item.text}"
    known = {
        "gpa": "needs a number as gpa>3.8 or gpa>=88/100",
        "rank": "needs a number as rank<=5% or rank:1",
        "papers": "needs a number as papers>=3",
        "count": f"needs a number as internships>=2; there are {', '.join(KINDS)}",
        "has": f"is none of {', '.join(_HAVE)}, nor a network as github",
        "degree": f"is none of {', '.join(_LEVELS)}",
        "student": f"is none of {', '.join((*_LEVELS, ANY))}",
        "phone": "is no telephone number",
    }
    return f"{said}, which {known[item.field]}," if item.field in known else said


def _known() -> tuple[str, ...]:
    """What somebody may have."""
    networks = dict.fromkeys("_".join(tokens(name)) for name in table("networks").values())
    return (*_HAVE, *networks)


def _read_stages(draft: Draft, values: Sequence[str], *, negated: bool) -> None:
    named = {value: meant(value) for value in values}
    wanted = tuple(stage.key for stage in named.values() if stage)
    there = ", ".join(one.label for one in stages())
    draft.left_out += [f"stage:{value}, which is none of {there}," for value, stage in named.items() if not stage]
    if not wanted:
        return
    if negated:
        wanted = tuple(key for key in (draft.stages or tuple(one.key for one in stages())) if key not in wanted)
    draft.stages = (*draft.stages, *wanted) if draft.joins and not negated else wanted


def _read_proof(draft: Draft, text: str, *, negated: bool) -> None:
    grade = PROOFS.get(fold(text), 0)
    if grade and not negated:
        draft.proof = grade
    else:
        draft.left_out.append(f"{'-' * negated}proof:{text}, which is none of {', '.join(PROOFS)},")


def _read_day(draft: Draft, field: str, text: str, today: date | None, *, negated: bool) -> None:
    """Not since a day is until the day before it."""
    first, last = days_of(text, today)
    if not first:
        draft.left_out.append(f"{field}:{text}, which is no date,")
    elif field == "since":
        draft.since, draft.until = (draft.since, _beside(first, -1)) if negated else (first, draft.until)
    else:
        draft.since, draft.until = (_beside(last, 1), draft.until) if negated else (draft.since, last)


def _beside(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return day
