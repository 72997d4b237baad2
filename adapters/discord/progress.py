"""How far work has come, in the place of Discord's "is thinking…"; after a press, of which Discord shows nothing, in a message of its own."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Protocol

import aiohttp
import discord

from adapters.discord.wire import Payload, Ticket, Wire

log = logging.getLogger(__name__)

EVERY = 1.5
"""Seconds between two updates."""
UNSEEN = 0.5
"""Seconds after which a press of which Discord shows nothing is said to be worked on."""
WORKING = "Working on it…"
FAILURES = (discord.HTTPException, aiohttp.ClientError, OSError)


class Sign(Protocol):
    async def show(self, text: str) -> None: ...

    async def clear(self) -> None:
        """The answer is there."""


class Thinking:
    """What stands where the answer will."""

    def __init__(self, wire: Wire, ticket: Ticket, payload: Callable[[str], Payload]) -> None:
        self._wire, self._ticket, self._payload = wire, ticket, payload

    async def show(self, text: str) -> None:
        await self._wire.complete(self._ticket, self._payload(text))

    async def clear(self) -> None:
        """The answer takes its place."""


class Note:
    """A message for the asker, which goes when the answer comes: that may take the place of the pressed message."""

    def __init__(self, wire: Wire, ticket: Ticket, payload: Callable[[str], Payload]) -> None:
        self._wire, self._ticket, self._payload = wire, ticket, payload
        self._message = ""

    async def show(self, text: str) -> None:
        if self._message:
            await self._wire.complete(self._ticket, self._payload(text), self._message)
        else:
            self._message = await self._wire.follow(self._ticket, self._payload(text))

    async def clear(self) -> None:
        if self._message:
            await self._wire.withdraw(self._ticket, self._message)


class Progress:
    """Told by a worker, shown by the loop; nothing is shown before ``begin``, and after ``end`` nothing more."""

    def __init__(self, sign: Sign, clock: Callable[[], float] = time.monotonic) -> None:
        self._sign, self._clock = sign, clock
        self._loop = asyncio.get_running_loop()
        self._showing: asyncio.Task[None] | None = None
        self._first: asyncio.TimerHandle | None = None
        self._shown_at = 0.0
        self._begun = False

    def begin(self, *, unseen: bool) -> None:
        """``unseen``: nothing else shows that there is work."""
        self._begun, self._shown_at = True, self._clock()
        if unseen:
            self._first = self._loop.call_later(UNSEEN, self._tell, WORKING)

    def __call__(self, done: int, of: int) -> None:
        """So many of the files are read; called by a worker."""
        with suppress(RuntimeError):  # the loop is closed: nobody is there to look
            self._loop.call_soon_threadsafe(self._told, done, of)

    async def end(self) -> None:
        """What is on its way arrives before whatever follows."""
        self._begun = False
        if self._first:
            self._first.cancel()
        if self._showing:
            await self._showing
            await self._done(self._sign.clear())

    def _told(self, done: int, of: int) -> None:
        if self._clock() - self._shown_at >= EVERY:
            self._tell(f"{WORKING} {done} of {of} files read.")

    def _tell(self, text: str) -> None:
        busy = self._showing is not None and not self._showing.done()
        if self._begun and not busy:
            self._shown_at = self._clock()
            self._showing = self._loop.create_task(self._done(self._sign.show(text)))

    async def _done(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except FAILURES as error:
            self._begun = False
            log.info("progress was not shown: %s", type(error).__name__)
