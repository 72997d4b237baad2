"""Who might be meant, too, and whose CV does not say so: a language that is named without its level."""

from dataclasses import replace

from bot.cards.wording import briefly
from bot.chat.context import Context
from bot.chat.messages import Spans, Typed
from bot.search import finding, spoken
from bot.search.query import Clause, Query, Term
from bot.search.reading import typed


def without_level(ctx: Context, query: Query) -> tuple[Spans, ...]:
    """How many name the language that is asked with a level, and state none."""
    asked = [one for one in query.clauses if not one.negated and all(map(_has_level, one.terms))]
    if len(asked) != 1:
        return ()
    terms = tuple(replace(term, groups=tuple(map(_open, term.groups))) for term in asked[0].terms)
    other = replace(query, clauses=tuple(Clause(terms) if one is asked[0] else one for one in query.clauses))
    page = finding.count(ctx.store, other, other.clauses)
    if not page.total:
        return ()
    plain = [spoken.parted(term.label.partition(":")[2].strip('"'))[0] for term in terms]
    line = typed(replace(query, clauses=tuple(one for one in query.clauses if one is not asked[0])))
    again = " ".join(filter(None, (f"language:{','.join(dict.fromkeys(plain))}", line)))
    verbs = ("name", "state") if page.total > 1 else ("names", "states")
    said = f"{briefly(page)} more {verbs[0]} {' or '.join(dict.fromkeys(plain))} and {verbs[1]} no level: "
    return ((said, Typed(again)),)


def _has_level(term: Term) -> bool:
    return term.field == "language" and all(":" in token for group in term.groups for token in group)


def _open(group: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spoken.at_level(token.partition(":")[0], spoken.OPEN) for token in group))
