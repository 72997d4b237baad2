"""What Slack's payloads say, as plain data: who asked what, and where the answer goes. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from adapters.slack import form
from adapters.slack.form import ORIGIN as LONGEST_ORIGIN
from adapters.slack.typed import Payload, typed_text, without, written

SAVE, ADD, FIND = "save", "add", "find"
"""The shortcuts' callback_ids: a message is kept with somebody, a message is a CV, somebody is looked for."""
LOOK_UP, TAKE = "form lookup", "intake-take"
HOME = "home"
"""The command whose answer is the Home tab."""
DEEPEST = 3
"""So many modals stand on each other at most."""
SPOKEN = frozenset((None, "file_share", "me_message", "thread_broadcast"))
"""Subtypes of what a person newly says; the last is said in a thread and shown outside of it, too."""
NAMELESS = frozenset(("directmessage", "mpdm", "privategroup"))
"""What a payload says in place of a private conversation's name."""


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
    home: bool = False
    """It began in the app's Home tab."""
    under: str = ""
    """The line that shows again the modal under this one."""

    def remembered(self) -> str:
        """The origin as a short text, for a form to carry until it is sent."""
        parts: list[str | bool] = [self.channel, self.name, self.dm, self.thread, self.response_url, self.pressed]
        if self.home or self.under:
            parts += [self.home, self.under]
        text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return text if len(text) <= LONGEST_ORIGIN or not self.under else replace(self, under="").remembered()

    @classmethod
    def recalled(cls, text: str) -> "Origin":
        """What `remembered` wrote; nowhere in particular for anything else."""
        try:
            channel, name, dm, thread, response_url, pressed, *more = json.loads(text)
        except (ValueError, TypeError):
            return cls()
        home, under = more if len(more) == 2 else (False, "")
        return cls(channel, name, dm, thread, response_url, pressed, home, under)


@dataclass(frozen=True, slots=True)
class Pane:
    """The view in which something was pressed, or that was sent: the Home tab or a modal."""

    id: str
    hash: str = ""
    """Of what it shows: another update in between has another one."""
    home: bool = False
    line: str = ""
    """Shows it again; empty where none does."""
    depth: int = 1
    """How many modals stand on each other there, with this one."""
    below: str = ""
    """The id of the modal under it."""

    @classmethod
    def of(cls, view: Payload) -> "Pane":
        """What a form carries is run when it is sent, and shows nothing again."""
        home, below = view.get("type") == "home", view.get("previous_view_id") or ""
        depth = 1 if not below else 2 if below == view.get("root_view_id") else DEEPEST
        line = HOME if home else "" if view.get("submit") else view.get("private_metadata", "")
        return cls(view.get("id", ""), view.get("hash", ""), home, line, depth, below)


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
    pressed: str = ""
    """The ts of the message whose button was pressed."""
    press: str = ""
    """What was pressed, and in which message or view: the same again at once is a slip of the finger."""
    dropped: bool = False
    """A file that was put into a channel, without a word to the bot."""
    pane: Pane | None = None

    @property
    def in_view(self) -> bool:
        """Whether it is answered in a view: what was done in one, and began in no conversation."""
        return self.pane is not None and not self.origin.channel


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody types into a field that wants to be completed."""

    act: Incoming
    """Its text is what is typed so far."""
    command: str
    parameter: str


def slash(body: Payload) -> Incoming:
    """A slash command."""
    channel = body["channel_id"]
    name, url = _shown(body.get("channel_name")), body.get("response_url", "")
    origin = Origin(channel, name, _is_dm(channel), response_url=url)
    text = typed_text(body.get("text", ""))
    trigger = body.get("trigger_id", "")
    return Incoming(text, body["user_id"], body.get("team_id", ""), origin, trigger=trigger, key=trigger)


def message(body: Payload, bot: str) -> Incoming | None:
    """A direct message or a mention of ``bot``; None for what is not a person's new message."""
    event = body["event"]
    if event.get("subtype") not in SPOKEN or event.get("bot_id") or not event.get("user"):
        return None
    if event["user"] in (bot, "USLACKBOT") or event.get("hidden"):
        return None
    direct = event.get("channel_type") == "im" or _is_dm(event["channel"])
    if direct != (event["type"] == "message"):
        return None
    text, thread = without(written(event), bot), event.get("thread_ts", "")
    words, files = forwarded(event)
    files = event.get("files") or files
    cv = {"text": words} if direct and words and not (text or files) else {}
    if direct and (files or cv) and not text:
        thread = thread or event.get("ts", "")  # what was dropped without a word has its report in its own thread
    origin = Origin(event["channel"], dm=direct, thread=thread)
    team = event.get("user_team") or event.get("source_team") or event.get("team") or ""
    at = {} if direct else {"ts": event.get("ts", ""), "thread": event.get("thread_ts", "")}
    line = ADD if cv else text
    return Incoming(line, event["user"], team, origin, files, cv, key=body.get("event_id", ""), **at)


def forwarded(event: Payload) -> tuple[str, Sequence[Payload]]:
    """The words and files of the message that was passed on with this one; nothing where none was."""
    for one in event.get("attachments") or ():
        if one.get("is_share"):
            said = (each.get("message") or {} for each in one.get("message_blocks") or ())
            blocks = [block for each in said for block in each.get("blocks") or ()]
            return written({"blocks": blocks, "text": one.get("text")}), one.get("files") or ()
    return "", ()


def drop(body: Payload, bot: str) -> Incoming | None:
    """A file that was put into a channel; None for one of a direct message, which comes with its message."""
    event = body["event"]
    channel, user, file = (event.get(one) or "" for one in ("channel_id", "user_id", "file_id"))
    if not (channel and user and file) or _is_dm(channel) or user == bot:
        return None
    return Incoming(TAKE, user, "", Origin(channel), ({"id": file},), key=body.get("event_id", ""), dropped=True)


def press(body: Payload) -> Incoming | None:
    """A button or a menu's option; None for what carries no command line."""
    action = body["actions"][0]
    line = action.get("value") or (action.get("selected_option") or {}).get("value")
    if action.get("type") == "plain_text_input":
        line = f"{action['action_id']} {line.strip()}" if line and line.strip() else ""
    if not line:
        return None
    if view := body.get("view"):
        return _in_view(body, view, line)
    place, container = body.get("channel") or {}, body.get("container") or {}
    channel = place.get("id", "")
    direct = _is_dm(channel)
    private = direct or container.get("is_ephemeral") or (body.get("message") or {}).get("subtype") == "ephemeral"
    origin = Origin(
        channel,
        _shown(place.get("name")),
        direct,
        container.get("thread_ts") or (body.get("message") or {}).get("thread_ts") or "",
        body.get("response_url", ""),
        "private" if private else "public",
    )
    trigger, ts = body.get("trigger_id", ""), str(container.get("message_ts") or "")
    once = f"{ts} {line}" if ts else ""
    return Incoming(line, body["user"]["id"], _team(body), origin, trigger=trigger, key=trigger, pressed=ts, press=once)


def _in_view(body: Payload, view: Payload, line: str) -> Incoming:
    """A press in the Home tab or in a modal."""
    home, trigger = view.get("type") == "home", body.get("trigger_id", "")
    origin = Origin(home=True) if home else Origin.recalled(view.get("callback_id", ""))
    user, pane = body["user"]["id"], Pane.of(view)
    once = f"{pane.id} {pane.hash} {line}" if pane.id else ""
    return Incoming(line, user, _team(body), origin, trigger=trigger, key=trigger, press=once, pane=pane)


def opened(body: Payload) -> Incoming | None:
    """Somebody looks at the app's Home tab; None for its other tabs."""
    event = body["event"]
    if event.get("tab") != "home":
        return None
    pane = Pane.of({**(event.get("view") or {}), "type": "home"})
    return Incoming(HOME, event["user"], "", Origin(home=True), key=body.get("event_id", ""), pane=pane)


def opened_home(user: str) -> Incoming:
    """As if somebody opened the app's Home tab, at which nobody may be looking."""
    return Incoming(HOME, user, "", Origin(home=True), pane=Pane("", home=True))


def suggestion(body: Payload) -> Suggestion | None:
    """What is typed so far into a field of a form; None for what is in no form."""
    view = body.get("view") or {}
    command = view.get("private_metadata", "").split(maxsplit=1)[:1]
    if not command:
        return None
    place = Origin.recalled(view.get("callback_id", ""))
    act = Incoming(body.get("value") or "", body["user"]["id"], _team(body), place)
    return Suggestion(act, command[0], body["action_id"])


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
        pane=Pane.of(view),
    )


def shortcut(body: Payload) -> Incoming | None:
    """A shortcut, used on a message or anywhere; None for one that is not ours."""
    said, channel = body.get("message") or {}, (body.get("channel") or {}).get("id", "")
    ts, thread = said.get("ts", ""), said.get("thread_ts", "")
    reply = thread if thread != ts else ""
    origin = Origin(channel, dm=_is_dm(channel), thread=reply, response_url=body.get("response_url", ""))
    who, team, words, trigger = body["user"]["id"], _team(body), written(said), body.get("trigger_id", "")
    if body["callback_id"] == SAVE:
        kept = ((said.get("user", ""), words, ts),) if words else ()
        at = {"ts": ts, "thread": thread}
        return Incoming(SAVE, who, team, origin, trigger=trigger, key=trigger, said=kept, **at)
    if body["callback_id"] == ADD:
        passed_on, files = forwarded(said)
        values = {"text": words or passed_on} if words or passed_on else {}
        return Incoming(ADD, who, team, origin, said.get("files") or files, values, trigger, trigger)
    if body["callback_id"] == FIND:
        return Incoming(LOOK_UP, who, team, origin, trigger=trigger, key=trigger)
    return None


def _shown(name: str | None) -> str:
    """A channel's name; empty where Slack only says what kind it is."""
    return name if name and name not in NAMELESS else ""


def _is_dm(channel: str) -> bool:
    return channel.startswith("D")


def _team(body: Payload) -> str:
    return str(body["user"].get("team_id") or (body.get("team") or {}).get("id") or "")
