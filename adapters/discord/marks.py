"""How a post is known again in its channel, long after its nonce was forgotten: its first component's number holds the key's."""

import hashlib

from adapters.discord.wire import Payload


def marked(payload: Payload, key: str) -> Payload:
    first, *rest = payload["components"]
    return {**payload, "components": [{**first, "id": _mark(key)}, *rest]}


def is_marked(message: Payload, me: int, key: str) -> bool:
    """Whether the bot, who is ``me``, sent it with the key."""
    first: Payload = next(iter(message.get("components") or ()), {})
    return message["author"]["id"] == str(me) and first.get("id") == _mark(key)


def _mark(key: str) -> int:
    """A positive number of 31 bits, as Discord takes."""
    return int.from_bytes(hashlib.blake2s(key.encode(), digest_size=4).digest()) >> 1 | 1 << 30
