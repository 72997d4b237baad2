"""How far work has come, in the place of Discord's "is thinking…"."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import aiohttp
import discord

log = logging.getLogger(__name__)

EVERY = 1.5
"""Seconds between two updates."""
FAILURES = (discord.HTTPException, aiohttp.ClientError, OSError)


class Progress:
    """Told by a worker, shown by the loop; nothing is shown before ``begin``, and after ``end`` nothing more."""

    def __init__(
        self, show: Callable[[str], Coroutine[Any, Any, object]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._show, self._clock = show, clock
        self._loop = asyncio.get_running_loop()
        self._showing: asyncio.Task[None] | None = None
        self._shown_at = 0.0
        self._begun = False

    def begin(self) -> None:
        self._begun, self._shown_at = True, self._clock()

    def __call__(self, done: int, of: int) -> None:
        """So many of the files are read; called by a worker."""
        with suppress(RuntimeError):  # the loop is closed: nobody is there to look
            self._loop.call_soon_threadsafe(self._told, done, of)

    async def end(self) -> None:
        """What is on its way arrives before whatever follows."""
        self._begun = False
        if self._showing:
            await self._showing

    def _told(self, done: int, of: int) -> None:
        busy = self._showing is not None and not self._showing.done()
        if self._begun and not busy and self._clock() - self._shown_at >= EVERY:
            self._shown_at = self._clock()
            self._showing = self._loop.create_task(self._shown(f"Working on it… {done} of {of} files read."))

    async def _shown(self, text: str) -> None:
        try:
            await self._show(text)
        except FAILURES as error:
            self._begun = False
            log.info("progress was not shown: %s", type(error).__name__)
