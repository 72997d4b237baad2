"""What Slack's payloads say, as plain data: who asked what, and where the answer goes. Pure."""

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from adapters.slack import form

Payload = Mapping[str, Any]

SAVE = "save"
"""The shortcut that keeps a message with somebody."""
_TOKEN = re.compile(r"<([^<>]*)>")
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was said or pressed, and by what ways an answer gets there."""

    channel: str = ""
    name: str = ""
    dm: bool = False
    thread: str = ""
    response_url: str = ""
    pressed: Literal["", "private", "public"] = ""
    """Who sees the message whose button was pressed; empty where none was."""

    def remembered(self) -> str:
        """The origin as a short text, for a form to carry until it is sent."""
        parts = [self.channel, self.name, self.dm, self.thread, self.response_url, self.pressed]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def recalled(cls, text: str) -> "Origin":
        """What `remembered` wrote; nowhere in particular for anything else."""
        try:
            channel, name, dm, thread, response_url, pressed = json.loads(text)
        except (ValueError, TypeError):
            return cls()
        return cls(channel, name, dm, thread, response_url, pressed)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One act of a person."""

    text: str
    user: str
    team: str
    """The person's own team; empty where the payload does not say."""
    origin: Origin
    files: Sequence[Payload] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    trigger: str = ""
    """Opens a modal within three seconds; empty where none can be opened."""
    key: str = ""
    """The same in a repeated delivery of the act."""
    ts: str = ""
    """Of the message that it is, or is about, in the origin's channel; empty where it is neither."""
    thread: str = ""
    """The ts of the first message of the thread that this one starts or stands in; empty where there is none."""
    said: tuple[tuple[str, str, str], ...] = ()
    """(user, words, ts) of the messages that are to be kept as they are."""


def slash(body: Payload) -> Incoming:
    """A slash command."""
    channel = body["channel_id"]
    origin = Origin(channel, body.get("channel_name", ""), _is_dm(channel), response_url=body.get("response_url", ""))
    text = typed_text(body.get("text", ""))
    trigger = body.get("trigger_id", "")
    return Incoming(text, body["user_id"], body.get("team_id", ""), origin, trigger=trigger, key=trigger)


def message(body: Payload, bot: str) -> Incoming | None:
    """A direct message or a mention of ``bot``; None for what is not a person's new message."""
    event = body["event"]
    if event.get("subtype") not in (None, "file_share") or event.get("bot_id") or not event.get("user"):
        return None
    if event["user"] in (bot, "USLACKBOT") or event.get("hidden"):
        return None
    direct = event.get("channel_type") == "im" or _is_dm(event["channel"])
    if direct != (event["type"] == "message"):
        return None
    origin = Origin(event["channel"], dm=direct, thread=event.get("thread_ts", ""))
    text = typed_text(re.sub(rf"<@{re.escape(bot)}(?:\|[^>]*)?>", "", event.get("text") or ""))
    team = event.get("user_team") or event.get("source_team") or event.get("team") or ""
    at = {} if direct else {"ts": event.get("ts", ""), "thread": event.get("thread_ts", "")}
    return Incoming(text, event["user"], team, origin, event.get("files", ()), key=body.get("event_id", ""), **at)


def press(body: Payload) -> Incoming | None:
    """A button or a menu's option; None for what carries no command line."""
    action = body["actions"][0]
    line = action.get("value") or (action.get("selected_option") or {}).get("value")
    if not line:
        return None
    place, container = body.get("channel") or {}, body.get("container") or {}
    channel = place.get("id", "")
    direct = _is_dm(channel)
    private = direct or container.get("is_ephemeral") or (body.get("message") or {}).get("subtype") == "ephemeral"
    origin = Origin(
        channel,
        place.get("name", ""),
        direct,
        container.get("thread_ts") or (body.get("message") or {}).get("thread_ts") or "",
        body.get("response_url", ""),
        "private" if private else "public",
    )
    trigger = body.get("trigger_id", "")
    return Incoming(line, body["user"]["id"], _team(body), origin, trigger=trigger, key=trigger)


def submission(body: Payload) -> Incoming:
    """A form that was filled in and sent."""
    view, trigger = body["view"], body.get("trigger_id", "")
    return Incoming(
        view["private_metadata"],
        body["user"]["id"],
        _team(body),
        Origin.recalled(view.get("callback_id", "")),
        values=form.values(view),
        trigger=trigger,
        key=trigger or f"{view.get('id', '')} {view.get('hash', '')}".strip(),
    )


def shortcut(body: Payload) -> Incoming:
    """A shortcut, whose callback_id is the command line; on a message, that message's words and files complete it.

    ``save`` keeps the message as it is.
    """
    said = body.get("message") or {}
    channel = (body.get("channel") or {}).get("id", "")
    origin = Origin(channel, dm=_is_dm(channel), response_url=body.get("response_url", ""))
    words, ts = typed_text(said.get("text", "")), said.get("ts", "")
    if body["callback_id"] == SAVE:
        kept = ((said.get("user", ""), words, ts),) if words else ()
        given = {"trigger": body.get("trigger_id", ""), "key": body.get("trigger_id", "")}
        given |= {"ts": ts, "thread": said.get("thread_ts", "")}
        return Incoming(SAVE, body["user"]["id"], _team(body), origin, said=kept, **given)
    text = f"{body['callback_id']} {words}".strip()
    user, trigger = body["user"]["id"], body.get("trigger_id", "")
    return Incoming(text, user, _team(body), origin, said.get("files", ()), trigger=trigger, key=trigger)


def typed_text(text: str) -> str:
    """What the person typed, without what Slack made of it: links, mentions, escapes."""
    return html.unescape(_TOKEN.sub(_typed_token, text)).strip()


def _typed_token(found: re.Match[str]) -> str:
    """A link as it was typed; a mention as ``<@id|name>``, of a group as ``<@&id|name>``."""
    target, _, label = found[1].partition("|")
    if target.startswith("!subteam^"):
        return _mention(f"@&amp;{target.removeprefix('!subteam^')}", label.removeprefix("@"))
    if target.startswith(("@", "#")):
        return _mention(target, label)
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    mail = target.lower().startswith("mailto:")
    bare = _SCHEME.sub("", target)
    address = bare if mail or target.lower().startswith("tel:") else target
    if not label:
        return address
    same = target.lower().startswith("tel:") or _SCHEME.sub("", label).strip("/") == bare.strip("/")
    return label if same else f"{label} ({address})"


def _mention(target: str, name: str) -> str:
    return f"&lt;{target}|{name}&gt;" if name else f"&lt;{target}&gt;"


def _is_dm(channel: str) -> bool:
    return channel.startswith("D")


def _team(body: Payload) -> str:
    return str(body["user"].get("team_id") or (body.get("team") or {}).get("id") or "")
