"""Writing a post anew in its place: each of its messages with its own part, with more of them or fewer where it takes that."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace

import aiohttp
import discord

from adapters.base import Undeliverable
from adapters.discord import forums, marks
from adapters.discord.archived import while_open
from adapters.discord.posting import Posting, thread_of
from adapters.discord.render import render
from adapters.discord.wire import Payload
from adapters.phrases import EMPTIED
from bot.chat.messages import Reply

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
PAGE = 100


class Standing:
    """One post of the bot's, and the messages in which it stands by now."""

    def __init__(self, posting: Posting, place: int, key: str, messages: Sequence[str]) -> None:
        self._posting, self._place, self._key = posting, place, key
        self._wire, self._client = posting.wire, posting.client
        self._messages = list(messages)

    async def rewritten(self, reply: Reply, *, broke_off: bool) -> tuple[str, ...]:
        """As `bot.digests.post.Board.rewrite`."""
        pages = render(replace(reply, private=False))
        if self._key:
            pages = marks.marked(pages, self._key)
        try:
            if not await self._written(pages, reply, broke_off=broke_off):
                return ()
        except Undeliverable as fault:
            out = tuple(self._messages)
            raise Undeliverable(str(fault), lasting=fault.lasting, unknown=fault.unknown, out=out) from None
        return tuple(self._messages)

    async def _written(self, pages: Sequence[Payload], reply: Reply, *, broke_off: bool) -> bool:
        if broke_off and self._key:
            await self._find()
        if not await is_there(self._begins(pages[0], reply), "change it"):
            await self._shorten(1)
            return False
        for place, payload in enumerate(pages[1:], 1):
            await self._put(place, payload, reply)
        await self._shorten(len(pages))
        return True

    def _begins(self, payload: Payload, reply: Reply) -> Callable[[], Awaitable[None]]:
        """The first message, with the title and the tag where it begins a post in a forum."""
        channel, number = forums.stands(self._client, self._place, self._messages[0])
        forum = forums.forum(self._client, self._place)

        async def anew() -> None:
            await self._wire.edit(channel, number, payload)  # first: what was emptied meanwhile gets no title
            if forum is not None and channel == number and reply.filed is not None:
                await forums.filed(self._wire, forum, channel, reply)

        return lambda: while_open(self._wire, channel, anew)

    async def _find(self) -> None:
        """What an earlier try added and could not say."""
        first = self._messages[0].rpartition("/")[2]
        me = self._client.user.id if self._client.user else 0
        for thread in (thread_of(self._messages) or first, ""):
            with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
                found = await self._wire.messages(int(thread or self._place), after=int(first), limit=PAGE)
                there = marks.found(found, me, self._key).values()
                told = sorted({f"{thread}/{one}" if thread else one for one in there if one != first})
                self._messages += [one for one in told if one not in self._messages]

    async def _put(self, place: int, payload: Payload, reply: Reply) -> None:
        """One that is gone is sent once more, so that nobody on it is left out."""
        if place < len(self._messages):
            if await is_there(self._changing(self._messages[place], payload), "change it"):
                return
            del self._messages[place]

        async def added() -> None:
            thread = thread_of(self._messages) or (
                "" if len(self._messages) > 1 else await self._posting.thread(self._place, self._messages[0], reply)
            )
            # not the nonce that it had before: what was deleted a moment ago would be taken for what is sent
            nonce = secrets.token_hex(12)
            sent = await self._posting.added(self._place, payload, thread=thread, nonce=nonce)
            self._messages.insert(place, sent)

        if not await is_there(added, "add to it"):
            raise Undeliverable("The thread of the post is gone.")

    def _changing(self, message: str, payload: Payload) -> Callable[[], Awaitable[None]]:
        channel, number = forums.stands(self._client, self._place, message)
        return lambda: while_open(self._wire, channel, lambda: self._wire.edit(channel, number, payload))

    async def _shorten(self, length: int) -> None:
        for message in reversed(self._messages[length:]):
            channel, number = forums.stands(self._client, self._place, message)
            try:
                await is_there(removing(self._posting, channel, number), "delete it")
            except Undeliverable as fault:
                if not fault.lasting:
                    raise
                await is_there(self._changing(message, render(EMPTIED)[0]), "change it")
            else:
                self._messages.remove(message)


def removing(posting: Posting, channel: int, number: int) -> Callable[[], Awaitable[None]]:
    """The deletion of one message."""
    wire = posting.wire
    return lambda: while_open(wire, channel, lambda: wire.delete(channel, number))


async def is_there(call: Callable[[], Awaitable[None]], what: str) -> bool:
    """What the call is about; False where it is gone. `Undeliverable` otherwise."""
    try:
        await call()
    except discord.NotFound as error:
        if error.code in (UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, 0):
            return False
        raise Undeliverable(f"Discord did not {what} (code {error.code}).") from None
    except discord.Forbidden:
        reason = f"Discord does not let the bot {what}. A moderator can delete it."
        raise Undeliverable(reason, lasting=True) from None
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        status = f" (status {error.status})" if isinstance(error, discord.HTTPException) else ""
        raise Undeliverable(f"Discord did not {what}{status}.", unknown=not status) from None
    return True
