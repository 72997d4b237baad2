"""How fast digests are posted: within what the platforms take, however many are due and processes share them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.chats import CHATS

CHANNEL = timedelta(seconds=1.1)
"""Between two posts to one channel: both platforms take one a second."""
WORKSPACE = {name: platform.pause for name, platform in CHATS.items()}
"""Between two posts to one workspace."""
REST = 0.25
"""Seconds until another look where all that is due has to wait for its turn."""


@dataclass(frozen=True, slots=True)
class Pace:
    rest: Callable[[float], object]
    """Waits so many seconds, or less where the bot is stopping."""
    channel: timedelta = CHANNEL
    workspace: Mapping[str, timedelta] = field(default_factory=lambda: WORKSPACE)
    """By platform."""

    @property
    def rests(self) -> int:
        """After so many in vain nothing is due whose turn comes soon."""
        return 1 + int(self.channel.total_seconds() / REST)
