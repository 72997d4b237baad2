"""How a post's messages are known again in their channel, long after their nonces were forgotten.

The number of a message's first component holds the post's key, and which of its messages it is.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from adapters.discord.wire import Payload

LAST = 100
"""The place of a post's last message among those that are found; none has so many."""


def marked(payloads: Sequence[Payload], key: str) -> list[Payload]:
    """The messages of one post."""
    last = len(payloads) - 1
    names = [_name(key, LAST if index == last else index) if last else key for index in range(last + 1)]
    return [_with(payload, name) for payload, name in zip(payloads, names, strict=True)]


def found(messages: Iterable[Payload], me: int, key: str) -> dict[int, str]:
    """The ids of those that the bot, who is ``me``, sent with the key, by their place in the post."""
    places: dict[int, tuple[int, ...]] = {
        _mark(key): (0, LAST),
        **{_mark(_name(key, place)): (place,) for place in range(LAST + 1)},
    }
    there: dict[int, str] = {}
    for message in messages:
        first: Payload = next(iter(message.get("components") or ()), {})
        if message["author"]["id"] == str(me):
            there |= dict.fromkeys(places.get(first.get("id", 0), ()), str(message["id"]))
    return there


def is_whole(there: Mapping[int, str]) -> bool:
    """What was sent is all that was to be sent: its first message is there, and its last."""
    return 0 in there and LAST in there


def _name(key: str, place: int) -> str:
    return f"{key}/{'last' if place == LAST else place}"


def _with(payload: Payload, name: str) -> Payload:
    first, *rest = payload["components"]
    return {**payload, "components": [{**first, "id": _mark(name)}, *rest]}


def _mark(name: str) -> int:
    """A positive number of 31 bits, as Discord takes."""
    return int.from_bytes(hashlib.blake2s(name.encode(), digest_size=4).digest()) >> 1 | 1 << 30
