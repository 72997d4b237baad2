"""Posts in a forum: each is a thread of its own with a title, and a tag where the forum has one that fits."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord

from adapters.discord import marks
from adapters.discord.archived import while_open
from adapters.discord.markdown import clean, units
from adapters.discord.tags import tagged
from adapters.discord.wire import Payload, Wire, lasting
from adapters.posted import Post
from adapters.titles import headline
from bot.chat.messages import Reply, Title

LONGEST_TITLE = 100
EMPTIED = "Taken down"


def forum(client: discord.Client, channel: int) -> discord.ForumChannel | None:
    """The channel, where it takes posts and no messages."""
    found = client.get_channel(channel)
    return found if isinstance(found, discord.ForumChannel) else None


def stands(client: discord.Client, channel: int, message: str) -> tuple[int, int]:
    """The channel and the number of a message of ours. A post in a forum is a thread with its first message's number.

    Of the messages that follow in one the thread is said, too: ``thread/message``.
    """
    thread, _, later = message.rpartition("/")
    if thread:
        return int(thread), int(later)
    return (int(message) if forum(client, channel) else channel), int(message)


def title(reply: Reply) -> str:
    """What the post is called: as it is filed, else the reply's own title, else its sentence."""
    head = next((one.text for one in reply.blocks if isinstance(one, Title)), "")
    named = clean(reply.filed.title if reply.filed else head).strip()
    return headline(named or clean(reply.text).strip() or "–", LONGEST_TITLE, units)


async def arrived(wire: Wire, place: discord.ForumChannel, me: int, key: str, since: datetime) -> dict[int, str]:
    """The first message of a post of ours that begins with the key's, and began since then; nothing where there is none."""
    ours = [int(one["id"]) for one in await wire.threads(place.guild.id) if _is_ours(one, place, me)]
    for number in ours:
        if number < discord.utils.time_snowflake(since):
            continue
        with suppress(discord.NotFound):  # somebody deleted it, and left what follows
            if there := marks.found([await wire.message(number, number)], me, key):
                return there
    return {}


async def filed(wire: Wire, place: discord.ForumChannel, thread: int, reply: Reply) -> None:
    """Give a post of ours the title and the tag that it has by now; tags that people gave it stay."""
    standing = await wire.channel(thread)
    before = [str(one) for one in standing.get("applied_tags") or ()]
    wanted = {"name": title(reply), "applied_tags": await tagged(wire, place, reply, before)}
    now: Mapping[str, Any] = {"name": standing.get("name"), "applied_tags": before}
    if changed := {key: value for key, value in wanted.items() if now[key] != value}:
        await wire.change(thread, changed)


async def remove(wire: Wire, thread: int) -> None:
    """A post of ours with all that stands in it; where the bot may not do that, its words and its title."""

    async def emptied() -> None:
        await wire.change(thread, {"name": EMPTIED})
        await wire.delete(thread, thread)

    try:
        await wire.remove(thread)
    except discord.Forbidden:
        await while_open(wire, thread, emptied)


def _is_ours(thread: Payload, place: discord.ForumChannel, me: int) -> bool:
    return (thread.get("parent_id"), thread.get("owner_id")) == (str(place.id), str(me))


@dataclass(frozen=True, slots=True)
class Beginning:
    """How posts begin in one forum; ``me`` is the bot's own number."""

    wire: Wire
    place: discord.ForumChannel
    me: int

    async def of(self, reply: Reply, first: Payload, post: Post) -> str:
        """Begin a post with its first message; its number is that of the thread.

        Discord has no nonce for it: where an answer was lost, the post that came of it is looked for.
        """
        name = title(reply)
        if post.tried and (there := await self._there(name, post)):
            return there
        applied = await tagged(self.wire, self.place, reply)
        post.tried = True
        body: dict[str, Any] = {"name": name, "message": lasting(first)}
        return await self.wire.begin_thread(self.place.id, {**body, "applied_tags": applied} if applied else body)

    async def _there(self, name: str, post: Post) -> str:
        """The youngest post of ours of that name which is no older than the first try, and not somebody else's of that name."""
        ours = [
            int(one["id"])
            for one in await self.wire.threads(self.place.guild.id)
            if _is_ours(one, self.place, self.me) and one.get("name") == name
        ]
        since = discord.utils.time_snowflake(post.began)
        for number in sorted((one for one in ours if one >= since), reverse=True):
            with suppress(discord.NotFound, discord.Forbidden):  # what cannot be read is not taken for ours
                if marks.found([await self.wire.message(number, number)], self.me, post.key):
                    return str(number)
        return ""
