"""A Slack that has what local-slack lacks: presses in modals and in the Home tab, hashes, triggers that are good once.

It calls the bot over HTTP with payloads in the form of the real ones, signed, and answers its Web API calls.
"""

import json
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlencode

from slack_sdk.signature import SignatureVerifier

from tests.e2e.slack.stand_in import ALICE, BOT, SECRET, TEAM, until

Json = dict[str, Any]
DEEPEST = 3
BASE = {
    "api_app_id": "A01APP",
    "token": "legacy",
    "team": {"id": TEAM, "domain": "test-workspace"},
    "is_enterprise_install": False,
    "enterprise": None,
}


class Refused(Exception):
    """The Web API's word for it."""


class Windows:
    """What one member sees: the Home tab, and the modals that lie on each other."""

    def __init__(self, port: int, events_url: str) -> None:
        self.api_url, self._events_url = f"http://127.0.0.1:{port}/api/", events_url
        self.calls: list[Json] = []
        self.home: Json = {}
        self.stack: list[Json] = []
        self.told: list[Json] = []
        self._numbers, self._triggers, self._lock = count(1), set[str](), threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    # ------------------------------------------------------------- what a person does

    def opens(self, tab: str = "home") -> None:
        event = {"type": "app_home_opened", "user": ALICE, "channel": "D0ALICE", "tab": tab, "event_ts": "1.1"}
        event |= {"view": self.home} if self.home else {}
        body = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{next(self._numbers)}", "event": event}
        self._deliver(json.dumps(body), "application/json")

    def presses(self, view: Json, command: str) -> None:
        """The button, or the option of a menu, that carries the command line."""
        element = next(one for one in _elements(view) if command in _lines(one))
        action = {"type": element["type"], "action_id": element["action_id"], "block_id": "b", "action_ts": "1.1"}
        chosen = {"value": command} if element["type"] == "button" else {"selected_option": {"value": command}}
        self._acts(view, {**action, **chosen})

    def searches(self, words: str) -> None:
        box = self.home["blocks"][0]
        action = {"type": "plain_text_input", "block_id": box["block_id"], "action_id": box["element"]["action_id"]}
        self._acts(self.home, {**action, "value": words, "action_ts": "1.1"})

    def submits(self, **values: str) -> None:
        """Fill in the modal on top and send it; what the bot answers is done, as Slack does it."""
        view = self.stack[-1]
        state = {name: {name: {"type": "plain_text_input", "value": value}} for name, value in values.items()}
        sent = {**BASE, "type": "view_submission", "user": self._user, "trigger_id": self._trigger()}
        answer = self._interaction({**sent, "view": {**view, "state": {"values": state}}})
        with self._lock:
            if answer.get("response_action") == "update":
                self.calls.append({"method": "views.update", "args": {"view_id": view["id"], "view": answer["view"]}})
                self._replace(view, answer["view"])
            elif not answer:
                self.stack.remove(view)

    def uses(self, shortcut: str) -> None:
        sent = {**BASE, "type": "shortcut", "callback_id": shortcut, "action_ts": "1.1", "user": self._user}
        self._interaction({**sent, "trigger_id": self._trigger()})

    def sees(self, words: str) -> Json:
        """What holds the words: the modal on top, else the Home tab."""
        return until(lambda: self._showing(words), f"view with {words!r}")

    def _showing(self, words: str) -> Json | None:
        with self._lock:
            shown = [*reversed(self.stack[-1:]), self.home]
        return next((one for one in shown if words in json.dumps(one, ensure_ascii=False)), None)

    # ------------------------------------------------------------------ to the bot

    @property
    def _user(self) -> Json:
        return {"id": ALICE, "username": "alice", "name": "alice", "team_id": TEAM}

    def _trigger(self) -> str:
        made = f"{next(self._numbers)}.2.trigger"
        self._triggers.add(made)
        return made

    def _acts(self, view: Json, action: Json) -> None:
        container = {"type": "view", "view_id": view["id"]}
        sent = {**BASE, "type": "block_actions", "user": self._user, "container": container, "view": view}
        self._interaction({**sent, "trigger_id": self._trigger(), "actions": [action]})

    def _interaction(self, payload: Json) -> Json:
        body = urlencode({"payload": json.dumps(payload)})
        return json.loads(self._deliver(body, "application/x-www-form-urlencoded") or "{}")

    def _deliver(self, body: str, kind: str) -> str:
        at = str(int(time.time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=at, body=body)
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature}
        request = urllib.request.Request(self._events_url, body.encode(), headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read().decode()

    # ---------------------------------------------------------------- from the bot

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        windows = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                data = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                kind = self.headers.get("Content-Type", "")
                given = json.loads(data or "{}") if "json" in kind else dict(parse_qsl(data))
                self._answer(self.path.rpartition("/")[2], given)

            def do_GET(self) -> None:
                path, _, query = self.path.partition("?")
                self._answer(path.rpartition("/")[2], dict(parse_qsl(query)))

            def _answer(self, method: str, given: Json) -> None:
                body = json.dumps(windows._called(method, given)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def _called(self, method: str, given: Json) -> Json:
        given = {name: _read(name, value) for name, value in given.items() if name != "token"}
        with self._lock:
            self.calls.append({"method": method, "args": given})
            try:
                return {"ok": True, **self._done(method, given)}
            except Refused as refused:
                return {"ok": False, "error": str(refused)}

    def _done(self, method: str, given: Json) -> Json:
        match method:
            case "auth.test":
                return {"team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT", "url": "https://test.slack.com/"}
            case "users.info":
                return {"user": {"id": given["user"], "team_id": TEAM, "profile": {"display_name": "alice"}}}
            case "usergroups.list":
                return {"usergroups": []}
            case "conversations.open":
                return {"channel": {"id": "D0ALICE"}}
            case "chat.postMessage":
                self.told.append(given)
                return {"ts": f"{next(self._numbers)}.1"}
            case "views.open" | "views.push":
                return {"view": self._laid(given, on_top=method == "views.push")}
            case "views.update":
                found = [one for one in self.stack if self._is(one, given)]
                if not found:
                    raise Refused("not_found")
                return {"view": self._replace(_same(found[0], given), given["view"])}
            case "views.publish":
                self.home = self._made(_same(self.home, given), given["view"])
                return {"view": self.home}
        raise Refused("unknown_method")

    def _laid(self, given: Json, *, on_top: bool) -> Json:
        if given["trigger_id"] not in self._triggers:
            raise Refused("expired_trigger_id")
        self._triggers.remove(given["trigger_id"])
        if on_top and len(self.stack) >= DEEPEST:
            raise Refused("push_limit_reached")
        below = self.stack if on_top else []
        view = self._made({}, given["view"])
        root, previous = (below[0]["id"], below[-1]["id"]) if below else (view["id"], None)
        self.stack = [*below, {**view, "root_view_id": root, "previous_view_id": previous}]
        return self.stack[-1]

    def _made(self, before: Json, view: Json) -> Json:
        kept = {name: before[name] for name in ("id", "root_view_id", "previous_view_id") if name in before}
        number = f"V{next(self._numbers)}"
        fresh = {"id": number, "root_view_id": number, "previous_view_id": None, "team_id": TEAM}
        return {**view, **fresh, **kept, "hash": f"{next(self._numbers)}.a"}

    def _replace(self, old: Json, view: Json) -> Json:
        at = next(index for index, one in enumerate(self.stack) if one["id"] == old["id"])
        self.stack[at] = self._made(old, view)
        return self.stack[at]

    @staticmethod
    def _is(view: Json, given: Json) -> bool:
        if "external_id" in given:
            return bool(view.get("external_id") == given["external_id"])
        return bool(view["id"] == given["view_id"])


def _same(view: Json, given: Json) -> Json:
    if given.get("hash") and view and given["hash"] != view["hash"]:
        raise Refused("hash_conflict")
    return view


def _read(name: str, value: Any) -> Any:
    return json.loads(value) if name in ("view", "blocks", "metadata") and isinstance(value, str) else value


def _elements(view: Json) -> list[Json]:
    found = [one for block in view["blocks"] for one in block.get("elements", []) if "action_id" in one]
    return found + [block["accessory"] for block in view["blocks"] if "accessory" in block]


def _lines(element: Json) -> list[str]:
    options = [*element.get("options", [])]
    options += [one for group in element.get("option_groups", []) for one in group["options"]]
    return [element.get("value", ""), *(one["value"] for one in options)]
