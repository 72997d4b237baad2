"""Which channel a line means, and whether the bot can post there."""

from dataclasses import replace

from bot.chat.channels import ADDRESS, MENTION, NAMED
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import Place, Spans, Typed
from bot.digests.post import Reach, Undeliverable
from bot.records import Workspace
from bot.sharing.delivery import place_of


def named(ctx: Context, typed: str, example: str) -> Place:
    """The channel that was typed or picked; ``example`` is a line to which one is added."""
    if found := MENTION.fullmatch(typed):
        if ctx.request.place.kind == "terminal":
            raise Refusal(f"{short(typed)} is no channel here.", written_out(example))
        return Place(ctx.here, "channel", found["id"], found["name"] or "")
    if found := ADDRESS.fullmatch(typed):
        workspace = Workspace(found["platform"], found["workspace"])
        if workspace not in ctx.store.workspaces():
            raise Refusal(f"This team is not in {workspace.platform}:{workspace.id}.", _workspaces(ctx))
        known = (one.name for one in _known(ctx) if (one.workspace, one.id) == (workspace, found["id"]))
        return Place(workspace, "channel", found["id"], next(known, ""))
    if found := NAMED.fullmatch(typed):
        return _by_name(ctx, found["name"])
    raise Refusal(f"{short(typed)} is no channel.", ("For example ", Typed(f"{example} #hiring")))


def reached(ctx: Context, place: Place, done: str, example: str) -> tuple[Place, Reach | None]:
    """The channel as the bot sees it, where this process does; ``done`` is what nothing can be there otherwise."""
    poster = ctx.poster(place.workspace)
    if poster is None:
        if not place.id:
            raise Refusal(f"#{place.name} is no channel that the bot knows from here.", written_out(example))
        return place, None
    try:
        reach = poster.reach(place)
    except Undeliverable as fault:
        called = f"#{place.name}" if place.name else "that channel"
        raise Refusal(f"Nothing can be {done} in {called}.", (str(fault),)) from None
    return replace(place, id=reach.id, name=reach.name or place.name), reach


def open_to_posts(ctx: Context, here: Place) -> None:
    """Refuse where the bot can never post: a command works in channels that it was not invited to, too."""
    poster = ctx.poster(here.workspace) if here.kind == "channel" else None
    if poster is None:
        return
    try:
        poster.reach(here)
    except Undeliverable as fault:
        if fault.lasting:
            raise Refusal("Nothing can be posted here.", (str(fault),)) from None


def written_out(example: str) -> Spans:
    return ("Write out platform, workspace and channel: ", Typed(f"{example} slack:T012:C034"), ".")


def _workspaces(ctx: Context) -> Spans:
    known = [f"{one.platform}:{one.id}" for one in ctx.store.workspaces() if one.platform != "terminal"]
    return (
        (f"It is in {', '.join(known)}.",) if known else ("It is in no chat yet: begin there with ", Typed("help"), ".")
    )


def _by_name(ctx: Context, name: str) -> Place:
    """A channel that the bot knows by this name; in its own workspace the platform may know it."""
    wanted = name.casefold()
    fitting = {(one.workspace, one.id): one for one in _known(ctx) if one.name.casefold() == wanted}
    own = [one for one in fitting.values() if one.workspace == ctx.here]
    found = own or list(fitting.values())
    if len(found) > 1:
        listed = ", ".join(f"{one.workspace.platform}:{one.workspace.id}:{one.id}" for one in found[:5])
        raise Refusal(f"Several channels are called #{short(name)}.", (f"Write out which: {listed}",))
    return found[0] if found else Place(ctx.here, "channel", "", name)


def _known(ctx: Context) -> list[Place]:
    """Channels that digests go to, that take CVs, or that something is shared in."""
    places = [ctx.request.place] if ctx.request.place.kind == "channel" else []
    places += [Place(one.workspace, one.kind, one.channel, one.channel_name) for one in ctx.store.digests()]
    places += [Place(one.workspace, "channel", one.id, one.name) for one in ctx.store.intakes()]
    places += [place_of(one) for one in ctx.store.shares()]
    return [one for one in places if one.kind == "channel"]
