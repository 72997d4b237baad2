"""How a query was understood, in a few words for the person who asked."""

from collections.abc import Iterator, Sequence

from bot.search.query import Clause, Query, Term
from bot.search.skills import skills
from bot.search.text import fold

_MOST_EXAMPLES = 3
_MOST_TERMS = 12


def describe(query: Query, *, asked: bool, left_out: Sequence[str]) -> str:
    """For "cuda triton": both words · CUDA includes cuBLAS · Triton is the GPU language, not the inference server."""
    parts = [*_shape(query, asked=asked), *_skills(query)]
    parts += [f"{what} is left out" for what in left_out]
    return " · ".join(parts)


def typed(query: Query) -> str:
    """The query as it could be typed again."""
    parts = [_clause(clause) for clause in query.clauses[:_MOST_TERMS]]
    parts += [f"stage:{','.join(query.stages)}"] * bool(query.stages)
    parts += [f"since:{query.since}"] * bool(query.since)
    parts += [f"until:{query.until}"] * bool(query.until)
    parts += [f"source:{query.source}"] * bool(query.source)
    parts += [f"tag:{tag}" for tag in query.tags]
    return " ".join(parts)


def _shape(query: Query, *, asked: bool) -> Iterator[str]:
    wanted = [clause for clause in query.clauses if not clause.negated]
    plain = all(_is_plain(clause) for clause in query.clauses)
    if asked or not plain:
        if again := typed(query):
            yield f"read as {again}" if fold(again) != fold(query.text) else again
    elif len(wanted) == 2:
        yield "both words"
    elif len(wanted) > 2:
        yield f"all {len(wanted)} words"
    if plain and not asked:
        yield from (f"without {clause.terms[0].label}" for clause in query.clauses if clause.negated)


def _clause(clause: Clause) -> str:
    words = " or ".join(dict.fromkeys(_again(term) for term in clause.terms if not _fallback(term, clause)))
    return f"-{words}" if clause.negated else words


def _again(term: Term) -> str:
    return f'"{term.label}"' if term.kind == "skill" and " " in term.label else term.label


def _is_plain(clause: Clause) -> bool:
    return clause.terms[0].kind != "field" and len({term.label for term in clause.terms}) == 1


def _fallback(term: Term, clause: Clause) -> bool:
    """A phrase beside a field is only a second way to find the same."""
    return term.kind == "phrase" and any(other.kind == "field" for other in clause.terms)


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


def _asked(query: Query) -> Iterator[Term]:
    seen: set[str] = set()
    for clause in query.clauses[:_MOST_TERMS]:
        for term in clause.terms:
            if term.skills and term.skills[0] not in seen and not clause.negated:
                seen.add(term.skills[0])
                yield term
