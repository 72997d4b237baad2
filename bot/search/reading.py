"""How a query was understood, in a few words for the person who asked."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.cv.words import table
from bot.search import wording
from bot.search.chinese import spaced
from bot.search.query import PROOFS, Clause, Query, Term
from bot.search.skills import skills
from bot.search.text import fold, tokens
from bot.stages import stage

_MOST_EXAMPLES = 3
MOST_TYPED = 12
"""Clauses of a query that are said again."""
_LONGEST_SKILL = 8


def describe(query: Query, *, asked: bool, left_out: Sequence[str]) -> str:
    """For "cuda triton": both words · CUDA includes cuBLAS · Triton is the GPU language, not the inference server."""
    parts = [*_shape(query, asked=asked), *_skills(query), *_accounts(query)]
    parts += [f"{what} is left out" for what in left_out]
    return " · ".join(parts)


def _stage(key: str) -> str:
    """As people call it."""
    label = stage(key).label.casefold()
    return f'"{label}"' if " " in label else label


def stages_typed(keys: Sequence[str]) -> str:
    """As a field: ``stage:interview,offer``."""
    return f"stage:{','.join(map(_stage, keys))}"


def proof_typed(grade: int) -> str:
    return f"proof:{next(name for name, known in PROOFS.items() if known == grade)}"


def typed(query: Query) -> str:
    """The query as it could be typed again."""
    several = len(query.clauses) > 1
    parts = [typed_clause(clause, several=several) for clause in query.clauses[:MOST_TYPED]]
    parts += [stages_typed(query.stages)] * bool(query.stages)
    parts += [f"since:{query.since}"] * bool(query.since)
    parts += [f"until:{query.until}"] * bool(query.until)
    parts += [proof_typed(query.proof)] if query.proof else []
    text = ""
    for part in filter(None, parts):
        text += (", " if _run_together(text, part) else " ") + part if text else part
    return text


def typed_clause(clause: Clause, *, several: bool = False) -> str:
    """One clause as it could be typed again; in a parenthesis where it stands among ``several``."""
    words = list(dict.fromkeys(word for term in clause.terms if not _fallback(term, clause) for word in _again(term)))
    if clause.negated:
        forms = Counter(term.label for term in clause.terms)
        return " ".join(_without(word, forms[word]) for word in words)
    said = " or ".join(words)
    return f"({said})" if several and len(words) > 1 else said


def _without(word: str, forms: int) -> str:
    """A minus leaves out one word as it stands; "not" leaves out its plural too, and takes several words."""
    return f"not {word}" if forms > 1 or (" " in word and '"' not in word) else f"-{word}"


def _shape(query: Query, *, asked: bool) -> Iterator[str]:
    wanted = [clause for clause in query.clauses if not clause.negated]
    plain = all(_is_plain(clause) for clause in query.clauses)
    narrowed = query.stages or query.since or query.until or query.proof
    if asked or not plain or narrowed:
        if again := typed(query):
            yield f"read as {again}" if fold(again) != fold(query.text) else again
    elif len(wanted) == 2:
        yield "both words"
    elif len(wanted) > 2:
        yield f"all {len(wanted)} words"
    if plain and not asked and not narrowed:
        yield from (f"without {clause.terms[0].label}" for clause in query.clauses if clause.negated)


def _again(term: Term) -> tuple[str, ...]:
    """A word that would be read as a skill, or makes a question, and does not here, is quoted."""
    if term.kind not in {"word", "phrase"} or term.label[:1] == '"':
        return (term.label,)
    if spaced(term.label) != term.label:
        return (f'"{term.label}"',)
    if term.kind == "word" and _means_more(tokens(term.label)):
        return (f'"{term.tokens[0]}"',)
    return (term.label,)


def _means_more(words: list[str]) -> bool:
    return bool(skills().named(words)) or not wording.SENTENCE.isdisjoint(words)


def _run_together(text: str, part: str) -> bool:
    """Whether two parts side by side would be read as one: as one skill, or as years of the skill before them."""
    if any(one.endswith((" years of experience", " year of experience")) for one in (text, part)):
        return True
    before, after = tokens(text)[-_LONGEST_SKILL:], tokens(part)[:_LONGEST_SKILL]
    row = (*before, *after)
    ends = ((at, found[1]) for at in range(len(before)) if (found := skills().longest_name(row, at)))
    return any(end > len(before) for _, end in ends)


def _is_plain(clause: Clause) -> bool:
    return clause.terms[0].kind != "field" and len({term.label for term in clause.terms}) == 1


def _fallback(term: Term, clause: Clause) -> bool:
    """A phrase beside a field is only a second way to find the same."""
    return term.kind in {"phrase", "word"} and any(
        other.kind == "field" and other.label == term.label for other in clause.terms
    )


def _skills(query: Query) -> Iterator[str]:
    known = skills()
    for term in _asked(query):
        entry = known.entries.get(term.skills[0])
        if not entry:
            continue
        if fold(term.label) != fold(entry.label):
            yield f"{term.label} is {entry.label}"
        if entry.note:
            yield f"{entry.label} is {entry.note}"
        below = [known.label(skill) for skill in known.implied_by(entry.id)]
        if below:
            more = f" and {len(below) - _MOST_EXAMPLES} more" if len(below) > _MOST_EXAMPLES else ""
            yield f"{entry.label} includes {', '.join(below[:_MOST_EXAMPLES])}{more}"


def _accounts(query: Query) -> Iterator[str]:
    """Beside an icon a CV often has no more than a name."""
    wanted = {
        token for clause in query.clauses for term in clause.terms if term.field == "has" for token in term.groups[0]
    }
    if not wanted.isdisjoint("_".join(tokens(name)) for name in table("networks").values()):
        yield "an account of which the CV does not say where it is counts nowhere"


def _asked(query: Query) -> Iterator[Term]:
    seen: set[str] = set()
    for clause in query.clauses[:MOST_TYPED]:
        for term in clause.terms:
            if term.kind == "skill" and term.skills[0] not in seen and not clause.negated:
                seen.add(term.skills[0])
                yield term
