"""Who somebody is, as Discord vouches for it; in a direct message, which server they speak as a member of.

What comes from a server brings its sender's roles along. Of direct messages Discord says no more than the user, who is
asked for again after `REMEMBERED_SECONDS`: so long does a role live there after it ended.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import discord

from adapters.discord.phrases import NO_SERVER, SEVERAL_SERVERS, Unasked
from adapters.discord.servers import Server, question
from bot.chat.messages import Member, Place, Reply
from bot.records import Workspace

REMEMBERED_SECONDS = 60.0
REMEMBERED = 1_000
MOST_SERVERS = 20
"""Servers that are asked whether they know somebody; a bot in more asks those in which they used it, and the one that is set."""


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


class Known(Protocol):
    """What the core knows of people; asked from the loop."""

    async def admits(self, member: Member) -> bool: ...
    async def direct_of(self, person: str) -> Workspace | None: ...
    async def direct_to(self, member: Member) -> None: ...


class DirectMessages:
    """Finds the server of a person who writes directly: the one that they chose, or the only one in which they have a role.

    Where they have none anywhere, the one that is set stands for all, or the first one shared with the bot. A server that
    nobody used yet begins by what is done in it, never by a direct message.
    """

    def __init__(
        self, client: discord.Client, home: int | None, known: Known, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client, self._home, self._known, self._clock = client, home, known, clock
        self._found: dict[int, tuple[float, Member | tuple[Server, ...]]] = {}
        self._acted: dict[int, set[str]] = {}

    async def sender(self, user_id: int, asked: str = "") -> tuple[Member, Place]:
        """The person as a member; `Unasked` where no server or several would fit."""
        until, found = self._found.get(user_id, (0.0, ()))
        if self._clock() >= until:
            found = await self._look(user_id)
            if isinstance(found, Member) or not found:  # a choice may be made in another process
                self._remember(user_id, found)
        if isinstance(found, Member):
            return found, Place(found.workspace, "dm", found.id)
        raise question(found, asked) if found else Unasked(self._nowhere())

    def acted(self, user_id: int, server: Workspace) -> None:
        """Somebody did something in a server: another one that was found for them may not be the only one any more."""
        if len(self._acted) >= REMEMBERED and user_id not in self._acted:
            self._acted.clear()
        self._acted.setdefault(user_id, set()).add(server.id)
        _, found = self._found.get(user_id, (0.0, ()))
        if not isinstance(found, Member) or found.workspace != server:
            self._found.pop(user_id, None)

    async def able(self, user_id: int) -> tuple[Server, ...]:
        """The servers in which the person has a role."""
        return await self._with_role(await self._shared(user_id))

    async def _with_role(self, shared: Sequence[Server]) -> tuple[Server, ...]:
        admitted = await asyncio.gather(*(self._known.admits(one.member) for one in shared))
        return tuple(one for one, may in zip(shared, admitted, strict=True) if may)

    async def chosen(self, user_id: int) -> str:
        workspace = await self._known.direct_of(str(user_id))
        return workspace.id if workspace else ""

    async def choose(self, user_id: int, server: Server) -> None:
        await self._known.direct_to(server.member)
        self._remember(user_id, server.member)

    def _remember(self, user_id: int, found: Member | tuple[Server, ...]) -> None:
        if len(self._found) >= REMEMBERED:
            self._found.clear()
        self._found[user_id] = (self._clock() + REMEMBERED_SECONDS, found)

    async def _look(self, user_id: int) -> Member | tuple[Server, ...]:
        """The person as a member; or the servers that may be meant, none where none is shared."""
        if chosen := await self.chosen(user_id):
            guild = next((one for one in self._client.guilds if str(one.id) == chosen), None)
            found = await _in(guild, user_id) if guild else None
            if found and await self._known.admits(found):
                return found
        shared = await self._shared(user_id)
        able = await self._with_role(shared)
        if len(able) == 1:
            if self._very_many:  # in which they acted is known until the bot is started again
                await self._known.direct_to(able[0].member)
            return able[0].member
        return able or self._anywhere(shared)

    def _anywhere(self, shared: Sequence[Server]) -> Member | tuple[Server, ...]:
        """Somebody without any role, as whom they are to be refused; nobody's admin, who could begin."""
        home = next((one.member for one in shared if one.id == str(self._home)), None)
        found = home or (shared[0].member if shared else None)
        return replace(found, admin=False) if found else ()

    async def _shared(self, user_id: int) -> list[Server]:
        """The servers that the person is in; of very many those that are likely."""
        guilds = list(self._client.guilds)
        if self._very_many:
            likely = {str(self._home), *self._acted.get(user_id, ())}
            guilds = [guild for guild in guilds if str(guild.id) in likely][:MOST_SERVERS]
        members = await asyncio.gather(*(_in(guild, user_id) for guild in guilds))
        return [Server(guild.name, one) for guild, one in zip(guilds, members, strict=True) if one]

    def _nowhere(self) -> Reply:
        return SEVERAL_SERVERS if self._very_many else NO_SERVER

    @property
    def _very_many(self) -> bool:
        return len(self._client.guilds) > MOST_SERVERS


async def _in(guild: discord.Guild, user_id: int) -> Member | None:
    try:
        return member(await guild.fetch_member(user_id))
    except discord.NotFound:
        return None
