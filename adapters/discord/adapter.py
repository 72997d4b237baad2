"""Discord's adapter: a client on its own loop in its own thread, kept connected until it is stopped."""

import asyncio
import concurrent.futures
import contextlib
import logging
import sys
import threading
from collections.abc import Callable, Collection, Coroutine, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.base import BadToken, Core, Undeliverable
from adapters.discord import flight, marks, posts
from adapters.discord.actions import kept_lines
from adapters.discord.client import Client
from adapters.discord.files import Downloads
from adapters.discord.members import workspace
from adapters.discord.session import FAILURES, refusal
from adapters.posted import Post, Posts
from bot.chat.messages import Place, Reply
from bot.digests.post import Addressee, Reach
from bot.records import Workspace
from bot.settings import Settings

log = logging.getLogger(__name__)

T = TypeVar("T")

FIRST_CONNECTION = 20.0
"""Seconds that `Discord.start` waits to hear whether the token is good."""
SHARE = 0.001
"""Seconds for which one thread may keep the others out: the loop has to be heard among workers that are all busy."""
NOTING = 4
"""Threads that take down what was asked: where the database is away each one waits."""
LONGEST_PAUSE = 60.0
STOPPING = 15.0
POSTING = 60.0
GRACE = 5.0
"""Seconds for saying how a post ended."""
ATTEMPTS = 3
TOKEN_REFUSED = 4004
LESS_OFTEN = "Discord asks to post less often."
REFUSED = "DISCORD_TOKEN is refused by Discord. Copy the bot's token from discord.com/developers, page Bot, and set it."


class Discord:
    """The adapter of `adapters.base`."""

    name = "discord"

    def __init__(self, settings: Settings, core: Core) -> None:
        self._settings, self._core = settings, core
        self._pool = ThreadPoolExecutor(settings.workers, thread_name_prefix="discord-worker")
        self._noting = ThreadPoolExecutor(NOTING, thread_name_prefix="discord-noting")
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="discord", daemon=True)
        self._heard: Future[None] = Future()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()
        self._client: Client | None = None
        self._posts = Posts()
        self._finishing: asyncio.Future[None] | None = None
        self._connecting: asyncio.Future[None] | None = None

    # ------------------------------------------------------------ life and end

    def start(self) -> None:
        Route.BASE = self._settings.discord_api_url.rstrip("/")
        if self._settings.discord_gateway_url:
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(self._settings.discord_gateway_url)
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        for noisy in ("discord.http", "discord.gateway", "discord.client"):  # at DEBUG they log what was said
            logging.getLogger(noisy).setLevel(logging.INFO)
        sys.setswitchinterval(min(sys.getswitchinterval(), SHARE))
        self._thread.start()
        try:
            self._heard.result(FIRST_CONNECTION)
        except concurrent.futures.TimeoutError:
            log.warning("Discord has not answered yet; it is tried on")

    def stop(self) -> None:
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended by itself
                self._loop.call_soon_threadsafe(self._begin_to_finish)
            self._thread.join(STOPPING)
        for pool in (self._pool, self._noting):
            pool.shutdown(wait=False, cancel_futures=True)

    def _begin_to_finish(self) -> None:
        self._finishing = asyncio.ensure_future(self._finish())

    async def _finish(self) -> None:
        self._stopping.set()
        if self._client is not None:
            await self._client.finish()
        if self._connecting is not None:
            self._connecting.cancel()

    async def _run(self) -> None:
        """Stay connected. discord.py reconnects by itself; what ends it is tried again here, with a new client."""
        self._loop = asyncio.get_running_loop()
        pause = 1.0
        while not self._stopping.is_set():
            try:
                await self._connect()
                pause = 1.0
            except discord.LoginFailure:
                self._refused()
                return
            except discord.ConnectionClosed as error:
                if error.code == TOKEN_REFUSED:
                    self._refused()
                    return
                self._unreachable(error, pause)
            except Exception as error:  # noqa: BLE001 - discord.py lets many kinds out, AttributeError too
                self._unreachable(error, pause)
            if await self._stopped_within(pause):
                return
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _connect(self) -> None:
        home = self._settings.discord_guild
        downloads = Downloads(self._settings.discord_api_url)
        client = Client(self._core, self._pool, downloads, int(home) if home else None, self._noting)
        async with client:
            await client.login(self._settings.discord_token.get_secret_value())
            client.shard_count, address, _ = await client.http.get_bot_gateway()
            if not self._settings.discord_gateway_url:
                DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
            self._client = client
            self._settle(None)
            if not self._stopping.is_set():
                await self._connected(client)

    async def _connected(self, client: Client) -> None:
        """Until the connection ends, or the bot is stopped: by itself discord.py would try on for ever."""
        self._connecting = asyncio.ensure_future(client.connect())
        await asyncio.wait({self._connecting})
        if not self._connecting.cancelled():
            self._connecting.result()

    async def _stopped_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def _refused(self) -> None:
        log.error(REFUSED)
        self._client = None
        self._settle(BadToken(REFUSED))

    def _unreachable(self, error: Exception, pause: float) -> None:
        log.warning("Discord cannot be reached (%s); it is tried again in %.0f s", refusal(error), pause)
        self._settle(None)

    def _settle(self, error: BadToken | None) -> None:
        """Tell `start` how the first attempt went."""
        if not self._heard.done():
            self._heard.set_exception(error) if error else self._heard.set_result(None)

    # ----------------------------------------------------------------- posting

    def workspaces(self) -> Collection[Workspace]:
        client = self._client
        if client is None or client.is_closed():
            return ()
        return tuple(workspace(guild.id) for guild in client.guilds if not guild.unavailable)

    def post(self, place: Place, reply: Reply, *, key: str) -> tuple[str, ...]:
        def posted(client: Client) -> Coroutine[Any, Any, tuple[str, ...]]:
            self._keep_lines(place, reply)
            return _posted(client, place, reply, self._posts.of(place, key))

        return self._done(posted)

    def _keep_lines(self, place: Place, reply: Reply) -> None:
        if lines := kept_lines(reply):
            self._core.keep_lines(place.workspace, lines)

    def arrived(self, place: Place, *, key: str, since: datetime, under: str = "") -> tuple[str, ...]:
        try:
            return self._done(lambda client: _arrived(client, place, self._posts.of(place, key), since, under))
        except (Undeliverable, *FAILURES) as error:
            log.info("whether a post arrived cannot be told: %s", refusal(error))
            return ()

    def addressee(self, workspace: Workspace, who: str) -> Addressee:
        return self._done(lambda client: posts.addressee(client, workspace, who))

    def reach(self, place: Place) -> Reach:
        return self._done(lambda client: posts.reach(client, place))

    def take_down(self, place: Place, message: str) -> bool:
        return self._done(lambda client: _taken_down(client, place, message))

    def rewrite(
        self, place: Place, messages: Sequence[str], reply: Reply, *, key: str, broke_off: bool = False
    ) -> tuple[str, ...]:
        def rewritten(client: Client) -> Coroutine[Any, Any, tuple[str, ...]]:
            self._keep_lines(place, reply)
            return _rewritten(client, place, messages, reply, key=key, broke_off=broke_off)

        return self._done(rewritten)

    def show_home(self, workspace: Workspace, person: str) -> bool:  # noqa: ARG002
        """Discord has no such page."""
        return False

    def link(self, place: Place, message: str) -> str:
        return posts.link(self._client, place, message)

    def _done(self, work: Callable[[Client], Coroutine[Any, Any, T]]) -> T:
        """What the work on the connected client's loop comes to, for another thread."""
        client, loop = self._client, self._loop
        if client is None or loop is None or client.is_closed() or not self._thread.is_alive():
            raise Undeliverable("Discord is not connected.")
        working = work(client)
        try:
            doing = asyncio.run_coroutine_threadsafe(working, loop)
        except RuntimeError:  # the loop has just ended
            working.close()
            raise Undeliverable("Discord is not connected.") from None
        try:
            return doing.result(POSTING + GRACE)
        except (concurrent.futures.TimeoutError, concurrent.futures.CancelledError):
            doing.cancel()
            raise Undeliverable("Discord did not answer in time.", unknown=True) from None


async def _taken_down(client: Client, place: Place, message: str) -> bool:
    return await client.during(posts.take_down(client, await _standing_in(client, place), message))


async def _rewritten(
    client: Client, place: Place, messages: Sequence[str], reply: Reply, *, key: str, broke_off: bool = False
) -> tuple[str, ...]:
    channel = await _standing_in(client, place)
    return await client.during(posts.rewrite(client, channel, messages, reply, key=key, broke_off=broke_off))


async def _arrived(client: Client, place: Place, post: Post, since: datetime, under: str = "") -> tuple[str, ...]:
    """The nonce is good for minutes; this, as long as the message stands.

    Of a post that broke off after some messages, none is told: what is there is not sent again by `_posted`.
    """
    there = await client.during(posts.found(client, await _channel(client, place), post.key, since, under))
    if not marks.is_whole(there):
        post.earlier = there or post.earlier
        return ()
    return tuple(dict.fromkeys(there[index] for index in sorted(there)))


async def _posted(client: Client, place: Place, reply: Reply, post: Post) -> tuple[str, ...]:
    try:
        return await _in_time(client.during(_post(client, place, reply, post)))
    except Undeliverable as fault:
        if not post.begun:
            raise
        reason = f"Only a part of the post went out. {fault}"
        raise Undeliverable(reason, lasting=fault.lasting, unknown=True, out=post.out) from None


async def _in_time(posting: Coroutine[Any, Any, tuple[str, ...]]) -> tuple[str, ...]:
    """A wait in which nothing was taken is one for a rate limit: discord.py asks for no more than it may."""
    underway = flight.begin()
    try:
        async with asyncio.timeout(POSTING):
            return await posting
    except TimeoutError:
        if underway.taken:
            raise Undeliverable("Discord did not answer in time.", unknown=True) from None
        raise Undeliverable(LESS_OFTEN) from None


async def _post(client: Client, place: Place, reply: Reply, post: Post) -> tuple[str, ...]:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return await client.session.posting.post(await _channel(client, place), reply, post)
        except aiohttp.ClientConnectorError:
            raise Undeliverable("Discord cannot be reached.") from None
        except (aiohttp.ClientError, OSError):  # the answer was lost: the same nonce brings back what was posted
            if attempt == ATTEMPTS:
                raise Undeliverable("Discord's answer was lost.", unknown=True) from None
        except discord.HTTPException as error:
            raise _undeliverable(error) from None
    raise AssertionError


async def _standing_in(client: Client, place: Place) -> int:
    """As `_channel`, for what stands there already; raises Undeliverable alone."""
    try:
        return await _channel(client, place)
    except discord.HTTPException as error:
        raise _undeliverable(error) from None
    except (aiohttp.ClientError, OSError):
        raise Undeliverable("Discord cannot be reached.") from None


async def _channel(client: Client, place: Place) -> int:
    """The channel's id. One of another server is refused: a place belongs to its own workspace."""
    if place.kind == "dm":
        return await client.session.wire.direct(int(place.id))
    known = client.get_channel(int(place.id))
    guild = getattr(known, "guild", None)
    if guild is not None and str(guild.id) != place.workspace.id:
        raise Undeliverable("The channel is not in this server.", lasting=True)
    return int(place.id)


def _undeliverable(error: discord.HTTPException) -> Undeliverable:
    if error.status == 404:
        return Undeliverable("The channel is gone. Choose another one.", lasting=True)
    if error.status in (401, 403):
        return Undeliverable("The bot may not post there. Let it see the channel and send messages.", lasting=True)
    if error.status == 429:
        return Undeliverable(LESS_OFTEN)
    if error.status >= 500:
        return Undeliverable("Discord is out of order.", unknown=True)
    return Undeliverable(f"Discord refuses the message (code {error.code}).", lasting=True)
