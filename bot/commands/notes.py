"""note and notes: what the team remembers about candidates, and the discussions it keeps."""

from typing import Annotated, Literal

from bot.cards import notes as cards
from bot.cards.person import shown_name
from bot.cards.wording import count
from bot.chat.command import NO_WORDS, UNTYPED, Line, as_said
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import (
    Actions,
    Block,
    Bold,
    Button,
    Form,
    FormField,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Title,
    Typed,
)
from bot.commands import several
from bot.commands.colleagues import with_mentions
from bot.commands.owners import People, Sure
from bot.commands.registry import commands
from bot.commands.taking_back import undo_button_of
from bot.records import Candidate, Role
from bot.store import Conflict
from bot.work.discussions import Discussion, Unread, kept
from bot.work.notes import Note

LONGEST_NOTE = 5_000
A_PAGE = 5
PREVIEWED = 3
KEPT = (("message", "This message"), ("thread", "The whole thread"))
"""What the form of a message in a thread offers."""


@commands.command(
    "note",
    family="Work",
    role=Role.RECRUITER,
    examples=("note noor Call her on Friday", "note 1-3 Met at the job fair"),
    changes=True,
    also={"remember": as_said},
    aside=True,
)
def note(
    ctx: Context,
    who: People,
    text: Annotated[Line, "what to remember; left empty in a thread or on a message, what was said there"] = NO_WORDS,
    *,
    sure: Sure = False,
    discussion: Annotated[str, UNTYPED] = "",
    keep: Annotated[Literal["message", "thread"] | None, UNTYPED] = None,
) -> Reply:
    """Add a note to people; typed in a thread without a text it keeps the discussion."""
    saved, lacking = _discussion(ctx, discussion, text.strip(), keep)
    if not text.strip() and not saved.said:
        form = Form("Add a note", f"note {several.numbers(who)}", (FormField("text", "Note", long=True),))
        head = "A note needs what to remember."
        why = (f"\n{lacking}",) if lacking else ()
        return Reply(
            (Text((Bold(head), *why, "\nFor example ", Typed("note noor Call her on Friday"))),), text=head, form=form
        )
    words, mentions = with_mentions(ctx, _fitting(text))
    if len(who) > 1 and not sure:
        if saved.said or "\n" in words:
            raise Refusal("A discussion or several lines go to one person at a time.", field="text")
        return several.question(
            who,
            f"Note on {several.subject(who)}: {words}",
            "Note on",
            f"note {several.numbers(who)} {text.strip()} --sure",
        )
    outcome = several.each(
        who,
        lambda one, batch: ctx.store.note(
            one.number, words, by=ctx.actor, at=ctx.now, mentions=mentions, discussion=saved, batch=batch
        ),
    )
    answer = f"Noted on {several.subject(outcome.done)}."
    made = Note(ctx.actor, words, ctx.now, mentions=mentions, discussion=saved)
    told = (*cards.line(made, ctx.now, ctx.here), *((f"\n{lacking}",) if lacking else ()))
    return several.told(ctx, outcome, answer, more=told)


@commands.command("notes", family="Work", examples=("notes noor",))
def notes(ctx: Context, who: Annotated[Candidate, "a name, #number or row"], *, page: int = 1) -> Reply:
    """List all notes on somebody, newest first, with the discussions that were kept."""
    dossier = ctx.store.dossier(who.number)
    every = list(reversed(dossier.notes)) if dossier else []
    name = shown_name(who)
    if not every:
        head = f"No notes on {name}."
        return Reply((Text((Bold(head),)),), text=head, about=who.number)
    first = (max(page, 1) - 1) * A_PAGE
    shown = every[first : first + A_PAGE]
    if not shown:
        raise Refusal(f"{count(len(every), 'note')} on {name}: there is no page {page}.")
    head = f"{count(len(every), 'note')} on {name}"
    blocks: list[Block] = [Title(head)]
    for one in shown:
        blocks += cards.blocks(one, ctx.now, ctx.here)
        if one.member == ctx.store.member:
            which = f"#{who.number} {one.id}"
            edit = Button("Edit…", f"form note-edit {which}", typed=f"note edit {which} …")
            drop = Button("Remove", f"note-remove {which} --was {one.print}", typed=f"note remove {which}")
            blocks.append(Actions((edit, drop)))
    left = len(every) - first - len(shown)
    if left > 0:
        blocks.append(Actions((Button(f"Next {min(left, A_PAGE)}", f"notes #{who.number} --page {page + 1}"),)))
    blocks.append(SmallPrint((("newest first",), (f"{first + 1}–{first + len(shown)} of {len(every)}",))))
    return Reply(tuple(blocks), text=head, about=who.number)


def _edited(ctx: Context, line: str) -> Form:
    """The note as it is now, to be changed."""
    words = line.split()
    who = ctx.one(words[0]).number if words else 0
    here = _one(ctx, who, int(words[1])) if len(words) > 1 and words[1].isdecimal() else None
    was = f" --was {here.print}" if here else ""
    field = FormField("text", "Note", value=here.text if here else "", long=True)
    return Form("Edit a note", f"note-edit {' '.join(words[:2])}{was}", (field,))


def _one(ctx: Context, who: int, note: int) -> Note | None:
    dossier = ctx.store.dossier(who)
    return next((one for one in (dossier.notes if dossier else ()) if one.id == note), None)


@commands.command("note-edit", family="Work", role=Role.RECRUITER, hidden=True, changes=True, aside=True, form=_edited)
def edit(
    ctx: Context,
    who: Annotated[Candidate, "a name, #number or row"],
    note: Annotated[int, "its number"],
    text: Annotated[Line, "the new text"],
    *,
    was: Annotated[str, UNTYPED] = "",
) -> Reply:
    """Edit a note of one's own."""
    words, mentions = with_mentions(ctx, _fitting(text))
    here = _own(ctx, who, note, words)
    if was not in ("", here.print):
        raise _overtaken(who, here, words)
    mentions += tuple(one for one in here.mentions if f"@{one.name}" in words and one not in mentions)
    try:
        ctx.store.edit_note(who.number, note, words, by=ctx.actor, at=ctx.now, mentions=mentions, seen=here.text)
    except (Conflict, KeyError):
        raise _overtaken(who, _own(ctx, who, note, words), words) from None
    return _changed(ctx, who, f"The note on {shown_name(who)} is changed.", words)


@commands.command("note-remove", family="Work", role=Role.RECRUITER, hidden=True, changes=True, aside=True)
def remove(
    ctx: Context,
    who: Annotated[Candidate, "a name, #number or row"],
    note: Annotated[int, "its number"],
    *,
    was: Annotated[str, UNTYPED] = "",
) -> Reply:
    """Remove a note of one's own."""
    here = _own(ctx, who, note)
    if was not in ("", here.print):
        raise _overtaken(who, here)
    try:
        ctx.store.remove_note(who.number, note, by=ctx.actor, at=ctx.now, seen=here.text)
    except (Conflict, KeyError):
        raise _overtaken(who, _own(ctx, who, note)) from None
    return _changed(ctx, who, f"The note on {shown_name(who)} is removed.", "")


def _own(ctx: Context, who: Candidate, note: int, written: str = "") -> Note:
    """The note, which only its author changes; of one that is gone, what was written for it is shown again."""
    here = _one(ctx, who.number, note)
    if here is None:
        mine: Spans = ("\n\n", Bold("You wrote"), f"\n{written}") if written else ()
        raise Refusal(
            f"There is no such note on {shown_name(who)}.", (Typed(f"notes #{who.number}"), " lists them.", *mine)
        )
    if not here.member or here.member != ctx.store.member:
        raise Refusal(
            "A note is changed by its author alone.", ("Add one of your own: ", Typed(f"note #{who.number} …"))
        )
    return here


def _overtaken(who: Candidate, now: Note, written: str = "") -> Refusal:
    """It was changed elsewhere meanwhile: both texts are shown, so that none is lost."""
    which = f"#{who.number} {now.id}"
    if written:
        button = Button("Edit again…", f"form note-edit {which}", typed=f"note edit {which} …")
    else:
        button = Button("Remove anyway", f"note-remove {which} --was {now.print}", typed=f"note remove {which}")
    mine: Spans = ("\n\n", Bold("You wrote"), f"\n{written}") if written else ()
    return Refusal(
        f"The note on {shown_name(who)} was changed since you looked. Nothing was changed now.",
        (Bold("Now it says"), f"\n{now.text}", *mine),
        buttons=(button,),
    )


@commands.command("save", family="Work", role=Role.RECRUITER, hidden=True, changes=True)
def save(ctx: Context) -> Reply:
    """Keep what was said in a message or thread with somebody: asks with whom."""
    said = ctx.request.discussion.said
    if not said:
        raise Refusal(
            "There is nothing to save here.", ("Use it on a message, or type ", Typed("note noor"), " in a thread.")
        )
    here = ctx.request.discussion
    line = f"--discussion {ctx.store.keep_discussion(kept(here.link, said), at=ctx.now)}"
    head = f"Save {count(len(said), 'message')} with whom?"
    asked = FormField("keep", "What to keep", options=KEPT, value="message")
    fields = (
        FormField("who", "Who", hint="a name or #number"),
        *((asked,) if here.threaded else ()),
        FormField("text", "Note", hint="what to remember of it", required=False, long=True),
    )
    typed = f"note WHO {line}{' --keep thread' if here.threaded else ''}"
    quoted = cards.said(Discussion(said=said[:PREVIEWED]), ctx.now)
    form = Form("Save to a profile", f"note {line}", fields, typed=typed)
    return Reply((Text((Bold(head), "\n", Typed(typed))), *quoted), text=head, form=form)


def _discussion(ctx: Context, key: str, text: str, keep: str | None) -> tuple[Discussion, str]:
    """What the note keeps of what was said under the key, else where it is made; and what of it is lacking, in words.

    A note with words of its own keeps of where it is made no more than the link, unless it is told to.
    """
    found = ctx.store.discussion(key) if key else ctx.request.discussion
    if found is None:
        raise Refusal("What was to be saved is no longer here.", ("It is kept for seven days. Save it again.",))
    if keep != "thread" and (key or text or found.said or not found.threaded):
        return (found if key or not text else Discussion(found.link)), ""
    try:
        whole = ctx.request.thread(found.link).with_message(found.said)
    except Unread as unread:
        alone = "Of the thread this message alone is kept. " if found.said else "The thread was not read. "
        return found, f"{alone}{unread}"
    return whole, "There is more in the thread than a note keeps; the link leads to it." if whole.cut else ""


def _fitting(text: str) -> str:
    words = text.strip()
    if len(words) > LONGEST_NOTE:
        raise Refusal(
            f"The note is too long: {len(words):,} characters.", (f"At most {LONGEST_NOTE:,}.",), field="text"
        )
    return words


def _changed(ctx: Context, who: Candidate, answer: str, words: str) -> Reply:
    buttons = (undo_button_of(ctx, who.number, shown_name(who)), Button("All notes", f"notes #{who.number}"))
    more = ("\n", words) if words else ()
    small = SmallPrint(((f"by {ctx.actor}",),))
    return Reply((Text((Bold(answer), *more)), Actions(buttons), small), text=answer, about=who.number)
