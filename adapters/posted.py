"""How far each post of the last hour got, so that a repeat of one that broke off goes on where it broke."""

import hashlib
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.chat.messages import Place

REMEMBERED_SECONDS = 3600.0
REMEMBERED = 1_000


class Post:
    """One post's messages that went out. A message that is no longer the same was not sent."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.began = datetime.now(UTC)
        self.tried = False
        """Something was sent that may have arrived, though no answer came."""
        self.earlier: dict[int, str] = {}
        """What is known to stand on the platform, by place: it is not sent again, whatever it said."""
        self._out: list[tuple[bytes, str]] = []

    @property
    def begun(self) -> bool:
        return bool(self.out)

    @property
    def out(self) -> tuple[str, ...]:
        """The platform's ids of all that went out, be it by an earlier process."""
        return tuple(dict.fromkeys((*(found for _, found in self._out), *self.earlier.values())))

    def sent(self, index: int, message: Mapping[str, Any]) -> str:
        """The platform's id of the message where it went out in this place; empty where it did not."""
        known, found = self._out[index] if index < len(self._out) else (b"", "")
        return found if known == _print(message) else ""

    def went_out(self, index: int, message: Mapping[str, Any], found: str) -> None:
        self._out[index:] = [(_print(message), found)]


class Posts:
    """The posts of this process, by place and key."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._posts: OrderedDict[tuple[Place, str], tuple[float, Post]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, place: Place, key: str) -> Post:
        with self._lock:
            now = self._clock()
            until, post = self._posts.pop((place, key), (0.0, Post(key)))
            if now >= until:
                post = Post(key)
            self._posts[place, key] = (now + REMEMBERED_SECONDS, post)
            while len(self._posts) > REMEMBERED:
                self._posts.popitem(last=False)
        return post


def _print(message: Mapping[str, Any]) -> bytes:
    return hashlib.blake2s(json.dumps(message, sort_keys=True).encode()).digest()
