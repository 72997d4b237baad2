"""When very many ask at once: that each is told to wait comes before any work for them, since Discord waits for that alone."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

MOST_IN_HAND = 16
"""Requests with the workers from which on further ones are told to wait at once: all telling so at their last moment is too late."""
LONGEST = 2.0
"""Seconds for which work waits for the first answers to others."""


class Crowd:
    """The first answers that are on their way while workers are busy."""

    def __init__(self) -> None:
        self._telling = 0
        self._told = asyncio.Event()

    async def telling(self, answer: Awaitable[T]) -> T:
        """The answer goes first: what waits in `calm` waits for it."""
        self._telling += 1
        self._told.clear()
        try:
            return await answer
        finally:
            self._telling -= 1
            if not self._telling:
                self._told.set()

    async def calm(self) -> None:
        """Until no first answer is on its way."""
        if self._telling:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._told.wait(), LONGEST)
