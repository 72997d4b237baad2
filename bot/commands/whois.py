"""whois: which candidate a member of the server or workspace is, by the account that a CV names, else by name."""

from collections.abc import Sequence
from typing import Annotated

from bot.cards.person import row
from bot.cards.wording import people
from bot.chat.command import NO_WORDS, Line
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import Bold, Button, Reply, SmallPrint, Spans, Text, Typed
from bot.commands.people import People
from bot.commands.registry import commands
from bot.profile import Link
from bot.records import Candidate
from bot.search.query import Clause, Query, Term

MOST = 5
MOST_ACCOUNTS = 20
"""People whose CVs name the same word as an account somewhere."""


@commands.command("whois", family="Find", hidden=True, examples=("whois Noor Etxeberria",))
def whois(
    ctx: Context,
    name: Annotated[Line, "how the member is called"] = NO_WORDS,
    *,
    account: Annotated[str, "the member's name at the platform, as a CV would give it"] = "",
    page: Annotated[str, "the address of the member's own page there"] = "",
) -> Reply:
    """Show which candidate a member is: by the account that the CV names, else by name."""
    found = _by_account(ctx, account.strip().lstrip("@"), page.strip()) if ctx.sees_contacts else ()
    if len(found) == 1:
        return ctx.again(f"show #{found[0].number}")
    how = "by the account that the CVs name" if found else "by name"
    found = found or (People(ctx.store, ctx.recent).named(name, limit=MOST) if name.strip() else ())
    called = short(name.strip() or account or "This member")
    if not found:
        raise _nobody(ctx, called, account)
    rows = tuple(row(one, open_with=f"show #{one.number}") for one in found)
    answer = f"{called} may be {'this candidate' if len(found) == 1 else f'one of {people(len(found))}'}."
    sure: Spans = ("to be sure next time: ", Typed(f"edit #{found[0].number} link {page}"))
    small: tuple[Spans, ...] = ((f"found {how}",), *((sure,) if page and ctx.sees_contacts else ()))
    return Reply((Text((Bold(answer),)), *rows, SmallPrint(small)), text=answer)


def _nobody(ctx: Context, called: str, account: str) -> Refusal:
    looked: Spans = (f"No CV says {account} is an account of theirs, and none is called so.",)
    if not account or not ctx.sees_contacts:
        looked = ("No candidate is called so.",)
    return Refusal(f"{called} is none of your candidates.", looked, buttons=(Button("Find…", "form lookup", typed=""),))


def _by_account(ctx: Context, account: str, page: str) -> Sequence[Candidate]:
    """Whose CVs, or whoever corrected them, give the account or the page as theirs."""
    forms = tuple(dict.fromkeys(one.casefold() for one in (account, f"@{account}" if account else "", page) if one))
    if not forms:
        return ()
    query = Query((Clause((Term("field", account, field="link", groups=(forms,)),)),), account)
    numbers = ctx.store.search(query, limit=MOST_ACCOUNTS).numbers
    platform = ctx.here.platform
    sure = [
        one.candidate
        for one in ctx.store.dossiers(numbers)
        if any(_is(link, platform, forms) for link in one.profile.links)
    ]
    return sure[:MOST]


def _is(link: Link, platform: str, forms: Sequence[str]) -> bool:
    """Whether the link is the page, or the account on this very network: the same word elsewhere is another's."""
    if link.url and link.url.value.casefold() in forms:
        return True
    if not link.network or not link.username:
        return False
    return link.network.value.casefold() == platform and link.username.value.strip().casefold() in forms
