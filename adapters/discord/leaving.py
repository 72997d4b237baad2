"""What comes while the bot is being stopped: none of it is begun, and whoever asked is told so."""

from collections.abc import Sequence
from typing import Any

from adapters.discord.phrases import Unasked
from adapters.discord.session import Session
from adapters.phrases import RESTARTING
from bot.chat.messages import Choice, Confirm, Reply


class Leaving(Session):
    """In the place of a session whose workers finish what they have; it asks the core for no answer."""

    async def answer(self, *_: Any, **__: Any) -> Reply:
        return RESTARTING

    async def line(self, *_: Any) -> str:
        raise Unasked(RESTARTING)

    async def question(self, *_: Any) -> Confirm:
        raise Unasked(RESTARTING)

    async def complete(self, *_: Any) -> Sequence[Choice]:
        raise Unasked(RESTARTING)
