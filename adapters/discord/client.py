"""The connected client: discord.py with no caches and no privileged intents, which hands its events on.

It has as many connections as Discord asks for: a bot in very many servers needs several.
"""

import asyncio
import logging
import traceback
from collections.abc import Coroutine
from concurrent.futures import Executor
from typing import Any, TypeVar

import discord

from adapters.base import Core
from adapters.discord import commands, flight
from adapters.discord.files import Downloads
from adapters.discord.gateway import Apart, patient
from adapters.discord.interactions import answer_interaction
from adapters.discord.leaving import Leaving
from adapters.discord.messages import answer_message
from adapters.discord.session import FAILURES, Session, refusal

log = logging.getLogger(__name__)

T = TypeVar("T")

IN_HAND = 10.0
"""Seconds that requests under way may take when the bot is stopped."""
LAST_WORDS = 3.0
"""Seconds for telling those whose requests were not begun."""
GOODBYE = 1.0
"""Seconds for which Discord may take to hear that nothing more is heard."""


class Client(discord.AutoShardedClient):
    """Runs on one loop; ``home`` is the server that gets the slash command as its own.

    ``noting`` takes down what was asked, and has nothing else to do; without it the pool does.
    """

    def __init__(
        self, core: Core, pool: Executor, downloads: Downloads, home: int | None, noting: Executor | None = None
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            http_trace=flight.watching(),
        )
        self.http.ws_connect = patient(self.http.ws_connect)  # type: ignore[method-assign]  # there is no other way
        self._beginning = Apart()
        self._noting = noting or pool
        self.session = Session(self, core, pool, downloads, home, noting=self._noting)
        self._core, self._home = core, home
        self._under_way: set[asyncio.Future[Any]] = set()

    async def setup_hook(self) -> None:
        try:
            await self._register()
        except FAILURES as error:
            log.error("the slash command could not be registered: %s", refusal(error))  # noqa: TRY400

    async def _register(self) -> None:
        """Tell Discord the commands, where it does not know them yet.

        A server's own command shows at once, but not in direct messages: those have the global one.
        """
        everywhere: tuple[int, ...] = (commands.IN_SERVERS, commands.IN_DIRECT_MESSAGES)
        if self._home is not None:
            try:
                await self._tell(self._home, None)
                everywhere = (commands.IN_DIRECT_MESSAGES,)
            except discord.Forbidden:
                log.error(  # noqa: TRY400 - its traceback tells nobody anything
                    "DISCORD_GUILD names a server that the bot is not in: invite it there, or clear the setting"
                )
        await self._tell(None, everywhere)

    async def _tell(self, guild: int | None, contexts: tuple[int, ...] | None) -> None:
        assert self.application_id is not None
        ours = commands.registered(self._core.commands, contexts)
        theirs = await self.session.wire.commands(self.application_id, guild)
        if not commands.same(ours, theirs):
            await self.session.wire.register(self.application_id, guild, ours)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002
        await self._beginning.turn()

    async def on_message(self, message: discord.Message) -> None:
        await self._attend(answer_message(self.session, message))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await self._attend(answer_interaction(self.session, interaction))

    async def _attend(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await self.during(work)
        except FAILURES as error:
            log.warning("an answer did not reach Discord: %s", refusal(error))
        except Exception as error:  # noqa: BLE001 - an event that breaks must not break the next one
            frames = "".join(traceback.format_tb(error.__traceback__))  # the error's own words may name a candidate
            log.error("an event broke: %s\n%s", type(error).__name__, frames)  # noqa: TRY400

    async def during(self, work: Coroutine[Any, Any, T]) -> T:
        """Do the work as something that `finish` waits for."""
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        try:
            return await task
        finally:
            self._under_way.discard(task)

    async def finish(self) -> None:
        """Let what is under way end, give up what is not begun, disconnect.

        Whoever asks meanwhile is told to ask again, the last of them once nobody else can be heard.
        """
        begun, noting = self.session, self._noting
        self.session = Leaving(self, self._core, noting, begun.downloads, self._home, noting=noting)
        await self._ended_within(IN_HAND)
        begun.give_up()
        if leaving := [asyncio.ensure_future(shard.disconnect()) for shard in self.shards.values()]:
            await asyncio.wait(leaving, timeout=GOODBYE)
        await self._ended_within(LAST_WORDS)
        await self.close()

    async def _ended_within(self, seconds: float) -> None:
        await asyncio.sleep(0)  # what was heard just now is under way then
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=seconds)
