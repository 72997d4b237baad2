"""What a role wishes for, as data: each wish a part of a query, and how it is typed and shown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.judging.phrases import listed, named, row, unprotected
from bot.search.degree_terms import degree_terms
from bot.search.language import parse
from bot.search.papers import Asked
from bot.search.query import OF_THE_TEAM, Clause, Term
from bot.search.reading import typed_clause
from bot.search.terms import field_term
from bot.search.text import fold

MOST = 24
"""Wishes that are looked at; more tell nobody apart."""
LEVELS = ("bachelor", "master", "phd")
"""Degrees, the lower first: a higher one will do."""
_STARTS = re.compile(r"(?:^|[;\n])[^\S\n]*(must|nice|role)\s*[:：]", re.IGNORECASE)
_STUDIES = "studies of "
_SHORT = 2
"""Letters of a subject's name that are too few for a CV's field of study."""
_IDENTITY = frozenset(("name", "mail", "phone", "link"))
"""Fields that say who somebody is."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that is asked of people: any one of the clause's terms meets it."""

    clause: Clause
    must: bool = True

    @property
    def typed(self) -> str:
        """As it could be typed again: ``CUDA``, ``Master or higher``."""
        return _together(self.clause) or typed_clause(self.clause)

    @property
    def words(self) -> str:
        """For people: ``CUDA``, ``Master or higher``, ``a systems paper``."""
        return _together(self.clause) or _years(self.clause) or " or ".join(_each(self.clause))


@dataclass(frozen=True, slots=True)
class Role:
    """A description of a role, as it was read."""

    title: str
    wishes: tuple[Wish, ...]
    not_used: tuple[str, ...] = ()
    """Words of the description that no CV can be held against."""
    left_out: tuple[str, ...] = ()
    """Kinds of wishes that nobody is matched by, left out on purpose; never the words."""
    not_read: tuple[str, ...] = ()
    """Headings whose lines ask nothing of people: "Benefits"."""

    @property
    def typed(self) -> str:
        """The wishes as they could be typed again, one a line."""
        lines = [f"role: {self.title}"] * bool(self.title)
        lines += [f"{'must' if wish.must else 'nice'}: {wish.typed}" for wish in self.wishes]
        return "\n".join(lines)


def degrees(lowest: str, *, finished: bool = False) -> Clause:
    """This degree or a higher one; the highest first, which is the one to quote."""
    levels = reversed(LEVELS[LEVELS.index(lowest) :])
    if finished:
        return _clause(term for one in levels for term in degree_terms(Asked(f"finished {one}")))
    return _clause(field_term("degree", one) for one in levels)


def venues(kind: str) -> Clause:
    """A paper at one of the venues of that kind."""
    return _clause(field_term("venue", venue.replace("_", " ")) for venue in listed("venues")[kind])


def subjects(keys: Sequence[str]) -> Clause:
    """Studies of one of the subjects, under any of the names that CVs have for them."""
    others = (
        (key, sorted(name for name, of in named("subjects").items() if of == key and len(name) > _SHORT))
        for key in keys
    )
    return _clause(field_term("studied", name) for key, some in others for name in dict.fromkeys((key, *some)))


def unique(wishes: Iterable[Wish]) -> tuple[Wish, ...]:
    """Each wish once, a must where it is one anywhere; of a skill and years of it, only the years."""
    every = list(wishes)
    musts = {wish.clause for wish in every if wish.must}
    found = dict.fromkeys(Wish(wish.clause, wish.clause in musts) for wish in every)
    timed = {(term.skills[:1], wish.must) for wish in found for term in wish.clause.terms if term.field == "years"}
    plain = [
        wish for wish in found
        if any(term.field or (term.skills[:1], wish.must) not in timed for term in wish.clause.terms)
    ]  # fmt: skip
    return tuple(plain)


def written(text: str) -> Role | None:
    """The role of wishes written one by one: ``role: Kernel engineer; must: CUDA; nice: MLIR``; None for any other text."""
    marks = list(_STARTS.finditer(text))
    if not marks or not any(mark[1].casefold() != "role" for mark in marks):
        return None
    parts = [("must", one) for one in text[: marks[0].start()].splitlines()]
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        first, *others = text[mark.end() : after.start() if after else None].splitlines() or [""]
        parts += [(mark[1].casefold(), first), *(("must", one) for one in others)]
    title = next((said.strip() for kind, said in parts if kind == "role"), "")
    wishes: list[Wish] = []
    left: list[str] = []
    protected: list[str] = []
    for kind, said in parts:
        each = [unprotected(row(one)) for one in said.split(";")] if kind != "role" else []
        protected += [one for _, kinds in each for one in kinds]
        if text := "; ".join(asked.strip() for asked, _ in each if asked.strip()):
            clauses, rest = _asked(text)
            wishes += [Wish(clause, kind == "must") for clause in clauses]
            left += rest
    found = unique(wishes)
    left += [wish.words for wish in found[MOST:]]
    return Role(title, found[:MOST], tuple(dict.fromkeys(left)), tuple(dict.fromkeys(protected)))


def _asked(line: str) -> tuple[list[Clause], list[str]]:
    """The clauses of one line, and what of it cannot be a wish."""
    if whole := _meant(line.strip()):
        return [whole], []
    query = parse(line)
    usable = [
        clause for clause in query.clauses if not clause.negated and not _fields(clause) & (OF_THE_TEAM | _IDENTITY)
    ]
    rest = [typed_clause(clause) for clause in query.clauses if clause not in usable]
    rest += [f"stage:{','.join(query.stages)}"] * bool(query.stages) + [f"since:{query.since}"] * bool(query.since)
    return usable, rest if usable or rest else [line]


def _fields(clause: Clause) -> set[str]:
    return {term.field for term in clause.terms}


def _clause(terms: Iterable[Term | None]) -> Clause:
    return Clause(tuple(term for term in terms if term))


# ---------------------------------------------------------------------- words


def _together(clause: Clause) -> str:
    """The words for terms that have a meaning together: ``Master or higher``, ``systems paper``, ``studies of physics``."""
    fields = _fields(clause)
    if fields == {"degree"}:
        return next((words for words, one in _degree_words() if one == clause), "")
    if fields == {"venue"}:
        return next((f"{kind} paper" for kind in listed("venues") if clause == venues(kind)), "")
    if fields == {"studied"}:
        keys = tuple(dict.fromkeys(named("subjects").get(fold(_value(term)), "") for term in clause.terms))
        return f"studies of {' or '.join(keys)}" if all(keys) and clause == subjects(keys) else ""
    return ""


def _meant(line: str) -> Clause | None:
    """The clause that `_together` has these words for."""
    said = line.casefold()
    if degree := next((one for words, one in _degree_words() if words.casefold() == said), None):
        return degree
    if said.endswith(" paper") and said.removesuffix(" paper") in listed("venues"):
        return venues(said.removesuffix(" paper"))
    keys = said.removeprefix(_STUDIES).split(" or ") if said.startswith(_STUDIES) else []
    return subjects(keys) if keys and all(key in named("subjects").values() for key in keys) else None


def _degree_words() -> Iterator[tuple[str, Clause]]:
    for level in LEVELS:
        yield _higher(level), degrees(level)
        yield f"finished {_higher(level)}", degrees(level, finished=True)


def _higher(level: str) -> str:
    shown = "PhD" if level == "phd" else level.capitalize()
    return shown if level == LEVELS[-1] else f"{shown} or higher"


def _years(clause: Clause) -> str:
    """``5+ years of Go or Java``."""
    if _fields(clause) != {"years"}:
        return ""
    first, *others = (term.label.partition(" of ") for term in clause.terms)
    same = all(amount == first[0] for amount, _, _ in others)
    return " or ".join(["".join(first), *(of for _, _, of in others)]) if same else ""


def _value(term: Term) -> str:
    return term.label.partition(":")[2].strip('"')


def _each(clause: Clause) -> Iterator[str]:
    yield from dict.fromkeys(_shown(term, clause.terms) for term in clause.terms if not _second(term, clause.terms))


def _second(term: Term, terms: Sequence[Term]) -> bool:
    """Only another way to find what a term before it asks for."""
    return any(other is not term and other.field and other.label == term.label and not term.field for other in terms)


def _shown(term: Term, terms: Sequence[Term]) -> str:
    if term.field == "papers":
        return f"{term.label.removeprefix('papers>=')}+ papers"
    field, colon, value = term.label.partition(":")
    value = value.strip('"')
    if not colon or not term.field:
        return term.label.strip('"')
    match term.field:
        case "has":
            return {"papers": "a paper", "first_author": "a paper as first author"}.get(value, value.replace("_", " "))
        case "venue":
            return f"{value} paper" if term is terms[-1] else value
        case "wish":
            return f"looks for {value}"
        case "language":
            return value.capitalize()
    return value if field in {"home", "place"} else f"{field} {value}"
