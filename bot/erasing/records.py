"""Who was erased, who will be, and who may not be. Of whoever was nothing is left in here but numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.records import Candidate, Organization, Workspace

WARNING = timedelta(days=7)
"""So long before somebody is erased by a retention the team was told."""

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
class Finished:
    """An erasure with nothing left to do, of which one process tells."""

    organization: Organization
    erasure: Erasure
    again: bool
    """Another one may have told of it, and not said so."""


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
    until: datetime
    """So long nobody else takes it up. A Home tab is taken up for all erasures at once that wait for it."""


@dataclass(frozen=True, slots=True)
class Held:
    """How much there is of somebody, for whoever is asked whether to erase it."""

    rows: Mapping[str, int]
    """By table."""
    messages: int
    shares: int
    digests: int
    """Posts of digests that name the person."""


@dataclass(frozen=True, slots=True)
class Hold:
    """As long as it stands, nothing of the person is erased."""

    number: int
    """Under which the person is found."""
    reason: str
    by: str
    at: datetime
    lifted_by: str = ""
    lifted: datetime | None = None


@dataclass(frozen=True, slots=True)
class Retention:
    """How long people are kept in a stage."""

    stage: str
    """Its key."""
    days: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Expiring:
    """Somebody whom a retention erases soon."""

    candidate: Candidate
    ends: datetime
    """When the period is over."""
    owner: str
    """The identity of whoever looks after them; empty for nobody."""
    warned: datetime | None = None

    @property
    def erased(self) -> datetime | None:
        """None as long as the team was not told."""
        return max(self.ends, self.warned + WARNING) if self.warned else None


@dataclass(frozen=True, slots=True)
class Turn:
    """One organization whose retention one process looks after now."""

    organization: Organization
    ran: datetime | None
    told: datetime | None
    """When the team was last warned."""
    again: bool = False
    """Another process had it and may have broken off: what it was at may be done in part."""
