"""The gateway between the bot and the twin, which speaks to discord.js alone: numbers what is said, and says it again to whoever resumes.

The twin has one server, one connection to a bot, and resumes none. More servers, shards and what is missed are here.
"""

import asyncio
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import ClientSession, WSMsgType, web

from tests.e2e.discord.forum import FORUM, TAGS

HELLO = {"op": 10, "d": {"heartbeat_interval": 41_250}}
HEARD, INVALID = {"op": 11, "d": None}, {"op": 9, "d": False}
FAREWELLS = (1000, 1001)
"""Codes by which the bot says that it does not come back."""

Json = dict[str, Any]


@dataclass(eq=False)
class Session:
    """What one connection of the bot's was told; where the bot is away, it is told when it resumes."""

    name: str
    shard: int
    up: Any
    down: web.WebSocketResponse | None
    told: list[Json] = field(default_factory=list)
    pump: asyncio.Task[None] | None = None

    async def tell(self, frame: Json) -> None:
        if frame["op"] == 0:
            frame["s"] = len(self.told) + 1
            self.told.append(frame)
        if self.down is not None:
            with suppress(ConnectionError):  # cut: it is told when it resumes
                await self.down.send_json(frame)

    async def resume(self, down: web.WebSocketResponse, heard: int) -> None:
        """All after ``heard``, in order."""
        while heard < len(self.told):
            await down.send_json(self.told[heard])
            heard += 1
        self.down = down
        await self.tell({"op": 0, "t": "RESUMED", "d": {}})


@dataclass
class Gateway:
    port: Callable[[], int]
    twin: int
    direct: str
    """The twin's channel that counts as a direct message."""
    begun: Callable[[str], None]
    """Hears the number of each interaction."""
    shards: int = 1
    away: bool = False
    """Nobody can connect."""
    identified: int = 0
    resumed: int = 0
    asked_for: set[int] = field(default_factory=set)
    changed: threading.Condition = field(default_factory=threading.Condition)
    _names: Any = field(default_factory=lambda: count(1))
    _sockets: dict[web.WebSocketResponse, Any] = field(default_factory=dict)
    _sessions: list[Session] = field(default_factory=list)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        assert request.transport is not None
        if self.away:
            request.transport.abort()
            raise web.HTTPServiceUnavailable
        down = web.WebSocketResponse(max_msg_size=0)
        await down.prepare(request)
        self._sockets[down] = request.transport
        session: Session | None = None
        with suppress(ConnectionError):
            await down.send_json(HELLO)
            async for message in down:
                if message.type is not WSMsgType.TEXT:
                    continue
                frame = json.loads(message.data)
                if frame["op"] == 1:
                    await down.send_json(HEARD)
                elif frame["op"] == 2:
                    session = await self._identified(down, frame)
                elif frame["op"] == 6:
                    session = await self._resumed(down, frame["d"])
                elif session is not None:
                    await session.up.send_str(message.data)
        del self._sockets[down]
        if session is not None and session.down is down:
            session.down = None
            if down.close_code in FAREWELLS:
                await self._end(session)
        return down

    async def cut(self, code: int, *, resumable: bool, torn: bool = False) -> None:
        """End all connections: with a word, or ``torn`` as a network does it."""
        for session in list(self._sessions):
            session.down = None
            if not resumable:
                await self._end(session)
        for socket, transport in list(self._sockets.items()):
            if torn:
                transport.abort()
            else:
                await socket.close(code=code)

    async def reconnect(self) -> None:
        """Ask the bot to connect again, as Discord does where it moves it elsewhere."""
        for session in self._sessions:
            await session.tell({"op": 7, "d": None})

    async def dispatch(self, frame: Json) -> None:
        for session in self._sessions:
            await session.tell(dict(frame))

    async def close(self) -> None:
        for socket in list(self._sockets):
            await socket.close(code=1001)
        for session in list(self._sessions):
            await self._end(session)

    # ------------------------------------------------------------ its sessions

    async def _identified(self, down: web.WebSocketResponse, frame: Json) -> Session:
        http = ClientSession()
        up = await http.ws_connect(f"ws://127.0.0.1:{self.twin}/gateway", max_msg_size=0)
        await up.receive_json()  # its hello
        shard = (frame["d"].get("shard") or [0, 1])[0]
        session = Session(f"session-{next(self._names)}", shard, up, down)
        self._sessions.append(session)
        session.pump = asyncio.create_task(self._pumped(session, http))
        with self.changed:
            self.asked_for.add(shard)
            self.changed.notify_all()
        await up.send_str(json.dumps(frame))
        return session

    async def _resumed(self, down: web.WebSocketResponse, asked: Json) -> Session | None:
        found = next((one for one in self._sessions if one.name == asked["session_id"]), None)
        if found is None:
            await down.send_json(INVALID)
            return None
        await found.resume(down, asked["seq"] or 0)
        with self.changed:
            self.resumed += 1
            self.changed.notify_all()
        return found

    async def _end(self, session: Session) -> None:
        if session in self._sessions:
            self._sessions.remove(session)
            assert session.pump is not None
            session.pump.cancel()
            await session.up.close()

    async def _pumped(self, session: Session, http: ClientSession) -> None:
        async with http:
            async for message in session.up:
                if message.type is not WSMsgType.TEXT:
                    continue
                frame = self._as_discord(json.loads(message.data), session)
                if not self._is_for(session, frame):
                    continue
                await session.tell(frame)
                if frame.get("t") == "GUILD_CREATE":
                    with self.changed:
                        self.identified += 1
                        self.changed.notify_all()

    def _is_for(self, session: Session, frame: Json) -> bool:
        """Each server is one shard's, direct messages are the first one's."""
        data = frame.get("d")
        if self.shards == 1 or frame.get("t") in (None, "READY") or not isinstance(data, dict):
            return True
        guild = data["id"] if frame["t"] == "GUILD_CREATE" else data.get("guild_id")
        return session.shard == ((int(guild) >> 22) % self.shards if guild else 0)

    def _as_discord(self, frame: Json, session: Session) -> Json:
        """With what the twin leaves out, and direct messages as Discord sends them: without a server."""
        data, kind = frame.get("d"), frame.get("t")
        if kind == "READY":
            data["resume_gateway_url"] = f"ws://127.0.0.1:{self.port()}/"
            data |= {"shard": [session.shard, self.shards], "session_id": session.name}
        if kind == "GUILD_CREATE":
            for forum in (one for one in data["channels"] if one["type"] == FORUM):
                forum["available_tags"] = TAGS
        if kind == "INTERACTION_CREATE":
            self.begun(data["id"])
        if isinstance(data, dict) and data.get("channel_id") == self.direct:
            data.pop("guild_id", None)
            member = data.pop("member", None)
            if kind == "INTERACTION_CREATE":
                data |= {"user": member["user"], "context": 1, "channel": {"id": self.direct, "type": 1}}
        return frame
