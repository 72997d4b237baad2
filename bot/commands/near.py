"""What people may have meant where nothing was found: near skills, names of schools and firms, and people."""

from collections.abc import Iterator
from dataclasses import replace

from bot.cards.person import shown_name
from bot.cards.wording import briefly
from bot.chat.context import Context
from bot.chat.messages import Button
from bot.commands.people import nearest
from bot.search import finding
from bot.search.language import parse, suggest
from bot.search.names import names
from bot.search.query import Clause, Query, Term
from bot.search.reading import typed, typed_clause
from bot.search.skills import related, skills
from bot.search.terms import KINDS, written
from bot.search.wording import DEGREES

SUGGESTIONS = 3
_KINDS = ("schools", "companies", "venues", "places")
_COUNTED = frozenset(("school", "company", "venue", "place"))
"""Fields of which the store knows the values."""


def nearby(ctx: Context, failing: list[Clause]) -> list[Button]:
    """What somebody has and the failing parts of a query may have meant."""
    found = [*_skills(ctx, failing), *_values(ctx, failing)]
    return [*found, *(() if found else _people(ctx, failing))][:SUGGESTIONS]


def corrected(ctx: Context, query: Query, failing: list[Clause]) -> list[Button]:
    """The whole query with what fails spelt as the skill, school, firm, venue or degree that it is nearest to."""
    known = _vocabulary(ctx)
    said = {clause: _spelt(clause, known) for clause in failing}
    if not said or not all(said.values()):
        return []
    clauses = tuple(said.get(clause) or clause for clause in query.clauses)
    words = typed(replace(query, clauses=clauses))
    page = finding.count(ctx.store, query, clauses)
    return [Button(f"{words} · {briefly(page)}", f"find {words}")] if words and page.total else []


def _vocabulary(ctx: Context) -> list[str]:
    labels = [skills().label(skill) for skill in ctx.store.skill_counts() if skill in skills().entries]
    institutions = (" ".join(name) for kind in _KINDS for name in names(kind).keys)
    return [*labels, *institutions, "students", "interns", *DEGREES]


def _spelt(clause: Clause, known: list[str]) -> Clause | None:
    """A clause of one word, with that word as something that is known."""
    words = [term.label for term in clause.terms if term.kind == "word"]
    near = suggest(words[-1], known, limit=1) if words else ()
    found = parse(f"{near[0]}?").clauses if near else ()
    return found[0] if len(found) == 1 else None


def _skills(ctx: Context, failing: list[Clause]) -> list[Button]:
    """A skill spelt alike, the skill itself where only the years fail, or a related one."""
    counts = ctx.store.skill_counts()
    labels = {skills().label(skill): number for skill, number in counts.items() if skill in skills().entries}
    asked = [(term, skill) for clause in failing for term in clause.terms for skill in term.skills[:1]]
    meant = [near for clause in failing for near in suggest(typed_clause(clause), labels)]
    meant += [skills().label(skill) for term, skill in asked if term.kind == "field" and skill in counts]
    near = {one: labels[one] for one in meant}
    near |= {one.label: counts[one.id] for _, skill in asked for one in related(skill) if counts.get(one.id)}
    return [Button(f"{one} · {number}", f"find {one}") for one, number in list(near.items())[:SUGGESTIONS]]


def _values(ctx: Context, failing: list[Clause]) -> Iterator[Button]:
    """Other values that somebody has."""
    lines = (line for clause in failing for term in clause.terms for line in _others(ctx, term))
    for line in dict.fromkeys(lines):
        query = parse(line)
        if (found := finding.count(ctx.store, query, query.clauses)).total:
            yield Button(f"{line} · {briefly(found)}", f"find {line}")


def _others(ctx: Context, term: Term) -> Iterator[str]:
    """Where somebody was who is not there now; values spelt alike; else those that most have."""
    if term.field == "now":
        yield written("company", _value(term))
    if term.field in KINDS:
        known = {" ".join(name) for kind in KINDS[term.field] for name in names(kind).keys}
        alike = suggest(_value(term), known)
        yield from (written(term.field, near) for near in alike)
        if not alike and term.field in _COUNTED:
            most = ctx.store.values(term.field, "", limit=SUGGESTIONS - 1)
            yield from (written(term.field, label.replace('"', "")) for label, _ in most)


def _value(term: Term) -> str:
    return term.label.partition(":")[2].strip('"')


def _people(ctx: Context, failing: list[Clause]) -> list[Button]:
    """People with a name that looks like the words."""
    words = [
        term.label for clause in failing for term in clause.terms[:1] if term.kind == "word" and term.label.isalpha()
    ]
    near = nearest(ctx.store, " ".join(words)) if words else ()
    return [Button(shown_name(one), f"show #{one.number}") for one in near]
