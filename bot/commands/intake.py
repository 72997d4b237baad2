"""intake: channels where every file that is dropped is read as a CV, and what is decided about it there."""

from dataclasses import replace
from typing import Annotated, Literal

from bot.cards.draft import in_channel
from bot.cards.wording import count, day
from bot.channels import IntakeChannel
from bot.chat.command import UNTYPED, Verb
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import Actions, Block, Bold, Bullets, Button, Reply, Spans, Text, Title, Typed, Upload
from bot.chats import THAT_TAKE_CVS, chat_of
from bot.commands import add, drafts
from bot.commands.registry import commands
from bot.corrections import corrected
from bot.intake import base_name
from bot.records import Draft, Role

MOST_TO_END = 25


@commands.command(
    "intake",
    family="Team",
    role=Role.ADMIN,
    examples=("intake", "intake on", "intake off"),
    changes=True,
    verbs={
        "list": Verb("List the channels whose files are read as CVs"),
        "on": Verb("Read every file dropped in this channel as a CV"),
        "off": Verb("Leave files in this channel alone again"),
    },
)
def intake(
    ctx: Context,
    act: Annotated[Literal["list", "on", "off"], "list, on or off"] = "list",
    *,
    channel: Annotated[str, UNTYPED] = "",
) -> Reply:
    """Read every file dropped in this channel as a CV, to be checked there; by default in no channel."""
    if act == "list":
        return _list(ctx)
    place = ctx.request.place
    if place.kind != "channel" and not channel:
        raise Refusal(
            "This is no channel.", ("Type it in the channel that is meant: ", Typed(f"intake {act}", in_channel=True))
        )
    if act == "on":
        return _begin(ctx)
    if not ctx.store.end_intake(place.workspace, channel or place.id):
        raise Refusal("No CVs are taken there.", (Typed("intake"), " lists where they are."))
    answer = "Files that are dropped there are left alone from now on."
    return Reply((Text((Bold(answer),)),), text=answer)


def _begin(ctx: Context) -> Reply:
    place = ctx.request.place
    dropped = chat_of(place.workspace).dropped
    if dropped is None:
        raise Refusal(f"CVs can be dropped in channels of {THAT_TAKE_CVS}.", ("Type the same line in the channel.",))
    ctx.store.begin_intake(IntakeChannel(place.workspace, place.id, place.name, ctx.actor, ctx.now))
    answer = "Every file that a recruiter drops here is read as a CV from now on."
    told: tuple[Spans, ...] = (
        (f"The report stands {dropped.report}, for all who read this channel: the name, and how much is to check",),
        ("Contacts and the CV's words are shown to whoever presses ", Bold("Check"), ", alone"),
        (
            "A ZIP, or several files in one message, are saved at once; what became of it is told to whoever dropped it, alone",
        ),
        dropped.heard,
    )
    blocks: tuple[Block, ...] = (
        Text((Bold(answer),)),
        Bullets(told),
        Actions((_ends(place.id),)),
    )
    return Reply(blocks, text=answer)


def _list(ctx: Context) -> Reply:
    known = ctx.store.intakes()
    if not known:
        answer = "Files that are dropped in channels are left alone."
        advice: Spans = ("\nTo have them read as CVs, type in the channel: ", Typed("intake on", in_channel=True))
        return Reply((Text((Bold(answer), *advice)),), text=answer)
    head = f"CVs are taken in {count(len(known), 'channel')}"
    rows = tuple((Bold(_called(one)), f" · set by {one.by} · {day(one.at, ctx.now)}") for one in known)
    here = [one for one in known if one.workspace == ctx.request.place.workspace][:MOST_TO_END]
    ends = (Actions(tuple(_ends(one.id, f"Stop in {_called(one)}") for one in here)),) if here else ()
    return Reply((Title(head), Bullets(rows), *ends), text=f"{head}.", line="intake")


def _called(one: IntakeChannel) -> str:
    return f"#{one.name}" if one.name else f"a private channel ({one.id})"


def _ends(channel: str, label: str = "Stop") -> Button:
    return Button(label, f"intake off --channel {channel}", typed="intake off")


# ------------------------------------------------------------------- one CV


@commands.command("intake-take", family="Work", role=Role.RECRUITER, hidden=True, changes=True)
def take(ctx: Context, cv: Annotated[tuple[Upload, ...], "what was dropped"] = ()) -> Reply:
    """Read what was dropped in a channel that takes CVs."""
    if not _here(ctx):
        raise Refusal(
            "No CVs are taken here.", ("Send it to the bot alone, or an admin types ", Typed("intake on"), ".")
        )
    files = [file for upload in cv for file in add.files_of(upload)]
    if not files:
        raise Refusal("There is no file to read.")
    if len(files) > 1:
        return add.batch(ctx, files)
    draft, received, saved = drafts.begin(ctx, base_name(files[0].name), add.content_of(files[0]), "")
    if saved.status == "unchanged" and not draft.corrections:
        return add.unchanged(draft.name, saved)
    profile = corrected(received.reading.profile, draft.corrections)
    return replace(in_channel(draft.key, draft.name, received.reading, profile), report=draft.key)


@commands.command("intake-save", family="Work", role=Role.RECRUITER, hidden=True, changes=True)
def save(ctx: Context, draft: Annotated[str, "the CV that waits"]) -> Reply:
    """Save a CV that was dropped in a channel."""
    found = _waiting(ctx, draft)
    if found is None:
        return _gone(ctx)
    reports = ctx.store.reports(found.key)
    _, saved = add.keep(ctx, found)
    decided = drafts.saved(ctx, saved.name or found.name, saved.number)
    return drafts.told_where(_decided(ctx, decided), reports, decided)


@commands.command("intake-discard", family="Work", role=Role.RECRUITER, hidden=True, changes=True)
def discard(ctx: Context, draft: Annotated[str, "the CV that waits"]) -> Reply:
    """Drop a CV that was dropped in a channel."""
    found = _waiting(ctx, draft)
    if found is None:
        return _gone(ctx)
    reports = ctx.store.reports(found.key)
    ctx.store.drop_draft(found.key)
    decided = drafts.discarded(ctx, found)
    return drafts.told_where(_decided(ctx, decided), reports, decided)


def _waiting(ctx: Context, draft: str) -> Draft | None:
    return ctx.store.draft(draft.removeprefix(drafts.DRAFT), at=ctx.now)


def _gone(ctx: Context) -> Reply:
    """In the place of a report that somebody decided elsewhere."""
    answer = "This CV is decided on already."
    words = Text((Bold(answer), "\nIt was saved or discarded, or waited for seven days."))
    return _decided(ctx, Reply((words,), text=answer))


def _decided(ctx: Context, reply: Reply) -> Reply:
    """In the place of the report that everybody sees; anywhere else for the asker alone."""
    return replace(reply, private=not _here(ctx), replace=True)


def _here(ctx: Context) -> bool:
    place = ctx.request.place
    return ctx.store.takes_cvs(place.workspace, place.id)
