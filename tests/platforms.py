"""A Slack and a Discord on one socket that keep what is posted, as far as a bot needs them to post: with the keys against posting twice.

Slack keeps a message's metadata and shows its history where the app may read it. Discord keeps nonces for minutes, and the
numbers of components. Either refuses, or loses its answer, as told.
"""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

from aiohttp import WSMsgType, web

from adapters.slack import SlackAdapter
from bot.records import Workspace
from bot.settings import Settings
from tests.cores import ScriptedCore

GUILD, BOT, TEAM = "700", "704", "T0TEAM"
SLACK, DISCORD = Workspace("slack", TEAM), Workspace("discord", GUILD)
EPOCH = 1_420_070_400_000
"""Milliseconds from which Discord's numbers count."""
STARTING = 20.0
JSON = {"Content-Type": "application/json"}
ME = {"id": BOT, "username": "recruitbot", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": BOT,
    "name": "recruitbot",
    "description": "",
    "icon": None,
    "bot_public": False,
    "bot_require_code_grant": False,
    "verify_key": "",
    "flags": 0,
    "owner": ME,
}
SERVER = {
    "id": GUILD,
    "name": "Tessera",
    "owner_id": "703",
    "roles": [{"id": GUILD, "name": "@everyone", "permissions": "0", "position": 0, "color": 0, "hoist": False}],
    "channels": [],
    "members": [],
    "member_count": 2,
    "emojis": [],
    "features": [],
}
Json = dict[str, Any]


@dataclass(frozen=True)
class Posted:
    """A message that stands in a channel."""

    platform: str
    channel: str
    at: float
    """Seconds since 1970."""
    id: str
    body: Json
    words: str


@dataclass(frozen=True)
class Answer:
    """What a post meets instead of an answer: ``taken`` after the message stood there, else in its place."""

    status: int = 200
    error: str = ""
    """Slack's word."""
    wait: int = 0
    """Seconds that a 429 asks for."""
    taken: bool = False
    cut: str = ""
    """``reset`` or ``close``: how the connection ends without an answer; ``hang``: it does not."""


@dataclass
class Platforms:
    """Use it as a context."""

    port: int = 0
    posts: list[Posted] = field(default_factory=list)
    readable: bool = True
    """The bot may read the history of channels."""
    nonces: bool = True
    """Discord remembers nonces yet."""
    meets: Callable[[str, str], Answer | None] = lambda _platform, _channel: None
    """What the next post to a channel meets."""
    refused: list[tuple[float, str, str]] = field(default_factory=list)
    """When a post to which platform and channel met something."""
    calls: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._numbers = count()
        self._loop = asyncio.new_event_loop()
        self._listening: Future[None] = Future()
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._listening.result(STARTING)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(STARTING)
        self._loop.close()

    def said(self, platform: str, channel: str) -> list[str]:
        """The words of what stands in a channel, oldest first."""
        return [one.words for one in self.posts if (one.platform, one.channel) == (platform, channel)]

    async def _serve(self) -> None:
        app = web.Application(client_max_size=1 << 26)
        app.router.add_route("*", "/slack/{method}", self._slack)
        app.router.add_route("*", "/api/v10/{path:.*}", self._discord)
        app.router.add_get("/", self._gateway)
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]
        self._listening.set_result(None)
        await self._over.wait()
        await runner.cleanup()

    def _number(self) -> int:
        return (int(time.time() * 1000) - EPOCH) << 22 | next(self._numbers) & 0xFFF

    def _keep(self, platform: str, channel: str, given: str, body: Json) -> Posted:
        kept = Posted(platform, channel, time.time(), given, body, json.dumps(body, ensure_ascii=False))
        self.posts.append(kept)
        return kept

    def _met(self, platform: str, channel: str) -> Answer | None:
        met = self.meets(platform, channel)
        if met:
            self.refused.append((time.time(), platform, channel))
        return met

    async def _cut(self, request: web.Request, met: Answer) -> web.Response:
        assert request.transport is not None
        if met.cut == "hang":
            await asyncio.wait({asyncio.ensure_future(self._over.wait())}, timeout=STARTING)
        if met.cut == "reset":
            request.transport.abort()
        else:
            request.transport.close()
        return web.Response()

    # --------------------------------------------------------------- Slack

    async def _slack(self, request: web.Request) -> web.Response:
        method, body = request.match_info["method"], await request.read()
        form = dict(request.query) | (dict(await request.post()) if body[:1] != b"{" else json.loads(body))
        self.calls.append(("slack", method))
        if method == "chat.postMessage":
            return await self._slack_post(request, form)
        answers: dict[str, Json] = {
            "auth.test": {"team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0", "url": "https://tessera.slack.com/"},
            "conversations.open": {"channel": {"id": f"D-{form.get('users')}"}},
        }
        if method == "conversations.history":
            answers[method] = self._history(str(form["channel"]), float(form.get("oldest") or 0))
        return web.json_response({"ok": True, **answers.get(method, {})})

    async def _slack_post(self, request: web.Request, given: Json) -> web.Response:
        met = self._met("slack", given["channel"])
        if met is None or met.taken:
            kept = self._keep("slack", given["channel"], f"{time.time():.4f}{next(self._numbers) % 100:02}", given)
            done = {"ok": True, "ts": kept.id, "channel": given["channel"]}
        if met is None:
            return web.json_response(done)
        if met.cut:
            return await self._cut(request, met)
        wait = {"Retry-After": str(met.wait)} if met.wait else {}
        return web.json_response({"ok": False, "error": met.error or "ratelimited"}, status=met.status, headers=wait)

    def _history(self, channel: str, oldest: float) -> Json:
        if not self.readable:
            return {"ok": False, "error": "missing_scope", "needed": "channels:history"}
        there = [one for one in self.posts if (one.platform, one.channel) == ("slack", channel)]
        return {
            "messages": [
                {"ts": one.id, "metadata": one.body.get("metadata")} for one in there if float(one.id) > oldest
            ]
        }

    # ------------------------------------------------------------- Discord

    async def _discord(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        body = await request.read()
        self.calls.append(("discord", f"{request.method} {path}"))
        if path.endswith("/messages"):
            channel = path.split("/")[1]
            if request.method == "GET":
                return self._messages(channel, int(request.query.get("after", 0)))
            return await self._discord_post(request, channel, json.loads(body))
        known: Json = {
            "users/@me": ME,
            "oauth2/applications/@me": APPLICATION,
            "applications/@me": APPLICATION,
            "gateway/bot": {"url": f"ws://127.0.0.1:{self.port}", "shards": 1, "session_start_limit": {}},
            "users/@me/channels": {"id": "799", "type": 1},
        }
        # discord.py reads JSON only from a type without parameters, as Discord sends it.
        value = known.get(path, [] if path.endswith("/commands") else {"id": "1"})
        return web.Response(body=json.dumps(value).encode(), headers=JSON)

    def _messages(self, channel: str, after: int) -> web.Response:
        if not self.readable:
            return web.Response(body=b'{"code": 50013, "message": "Missing Permissions"}', status=403, headers=JSON)
        there = [one for one in self.posts if (one.platform, one.channel) == ("discord", channel)]
        found = [self._message(one) for one in there if int(one.id) > after][:100]
        return web.Response(body=json.dumps(found).encode(), headers=JSON)

    @staticmethod
    def _message(one: Posted) -> Json:
        return {"id": one.id, "author": ME, "components": one.body.get("components", [])}

    async def _discord_post(self, request: web.Request, channel: str, given: Json) -> web.Response:
        met = self._met("discord", channel)
        if met is None or met.taken:
            same = (
                one
                for one in self.posts
                if self.nonces and given.get("enforce_nonce") and one.channel == channel
                if one.body.get("nonce") == given["nonce"]
            )
            kept = next(same, None) or self._keep("discord", channel, str(self._number()), given)
        if met is None:
            return web.Response(body=json.dumps(self._message(kept)).encode(), headers=JSON)
        if met.cut:
            return await self._cut(request, met)
        wait = {"Retry-After": str(met.wait), "Via": "1.1 discord"} if met.wait else {}
        said = {"code": 0, "message": "", **({"retry_after": met.wait, "global": False} if met.wait else {})}
        return web.Response(body=json.dumps(said).encode(), status=met.status, headers={**JSON, **wait})

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        gateway = web.WebSocketResponse(max_msg_size=0)
        await gateway.prepare(request)
        await gateway.send_json({"op": 10, "d": {"heartbeat_interval": 41_250}})
        async for message in gateway:
            if message.type is not WSMsgType.TEXT:
                continue
            operation = json.loads(message.data)["op"]
            if operation == 1:
                await gateway.send_json({"op": 11, "d": None})
            if operation == 2:
                begun = {
                    "v": 10,
                    "user": ME,
                    "guilds": [{"id": GUILD, "unavailable": True}],
                    "session_id": "s",
                    "resume_gateway_url": f"ws://127.0.0.1:{self.port}/",
                    "shard": [0, 1],
                    "application": {"id": BOT, "flags": 0},
                }
                await gateway.send_json({"op": 0, "t": "READY", "s": 1, "d": begun})
                await gateway.send_json({"op": 0, "t": "GUILD_CREATE", "s": 2, "d": SERVER})
        return gateway


def slack_at(port: int) -> Any:
    """The real adapter, which posts there."""
    settings = Settings(
        _env_file=None, slack_bot_token="xoxb-test", slack_app_token="", slack_api_url=f"http://127.0.0.1:{port}/slack/"
    )
    return SlackAdapter(settings, ScriptedCore())


def discord_at(port: int) -> Any:
    """The real adapter, connected to the gateway there once it is started."""
    from adapters import discord

    settings = Settings(
        _env_file=None,
        discord_token="token",
        discord_api_url=f"http://127.0.0.1:{port}/api/v10",
        discord_gateway_url=f"ws://127.0.0.1:{port}/",
        workers=2,
    )
    return discord.create(settings, ScriptedCore())


def connected(platform: str, port: int) -> Any:
    """The platform's adapter, as soon as it can post."""
    adapter = {"slack": slack_at, "discord": discord_at}[platform](port)
    adapter.start()
    until = time.monotonic() + STARTING
    while not adapter.workspaces():
        assert time.monotonic() < until, f"{platform} is not connected"
        time.sleep(0.02)
    return adapter
