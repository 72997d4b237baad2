"""How a message or modal breaks Slack's limits, or could ping somebody: by the SDK's models and what they leave out."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from adapters.slack.blocks import size
from adapters.slack.render import BLOCKS

CHARACTERS = 13_000
VIEW = 250_000
_PING = re.compile(r"<[!@](?!date\^)|<#")


def faults(arguments: Mapping[str, Any]) -> list[str]:
    """What is wrong with a call's ``text``, ``blocks`` and ``view``; empty where all is sound."""
    blocks, view = arguments.get("blocks") or [], arguments.get("view") or {}
    return [*_of_message(arguments, blocks), *_of_view(view), *_of_blocks([*blocks, *view.get("blocks", [])])]


def _of_message(arguments: Mapping[str, Any], blocks: list[Any]) -> Iterator[str]:
    if len(blocks) > BLOCKS:
        yield f"{len(blocks)} blocks"
    if size(blocks) > CHARACTERS:
        yield f"{size(blocks)} characters of blocks"
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield "more than one table"
    if len(arguments.get("text") or "") > 40_000:
        yield "text of more than 40,000 characters"
    if arguments.get("link_names") or arguments.get("parse"):
        yield "names would be linked"
    yield from (f"could ping: {text[:60]}" for text in _parsed(arguments) if _PING.search(text))
    if _is_public(arguments) and '{"type": "user"' in json.dumps(blocks):
        yield "could ping: a mention in what everybody sees"


def _is_public(arguments: Mapping[str, Any]) -> bool:
    posted = str(arguments.get("channel") or "").startswith(("C", "G")) and "user" not in arguments
    return posted or arguments.get("response_type") == "in_channel"


def _of_view(view: Mapping[str, Any]) -> Iterator[str]:
    if not view:
        return
    yield from _judged(lambda: View(**view).to_dict())
    if len(json.dumps(view)) > VIEW:
        yield f"{len(json.dumps(view))} characters of view"
    if len(view.get("callback_id") or "x") > 255 or len(view.get("external_id") or "x") > 255:
        yield "a name of more than 255 characters"
    if any(block["type"] == "table" for block in view["blocks"]):
        yield "a table in a view"
    inputs = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and inputs and "submit" not in view:
        yield "fields that cannot be sent"


def _of_blocks(blocks: list[Any]) -> Iterator[str]:
    ids = [element["action_id"] for element in _controls(blocks)]
    if len(ids) != len(set(ids)):
        yield "two controls with one action_id"
    for block in blocks:
        yield from _judged(lambda block=block: Block.parse(block))
        yield from _own(block)


def _judged(parse: Any) -> Iterator[str]:
    try:
        parsed = parse()
        if parsed is None:
            yield "unknown block"
        elif isinstance(parsed, Block):
            parsed.to_dict()
    except (SlackObjectFormationError, TypeError) as error:
        yield str(error)


def _own(block: Mapping[str, Any]) -> Iterator[str]:
    """What the models let through."""
    if block["type"] == "header" and not 0 < len(block["text"]["text"]) <= 150:
        yield "header of no or more than 150 characters"
    if block["type"] == "table" and (len(block["rows"]) > 100 or any(len(row) > 20 for row in block["rows"])):
        yield "table of more than 100 rows or 20 columns"
    for text in _texts(block):
        if not text:
            yield f"empty text in {block['type']}"
    for control in _controls([block]):
        if control["type"] == "button" and not 0 < len(control["value"]) <= 2000:
            yield "button without a value, or with one of more than 2,000 characters"
        for option in _options(control):
            if not 0 < len(option["value"]) <= 150 or not 0 < len(option["text"]["text"]) <= 75:
                yield "option whose text or value has a wrong length"


def _controls(blocks: list[Any]) -> Iterator[Mapping[str, Any]]:
    for block in blocks:
        inside = [*(block.get("elements") or ()), block.get("accessory") or {}, block.get("element") or {}]
        yield from (one for one in inside if "action_id" in one)


def _options(control: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from control.get("options") or ()
    for group in control.get("option_groups") or ():
        yield from group["options"]


def _texts(value: Any) -> Iterator[str]:
    """Every text inside, whatever holds it."""
    if isinstance(value, Mapping):
        yield from (one for key, one in value.items() if key == "text" and isinstance(one, str))
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _parsed(value: Any) -> Iterator[str]:
    """Every text that Slack reads as mrkdwn."""
    if isinstance(value, Mapping):
        if isinstance(value.get("text"), str) and value.get("type", "mrkdwn") == "mrkdwn":
            yield value["text"]
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _parsed(one)
