"""share: a version without contacts for a whole channel; asked about first, posted once. `bot.commands.standing` takes it down."""

from datetime import timedelta
from typing import Annotated

from bot.cards.person import shown_name
from bot.cards.shared import LEFT_OUT, head
from bot.cards.wording import count, people
from bot.chat.command import NO_WORDS, UNTYPED, Channel, Led, Line
from bot.chat.context import Context
from bot.chat.errors import Missing, Refusal, short
from bot.chat.messages import (
    Actions,
    Bold,
    Bullets,
    Button,
    Form,
    FormField,
    Place,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Typed,
)
from bot.commands import places, standing
from bot.commands.registry import commands
from bot.commands.several import numbers as numbered
from bot.digests.post import Reach
from bot.records import Candidate, Role
from bot.sharing import delivery
from bot.sharing.records import Share

MOST = 8
"""People in one post."""
AGAIN = timedelta(hours=1)
"""So soon the same is not posted there again."""
FIND = "find "
NOT_YET = SmallPrint((("Nothing was shared yet",), ("it is recorded",), ("you or an admin can take it down",)))
_TO = Led({"to", "in", "into", "with"})


def _form(ctx: Context, line: str) -> Form:
    asked = FormField("channel", "Channel", picks="channel")
    if ctx.request.place.kind == "terminal":
        asked = FormField("channel", "Channel", hint="slack:T012:C034 or discord:12:34")
    whom = () if line else (FormField("who", "Whom", "a name or #number", picks="candidate"),)
    return Form("Share with a channel", f"share {line}".strip(), (*whom, asked), "Go on")


@commands.command(
    "share",
    family="Hear",
    role=Role.RECRUITER,
    examples=("share noor #hiring", "share 1-4 #hiring", "share noor"),
    changes=True,
    form=_form,
)
def share(
    ctx: Context,
    who: Annotated[tuple[Candidate, ...], "names, #numbers or rows"],
    channel: Annotated[Channel | None, "where to, if not here", _TO] = None,
    *,
    query: Annotated[Line, UNTYPED] = NO_WORDS,
) -> Reply:
    """Post a version without contacts to a channel, after a question; unshare takes it down."""
    return _asked(ctx, who, channel, query, again=f"{numbered(who)}{f' --query {query}' if query else ''}")


@commands.command(
    "share-list", family="Hear", role=Role.RECRUITER, examples=("share list #hiring", "share list"), changes=True
)
def share_list(ctx: Context, channel: Annotated[Channel | None, "where to, if not here", _TO] = None) -> Reply:
    """Post the list that you saw last to a channel, without contacts, after a question."""
    seen = ctx.recent.seen
    if not seen.numbers:
        raise Refusal("There is no list to share.", ("Show one first: ", Typed("cuda triton")))
    query = Line(seen.line.removeprefix(FIND).partition(" --")[0] if seen.line.startswith(FIND) else "")
    who = ctx.store.candidates(seen.numbers)
    return _asked(ctx, who, channel, query, again=f"{numbered(who)}{f' --query {query}' if query else ''}")


@commands.command(
    "share-post", family="Hear", role=Role.RECRUITER, hidden=True, examples=("share post 12",), changes=True
)
def share_post(ctx: Context, number: Annotated[int, "what was asked about"]) -> Reply:
    """Post what was asked about."""
    asked = ctx.store.share(number)
    if asked is None or asked.member not in ctx.store.identities():
        raise Refusal("That question is no longer open.", ("Ask again: ", Typed("share noor")))
    poster = ctx.poster(asked.workspace)
    begun, fresh = ctx.store.begin_share(number, at=ctx.now, here=poster is not None, again=AGAIN)
    if not fresh and not delivery.resumed(ctx.store, begun, here=poster is not None, now=ctx.now):
        return standing.already(ctx, begun)
    if poster is not None:
        post = delivery.post if fresh else delivery.go_on
        begun = post(ctx.store, begun, poster, now=ctx.now)
    else:
        begun = standing.awaited(ctx, begun)
    return standing.outcome(ctx, begun)


# ----------------------------------------------------------------- the question


def _asked(ctx: Context, who: tuple[Candidate, ...], channel: str | None, query: str, *, again: str) -> Reply:
    """What would be seen by whom; the button posts just that, by number."""
    if len(who) > MOST:
        raise Refusal(f"That is {people(len(who))}; at most {MOST} in one post.", ("For example ", Typed("share 1-4")))
    place = _place(ctx, channel, again)
    place, reach = places.reached(ctx, place, "shared", f"share {again}")
    wanted = Share(
        0,
        place.workspace,
        place.id,
        place.name,
        tuple(one.number for one in who),
        query,
        ctx.actor,
        ctx.request.member.key,
        ctx.now,
    )
    kept = ctx.store.ask_share(wanted)
    one = who[0] if len(who) == 1 and not query else None
    what = f"{shown_name(one)}'s card" if one else head(kept, len(who), ctx.now)
    question = f"Share {what} in {kept.where}?"
    names: tuple[Spans, ...] = () if one else ((Bold("On it: "), ", ".join(map(shown_name, who))),)
    told: tuple[Spans, ...] = (
        (Bold("Read by "), _readers(kept, reach)),
        *names,
        (Bold("Shown: "), "name, headline, stage, owner, and what the CV says of work, education, papers and skills"),
        (Bold("Left out: "), LEFT_OUT),
    )
    buttons = (
        Button(
            f"Share in {short(kept.where, 40)}", f"share-post {kept.id}", primary=True, typed=f"share post {kept.id}"
        ),
        Button("Another channel…", f"form share {again}", typed=""),
    )
    return Reply((Text((Bold(question),)), Bullets(told), Actions(buttons), NOT_YET), text=question, names=kept.numbers)


def _readers(share: Share, reach: Reach | None) -> str:
    whom = f"the {count(reach.readers, 'member')} of {share.where}" if reach and reach.readers else ""
    also = ". ⚠️ People of another organization are in it" if reach and reach.outsiders else ""
    return (whom or f"everybody in {share.where}, whatever their role") + also


def _place(ctx: Context, typed: str | None, again: str) -> Place:
    """The channel that was named, or the one where it was asked."""
    here = ctx.request.place
    if not typed:
        if here.kind == "channel":
            return here
        form = _form(ctx, again)
        line = f"share {again}"
        advice: Spans = (Typed(f"{line} #hiring"),) if here.kind != "terminal" else places.written_out(line)
        raise Missing("Which channel is it for?", advice, form=form)
    return places.named(ctx, typed, f"share {again}")
