"""What came from Discord as the text, values and files of a request. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.calling import uncalled
from adapters.discord.commands import CHANNEL, FILE, GROUP, LINE, MENTIONED, RECORD, SUBCOMMAND
from adapters.discord.markdown import TYPED
from bot.work.discussions import Discussion

VERB = "act"
"""The parameter whose value is the second word of a command's name."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that can be had at an address."""

    name: str
    url: str
    size: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked: a command line, the values that complete it, files, and the message or thread it is about."""

    text: str
    values: Mapping[str, str]
    files: tuple[Attached, ...] = ()
    discussion: Discussion = field(default_factory=Discussion)


@dataclass(frozen=True, slots=True)
class Typing:
    """What is typed of one option of a command."""

    command: str
    parameter: str
    text: str
    values: Mapping[str, str] = field(default_factory=dict)
    """The other options, as far as they are filled in."""


def slash(data: Mapping[str, Any]) -> Asked:
    """The command's name as text and its options as values; the line of `LINE` is the text itself."""
    words, options = _subcommand(data)
    resolved = data.get("resolved") or {}
    attachments = resolved.get("attachments") or {}
    values: dict[str, str] = {}
    files = []
    for option in options:
        if option["type"] in (CHANNEL, MENTIONED):
            values[option["name"]] = mentioned(str(option["value"]), resolved)
        elif option["type"] != FILE:
            values[option["name"]] = _value(option["value"])
        elif found := attachments.get(str(option["value"])):
            files.append(attached(found))
    if words == [LINE]:
        return Asked(values.get("line", ""), {})
    return Asked(" ".join(words), values, tuple(files))


def typing(data: Mapping[str, Any]) -> Typing | None:
    """The option that is being typed; None where none is."""
    words, options = _subcommand(data)
    for option in options:
        if option.get("focused"):
            others = {one["name"]: str(one["value"]) for one in options if one is not option}
            verb = {VERB: words[1]} if len(words) > 1 else {}
            return Typing(words[0], option["name"], str(option["value"]), others | verb)
    return None


def written(content: str) -> str:
    """The words of a message; one that a button or a hint said to type counts as typed there."""
    return content.strip().removeprefix(TYPED)


def mention(content: str, bot: int) -> str | None:
    """The words of a message less the mention of the bot; None where it is not named in them."""
    named = rf"<@!?{bot}>"
    return written(uncalled(content, named)) if re.search(named, content) else None


def mentioned(number: str, resolved: Mapping[str, Any]) -> str:
    """A person, role or channel that was picked, as a mention with its name, which is no more than words."""
    channels = resolved.get("channels") or {}
    roles, users = resolved.get("roles") or {}, resolved.get("users") or {}
    members = resolved.get("members") or {}
    if not number.isdecimal():
        return number
    if number in channels:
        return mention_of(f"#{number}", str(channels[number].get("name") or ""))
    if number in roles:
        return mention_of(f"@&{number}", str(roles[number].get("name") or ""))
    user = users.get(number) or {}
    nick = (members.get(number) or {}).get("nick")
    return mention_of(f"@{number}", str(nick or user.get("global_name") or user.get("username") or ""))


def mention_of(target: str, name: str) -> str:
    """``<@id|name>``: who is meant, and how they are called."""
    shown = re.sub(r"[<>|\s]+", " ", name).strip()
    return f"<{target}|{shown}>" if shown else f"<{target}>"


def attached(payload: Mapping[str, Any]) -> Attached:
    return Attached(str(payload["filename"]), str(payload["url"]), int(payload.get("size") or 0))


def _subcommand(data: Mapping[str, Any]) -> tuple[list[str], list[dict[str, Any]]]:
    """The words of the command's own name, ``digest add``, and its options."""
    for option in data.get("options") or []:
        if option["type"] == SUBCOMMAND:
            return [option["name"]], option.get("options") or []
        if option["type"] == GROUP:
            words, options = _subcommand(option)
            return (words if option["name"] == RECORD else [option["name"], *words]), options
    return [""], []


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
