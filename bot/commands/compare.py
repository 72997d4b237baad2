"""compare: two to four people side by side."""

import re
from dataclasses import replace
from typing import Annotated, Literal

from bot.cards.compare import Side, compared, proven
from bot.cards.person import shown_name
from bot.chat.context import Context
from bot.chat.errors import Missing, Refusal
from bot.chat.messages import Form, FormField, Reply, Typed
from bot.commands.applied import AtOpening, at_option
from bot.commands.match import told
from bot.commands.registry import commands
from bot.judging.held import held, shared_opening, skills_of
from bot.judging.reading import of_opening, read
from bot.judging.sidebyside import properties
from bot.records import Candidate
from bot.search.language import parse
from bot.search.query import Clause

MOST = 4
NUMBERS, NUMBERED = re.compile(r"#(\d{1,9})"), re.compile(r"(?:#\d{1,9}[, ]{0,3}){1,200}")
_EXAMPLE = "compare noor, ilse"


def _form(ctx: Context, line: str) -> Form:
    """Who is to be compared; those whom the line names by number are named by their names where the platform can."""
    hint = f"two to {MOST}: names, #numbers or rows, with commas between"
    chosen = NUMBERS.findall(line) if NUMBERED.fullmatch(line) else []
    known = ctx.store.candidates([int(one) for one in chosen])
    called = tuple((f"#{one.number}", shown_name(one)) for one in known)
    who = FormField("who", "People", hint=hint, value=line, options=called, picks="candidates")
    return Form("Compare people", "compare", (who,), "Compare")


@commands.command(
    "compare", family="Find", examples=(_EXAMPLE, "compare 1, 2, 3", "compare #12, #40 evidence"), form=_form
)
def compare(
    ctx: Context,
    who: Annotated[tuple[Candidate, ...], f"two to {MOST} people: names, #numbers or rows"],
    part: Annotated[Literal["evidence"] | None, "evidence: the CV line behind every value"] = None,
    *,
    opening: AtOpening = None,
) -> Reply:
    """Show two to four people side by side; with "evidence" the CV line behind every value."""
    if len(who) < 2:
        raise _too_few(ctx, who)
    if len(who) > MOST:
        raise Refusal(
            f"At most {MOST} people stand side by side, not {len(who)}.", ("Name fewer: ", Typed(_EXAMPLE)), field="who"
        )
    dossiers = [found for one in who if (found := ctx.store.dossier(one.number))]
    if len(dossiers) < len(who):
        raise Refusal("One of them is no longer here.")
    at = opening or shared_opening(dossiers)
    wishes = read(of_opening(at)).wishes if at and at.description.strip() else ()
    shown = properties(dossiers, [*_asked_for(ctx), *skills_of(wishes)])
    side = Side(tuple(dossiers), (*held(wishes, dossiers), *shown), at, at_option(opening))
    line = " ".join(["compare", ", ".join(f"#{one.number}" for one in who), *([part] if part else [])])
    reply = proven(side, ctx.now, contacts=ctx.sees_contacts) if part else compared(side)
    return replace(reply, line=f"{line}{at_option(opening)}")


def _too_few(ctx: Context, who: tuple[Candidate, ...]) -> Refusal:
    if not who:
        return Refusal("Nobody is named.", ("For example ", Typed(_EXAMPLE)))
    form = _form(ctx, f"#{who[0].number}, ")
    answer = f"With whom is {shown_name(who[0])} to be compared?"
    return Missing(answer, ("For example ", Typed(_EXAMPLE)), form=form)


def _asked_for(ctx: Context) -> list[str]:
    """The skills of the last search or match."""
    clauses = [clause for clause in _last(ctx) if not clause.negated]
    return [term.skills[0] for clause in clauses for term in clause.terms if term.skills]


def _last(ctx: Context) -> list[Clause]:
    command, _, line = ctx.recent.seen.line.partition(" ")
    if command == "find":
        return list(parse(line).clauses)
    if command != "match":
        return []
    try:
        role = read(told(ctx, line.partition(" --query ")[0])[0])
    except Refusal:  # what was matched is no longer kept
        return []
    return [wish.clause for wish in role.wishes]
