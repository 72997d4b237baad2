"""The slash commands, made from the declarations: ``/candidate`` for the work with people, ``/team`` for what a team sets up.

Beside them stand commands in the menus of messages and of members, which Discord counts apart.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from adapters.discord.actions import short
from bot.chat.command import Command, Parameter
from bot.chat.summaries import summaries

NAME, TEAM = "candidate", "team"
LINE = "ask"
"""The subcommand that takes any line as it would be typed; for commands beyond the 25 that Discord shows."""
SERVER = "server"
"""The subcommand that only Discord has: of Slack's workspaces each has a bot of its own to write to."""
RECORD = "record"
"""The group of what is rarely done to somebody's record: Discord shows 25 side by side."""
RARE = ("merge", "history", "forget", "export")
PEOPLE = ("Find", "Work")
"""Families whose commands are about candidates."""
ALSO = ("help", "share", "unshare")
"""What stands with them besides: help is for everybody, and people are shared with a channel."""
MOST = 25
MOST_FILES = 5
"""Options for files of one command: Discord takes one file by each."""
LONGEST_DESCRIPTION = 100
A_COMMAND, ON_A_MEMBER, ON_A_MESSAGE = 1, 2, 3
"""The kinds of commands: typed, in the menu of a member, in the menu of a message."""
SAVE_TO_PROFILE, SAVE_AS_CANDIDATE, PROFILE = "Save to profile", "Save as candidate", "Candidate profile"
LOCALES = {"de": "de", "es-419": "es", "es-ES": "es", "fr": "fr", "ja": "ja", "zh-CN": "zh"}
"""Discord's, with the language that descriptions have for them."""
MENUS = ((SAVE_TO_PROFILE, ON_A_MESSAGE), (SAVE_AS_CANDIDATE, ON_A_MESSAGE), (PROFILE, ON_A_MEMBER))
IN_SERVERS, IN_DIRECT_MESSAGES = 0, 1
SUBCOMMAND, GROUP, TEXT, CHANNEL, MENTIONED, FILE = 1, 2, 3, 7, 9, 11

_NAME = re.compile(r"[-_a-z0-9]{1,32}")
_TYPES = {
    "who": TEXT,
    "people": TEXT,
    "line": TEXT,
    "word": TEXT,
    "field": TEXT,
    "choice": TEXT,
    "stage": TEXT,
    "opening": TEXT,
    "number": 4,
    "flag": 5,
    "mention": MENTIONED,
    "channel": CHANNEL,
    "file": FILE,
}
_COMPLETED = frozenset(("who", "people", "line", "choice", "stage", "opening", "field"))

Payload = dict[str, Any]


def registered(commands: Iterable[Command], contexts: tuple[int, ...] | None) -> list[Payload]:
    """All that is registered; ``contexts`` None for one server's own, which knows none."""
    declared = [one for one in commands if not one.hidden and _NAME.fullmatch(one.name)]
    found = [_candidate([one for one in declared if is_about_people(one)])]
    if team := [one for one in declared if not is_about_people(one)]:
        found.append(_team(team))
    found += [{"name": name, "type": kind, "name_localizations": _in_other_languages(name)} for name, kind in MENUS]
    if contexts is None:
        return found
    return [{**one, "contexts": list(contexts), "integration_types": [0]} for one in found]


def is_about_people(command: Command) -> bool:
    return command.family in PEOPLE or command.name in ALSO


def _candidate(commands: list[Command]) -> Payload:
    rare = [one for one in commands if one.name in RARE]
    daily = [one for one in commands if one not in rare and one.name not in (LINE, RECORD)]
    options = [_entry(one) for one in _shown(daily, MOST - 1 - bool(rare))]
    if rare:
        inside = [_subcommand(one.name, one.summary, _options(one)) for one in rare]
        options.append(_group(RECORD, "Duplicates, history and copies of somebody's data", inside))
    return _typed(NAME, "Ask about candidates, and work with them", [*options, _any_line()])


def _team(commands: list[Command]) -> Payload:
    shown = [_entry(one) for one in _shown(commands, MOST - 1)]
    server = _subcommand(SERVER, "Choose which server your direct messages are about", [])
    return _typed(TEAM, "What a team sets up: openings, stages, digests, access", [*shown, server])


def _typed(name: str, description: str, options: list[Payload]) -> Payload:
    return {"name": name, "type": A_COMMAND, **_described(name, description), "options": options}


def _shown(commands: list[Command], room: int) -> list[Command]:
    """What Discord has room for: the rarest roles' commands give way first."""
    kept = sorted(commands, key=lambda one: one.role)[:room]
    return [one for one in commands if one in kept]


def _entry(command: Command) -> Payload:
    """A command as one subcommand, or as a group with one for each thing that it does."""
    if not command.verbs:
        return _subcommand(command.name, command.summary, _options(command))
    inside = [
        _subcommand(word, verb.help, _options_of(command, verb.takes, verb.needs), f"{command.name} {word}")
        for word, verb in command.verbs.items()
    ]
    return _group(command.name, command.summary, inside[:MOST])


def _group(name: str, description: str, inside: list[Payload]) -> Payload:
    return {"type": GROUP, "name": name, **_described(name, description), "options": inside}


def _subcommand(name: str, description: str, options: list[Payload], of: str = "") -> Payload:
    return {
        "type": SUBCOMMAND,
        "name": name,
        **_described(of or name, description or name),
        "options": sorted(options, key=lambda one: not one["required"])[:MOST],
    }


def _described(of: str, english: str) -> Payload:
    return {
        "description": short(english, LONGEST_DESCRIPTION),
        "description_localizations": _in_other_languages(of),
    }


def _in_other_languages(of: str) -> dict[str, str]:
    written = summaries()
    return {locale: written[language][of] for locale, language in LOCALES.items() if of in written[language]}


def _options(command: Command) -> list[Payload]:
    given = (one for one in command.parameters if one.typed and _NAME.fullmatch(one.name))
    return [option for one in given for option in _one_or_more(one, one.help, required=one.required)]


def _options_of(command: Command, takes: Mapping[str, str], needs: tuple[str, ...]) -> list[Payload]:
    return [
        option
        for name, words in takes.items()
        for option in _one_or_more(command.parameter(name), words, required=name in needs)
    ]


def _one_or_more(parameter: Parameter, words: str, *, required: bool) -> list[Payload]:
    """Of files several can be given."""
    first = _option(parameter, words, required=required)
    if parameter.kind != "file":
        return [first]
    more = ({**first, "name": f"{first['name']}{number}", "required": False} for number in range(2, MOST_FILES + 1))
    return [first, *more]


def _option(parameter: Parameter, words: str, *, required: bool) -> Payload:
    option: Payload = {
        "type": _TYPES[parameter.kind],
        "name": parameter.name,
        "description": short(words or parameter.name, LONGEST_DESCRIPTION),
        "required": required,
    }
    if parameter.choices and len(parameter.choices) <= MOST:
        option["choices"] = [{"name": short(label, 100), "value": value} for value, label in parameter.choices]
    elif parameter.kind in _COMPLETED:
        option["autocomplete"] = True
    return option


def _any_line() -> Payload:
    line = {"type": TEXT, "name": "line", "description": "For example: cuda triton, or help", "required": True}
    return _subcommand(LINE, "Type a search or any command in words", [line])


# ------------------------------------------------------------ what is there


KEPT = (
    *("name", "name_localizations", "type", "description", "description_localizations"),
    *("required", "autocomplete", "choices", "contexts", "integration_types"),
)
"""What a command is known again by."""


def same(ours: list[Payload], theirs: list[Payload]) -> bool:
    """Whether Discord has these commands already; it adds ids and leaves out what is false or empty."""
    return sorted(map(_core, ours), key=repr) == sorted(map(_core, theirs), key=repr)


def _core(payload: Payload) -> Payload:
    core = {key: payload[key] for key in KEPT if payload.get(key)}
    if "choices" in core:
        core["choices"] = [(one["name"], one["value"]) for one in core["choices"]]
    return {**core, "options": [_core(one) for one in payload.get("options") or []]}
