"""What became of a share, in words; and unshare, which takes down what stands in a channel."""

from time import sleep
from typing import Annotated

from bot.cards.person import shown_name
from bot.cards.wording import count, people
from bot.chat.command import UNTYPED
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import Actions, Bold, Button, Link, Person, Reply, SmallPrint, Spans, Text, Title, Typed, When
from bot.commands.registry import commands
from bot.records import Candidate, Role
from bot.sharing import delivery
from bot.sharing.records import STANDING, Share

LOOKS, PAUSE = 20, 1.0
"""How often, and after how many seconds, it is looked at what another process made of it."""
MOST_LISTED = 10


@commands.command("unshare", family="Hear", role=Role.RECRUITER, examples=("unshare noor", "unshare"), changes=True)
def unshare(
    ctx: Context,
    who: Annotated[Candidate | None, "a name, #number or row; without it, all that is shared is listed"] = None,
    *,
    post: Annotated[int, UNTYPED] = 0,
) -> Reply:
    """Take down what was shared; alone, list what stands in which channel."""
    if post:
        return _down(ctx, _one(ctx, post))
    found = ctx.store.shares(number=who.number if who else 0)
    if who and not found:
        raise Refusal(f"{shown_name(who)} is not shared anywhere.", (Typed("unshare"), " lists what is."))
    return _down(ctx, found[0]) if who and len(found) == 1 else _listed(ctx, found, who)


def _one(ctx: Context, given: int) -> Share:
    found = ctx.store.share(given)
    if found is None or found.state not in STANDING:
        raise Refusal("That is not shared any more.", (Typed("unshare"), " lists what is."))
    return found


def _down(ctx: Context, share: Share) -> Reply:
    if share.member not in ctx.store.identities() and ctx.role < Role.ADMIN:
        advice = f"{share.by}, who shared it, can take it down, and so can admins."
        raise Refusal(f"You cannot take down what {share.by} shared.", (advice,))
    poster = ctx.poster(share.workspace)
    if not share.messages:
        ctx.store.taken_down(share.id, by=ctx.actor, at=ctx.now)
        answer = f"Whether it ever came to {share.where} is not known."
        advice = "If it stands there, somebody who manages the channel can delete it: the bot does not know which message it is."
        return Reply((Text((Bold(answer), f"\n{advice}")),), text=answer, names=share.numbers)
    if poster is not None:
        after, gone = delivery.take_down(ctx.store, share, poster, by=ctx.actor, now=ctx.now)
    elif ctx.store.leave_share(share.id, by=ctx.actor):
        after, gone = awaited(ctx, share), False
    else:
        return _down(ctx, _one(ctx, share.id))
    if after.state != "down":
        why = after.fault or _nobody(after)
        raise Refusal(f"It still stands in {share.where}.", (why,), buttons=_link_button(after))
    said = f"It was gone from {share.where} already." if gone else f"Taken down from {share.where}."
    more = "\nSomebody deleted it there." if gone else ""
    small = SmallPrint(((f"by {ctx.actor}",), ("recorded",)))
    return Reply((Text((Bold(said), more) if more else (Bold(said),)), small), text=said, names=share.numbers)


def _listed(ctx: Context, found: tuple[Share, ...], who: Candidate | None) -> Reply:
    if not found:
        answer = "Nothing is shared."
        return Reply((Text((Bold(answer), "\nTo share somebody: ", Typed("share noor #hiring"))),), text=answer)
    whose = f" of {shown_name(who)}" if who else ""
    head = f"{count(len(found), 'post')}{whose} shared"
    rows = tuple(_row(ctx, one) for one in found[:MOST_LISTED])
    more = len(found) - len(rows)
    rest = (SmallPrint(((f"and {more} older",),)),) if more > 0 else ()
    names = tuple(number for one in found[:MOST_LISTED] for number in one.numbers)
    return Reply((Title(head), *rows, *rest), text=f"{head}.", names=names)


def _row(ctx: Context, share: Share) -> Person:
    there = ctx.store.candidates(share.numbers)
    names = ", ".join(map(shown_name, there)) or people(len(share.numbers))
    lines: list[Spans] = [
        (
            f"{share.where} · {share.workspace.platform.capitalize()} · by {share.by}, ",
            When(share.posted or share.asked),
        )
    ]
    if share.state != "posted":
        lines.append((_state(share),))
    if share.fault:
        lines.append((f"⚠️ {share.fault}",))
    if address := link(ctx, share):
        lines.append((Link("See it", address),))
    down = Button("Take down", f"unshare --post {share.id}", spoken=f"Take down {names}", typed="unshare")
    return Person(names, tuple(lines), buttons=(down,))


def _state(share: Share) -> str:
    return "being taken down" if share.state == "leaving" else "may stand there: the answer was lost"


# ------------------------------------------------------------- what became of it


def outcome(ctx: Context, share: Share) -> Reply:
    """The answer to a yes."""
    if share.state == "posted":
        return _told(ctx, share, f"Shared in {share.where}.")
    if share.state == "doubtful":
        return _told(
            ctx, share, f"It may stand in {share.where}: {share.fault}", "Look there before you share it again."
        )
    again = (Button("Try again", f"share-post {share.id}", typed=f"share post {share.id}"),)
    raise Refusal(f"Nothing was shared in {share.where}.", (share.fault or _nobody(share),), buttons=again)


def already(ctx: Context, share: Share) -> Reply:
    """The answer to a yes to what was posted before, or was said yes to before."""
    if share.state == "posted":
        return _told(ctx, share, f"It is in {share.where} already.", f"Shared by {share.by}, ", share.posted)
    if share.state == "down":
        raise Refusal(f"It was taken down from {share.where}.", ("To post it anew, share it again.",))
    if share.state in ("held", "waiting", "leaving"):
        return _told(ctx, share, f"It is on its way to {share.where} or there already.", "Look there.")
    return outcome(ctx, share)


def _told(ctx: Context, share: Share, answer: str, more: str = "", at: object = None) -> Reply:
    spans: Spans = (Bold(answer),)
    if more:
        spans = (*spans, f"\n{more}")
    if share.posted and at:
        spans = (*spans, When(share.posted, "time"))
    if address := link(ctx, share):
        spans = (*spans, "\n", Link("See it there", address))
    buttons = (Button("Take down", f"unshare --post {share.id}", typed="unshare"),) if share.state in STANDING else ()
    small = SmallPrint((("contacts are left out",), ("recorded",)))
    blocks = (Text(spans), *((Actions(buttons),) if buttons else ()), small)
    return Reply(blocks, text=answer, replace=True, names=share.numbers)


def awaited(ctx: Context, share: Share) -> Share:
    """The share once another process dealt with it; as it was before, where none did in time."""
    for _ in range(LOOKS):
        now = ctx.store.share(share.id)
        if now is not None and now.state in ("posted", "doubtful", "failed", "down"):
            settled = now.state != "posted" or share.state != "posted" or bool(now.fault)
            if settled:
                return now
        sleep(PAUSE)
    ctx.store.withdraw_share(share.id)
    return ctx.store.share(share.id) or share


def link(ctx: Context, share: Share) -> str:
    """The address of what was posted; empty where it is not known here."""
    poster = ctx.poster(share.workspace)
    first = next(iter(share.messages), "")
    return poster.link(delivery.place_of(share), first) if poster and first else ""


def _link_button(share: Share) -> tuple[Button, ...]:
    return (Button("Try again", f"unshare --post {share.id}", typed="unshare"),)


def _nobody(share: Share) -> str:
    platform = share.workspace.platform
    return (
        f"No running bot that is in {platform}:{share.workspace.id} took it: start one with recruitbot run {platform}."
    )
