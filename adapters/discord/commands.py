"""The slash command: its subcommands are made from the commands' declarations; those that set a team up share a group.

Beside it stands one command in the menu of every message, which Discord counts apart.
"""

import re
from collections.abc import Iterable
from typing import Any

from adapters.discord.actions import short
from bot.chat.command import Command, Parameter
from bot.records import Role

NAME = "candidate"
LINE = "ask"
"""The subcommand that takes any line as it would be typed; for commands beyond the 25 that Discord shows."""
TEAM = "team"
"""The group of what is set up for a whole team: Discord shows 25 subcommands side by side."""
_DAILY = ("Find", "Work")
"""Families whose commands stand side by side."""
MOST = 25
LONGEST_DESCRIPTION = 100
ON_A_MESSAGE = 3
"""The kind of command that stands in the menu of a message."""
SAVE_TO_PROFILE = "Save to profile"
IN_SERVERS, IN_DIRECT_MESSAGES = 0, 1

_NAME = re.compile(r"[-_a-z0-9]{1,32}")
_TYPES = {
    "who": 3,
    "people": 3,
    "line": 3,
    "word": 3,
    "field": 3,
    "choice": 3,
    "stage": 3,
    "opening": 3,
    "number": 4,
    "flag": 5,
    "mention": 9,
    "file": 11,
}

Payload = dict[str, Any]


def group(commands: Iterable[Command], contexts: tuple[int, ...] | None) -> Payload:
    """The command to register; ``contexts`` None for one server's own, which knows none."""
    declared = [one for one in commands if not one.hidden and _NAME.fullmatch(one.name)]
    team = [one for one in declared if _is_for_a_team(one)]
    shown = [_subcommand(one) for one in _shown((one for one in declared if one not in team), MOST - 1 - bool(team))]
    if team:
        shown.append(_group_of(team))
    payload: Payload = {
        "name": NAME,
        "type": 1,
        "description": "Ask about candidates, and work with them",
        "options": [*shown, _any_line()],
    }
    if contexts is None:
        return payload
    return {**payload, "contexts": list(contexts), "integration_types": [0]}


def on_a_message(contexts: tuple[int, ...] | None) -> Payload:
    """The entry of every message's menu, under Apps; ``contexts`` as for `group`."""
    payload: Payload = {"name": SAVE_TO_PROFILE, "type": ON_A_MESSAGE}
    return payload if contexts is None else {**payload, "contexts": list(contexts), "integration_types": [0]}


def _is_for_a_team(command: Command) -> bool:
    """Help is for everybody, and stands with what they ask."""
    return command.family not in _DAILY and command.role > Role.VIEWER


def _group_of(commands: list[Command]) -> Payload:
    kept = sorted(commands, key=lambda one: one.role)[:MOST]
    shown = [_subcommand(one) for one in commands if one in kept]
    return {
        "type": 2,
        "name": TEAM,
        "description": "Openings, stages, skills, digests, numbers and access",
        "options": shown,
    }


def _shown(commands: Iterable[Command], room: int) -> list[Command]:
    """What Discord has room for: the rarest roles' commands give way first."""
    fitting = [one for one in commands if one.name not in (LINE, TEAM)]
    kept = sorted(fitting, key=lambda one: one.role)[:room]
    return [one for one in fitting if one in kept]


def _subcommand(command: Command) -> Payload:
    options = [_option(one) for one in command.parameters if one.typed and _NAME.fullmatch(one.name)]
    return {
        "type": 1,
        "name": command.name,
        "description": short(command.summary or command.name, LONGEST_DESCRIPTION),
        "options": sorted(options, key=lambda one: not one["required"]),
    }


def _option(parameter: Parameter) -> Payload:
    option: Payload = {
        "type": _TYPES[parameter.kind],
        "name": parameter.name,
        "description": short(parameter.help or parameter.name, LONGEST_DESCRIPTION),
        "required": parameter.required,
    }
    if parameter.choices and len(parameter.choices) <= MOST:
        option["choices"] = [{"name": short(label, 100), "value": value} for value, label in parameter.choices]
    elif parameter.kind in ("who", "people", "line", "choice", "stage", "opening", "field"):
        option["autocomplete"] = True
    return option


def _any_line() -> Payload:
    line = {"type": 3, "name": "line", "description": "For example: cuda triton, or help", "required": True}
    return {"type": 1, "name": LINE, "description": "Type a search or any command in words", "options": [line]}


def same(ours: list[Payload], theirs: list[Payload]) -> bool:
    """Whether Discord has these commands already; it adds ids and leaves out what is false or empty."""
    return sorted(map(_core, ours), key=repr) == sorted(map(_core, theirs), key=repr)


def _core(payload: Payload) -> Payload:
    kept = ("name", "type", "description", "required", "autocomplete", "choices", "contexts", "integration_types")
    core = {key: payload[key] for key in kept if payload.get(key)}
    if "choices" in core:
        core["choices"] = [(one["name"], one["value"]) for one in core["choices"]]
    return {**core, "options": [_core(one) for one in payload.get("options") or []]}
