"""Acts as a member of the twin's server, and sees what the bot answers."""

import itertools
import json
import re
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from adapters.discord.plain import plain
from adapters.discord.presses import within
from adapters.discord.progress import WORKING
from tests.e2e.discord.proxy import Call, Json, Proxy

SHOWN = (4, 7)
File = tuple[str, bytes]
"""Its name, and what is in it."""


@dataclass(frozen=True)
class Seen:
    """One answer: a message, a form, or completions."""

    payload: Json
    call: Call | None
    awaited: bool = False
    """It takes the place of a sign that it is awaited, which the asker alone sees."""

    @property
    def text(self) -> str:
        return "\n".join(plain(one["content"]) for one in self.parts if one["type"] == 10)

    @property
    def parts(self) -> list[Json]:
        return list(within(self.payload.get("components") or []))

    @property
    def private(self) -> bool:
        return self.awaited or bool(self.payload.get("flags", 0) & 64)

    def control(self, label: str) -> Json:
        """The button with this label; for an option of a menu, its value under ``values``."""
        for one in self.parts:
            if one.get("label") == label and "custom_id" in one:
                return {"custom_id": one["custom_id"], "component_type": one["type"]}
            for option in one.get("options", ()):
                if option["label"].startswith(label):
                    return {"custom_id": one["custom_id"], "component_type": 3, "values": [option["value"]]}
        raise AssertionError(f"no {label} in {[one.get('label') for one in self.parts]}")


_numbers = itertools.count(9000)
"""Of attachments and interactions: Discord gives none twice."""


class Actor:
    """A member. Each act waits for the bot's answer to it."""

    def __init__(self, control: int, proxy: Proxy, state: Json, user: str) -> None:
        self._control, self.proxy, self.state = control, proxy, state
        self.user = state[user]

    # -------------------------------------------------------------- messages

    def say(self, text: str, *files: File, channel: str = "dm") -> Seen:
        """Write a message; the answer is the next one that the bot sends to the same channel."""
        before = len(self.proxy.calls)
        self.message(text, *files, channel=channel)
        return self.next_message(before, channel)

    def message(self, text: str, *files: File, channel: str) -> None:
        attachments = [self._attached(*one) for one in files]
        place = {"channelId": self.state["channels"][channel], "userId": self.user}
        self._act("/message", {**place, "content": text, "attachments": attachments})

    def talk(self, name: str, *said: str) -> list[str]:
        """Say this in a new thread, which is a channel of that name from then on; the messages' ids."""
        self.message(f"About {name}", channel="ml-hiring")
        start = self._act(f"/messages/{self.state['channels']['ml-hiring']}")[-1]["id"]
        path = f"/channels/{self.state['channels']['ml-hiring']}/messages/{start}/threads"
        self.state["channels"][name] = self._as_bot(path, {"name": name})["id"]
        for words in said:
            self.message(words, channel=name)
        return [one["id"] for one in self._act(f"/messages/{self.state['channels'][name]}")][-len(said) :]

    def _as_bot(self, path: str, body: Json) -> Json:
        headers = {"Authorization": f"Bot {self.state['token']}", "Content-Type": "application/json"}
        url = f"http://127.0.0.1:{self.proxy.twin}/api/v10{path}"
        with urllib.request.urlopen(
            urllib.request.Request(url, json.dumps(body).encode(), headers), timeout=20
        ) as reply:
            return json.load(reply)

    def deletes(self, message: str, channel: str) -> None:
        """As a moderator would, behind the bot's back."""
        path = f"/channels/{self.state['channels'][channel]}/messages/{message}"
        url = f"http://127.0.0.1:{self.proxy.twin}/api/v10{path}"
        headers = {"Authorization": f"Bot {self.state['token']}"}
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers, method="DELETE"), timeout=20):
            pass

    def message_with(self, seen: Seen, label: str, channel: str = "ml-hiring") -> str:
        """The id of the newest message that holds this control."""
        return self._message_with(seen.control(label)["custom_id"], channel)

    def next_message(self, before: int, channel: str = "dm") -> Seen:
        path = f"/channels/{self.state['channels'][channel]}/messages"

        def found() -> Seen | None:
            some = (one for one in self.proxy.calls[before:] if one.path == path and one.status == 200)
            return next((Seen(one.body, one) for one in some), None)

        return self.proxy.wait(found)

    # ---------------------------------------------------------- interactions

    def slash(self, name: str, *files: File, channel: str = "ml-hiring", **values: Any) -> Seen:
        return self._interact(2, self._command(name, values, files), channel)

    def asks(self, name: str, **values: Any) -> None:
        """As `slash`, without waiting for the answer."""
        place = {"channelId": self.state["channels"]["ml-hiring"], "userId": self.user}
        self._act("/interaction", {"type": 2, **place, "data": self._command(name, values, ())})

    def save(self, message: str, *, channel: str) -> Seen:
        """Choose what stands in the message's menu."""
        return self.choose("Save to profile", message, channel=channel)

    def choose(self, entry: str, message: str, *, channel: str) -> Seen:
        """Choose this entry of the message's menu."""
        assert (entry, 3) in self.menus()
        messages = self._act(f"/messages/{self.state['channels'][channel]}")
        resolved = {"messages": {one["id"]: one for one in messages if one["id"] == message}}
        data = {"id": "2", "name": entry, "type": 3, "target_id": message, "resolved": resolved}
        return self._interact(2, data, channel)

    def profile_of(self, user: str, name: str) -> Seen:
        """Choose what stands in the menu of a member, who is called so there."""
        assert ("Candidate profile", 2) in self.menus()
        number = self.state[user]
        resolved = {"users": {number: {"id": number, "username": user, "global_name": name}}, "members": {}}
        data = {"id": "3", "name": "Candidate profile", "type": 2, "target_id": number, "resolved": resolved}
        return self._interact(2, data, "ml-hiring")

    def complete(self, name: str, option: str, typed: str) -> list[Json]:
        data = self._command(name, {option: typed}, ())
        innermost = data["options"][0]
        while innermost["type"] == 2:
            (innermost,) = innermost["options"]
        innermost["options"][0]["focused"] = True
        return self._interact(4, data, "ml-hiring").payload["choices"]

    def press(self, seen: Seen, label: str, *, channel: str = "ml-hiring") -> Seen:
        """Press a button, or choose from a menu, in the newest message of the channel that holds it."""
        data = seen.control(label)
        return self._interact(3, data, channel, messageId=self._message_with(data["custom_id"], channel))

    def press_twice(self, seen: Seen, label: str, *, channel: str = "ml-hiring") -> tuple[Seen, int]:
        """What the first of two presses at once shows, and how the second one is answered."""
        shown, calls = self.press(seen, label, channel=channel), len(self.proxy.calls)
        data = seen.control(label)
        message = self._message_with(data["custom_id"], channel)
        place = {"channelId": self.state["channels"][channel], "userId": self.user}
        made = self._act("/interaction", {"type": 3, **place, "data": data, "messageId": message})
        ours = self.proxy.wait(lambda: next((one for one in self.proxy.calls[calls:] if made["id"] in one.path), None))
        return shown, ours.body["type"]

    def fill(self, form: Seen, *, channel: str = "ml-hiring", **values: str) -> Seen:
        def filled(field: Json) -> Json:
            value = values.get(field["custom_id"], field.get("value", ""))
            kept = {"type": field["type"], "custom_id": field["custom_id"]}
            return {**kept, "values": [value] if value else []} if field["type"] == 3 else {**kept, "value": value}

        rows = [{"type": 18, "component": filled(one["component"])} for one in form.payload["components"]]
        return self._interact(5, {"custom_id": form.payload["custom_id"], "components": rows}, channel)

    def slash_elsewhere(self, name: str, server: str) -> Seen:
        """In a server that the twin does not have."""
        number = str(next(_numbers))
        frame = {
            "id": number,
            "token": f"elsewhere-{number}",
            "application_id": self.state["bot"],
            "type": 2,
            "version": 1,
            "data": self._command(name, {}, ()),
            "guild_id": server,
            "channel_id": f"{server}1",
            "channel": {"id": f"{server}1", "type": 0, "name": "general", "position": 0},
            "member": self.proxy.members[server, self.user],
            "context": 0,
            "attachment_size_limit": 1 << 23,
            "locale": "en-US",
            "app_permissions": "0",
            "entitlements": [],
            "authorizing_integration_owners": {},
        }
        self.proxy.dispatch("INTERACTION_CREATE", frame)
        return self._answered(frame)

    def _interact(self, kind: int, data: Json, channel: str, **more: Any) -> Seen:
        place = {"channelId": self.state["channels"][channel], "userId": self.user}
        return self._answered(self._act("/interaction", {"type": kind, **place, "data": data, **more}))

    def _answered(self, made: Json) -> Seen:
        def found() -> Seen | None:
            awaited = False
            for one in self.proxy.calls:
                parts = {*re.split("[/?]", one.path)}  # a short id is in many a long one
                ours = not parts.isdisjoint((made["id"], made["token"])) and WORKING not in str(one.body)
                if ours and one.status in (200, 204) and (answer := _answer(one)) is not None:
                    return Seen(answer, one, awaited and one.method == "PATCH")
                if ours and one.path.endswith("/callback"):
                    awaited = bool((one.body.get("data") or {}).get("flags", 0) & 64)
            return None

        return self.proxy.wait(found)

    def _command(self, name: str, values: Json, files: Sequence[File]) -> Json:
        """As Discord would send it: option types as the bot has registered them."""
        command, outer, subcommand = next(
            (command, each, one)
            for command in self.registered()
            for each in command["options"]
            for one in (each["options"] if each["type"] == 2 else [each])
            if name in (one["name"], f"{each['name']} {one['name']}")
        )
        types = {one["name"]: one["type"] for one in subcommand["options"]}
        options = [{"name": key, "type": types[key], "value": value} for key, value in values.items()]
        data: Json = {"id": "1", "name": command["name"], "type": 1}
        if files:
            attached = [self._attached(*one) for one in files]
            into = [one["name"] for one in subcommand["options"] if one["type"] == 11]
            options += [
                {"name": option, "type": 11, "value": one["id"]} for option, one in zip(into, attached, strict=False)
            ]
            data["resolved"] = {"attachments": {one["id"]: one for one in attached}}
        asked: Json = {"type": 1, "name": subcommand["name"], "options": options}
        in_group = {"type": 2, "name": outer["name"], "options": [asked]}
        return {**data, "options": [asked if outer is subcommand else in_group]}

    def registered(self) -> list[Json]:
        """The commands that are typed."""
        return [one for one in self._registered() if one.get("type", 1) == 1]

    def menus(self) -> list[tuple[str, int]]:
        """What stands in menus, and whether in those of members (2) or of messages (3)."""
        return [(one["name"], one["type"]) for one in self._registered() if one.get("type", 1) != 1]

    def _registered(self) -> list[Json]:
        return next(one.body for one in self.proxy.calls if one.method == "PUT" and one.path.endswith("/commands"))

    def standing(self, channel: str) -> dict[str, Seen]:
        """What everybody sees there of the bot's by now, by number; ``channel``: its name, or the message that begins a thread."""
        number, me = self.proxy.thread(self.state["channels"].get(channel, channel)), self.state["bot"]
        ours = {one["id"]: Seen(one, None) for one in self._act(f"/messages/{number}") if one["author"]["id"] == me}
        return {number: one for number, one in ours.items() if not one.private}

    def count_of(self, words: str, channel: str = "ml-hiring", *, shown_to_all: bool = False) -> int:
        """How many messages of the channel hold the words; where ``shown_to_all`` without those that one person sees."""
        messages = self._act(f"/messages/{self.state['channels'][channel]}")
        if shown_to_all:
            messages = [one for one in messages if not one.get("flags", 0) & 64]
        shown = (json.dumps(one.get("components") or [], ensure_ascii=False) for one in messages)
        return sum(words in one for one in shown)

    def _attached(self, name: str, data: bytes) -> Json:
        url = self.proxy.host(name, data)
        number = str(next(_numbers))
        return {"id": number, "filename": name, "size": len(data), "url": url, "proxy_url": url}

    def _message_with(self, custom_id: str, channel: str) -> str:
        for message in reversed(self._act(f"/messages/{self.state['channels'][channel]}")):
            if any(one.get("custom_id") == custom_id for one in within(message.get("components") or [])):
                return message["id"]
        raise AssertionError(f"no message holds {custom_id}")

    def _act(self, path: str, body: Json | None = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"http://127.0.0.1:{self._control}{path}", data)
        with urllib.request.urlopen(request, timeout=20) as reply:
            return json.load(reply)


def _answer(call: Call) -> Json | None:
    """The answer in a call that belongs to an interaction; None where it only asks for time."""
    if not call.path.endswith("/callback"):
        return call.body if call.method in ("POST", "PATCH") else None
    return call.body["data"] if call.body["type"] in (*SHOWN, 8, 9) else None
