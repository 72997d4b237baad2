"""What one connected client works with: the core behind a thread pool, the calls that go out, and who is who."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, ParamSpec, TypeVar

import aiohttp
import discord

from adapters.base import Core, Undeliverable
from adapters.discord import servers, threads
from adapters.discord.actions import kept_lines, question, question_key
from adapters.discord.crowds import MOST_IN_HAND, Crowd
from adapters.discord.files import Downloads
from adapters.discord.forms import modal
from adapters.discord.incoming import Asked, Attached, Typing
from adapters.discord.members import DirectMessages, in_server
from adapters.discord.patience import Patience
from adapters.discord.phrases import OUTDATED, Unasked
from adapters.discord.posting import Posting
from adapters.discord.presses import Press
from adapters.discord.render import render
from adapters.discord.rewriting import Standing
from adapters.discord.waiting import Waiting
from adapters.discord.wire import Wire, files_only
from adapters.phrases import MOST_FILES, NOT_FETCHED, RESTARTING, TOO_MANY_FILES
from bot.channels import Message
from bot.chat.forms import with_button
from bot.chat.messages import Choice, Confirm, Member, Place, Reply, Request, Upload
from bot.chat.progress import Progress, untold
from bot.chat.swapping import typed_behind
from bot.records import Workspace
from bot.sharing.naming import named
from bot.work.discussions import Discussion, Unread

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

FAILURES = (discord.HTTPException, aiohttp.ClientError, OSError)
"""How a call to Discord can fail."""
READING = 30.0
"""Seconds for a thread."""
TYPING_AFTER, TYPING_AGAIN = 1.0, 8.0
"""Seconds of work until people see that it goes on, and after which Discord takes that back."""
INTAKES_REMEMBERED, MOST_INTAKES = 10.0, 1_000
"""Seconds for which nobody asks again whether a channel takes CVs, and channels."""


class Session:
    def __init__(
        self,
        client: discord.Client,
        core: Core,
        pool: Executor,
        downloads: Downloads,
        home: int | None,
        *,
        noting: Executor,
    ) -> None:
        """``noting`` takes down what was asked, however busy the pool is."""
        self.client, self.downloads, self.waiting = client, downloads, Waiting(core.in_hand, noting)
        self.wire = Wire(client.http)
        self.posting = Posting(client, self.wire)
        self._core, self._pool = core, pool
        self._direct = DirectMessages(client, home, self)
        self._queued: set[Future[Any]] = set()
        self._given_up: set[Future[Any]] | None = None
        self.patience, self.crowd = Patience(), Crowd()
        self._intakes: dict[str, tuple[float, bool]] = {}

    async def answer(
        self,
        asked: Asked,
        user: discord.User | discord.Member,
        channel: object,
        *,
        key: str,
        press: str = "",
        locale: str = "",
        progress: Progress = untold,
    ) -> Reply | None:
        """The core's answer; our own where the core is not asked. None where the same event was answered before."""
        try:
            if servers.is_asked(asked):
                found = await servers.answered(self._direct, asked, user.id)
                if isinstance(found, Reply):
                    return found
                asked = found
            member, place = await self._member(user, channel, asked.text)
            self._intakes.pop(place.id, None)  # what is asked there may be to take CVs from now on
            thread = partial(self._thread, asyncio.get_running_loop(), member.workspace)
            request = Request(
                asked.text,
                member,
                place,
                values=asked.values,
                key=key,
                press=press,
                locale=locale,
                discussion=asked.discussion,
                thread=thread,
                progress=progress,
            )
            return await self._in_pool(self._handled, await self._with_files(request, asked.files))
        except Unasked as unasked:
            return unasked.reply

    def _handled(self, request: Request) -> Reply | None:
        """In a worker: the core's answer, with what its buttons have no room for kept for when they are pressed."""
        reply = self._core.handle(request)
        if reply is not None and request.place.kind == "dm":
            reply = typed_behind(reply, "")
        if reply is not None and (lines := kept_lines(reply)):
            self._core.keep_lines(request.member.workspace, lines)
        return reply

    async def line(self, press: Press, user: discord.User | discord.Member, channel: object) -> str:
        """The command line of a press; `Unasked` where it was kept for too short a time."""
        if not press.kept:
            return press.line
        member, _ = await self._member(user, channel)
        if line := await self._in_pool(self._core.kept_line, member.workspace, press.line):
            return line
        raise Unasked(OUTDATED)

    async def question(self, line: str, label: str, user: discord.User | discord.Member, channel: object) -> Confirm:
        """What to ask before a line is run."""
        member, _ = await self._member(user, channel)
        return question(line, label, await self._in_pool(self._core.kept_line, member.workspace, question_key(line)))

    async def complete(self, typing: Typing, user: discord.User | discord.Member, channel: object) -> Sequence[Choice]:
        """The completions of what is being typed; `Unasked` where the core is not asked for them."""
        request = Request(typing.text, *await self._member(user, channel), values=typing.values)
        return await self._in_pool(self._core.complete, request, typing.command, typing.parameter)

    @property
    def crowded(self) -> bool:
        return len(self._queued) >= MOST_IN_HAND

    async def takes_cvs(self, user: discord.Member, channel: object) -> bool:
        """Whether a file that this person drops there is read as a CV."""
        member, place = await self._member(user, channel)
        until, taking = self._intakes.get(place.id, (0.0, False))
        if time.monotonic() >= until:
            taking = await self._in_pool(self._core.takes_cvs, place)
            if len(self._intakes) >= MOST_INTAKES:
                self._intakes.clear()
            self._intakes[place.id] = (time.monotonic() + INTAKES_REMEMBERED, taking)
        return taking and await self._in_pool(self._core.admits, Request("", member, place))

    @contextlib.asynccontextmanager
    async def typing(self, channel: int) -> AsyncIterator[None]:
        """Shows that the bot writes in the channel, where the work inside takes longer than a moment."""
        showing = asyncio.ensure_future(self._show_typing(channel))
        try:
            yield
        finally:
            showing.cancel()

    async def _show_typing(self, channel: int) -> None:
        await asyncio.sleep(TYPING_AFTER)
        with contextlib.suppress(*FAILURES):
            while True:
                await self.wire.typing(channel)
                await asyncio.sleep(TYPING_AGAIN)

    def names(self, guild: int | None) -> dict[str, str]:
        """What a server's roles and channels are called."""
        found = self.client.get_guild(guild) if guild else None
        if found is None:
            return {}
        roles = {f"@&{one.id}": one.name for one in found.roles if one is not None}
        return roles | {f"#{one.id}": one.name for one in (*found.channels, *found.threads)}

    def _thread(self, loop: asyncio.AbstractEventLoop, workspace: Workspace, address: str) -> Discussion:
        """A thread of the server, for a worker, which waits until the loop has read it. Raises `Unread`."""
        me, names = self.client.user, self.names(int(workspace.id))
        reading = threads.whole(self.wire, address, workspace.id, me.id if me else 0, names)
        asked = asyncio.run_coroutine_threadsafe(reading, loop)
        try:
            return asked.result(READING)
        except (*FAILURES, TimeoutError, CancelledError):
            asked.cancel()
            raise Unread("Discord does not hand it out right now. Save again in a minute.") from None

    def give_up(self) -> None:
        """What no worker has begun is not begun any more: its askers are told so."""
        self._given_up = {one for one in self._queued if one.cancel()}

    async def _with_files(self, request: Request, files: Sequence[Attached]) -> Request:
        """The request with the files that came with it, which are fetched for those with a role alone."""
        if not files:
            return request
        if not await self._in_pool(self._core.admits, request):
            return replace(request, uploads=tuple(Upload(one.name, fault=NOT_FETCHED) for one in files))
        fetched = await self.downloads.fetch(tuple(files[:MOST_FILES]))
        others = [Upload(one.name, fault=TOO_MANY_FILES) for one in files[MOST_FILES:]]
        return replace(request, uploads=(*fetched, *others))

    async def _in_pool(self, call: Callable[P, T], *given: P.args, **more: P.kwargs) -> T:
        """The call's answer, from a worker; `Unasked` where the bot is stopped before one was free."""
        if self._given_up is not None:
            raise Unasked(RESTARTING)
        queued = self._pool.submit(call, *given, **more)
        self._queued.add(queued)
        try:
            return await asyncio.wrap_future(queued)
        except asyncio.CancelledError:
            if queued in (self._given_up or ()):
                raise Unasked(RESTARTING) from None
            raise
        finally:
            self._queued.discard(queued)

    async def _member(
        self, user: discord.User | discord.Member, channel: object, asked: str = ""
    ) -> tuple[Member, Place]:
        """Who and where; `Unasked` where a direct message belongs to no one server, which then is asked for."""
        if isinstance(user, discord.Member):
            member, place = in_server(user, getattr(channel, "id", 0), getattr(channel, "name", None) or "")
            self._direct.acted(user.id, member.workspace)
            return member, place
        return await self._direct.sender(user.id, asked)

    # ------------------------------------------- whose server, in direct messages

    async def admits(self, member: Member) -> bool:
        place = Place(member.workspace, "dm", member.id)
        return await self._in_pool(self._core.admits, Request("", member, place), begin=False)

    async def direct_of(self, person: str) -> Workspace | None:
        return await self._in_pool(self._core.direct_of, "discord", person)

    async def direct_to(self, member: Member) -> None:
        await self._in_pool(self._core.direct_to, member.workspace, member.id)

    async def send(
        self, channel: int, reply: Reply, user: discord.User | discord.Member, asked_in: object, *, to: int = 0
    ) -> str:
        """Send to a channel what somebody asked for; ``to`` is the message that this answers. The first message's id.

        Fails where nothing went out.
        """
        sent: list[str] = []
        try:
            async for one in self._out(channel, reply, to):
                sent.append(one)  # noqa: PERF401 - what went out counts where a later one fails
        except FAILURES as error:
            if not sent:
                raise
            log.warning("only a part of an answer reached Discord: %s", refusal(error))
        finally:
            directly = channel != getattr(asked_in, "id", 0)
            await self.stands(sent, reply, user, asked_in, directly=directly)
        return sent[0]

    async def _out(self, channel: int, reply: Reply, to: int) -> AsyncIterator[str]:
        for payload in render(with_form_button(reply)):
            yield await self.wire.send(channel, payload, to=to)
        for file in reply.files:
            yield await self.wire.send(channel, files_only(private=False), files=(file,))

    async def stands(
        self,
        messages: Sequence[str],
        reply: Reply,
        user: discord.User | discord.Member,
        asked_in: object,
        *,
        directly: bool = False,
    ) -> None:
        """Tell the core what of an answer stays where it is, or, ``directly``, in the asker's direct messages."""
        kept = [one for one in messages if one]
        if not kept or not named(reply):
            return
        with suppress(Unasked):
            member, place = await self._member(user, asked_in)
            there = Place(member.workspace, "dm", member.id) if directly else place
            await self._in_pool(self._core.sent, there, kept, reply)

    async def reported(
        self, reply: Reply, user: discord.User | discord.Member, asked_in: object, channel: int, message: str
    ) -> None:
        """What a report shows is decided on somewhere, or erased: it is remembered where this one stands."""
        if not reply.report:
            return
        with suppress(Unasked):
            member, _ = await self._member(user, asked_in)
            at = Message(member.workspace, str(channel), message)
            await self._in_pool(self._core.reported, reply.report, at)

    async def bring_up_to_date(self, reply: Reply, besides: int = 0) -> None:
        """Posts that tell of whom something was done to say so, and reports of what was decided, but for the pressed one."""
        if reply.changed:
            await self._in_pool(self._core.follow, reply)
        for one in reply.elsewhere:
            place = one.message
            if place.workspace.platform != "discord" or place.id == str(besides):
                continue
            try:
                standing = Standing(self.posting, int(place.channel), "", [place.id])
                now = await standing.rewritten(one.reply, broke_off=False)
                there = Place(place.workspace, "channel", place.channel)
                await self._in_pool(self._core.sent, there, now, one.reply)
            except (*FAILURES, Undeliverable) as error:
                log.warning("a message could not be brought up to date: %s", refusal(error))


def refusal(error: BaseException) -> str:
    """What went wrong, for a log: Discord's numbers, and none of the words that were sent."""
    if isinstance(error, discord.HTTPException):
        return f"status {error.status}, code {error.code}"
    return type(error).__name__


def with_form_button(reply: Reply) -> Reply:
    """The reply for where no form can be opened: a button that opens it when pressed."""
    return with_button(reply) if reply.form and modal(reply.form) else reply
