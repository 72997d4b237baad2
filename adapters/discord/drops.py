"""A file that somebody dropped in a channel that takes CVs, without a word to the bot.

Discord tells of the message and keeps what is in it. Asked for the message, it hands it out to an application whose
Message Content intent is on; so nothing said in any other channel is ever read.
"""

import logging

import discord

from adapters.discord import threads
from adapters.discord.incoming import Asked, attached
from adapters.discord.phrases import Unasked
from adapters.discord.session import FAILURES, Session, refusal

log = logging.getLogger(__name__)

TAKE = "intake-take"


async def awaited(session: Session, message: discord.Message) -> bool:
    """Whether somebody who may add CVs wrote it where they are taken."""
    author = message.author
    if not isinstance(author, discord.Member) or author.bot or message.webhook_id or message.is_system():
        return False
    try:
        return await session.takes_cvs(author, message.channel)
    except Unasked:
        return False


async def dropped(session: Session, message: discord.Message) -> Asked | None:
    """The CVs; None where there are none."""
    try:
        found = await session.wire.message(message.channel.id, message.id)
    except FAILURES as error:
        log.warning("a message in a channel that takes CVs could not be read: %s", refusal(error))
        return None
    if threads.is_withheld(found):
        log.warning("files in a channel that takes CVs are not shown: turn the Message Content intent on")
    files = tuple(attached(one) for one in found.get("attachments") or ())
    return Asked(TAKE, {}, files) if files else None
