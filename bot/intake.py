"""A file on its way into the store: read, index, save. Chat, command line and web take the same way."""

from datetime import datetime

from bot.cv import LARGEST, read_cv
from bot.records import Received, Saved
from bot.search.index import index
from bot.store import Tenant

__all__ = ["LARGEST", "base_name", "receive", "take_in"]

LONGEST_NAME = 120


def receive(name: str, data: bytes, *, by: str, at: datetime, opening: str = "") -> Received:
    """The file, read and indexed. Raises `bot.cv.Unreadable` with the reason where it is no CV that can be read."""
    reading = read_cv(data, name)
    return Received(base_name(name), data, reading, index(reading.profile, {0: reading.text}), by, at, opening)


def take_in(
    store: Tenant, name: str, data: bytes, *, by: str, at: datetime, opening: str = ""
) -> tuple[Received, Saved]:
    """Read and save; the reading beside what the store made of it. Raises as `receive` does."""
    received = receive(name, data, by=by, at=at, opening=opening)
    return received, store.save(received)


def base_name(name: str) -> str:
    """A stranger's file name without folders (of any system) and control characters, at most 120 characters long."""
    base = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(one for one in base if one.isprintable())[:LONGEST_NAME] or "file"
