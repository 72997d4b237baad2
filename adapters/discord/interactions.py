"""Slash commands, presses, forms and completions: Discord waits three seconds for the first answer to each."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import discord

from adapters.discord import incoming, menus, threads
from adapters.discord.actions import short
from adapters.discord.forms import filled, modal
from adapters.discord.incoming import Asked
from adapters.discord.layout import EPHEMERAL
from adapters.discord.markdown import units
from adapters.discord.phrases import BELOW, CANCELLED, NOT_SHOWN, OUTDATED, TOO_LATE, Unasked, too_late, working
from adapters.discord.presses import CANCEL, Press, understood, within
from adapters.discord.progress import Note, Progress, Thinking
from adapters.discord.render import confirmation, render
from adapters.discord.session import FAILURES, Session, refusal, with_form_button
from adapters.discord.waiting import Begun
from adapters.discord.wire import ANSWER, CHOICES, FORM, LATER, REPLACE, THINKING, Payload, Ticket, files_only, lasting
from bot.chat.broken import fault
from bot.chat.messages import Choice, Reply
from bot.intents import Act
from bot.records import Workspace
from bot.sharing.naming import named
from bot.work.discussions import Discussion

log = logging.getLogger(__name__)

PATIENCE = 1.8
"""Seconds that the core may take before Discord is told to wait."""
COMPLETION_PATIENCE = 2.2
NOTING = 1.0
"""Seconds for taking down what was asked, before Discord is told that it was taken."""
ACKNOWLEDGED = 40060
"""Discord's code for an interaction that was answered before."""
GIVEN_UP = frozenset((10062, 10015, 50027))
"""Its codes for an interaction that waited for more than three seconds, or whose fifteen minutes are over."""
LONGEST_CHOICE = 100
MOST_CHOICES = 25

Interaction = discord.Interaction[discord.Client]


@dataclass(frozen=True, slots=True)
class Answer:
    payloads: list[Payload]
    reply: Reply
    in_place: bool = False
    """It takes the place of the message whose button was pressed."""


async def answer_interaction(session: Session, interaction: Interaction) -> None:
    if interaction.type is discord.InteractionType.autocomplete:
        await _complete(session, interaction)
    elif interaction.type is not discord.InteractionType.ping:
        async with session.waiting.during(_act(interaction)) as begun:
            await _answer(session, interaction, begun)


async def _answer(session: Session, interaction: Interaction, begun: Begun) -> None:
    """Answer at once where the core is quick, since a form must be the first answer; else ask for time."""
    left = session.patience.left(interaction.id, PATIENCE)
    late = session.crowded
    if late:
        await asyncio.wait({begun}, timeout=NOTING)
    lost = late and not await session.crowd.telling(_asked_for_time(session, interaction))
    if late:
        await session.crowd.calm()
    progress = _progress(session, interaction)
    work = asyncio.ensure_future(_work(session, interaction, progress, begun))
    if not late:
        done, _ = await asyncio.wait({work}, timeout=left)
        late = not done
        lost = late and not await session.crowd.telling(_asked_for_time(session, interaction))
    if late and not lost:
        progress.begin(unseen=interaction.message is not None)
    try:
        answer = await _ended(work, progress)
    except Exception as error:  # noqa: BLE001 - whatever broke, they are told
        told = fault(error)
        await _give(session, interaction, Answer(render(told), told), late=late, lost=lost)
        return
    if answer is not None:
        await _give(session, interaction, answer, late=late, lost=lost)
        await session.bring_up_to_date(answer.reply, interaction.message.id if interaction.message else 0)
    elif not lost:
        session.waiting.reached(interaction.id)
        await _leave(session, interaction, late=late)


def _progress(session: Session, interaction: Interaction) -> Progress:
    sign = Thinking if interaction.message is None else Note

    def payload(text: str) -> Payload:
        return _seen_by(interaction, render(working(text))[0])

    return Progress(sign(session.wire, _ticket(interaction), payload))


async def _asked_for_time(session: Session, interaction: Interaction) -> bool:
    """False where Discord has given the interaction up: the work goes on, and its answer finds another way."""
    try:
        await session.wire.answer(_ticket(interaction), *_asking_for_time(interaction))
    except FAILURES as error:
        log.warning("Discord could not be asked for time: %s", refusal(error))
        return getattr(error, "code", 0) == ACKNOWLEDGED
    return True


async def _give(session: Session, interaction: Interaction, answer: Answer, *, late: bool, lost: bool) -> None:
    """The answer where it was asked for; where Discord takes none there any more, to the asker directly."""
    if not lost:
        try:
            await _deliver_or_say(session, interaction, answer, late=late)
        except discord.HTTPException as error:
            if error.code not in GIVEN_UP:
                raise
            log.warning("an answer came too late for its place: %s", refusal(error))
        else:
            return
    await _directly(session, interaction, answer.reply)
    session.waiting.reached(interaction.id)


async def _deliver_or_say(session: Session, interaction: Interaction, answer: Answer, *, late: bool) -> None:
    try:
        await _deliver(session, interaction, answer, late=late)
    except discord.HTTPException as error:
        if error.status != 400 or error.code == ACKNOWLEDGED:  # anything but a payload that Discord refuses
            raise
        await _deliver(session, interaction, Answer(render(NOT_SHOWN), NOT_SHOWN), late=late)
        raise


async def _directly(session: Session, interaction: Interaction, reply: Reply) -> None:
    """To the asker alone; where they take no direct messages, that they are to ask again, and nothing of the answer."""
    try:
        direct = await session.wire.direct(interaction.user.id)
        await session.send(direct, too_late(reply), interaction.user, interaction.channel)
    except discord.Forbidden:
        if interaction.channel_id and interaction.guild_id is not None:
            to = interaction.message.id if interaction.message and not interaction.message.flags.ephemeral else 0
            await session.send(interaction.channel_id, TOO_LATE, interaction.user, interaction.channel, to=to)


async def _leave(session: Session, interaction: Interaction, *, late: bool) -> None:
    """End what was answered before: nothing is shown, and nothing waits for an answer."""
    if late and interaction.message is None:
        await session.wire.withdraw(_ticket(interaction))
    elif not late and interaction.message is not None:
        await session.wire.answer(_ticket(interaction), LATER, {})


async def _ended(work: "asyncio.Future[Answer | None]", progress: Progress) -> Answer | None:
    try:
        return await work
    finally:
        await progress.end()


# ------------------------------------------------------------- the question


async def _work(session: Session, interaction: Interaction, progress: Progress, begun: Begun) -> Answer | None:
    if not await begun:
        return None
    try:
        press = await _pressed(session, interaction)
    except Unasked as unasked:
        return Answer(render(unasked.reply), unasked.reply)
    if isinstance(press, Answer):
        return press
    reply = await session.answer(
        _asked(session, interaction, press),
        interaction.user,
        interaction.channel,
        key=str(interaction.id),
        press=_once(interaction),
        locale=str(interaction.locale),
        progress=progress,
    )
    if reply is None:
        return None
    in_place = reply.replace or (press is not None and press.asked)
    return Answer(render(reply), reply, in_place and _may_replace(interaction, reply))


def _act(interaction: Interaction) -> Act:
    """The line of a menu, and one that stands behind a key, is not known yet."""
    data: Any = interaction.data
    guild = interaction.guild_id
    line: str | None
    if interaction.type is discord.InteractionType.application_command:
        line = None if menus.is_of_a_menu(data) else incoming.slash(data).text
    else:
        press = understood((data.get("values") or [data["custom_id"]])[0])
        line = None if press is None or press.kept else press.line
    channel = str(interaction.channel_id or "") if guild is not None else ""
    here = Workspace("discord", str(guild or ""))
    return Act(str(interaction.id), here, str(interaction.user.id), channel, line)


async def _pressed(session: Session, interaction: Interaction) -> Press | Answer | None:
    """What a button, an option or a form carries; an answer where that is a question of ours. None for a command.

    Raises `Unasked`.
    """
    data: Any = interaction.data
    if interaction.type not in (discord.InteractionType.component, discord.InteractionType.modal_submit):
        return None
    chosen = (data.get("values") or [data["custom_id"]])[0]
    if chosen == CANCEL:
        return Answer(render(CANCELLED), CANCELLED, in_place=True)
    press = understood(chosen)
    if press is None:
        raise Unasked(OUTDATED)
    press = replace(press, line=await session.line(press, interaction.user, interaction.channel), kept=False)
    return await _question(session, interaction, press) if press.ask else press


def _once(interaction: Interaction) -> str:
    """What was pressed, and in which message: the same again at once is a slip."""
    data: Any = interaction.data
    if interaction.type is not discord.InteractionType.component or interaction.message is None:
        return ""
    return " ".join(map(str, (interaction.message.id, data["custom_id"], *(data.get("values") or ()))))


def _asked(session: Session, interaction: Interaction, press: Press | None) -> Asked:
    data: Any = interaction.data
    threaded = isinstance(interaction.channel, discord.Thread)
    if interaction.type is discord.InteractionType.application_command and menus.is_of_a_menu(data):
        names = session.names(interaction.guild_id)
        return menus.chosen(data, interaction.guild_id, interaction.channel_id or 0, threaded=threaded, names=names)
    asked = _typed(interaction, press)
    if not threaded:
        return asked
    where = threads.link(interaction.guild_id, interaction.channel_id or 0)
    return replace(asked, discussion=Discussion(where, threaded=True))


def _typed(interaction: Interaction, press: Press | None) -> Asked:
    data: Any = interaction.data
    if press is None:
        return incoming.slash(data)
    return Asked(press.line, filled(data) if interaction.type is discord.InteractionType.modal_submit else {})


async def _question(session: Session, interaction: Interaction, press: Press) -> Answer:
    """Ask before a command with consequences; the answer to yes takes the question's place."""
    data: Any = interaction.data
    components: list[Any] = [one.to_dict() for one in interaction.message.components] if interaction.message else []
    labels = (one.get("label") for one in within(components) if one.get("custom_id") == data["custom_id"])
    label = next(labels, None) or "Go on"
    confirm = await session.question(press.line, label, interaction.user, interaction.channel)
    return Answer(confirmation(confirm, press.line), Reply((), text=confirm.title))


def _may_replace(interaction: Interaction, reply: Reply) -> bool:
    """What is private never takes the place of a message that others see."""
    message = interaction.message
    return message is not None and (not reply.private or message.flags.ephemeral or interaction.guild_id is None)


# --------------------------------------------------------------- the answer


async def _deliver(session: Session, interaction: Interaction, answer: Answer, *, late: bool) -> None:
    ticket, reply = _ticket(interaction), answer.reply
    from_form = interaction.type is discord.InteractionType.modal_submit
    asks = not (late or from_form or reply.faults)
    form = modal(reply.form) if reply.form and asks else None
    if form is not None:
        await session.wire.answer(ticket, FORM, form)
        session.waiting.reached(interaction.id)
        return
    sent: list[str] = []
    try:
        async for one in _sent(session, interaction, answer, late=late):
            sent.append(one)
            session.waiting.reached(interaction.id)
    finally:
        if _stays(interaction, reply):
            await session.stands(sent, reply, interaction.user, interaction.channel)
            first = next(filter(None, sent), "")
            if first and interaction.channel_id:
                at = interaction.channel_id
                await session.reported(reply, interaction.user, interaction.channel, at, first)


async def _sent(session: Session, interaction: Interaction, answer: Answer, *, late: bool) -> AsyncIterator[str]:
    """Send message after message, with the id of each that stays."""
    ticket, reply = _ticket(interaction), answer.reply
    payloads = answer.payloads if reply.form is None else render(with_form_button(reply))
    first, *rest = [_seen_by(interaction, one) for one in payloads]
    if answer.in_place and late:
        yield await session.wire.complete(ticket, first)
    elif answer.in_place:
        await session.wire.answer(ticket, REPLACE, lasting(first))
        yield str(interaction.message.id) if interaction.message else ""
    elif not late:
        await session.wire.answer(ticket, ANSWER, first)
        session.waiting.reached(interaction.id)
        yield await session.wire.answered(ticket) if _stays(interaction, reply) else ""
    elif interaction.message is not None:
        yield await session.wire.follow(ticket, first)
    elif reply.private:
        yield await session.wire.complete(ticket, first)
    else:
        await session.wire.complete(ticket, render(BELOW)[0])
        yield await session.wire.follow(ticket, first)
    for payload in rest:
        yield await session.wire.follow(ticket, payload)
    for file in reply.files:
        yield await session.wire.follow(ticket, files_only(private=interaction.guild_id is not None), files=(file,))


def _stays(interaction: Interaction, reply: Reply) -> bool:
    """Whether the answer is one that stays where it is, and names somebody."""
    return (interaction.guild_id is None or not reply.private) and bool(named(reply) or reply.report)


def _asking_for_time(interaction: Interaction) -> tuple[int, Payload]:
    """After a press nothing is shown until the answer is there, so that it can still replace the message."""
    if interaction.message is not None:
        return LATER, {}
    return THINKING, {"flags": EPHEMERAL if interaction.guild_id is not None else 0}


def _seen_by(interaction: Interaction, payload: Payload) -> Payload:
    """In a direct message nobody else reads along, and an answer there should not vanish."""
    return payload if interaction.guild_id is not None else lasting(payload)


def _ticket(interaction: Interaction) -> Ticket:
    return Ticket(interaction.id, interaction.token, interaction.application_id)


# ---------------------------------------------------------------- completion


async def _complete(session: Session, interaction: Interaction) -> None:
    """Complete what is being typed; nothing where the core is too slow for somebody who types on."""
    try:
        choices = await asyncio.wait_for(_choices(session, interaction), COMPLETION_PATIENCE)
    except (TimeoutError, Unasked):
        choices = []
    await session.wire.answer(_ticket(interaction), CHOICES, {"choices": choices})


async def _choices(session: Session, interaction: Interaction) -> list[Payload]:
    data: Any = interaction.data
    typing = incoming.typing(data)
    if typing is None:
        return []
    found = await session.complete(typing, interaction.user, interaction.channel)
    return [_choice(one) for one in found if 0 < units(one.value) <= LONGEST_CHOICE][:MOST_CHOICES]


def _choice(choice: Choice) -> Payload:
    return {"name": short(choice.label or choice.value, LONGEST_CHOICE), "value": choice.value}
