"""Stands between discord.py and the twin: fits one to the other, refuses what Discord refuses, records, injects faults.

The twin was written for discord.js. It knows no direct messages, no multipart, no GET of commands and no nonces, and
lets late and empty answers through; it has one server and one connection to a bot, and resumes none. All of that is here,
more servers, shards and resuming by frames of our own; everything else is the twin's own.
"""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from aiohttp import ClientSession, WSMsgType, web

from tests.e2e.discord.forum import FORUM, TAGS, Forum

WITHIN = 3.0
"""Seconds that Discord waits for the first answer to an interaction."""
NONCES_LIVE = 300.0
JSON = {"Content-Type": "application/json"}

Json = dict[str, Any]


@dataclass
class Call:
    """One request of the bot, and how it was answered."""

    method: str
    path: str
    body: Any
    files: dict[str, bytes]
    status: int = 0

    def line(self) -> str:
        return json.dumps({"method": self.method, "path": self.path, "body": self.body})


@dataclass
class Fault:
    """What the next call to a path meets instead of the twin, or (``lose``) after it."""

    path: str
    status: int = 500
    code: int = 0
    lose: bool = False
    wait: float = 0.3
    """Seconds that a 429 asks for."""


@dataclass
class Link:
    """A connection of the bot's and its other end at the twin; without the first, what the bot misses is kept."""

    up: Any
    down: web.WebSocketResponse | None
    shard: int = 0
    missed: list[Json] = field(default_factory=list)
    pump: asyncio.Task[None] | None = None


@dataclass
class Proxy:
    twin: int
    direct: str
    """The twin's channel that counts as a direct message."""
    port: int = 0
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    identified: int = 0
    resumed: int = 0
    shards: int = 1
    """How many connections Discord asks the next bot for."""
    asked_for: set[int] = field(default_factory=set)
    """The shards that bots identified."""
    members: dict[tuple[str, str], Json] = field(default_factory=dict)
    """Of servers that the twin does not have: who is in them, by server and user."""
    forum: Forum | None = None

    def __post_init__(self) -> None:
        self._changed = threading.Condition()
        self._started: dict[str, float] = {}
        self._ours: set[str] = set()
        self._commands: dict[str, Any] = {}
        self._nonces: dict[tuple[str, str], tuple[float, Json]] = {}
        self._hosted: dict[str, bytes] = {}
        self._sockets: set[web.WebSocketResponse] = set()
        self._links: list[Link] = []
        self._parked: Link | None = None
        self._parking = False
        self._is_parked = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._listening = threading.Event()
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=self._live)

    # ------------------------------------------------------------ for tests

    def start(self) -> None:
        self._thread.start()
        assert self._listening.wait(20)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(20)

    def wait(self, found: Callable[[], Any], seconds: float = 20) -> Any:
        """What ``found`` finds, as soon as it finds something."""
        with self._changed:
            assert self._changed.wait_for(found, seconds), [(one.method, one.path, one.status) for one in self.calls]
            return found()

    def host(self, name: str, data: bytes) -> str:
        """An address at which the bot can fetch the bytes."""
        key = f"{len(self._hosted)}/{name}"
        self._hosted[key] = data
        return f"http://127.0.0.1:{self.port}/files/{key}"

    def drop(self, code: int, *, resumable: bool = False) -> None:
        """Close the gateway's connections; what happens until one that is ``resumable`` is resumed is sent then."""

        async def close() -> None:
            self._parking = resumable
            self._is_parked.clear()
            for socket in list(self._sockets):
                await socket.close(code=code)

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(20)

    def dispatch(self, kind: str, data: Json) -> None:
        """Send the bots an event that the twin knows nothing of."""

        async def send() -> None:
            if kind == "INTERACTION_CREATE":
                self._started[data["id"]] = time.monotonic()
                self._ours.add(data["token"])
            for link in self._links:
                if link.down is not None:
                    await link.down.send_json({"op": 0, "t": kind, "s": 1, "d": data})

        asyncio.run_coroutine_threadsafe(send(), self._loop).result(20)

    # --------------------------------------------------------------- serving

    def _live(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        app = web.Application(client_max_size=64 << 20)
        app.router.add_get("/files/{key:.+}", self._file)
        app.router.add_route("*", "/api/v10/{tail:.*}", self._rest)
        app.router.add_get("/", self._gateway)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = runner.addresses[0][1]
        async with ClientSession() as self._session:
            self._listening.set()
            await self._over.wait()
            self._parking = False
            for socket in list(self._sockets):
                await socket.close(code=1001)
            if self._parked is not None:
                await self._end(self._parked)
            await runner.cleanup()

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self._hosted[request.match_info["key"]])

    async def _rest(self, request: web.Request) -> web.Response:
        path = unquote(request.path.removeprefix("/api/v10"))
        body, files = await _read(request)
        call = Call(request.method, path, body, files)
        fault = self._fault(call)
        if fault and not fault.lose:
            return self._answered(call, *_failure(fault))
        status, value, headers = await self._known(call) or await self._forward(request, call)
        response = self._answered(call, status, value, headers)
        if fault:
            assert request.transport is not None
            request.transport.abort()
        return response

    def _answered(self, call: Call, status: int, value: Any, headers: dict[str, str]) -> web.Response:
        call.status = status
        with self._changed:
            self.calls.append(call)
            self._changed.notify_all()
        kept = {key: one for key, one in headers.items() if key.lower().startswith(("x-ratelimit", "retry", "via"))}
        if status == 204:
            return web.Response(status=204, headers=kept)
        # discord.py reads JSON only from a type without parameters, as Discord sends it.
        return web.Response(body=json.dumps(value).encode(), status=status, headers={**kept, **JSON})

    def _fault(self, call: Call) -> Fault | None:
        for fault in self.faults:
            if fault.path in call.path and call.method != "GET":
                self.faults.remove(fault)
                return fault
        return self._refusal(call)

    def _refusal(self, call: Call) -> Fault | None:
        """What Discord refuses and the twin lets through."""
        if call.path.endswith("/callback"):
            started = self._started.get(call.path.split("/")[2], 0.0)
            if time.monotonic() - started > WITHIN:
                return Fault(call.path, 404, 10062)
        message = call.body.get("data", {}) if call.path.endswith("/callback") else call.body
        new = call.method == "POST" and (call.path.endswith("/messages") or call.path.startswith("/webhooks/"))
        if new and not call.files and not message.get("components") and not message.get("content"):
            return Fault(call.path, 400, 50006)
        return None

    async def _known(self, call: Call) -> tuple[int, Any, dict[str, str]] | None:
        """What is answered here because the twin cannot."""
        if call.path.endswith("/commands"):
            if call.method == "GET":
                return 200, self._commands.get(call.path, []), {}
            self._commands[call.path] = call.body
        if call.path == "/gateway/bot":
            address = f"ws://127.0.0.1:{self.port}"
            return 200, {"url": address, "shards": self.shards, "session_start_limit": {}}, {}
        if call.path.startswith("/guilds/") and "/members/" in call.path:
            _, _, guild, _, user = call.path.split("/")
            if (guild, user) in self.members:
                return 200, self.members[guild, user], {}
        if self.forum and (answer := self.forum.answer(call.method, call.path, call.body)):
            return answer
        if any(token in call.path for token in self._ours):
            return (204, None, {}) if call.path.endswith("/callback") else (200, {"id": "1"}, {})
        if call.path == "/users/@me/channels":
            return 200, {"id": self.direct, "type": 1, "recipients": [], "last_message_id": None}, {}
        nonce = call.body.get("nonce") if isinstance(call.body, dict) and call.body.get("enforce_nonce") else None
        taken, made = self._nonces.get((call.path, nonce or ""), (0.0, None))
        return (200, made, {}) if made and time.monotonic() - taken < NONCES_LIVE else None

    async def _forward(self, request: web.Request, call: Call) -> tuple[int, Any, dict[str, str]]:
        path = "/applications/@me" if call.path == "/oauth2/applications/@me" else call.path
        url = f"http://127.0.0.1:{self.twin}/api/v10{path}"
        async with self._session.request(call.method, url, json=call.body, params=dict(request.query)) as reply:
            raw = await reply.read()
            value = json.loads(raw) if raw else None
            if path == "/applications/@me" and isinstance(value, dict):
                value.setdefault("owner", {"id": "1", "username": "owner", "discriminator": "0", "avatar": None})
            if isinstance(call.body, dict) and call.body.get("nonce") and reply.status == 200:
                self._nonces[call.path, call.body["nonce"]] = (time.monotonic(), value)
            return reply.status, value, dict(reply.headers)

    # --------------------------------------------------------------- gateway

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        down = web.WebSocketResponse(max_msg_size=0)
        await down.prepare(request)
        self._sockets.add(down)
        link = await self._taken_up(down) or await self._linked(down)
        self._links.append(link)
        async for message in down:
            if message.type is WSMsgType.TEXT:
                await self._upward(link, json.loads(message.data))
        self._sockets.discard(down)
        self._links.remove(link)
        link.down = None
        if self._parking:
            self._parking, self._parked = False, link
            self._is_parked.set()
        else:
            await self._end(link)
        return down

    async def _linked(self, down: web.WebSocketResponse) -> Link:
        up = await self._session.ws_connect(f"ws://127.0.0.1:{self.twin}/gateway", max_msg_size=0)
        link = Link(up, down)
        link.pump = asyncio.create_task(self._downward(link))
        return link

    async def _taken_up(self, down: web.WebSocketResponse) -> Link | None:
        """The connection that was dropped, where the bot resumes it: first it is sent what it missed."""
        if self._parking:
            await self._is_parked.wait()
        parked, self._parked = self._parked, None
        if parked is None:
            return None
        await down.send_json({"op": 10, "d": {"heartbeat_interval": 41_250}})
        while (said := await down.receive_json())["op"] == 1:  # it says first that it lives
            await down.send_json({"op": 11, "d": None})
        if said["op"] != 6:
            await self._end(parked)
            await down.send_json({"op": 9, "d": False})
            return None
        for frame in parked.missed:
            await down.send_json(frame)
        await down.send_json({"op": 0, "t": "RESUMED", "s": 1, "d": {}})
        parked.down, parked.missed = down, []
        with self._changed:
            self.resumed += 1
            self._changed.notify_all()
        return parked

    async def _end(self, link: Link) -> None:
        if link.pump is not None:
            link.pump.cancel()
        await link.up.close()

    async def _upward(self, link: Link, frame: Json) -> None:
        if frame["op"] == 6:  # a session that was not kept is invalid: identify again
            assert link.down is not None
            await link.down.send_json({"op": 9, "d": False})
            return
        if frame["op"] == 2:
            link.shard = (frame["d"].get("shard") or [0, 1])[0]
            with self._changed:
                self.asked_for.add(link.shard)
                self._changed.notify_all()
        await link.up.send_str(json.dumps(frame))

    async def _downward(self, link: Link) -> None:
        async for message in link.up:
            if message.type is not WSMsgType.TEXT:
                continue
            frame = self._as_discord(json.loads(message.data), link.shard)
            if not self._is_for(link, frame):
                continue
            if link.down is None:
                link.missed.append(frame)
                continue
            await link.down.send_json(frame)
            if frame.get("t") == "GUILD_CREATE":
                with self._changed:
                    self.identified += 1
                    self._changed.notify_all()
        if link.down is not None:
            await link.down.close(code=link.up.close_code or 1000)

    def _is_for(self, link: Link, frame: Json) -> bool:
        """Each server is one shard's, direct messages are the first one's."""
        data = frame.get("d")
        if self.shards == 1 or frame.get("t") in (None, "READY") or not isinstance(data, dict):
            return True
        guild = data["id"] if frame["t"] == "GUILD_CREATE" else data.get("guild_id")
        return link.shard == ((int(guild) >> 22) % self.shards if guild else 0)

    def _as_discord(self, frame: Json, shard: int) -> Json:
        """With what the twin leaves out, and direct messages as Discord sends them: without a server."""
        data, kind = frame.get("d"), frame.get("t")
        if kind == "READY":
            data["resume_gateway_url"] = f"ws://127.0.0.1:{self.port}/"
            data["shard"] = [shard, self.shards]
        if kind == "GUILD_CREATE":
            for forum in (one for one in data["channels"] if one["type"] == FORUM):
                forum["available_tags"] = TAGS
        if kind == "INTERACTION_CREATE":
            self._started[data["id"]] = time.monotonic()
        if isinstance(data, dict) and data.get("channel_id") == self.direct:
            data.pop("guild_id", None)
            member = data.pop("member", None)
            if kind == "INTERACTION_CREATE":
                data |= {"user": member["user"], "context": 1, "channel": {"id": self.direct, "type": 1}}
        return frame


async def _read(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    """The JSON body, and the files beside it where it came as a form."""
    if not request.content_type.startswith("multipart/"):
        raw = await request.read()
        return (json.loads(raw) if raw else None), {}
    payload, files = None, {}
    async for part in await request.multipart():
        if part.name == "payload_json":
            payload = json.loads(await part.text())
        else:
            files[str(part.filename)] = bytes(await part.read())
    return payload, files


def _failure(fault: Fault) -> tuple[int, Json, dict[str, str]]:
    value: Json = {"message": "injected", "code": fault.code}
    if fault.status != 429:
        return fault.status, value, {}
    wait = {"Retry-After": str(fault.wait), "Via": "1.1 discord"}
    return 429, {**value, "retry_after": fault.wait, "global": False}, wait
