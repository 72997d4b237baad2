"""What the store keeps of a team's members besides their roles, as frozen data. None of it gives anybody access."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.records import Organization, Role, Workspace


@dataclass(frozen=True, slots=True)
class Met:
    """A person who used the bot, as they were last seen."""

    workspace: Workspace
    id: str
    name: str
    role: Role
    at: datetime


EVERYWHERE = Workspace("", "")


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much somebody may ask: so many at once, and so many more each minute."""

    kind: str
    a_minute: int
    at_once: int
    workspace: Workspace = EVERYWHERE
    member: str = ""
    """Empty for all of the organization together."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Somebody was shown very many people's data within an hour."""

    organization: Organization
    workspace: Workspace
    member: str
    name: str
    people: int
    at: datetime


class Restraint(Protocol):
    """How much a member may ask, and how many people's data they read."""

    def draw(self, allowance: Allowance, count: int, *, at: datetime) -> datetime | None:
        """Take so many requests out of an allowance that all processes share; None, or when there will be as many."""

    def looked(self, workspace: Workspace, member: str, numbers: Collection[int], *, at: datetime) -> int:
        """Take down whose data a member is shown; how many different people it was in the hour before."""

    def raise_alarm(self, alarm: Alarm, *, quiet: timedelta) -> bool:
        """False where one about the member was raised so short a time before."""

    def alarms(self, *, since: datetime) -> tuple[Alarm, ...]:
        """The newest first."""
