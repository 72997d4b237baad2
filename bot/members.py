"""What the store keeps of a team's members besides their roles, as frozen data. None of it gives anybody access."""

from dataclasses import dataclass
from datetime import datetime

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
