"""The nouns of the team's work as frozen data. All times are aware, in UTC."""

from dataclasses import dataclass
from datetime import date, datetime

SCORES = {1: "strong no", 2: "no", 3: "yes", 4: "strong yes"}
CRITERIA = ("skills", "experience", "communication", "overall")
"""What a scorecard asks where the organization says nothing else of the stage."""
MOST_CRITERIA = 4
"""With the comment they fill one form on every platform."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of the team: ``key`` is the platform's identity (``slack:T01:U02``), the name what is shown."""

    key: str
    name: str
    works: bool = True
    """Whether they may do more than look, as far as is known."""


@dataclass(frozen=True, slots=True)
class Todo:
    """A next action about one person."""

    id: int
    number: int
    text: str
    due: date | None
    owner: Colleague
    by: str
    at: datetime
    done_by: str = ""
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What one member thinks of somebody in one stage."""

    stage: str
    by: str
    scores: tuple[tuple[str, int], ...]
    """(criterion, score), in the order of the criteria."""
    comment: str
    at: datetime
    sent: bool
    """False for a draft, which its author alone sees."""
    own: bool = False
    opening: int = 0
    """Of the application that it is about."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """That somebody scored, and no more."""

    stage: str
    by: str
    opening: int = 0


@dataclass(frozen=True, slots=True)
class Scorecards:
    """Those that the asking member may see now, and who has given others."""

    shown: tuple[Scorecard, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    """Those of a round that is open and in which the asker has not scored."""

    def at(self, opening: int) -> "Scorecards":
        """Those of one application."""
        shown = tuple(one for one in self.shown if one.opening == opening)
        return Scorecards(shown, tuple(one for one in self.hidden if one.opening == opening))

    def own(self, stage: str) -> Scorecard | None:
        return next((one for one in self.shown if one.own and one.stage == stage), None)
