"""A file that somebody dropped in a channel: Slack tells of it by its number alone, and where it lies a little later.

Of several files in one message Slack tells one by one, maybe to several processes. Each tells the database of its file,
waits a little, and takes all of that message that nobody has taken yet: so each file is read once, and those that come
within that time are read together. What comes later has a report of its own.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from adapters.base import Core
from adapters.slack.api import FAILURES, Api, refusal
from adapters.slack.incoming import Incoming
from bot.channels import Message
from bot.records import Workspace

log = logging.getLogger(__name__)

PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each look for the message that the file is in."""
GATHERING = 1.5
"""Seconds in which Slack tells of the other files of the same message."""


def located(api: Api, act: Incoming) -> Incoming:
    """With what Slack knows of the file, in the thread of its message; as it is where Slack does not say."""
    number, found = str(act.files[0]["id"]), act
    try:
        for pause in PAUSES:
            if api.closing(pause):
                break
            file = api.file(number)
            found = replace(act, files=(file,))
            if shares := sorted(_shares(file, act.origin.channel), key=lambda one: str(one.get("ts"))):
                at = shares[-1]
                thread, name = at.get("thread_ts") or at["ts"], at.get("channel_name") or ""
                return replace(found, origin=replace(act.origin, thread=thread, name=name), ts=str(at["ts"]))
    except FAILURES as error:
        log.warning("a dropped file could not be looked up: %s", refusal(error))
    return found


def gathered(core: Core, api: Api, workspace: Workspace, act: Incoming) -> Incoming | None:
    """With the other files of its message; None where another one's event brings this file, too."""
    if not act.ts:
        return act
    own = {str(one["id"]): one for one in act.files}
    number = next(iter(own))
    message = Message(workspace, act.origin.channel, act.ts)
    together = core.together(message, number, partial(api.closing, GATHERING))
    return replace(act, files=tuple(own.get(one, {"id": one}) for one in together)) if together else None


def _shares(file: Mapping[str, Any], channel: str) -> Iterator[Mapping[str, Any]]:
    for channels in (file.get("shares") or {}).values():
        yield from (one for one in channels.get(channel) or () if one.get("ts"))
