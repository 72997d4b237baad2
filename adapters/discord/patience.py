"""How long an interaction may still be worked on before Discord has to be told to wait.

Discord counts from when it sent the interaction. How long one waited in our own loop is seen by its number, which holds
that moment, beside the numbers before it: so no clock of ours needs to be right.
"""

import time
from collections import deque
from collections.abc import Callable

from discord.utils import DISCORD_EPOCH

LOOKED_BACK = 50
"""Interactions of which the quickest one counts as not late at all."""


class Patience:
    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._behind: deque[float] = deque(maxlen=LOOKED_BACK)

    def left(self, interaction: int, whole: float) -> float:
        """Of so many seconds those that are left."""
        sent = ((interaction >> 22) + DISCORD_EPOCH) / 1000
        behind = self._clock() - sent
        self._behind.append(behind)
        return max(whole - (behind - min(self._behind)), 0.0)
