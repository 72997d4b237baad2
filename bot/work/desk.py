"""What concerns one member now, as frozen data: each part the first few of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.records import Candidate
from bot.work.records import Todo

MOST_COUNTED = 1_000
"""Of more nobody counts all."""
LATELY = timedelta(days=7)
"""So long somebody is new, or just back."""
ROUND = timedelta(days=30)
"""So long a scorecard of others asks for one's own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A scorecard that a member has not sent: begun, or given by somebody else for a candidate of theirs."""

    who: Candidate
    stage: str
    by: str = ""
    """Who gave one; empty where it is the member's own, begun."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A CV that waits for whoever sent it to check it."""

    key: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """``all_…`` count beyond what is shown, up to one more than `MOST_COUNTED`."""

    due: tuple[tuple[Candidate, Todo], ...] = ()
    """What is to be done by today or was before, the oldest first."""
    all_due: int = 0
    asked: tuple[Asked, ...] = ()
    back: tuple[Candidate, ...] = ()
    """Whom nobody puts off any more since lately, and who are the member's or nobody's."""
    unread: tuple[Unread, ...] = ()
    mine: tuple[Candidate, ...] = ()
    """Whose application is the member's and open, the longest without a step first."""
    all_mine: int = 0
    newest: tuple[Candidate, ...] = ()
    all_new: int = 0
    people: int = 0
    begun: datetime | None = None
    """When anybody first asked anything."""


class Desks(Protocol):
    def desk(self, *, name: str, now: datetime, open_stages: tuple[str, ...], limit: int) -> Desk:
        """What concerns the acting member, who is called so; at most so many of each."""
