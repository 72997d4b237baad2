"""The way to Discord's gateway, where discord.py would give up too early, or wait too long.

Where the first try to resume a lost connection fails, it begins a new one, and what was said meanwhile is never heard of.
After many such tries it waits for up to 17 minutes, and before each new connection for five seconds.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds for which a connection is tried: for longer Discord keeps hardly one that could be resumed."""
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 3.0
APART = 5.0
"""Seconds between two connections that are begun anew: Discord takes them no faster."""


class Unreachable(Exception):
    """It was tried for long enough; unlike an error of the network, this one discord.py hands on."""


def patient(connect: Callable[..., Awaitable[T]], clock: Callable[[], float] = time.monotonic) -> Callable[..., Any]:
    """Connects once the network lets it. Raises `Unreachable`."""

    async def connected(url: str, **more: Any) -> T:
        until, pause = clock() + PATIENCE, FIRST_PAUSE
        while True:
            try:
                return await connect(url, **more)
            except (aiohttp.ClientError, OSError) as error:
                if clock() + pause > until:
                    raise Unreachable from error
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    return connected


class Apart:
    """Keeps `APART` what is done one after the other, and not a moment longer."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next = 0.0

    async def turn(self) -> None:
        await asyncio.sleep(max(0.0, self._next - self._clock()))
        self._next = self._clock() + APART
