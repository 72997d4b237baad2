"""The stages of the organization that is being served: in order, by key, and as people type them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.records import Role
from bot.search.text import fold

if TYPE_CHECKING:
    from bot.store import Tenant


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of an application: the key that is stored and typed, and the word that is shown."""

    key: str
    """Made from the first label; it never changes."""
    label: str
    closed: bool = False
    """True where nobody waits for a decision any more."""
    asks_reason: bool = False
    """Whoever moves somebody there says why."""
    role: Role = Role.RECRUITER
    """The lowest that may move somebody there."""


STAGES = (
    Stage("new", "New"),
    Stage("screening", "Screening"),
    Stage("interview", "Interview"),
    Stage("offer", "Offer"),
    Stage("hired", "Hired", closed=True),
    Stage("rejected", "Rejected", closed=True),
    Stage("withdrawn", "Withdrawn", closed=True),
)
"""Those of an organization that has not made its own."""
NEW = STAGES[0]
"""Where every application begins: always first, and never removed."""
MOST = 20
"""A team may have so many: Discord's menus show 25."""
SHORTEST = 3
"""Letters from which on the beginning of a stage means it."""
_BUILT_IN = {stage.key for stage in STAGES}
_here: ContextVar[tuple[Stage, ...]] = ContextVar("stages", default=STAGES)


@contextmanager
def stages_within(store: "Tenant") -> Iterator[None]:
    """Below, the stages are those of the organization."""
    before = _here.set(store.stages())
    try:
        yield
    finally:
        _here.reset(before)


def stages() -> tuple[Stage, ...]:
    return _here.get()


def stage(key: str) -> Stage:
    """One that was removed goes by its key."""
    return next((one for one in stages() if one.key == key), Stage(key, key.replace("-", " ").capitalize()))


def meant(text: str) -> Stage | None:
    """The stage that somebody types: by its key or label, or the only one that begins so."""
    wanted = fold(text).rstrip(" :,;.")
    names = {one: (fold(one.key), fold(one.label)) for one in stages()}
    same = [one for one, both in names.items() if wanted in both]
    begun = [one for one, both in names.items() if any(name.startswith(wanted) for name in both)]
    found = same or (begun if len(wanted) >= SHORTEST else [])
    return found[0] if len(found) == 1 else None


def labels() -> str:
    """The words of all of them, for people."""
    return ", ".join(one.label for one in stages())


def fault_of(stages: Sequence[Stage]) -> str:
    """What is wrong with such a list of stages, for people; empty where nothing is."""
    names = [name for one in stages for name in {fold(one.key), fold(one.label)}]
    if twice := next((one for one in stages if names.count(fold(one.label)) > 1), None):
        return f"Two stages would be called {twice.label}."
    if not stages or stages[0].key != NEW.key or stages[0].closed:
        return "Everybody begins in New: it stays the first stage, and open."
    if not any(one.closed for one in stages):
        return "One stage at least is closed: where nobody waits for a decision any more."
    if len(stages) > MOST:
        return f"{MOST} stages are the most."
    return ""


def colour(key: str) -> str:
    """The built-in stage whose colour this one has: its own, or that of the last one before it in the order."""
    before = NEW.key
    for one in stages():
        before = one.key if one.key in _BUILT_IN else before
        if one.key == key:
            return before
    return key


def shortlisted() -> Stage | None:
    """Where a newcomer goes who is worth a look: the first open stage after the new ones."""
    return next((one for one in stages()[1:] if not one.closed), None)


def turned_down() -> Stage | None:
    """Where somebody goes who is not wanted."""
    return next((one for one in stages() if one.key == "rejected"), None)
