"""A line of the journal: what was done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ChangeKind = Literal[
    "document",
    "edit",
    "stage",
    "note",
    "note edit",
    "note removal",
    "merge",
    "owner",
    "tag",
    "todo",
    "snooze",
    "rating",
    "share",
    "apply",
    "opening",
    "stages",
]


ASIDE: frozenset[ChangeKind] = frozenset(("note", "note edit", "note removal", "tag", "todo", "rating", "share"))
"""What stands in no post about the person, done or taken back."""


@dataclass(frozen=True, slots=True)
class StageChange:
    from_stage: str
    to_stage: str
    by: str
    at: datetime
    reason: str = ""
    opening: int = 0
    """Its number."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was done, and can be taken back."""

    id: int
    number: int
    """Whom it was done to; 0 where it concerns nobody alone: an opening, the stages."""
    kind: ChangeKind
    words: str
    """What, in the store's own words: "new → interview"."""
    by: str
    at: datetime
    batch: str = ""
    """The same for all files of one import, and for all people of one act."""
    undone: datetime | None = None
    reason: str = ""
