"""Stands between the bot's Socket Mode and local-slack, and cuts its connections as Slack and networks do.

What Slack does of itself and local-slack does not is done here: an event that nobody acknowledged on the connection that it
was sent by is sent again by the next one. Whoever typed a command of which that holds is told by Slack that it failed.
"""

import asyncio
import json
import threading
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, TCPConnector, WSMsgType, web

Json = dict[str, Any]
OPEN = "apps.connections.open"


@dataclass
class Sockets:
    """Hands the Web API's calls on to ``base`` from an address of its own."""

    base: str
    port: int = 0
    connections: int = 0
    acknowledged: set[str] = field(default_factory=set)
    """Envelopes of which Slack knows that they were taken."""
    sent: dict[str, Json] = field(default_factory=dict)
    """All of them, by their ids."""

    def __post_init__(self) -> None:
        self.changed = threading.Condition()
        self._down: web.WebSocketResponse | None = None
        self._transport: Any = None
        self._up: ClientWebSocketResponse | None = None
        self._waiting: dict[str, str] = {}
        """Events that were not acknowledged yet."""
        self._mine: set[str] = set()
        """Envelopes that were sent by the connection that stands."""
        self._loop, self._over = asyncio.new_event_loop(), asyncio.Event()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=lambda: self._loop.run_until_complete(self._serve()), daemon=True)
        self._thread.start()
        assert self._listening.wait(20)

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(20)
        self._loop.close()

    def cut(self, way: str) -> None:
        """``torn`` as networks do it, ``closed`` with a word, or ``moved``: Slack asks first to connect again."""
        self._do(self._cut(way))

    def wait_for_sent(self, number: int) -> None:
        """Until Slack has sent so many envelopes in all, or seconds show that it does not."""
        with self.changed:
            self.changed.wait_for(lambda: len(self.sent) >= number, 5)

    def connected_again(self, connections: int, seconds: float) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.connections > connections, seconds)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    async def _cut(self, way: str) -> None:
        down, transport = self._down, self._transport
        self._down = None
        self._mine = set()
        if down is None:
            return
        if way == "torn":
            transport.abort()
            return
        if way == "moved":
            await down.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})
        await down.close(code=1000)

    # ---------------------------------------------------------------- serving

    async def _serve(self) -> None:
        app = web.Application(client_max_size=64 << 20)
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/socket", self._socket)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]
        async with ClientSession(connector=TCPConnector(force_close=True)) as self._session:
            self._listening.set()
            await self._over.wait()
            await self._cut("closed")
            if self._up is not None:
                await self._up.close()
            await runner.cleanup()

    async def _call(self, request: web.Request) -> web.Response:
        if request.match_info["method"] == OPEN and self._up is not None:
            return web.json_response({"ok": True, "url": f"ws://127.0.0.1:{self.port}/socket"})
        kept = {name: value for name, value in request.headers.items() if name.lower() not in {"host", "connection"}}
        url = f"{self.base}{request.path_qs}"
        async with self._session.request(request.method, url, data=await request.read(), headers=kept) as answer:
            said = await answer.read()
            kind = answer.content_type
        if request.match_info["method"] == OPEN:
            self._up = await self._session.ws_connect(json.loads(said)["url"], max_msg_size=0)
            self._pump = asyncio.create_task(self._pumped(self._up))
            return web.json_response({"ok": True, "url": f"ws://127.0.0.1:{self.port}/socket"})
        return web.Response(body=said, status=answer.status, content_type=kind)

    async def _pumped(self, up: ClientWebSocketResponse) -> None:
        async for message in up:
            if message.type is not WSMsgType.TEXT:
                continue
            frame = json.loads(message.data)
            if frame.get("type") in ("hello", "disconnect"):
                continue
            with self.changed:
                self.sent[frame["envelope_id"]] = frame
                self.changed.notify_all()
            if frame["type"] == "events_api":
                self._waiting[frame["envelope_id"]] = message.data
            await self._tell(frame["envelope_id"], message.data)

    async def _tell(self, envelope: str, data: str) -> None:
        if self._down is None or self._down.closed:
            return
        self._mine.add(envelope)
        try:
            await self._down.send_str(data)
        except OSError:
            self._mine.discard(envelope)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        down = web.WebSocketResponse(max_msg_size=0)
        await down.prepare(request)
        await down.send_json({"type": "hello", "num_connections": 1, "debug_info": {}, "connection_info": {}})
        self._down, self._transport, self._mine = down, request.transport, set()
        with self.changed:
            self.connections += 1
            self.changed.notify_all()
        for envelope, data in list(self._waiting.items()):
            await self._tell(envelope, data)
        async for message in down:
            if message.type is WSMsgType.TEXT:
                await self._acknowledged(down, message.data)
        return down

    async def _acknowledged(self, down: web.WebSocketResponse, data: str) -> None:
        envelope = json.loads(data).get("envelope_id", "")
        if down is not self._down or envelope not in self._mine or self._up is None:
            return  # Slack has given it up
        self._mine.discard(envelope)
        self._waiting.pop(envelope, None)
        self.acknowledged.add(envelope)
        await self._up.send_str(data)
