"""A line of the journal: what was done to a person."""

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
]


@dataclass(frozen=True, slots=True)
class StageChange:
    from_stage: str
    to_stage: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was done to a person, and can be taken back."""

    id: int
    number: int
    kind: ChangeKind
    words: str
    """What, in the store's own words: "new → interview"."""
    by: str
    at: datetime
    batch: str = ""
    """The same for all files of one import, and for all people of one act."""
    undone: datetime | None = None
