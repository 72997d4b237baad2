"""Many files at once: which files a call means, and what became of each. One bad file never stops the others."""

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from bot import intake
from bot.cards.naming import calm
from bot.cards.news import arrival
from bot.cards.wording import count, was_erased
from bot.cv import Unreadable
from bot.cv.sandbox.reader import cores
from bot.profile import Reader
from bot.records import Received, Saved
from bot.store import NoLongerOpen, Tenant, WasErased
from bot.zips import Packed, files_in

Status = Literal["added", "updated", "unchanged", "rejected"]
STATUSES: tuple[Status, ...] = ("added", "updated", "unchanged", "rejected")
AT_ONCE = cores() + 1
"""Files read side by side: one for each core, and one that waits for its turn."""
_AHEAD = 2
"""Files read ahead of the one to be saved, for each read side by side: so many lie in memory."""
TOGETHER = 16
"""Files saved together."""
_PATIENCE = 0.25
"""Seconds that files which were read wait for others to be saved with."""
_ELSEWHERE = "a link to a file elsewhere. Name that file itself."
READMITTING = "Where they are to come in again: recruitbot import --readmit"


File = Path | Packed
"""A file to be read: one of its own, or one in an archive."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; ``reason`` says why it was rejected."""

    file: str
    status: Status
    candidate: int | None = None
    name: str = ""
    confidence: float = 0.0
    warnings: tuple[str, ...] = ()
    reason: str = ""
    news: tuple[str, ...] = ()
    """What a newer CV brought, or whom somebody new resembles; in sentences."""


def files(paths: Iterable[Path]) -> list[File]:
    """The files named, all files below the folders named, in order, and those in ZIP archives; hidden ones are left out."""
    found: list[File] = []
    for path in paths:
        found += _below(path) if path.is_dir() else (path,)
    each = (_files_of(one) if isinstance(one, Path) else (one,) for one in dict.fromkeys(found))
    return [one for files in each for one in files]


def _below(folder: Path) -> Iterator[File]:
    """Links that lead out of the folder are not followed: whoever packed it may have made them."""
    home = folder.resolve()
    for one in sorted(folder.rglob("*")):
        if one.is_file() and not any(part.startswith(".") for part in one.relative_to(folder).parts):
            inside = not one.is_symlink() or one.resolve().is_relative_to(home)
            yield one if inside else Packed(str(one), b"", fault=_ELSEWHERE)


def _files_of(path: Path) -> tuple[File, ...]:
    return files_in(str(path), path) or (path,)


def take_in_all(
    store: Tenant,
    read: Reader,
    paths: Iterable[File],
    *,
    by: str,
    clock: Callable[[], datetime],
    batch: str = "",
    opening: str = "",
    at_once: int = AT_ONCE,
    readmit: bool = False,
) -> Generator[Outcome, None, None]:
    """Read files side by side, and save them in their order: the same outcomes, however many at once or together.

    Somebody who was erased comes in again with ``readmit`` alone. An outcome that was given is in the store. Raises `bot.store.Unavailable` where the database fails; files are never skipped silently. Closing the iterator
    leaves what was saved until then.
    """
    with ThreadPoolExecutor(at_once, "reading") as readers:
        begun: deque[_Begun] = deque()
        done: list[_Done] = []
        try:
            for path in paths:
                begun.append(
                    (
                        path,
                        readers.submit(copy_context().run, _received, read, path, by, clock(), batch, opening, readmit),
                    )
                )
                if len(begun) > _AHEAD * at_once:
                    yield from _next(store, begun, done)
            while begun:
                yield from _next(store, begun, done)
            yield from _saved(store, done)
        finally:
            readers.shutdown(cancel_futures=True)


_Begun = tuple[File, Future[Received]]
_Done = tuple[File, Received | Unreadable]


def _next(store: Tenant, begun: deque[_Begun], done: list[_Done]) -> Iterator[Outcome]:
    """Wait for the file that was begun first. What is done is saved when it is enough, or the next takes its time."""
    path, coming = begun.popleft()
    if done and wait([coming], _PATIENCE).not_done:
        yield from _saved(store, done)
    try:
        done.append((path, coming.result()))
    except Unreadable as error:
        done.append((path, error))
    if len(done) >= TOGETHER:
        yield from _saved(store, done)


def _received(  # noqa: PLR0917
    read: Reader,
    file: File,
    by: str,
    at: datetime,
    batch: str,
    opening: str,
    readmit: bool,  # noqa: FBT001
) -> Received:
    data = file.read() if isinstance(file, Packed) else _content(file)
    received = intake.receive(read, file.name, data, by=by, at=at, batch=batch, opening=opening)
    return replace(received, readmit=readmit)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise Unreadable("not a file.")
    try:
        with path.open("rb") as file:
            return file.read(intake.LARGEST + 1)
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror or type(error).__name__}") from None


def _saved(store: Tenant, done: list[_Done]) -> Iterator[Outcome]:
    """Save what was read, and tell of all that is done; none of it is left to do."""
    waiting = [received for _, received in done if isinstance(received, Received)]
    kept = deque[Saved | str]()
    for path, received in done:
        if isinstance(received, Unreadable):
            yield Outcome(str(path), "rejected", reason=received.reason)
            continue
        if not kept:
            kept.extend(_kept(store, waiting))
            del waiting[: len(kept)]
        saved, reading = kept.popleft(), received.reading
        if isinstance(saved, str):
            yield Outcome(str(path), "rejected", confidence=reading.confidence, reason=saved)
            continue
        news = arrival(store, received, saved)
        yield Outcome(
            str(path), saved.status, saved.number, saved.name, reading.confidence, reading.warnings, news=news
        )
    done.clear()


def _kept(store: Tenant, waiting: Sequence[Received]) -> Sequence[Saved | str]:
    """What became of at least the first of them; of one that was not saved, why."""
    try:
        return store.save_some(waiting)
    except (NoLongerOpen, WasErased):
        return (_one(store, waiting[0]),)


def _one(store: Tenant, received: Received) -> Saved | str:
    """By itself: who applied there before is updated all the same."""
    try:
        return store.save(received)
    except NoLongerOpen:
        return f"{received.opening} was closed meanwhile: nobody can apply for it any more."
    except WasErased as erased:
        return f"{was_erased(erased.at, erased.by)} {READMITTING}"


def line(outcome: Outcome) -> str:
    """The outcome in one line of the report."""
    return "  ".join(filter(None, (told(outcome), " · ".join(remarks(outcome)))))


def told(outcome: Outcome) -> str:
    """What became of the file, and whose it is."""
    who = f"  {calm(outcome.name) or 'name not stated'} #{outcome.candidate}" if outcome.candidate else ""
    return f"{outcome.status:9}  {outcome.file}{who}"


def remarks(outcome: Outcome) -> tuple[str, ...]:
    """Why the file was rejected, what to look at, what it brought; in sentences."""
    return tuple(filter(None, (outcome.reason, *outcome.warnings, *outcome.news)))


def totals(found: Counter[Status]) -> str:
    """``5 files: 4 added, 1 rejected``."""
    parts = [f"{found[status]} {status}" for status in STATUSES if found[status]]
    return f"{count(found.total(), 'file')}: {', '.join(parts) or 'nothing to read'}"
