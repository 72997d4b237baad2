"""apply: people for one more opening."""

from typing import Annotated

from bot.cards.person import shown_name
from bot.cards.wording import people
from bot.cards.wording import stage as stage_word
from bot.chat.command import Led
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import Button, Reply
from bot.commands import several
from bot.commands.opening import shut
from bot.commands.owners import People, Sure
from bot.commands.registry import commands
from bot.openings.names import MARK, title
from bot.openings.records import Opening
from bot.records import Candidate, Role
from bot.stages import NEW
from bot.store import NoLongerOpen


@commands.command(
    "apply",
    family="Work",
    role=Role.RECRUITER,
    examples=("apply noor to Compiler engineer", "apply 1-4 Compiler engineer"),
    changes=True,
)
def apply(
    ctx: Context,
    who: People,
    opening: Annotated[Opening, "what they apply for, too", Led({"to", "for", "as", "→", "->"})],
    *,
    sure: Sure = False,
) -> Reply:
    """Let people apply for another opening; their other applications stay."""
    if opening.closed:
        raise shut(opening)
    if len(who) > 1 and not sure:
        said = f"Let {people(len(who))} apply for {title(opening)}"
        again = f"apply {several.numbers(who)} {MARK}{opening.id} --sure"
        return several.question(who, said, "Add", again)

    def put(one: Candidate, batch: str) -> None:
        there = next((made for made in ctx.store.applications(one.number) if made.opening.id == opening.id), None)
        if there:
            raise Refusal(
                f"{shown_name(one)} applied for {title(opening)} already, and is in {stage_word(there.stage).label}.",
                buttons=(Button("Open", f"show #{one.number}", spoken=f"Open {shown_name(one)}"),),
            )
        try:
            ctx.store.apply(one.number, opening.id, by=ctx.actor, at=ctx.now, batch=batch)
        except NoLongerOpen:
            raise shut(opening) from None

    outcome = several.each(who, put)
    if not outcome.done:
        return several.told(ctx, outcome, f"Nobody applied for {title(opening)}.")
    answer = f"{several.subject(outcome.done)} applied for {title(opening)}."
    more = (stage_word(NEW.key), f" · {title(opening)}")
    return several.told(ctx, outcome, answer, more=more)
