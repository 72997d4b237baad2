"""undo: the last change is taken back, whatever it was and whenever; never somebody else's later work with it."""

from collections.abc import Sequence
from typing import Annotated

from bot import fields
from bot.cards.person import shown_name
from bot.cards.wording import count, day, stage
from bot.chat.command import UNTYPED
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import Actions, Bold, Bullets, Button, Confirm, Field, Reply, SmallPrint, Spans, Text
from bot.commands.registry import commands
from bot.commands.skill import waiting
from bot.own_skills import take_back
from bot.records import Candidate, Change, OwnSkill, Role
from bot.store import Superseded

SHOWN = 10


@commands.command("undo", family="Work", role=Role.RECRUITER, examples=("undo", "undo noor"), changes=True)
def undo(
    ctx: Context,
    who: Annotated[Candidate | None, "whose last change, whoever made it; without it, your own last one"] = None,
    *,
    batch: Annotated[str, UNTYPED] = "",
) -> Reply:
    """Take back the last change: an edit, stage, note, merge, a CV or a whole import."""
    if batch:
        return _import(ctx, batch)
    change = ctx.store.last_change(number=who.number) if who else ctx.store.last_change(by=ctx.actor)
    own, added = ctx.store.last_own_skill(by=ctx.actor)
    if not who and own > (change.id if change else 0):
        return _skill(ctx, own, added)
    if change is None:
        whose = f"Nothing was done to {shown_name(who)} that" if who else "You did nothing that"
        raise Refusal(f"{whose} can be taken back.")
    if change.batch and not who:
        return _asked(ctx, change)
    name = _name(ctx, change.number)
    try:
        _, since = ctx.store.undo(change.id, at=ctx.now)
    except Superseded as later:
        raise Refusal("That was changed since, so it stays.", (), small=_lines(ctx, later.since)) from None
    except KeyError:
        raise Refusal("Somebody else took that back a moment ago.") from None
    answer = f"Taken back: {told(change, _name(ctx, change.number) or name)}."
    there = ctx.store.candidate(change.number) is not None
    buttons = (Actions((Button("Open", f"show #{change.number}"),)),) if there else ()
    stays = (Field(f"Stays with #{change.number}", (Bullets(_lines(ctx, since)),)),) if _splits(change, since) else ()
    small = SmallPrint(((f"done by {change.by}, {day(change.at, ctx.now)}",), (f"taken back by {ctx.actor}",)))
    return Reply((Text((Bold(answer),)), *stays, *buttons, small), text=answer, about=change.number if there else None)


def _skill(ctx: Context, number: int, of: Sequence[OwnSkill]) -> Reply:
    """An own skill that was added is gone again, one that was removed is back."""
    try:
        left = take_back(ctx.store, number)
    except KeyError:
        raise Refusal("Somebody else took that back a moment ago.") from None
    names = ", ".join(dict.fromkeys(one.entry.label for one in of))
    answer = f"Taken back: the skill {names} was {'removed' if of[0].removed else 'added'}."
    small = SmallPrint(((f"taken back by {ctx.actor}",), *waiting(left)))
    return Reply((Text((Bold(answer),)), small), text=answer)


def told(change: Change, name: str) -> str:
    """What was done, in words: "#40 Ana Lima was merged into #12 Ana M. Lima"."""
    who = f"#{change.number} {name}".strip()
    match change.kind:
        case "document" if change.words == "added":
            return f"{who} was added"
        case "document":
            return f"{who} got a newer CV"
        case "edit":
            return f"{fields.named(*change.words.split())} of {who} was corrected"
        case "stage":
            before, _, after = change.words.partition(" → ")
            return f"{who} was moved from {stage(before).label} to {stage(after).label}"
        case "note":
            return f"{who} got a note"
        case "merge":
            return f"{change.words} was merged into {who}"


def _splits(change: Change, since: Sequence[Change]) -> bool:
    return change.kind == "merge" and bool(since)


def _lines(ctx: Context, changes: Sequence[Change]) -> tuple[Spans, ...]:
    more = len(changes) - SHOWN
    rows = [(f"{one.by}, {day(one.at, ctx.now)}: {told(one, '')}",) for one in changes[-SHOWN:]]
    return (*rows, *([(f"and {more} more",)] if more > 0 else []))


def _name(ctx: Context, number: int) -> str:
    found = ctx.store.candidate(number)
    return found.name if found else ""


def _asked(ctx: Context, change: Change) -> Reply:
    """An import is many changes: what it did is said before all of it is taken back."""
    files = ctx.store.batch(change.batch, by=ctx.actor)
    added = sum(one.words == "added" for one in files)
    counts = ((added, "added"), (len(files) - added, "updated"))
    did = ", ".join(f"{number} {what}" for number, what in counts if number)
    head = f"Your last change is an import of {count(len(files), 'CV')}: {did}."
    sure = Confirm(
        "Take the import back?", f"{count(len(files), 'CV')} and the people added with them go.", "Take back"
    )
    all_of = Button("Take all back…", f"undo --batch {change.batch}", confirm=sure)
    last = Button(f"Only #{change.number}", f"undo #{change.number}")
    return Reply((Text((Bold(head),)), Actions((all_of, last))), text=head)


def _import(ctx: Context, batch: str) -> Reply:
    kept: list[Change] = []
    done = 0
    for change in ctx.store.batch(batch, by=ctx.actor):
        try:
            ctx.store.undo(change.id, at=ctx.now)
            done += 1
        except Superseded:
            kept.append(change)
        except KeyError:
            continue
    if not done and not kept:
        raise Refusal("There is nothing left of that import.")
    answer = f"{count(done, 'CV')} of the import {'is' if done == 1 else 'are'} taken back."
    rows = tuple((told(one, _name(ctx, one.number)),) for one in kept[:SHOWN])
    them = "it" if len(kept) == 1 else "them"
    stay = f"{count(len(kept), 'CV stays', 'CVs stay')}, since somebody worked on {them}"
    stays = (Field(stay, (Bullets(rows),)),) if kept else ()
    return Reply((Text((Bold(answer),)), *stays), text=answer, replace=True)
