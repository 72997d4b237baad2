"""correct, confirm: what a CV that waits to be saved should say; its form and its report."""

import secrets
from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any

from bot import intake
from bot.cards.draft import Check, check
from bot.cards.news import proposal, told
from bot.cards.wording import sentence, was_erased
from bot.channels import Message
from bot.chat.command import UNTYPED, Line
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import Actions, Block, Bold, Bullets, Button, Elsewhere, Field, Form, Reply, Text, When
from bot.commands import correcting
from bot.commands.correcting import Subject
from bot.commands.registry import commands
from bot.cv import Unreadable
from bot.fields import Target
from bot.likeness import likenesses
from bot.news import news
from bot.profile import Fact, Profile, facts
from bot.records import Correction, Draft, Received, Role, Saved
from bot.store import WasErased

DRAFT = "draft:"


def read(ctx: Context, name: str, data: bytes, corrections: tuple[Correction, ...] = (), opening: str = "") -> Received:
    """The file, read; raises `Refusal` where it is no CV that can be read."""
    try:
        return intake.receive(ctx.read, name, data, by=ctx.actor, at=ctx.now, corrections=corrections, opening=opening)
    except Unreadable as error:
        raise Refusal(f"{name} was not saved.", (sentence(str(error)),)) from None


def begin(ctx: Context, name: str, data: bytes, opening: str) -> tuple[Draft, Received, Saved]:
    """A new draft, or the one that waits with the same bytes and what people set in it; not kept where all is known."""
    begun = ctx.store.draft_of(data, at=ctx.now)
    corrections = begun.corrections if begun else ()
    received = read(ctx, name, data, corrections)
    key = begun.key if begun else secrets.token_hex(4)
    at = opening or (begun.opening if begun else "")
    draft = Draft(key, name, data, ctx.actor, ctx.now, corrections, at)
    try:
        saved = ctx.store.recognise(received)
    except WasErased as erased:
        ctx.store.keep_draft(draft, received.index.keys)
        raise comes_again(erased, draft) from None
    if saved.status != "unchanged" or corrections:
        ctx.store.keep_draft(draft, received.index.keys)
    return draft, received, saved


def comes_again(erased: WasErased, draft: Draft) -> Refusal:
    """Somebody who was erased is let in again by an admin alone."""
    line = f"add {DRAFT}{draft.key} --save --readmit"
    return Refusal(
        was_erased(erased.at, erased.by),
        (f"{draft.name} was not saved. An admin decides whether they come in again, within seven days.",),
        buttons=(Button("Let them in again", line), Button("Discard", f"add {DRAFT}{draft.key} --discard")),
    )


def waiting(ctx: Context, key: str, typed: str = "") -> Draft:
    """The draft; `Refusal` where it is gone, which says what was typed for it, so that it is not lost."""
    draft = ctx.store.draft(key.removeprefix(DRAFT), at=ctx.now)
    return draft or _gone(typed)


def report(ctx: Context, draft: Draft, received: Received | None = None, saved: Saved | None = None) -> Reply:
    """What was understood of it, and the buttons to decide."""
    received = received or read(ctx, draft.name, draft.data, draft.corrections)
    try:
        saved = saved or ctx.store.recognise(received)
    except WasErased as erased:
        raise comes_again(erased, draft) from None
    subject = _subject(draft, received)
    shown = Check(draft.key, received, subject.profile, saved, _beside(ctx, subject.profile, saved))
    return replace(check(shown, lambda fact: _decisions(ctx, subject, fact), ctx.now), report=draft.key)


def saved(ctx: Context, who: str, number: int) -> Reply:
    """What stands in the place of a report whose CV was saved."""
    words = Text((Bold(who), f"\nsaved by {ctx.actor}, ", When(ctx.now, "time")))
    opens = Actions((Button("Open", f"show #{number}", spoken=f"Open {who}"),))
    return Reply((words, opens), text="1 CV was saved.", private=False)


def discarded(ctx: Context, draft: Draft) -> Reply:
    """What stands in the place of a report whose CV was discarded."""
    words = Text((Bold(draft.name), f"\ndiscarded by {ctx.actor}, nothing was saved"))
    return Reply((words,), text="1 CV was discarded. Nothing was saved.", private=False)


def told_where(reply: Reply, reports: Iterable[Message], decided: Reply) -> Reply:
    """The reply; the draft's reports say what was decided, too."""
    return replace(reply, elsewhere=tuple(Elsewhere(one, decided) for one in reports))


def form(ctx: Context, line: str) -> Form:
    """What can be set in the draft that the line names, the uncertain values first."""
    words = line.split()
    if not words:
        raise Refusal("Which CV?", ("Its report says what to type.",))
    draft = waiting(ctx, words[0])
    return correcting.form(_subject(draft, read(ctx, draft.name, draft.data, draft.corrections)), words[1:])


@commands.command(
    "correct",
    family="Work",
    role=Role.RECRUITER,
    examples=("correct draft:8f3a work 1 start 2024-06",),
    hidden=True,
    changes=True,
    form=form,
)
def correct(
    ctx: Context,
    draft: Annotated[str, "the CV that waits"],
    field: Annotated[Target, "what was read wrong: name, email, work 2 title, skill add"],
    value: Annotated[Line | None, "as it should be; the word none clears it"] = None,
    *,
    seen: Annotated[int | None, UNTYPED] = None,
) -> Reply:
    """Correct what was read wrong in a CV before it is saved."""
    found = waiting(ctx, draft, f"{field.words} {value or ''}")
    received = read(ctx, found.name, found.data, found.corrections)
    subject = _subject(found, received)
    made = correcting.correction(ctx, subject, field, value or "")
    if seen is not None:
        correcting.refuse_unseen(ctx, subject, made, seen)
    return _kept(ctx, found, received, made, f"{field.words} {value or ''}")


@commands.command("confirm", family="Work", role=Role.RECRUITER, hidden=True, changes=True)
def confirm(
    ctx: Context,
    draft: Annotated[str, "the CV that waits"],
    field: Annotated[Target, "what was read right"],
) -> Reply:
    """Say that an uncertain value of a CV is right."""
    found = waiting(ctx, draft)
    received = read(ctx, found.name, found.data, found.corrections)
    subject = _subject(found, received)
    meant = next((one for one in correcting.settable(subject) if one.target.words == field.words), None)
    made = correcting.confirmation(ctx, subject, meant) if meant else None
    if made is None:
        raise Refusal(f"There is no {field.words} to confirm.", ("Its report says what is uncertain.",))
    return _kept(ctx, found, received, made, "")


def _kept(ctx: Context, draft: Draft, received: Received, made: Correction, typed: str) -> Reply:
    """The draft with one more correction, in the place of its report."""
    whose = intake.indexed(received.reading, (*draft.corrections, made), at=ctx.now).keys
    now = ctx.store.correct_draft(draft.key, made, whose) or _gone(typed)
    shown = report(ctx, now)
    return replace(shown, replace=True)


def _gone(typed: str) -> Draft:
    kept = (f" You wrote: {typed.strip()}",) if typed.strip() else ()
    raise Refusal(
        "That draft is gone: it was saved or discarded, or is older than seven days.", ("Send the file again.", *kept)
    )


def _subject(draft: Draft, received: Received) -> Subject:
    return correcting.awaited(draft, received.reading.profile)


def _decisions(ctx: Context, subject: Subject, fact: Fact[Any]) -> tuple[Button, ...]:
    """What may be done about an uncertain value: say that it is right, or what it should be."""
    meant = next((one for one in correcting.settable(subject) if fact in facts(one.value)), None)
    if meant is None:
        return ()
    line = f"{subject.line} {meant.target.words}"
    change = Button("Change…", f"form {line}", typed=f"{line} …", spoken=f"Change {fact.value}")
    if correcting.confirmation(ctx, subject, meant) is None:
        return (change,)
    right = f"confirm {line.partition(' ')[2]}"
    return (Button("That's right", right, spoken=f"{fact.value} is right"), change)


def _beside(ctx: Context, profile: Profile, saved: Saved) -> tuple[Block, ...]:
    """What is new of somebody known; who somebody new may be."""
    if saved.before is None:
        alike = () if saved.number else likenesses(ctx.store, profile)
        return tuple(Text((f"⚠️ {sentence(proposal(one))}",)) for one in alike)
    found = told(news(saved.before, profile)) or ("nothing that was not known",)
    return (Field(f"Beside what #{saved.number} said before", (Bullets(tuple((sentence(one),) for one in found)),)),)
