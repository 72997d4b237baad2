"""A file on its way into the store: read, index, save. Chat, command line and web take the same way."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.corrections import corrected
from bot.cv import LARGEST, TOO_LARGE
from bot.profile import Reader, Reading
from bot.records import Correction, Index, Received, Saved
from bot.search.index import index
from bot.store import Tenant

__all__ = ["LARGEST", "TOO_LARGE", "base_name", "indexed", "largest", "receive", "take_in", "too_large"]

LONGEST_NAME = 120
LARGEST_ARCHIVE = 25 * 1024 * 1024
"""Bytes of an archive that is sent in a chat."""


def largest(name: str) -> int:
    """Bytes of a file of that name that a chat takes."""
    return LARGEST_ARCHIVE if _is_archive(name) else LARGEST


def too_large(name: str) -> str:
    """Why a larger one is not taken."""
    archive = f"larger than {LARGEST_ARCHIVE >> 20} MB. Send it in parts."
    return archive if _is_archive(name) else TOO_LARGE


def _is_archive(name: str) -> bool:
    return name.casefold().endswith(".zip")


def receive(
    read: Reader,
    name: str,
    data: bytes,
    *,
    by: str,
    at: datetime,
    opening: str = "",
    batch: str = "",
    corrections: Sequence[Correction] = (),
) -> Received:
    """The file, read and indexed. Raises `bot.cv.Unreadable` with the reason where it is no CV that can be read.

    The reading is what the file says; ``corrections`` tell who it is, and what it is found by.
    """
    reading = read(data, name)
    return Received(base_name(name), data, reading, indexed(reading, corrections, at=at), by, at, opening, batch)


def indexed(reading: Reading, corrections: Sequence[Correction], *, at: datetime) -> Index:
    """What the file is found by, and its person known again by, with what people set in it."""
    return index(corrected(reading.profile, corrections), {0: reading.text}, arrived=at.astimezone(UTC).date())


def take_in(
    store: Tenant, read: Reader, name: str, data: bytes, *, by: str, at: datetime, opening: str = "", batch: str = ""
) -> tuple[Received, Saved]:
    """Read and save; the reading beside what the store made of it. Raises as `receive` does."""
    received = receive(read, name, data, by=by, at=at, opening=opening, batch=batch)
    return received, store.save(received)


def base_name(name: str) -> str:
    """A stranger's file name without folders (of any system) and control characters, at most 120 characters long."""
    base = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(one for one in base if one.isprintable())[:LONGEST_NAME] or "file"
