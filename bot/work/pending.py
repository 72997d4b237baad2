"""What waits for one member, to be reminded of, as frozen data: each part the first few of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.records import Candidate
from bot.work.desk import Asked, Unread
from bot.work.records import Todo


@dataclass(frozen=True, slots=True)
class Asking:
    """What counts as waiting. Moments in UTC, the day where the member is."""

    name: str
    """The member's, by which CVs that they sent are found."""
    now: datetime
    today: date
    midnight: datetime
    """When the member's day began: who is in a rated stage since before then was spoken to."""
    since: datetime
    """Whoever was put off and is back since then is told of."""
    still: datetime
    """Who is in a stage since before then waits too long."""
    rated: tuple[str, ...]
    """Stages in which a scorecard is expected."""
    open: tuple[str, ...]
    limit: int


@dataclass(frozen=True, slots=True)
class Pending:
    """``all_…`` count beyond what is shown, as far as anybody counts."""

    due: tuple[tuple[Candidate, Todo], ...] = ()
    """What is to be done by today or was before, the oldest first."""
    all_due: int = 0
    asked: tuple[Asked, ...] = ()
    """Scorecards that were begun, or that somebody else gave for a candidate of the member's."""
    unrated: tuple[Candidate, ...] = ()
    """The member's own in a rated stage, of whom they have given no scorecard there; the longest there first."""
    all_unrated: int = 0
    back: tuple[Candidate, ...] = ()
    """Whom nobody puts off any more: the member's own, and nobody's whom the member had put off."""
    still: tuple[Candidate, ...] = ()
    """The member's own without a step for too long, the longest first; not those whose scorecard is missing."""
    all_still: int = 0
    unread: tuple[Unread, ...] = ()

    def __bool__(self) -> bool:
        return any((self.due, self.asked, self.unrated, self.back, self.still, self.unread))


class Pendings(Protocol):
    def pending(self, asking: Asking) -> Pending:
        """What waits for the acting member; at most so many of each."""
