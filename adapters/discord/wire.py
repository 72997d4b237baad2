"""The calls that go out, as plain payloads through discord.py's HTTP client, which keeps the rate limits."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord.http import HTTPClient, Route
from discord.utils import _to_json

from adapters.discord.layout import EPHEMERAL
from bot.chat.messages import FileOut

ANSWER, THINKING, LATER, REPLACE, CHOICES, FORM = 4, 5, 6, 7, 8, 9
"""How an interaction is answered: with a message; at once with one to come; with silence and one to come; in the place
of the pressed message; with completions; with a form."""
MOST_ALT = 1024
"""Characters that describe a picture."""
FIRST = "@original"
"""The first answer to an interaction, or the message whose button was pressed, where that is to be replaced."""
Payload = dict[str, Any]

SILENT: Payload = {"parse": []}


@dataclass(frozen=True, slots=True)
class Ticket:
    """What an interaction is answered by; good for 15 minutes."""

    id: int
    token: str
    application: int


class Wire:
    def __init__(self, http: HTTPClient) -> None:
        self._http = http

    async def answer(self, ticket: Ticket, kind: int, data: Payload | None = None) -> None:
        """The first answer, due within three seconds."""
        body: Payload = {"type": kind}
        if data is not None:
            body["data"] = data
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        await self._http.request(Route("POST", path, webhook_id=ticket.id, webhook_token=ticket.token), json=body)

    async def follow(self, ticket: Ticket, payload: Payload, files: Sequence[FileOut] = ()) -> str:
        """One more message after the first answer; its id."""
        path = "/webhooks/{webhook_id}/{webhook_token}"
        route = Route("POST", path, webhook_id=ticket.application, webhook_token=ticket.token)
        return _id(await self._http.request(route, **_body(payload, files)))

    async def answered(self, ticket: Ticket) -> str:
        """The id of the first answer."""
        return _id(await self._http.request(_answer("GET", ticket, FIRST)))

    async def complete(self, ticket: Ticket, payload: Payload, message: str = FIRST) -> str:
        """Put the message in the place of the first answer, or of the pressed message, or of a later one; its id."""
        return _id(await self._http.request(_answer("PATCH", ticket, message), json=lasting(payload)))

    async def withdraw(self, ticket: Ticket, message: str = FIRST) -> None:
        await self._http.request(_answer("DELETE", ticket, message))

    async def send(
        self, channel: int, payload: Payload, *, nonce: str = "", to: int = 0, files: Sequence[FileOut] = ()
    ) -> str:
        """Send to a channel and return the message's id. The same nonce within minutes makes no second message."""
        body = lasting(payload)
        if nonce:
            body |= {"nonce": nonce, "enforce_nonce": True}
        if to:
            body["message_reference"] = {
                "message_id": str(to),
                "channel_id": str(channel),
                "fail_if_not_exists": False,
            }
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        sent = await self._http.request(route, **_body(body, files))
        return str(sent["id"])

    async def edit(self, channel: int, message: int, payload: Payload) -> None:
        """Put this in the place of a message of ours."""
        path = "/channels/{channel_id}/messages/{message_id}"
        route = Route("PATCH", path, channel_id=channel, message_id=message)
        await self._http.request(route, json=lasting(payload))

    async def begin_thread(self, forum: int, body: Payload) -> str:
        """Begin a post in a forum and return its number, which is its first message's too."""
        route = Route("POST", "/channels/{channel_id}/threads", channel_id=forum)
        return str((await self._http.request(route, json=body))["id"])

    async def begin_thread_of(self, channel: int, message: int, name: str) -> str:
        """Begin a thread of a message and return its number, which is the message's."""
        path = "/channels/{channel_id}/messages/{message_id}/threads"
        await self._http.request(Route("POST", path, channel_id=channel, message_id=message), json={"name": name})
        return str(message)

    async def threads(self, guild: int) -> list[Payload]:
        """Those of a server that nobody put away."""
        found = await self._http.request(Route("GET", "/guilds/{guild_id}/threads/active", guild_id=guild))
        some: list[Payload] = found["threads"]
        return some

    async def delete(self, channel: int, message: int) -> None:
        """One of the bot's own messages."""
        path = "/channels/{channel_id}/messages/{message_id}"
        await self._http.request(Route("DELETE", path, channel_id=channel, message_id=message))

    async def direct(self, user: int) -> int:
        """The channel for direct messages to a person."""
        opened = await self._http.request(Route("POST", "/users/@me/channels"), json={"recipient_id": str(user)})
        return int(opened["id"])

    async def typing(self, channel: int) -> None:
        """Show for some seconds that the bot writes there."""
        await self._http.request(Route("POST", "/channels/{channel_id}/typing", channel_id=channel))

    async def change(self, channel: int, body: Payload) -> Payload:
        """Of a channel or thread what is given."""
        changed: Payload = await self._http.request(
            Route("PATCH", "/channels/{channel_id}", channel_id=channel), json=body
        )
        return changed or {}

    async def remove(self, thread: int) -> None:
        """A whole thread."""
        await self._http.request(Route("DELETE", "/channels/{channel_id}", channel_id=thread))

    async def channel(self, channel: int) -> Payload:
        found: Payload = await self._http.request(Route("GET", "/channels/{channel_id}", channel_id=channel))
        return found

    async def message(self, channel: int, message: int) -> Payload:
        path = "/channels/{channel_id}/messages/{message_id}"
        found: Payload = await self._http.request(Route("GET", path, channel_id=channel, message_id=message))
        return found

    async def messages(self, channel: int, *, after: int, limit: int) -> list[Payload]:
        """Those that follow a message; the first ones where ``after`` is 0."""
        route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel)
        found: list[Payload] = await self._http.request(route, params={"after": after, "limit": limit})
        return found

    async def commands(self, application: int, guild: int | None) -> list[Payload]:
        route = _commands("GET", application, guild)
        found: list[Payload] = await self._http.request(route, params={"with_localizations": "true"})
        return found

    async def register(self, application: int, guild: int | None, commands: list[Payload]) -> None:
        await self._http.request(_commands("PUT", application, guild), json=commands)


def _answer(method: str, ticket: Ticket, message: str) -> Route:
    path = "/webhooks/{webhook_id}/{webhook_token}/messages/" + (FIRST if message == FIRST else "{message_id}")
    return Route(method, path, webhook_id=ticket.application, webhook_token=ticket.token, message_id=message)


def _id(sent: Any) -> str:
    return str((sent or {}).get("id") or "")


def lasting(payload: Payload) -> Payload:
    """The message as one that everybody in its channel sees; only an interaction's answer can be private."""
    return {**payload, "flags": payload["flags"] & ~EPHEMERAL} if "flags" in payload else dict(payload)


def files_only(*, private: bool) -> Payload:
    """A message that is nothing but its files."""
    return {"allowed_mentions": SILENT, **({"flags": EPHEMERAL} if private else {})}


def _body(payload: Payload, files: Sequence[FileOut]) -> dict[str, Any]:
    """What discord.py's `request` takes: JSON, or a form with the files beside it."""
    if not files:
        return {"json": payload}
    sent = [
        discord.File(io.BytesIO(one.data), filename=one.name, description=one.alt[:MOST_ALT] or None) for one in files
    ]
    listed = [{**one.to_dict(index), "id": str(index)} for index, one in enumerate(sent)]
    form: list[dict[str, Any]] = [{"name": "payload_json", "value": _to_json({**payload, "attachments": listed})}]
    for index, one in enumerate(sent):
        kind = "application/octet-stream"
        form.append({"name": f"files[{index}]", "value": one.fp, "filename": one.filename, "content_type": kind})
    return {"files": sent, "form": form}


def _commands(method: str, application: int, guild: int | None) -> Route:
    if guild is None:
        return Route(method, "/applications/{application_id}/commands", application_id=application)
    path = "/applications/{application_id}/guilds/{guild_id}/commands"
    return Route(method, path, application_id=application, guild_id=guild)
