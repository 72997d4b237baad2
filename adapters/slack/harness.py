"""The Slack adapter in one process: Bolt's own dispatch, with a Slack that only remembers what it was sent."""

import html
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from slack_bolt import BoltRequest
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from adapters.base import Core
from adapters.harness import BOT as BOT_NAME
from adapters.harness import MENTION, Shown
from adapters.slack import limits
from adapters.slack.api import Api
from adapters.slack.client import SlackAdapter
from adapters.slack.members import Members
from adapters.slack.scopes import METHODS
from adapters.slack.spans import Json, escape
from adapters.slack.views import NAME
from bot.chat.messages import Place, Reply, Upload
from bot.records import Workspace
from bot.settings import Settings

TEAM, BOT, PERSON, DM, CHANNEL = "T0TEAM", "U0BOT", "U0MARA", "D0MARA", "C0HIRING"
HERE = Workspace("slack", TEAM)
PROFILE = {"id": PERSON, "name": "mara", "team_id": TEAM, "is_admin": True, "profile": {"display_name": "Mara"}}
MAYBE = 30.0
VIEWS = ("views.open", "views.push", "views.update", "views.publish")
ROOT = 1_763_715_600
"""When the first message of a talk was sent."""


class _Client(WebClient):
    """Answers every call as Slack would, and tells ``seen``."""

    def __init__(self, seen: "list[tuple[str, Json]]") -> None:
        super().__init__("xoxb-harness", retry_handlers=[])
        self._seen = seen
        self.profile = PROFILE
        self.thread: list[Json] = []
        self.dropped: Json = {}
        self._stamps = count(1_700_000_000)
        self.posted = ""
        """The ts of the last message."""
        self._views = count(1)

    def api_call(self, api_method: str, **given: Any) -> SlackResponse:
        assert api_method in METHODS
        arguments = {**(given.get("json") or {}), **(given.get("params") or {})}
        self._seen.append((api_method, {name: value for name, value in arguments.items() if value is not None}))
        return SlackResponse(
            client=self,
            http_verb="POST",
            api_url=api_method,
            req_args={},
            data={"ok": True, **self._answer(api_method, arguments)},
            headers={},
            status_code=200,
        )

    def _answer(self, method: str, given: Json) -> Json:
        answers: dict[str, Json] = {
            "conversations.replies": {"messages": self.thread, "has_more": False},
            "auth.test": {"team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT", "url": "https://tessera.slack.com/"},
            "conversations.info": {
                "channel": {"id": CHANNEL, "name": "ml-hiring", "is_member": True, "num_members": 23}
            },
            "files.info": {"file": self.dropped},
            **{name: {"view": {"id": f"V{next(self._views)}", "hash": "1.a"}} for name in VIEWS},
            "users.info": {"user": self._person(str(given.get("user", PERSON)))},
            "conversations.open": {"channel": {"id": DM}},
            "files.getUploadURLExternal": {"file_id": "F0FILE", "upload_url": "https://files.slack.com/upload"},
            "files.completeUploadExternal": {"files": [{"id": "F0FILE"}]},
        }
        if method in answers:
            return answers[method]
        self.posted = f"{next(self._stamps)}.000100"
        return {"ts": self.posted}

    def _person(self, user: str) -> Json:
        """Others are called as the number in their id says: ``U0JONAS``, Jonas."""
        named = {"id": user, "team_id": TEAM, "profile": {"display_name": user.removeprefix("U0").capitalize()}}
        return self.profile if user == PERSON else named

    def _upload_file(self, **_given: Any) -> Any:
        return type("Result", (), {"status": 200, "body": "OK"})


class _Platform(Api):
    def __init__(self) -> None:
        super().__init__("xoxb-harness", "https://slack.com/api/", threading.Event())
        self.seen: list[tuple[str, Json]] = []
        self.client = self.slack = _Client(self.seen)
        self.files: dict[str, bytes] = {}

    def closing(self, seconds: float) -> bool:  # noqa: ARG002
        """Nobody is waited for."""
        return False

    def respond(self, url: str, message: Json) -> bool:
        self.seen.append((url, message))
        return True

    def download(self, file: Mapping[str, Any]) -> Upload:
        return Upload(file.get("name") or file["id"], self.files[file["id"]])


class SlackHarness:
    """One person, an admin of the workspace at first, in a direct message or in a channel."""

    def __init__(self, core: Core) -> None:
        self.platform = _Platform()
        settings = Settings(_env_file=None, slack_app_token="", workers=2)
        self.adapter = SlackAdapter(settings, core, self.platform)
        self.adapter.start()
        self._numbers = count(1)

    @property
    def board(self) -> SlackAdapter:
        return self.adapter

    def deleted(self) -> list[str]:
        return [sent["ts"] for method, sent in self.platform.seen if method == "chat.delete"]

    def rewritten(self, message: str) -> object:
        changed = (sent for method, sent in self.platform.seen if method == "chat.update" and sent["ts"] == message)
        return list(changed)[-1]

    def meanwhile(self, work: Callable[[], object]) -> list[Shown]:
        before = len(self.platform.seen)
        work()
        return self._shown(before)

    def become(self, *, admin: bool = False, guest: bool = False) -> None:
        """What Slack says of the person from now on, as if it was asked again."""
        self.platform.slack.profile = {**PROFILE, "is_admin": admin, "is_restricted": guest}
        assert self.adapter.homes.own is not None
        self.adapter.homes.own = replace(self.adapter.homes.own, members=Members(self.platform))

    def mention(self, text: str) -> list[Shown]:
        """Name the bot in a channel."""
        body = direct_message(text, event_id=f"Ev{next(self._numbers)}", type="app_mention", channel=CHANNEL)
        body["event"] |= {"channel_type": "channel", "text": f"<@{BOT}> {body['event']['text']}"}
        return self._dispatch(body)

    def choose(self, command: str) -> list[Shown]:
        """Choose the option of a menu that carries the command line."""
        body = {**pressed(command), "trigger_id": f"1.{next(self._numbers)}.choose"}
        option = {"text": {"type": "plain_text", "text": "Act"}, "value": command}
        body["actions"] = [{"type": "static_select", "action_id": "run:1", "block_id": "b", "selected_option": option}]
        return self._dispatch(body)

    def submit(self, command: str) -> list[Shown]:
        """Send a form that was opened for the command line and left empty."""
        return self._sent({"callback_id": "form", "private_metadata": command, "blocks": []}, {})

    def fill(self, form: Shown, **values: str) -> list[Shown]:
        """Send a form that was shown; what is chosen in it is given by its value."""
        assert isinstance(form.payload, Mapping)
        view = form.payload["view"]
        state = {}
        for block in (one for one in view["blocks"] if one["type"] == "input" and one["block_id"] in values):
            name, value = block["block_id"], values[block["block_id"]]
            chosen = _chosen(block["element"]["type"], value)
            state[name] = {name: {"type": block["element"]["type"], **chosen}}
        return self._sent(view, state)

    def talk(self, *said: tuple[str, str]) -> None:
        """What stands in a channel from now on; several messages are a thread of the first."""
        first = f"{ROOT}.000100"
        self.platform.slack.thread = [
            {
                "type": "message",
                "user": BOT if who == BOT_NAME else PERSON if who == "Mara" else f"U0{who.upper()}",
                "text": escape(words).replace(escape(MENTION), f"<@{PERSON}>"),
                "ts": f"{ROOT + at}.000100",
                **({"thread_ts": first} if len(said) > 1 else {}),
            }
            for at, (who, words) in enumerate(said)
        ]

    def save(self, at: int = 0) -> list[Shown]:
        """Use *Save to profile* on one of these messages."""
        chosen = {"type": "message_action", "callback_id": "save", "message": self.platform.slack.thread[at]}
        where = {"team": {"id": TEAM}, "user": {"id": PERSON, "team_id": TEAM}, "channel": {"id": CHANNEL}}
        url = "https://hooks.slack.com/app/1"
        return self._dispatch({**chosen, **where, "response_url": url, "trigger_id": f"1.{next(self._numbers)}.save"})

    def _sent(self, view: Json, state: Json) -> list[Shown]:
        user = {"id": PERSON, "team_id": TEAM}
        filled = {"id": "V1", "type": "modal", **view, "state": {"values": state}}
        sent = {"type": "view_submission", "team": {"id": TEAM}, "user": user, "view": filled}
        return self._dispatch({**sent, "trigger_id": f"1.{next(self._numbers)}.submit"})

    def say(self, text: str, *, dm: bool = True) -> list[Shown]:
        if not dm:
            return self._dispatch({**slash(text), "trigger_id": f"1.{next(self._numbers)}.slash"})
        return self._event(text)

    def press(self, command: str) -> list[Shown]:
        return self._dispatch({**pressed(command), "trigger_id": f"1.{next(self._numbers)}.press"})

    def upload(self, name: str, data: bytes, text: str = "") -> list[Shown]:
        number = f"F{next(self._numbers)}"
        self.platform.files[number] = data
        return self._event(text, subtype="file_share", files=[{"id": number, "name": name}])

    def drop(
        self, name: str, data: bytes, *, channel: str = CHANNEL, event_id: str = "", ts: str = f"{ROOT}.000300"
    ) -> list[Shown]:
        """Put a file into a channel, without a word to the bot."""
        number, given = next(self._numbers), {"id": f"F{next(self._numbers)}", "name": name}
        self.platform.files[given["id"]] = data
        shares = {"public": {channel: [{"ts": ts, "channel_name": "ml-hiring"}]}}
        self.platform.slack.dropped = {**given, "url_private": "https://files.slack.com/cv", "shares": shares}
        event = {"type": "file_shared", "channel_id": channel, "user_id": PERSON, "file_id": given["id"]}
        body = {"type": "event_callback", "team_id": TEAM, "event_id": event_id or f"Ev{number}", "event": event}
        return self._dispatch(body)

    def shortcut(self, callback: str, text: str = "", files: Mapping[str, bytes] | None = None) -> list[Shown]:
        """Use a shortcut: on a message that has words or files, else the one for everywhere."""
        number = next(self._numbers)
        body = {"callback_id": callback, "team": {"id": TEAM}, "user": {"id": PERSON, "team_id": TEAM}}
        body |= {"trigger_id": f"1.{number}.shortcut", "action_ts": "1.1"}
        if not text and not files:
            return self._dispatch({"type": "shortcut", **body})
        self.platform.files |= files or {}
        said = {"type": "message", "user": "U0JONAS", "text": escape(text), "ts": f"{ROOT}.000400"}
        sent = [{"id": name, "name": name, "url_private": "https://files.slack.com/cv"} for name in files or ()]
        where = {"channel": {"id": CHANNEL}, "response_url": "https://hooks.slack.com/app/1"}
        return self._dispatch({"type": "message_action", **body, **where, "message": {**said, "files": sent}})

    def suggest(self, form: Shown, field: str, typed: str) -> list[tuple[str, str]]:
        """Type into a field of a form that was shown: the labels and values of what is offered."""
        assert isinstance(form.payload, Mapping)
        user = {"id": PERSON, "team_id": TEAM}
        body = {"type": "block_suggestion", "team": {"id": TEAM}, "user": user, "view": form.payload["view"]}
        body |= {"action_id": field, "block_id": field, "value": typed}
        answer = self.adapter.listeners.app.dispatch(BoltRequest(mode="socket_mode", body=body))
        return [(one["text"]["text"], one["value"]) for one in json.loads(answer.body)["options"]]

    def post(self, reply: Reply) -> list[Shown]:
        before = len(self.platform.seen)
        key = f"harness-{next(self._numbers)}"
        self.adapter.post(Place(HERE, "channel", CHANNEL), reply, key=key)
        return self._shown(before)

    def limits(self, payload: object) -> list[str]:
        assert isinstance(payload, Mapping)
        return limits.faults(payload)

    def _event(self, text: str, **more: Any) -> list[Shown]:
        return self._dispatch(direct_message(text, event_id=f"Ev{next(self._numbers)}", **more))

    def _dispatch(self, body: Json) -> list[Shown]:
        before = len(self.platform.seen)
        answer = self.adapter.listeners.app.dispatch(BoltRequest(mode="socket_mode", body=body))
        assert answer.status == 200, answer.body
        self.adapter.work.settle(MAYBE)
        return [*_in_the_form(answer.body), *self._shown(before)]

    def _shown(self, before: int) -> list[Shown]:
        return [shown(method, sent) for method, sent in self.platform.seen[before:] if visible(method)]


def harness(core: Core) -> SlackHarness:
    return SlackHarness(core)


# ------------------------------------------------------------ what Slack sends


def slash(text: str, channel: str = CHANNEL) -> Json:
    return {
        "command": "/candidate",
        "text": escape(text),
        "team_id": TEAM,
        "user_id": PERSON,
        "channel_id": channel,
        "channel_name": "ml-hiring",
        "response_url": "https://hooks.slack.com/commands/1",
        "trigger_id": "1.2.slash",
    }


def direct_message(text: str, *, event_id: str = "Ev1", **more: Any) -> Json:
    written = escape(text)
    event = {"type": "message", "channel": DM, "channel_type": "im", "user": PERSON, "team": TEAM, "text": written}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": event_id,
        "event": {**event, "ts": "1700000000.000200", **more},
    }


def pressed(command: str, *, channel: str = DM, ephemeral: bool = False) -> Json:
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": PERSON, "team_id": TEAM},
        "channel": {"id": channel, "name": "directmessage"},
        "container": {"type": "message", "channel_id": channel, "is_ephemeral": ephemeral},
        "response_url": "https://hooks.slack.com/actions/1",
        "trigger_id": "1.2.press",
        "actions": [{"type": "button", "action_id": "run:1", "block_id": "b", "value": command}],
    }


# -------------------------------------------------------- what a person sees


def _chosen(kind: str, value: str) -> Json:
    """How an element of a form says what was put into it."""
    if kind.startswith("multi_"):
        return {"selected_options": [{"value": one} for one in value.split(",") if one]}
    if kind == "datepicker":
        return {"selected_date": value}
    return {"selected_option": {"value": value}} if "select" in kind else {"value": value}


def _in_the_form(acknowledged: str) -> list[Shown]:
    """What a form that stays open says at its fields, or what it becomes."""
    said = json.loads(acknowledged) if acknowledged.startswith("{") else {}
    if "view" in said:
        return [shown("views.update", {"view": said["view"]})]
    errors = said.get("errors") or {}
    return [Shown("\n".join(errors.values()), True, (), {})] if errors else []


def visible(method: str) -> bool:
    return method != "chat.delete" and method.startswith(("chat.", "views.", "files.complete", "https://"))


def shown(method: str, sent: Json) -> Shown:
    """What came of one call. Files appear by their titles."""
    private = (
        (method.startswith("https://") and sent.get("response_type") != "in_channel")
        or method == "chat.postEphemeral"
        or method.startswith("views.")
        or str(sent.get("channel") or sent.get("channel_id", "")).startswith("D")
    )
    blocks = [*sent.get("blocks", ()), *sent.get("view", {}).get("blocks", ())]
    files = sent.get("files", ())
    titles = [str(file["title"]) for file in (json.loads(files) if isinstance(files, str) else files)]
    bar = sent.get("view", {}).get("title", {}).get("text", NAME)
    view_title = [bar] if bar != NAME else []
    text = "\n".join([*view_title, *titles, *_reading(blocks)])
    return Shown(text or html.unescape(sent.get("text", "")), private, tuple(_commands(blocks)), sent)


def _reading(value: Any) -> Iterator[str]:
    """The texts in reading order; the pieces of one paragraph stay together."""
    if isinstance(value, list):
        for one in value:
            yield from _reading(one)
    elif isinstance(value, Mapping):
        if str(value.get("type")) in ("rich_text_section", "rich_text_quote"):
            yield "".join(str(one.get("text") or one.get("fallback") or _mention(one)) for one in value["elements"])
        elif isinstance(text := value.get("text"), str):
            yield html.unescape(text) if value.get("type") == "mrkdwn" else text
        else:
            yield from _reading([one for one in value.values() if isinstance(one, list | Mapping)])


def _mention(element: Mapping[str, Any]) -> str:
    """By the id; Slack itself shows a name."""
    return f"@{element['user_id']}" if element["type"] == "user" else ""


def _commands(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _commands(one)
    elif isinstance(value, Mapping):
        if isinstance(line := value.get("value"), str):
            yield line
        yield from _commands([one for one in value.values() if isinstance(one, list | Mapping)])
