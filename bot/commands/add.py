"""add: a CV from an attachment or pasted text; shows what was understood, then keeps or drops it."""

import secrets
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Annotated

from bot import intake
from bot.bulk import STATUSES, Outcome
from bot.cards.news import arrival, proposal
from bot.cards.wording import count, sentence, was_erased
from bot.chat.command import Line
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import (
    Actions,
    Block,
    Bold,
    Bullets,
    Button,
    Code,
    Field,
    Reply,
    Span,
    Spans,
    Text,
    Title,
    Typed,
    Upload,
)
from bot.commands import drafts, merge
from bot.commands.drafts import DRAFT
from bot.commands.opening import shut
from bot.commands.registry import commands
from bot.commands.taking_back import undo_import
from bot.corrections import corrected
from bot.cv import Unreadable
from bot.likeness import likenesses
from bot.openings.names import MARK, title
from bot.openings.records import Opening
from bot.profile import Profile
from bot.records import Draft, Role, Saved
from bot.store import NoLongerOpen, Unavailable, WasErased
from bot.zips import Packed, files_in

MOST_FILES = 200
"""Files that a chat takes at once, those in archives counted: so many are read while somebody waits."""
SHORTEST_PASTE = 200
"""Characters: less than this is no pasted CV but a slip."""


@commands.command(
    "add", family="Work", role=Role.RECRUITER, examples=("add", "add (with a file attached)"), changes=True
)
def add(
    ctx: Context,
    text: Annotated[Line | None, "the CV as text, where no file is attached"] = None,
    cv: Annotated[tuple[Upload, ...], "the CV as a file, or several in a ZIP"] = (),
    *,
    opening: Annotated[Opening | None, "what they apply for"] = None,
    save: Annotated[bool, "keep the draft"] = False,
    discard: Annotated[bool, "drop the draft"] = False,
    readmit: Annotated[bool, "although somebody like that was erased; for admins"] = False,
) -> Reply:
    """Add CVs: one file or pasted text is shown before it is saved; several files are saved at once."""
    if text and text.startswith(DRAFT):
        return _decide(ctx, text.removeprefix(DRAFT).strip(), save=save, discard=discard, readmit=readmit)
    if opening and opening.closed:
        raise shut(opening)
    files = [file for upload in cv for file in files_of(upload)]
    at_opening = opening.name if opening else ""
    at_terminal = ctx.request.place.kind == "terminal"
    if len(files) > 1:
        return batch(ctx, files, at_opening)
    if files:
        return _draft(ctx, files[0].name, content_of(files[0]), opening)
    if text and len(text) >= SHORTEST_PASTE:
        return _draft(ctx, "pasted text.txt", text.encode("utf-8", "replace"), opening)
    if text:
        way = "Name a file that is there" if at_terminal else "Attach the file"
        raise Refusal("That is too short for a CV.", (f"{way}, or paste the whole text after ", Typed("add"), "."))
    where: Spans = (
        "Attach a file (PDF, Word, HTML, Markdown or text, up to 5 MB; or a ZIP of several), or paste the text after ",
        Typed("add"),
        ".",
    )
    if at_terminal:
        where = (
            "Name a file (PDF, Word, HTML, Markdown or text, up to 5 MB; or a ZIP of several): ",
            Typed("add path/to/cv.md"),
            ".",
        )
    raise Refusal("There is no CV to add yet.", where)


# -------------------------------------------------------------- one document


def _draft(ctx: Context, name: str, data: bytes, opening: Opening | None) -> Reply:
    """The report of a draft, or word that the file is here already."""
    draft, received, saved = drafts.begin(ctx, intake.base_name(name), data, opening.name if opening else "")
    if saved.status == "unchanged" and not draft.corrections:
        return unchanged(draft.name, saved, opening)
    return drafts.report(ctx, draft, received, saved)


def content_of(file: Upload | Packed) -> bytes:
    """The file's bytes; `Refusal` where they could not be had."""
    try:
        return _content(file)
    except Unreadable as error:
        raise Refusal(f"{intake.base_name(file.name)} could not be read.", (sentence(error.reason),)) from None


def _content(file: Upload | Packed) -> bytes:
    if file.fault:
        raise Unreadable(file.fault)
    return file.read() if isinstance(file, Packed) else file.data


def unchanged(name: str, saved: Saved, opening: Opening | None = None) -> Reply:
    """Word that the file is here already, and whose it is."""
    whose = f"{saved.name} #{saved.number}" if saved.name else f"#{saved.number}"
    answer = f"{name} is already here, unchanged: it is a CV of {whose}."
    buttons = [Button("Open", f"show #{saved.number}")]
    if opening:
        line = f"apply #{saved.number} {MARK}{opening.id}"
        buttons.append(Button(f"Apply for {short(title(opening), 40)}", line))
    return Reply((Text((Bold(answer),)), Actions(tuple(buttons))), text=answer)


def _decide(ctx: Context, key: str, *, save: bool, discard: bool, readmit: bool) -> Reply:
    draft = drafts.waiting(ctx, key)
    reports = ctx.store.reports(key)
    if discard:
        ctx.store.drop_draft(key)
        answer = f"{draft.name} was discarded. Nothing was saved."
        reply = Reply((Text((Bold(answer),)),), text=answer, replace=True)
        return drafts.told_where(reply, reports, drafts.discarded(ctx, draft))
    if not save:
        return drafts.report(ctx, draft)
    if readmit and ctx.role < Role.ADMIN:
        raise Refusal("Only an admin lets somebody in again who was erased.", ("The CV waits for seven days.",))
    profile, saved = keep(ctx, draft, readmit=readmit)
    decided = drafts.saved(ctx, saved.name or draft.name, saved.number)
    return drafts.told_where(_saved(ctx, draft, profile, saved), reports, decided)


def keep(ctx: Context, draft: Draft, *, readmit: bool = False) -> tuple[Profile, Saved]:
    """Save the draft as it was corrected; what it says, and what became of it."""
    received = drafts.read(ctx, draft.name, draft.data, draft.corrections, draft.opening)
    try:
        saved = ctx.store.save(replace(received, readmit=readmit), draft.corrections)
    except WasErased as erased:
        raise drafts.comes_again(erased, draft) from None
    except NoLongerOpen:
        raise Refusal(f"{draft.opening} is closed.", ("Nobody can apply for it any more. The draft stays.",)) from None
    with suppress(Unavailable):  # it is saved; a draft that stays is dropped after seven days
        ctx.store.drop_draft(draft.key)
    return corrected(received.reading.profile, draft.corrections), saved


def _saved(ctx: Context, draft: Draft, profile: Profile, saved: Saved) -> Reply:
    who = saved.name or draft.name
    done = {"added": "saved", "updated": "updated; the old CV is kept", "unchanged": "already here, unchanged"}[
        saved.status
    ]
    if saved.status == "unchanged" and draft.corrections:
        done = "already here; what was corrected is kept"
    answer = f"{who} is {done}."
    correct = Button("Correct…", f"form edit #{saved.number}", typed=f"edit #{saved.number} …")
    alike = likenesses(ctx.store, profile, besides=saved.number) if saved.status == "added" else ()
    blocks: tuple[Block, ...] = (
        Text((Bold(answer), " ", Code(f"#{saved.number}"))),
        *(Text((f"⚠️ {sentence(proposal(one))}",)) for one in alike),
        Actions(
            (Button("Open", f"show #{saved.number}"), correct, *(merge.button(one, saved.number) for one in alike))
        ),
    )
    return Reply(blocks, text=answer, replace=True)


# -------------------------------------------------------------- many at once


def files_of(upload: Upload) -> Sequence[Upload | Packed]:
    """The upload, or the files in it where it is an archive of some."""
    return files_in(intake.base_name(upload.name), upload.data) or (upload,)


def batch(ctx: Context, files: Sequence[Upload | Packed], opening: str = "") -> Reply:
    """Save them all, and say what became of each."""
    if len(files) > MOST_FILES:
        raise Refusal(
            f"{len(files):,} files are too many for a chat.",
            (f"Send up to {MOST_FILES} at once; recruitbot import, on the bot's machine, takes more.",),
        )
    together = secrets.token_hex(8)
    outcomes: list[Outcome] = []
    for file in files:
        outcomes.append(_one(ctx, file, together, opening))
        ctx.request.progress(len(outcomes), len(files))
    return batch_report(outcomes, together)


def _one(ctx: Context, file: Upload | Packed, batch: str, opening: str) -> Outcome:
    """One file's fate; what happens to it touches no other file."""
    name = file.path if isinstance(file, Packed) else intake.base_name(file.name)
    try:
        data = _content(file)
        received = intake.receive(ctx.read, file.name, data, by=ctx.actor, at=ctx.now, batch=batch, opening=opening)
        saved = ctx.store.save(received)
    except Unreadable as error:
        return Outcome(name, "rejected", reason=error.reason)
    except WasErased as erased:
        return Outcome(name, "rejected", reason=f"{was_erased(erased.at, erased.by)} An admin can add it by itself.")
    except NoLongerOpen:
        return Outcome(name, "rejected", reason=f"{opening} is closed.")
    except Unavailable:
        return Outcome(name, "rejected", reason="the database did not answer. Send it again.")
    reading = received.reading
    found = arrival(ctx.store, received, saved)
    return Outcome(name, saved.status, saved.number, saved.name, reading.confidence, reading.warnings, news=found)


def batch_report(outcomes: Sequence[Outcome], batch: str) -> Reply:
    """How many were saved, which were not and why, and what to check."""
    lost = [one for one in outcomes if one.status == "rejected"]
    kept = [one for one in outcomes if one.status != "rejected"]
    fresh = sum(1 for one in kept if one.status != "unchanged")
    head = f"{count(len(outcomes), 'file')} read: {fresh} saved" + (f", {len(lost)} not" if lost else "")
    found = Counter(one.status for one in outcomes)
    totals: list[Span] = []
    for status in STATUSES:
        if found[status]:
            totals += [" · ", Bold(str(found[status])), f" {'not saved' if status == 'rejected' else status}"]
    told = {"added", "rejected"}.issuperset(found)
    blocks: list[Block] = [Title(head), *(() if told else (Text(tuple(totals[1:])),))]
    if lost:
        blocks.append(Field("Not saved", (Bullets(tuple((Bold(one.file), f" · {one.reason}") for one in lost)),)))
    if known := [one for one in kept if one.news]:
        rows = tuple((Bold(one.name or one.file), f" · {line}") for one in known for line in one.news)
        blocks.append(Field("Known people", (Bullets(rows),)))
    if checks := [one for one in kept if one.warnings]:
        doubts = tuple((Bold(one.name or one.file), f" · {doubt}") for one in checks for doubt in one.warnings)
        blocks.append(Field("To check", (Bullets(doubts),)))
    if fresh:
        blocks.append(Actions((Button("Show who is new", "new 1d"), undo_import("Undo this import…", batch, fresh))))
    return Reply(tuple(blocks), text=f"{head}.")
