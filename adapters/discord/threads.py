"""What was said in Discord as it is kept: one message with names for its mentions, and a thread as a whole."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import discord

from adapters.discord.incoming import Asked
from adapters.discord.wire import Payload, Wire
from bot.work.discussions import Discussion, Said, Unread, kept

SAVE = "save"
THREADS = frozenset((10, 11, 12))
"""Kinds of channels that are threads."""
SPOKEN = frozenset((0, 19, 20, 23))
"""Kinds of messages that somebody wrote: plain ones, replies, and answers of commands."""
BEGINNING = 21
"""The kind of message that stands first in a thread, for the one in the channel that it grew from."""
HAS_THREAD = 1 << 5
PAGE = 100
MOST_PAGES = 4
"""Of a thread that are asked for: messages of bots and of the server count, too."""
ADDRESS = "https://discord.com/channels/"
DIRECT = "@me"
_LINK = re.compile(r"https://discord\.com/channels/(\d{1,21})/(\d{1,21})(?:/(\d{1,21}))?")
_TOKEN = re.compile(r"<(?:(?:@!?|(@&)|(#))(\d{1,21})|a?(:\w{1,32}:)\d{1,21})>")
_SHOWN = ("attachments", "components", "embeds", "message_snapshots", "poll", "sticker_items")
"""What a message may consist of besides words."""

Names = Mapping[str, str]
"""What roles (``@&1``) and channels (``#1``) are called."""


def link(guild: int | None, channel: int, message: str = "") -> str:
    return f"{ADDRESS}{guild or DIRECT}/{channel}{f'/{message}' if message else ''}"


def saved(data: Mapping[str, Any], guild: int | None, channel: int, *, threaded: bool, names: Names) -> Asked:
    """The message whose menu was used: Discord hands its words out with it."""
    messages = (data.get("resolved") or {}).get("messages") or {}
    message = messages.get(str(data.get("target_id")))
    if message is None:
        return Asked(SAVE, {})
    one = said(message, names)
    begins = bool(message.get("thread")) or bool(int(message.get("flags") or 0) & HAS_THREAD)
    talk = Discussion(
        link(guild, channel, str(message["id"])),
        (one,) if one.text else (),
        threaded=guild is not None and (threaded or begins),
    )
    return Asked(SAVE, {}, discussion=talk)


def said(message: Mapping[str, Any], names: Names) -> Said:
    """The words with names in place of mentions and signs of the server's own."""
    author = message.get("author") or {}
    mentioned = {str(one["id"]): _name(one) for one in message.get("mentions") or ()}

    def named(found: re.Match[str]) -> str:
        role, channel, number, sign = found.groups()
        if sign:
            return sign
        name = names.get(f"{role or channel}{number}", "") if role or channel else mentioned.get(number, "")
        return f"{channel or '@'}{name}" if name else found[0]

    words = _TOKEN.sub(named, str(message.get("content") or "")).strip()
    files = " ".join(f"[{one.get('filename') or 'a file'}]" for one in message.get("attachments") or ())
    return Said(_name(author), words or files, _moment(message))


async def whole(wire: Wire, address: str, guild: str, me: int, names: Names) -> Discussion:
    """The thread of the message at the address, in a server. Raises `Unread`."""
    found = _LINK.fullmatch(address)
    if found is None or found[1] != guild:
        raise Unread("It is not a thread of this server.")
    try:
        channel = await wire.channel(int(found[2]))
        if channel.get("type") not in THREADS and found[3]:
            channel = await wire.channel(int(found[3]))  # a thread has the number of the message that it grew from
        if channel.get("type") not in THREADS or str(channel.get("guild_id")) != guild:
            raise Unread("It is not a thread of this server.")
        messages, cut = await _messages(wire, int(channel["id"]))
    except discord.NotFound:
        raise Unread("Discord knows no such thread any more.") from None
    except discord.Forbidden:
        raise Unread("The bot may not see the thread: it needs View Channels and Read Message History there.") from None
    spoken = [one for one in messages if one.get("type") in SPOKEN and not _is_for_bot(one, me)]
    if not messages:
        raise Unread("The bot may not read what was said before: it needs Read Message History in the thread.")
    if any(is_withheld(one) for one in spoken):
        raise Unread(
            "Discord keeps the words of others from the bot: turn the Message Content intent on, on the page Bot of "
            "its application."
        )
    words = (one for one in (said(one, names) for one in spoken) if one.text)
    return kept(link(int(guild), int(channel["id"])), words, cut=cut)


async def _messages(wire: Wire, thread: int) -> tuple[list[Payload], bool]:
    """Oldest first; and whether there are more."""
    found: list[Payload] = []
    for _ in range(MOST_PAGES):
        page = await wire.messages(thread, after=int(found[-1]["id"]) if found else 0, limit=PAGE)
        found += sorted(page, key=lambda one: int(one["id"]))
        if len(page) < PAGE:
            return [_first(one) for one in found], False
    return [_first(one) for one in found], True


def _first(message: Payload) -> Payload:
    """The message that a thread grew from in the place of what stands for it there."""
    return message.get("referenced_message") or message if message.get("type") == BEGINNING else message


def _is_for_bot(message: Mapping[str, Any], me: int) -> bool:
    """The bot's own words, or those to it."""
    ours = str((message.get("author") or {}).get("id")) == str(me)
    return ours or str(message.get("content") or "").startswith((f"<@{me}>", f"<@!{me}>"))


def is_withheld(message: Mapping[str, Any]) -> bool:
    """Every message of a person's consists of something."""
    person = not (message.get("author") or {}).get("bot")
    return person and not message.get("content") and not any(message.get(one) for one in _SHOWN)


def _name(user: Mapping[str, Any]) -> str:
    nick = (user.get("member") or {}).get("nick")
    return str(nick or user.get("global_name") or user.get("username") or "somebody")


def _moment(message: Mapping[str, Any]) -> datetime | None:
    try:
        return datetime.fromisoformat(str(message.get("timestamp")))
    except ValueError:
        return None
