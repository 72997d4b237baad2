"""How a post's messages are known again in their channel and its thread: by what the bot wrote down with each of them."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from adapters.slack.api import FAILURES, Api, refusal
from adapters.slack.spans import Json

log = logging.getLogger(__name__)

EVENT = "recruitbot_post"


class Arrived(NamedTuple):
    """One message of a post, as it stands in its channel."""

    place: int
    id: str
    of: int
    """How many messages the post has."""


def marked(key: str, place: int, of: int) -> Json:
    """What is written down with one of a post's messages."""
    payload = {"key": f"{key}/{place}" if place else key, **({"of": of} if of > 1 else {})}
    return {"metadata": {"event_type": EVENT, "event_payload": payload}} if key else {}


def arrived(api: Api, channel: str, key: str, since: datetime | None = None) -> list[Arrived]:
    """What was sent with the key, just now or since then, where Slack took it and its answer was lost.

    Nothing where it is not there, or the app may not read there.
    """
    try:
        messages = api.since(channel, since.timestamp()) if since else api.newest(channel)
    except FAILURES as error:
        log.info("whether a post arrived cannot be told: %s", refusal(error))
        return []
    found = list(_found(messages, key))
    first = next((one for one in found if not one.place), None)
    if first is None or len({one.place for one in found}) >= first.of:
        return found
    return [*found, *in_thread(api, channel, first.id, key)]


def in_thread(api: Api, channel: str, first: str, key: str) -> list[Arrived]:
    """The messages of the post that follow its first one in the thread."""
    try:
        return [one for one in _found(api.followers(channel, first), key) if one.id != first]
    except FAILURES as error:
        log.info("how a post goes on cannot be told: %s", refusal(error))
        return []


def _found(messages: Iterable[Mapping[str, Any]], key: str) -> Iterable[Arrived]:
    for one in messages:
        written = one.get("metadata") or {}
        payload = written.get("event_payload") or {}
        whose, _, place = str(payload.get("key", "")).partition("/")
        if written.get("event_type") == EVENT and whose == key:
            yield Arrived(int(place or 0), str(one["ts"]), int(payload.get("of", 1)))
