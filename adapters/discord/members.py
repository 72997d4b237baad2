"""Who somebody is, as Discord vouches for it; in a direct message, which server they speak as a member of.

What comes from a server brings its sender's roles along. Of direct messages Discord says no more than the user, who is
asked for again after `REMEMBERED_SECONDS`: so long does a role live there after it ended.
"""

import asyncio
import time
from collections.abc import Callable

import discord

from adapters.discord.phrases import NO_SERVER, SEVERAL_SERVERS, Unasked
from bot.chat.messages import Member, Place, Reply
from bot.records import Workspace

REMEMBERED_SECONDS = 60.0
REMEMBERED = 1_000
MOST_SERVERS = 20
"""Servers that are asked whether they know somebody; with more, people name the server by writing from it."""


def workspace(guild_id: int) -> Workspace:
    return Workspace("discord", str(guild_id))


def member(user: discord.Member) -> Member:
    """Role and rights come from the server's own roles, never from what a channel grants on top."""
    guild = user.guild
    allowed = discord.Permissions.none()
    if guild.default_role is not None:  # a server that is not loaded yet has none
        allowed = user.guild_permissions
    return Member(
        workspace(guild.id),
        str(user.id),
        user.display_name,
        groups=tuple(str(role.id) for role in user.roles if role is not None and role.id != guild.id),
        admin=allowed.manage_guild or allowed.administrator,
        outsider=user.bot or user.pending or user.flags.guest,
    )


def in_server(user: discord.Member, channel_id: int, name: str) -> tuple[Member, Place]:
    return member(user), Place(workspace(user.guild.id), "channel", str(channel_id), name)


class DirectMessages:
    """Finds the server of a person who writes directly: the one that is set, or the only one shared with the bot."""

    def __init__(self, client: discord.Client, home: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._client, self._home, self._clock = client, home, clock
        self._known: dict[int, tuple[float, Member | Reply]] = {}

    async def sender(self, user_id: int) -> tuple[Member, Place]:
        """The person as a member; `Unasked` where no server or several would fit."""
        until, found = self._known.get(user_id, (0.0, None))
        if found is None or self._clock() >= until:
            found = await self._found(user_id)
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[user_id] = (self._clock() + REMEMBERED_SECONDS, found)
        if isinstance(found, Reply):
            raise Unasked(found)
        return found, Place(found.workspace, "dm", found.id)

    async def _found(self, user_id: int) -> Member | Reply:
        """The person as a member, or what to say where that cannot be told."""
        guilds = list(self._client.guilds)
        home = next((guild for guild in guilds if guild.id == self._home), None)
        if home and (found := await _in(home, user_id)):
            return found
        if len(guilds) > MOST_SERVERS:
            return SEVERAL_SERVERS
        members = await asyncio.gather(*(_in(guild, user_id) for guild in guilds if guild is not home))
        shared = [one for one in members if one]
        if len(shared) > 1:
            return SEVERAL_SERVERS
        return shared[0] if shared else NO_SERVER


async def _in(guild: discord.Guild, user_id: int) -> Member | None:
    try:
        return member(await guild.fetch_member(user_id))
    except discord.NotFound:
        return None
