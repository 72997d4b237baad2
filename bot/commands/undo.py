"""undo: the last change is taken back, whatever it was and whenever; never somebody else's later work with it."""

from collections.abc import Sequence
from typing import Annotated

from bot import stages
from bot.cards.deeds import done_to_many, told
from bot.cards.naming import calm
from bot.cards.person import shown_name
from bot.cards.wording import count, day, people
from bot.chat.access import allows, refused, refused_stage
from bot.chat.command import UNTYPED
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import Actions, Bold, Bullets, Button, Field, Reply, SmallPrint, Spans, Text, Typed
from bot.commands import holding
from bot.commands.registry import commands
from bot.commands.skill import waiting
from bot.commands.taking_back import undo_import
from bot.own_skills import take_back
from bot.records import Candidate, Role
from bot.search.vocabulary import OwnSkill
from bot.store import OnHold, Superseded
from bot.work.changes import ASIDE, Change

SHOWN = 10
SET_UP = "stages"
"""What is done to the stages, and the command that does it: no longer taken back by who may no longer do it."""


@commands.command("undo", family="Work", role=Role.RECRUITER, examples=("undo", "undo noor"), changes=True)
def undo(
    ctx: Context,
    who: Annotated[Candidate | None, "whose last change, whoever made it; without it, your own last one"] = None,
    *,
    all: Annotated[bool, "the whole of your last import"] = False,  # noqa: A002 - the option's name
    batch: Annotated[str, UNTYPED] = "",
    change: Annotated[int, UNTYPED] = 0,
) -> Reply:
    """Take back the last change: an edit, stage, note, tag, owner, to-do, merge, a CV, a bulk act or a whole import."""
    if batch:
        changes = ctx.store.batch(batch, by=ctx.actor)
        return _act(ctx, changes) if changes and changes[0].kind != "document" else _import(ctx, batch)
    last = ctx.store.last_change(number=who.number) if who else ctx.store.last_change(by=ctx.actor)
    own, added = ctx.store.last_own_skill(by=ctx.actor) if not who else (0, ())
    newest = max(own, last.id if last else 0)
    if all:
        return _all_of_import(ctx, last if last and last.id == newest and not who else None)
    if last and last.kind == "share" and not own > last.id:
        return ctx.again(f"unshare --post {last.batch.partition(':')[2]}")
    if change and change != newest:
        raise Refusal("That was taken back, or something was done since.", ("Look again: ", Typed("history")))
    if own and own == newest:
        return _skill(ctx, own, added)
    if last is None:
        whose = f"Nothing was done to {shown_name(who)} that" if who else "You did nothing that"
        raise Refusal(f"{whose} can be taken back.")
    if last.batch and not who:
        return _asked(ctx, last) if last.kind == "document" else _act(ctx, ctx.store.batch(last.batch, by=ctx.actor))
    if who and last.kind == "stage":
        _check_way_back(ctx, last)
    does = commands.get(SET_UP) if last.kind == SET_UP else None
    if does and not allows(ctx.role, does):
        raise refused(ctx.store, does, ctx.role, ctx.request.member, ctx.now)
    added_person = last.kind == "document" and last.words == "added" and not change
    if added_person and (gone := who or ctx.store.candidate(last.number)):
        return _sure(ctx, gone, last)
    return _one(ctx, last)


def _check_way_back(ctx: Context, move: Change) -> None:
    """Out of a stage for which somebody's role does not do nobody else's move is taken back: that would move there."""
    back = stages.stage(move.words.partition(" → ")[0])
    mine = ctx.store.last_change(by=ctx.actor)
    if ctx.role < back.role and (mine is None or mine.id != move.id):
        raise refused_stage(ctx.store, back, ctx.role, ctx.request.member, ctx.now)


def _sure(ctx: Context, who: Candidate, added: Change) -> Reply:
    """The adding is all that is left of what was done: without it the person is gone."""
    name = shown_name(who)
    head = f"The last change of {name} is that they were added."
    said = f"Taken back, #{who.number} {name} is gone, with the CV."
    button = Button(f"Remove #{who.number}", f"undo #{who.number} --change {added.id}", spoken=f"Remove {name}")
    small = SmallPrint(((f"added by {added.by}, {day(added.at, ctx.now)}",), ("Nothing was changed yet",)))
    return Reply((Text((Bold(head), f"\n{said}")), Actions((button,)), small), text=f"{head} {said}")


def _one(ctx: Context, change: Change) -> Reply:
    name = _name(ctx, change.number)
    try:
        _, since = ctx.store.undo(change.id, at=ctx.now)
    except Superseded as later:
        raise Refusal("That was changed since, so it stays.", (), small=_lines(ctx, later.since)) from None
    except OnHold as held:
        raise holding.refuse(ctx, held.hold) from None
    except KeyError:
        raise Refusal("Somebody else took that back a moment ago.") from None
    answer = f"Taken back: {told(change, _name(ctx, change.number) or name)}."
    there = ctx.store.candidate(change.number) is not None
    buttons = (Actions((Button("Open", f"show #{change.number}"),)),) if there else ()
    stays = (Field(f"Stays with #{change.number}", (Bullets(_lines(ctx, since)),)),) if _splits(change, since) else ()
    small = SmallPrint(((f"done by {change.by}, {day(change.at, ctx.now)}",), (f"taken back by {ctx.actor}",)))
    blocks, about = (Text((Bold(answer),)), *stays, *buttons, small), change.number if there else None
    return Reply(blocks, text=answer, about=about, changed=_shown_of([change]))


def _act(ctx: Context, changes: Sequence[Change]) -> Reply:
    """What was done at once, to one or to several people."""
    if len(changes) == 1:
        return _one(ctx, changes[0])
    last = changes[0]
    kept, undone = _all_back(ctx, changes)
    if not undone and not kept:
        raise Refusal("Somebody else took that back a moment ago.")
    answer = f"Taken back: {done_to_many(last, undone)}." if undone else "Nobody was changed back."
    small = SmallPrint(((f"done by {last.by}, {day(last.at, ctx.now)}",), (f"taken back by {ctx.actor}",)))
    stays = _stays(ctx, kept, people(len(kept)))
    return Reply((Text((Bold(answer),)), *stays, small), text=answer, changed=_shown_of(changes))


def _shown_of(changes: Sequence[Change]) -> tuple[int, ...]:
    """Those of whom posts show what was taken back."""
    return tuple(sorted({one.number for one in changes if one.number and one.kind not in ASIDE}))


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


def _splits(change: Change, since: Sequence[Change]) -> bool:
    return change.kind == "merge" and bool(since)


def _lines(ctx: Context, changes: Sequence[Change]) -> tuple[Spans, ...]:
    more = len(changes) - SHOWN
    rows = [(f"{one.by}, {day(one.at, ctx.now)}: {told(one, '')}",) for one in changes[-SHOWN:]]
    return (*rows, *([(f"and {more} more",)] if more > 0 else []))


def _name(ctx: Context, number: int) -> str:
    found = ctx.store.candidate(number)
    return calm(found.name) if found else ""


def _asked(ctx: Context, change: Change) -> Reply:
    """An import is many changes: what it did is said before all of it is taken back."""
    files = ctx.store.batch(change.batch, by=ctx.actor)
    added = sum(one.words == "added" for one in files)
    counts = ((added, "added"), (len(files) - added, "updated"))
    did = ", ".join(f"{number} {what}" for number, what in counts if number)
    head = f"Your last change is an import of {count(len(files), 'CV')}: {did}."
    all_of = undo_import("Take all back…", change.batch, len(files), typed="undo --all")
    last = Button(f"Only #{change.number}", f"undo #{change.number}")
    return Reply((Text((Bold(head),)), Actions((all_of, last))), text=head)


def _all_of_import(ctx: Context, last: Change | None) -> Reply:
    """What is typed where others press; nothing but an import goes by it."""
    if last is None or last.kind != "document" or not last.batch:
        raise Refusal("Your last change is no import.", (Typed("undo"), " takes it back."))
    return _import(ctx, last.batch)


def _import(ctx: Context, batch: str) -> Reply:
    kept, done = _all_back(ctx, ctx.store.batch(batch, by=ctx.actor))
    if not done and not kept:
        raise Refusal("There is nothing left of that to take back.")
    answer = f"{count(done, 'CV')} of the import {'is' if done == 1 else 'are'} taken back."
    stays = _stays(ctx, kept, count(len(kept), "CV"))
    return Reply((Text((Bold(answer),)), *stays), text=answer, replace=True)


def _all_back(ctx: Context, changes: Sequence[Change]) -> tuple[list[Change], int]:
    """Those that stay for the sake of later work, and how many were taken back."""
    kept: list[Change] = []
    undone = 0
    for change in changes:
        try:
            ctx.store.undo(change.id, at=ctx.now)
            undone += 1
        except (Superseded, OnHold):
            kept.append(change)
        except KeyError:
            continue
    return kept, undone


def _stays(ctx: Context, kept: Sequence[Change], what: str) -> tuple[Field, ...]:
    if not kept:
        return ()
    stay, them = ("stays", "it") if len(kept) == 1 else ("stay", "them")
    rows = tuple((told(one, _name(ctx, one.number)),) for one in kept[:SHOWN])
    return (Field(f"{what} {stay}, since somebody worked on {them}", (Bullets(rows),)),)
