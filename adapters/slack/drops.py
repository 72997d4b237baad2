"""A file that somebody dropped in a channel: Slack tells of it by its number alone, and where it lies a little later."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from adapters.slack.api import FAILURES, Api, refusal
from adapters.slack.incoming import Incoming

log = logging.getLogger(__name__)

PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each look for the message that the file is in."""


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
                return replace(found, origin=replace(act.origin, thread=thread, name=name))
    except FAILURES as error:
        log.warning("a dropped file could not be looked up: %s", refusal(error))
    return found


def _shares(file: Mapping[str, Any], channel: str) -> Iterator[Mapping[str, Any]]:
    for channels in (file.get("shares") or {}).values():
        yield from (one for one in channels.get(channel) or () if one.get("ts"))
