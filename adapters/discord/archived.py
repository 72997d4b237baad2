"""Threads that were put away: nothing in them is changed until they are opened again."""

from collections.abc import Awaitable, Callable

import discord

from adapters.discord.wire import Wire

ARCHIVED = 50083
"""Discord's code for what is not done in such a thread."""


async def while_open(wire: Wire, thread: int, work: Callable[[], Awaitable[None]]) -> None:
    """Do the work in a thread, be it put away: then it is opened for it, and put away again."""
    try:
        await work()
    except discord.HTTPException as error:
        if error.code != ARCHIVED:
            raise
        await wire.change(thread, {"archived": False})
        await work()
        await wire.change(thread, {"archived": True})
