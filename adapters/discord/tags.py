"""Which tags of its forum a post has: that of the stage, beside those that people gave it."""

from collections.abc import Sequence

import discord

from adapters.base import Undeliverable
from adapters.discord.actions import short
from adapters.discord.wire import Payload, Wire
from bot.chat.filing import Filed
from bot.chat.messages import Reply

DIGEST = "digest"
"""The tag of a post that is about nobody's stage."""
LONGEST_TAG, MOST_TAGS, MOST_APPLIED = 20, 20, 5


def may_make(place: discord.ForumChannel) -> bool:
    """Whether the bot may add tags to the forum."""
    return place.guild.me is not None and place.permissions_for(place.guild.me).manage_channels


async def tagged(wire: Wire, place: discord.ForumChannel, reply: Reply, before: Sequence[str] = ()) -> list[str]:
    """The tags of a post that has those of ``before``. Raises `Undeliverable` where one is asked for and none fits."""
    there = _by_name([{"name": one.name, "id": one.id} for one in place.available_tags])
    if reply.filed is None:
        found = [there[name] for name in (reply.stage or DIGEST, DIGEST) if name in there][:1]
        return found or _none(place, DIGEST)
    if _called(reply.filed.tag) not in there and may_make(place):
        there = await _made(wire, place, reply.filed.tag) or there
    return (
        _replaced(reply.filed, there, before)
        or [there[one] for one in (DIGEST,) if one in there and _asked(place)]
        or _none(place, reply.filed.tag)
    )


def _replaced(filed: Filed, there: dict[str, str], before: Sequence[str]) -> list[str]:
    """Of all that a post has one at a time, this one."""
    ours = {there[_called(one)] for one in filed.tags if _called(one) in there}
    mine = [there[_called(filed.tag)]] if _called(filed.tag) in there else []
    return [*[one for one in before if one not in ours][: MOST_APPLIED - 1], *mine]


async def _made(wire: Wire, place: discord.ForumChannel, name: str) -> dict[str, str]:
    """The forum's tags with one more; as they were where it takes none."""
    known = list((await wire.channel(place.id)).get("available_tags") or ())
    if _called(name) in _by_name(known) or len(known) >= MOST_TAGS:
        return _by_name(known)
    try:
        changed = await wire.change(place.id, {"available_tags": [*known, {"name": short(name, LONGEST_TAG)}]})
    except discord.HTTPException as error:
        if error.status not in (400, 403):
            raise
        return _by_name(known)
    return _by_name(changed.get("available_tags") or ())


def _by_name(tags: Sequence[Payload]) -> dict[str, str]:
    return {str(one["name"]).casefold(): str(one["id"]) for one in tags}


def _called(name: str) -> str:
    return short(name, LONGEST_TAG).casefold()


def _asked(place: discord.ForumChannel) -> bool:
    return place.flags.require_tag


def _none(place: discord.ForumChannel, wanted: str) -> list[str]:
    if _asked(place):
        raise Undeliverable(
            f"This forum asks for a tag on every post, and has none that fits: add one called {wanted}.", lasting=True
        )
    return []
