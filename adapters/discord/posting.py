"""How the bot's posts come to stand in a channel: the first message there, and what follows it in a thread."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import discord

from adapters.discord import forums
from adapters.discord.archived import ARCHIVED
from adapters.discord.markdown import clean, units
from adapters.discord.marks import marked
from adapters.discord.render import render
from adapters.discord.wire import Payload, Wire
from adapters.posted import Post
from adapters.titles import headline
from bot.chat.messages import Reply

THERE_ALREADY = 160004
"""Discord's code for a message that has a thread."""
LONGEST_NAME = 100


class Posting:
    """What one client posts."""

    def __init__(self, client: discord.Client, wire: Wire) -> None:
        self.client, self.wire = client, wire

    async def post(self, channel: int, reply: Reply, post: Post) -> tuple[str, ...]:
        """Send to a channel what did not go out before; the ids of all its messages."""
        first, *rest = marked(render(replace(reply, private=False)), post.key)
        found = await self._begun(channel, reply, post, first)
        thread = await self.thread(channel, found, reply) if rest else ""
        others = [await self._posted(channel, post, index, payload, thread) for index, payload in enumerate(rest, 1)]
        out = (found, *others)
        return (*out, *(one for one in post.out if one not in out))  # what an earlier try sent stands there, too

    async def thread(self, channel: int, first: str, reply: Reply) -> str:
        """The thread in which a post goes on; empty where it goes on behind its first message, as in direct messages."""
        within, _, number = first.rpartition("/")
        place = self.client.get_channel(channel)
        if within or isinstance(place, discord.ForumChannel):
            return within or first
        if not isinstance(place, discord.TextChannel):
            return ""
        name = headline(clean(reply.text).strip() or "–", LONGEST_NAME, units)
        try:
            return await self.wire.begin_thread_of(channel, int(number), name)
        except discord.HTTPException as error:
            if error.code == THERE_ALREADY:
                return number
            if error.status not in (400, 403):
                raise
            return ""

    async def added(self, channel: int, payload: Payload, *, thread: str, nonce: str) -> str:
        """One more message, as ids tell it; behind that of the ``thread`` that it stands in and its channel does not tell."""
        sent = await self.wire.send(int(thread or channel), payload, nonce=nonce)
        return f"{thread}/{sent}" if thread else sent

    async def _begun(self, channel: int, reply: Reply, post: Post, payload: Payload) -> str:
        """The first message: in a forum a post of its own, in which the others follow."""
        forum = forums.forum(self.client, channel)
        if forum is None:
            return await self._posted(channel, post, 0, payload)
        under = reply.filed.under if reply.filed else ""
        if under and (sent := await self._gone_on(channel, under, post, payload)):
            return sent
        sent = post.sent(0, payload) or post.earlier.get(0, "")
        if not sent:
            me = self.client.user.id if self.client.user else 0
            sent = await forums.Beginning(self.wire, forum, me).of(reply, payload, post)
        if not post.sent(0, payload):
            post.went_out(0, payload, sent)
        return sent

    async def _gone_on(self, channel: int, under: str, post: Post, payload: Payload) -> str:
        """The message beneath a post; empty where that takes none any more: it was deleted, or locked."""
        try:
            return await self._posted(channel, post, 0, payload, under.partition("/")[0])
        except (discord.NotFound, discord.Forbidden):
            return ""
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            return ""

    async def _posted(self, channel: int, post: Post, index: int, payload: Payload, thread: str = "") -> str:
        if not (sent := post.sent(index, payload)):
            sent = post.earlier.get(index, "")
            if not sent:
                sent = await self.added(channel, payload, thread=thread, nonce=nonce(post.key, index))
            post.went_out(index, payload, sent)
        return sent


def nonce(key: str, index: int) -> str:
    """For each message of one post a nonce of its own, the same in every repeat; at most 25 characters."""
    return hashlib.blake2s(f"{key}/{index}".encode(), digest_size=12).hexdigest() if index else key


def thread_of(messages: Sequence[str]) -> str:
    """The thread in which a post goes on already; empty for one that does not, or has none."""
    return next((one.partition("/")[0] for one in messages[1:] if "/" in one), "")
