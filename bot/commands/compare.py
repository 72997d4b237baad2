"""compare: two to four people side by side."""

import re
from collections.abc import Iterator
from typing import Annotated

from bot.cards.compare import compared, proven
from bot.cards.person import shown_name
from bot.chat.command import Line
from bot.chat.context import Context
from bot.chat.errors import Missing, Refusal
from bot.chat.messages import Form, FormField, Reply, Typed
from bot.commands.people import Which
from bot.commands.registry import commands
from bot.judging.sidebyside import properties
from bot.records import Candidate
from bot.search.language import parse
from bot.search.query import Clause

MOST = 4
EVIDENCE = "evidence"
_EXAMPLE = "compare noor, ilse"


def _form(_: Context, line: str) -> Form:
    hint = f"two to {MOST}: names, #numbers or rows, with commas between"
    return Form("Compare people", "compare", (FormField("who", "People", hint=hint, value=line),), "Compare")


@commands.command(
    "compare", family="Find", examples=(_EXAMPLE, "compare 1, 2, 3", "compare #12, #40 evidence"), form=_form
)
def compare(ctx: Context, who: Annotated[Line, "two to four people: names, #numbers or rows"]) -> Reply:
    """Show two to four people side by side; with "evidence" the CV line behind every value."""
    named, _, last = who.strip().rpartition(" ")
    evidence = bool(named) and last.casefold() == EVIDENCE
    chosen = list({one.number: one for one in _people(ctx, named if evidence else who)}.values())
    if len(chosen) < 2:
        raise _too_few(chosen)
    if len(chosen) > MOST:
        raise Refusal(
            f"At most {MOST} people stand side by side, not {len(chosen)}.", ("Name fewer: ", Typed(_EXAMPLE))
        )
    dossiers = [found for one in chosen if (found := ctx.store.dossier(one.number))]
    if len(dossiers) < len(chosen):
        raise Refusal("One of them is no longer here.")
    shown = properties(dossiers, _asked_for(ctx))
    return proven(dossiers, shown, contacts=ctx.sees_contacts) if evidence else compared(dossiers, shown)


def _people(ctx: Context, text: str) -> Iterator[Candidate]:
    """``noor, ilse``, ``#12, #40``, ``1 2 3``."""
    parts = re.split(r"[,;]", text) if re.search(r"[,;]", text) else [text]
    if all(re.fullmatch(r"[#\d\s]+", part) for part in parts):
        parts = text.replace(",", " ").split()
    named = [part.strip() for part in parts if part.strip()]
    for at, one in enumerate(named):
        yield _person(ctx, one, named[:at], named[at + 1 :])


def _person(ctx: Context, who: str, before: list[str], after: list[str]) -> Candidate:
    """Where several people fit, each answer goes on with the others."""

    def line(number: str) -> str:
        return "compare " + ", ".join((*before, number, *after))

    try:
        return ctx.one(who)
    except Which as which:
        raise Which(which.who, which.found, line) from None


def _too_few(chosen: list[Candidate]) -> Refusal:
    if not chosen:
        return Refusal("Nobody is named.", ("For example ", Typed(_EXAMPLE)))
    name = shown_name(chosen[0])
    form = Form("Compare people", "compare", (FormField("who", "People", value=f"#{chosen[0].number}, "),), "Compare")
    return Missing(f"With whom is {name} to be compared?", ("For example ", Typed(_EXAMPLE)), form=form)


def _asked_for(ctx: Context) -> list[str]:
    """The skills of the last search."""
    command, _, line = ctx.recent.seen.line.partition(" ")
    clauses: tuple[Clause, ...] = parse(line).clauses if command == "find" else ()
    return [term.skills[0] for clause in clauses if not clause.negated for term in clause.terms if term.skills]
