"""Direct messages, and mentions in channels, whose private answers go to the asker directly."""

import discord

from adapters.discord import drops
from adapters.discord.incoming import Asked, Attached, mention, mention_of, written
from adapters.discord.phrases import ANSWERED_DIRECTLY, DIRECTLY_CLOSED
from adapters.discord.session import Session
from bot.chat.broken import fault
from bot.chat.messages import Reply
from bot.intents import Act
from bot.records import Workspace
from bot.work.discussions import Discussion


async def answer_message(session: Session, message: discord.Message) -> None:
    """Answer what is meant for the bot; whatever else is said is none of its business."""
    text = _meant(session, message)
    asked = await _dropped(session, message) if text is None else _asked(message, text)
    if asked is None:
        return
    async with session.waiting.during(_act(message, text)) as begun:
        if await begun:
            await _answered(session, message, asked)


async def _dropped(session: Session, message: discord.Message) -> Asked | None:
    return await drops.dropped(session, message) if await drops.awaited(session, message) else None


async def _answered(session: Session, message: discord.Message, asked: Asked) -> None:
    try:
        async with session.typing(message.channel.id):
            reply = await session.answer(asked, message.author, message.channel, key=str(message.id))
    except Exception as error:  # noqa: BLE001 - whatever broke, they are told
        await _answer(session, message, fault(error))
        return
    if reply is not None:
        await _answer(session, message, reply)
        await session.bring_up_to_date(reply)


async def _answer(session: Session, message: discord.Message, reply: Reply) -> None:
    if _direct(message):
        sent = await session.send(message.channel.id, reply, message.author, message.channel)
        session.waiting.reached(message.id)
        await session.reported(reply, message.author, message.channel, message.channel.id, sent)
    elif reply.private or reply.files:
        await _answer_directly(session, message, reply)
    else:
        sent = await session.send(message.channel.id, reply, message.author, message.channel, to=message.id)
        session.waiting.reached(message.id)
        await session.reported(reply, message.author, message.channel, message.channel.id, sent)


def _act(message: discord.Message, text: str | None) -> Act:
    guild = message.guild
    channel = str(message.channel.id) if guild else ""
    line, files = (drops.TAKE, True) if text is None else (text, bool(message.attachments))
    here = Workspace("discord", str(guild.id) if guild else "")
    return Act(str(message.id), here, str(message.author.id), channel, line, files)


def _meant(session: Session, message: discord.Message) -> str | None:
    me = session.client.user
    if message.author.bot or message.webhook_id or message.is_system() or me is None:
        return None
    return written(message.content) if _direct(message) else mention(message.content, me.id)


def _direct(message: discord.Message) -> bool:
    """Of a message in a server that is not loaded yet, discord.py knows no server either."""
    return isinstance(message.channel, discord.DMChannel)


def _named(text: str, message: discord.Message) -> str:
    """The text with a name in its mentions."""
    names = {f"@{one.id}": one.display_name for one in message.mentions}
    names |= {f"@&{one.id}": one.name for one in message.role_mentions}
    for target, name in names.items():
        named = mention_of(target, name)
        text = text.replace(f"<{target}>", named).replace(f"<{target.replace('@', '@!')}>", named)
    return text


def _asked(message: discord.Message, text: str) -> Asked:
    files = tuple(Attached(one.filename, one.url, one.size) for one in message.attachments)
    talk = Discussion()
    if message.guild is not None:
        talk = Discussion(message.jump_url, threaded=isinstance(message.channel, discord.Thread))
    return Asked(_named(text, message), {}, files, talk)


async def _answer_directly(session: Session, message: discord.Message, reply: Reply) -> None:
    """A message in a channel cannot be answered for its writer alone."""
    said = ANSWERED_DIRECTLY
    try:
        direct = await session.wire.direct(message.author.id)
        sent = await session.send(direct, reply, message.author, message.channel)
        session.waiting.reached(message.id)
        await session.reported(reply, message.author, message.channel, direct, sent)
    except discord.Forbidden:
        said = DIRECTLY_CLOSED
    await session.send(message.channel.id, said, message.author, message.channel, to=message.id)
    session.waiting.reached(message.id)
