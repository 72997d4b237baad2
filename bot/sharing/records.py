"""What stays on a platform: shared posts, and every message of the bot's that names somebody. Frozen data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.records import Workspace

LEASE = timedelta(minutes=3)
"""So long a post is left to the process that began it."""

ShareState = Literal["asked", "waiting", "held", "posted", "doubtful", "leaving", "down", "failed"]
"""``asked``: nobody said yes yet. ``waiting``: for a process that reaches the channel, as ``leaving`` is for one that
takes it down. ``held``: one process posts it now, or broke off while it did. ``doubtful``: it may stand there, the
platform's answer was lost.
"""
STANDING: frozenset[ShareState] = frozenset({"held", "posted", "doubtful", "leaving"})
"""It stands in its channel, or may."""


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """A message of the bot's that stays where it was posted."""

    workspace: Workspace
    kind: Literal["channel", "dm"]
    channel: str
    """On the platform, without its workspace; of a post to a person it may be theirs."""
    id: str
    """On the platform; of a file that was handed out it may be the file's."""


def standing(
    workspace: Workspace, kind: Literal["channel", "dm"], channel: str, ids: Iterable[str]
) -> tuple[OwnMessage, ...]:
    """The messages of these ids in one place."""
    return tuple(OwnMessage(workspace, kind, channel, one) for one in ids)


@dataclass(frozen=True, slots=True)
class Share:
    """One post that somebody shared, or was asked about sharing."""

    id: int
    workspace: Workspace
    channel: str
    channel_name: str
    numbers: tuple[int, ...]
    """Of the candidates, in their order."""
    query: str
    """The search that found them; empty where they are shown for themselves."""
    by: str
    member: str
    """The identity of whoever shared it on the platform."""
    asked: datetime
    state: ShareState = "asked"
    posted: datetime | None = None
    messages: tuple[str, ...] = ()
    """The platform's ids."""
    fault: str = ""
    """Why it is not there, or was not taken down."""
    left_by: str = ""
    """Who asked that another process takes it down."""

    @property
    def key(self) -> str:
        """The same for every try of posting it, and no other's; at most 25 characters."""
        return f"share-{self.id}-{int(self.asked.timestamp())}"

    @property
    def where(self) -> str:
        """``#hiring``, or the channel's number."""
        return f"#{self.channel_name or self.channel}"
