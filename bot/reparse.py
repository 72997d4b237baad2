"""Stored documents read again by the present parser: it adds and corrects, and loses nothing that people set."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

from bot.cards.news import told
from bot.cv import Unreadable
from bot.news import news
from bot.profile import Reader, Reading
from bot.records import Original
from bot.store import Tenant

AT_ONCE = 4
_A_BATCH = 32

Status = Literal["unchanged", "changed", "unreadable"]
STATUSES: tuple[Status, ...] = ("changed", "unchanged", "unreadable")
MOVED = "the same values, read from other places or with other doubts"


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of one document; ``differences`` in sentences, ``reason`` why it could not be read."""

    document: int
    file: str
    candidate: int
    name: str
    status: Status
    differences: tuple[str, ...] = ()
    reason: str = ""


def reread_all(store: Tenant, read: Reader, *, keep: bool) -> Iterator[Reread]:
    """Read every document again, oldest first, and with ``keep`` write down what it says now.

    One that cannot be read keeps what it said. Broken off, the same call does the rest.
    """
    with ThreadPoolExecutor(AT_ONCE, "reading") as readers:
        numbers = store.document_numbers()
        for start in range(0, len(numbers), _A_BATCH):
            originals = [one for one in map(store.original, numbers[start : start + _A_BATCH]) if one]
            for original, found in zip(originals, readers.map(lambda one: _read(read, one), originals), strict=True):
                yield _one(store, original, found, keep=keep)


def line(done: Reread) -> str:
    """The document's fate in one line of the report."""
    who = f"#{done.candidate} {done.name}".strip()
    detail = done.reason or " · ".join(done.differences)
    return f"{done.status:10}  {who}  {done.file}" + (f"  {detail}" if detail else "")


def _read(read: Reader, original: Original) -> Reading | Unreadable:
    try:
        return read(original.data, original.file)
    except Unreadable as error:
        return error


def _one(store: Tenant, original: Original, found: Reading | Unreadable, *, keep: bool) -> Reread:
    about = (original.number, original.file, original.candidate, original.name)
    if isinstance(found, Unreadable):
        return Reread(*about, "unreadable", reason=f"{found.reason} What it said before stays.")
    before = store.reread(original.number, found, keep=keep)
    if before is None:
        return Reread(*about, "unchanged")
    return Reread(*about, "changed", told(news(before, found.profile)) or (MOVED,))
