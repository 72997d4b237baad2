"""What the bot does with its own posts besides sending them: where they may go, where they are, taking them down."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

import aiohttp
import discord

from adapters.base import Undeliverable
from adapters.discord import forums, marks, threads
from adapters.discord.client import Client
from adapters.discord.members import member
from adapters.discord.rewriting import Standing, is_there, removing
from adapters.discord.tags import may_make
from adapters.discord.wire import Wire
from bot.chat.messages import Place, Reply
from bot.digests.post import Addressee, Reach
from bot.records import Workspace

PAGE, LOOKED_THROUGH = 100, 5
"""Messages of a channel that are asked for at once, and how often where more came since."""
NOT_THERE = "The bot does not see that channel. Give it View Channel and Send Messages there, then try again."
READ_ONLY = "The bot may not write in that channel. Give it Send Messages there, then try again."


async def addressee(client: Client, workspace: Workspace, who: str) -> Addressee:
    """As their server vouches for them. Discord says of nobody by whose clock they live."""
    guild = client.get_guild(int(workspace.id))
    if guild is None:
        raise Undeliverable("The bot is not in that server.", lasting=True)
    try:
        return Addressee(member(await guild.fetch_member(int(who))))
    except discord.NotFound:
        raise Undeliverable("Nobody of that server is it any more.", lasting=True) from None
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        raise Undeliverable("Discord does not say who somebody is.") from None


async def reach(client: Client, place: Place) -> Reach:
    """By what Discord told of its servers' channels; nobody is asked."""
    guild = client.get_guild(int(place.workspace.id))
    if guild is None:
        raise Undeliverable("The bot is not in that server.", lasting=True)
    channel = guild.get_channel_or_thread(int(place.id)) if place.id else _called(guild, place.name)
    if channel is None:
        raise Undeliverable(NOT_THERE, lasting=True)
    if not _takes_posts(channel):
        raise Undeliverable("Nothing can be posted in that channel.", lasting=True)
    if guild.me is not None and not _may_post(guild.me, channel):
        raise Undeliverable(READ_ONLY, lasting=True)
    tagged = isinstance(channel, discord.ForumChannel) and not may_make(channel)
    return Reach(str(channel.id), channel.name, tags=_tags(channel) if tagged else None)


def _takes_posts(channel: object) -> bool:
    return isinstance(channel, (discord.abc.Messageable, discord.ForumChannel))


def _tags(channel: object) -> tuple[str, ...]:
    return tuple(one.name for one in channel.available_tags) if isinstance(channel, discord.ForumChannel) else ()


def _called(guild: discord.Guild, name: str) -> discord.abc.GuildChannel | discord.Thread | None:
    """The one channel of that name."""
    wanted = name.casefold()
    found = [one for one in (*guild.channels, *guild.threads) if one.name.casefold() == wanted]
    written = [one for one in found if _takes_posts(one)]
    return written[0] if len(written) == 1 else None


def _may_post(me: discord.Member, channel: discord.abc.GuildChannel | discord.Thread) -> bool:
    allowed = channel.permissions_for(me)
    sends = allowed.send_messages_in_threads if isinstance(channel, discord.Thread) else allowed.send_messages
    return allowed.administrator or (allowed.view_channel and sends)


async def found(client: Client, channel: int, key: str, since: datetime, under: str) -> dict[int, str]:
    """The messages of the post of ours with the key's marks, by place and as `post` tells them."""
    me, wire = client.user.id if client.user else 0, client.session.wire
    forum = forums.forum(client, channel)
    if thread := under.partition("/")[0] if forum else "":
        with suppress(discord.NotFound, discord.Forbidden):
            if there := await arrived(wire, int(thread), me, key, since):
                return {place: f"{thread}/{one}" for place, one in there.items()}
    begun = await (forums.arrived(wire, forum, me, key, since) if forum else arrived(wire, channel, me, key, since))
    if 0 not in begun or marks.is_whole(begun):
        return begun
    with suppress(discord.NotFound, discord.Forbidden):  # it has no thread yet
        rest = await arrived(wire, int(begun[0]), me, key, since)
        return {place: f"{begun[0]}/{one}" for place, one in rest.items() if one != begun[0]} | begun
    return begun


async def arrived(wire: Wire, channel: int, me: int, key: str, since: datetime) -> dict[int, str]:
    """The messages of ours with the key's marks that came since then, by their place in the post."""
    after = discord.utils.time_snowflake(since)
    there: dict[int, str] = {}
    for _ in range(LOOKED_THROUGH):
        messages = await wire.messages(channel, after=after, limit=PAGE)
        there |= marks.found(messages, me, key)
        if marks.is_whole(there) or len(messages) < PAGE:
            break
        after = max(int(one["id"]) for one in messages)
    return there


async def take_down(client: Client, place: int, message: str) -> bool:
    """False where it was gone already. Of a post in a forum its title goes, too: it names somebody."""
    posting, (channel, number) = client.session.posting, forums.stands(client, place, message)
    if forums.forum(client, place) is not None and channel == number:
        return await is_there(lambda: forums.remove(posting.wire, channel), "take it down")
    return await is_there(removing(posting, channel, number), "take it down")


async def rewrite(
    client: Client, place: int, messages: Sequence[str], reply: Reply, *, key: str, broke_off: bool
) -> tuple[str, ...]:
    """Put it in the place of a post of ours; the messages in which it stands then."""
    return await Standing(client.session.posting, place, key, messages).rewritten(reply, broke_off=broke_off)


def link(client: discord.Client | None, place: Place, message: str) -> str:
    """Where it stands; a post in a forum is told by the client alone."""
    numbers = (place.workspace.id, place.id, message.replace("/", ""))
    if place.kind != "channel" or not all(one.isdecimal() for one in numbers):
        return ""
    channel, number = forums.stands(client, int(place.id), message) if client else (int(place.id), message)
    return threads.link(int(place.workspace.id), channel, str(number))
