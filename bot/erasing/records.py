"""Who was erased, and what of it is still under way. Frozen data, without anything of the person but numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.records import Workspace

Kind = Literal["channel", "dm", "home"]


@dataclass(frozen=True, slots=True)
class Refused:
    """A message that the platform did not let go."""

    workspace: Workspace
    kind: Kind
    channel: str
    """On the platform, without its workspace; of a Home tab it is whose."""
    id: str
    fault: str
    """Why, for people."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """The stub that is left of somebody, and the proof."""

    id: int
    number: int
    also: tuple[int, ...]
    """The numbers that were part of it."""
    at: datetime
    by: str
    why: str = ""
    removed: Mapping[str, int] | None = None
    """How many rows of each table were theirs."""
    member: str = ""
    """The identity of whoever is told when all is gone; empty for nobody."""
    swept: datetime | None = None
    """Since when nothing is left of it in the files of the database either."""
    gone: int = 0
    """Messages that were deleted or written anew."""
    waiting: int = 0
    refused: tuple[Refused, ...] = ()

    @property
    def done(self) -> bool:
        """Whether nothing is left to do but what a platform refuses."""
        return self.swept is not None and not self.waiting


@dataclass(frozen=True, slots=True)
class Leftover:
    """One message that has to go, taken up by one process."""

    erasure: int
    workspace: Workspace
    kind: Kind
    channel: str
    id: str
    delivery: int
    """Of the digest that it is a post of: it is written anew without the person. 0: it is deleted."""
    tries: int


@dataclass(frozen=True, slots=True)
class Held:
    """How much there is of somebody, for whoever is asked whether to erase it."""

    rows: Mapping[str, int]
    """By table."""
    messages: int
    shares: int
    digests: int
    """Posts of digests that name the person."""
