"""A Discord that sends interactions by its gateway and takes the moment of each answer; no more of Discord than a bot needs to begin.

It runs on a loop of its own, in this process; the bot is another one.
"""

import asyncio
import json
import threading
import time
from collections.abc import Coroutine, Sequence
from concurrent.futures import Future
from itertools import count
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import WSMsgType, web

EPOCH = 1_420_070_400_000
"""Milliseconds from which Discord's numbers count."""
BOT, GUILD, CHANNEL, PERSON = "704", "700", "701", "703"
SLASH, PRESS, TYPING = 2, 3, 4
STARTING = 120.0
USER = {"id": PERSON, "username": "bench", "discriminator": "0", "avatar": None, "global_name": "Bench"}
MEMBER = {"user": USER, "roles": [], "joined_at": "2026-01-05T09:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
SERVER = {
    "id": GUILD,
    "name": "Bench",
    "owner_id": PERSON,
    "roles": [{"id": GUILD, "name": "@everyone", "permissions": "0", "position": 0, "color": 0, "hoist": False}],
    "channels": [{"id": CHANNEL, "type": 0, "name": "bench", "position": 0, "permission_overwrites": []}],
    "members": [],
    "member_count": 2,
    "emojis": [],
    "features": [],
}
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
    "owner": USER,
}
Json = dict[str, Any]
T = TypeVar("T")


class Discord:
    """Use it as a context; `ask` sends an interaction and tells after how many milliseconds it was answered, and how."""

    def __init__(self) -> None:
        self.port = 0
        self.ready = threading.Event()
        self.completed = 0
        """Answers that came after somebody was asked to wait."""
        self._numbers = count()
        self._files: dict[str, bytes] = {}
        self._waiting: dict[str, tuple[float, asyncio.Future[tuple[float, int]]]] = {}
        self._gateway: web.WebSocketResponse | None = None
        self._loop = asyncio.new_event_loop()
        self._listening: Future[None] = Future()
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._listening.result(STARTING)
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(STARTING)
        self._loop.close()

    # ---------------------------------------------------------------- asking

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def ask(self, kind: int, data: Json, **more: Any) -> tuple[float, int]:
        """Milliseconds until the first answer, and its kind."""
        number = str((int(time.time() * 1000) - EPOCH) << 22 | next(self._numbers) & 0xFFF)
        frame = {
            "id": number,
            "application_id": BOT,
            "type": kind,
            "token": f"token-{number}",
            "version": 1,
            "data": data,
            "guild_id": GUILD,
            "channel_id": CHANNEL,
            "channel": {"id": CHANNEL, "type": 0, "name": "bench"},
            "member": MEMBER,
            "context": 0,
            "attachment_size_limit": 1 << 23,
            "locale": "en-US",
            "app_permissions": "0",
            "entitlements": [],
            "authorizing_integration_owners": {},
            **more,
        }
        answered = self._loop.create_future()
        self._waiting[number] = (time.perf_counter(), answered)
        await self._send("INTERACTION_CREATE", frame)
        return await answered

    async def together(self, asked: Sequence[tuple[int, Json]]) -> list[tuple[float, int]]:
        return await asyncio.gather(*(self.ask(*one) for one in asked))

    async def settled(self, answers: int) -> None:
        """Until so many have come."""
        until = time.monotonic() + STARTING
        while self.completed < answers:
            if time.monotonic() > until:
                raise SystemExit(f"{answers - self.completed} were asked to wait and never answered")
            await asyncio.sleep(0.01)

    def host(self, name: str, data: bytes) -> Json:
        """A file to attach."""
        self._files[name] = data
        url = f"http://127.0.0.1:{self.port}/files/{name}"
        return {"id": "9", "filename": name, "size": len(data), "url": url, "proxy_url": url}

    # --------------------------------------------------------------- serving

    async def _serve(self) -> None:
        app = web.Application(client_max_size=1 << 28)
        app.router.add_get("/files/{name}", self._file)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        app.router.add_get("/", self._connected)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]
        self._listening.set_result(None)
        await self._over.wait()
        if self._gateway is not None:
            await self._gateway.close()
        await runner.cleanup()

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self._files[request.match_info["name"]])

    async def _rest(self, request: web.Request) -> web.Response:
        now, path = time.perf_counter(), request.match_info["path"]
        body = await request.read()
        if path.startswith("interactions/"):
            began, answered = self._waiting.pop(path.split("/")[1])
            answered.set_result((1000 * (now - began), json.loads(body)["type"]))
            return web.Response(status=204)
        self.completed += path.startswith("webhooks/")
        known: dict[str, Any] = {
            "users/@me": ME,
            "oauth2/applications/@me": APPLICATION,
            "applications/@me": APPLICATION,
            "gateway/bot": {"url": f"ws://127.0.0.1:{self.port}", "shards": 1, "session_start_limit": {}},
        }
        value = known.get(path, [] if path.endswith("/commands") else {"id": "1"})
        # discord.py reads JSON only from a type without parameters, as Discord sends it.
        return web.Response(body=json.dumps(value).encode(), headers={"Content-Type": "application/json"})

    async def _connected(self, request: web.Request) -> web.WebSocketResponse:
        gateway = web.WebSocketResponse(max_msg_size=0)
        await gateway.prepare(request)
        await gateway.send_json({"op": 10, "d": {"heartbeat_interval": 41_250}})
        async for message in gateway:
            if message.type is not WSMsgType.TEXT:
                continue
            frame = json.loads(message.data)
            if frame["op"] == 1:
                await gateway.send_json({"op": 11, "d": None})
            if frame["op"] == 2:
                self._gateway = gateway
                await self._begin()
        return gateway

    async def _begin(self) -> None:
        ready = {
            "v": 10,
            "user": ME,
            "guilds": [{"id": GUILD, "unavailable": True}],
            "session_id": "bench",
            "resume_gateway_url": f"ws://127.0.0.1:{self.port}/",
            "shard": [0, 1],
            "application": {"id": BOT, "flags": 0},
        }
        await self._send("READY", ready)
        await self._send("GUILD_CREATE", SERVER)
        self.ready.set()

    async def _send(self, kind: str, data: Json) -> None:
        assert self._gateway is not None
        await self._gateway.send_json({"op": 0, "t": kind, "s": 1, "d": data})
