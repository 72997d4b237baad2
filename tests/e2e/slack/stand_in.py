"""local-slack, a Slack of somebody else's making, run as a process; and a person who acts in it."""

import asyncio
import json
import subprocess
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import aiohttp

BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-test-token", "xapp-test-token", "test-signing-secret"
TEAM, ALICE, BOB, BOT = "T01TEST", "U01ALICE", "U02BOB", "U0BOT"
GENERAL, PRIVATE = "C01GEN", "C02PRIV"
PATIENCE = 60.0

_PROGRAM = Path(__file__).parents[1] / "node_modules/local-slack-linux-x64/bin/local-slack"
_WORKSPACE = {
    "workspace": {"name": "Test Workspace", "domain": "test-workspace", "teamId": TEAM},
    "app": {
        "appId": "A01APP",
        "botUserId": BOT,
        "botName": "recruitbot",
        "botToken": BOT_TOKEN,
        "appToken": APP_TOKEN,
        "signingSecret": SECRET,
    },
    "users": [
        {"id": ALICE, "name": "alice", "real_name": "Alice Anderson", "email": "alice@team.example"},
        {"id": BOB, "name": "bob", "real_name": "Bob Brown", "email": "bob@team.example"},
    ],
    "channels": [
        {"id": GENERAL, "name": "general", "members": [ALICE, BOB, BOT]},
        {"id": PRIVATE, "name": "hiring", "is_private": True, "members": [ALICE, BOT]},
    ],
}


def until(look: Any, what: str) -> Any:
    """What ``look`` finds, once it finds something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(f"in {PATIENCE:.0f} s there was no {what}")


class StandIn:
    """The server: in Socket Mode, or calling ``events_url`` over HTTP."""

    def __init__(self, folder: Path, port: int, events_url: str = "") -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.api_url = f"{self.base}/api/"
        mode = {"mode": "events", "requestUrl": events_url} if events_url else {"mode": "socket"}
        config = folder / "workspace.json"
        config.write_text(json.dumps({**_WORKSPACE, "app": {**_WORKSPACE["app"], **mode}}), encoding="utf-8")
        self._log = (folder / "local-slack.log").open("w")
        self._process = subprocess.Popen(
            [_PROGRAM, "--config", config, "--port", str(port), "--base-host", "127.0.0.1"],
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        until(self._answers, "answer of local-slack")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._log.close()

    def _answers(self) -> bool:
        try:
            self.get("/state")
        except OSError:
            return False
        return True

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.base}/_control{path}", timeout=10) as answer:
            return json.load(answer)

    def put(self, path: str, **body: Any) -> Any:
        data, kind = json.dumps(body).encode(), {"Content-Type": "application/json"}
        with urllib.request.urlopen(
            urllib.request.Request(f"{self.base}/_control{path}", data, kind), timeout=10
        ) as answer:
            return json.load(answer)

    def log(self) -> list[dict[str, Any]]:
        return [entry for entry in self.get("/log")["log"] if entry["direction"] == "from_bot"]

    def calls(self) -> list[dict[str, Any]]:
        """Every Web API call of the bot so far."""
        entries = (entry for entry in self.log() if entry["kind"] == "web_api")
        return [{"method": entry["summary"], "args": entry.get("detail") or {}} for entry in entries]

    def connected(self) -> bool:
        return any("hello" in entry["summary"] for entry in self.get("/log")["log"] if entry["kind"] == "socket")

    def sent(self) -> list[dict[str, Any]]:
        """Every call of the bot, and what came by a response_url as the call that would have said the same."""
        answers = [
            {
                "method": "chat.postEphemeral",
                "args": {name: one[name] for name in ("channel", "user", "text", "blocks")},
            }
            for channel in self.get("/state")["channels"]
            for one in self.messages(channel["id"])
            if one.get("ephemeral_to") and one.get("blocks")
        ]
        return [*self.calls(), *answers]

    def dm(self, user: str) -> str:
        """The channel of the direct messages between a person and the bot."""
        body = urllib.parse.urlencode({"users": user}).encode()
        request = urllib.request.Request(
            f"{self.api_url}conversations.open", body, {"Authorization": f"Bearer {BOT_TOKEN}"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)["channel"]["id"]

    def messages(self, channel: str) -> list[dict[str, Any]]:
        return self.get(f"/messages/{channel}")["messages"]


class Person:
    """Somebody of the workspace, in one channel."""

    def __init__(self, slack: StandIn, user: str, channel: str) -> None:
        self.slack, self.user, self.channel = slack, user, channel

    def _who(self) -> dict[str, str]:
        return {"user": self.user, "channel": self.channel}

    def says(self, text: str, thread: str = "") -> None:
        """``thread`` is the ts of the message that begins it."""
        self.slack.put("/message", **self._who(), text=text, **({"thread_ts": thread} if thread else {}))

    def commands(self, text: str) -> None:
        self.slack.put("/command", **self._who(), command="/candidate", text=text)

    def sends(self, name: str, data: bytes, text: str = "") -> None:
        async def upload() -> None:
            body = aiohttp.FormData({**self._who(), "text": text})
            body.add_field("file", data, filename=name, content_type="text/plain")
            async with (
                aiohttp.ClientSession() as session,
                session.post(f"{self.slack.base}/_control/upload", data=body) as answer,
            ):
                answer.raise_for_status()

        asyncio.run(upload())

    def presses(self, command: str) -> None:
        """The button, or the option of a menu, that carries the command line."""
        message, element = until(lambda: self._control(command), f"control that carries {command!r}")
        self.slack.put("/interact", **self._who(), messageTs=message["ts"], action=element)

    def submits(self, values: dict[str, str]) -> None:
        """Fill in the open modal and send it."""
        filled = {name: {name: {"type": "plain_text_input", "value": value}} for name, value in values.items()}

        async def send() -> None:
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(f"{self.slack.base}/ui", max_msg_size=0) as page,
            ):
                await page.receive()
                await page.send_json({"t": "view_submit", "user": self.user, "values": filled})

        asyncio.run(send())

    def sees(self, words: str) -> dict[str, Any]:
        """The bot's newest message that holds the words, once there is one."""
        return until(lambda: self._message(words), f"message with {words!r}")

    def _message(self, words: str) -> dict[str, Any] | None:
        said = (one for one in reversed(self.slack.messages(self.channel)) if one["user"] == BOT)
        return next((one for one in said if words in json.dumps(one, ensure_ascii=False)), None)

    def _control(self, command: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
        for message in reversed(self.slack.messages(self.channel)):
            for block in message.get("blocks") or []:
                for element in [*block.get("elements", []), block.get("accessory") or {}]:
                    chosen = {**element, "block_id": block.get("block_id", "block")}
                    if element.get("value") == command:
                        return message, chosen
                    options = [*element.get("options", [])]
                    options += [one for group in element.get("option_groups", []) for one in group["options"]]
                    for option in options:
                        if option["value"] == command:
                            return message, {**chosen, "selected_option": option}
        return None
