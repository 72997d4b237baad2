"""Those who wait for an answer, as the core takes them down."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager

from bot.chat.in_hand import InHand
from bot.intents import Act

Begun = asyncio.Future[bool]


class Waiting:
    """``noting`` takes down what was asked, however busy all else is."""

    def __init__(self, in_hand: InHand, noting: Executor) -> None:
        self._in_hand, self._noting = in_hand, noting
        self._reached: set[str] = set()

    @asynccontextmanager
    async def during(self, act: Act) -> AsyncIterator[Begun]:
        """Takes the act down, while the work inside may begin; tells whether it is the first to have it.

        Where the work fails before anything reached its asker, they are told later that no answer comes.
        """
        begun = asyncio.wrap_future(self._noting.submit(self._in_hand.begin, act))
        after = self._in_hand.give_up
        try:
            yield begun
            after = self._in_hand.end
        finally:
            if act.key in self._reached:
                self._reached.discard(act.key)
                after = self._in_hand.end
            begun.add_done_callback(lambda done: after(act) if not done.cancelled() and done.result() else None)

    def reached(self, event: int) -> None:
        """Whoever asked has an answer, or waits for none, whatever fails from here on."""
        self._reached.add(str(event))
