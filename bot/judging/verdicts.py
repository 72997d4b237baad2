"""What one person's CV says of each wish: met, partly or not stated, with the line that shows it. Nobody is turned down by it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.judging.sidebyside import long, received
from bot.judging.wishes import Wish
from bot.records import Dossier, SkillRow
from bot.search.degrees import finished, parted
from bot.search.index import index
from bot.search.measures import ANY
from bot.search.query import Clause, Term
from bot.search.reasons import Reason, each_reason
from bot.search.skills import related, skills
from bot.search.terms import field_term
from bot.search.text import fold
from bot.search.wanted import PROVEN, Wanted

Level = Literal["met", "partly", "not stated"]


@dataclass(frozen=True, slots=True)
class Verdict:
    wish: Wish
    level: Level
    said: str = ""
    """What of it: "listed only", "3 y 10 m when received", "related: tensor parallelism"."""
    reason: Reason | None = None
    """The line that shows it; None where nothing does, or a person set it."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the index has of one person."""

    rows: Mapping[str, SkillRow]
    terms: Mapping[str, Sequence[str]]
    """The tokens of each field."""
    text: str

    def holds(self, term: Term) -> bool:
        if term.kind == "skill":
            return term.skills[0] in self.rows
        if term.kind != "field":
            return (
                all(self._said(token) for token in term.tokens)
                if term.kind == "word"
                else self._said(" ".join(term.tokens))
            )
        tokens = self.terms.get(term.field, ())
        return all(any(_fits(token, choice) for token in tokens for choice in group) for group in term.groups)

    def months(self, skill: str) -> int:
        """Of dated jobs; 0 where none shows it."""
        return next(
            (int(token.partition(":")[2]) for token in self.terms.get("years", ()) if token.startswith(f"{skill}:")), 0
        )

    def _said(self, words: str) -> bool:
        return f" {words.removesuffix('*')}{'' if words.endswith('*') else ' '}" in self.text


def wanted(wish: Wish) -> Wanted:
    """The wish as the index counts it."""
    asked = tuple(dict.fromkeys(term.skills[0] for term in wish.clause.terms if term.kind == "skill" and term.skills))
    others = tuple(term for term in wish.clause.terms if term.kind != "skill")
    near = dict.fromkeys(one for skill in asked for one in _near(skill))
    return Wanted(
        wish.must,
        asked,
        others,
        tuple(one for one in near if one not in asked),
        tuple(dict.fromkeys(term for one in others for term in _partly(one))),
    )


def verdicts(wishes: Sequence[Wish], dossier: Dossier) -> tuple[Verdict, ...]:
    """One for each wish, in their order, by what the index has: the same as what people are ordered by."""
    made = index(dossier.profile, dossier.texts, arrived=received(dossier))
    terms: dict[str, list[str]] = {}
    for field, token in made.terms:
        terms.setdefault(field, []).append(token)
    shown = _Shown({row.skill: row for row in made.skills if row.strength}, terms, f" {fold(made.text)} ")
    found = [_found(wish, shown) for wish in wishes]
    reasons = each_reason([clause for _, _, clause in found], dossier)
    return tuple(
        Verdict(wish, level, said, reason if level != "not stated" else None)
        for wish, (level, said, _), reason in zip(wishes, found, reasons, strict=True)
    )


def question(wish: Wish) -> str:
    """What to ask somebody whose CV does not say it."""
    words, field = wish.words, wish.clause.terms[0].field
    match field:
        case "degree":
            return f"Which degrees do you have, or are working towards? ({words})"
        case "studied":
            return f"What have you studied? ({words})"
        case "years":
            return f"How long have you done this, and where? ({words})"
        case "venue" | "has" | "papers":
            return f"What have you published, and where? ({words})"
        case "home" | "place" | "workplace":
            return f"Where could you work from? ({words})"
        case "language":
            return f"How well do you speak {words}?"
        case "wish":
            return f"When could you start, and what do you look for? ({words})"
    return f"Have you worked with {words}? Where, and when last?"


# ------------------------------------------------------------------ one wish


def _found(wish: Wish, shown: _Shown) -> tuple[Level, str, Clause]:
    """How far it is met, what is to be said of it, and the clause whose line shows it."""
    clause, asked = wish.clause, wanted(wish)
    holding = tuple(term for term in asked.terms if shown.holds(term))
    proven = tuple(skill for skill in asked.skills if skill in shown.rows and shown.rows[skill].strength >= PROVEN)
    if holding or proven:
        terms = tuple(
            term for term in clause.terms if term in holding or (term.kind == "skill" and term.skills[0] in proven)
        )
        return "met", _measure(terms, shown) or _going_on(terms, shown), Clause(terms)
    if listed := tuple(term for term in clause.terms if term.kind == "skill" and term.skills[0] in shown.rows):
        return "partly", "listed only", Clause(listed)
    if timed := [term for term in clause.terms if term.field == "years" and _worth(term, shown)]:
        if counted := _measure(timed, shown):
            return "partly", counted, Clause(tuple(timed))
        return "partly", "years not stated", Clause(tuple(_skill(term) for term in timed))
    if elsewhere := tuple(term for term in asked.partly if shown.holds(term)):
        return "partly", _going_on(elsewhere, shown), Clause(elsewhere)
    if near := next((skill for skill in asked.near if skill in shown.rows and not shown.rows[skill].implied), ""):
        general = any(near in skills().implies(skill) for skill in asked.skills)
        said = f"{'more general' if general else 'related'}: {skills().label(near)}"
        return "partly", said, Clause((Term("skill", skills().label(near), skills=(near, *skills().implied_by(near))),))
    return "not stated", "", clause


def _worth(term: Term, shown: _Shown) -> bool:
    """Whether the CV shows at least some of it: the skill at all, or a dated job."""
    skill = term.skills[0] if term.skills else ANY
    return skill in shown.rows or bool(shown.months(skill))


def _measure(terms: Iterable[Term], shown: _Shown) -> str:
    """``3 y 10 m when received``: the most that any of the terms counts."""
    months = [shown.months(term.skills[0] if term.skills else ANY) for term in terms if term.field == "years"]
    return f"{long(max(months))} when received" if any(months) else ""


def _going_on(terms: Iterable[Term], shown: _Shown) -> str:
    """``goes on`` of degrees of which none is reached, and somebody studies for one."""
    levels = {parted(_value(term)).level for term in terms if term.field == "degree"}
    reached = set(shown.terms.get("degree", ()))
    studied = levels.intersection(shown.terms.get("student", ()))
    return "goes on" if studied and reached.isdisjoint(map(finished, levels)) else ""


def _value(term: Term) -> str:
    return term.label.partition(":")[2].strip('"')


def _skill(term: Term) -> Term:
    """The skill of which years are asked."""
    return Term("skill", skills().label(term.skills[0]), skills=term.skills)


def _near(skill: str) -> Iterator[str]:
    """More general skills, and related ones."""
    yield from skills().implies(skill)
    yield from (entry.id for entry in related(skill))


def _partly(term: Term) -> Iterator[Term]:
    """What comes near a term that is no skill."""
    match term.field:
        case "years" if term.skills:
            yield _skill(term)
        case "years":
            yield Term("field", term.label, field="years", groups=((f"{ANY}:*",),))
        case "venue":
            yield _HAS_PAPERS
        case "has" if term.groups == (("first_author",),):
            yield _HAS_PAPERS
        case "degree" if (level := parted(_value(term)).level) and term.groups == ((finished(level),),):
            if held := field_term("degree", level):
                yield held
        case "home":
            if place := field_term("place", _value(term)):
                yield place


_HAS_PAPERS = Term("field", "has:papers", field="has", groups=(("papers",),))


def _fits(token: str, choice: str) -> bool:
    return token.startswith(choice[:-1]) if choice.endswith("*") else token == choice
