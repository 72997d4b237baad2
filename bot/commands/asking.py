"""What may be asked: a search is checked before it is run, or kept with a digest."""

import re
from collections.abc import Iterable

from bot.cards.quotes import Quotes
from bot.chat.context import Context
from bot.chat.errors import Refusal, mentioned
from bot.chat.messages import Typed
from bot.records import Dossier
from bot.search.counts import KINDS
from bot.search.finding import asks
from bot.search.language import parse
from bot.search.lexing import FIELDS
from bot.search.query import Clause, Query
from bot.search.reasons import each_reason

CONTACTS = frozenset(("mail", "phone", "link"))
SCHEMES = frozenset(("http", "https", "mailto"))
FEW = 20
"""People among whom a word may tell whose contact it is."""
_FIELD = re.compile(r"(?<![\w/:])([A-Za-z]{2,12}):(?=[\w\"(])")


def check(ctx: Context, line: str) -> None:
    """Refuse a field that there is not, and contacts for whoever may not see them."""
    for name in _FIELD.findall(line):
        if name.casefold() not in {*FIELDS, *KINDS, *SCHEMES}:
            raise Refusal(f"There is no field {name}.", (f"Fields: {', '.join(sorted(set(FIELDS.values())))}.",))
    if not ctx.sees_contacts:
        check_contacts(ctx, parse(line).clauses)


def check_contacts(ctx: Context, clauses: Iterable[Clause]) -> None:
    """Refuse contacts for whoever may not see them: their fields, and words that CVs say nowhere else."""
    if ctx.sees_contacts:
        return
    for term in (term for one in clauses for term in one.terms):
        if term.field in CONTACTS or (term.kind in ("word", "phrase") and _only_in_contacts(ctx, Clause((term,)))):
            raise Refusal("You can look, but not search contacts.", ("That needs the recruiter role.",))


def _only_in_contacts(ctx: Context, said: Clause) -> bool:
    """Whether some few say it, and none of them outside of their contacts."""
    page = ctx.store.search(Query((said,)), limit=FEW)
    if page.more or not 0 < page.total <= FEW:
        return False
    return not any(_is_shown(said, dossier) for dossier in ctx.store.cvs(page.numbers))


def _is_shown(said: Clause, dossier: Dossier) -> bool:
    quotes = Quotes(dossier.texts, contacts=False, profile=dossier.profile)
    return all(one is None or quotes.shows(one.document, one.bold) for one in each_reason([said], dossier))


def check_filter(ctx: Context, line: str) -> None:
    """As `check`; and refuse what asks for nothing, for a filter that lets everybody through is a slip."""
    check(ctx, line)
    if not asks(parse(line, today=ctx.now.date())):
        raise Refusal(
            f"There is nothing to search for in {mentioned(line)}.", ("For example ", Typed("--query skill:cuda"))
        )
