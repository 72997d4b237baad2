"""Stands between discord.py and the twin: fits one to the other, refuses what Discord refuses, records, injects faults.

The twin was written for discord.js. It knows no direct messages, no multipart, no GET of commands and no nonces, numbers
threads its own way, and lets late and empty answers through. All of that is here, and in `gateway` what it lacks there; everything else is the twin's own.
"""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from aiohttp import ClientSession, TCPConnector, web

from tests.e2e.discord.forum import Forum
from tests.e2e.discord.gateway import Gateway

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
class Proxy:
    twin: int
    direct: str
    """The twin's channel that counts as a direct message."""
    port: int = 0
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    members: dict[tuple[str, str], Json] = field(default_factory=dict)
    """Of servers that the twin does not have: who is in them, by server and user."""
    forum: Forum | None = None

    def __post_init__(self) -> None:
        self._changed = threading.Condition()
        self._started: dict[str, float] = {}
        self.gateway = Gateway(lambda: self.port, self.twin, self.direct, self._begun, changed=self._changed)
        self._ours: set[str] = set()
        self._commands: dict[str, Any] = {}
        self._nonces: dict[tuple[str, str], tuple[float, Json]] = {}
        self._threads: dict[str, str] = {}
        """The twin's own number of each thread that begins with a message: at Discord it is the message's."""
        self._hosted: dict[str, bytes] = {}
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

    def thread(self, message: str) -> str:
        """What the twin calls the thread of a message; the number itself where it has none."""
        return self._threads.get(message, message)

    def drop(self, code: int = 4000, *, resumable: bool = False, torn: bool = False) -> None:
        """End the gateway's connections; what happens until one that is ``resumable`` is resumed is sent then."""
        self._do(self.gateway.cut(code, resumable=resumable, torn=torn))

    def ask_to_reconnect(self) -> None:
        self._do(self.gateway.reconnect())

    def dispatch(self, kind: str, data: Json) -> None:
        """Send the bots an event that the twin knows nothing of."""
        if kind == "INTERACTION_CREATE":
            self._begun(data["id"])
            self._ours.add(data["token"])
        self._do(self.gateway.dispatch({"op": 0, "t": kind, "d": data}))

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def _begun(self, interaction: str) -> None:
        self._started[interaction] = time.monotonic()

    # --------------------------------------------------------------- serving

    def _live(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        app = web.Application(client_max_size=64 << 20)
        app.router.add_get("/files/{key:.+}", self._file)
        app.router.add_route("*", "/api/v10/{tail:.*}", self._rest)
        app.router.add_get("/", self.gateway.serve)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = runner.addresses[0][1]
        async with ClientSession(connector=TCPConnector(force_close=True)) as self._session:  # the twin ends idle ones
            self._listening.set()
            await self._over.wait()
            await self.gateway.close()
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
            return 200, {"url": address, "shards": self.gateway.shards, "session_start_limit": {}}, {}
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

    def _as_twin(self, path: str) -> str:
        _, kind, number, *rest = path.split("/")
        return "/".join(("", kind, self.thread(number), *rest)) if kind == "channels" else path

    async def _forward(self, request: web.Request, call: Call) -> tuple[int, Any, dict[str, str]]:
        path = "/applications/@me" if call.path == "/oauth2/applications/@me" else self._as_twin(call.path)
        url = f"http://127.0.0.1:{self.twin}/api/v10{path}"
        async with self._session.request(call.method, url, json=call.body, params=dict(request.query)) as reply:
            raw = await reply.read()
            value = json.loads(raw) if raw else None
            if path == "/applications/@me" and isinstance(value, dict):
                value.setdefault("owner", {"id": "1", "username": "owner", "discriminator": "0", "avatar": None})
            if path.endswith("/threads") and reply.status == 200:
                begun = path.split("/")[-2]
                self._threads[begun], value["id"] = value["id"], begun
            if isinstance(call.body, dict) and call.body.get("nonce") and reply.status == 200:
                self._nonces[call.path, call.body["nonce"]] = (time.monotonic(), value)
            return reply.status, value, dict(reply.headers)


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
