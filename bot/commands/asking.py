"""What may be asked: a search is checked before it is run, or kept with a digest."""

import re

from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import Typed
from bot.search.finding import asks
from bot.search.language import parse
from bot.search.lexing import FIELDS

CONTACTS = frozenset(("mail", "phone", "link"))
SCHEMES = frozenset(("http", "https", "mailto"))
_FIELD = re.compile(r"(?<![\w/:])([A-Za-z]{2,12}):(?=[\w\"(])")


def check(ctx: Context, line: str) -> None:
    """Refuse a field that there is not, and contacts for whoever may not see them."""
    for name in _FIELD.findall(line):
        if name.casefold() not in FIELDS and name.casefold() not in SCHEMES:
            raise Refusal(f"There is no field {name}.", (f"Fields: {', '.join(sorted(set(FIELDS.values())))}.",))
    if not ctx.sees_contacts and CONTACTS & {term.field for one in parse(line).clauses for term in one.terms}:
        raise Refusal("You can look, but not search contacts.", ("That needs the recruiter role.",))


def check_filter(ctx: Context, line: str) -> None:
    """As `check`; and refuse what asks for nothing, for a filter that lets everybody through is a slip."""
    check(ctx, line)
    if not asks(parse(line, today=ctx.now.date())):
        raise Refusal(
            f"There is nothing to search for in {short(line)}.", ("For example ", Typed("--query skill:cuda"))
        )
