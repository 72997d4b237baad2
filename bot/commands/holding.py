"""hold and unhold: whoever is on hold is erased by nobody and nothing, as long as a lawsuit or a complaint may need them."""

from typing import Annotated

from bot.cards.person import shown_name
from bot.cards.wording import day, people, sentence
from bot.chat.command import NO_WORDS, Line
from bot.chat.context import Context
from bot.chat.errors import Refusal, gone, short
from bot.chat.messages import Actions, Bold, Button, Person, Reply, SmallPrint, Text, Title, Typed
from bot.commands.registry import commands
from bot.erasing.records import Hold
from bot.records import Candidate, Role

A_PAGE = 10
LONGEST = 500
"""Characters of a reason."""


@commands.command(
    "hold", family="Team", role=Role.ADMIN, examples=("hold noor complaint of 3 May", "hold"), changes=True
)
def hold(
    ctx: Context,
    who: Annotated[Candidate | None, "a name, #number or row; without it, all who are on hold"] = None,
    reason: Annotated[Line, "why, for admins"] = NO_WORDS,
    *,
    page: Annotated[int, "which page"] = 1,
) -> Reply:
    """Keep somebody from being erased, by hand or by a retention, until unhold; alone, list them."""
    if who is None:
        return _listed(ctx, min(max(page, 1), 100_000))
    why = " ".join(reason.split())
    if len(why) > LONGEST:
        raise Refusal(f"{short(why)} is too long for a reason.", (f"At most {LONGEST} characters.",), field="reason")
    if why and all(_is_somebody(ctx, part) for part in why.split(",")):
        raise Refusal(
            f"{short(why)} is a name, and no reason.",
            ("Nobody was put on hold. One at a time: ", Typed(f"hold #{who.number} REASON")),
        )
    try:
        held = ctx.store.hold(who.number, reason=why, by=ctx.actor, at=ctx.now)
    except KeyError:
        raise gone(who.number) from None
    if not held:
        raise Refusal(
            f"{shown_name(who)} is on hold already.",
            ("Nothing was changed. ", Typed(f"unhold #{who.number}"), " lifts it."),
        )
    answer = f"{shown_name(who)} is on hold."
    told = "\nNeither forget nor a retention erases them, and no CV of theirs is taken back, until an admin lifts it."
    lift = Actions((Button("Lift the hold", f"unhold #{who.number}"), Button("All on hold", "hold")))
    small = SmallPrint(((f"by {ctx.actor}",), ("recorded",)))
    return Reply((Text((Bold(answer), told)), lift, small), text=answer, about=who.number)


@commands.command("unhold", family="Team", role=Role.ADMIN, examples=("unhold noor",), changes=True)
def unhold(ctx: Context, who: Annotated[Candidate, "a name, #number or row"]) -> Reply:
    """Lift a hold: the person can be erased again."""
    try:
        lifted = ctx.store.lift(who.number, by=ctx.actor, at=ctx.now)
    except KeyError:
        raise gone(who.number) from None
    if not lifted:
        raise Refusal(f"{shown_name(who)} is not on hold.", (Typed("hold"), " lists who is."))
    answer = f"{shown_name(who)} is not on hold any more."
    told = "\nWhere a retention has it that they go, the admins are told 7 days before."
    small = SmallPrint(((f"by {ctx.actor}",), ("recorded",)))
    return Reply((Text((Bold(answer), told)), small), text=answer, about=who.number)


def _is_somebody(ctx: Context, words: str) -> bool:
    try:
        ctx.one(words.strip())
    except Refusal as refusal:
        return refusal.asks
    return True


def _listed(ctx: Context, page: int) -> Reply:
    offset = (page - 1) * A_PAGE
    total, found = ctx.store.holds(limit=A_PAGE, offset=offset)
    if not total:
        answer = "Nobody is on hold."
        return Reply((Text((Bold(answer), "\nTo keep somebody from being erased: ", Typed("hold noor"))),), text=answer)
    there = {one.number: one for one in ctx.store.candidates([one.number for one in found])}
    rows = tuple(_row(ctx, there[one.number], one) for one in found if one.number in there)
    head = f"{people(total)} on hold"
    left = total - offset - len(found)
    more = (Actions((Button(f"Next {min(left, A_PAGE)}", f"hold --page {page + 1}"),)),) if left > 0 else ()
    return Reply((Title(head), *rows, *more, SmallPrint((("newest first",),))), text=f"{head}.", names=tuple(there))


def _row(ctx: Context, who: Candidate, held: Hold) -> Person:
    name, number = shown_name(who), who.number
    lift = Button("Lift", f"unhold #{number}", spoken=f"Lift the hold of {name}", typed=f"unhold #{number}")
    opened = Button("Open", f"show #{number}", spoken=f"Open {name}")
    return Person(name, ((told(held, ctx),),), open=opened, buttons=(lift,))


def told(held: Hold, ctx: Context) -> str:
    """``on hold since 3 May, by Mara: a complaint``; why is for admins alone."""
    why = f": {held.reason}" if held.reason and ctx.role >= Role.ADMIN else ""
    if held.lifted is None:
        return f"on hold since {day(held.at, ctx.now)}, by {held.by}{why}"
    until = f"{day(held.at, ctx.now)} to {day(held.lifted, ctx.now)}"
    return f"was on hold {until}, by {held.by}, lifted by {held.lifted_by}{why}"


def refuse(ctx: Context, held: Hold) -> Refusal:
    """What whoever would erase them is told."""
    who = ctx.store.candidate(held.number)
    name, line = shown_name(who) if who else f"#{held.number}", f"unhold #{held.number}"
    return Refusal(
        f"{name} is on hold, and nothing of them is erased.",
        (f"{sentence(told(held, ctx))}. An admin can lift it: ", Typed(line), "."),
        buttons=(Button("Lift the hold", line),),
    )
