"""What was asked and is not answered yet, taken down before the platform is told that it was taken.

A platform delivers nothing again that was acknowledged. So a row says who waits for an answer, where, and until when the
process that works on it answers for it; where that process was killed, another one tells them (`bot.chat.interrupted`).
Of what was typed nothing but the command's name is kept.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.records import Workspace

LEASE = timedelta(seconds=30)
"""So long a process answers for what it has in hand, before it has to say that it lives."""


@dataclass(frozen=True, slots=True)
class Act:
    """That somebody asked something, as the platform told of it."""

    key: str
    """The platform's id of the event: the same in a repeated delivery, and no other's anywhere."""
    workspace: Workspace
    """Without an id where the platform does not say it, as in direct messages on Discord."""
    member: str
    channel: str = ""
    """Empty in direct messages, and for what belongs to no conversation."""
    text: str | None = ""
    """The command line; None where it is not known yet."""
    files: bool = False

    @property
    def event(self) -> str:
        return event_of(self.workspace, self.key)


@dataclass(frozen=True, slots=True)
class Intent:
    """An act as it is kept."""

    event: str
    at: datetime
    workspace: Workspace
    member: str
    channel: str
    command: str
    """Its name as people type it; empty for what only buttons send."""
    changes: bool
    """It may have changed something."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """What somebody asked and no living process answers for any more: they are to be told of it in one message."""

    key: str
    """Of that message, the same whoever tells it."""
    intents: tuple[Intent, ...]
    """Oldest first; their events are known to the store alone."""
    again: bool
    """Somebody began to tell it before, and may have."""


class Intents(Protocol):
    """The port to storage, for all organizations: which one it is need not be known yet."""

    def begin_intent(self, intent: Intent, *, until: datetime, ended: Collection[str] = ()) -> bool:
        """True for one caller only: takes an event down, over all processes, and those as answered that ``ended``."""

    def end_intents(self, events: Collection[str]) -> None:
        """They are answered: who asked, and what, is kept no longer."""

    def hold_intents(self, events: Collection[str], *, until: datetime) -> None:
        """They are worked on still."""

    def interrupted(
        self, workspaces: Collection[Workspace], *, now: datetime, until: datetime
    ) -> tuple[Interrupted, ...]:
        """What nobody in these workspaces is answered any more; until then this process is to tell them.

        Raises `bot.store.Unavailable` where the database does not answer, in no workspaces, too.
        """

    def told_interrupted(self, one: Interrupted) -> None:
        """They know, or nobody can reach them."""


def event_of(workspace: Workspace, key: str) -> str:
    """An event as all processes know it."""
    return f"{workspace.platform}:{key}"
