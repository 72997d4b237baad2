"""Many files at once: which files a call means, and what became of each. One bad file never stops the others."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from bot import intake
from bot.cards.wording import count
from bot.cv import Unreadable
from bot.store import Tenant

Status = Literal["added", "updated", "unchanged", "rejected"]
STATUSES: tuple[Status, ...] = ("added", "updated", "unchanged", "rejected")


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


def files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and all files below the folders named, in order; hidden ones are left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            below = (one for one in sorted(path.rglob("*")) if one.is_file())
            found += [one for one in below if not any(part.startswith(".") for part in one.relative_to(path).parts)]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def take_in_all(store: Tenant, paths: Iterable[Path], *, by: str, clock: Callable[[], datetime]) -> Iterator[Outcome]:
    """Read and save each file. Raises `bot.store.Unavailable` where the database fails; files are never skipped silently."""
    for path in paths:
        yield _one(store, path, by=by, at=clock())


def _one(store: Tenant, path: Path, *, by: str, at: datetime) -> Outcome:
    if not path.is_file():
        return Outcome(str(path), "rejected", reason="not a file.")
    try:
        with path.open("rb") as file:
            data = file.read(intake.LARGEST + 1)
    except OSError as error:
        return Outcome(str(path), "rejected", reason=f"cannot be opened: {error.strerror or type(error).__name__}")
    try:
        received, saved = intake.take_in(store, path.name, data, by=by, at=at)
    except Unreadable as error:
        return Outcome(str(path), "rejected", reason=str(error))
    reading = received.reading
    return Outcome(str(path), saved.status, saved.number, saved.name, reading.confidence, reading.warnings)


def line(outcome: Outcome) -> str:
    """The outcome in one line of the report."""
    who = f"  {outcome.name or 'name not stated'} #{outcome.candidate}" if outcome.candidate else ""
    detail = outcome.reason or (outcome.warnings[0] if outcome.warnings else "")
    return f"{outcome.status:9}  {outcome.file}{who}" + (f"  {detail}" if detail else "")


def totals(outcomes: Sequence[Outcome]) -> str:
    """``5 files: 4 added, 1 rejected``."""
    found = Counter(outcome.status for outcome in outcomes)
    parts = [f"{found[status]} {status}" for status in STATUSES if found[status]]
    return f"{count(len(outcomes), 'file')}: {', '.join(parts) or 'nothing to read'}"
