"""Discord in memory for the contract tests: discord.py's own parsing of events, with its HTTP client replaced."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

from discord.http import Route

from adapters.base import Core
from adapters.discord import limits
from adapters.discord.actions import kept_lines
from adapters.discord.client import Client
from adapters.discord.commands import LINE, NAME, ON_A_MEMBER, ON_A_MESSAGE, PROFILE, SAVE_AS_CANDIDATE, SAVE_TO_PROFILE
from adapters.discord.files import Downloads
from adapters.discord.incoming import Attached
from adapters.discord.layout import EPHEMERAL
from adapters.discord.living import Living, LivingBoard
from adapters.discord.plain import plain
from adapters.discord.presses import Ids, understood, within
from adapters.discord.render import render
from adapters.discord.threads import BEGINNING, HAS_THREAD
from adapters.discord.wire import ANSWER, FORM, REPLACE
from adapters.harness import BOT as BOT_NAME
from adapters.harness import MENTION, Harness, Shown
from adapters.posted import Post
from bot.chat.messages import Actions, Button, Form, Menu, Option, OptionGroup, Reply, Upload
from bot.records import Workspace

GUILD, CHANNEL, DIRECT, PERSON, BOT = 700, 701, 702, 703, 704
TALK = 800
"""The first message of a talk, and the thread that grew from it."""
HERE = Workspace("discord", str(GUILD))
GUEST = 1 << 4
SENDING = ("POST", "PATCH")
USER = {"id": str(PERSON), "username": "mara", "discriminator": "0", "avatar": None, "global_name": "Mara"}
MEMBER = {"user": USER, "roles": [], "joined_at": "2026-01-05T09:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
SERVER = {
    "id": str(GUILD),
    "name": "Hiring",
    "owner_id": str(PERSON),
    "roles": [{"id": str(GUILD), "name": "@everyone", "permissions": "0", "position": 0, "color": 0, "hoist": False}],
    "channels": [{"id": str(CHANNEL), "type": 0, "name": "ml-hiring", "position": 0, "permission_overwrites": []}],
    "members": [],
    "member_count": 2,
    "emojis": [],
    "features": [],
}

THREAD = {
    "id": str(TALK),
    "type": 11,
    "guild_id": str(GUILD),
    "parent_id": str(CHANNEL),
    "owner_id": str(PERSON),
    "name": "Noor",
    "message_count": 2,
    "member_count": 2,
    "rate_limit_per_user": 0,
    "thread_metadata": {
        "archived": False,
        "auto_archive_duration": 60,
        "archive_timestamp": "2026-11-09T09:00:00+00:00",
        "locked": False,
    },
}

Payload = dict[str, Any]


def harness(core: Core) -> Harness:
    return DiscordHarness(core)


class DiscordHarness:
    """One person, at first the owner of a server, with a direct channel to the bot. Every act meets a client just started."""

    def __init__(self, core: Core, answers: Callable[[Route, Payload], Any] | None = None) -> None:
        self.calls: list[tuple[Route, Payload]] = []
        self._core, self._answers = core, answers
        self._numbers = count(1 << 22)
        self._files: dict[str, bytes] = {}
        self._server, self._member = SERVER, MEMBER
        self._asked_directly = False
        self.said: list[Payload] = []
        self.living = Living()

    @property
    def board(self) -> LivingBoard:
        return LivingBoard(HERE, self.living)

    def deleted(self) -> list[str]:
        return [str(route.url.rpartition("/")[2]) for route, _ in self.calls if route.method == "DELETE"]

    def rewritten(self, message: str) -> object:
        changed = (body for route, body in self.calls if route.method == "PATCH" and route.url.endswith(f"/{message}"))
        return list(changed)[-1]

    def meanwhile(self, work: Callable[[], object]) -> list[Shown]:
        return self._act(lambda _: asyncio.to_thread(work))

    def become(self, *, admin: bool = False, guest: bool = False) -> None:
        """What Discord says of the person from now on."""
        self._server = {**SERVER, "owner_id": str(PERSON if admin else BOT)}
        self._member = {**MEMBER, "flags": GUEST if guest else 0}

    def mention(self, text: str) -> list[Shown]:
        """Name the bot in a channel."""
        return self.event("MESSAGE_CREATE", self.message(f"<@{BOT}> {text}", dm=False))

    def choose(self, command: str) -> list[Shown]:
        """Choose the option of a menu that carries the command line."""
        menu = Menu("Act", (OptionGroup("", (Option("Act", command),)),))
        payload = self._rendered(Reply((Actions((menu,)),), text="Choose."))
        (select,) = (one for one in within(payload["components"]) if one["type"] == 3)
        data = {
            "custom_id": select["custom_id"],
            "component_type": 3,
            "values": [one["value"] for one in select["options"]],
        }
        message = {**self.message(""), **payload, "author": {**USER, "id": str(BOT), "bot": True}}
        return self.event("INTERACTION_CREATE", self.interaction(3, data, message=message))

    def submit(self, command: str) -> list[Shown]:
        """Send a form that was opened for the command line and left empty."""
        self._rendered(Reply((), text="", form=Form("", command, ())))
        return self.event("INTERACTION_CREATE", self.interaction(5, {"custom_id": Ids().of(command), "components": []}))

    def fill(self, form: Shown, **values: str) -> list[Shown]:
        """Send a form that was shown; what is chosen in it is given by its value."""
        assert isinstance(form.payload, Mapping)
        sent = []
        for one in (one["component"] for one in form.payload["components"]):
            if value := values.get(one["custom_id"]):
                given = {"value": value} if one["type"] == 4 else {"values": value.split(",")}
                sent.append({"type": 18, "component": {"type": one["type"], "custom_id": one["custom_id"], **given}})
        data = {"custom_id": form.payload["custom_id"], "components": sent}
        return self.event("INTERACTION_CREATE", self.interaction(5, data, dm=False))

    def talk(self, *said: tuple[str, str]) -> None:
        """What stands in a channel from now on; several messages are a thread of the first."""
        people = {"Mara": USER, BOT_NAME: {**USER, "id": str(BOT), "global_name": "Recruitbot", "bot": True}}
        self.said = [
            {
                **self.message(words.replace(MENTION, f"<@{PERSON}>"), dm=False),
                "id": str(TALK + at),
                "author": people.get(who, {**USER, "id": str(TALK + 100 + at), "global_name": who}),
                "timestamp": f"2026-11-09T09:{at:02}:00.000000+00:00",
                "mentions": [USER] if MENTION in words else [],
            }
            for at, (who, words) in enumerate(said)
        ]

    def save(self, at: int = 0) -> list[Shown]:
        """Use *Save to profile* on one of these messages: the first in its channel, the others in its thread."""
        message = self.said[at]
        if at == 0 and len(self.said) > 1:
            message = {**message, "flags": HAS_THREAD}
        data = {"id": "2", "name": SAVE_TO_PROFILE, "type": ON_A_MESSAGE, "target_id": message["id"]}
        data["resolved"] = {"messages": {message["id"]: message}}
        where = {"channel_id": str(TALK), "channel": THREAD} if at else {}
        return self.event("INTERACTION_CREATE", self.interaction(2, data, dm=False, **where))

    def candidate(self, text: str, file: tuple[str, bytes] | None = None) -> list[Shown]:
        """Use *Save as candidate* on somebody's message."""
        message = {**self.message(text, dm=False), "attachments": [self._attached(*file)] if file else []}
        data = {"id": "2", "name": SAVE_AS_CANDIDATE, "type": ON_A_MESSAGE, "target_id": message["id"]}
        data["resolved"] = {"messages": {message["id"]: message}}
        return self.event("INTERACTION_CREATE", self.interaction(2, data, dm=False))

    def profile(self, user: Payload, nick: str | None = None) -> list[Shown]:
        """Use *Candidate profile* on a member."""
        data = {"id": "2", "name": PROFILE, "type": ON_A_MEMBER, "target_id": user["id"]}
        data["resolved"] = {"users": {user["id"]: user}, "members": {user["id"]: {"nick": nick, "roles": []}}}
        return self.event("INTERACTION_CREATE", self.interaction(2, data, dm=False))

    def drop(self, name: str, data: bytes, *, shown: bool = True) -> list[Shown]:
        """Put a file into a channel; unless it is ``shown``, Discord keeps from the bot what the message holds."""
        message = self.message("", dm=False)
        self.said = [{**message, "attachments": [self._attached(name, data)] if shown else []}]
        return self.event("MESSAGE_CREATE", message)

    def subcommand(self, name: str) -> list[Shown]:
        """Run a command by its own name in Discord's list, without any option."""
        return self.event("INTERACTION_CREATE", self.slash(name, {}))

    def say(self, text: str, *, dm: bool = True) -> list[Shown]:
        if dm:
            return self.event("MESSAGE_CREATE", self.message(text))
        return self.event("INTERACTION_CREATE", self.slash(LINE, {"line": text}))

    def press(self, command: str) -> list[Shown]:
        return self.press_in(self._rendered(Reply((Actions((Button("Press", command),)),), text="Press.")), "Press")

    def _rendered(self, reply: Reply) -> Payload:
        """The first message, as if it had been sent before."""
        self._core.keep_lines(HERE, kept_lines(reply))
        return render(reply)[0]

    def press_in(self, payload: Payload, label: str, *, dm: bool = True) -> list[Shown]:
        """Press the button with this label in a message."""
        (custom_id,) = {one["custom_id"] for one in within(payload["components"]) if one.get("label") == label}
        data = {"custom_id": custom_id, "component_type": 2}
        message = {**self.message("", dm=dm), **payload, "author": {**USER, "id": str(BOT), "bot": True}}
        return self.event("INTERACTION_CREATE", self.interaction(3, data, dm=dm, message=message))

    def upload(self, name: str, data: bytes, text: str = "") -> list[Shown]:
        return self.event("MESSAGE_CREATE", self.message(text, attachments=[self._attached(name, data)]))

    def post(self, reply: Reply) -> list[Shown]:
        self._core.keep_lines(HERE, kept_lines(reply))

        async def act(client: Client) -> None:
            await client.session.posting.post(CHANNEL, reply, Post("harness"))

        return self._act(act)

    def limits(self, payload: object) -> list[str]:
        assert isinstance(payload, Mapping)
        return limits.faults(payload)

    # --------------------------------------------------- what Discord sends

    def _attached(self, name: str, data: bytes) -> Payload:
        url = f"https://cdn.discordapp.com/{next(self._numbers)}"
        self._files[url] = data
        return {"id": "1", "filename": name, "size": len(data), "url": url, "proxy_url": url}

    def message(self, text: str, *, dm: bool = True, **more: Any) -> Payload:
        shown: Payload = {
            "id": str(next(self._numbers)),
            "channel_id": str(DIRECT if dm else CHANNEL),
            "author": USER,
            "content": text,
            "timestamp": "2026-11-09T09:00:00+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "pinned": False,
            "type": 0,
            "flags": 0,
            "components": [],
        }
        where = {} if dm else {"guild_id": str(GUILD), "member": self._member}
        return {**shown, **where, **more}

    def slash(self, name: str, values: Mapping[str, Any], *, dm: bool = False) -> Payload:
        options = [{"name": key, "type": 3, "value": value} for key, value in values.items()]
        data = {"id": "1", "name": NAME, "type": 1, "options": [{"name": name, "type": 1, "options": options}]}
        return self.interaction(2, data, dm=dm)

    def interaction(self, kind: int, data: Payload, *, dm: bool = True, **more: Any) -> Payload:
        shown: Payload = {
            "id": str(next(self._numbers)),
            "application_id": str(BOT),
            "type": kind,
            "token": "token",
            "version": 1,
            "data": data,
            "channel_id": str(DIRECT if dm else CHANNEL),
            "channel": {"id": str(DIRECT), "type": 1} if dm else {"id": str(CHANNEL), "type": 0, "name": "ml-hiring"},
            "attachment_size_limit": 1 << 23,
            "locale": "en-US",
            "app_permissions": "0",
            "entitlements": [],
            "authorizing_integration_owners": {},
        }
        self._asked_directly = dm
        where = {"user": USER, "context": 1} if dm else {"guild_id": str(GUILD), "member": self._member, "context": 0}
        return {**shown, **where, **more}

    # ---------------------------------------------------------------- a life

    def event(self, name: str, payload: Payload) -> list[Shown]:
        """What came to be seen because of one event from the gateway."""

        async def act(client: Client) -> None:
            handler = {"MESSAGE_CREATE": "on_message", "INTERACTION_CREATE": "on_interaction"}[name]
            arrived: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            answer = getattr(client, handler)

            async def heard(event: Any) -> None:
                await answer(event)
                arrived.set_result(None)

            setattr(client, handler, heard)
            _state(client).parsers[name](json.loads(json.dumps(payload)))
            await arrived

        return self._act(act)

    def _act(self, act: Callable[[Client], Any]) -> list[Shown]:
        before = len(self.calls)
        asyncio.run(self._life(act))
        return list(self._shown(self.calls[before:]))

    async def _life(self, act: Callable[[Client], Any]) -> None:
        with ThreadPoolExecutor(2) as pool:
            async with Client(self._core, pool, _Files(self._files), GUILD) as client:
                client.http.request = self._request  # type: ignore[method-assign]
                self.living.met(client)
                connection = _state(client)
                connection.application_id = BOT
                me = {"id": str(BOT), "username": "recruitbot", "discriminator": "0", "avatar": None}
                connection.shard_count, connection.shard_ids = 1, [0]
                servers = [{"id": str(GUILD), "unavailable": True}]
                connection.parsers["READY"]({"user": me, "guilds": servers, "shard": [0, 1]})
                connection.parsers["GUILD_CREATE"](self._server)
                try:
                    await act(client)
                finally:
                    for waiting in (connection._ready_task, *connection._ready_tasks.values()):  # noqa: SLF001
                        if waiting is not None:
                            waiting.cancel()  # or it waits for more servers

    async def _request(self, route: Route, **given: Any) -> Any:
        """What discord.py's `HTTPClient.request` gives back, from a Discord that takes everything."""
        form = next((one["value"] for one in given.get("form") or () if one["name"] == "payload_json"), "null")
        body = given["json"] if "json" in given else json.loads(form)
        files = {f"file {one.filename}": one.fp.read() for one in given.get("files") or ()}
        self.calls.append((route, {**body, **files} if isinstance(body, dict) else {"list": body}))
        if self._answers and (answer := self._answers(route, body)) is not None:
            return answer
        if route.path.endswith("/members/{member_id}"):
            return self._member
        if route.path == "/channels/{channel_id}":
            return THREAD if route.channel_id == TALK else SERVER["channels"][0]  # type: ignore[index]
        if route.path == "/channels/{channel_id}/messages/{message_id}" and route.method == "GET":
            return self.said[0]
        if route.path == "/channels/{channel_id}/messages" and route.method == "GET":
            start = {**self.message("", dm=False), "id": str(TALK), "type": BEGINNING}
            return [*reversed(self.said[1:]), {**start, "referenced_message": self.said[0]}]
        return {"id": str(DIRECT if route.path == "/users/@me/channels" else next(self._numbers))}

    def _shown(self, calls: list[tuple[Route, Payload]]) -> Iterator[Shown]:
        awaited = False
        for route, body in calls:
            if route.path.endswith("/callback"):
                if body["type"] in (ANSWER, REPLACE, FORM):
                    yield _seen(body["data"], self._core, direct=self._direct(route))
                awaited = bool(body.get("data", {}).get("flags", 0) & EPHEMERAL)
            elif route.path.endswith("/@original") and route.method in SENDING:
                yield _seen(
                    body, self._core, direct=awaited or self._direct(route)
                )  # as private as Discord was told to wait
            elif route.path.endswith(("/messages", "{webhook_token}")) and route.method in SENDING:
                yield _seen(body, self._core, direct=self._direct(route))

    def _direct(self, route: Route) -> bool:
        if route.path.endswith("/messages"):
            return route.channel_id == DIRECT
        return self._asked_directly


def _state(client: Client) -> Any:
    """Where discord.py takes events in; it has no public way."""
    return client._connection  # noqa: SLF001


class _Files(Downloads):
    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__("")
        self._held = files

    async def fetch(self, files: tuple[Attached, ...]) -> tuple[Upload, ...]:
        return tuple(Upload(one.name, self._held[one.url]) for one in files)


# ------------------------------------------------------------- what is seen


def _seen(payload: Payload, core: Core, *, direct: bool) -> Shown:
    components = list(within(payload.get("components") or []))
    texts = [plain(one["content"]) for one in components if one["type"] == 10]
    names = [name.removeprefix("file ") for name in payload if name.startswith("file ")]
    private = direct or bool(payload.get("flags", 0) & EPHEMERAL) or "title" in payload
    return Shown("\n".join([*texts, *names]), private, tuple(_lines(core, components)), payload)


def _lines(core: Core, components: list[Payload]) -> Iterator[str]:
    for one in components:
        ids = [option["value"] for option in one.get("options", ())] if one["type"] == 3 else [one.get("custom_id")]
        for custom_id in filter(None, ids):
            press = understood(custom_id)
            if press is not None:
                yield core.kept_line(HERE, press.line) if press.kept else press.line
