"""Openings and applications as frozen data."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """What people apply for."""

    id: int
    name: str
    """Empty for the organization's default one."""
    description: str = ""
    """The role in the team's own words; several lines."""
    closed: datetime | None = None
    """Since when nobody can apply any more."""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Application:
    """Where one candidate stands at one opening."""

    opening: Opening
    stage: str
    owner: str
    source: str
    arrived: datetime
    stage_since: datetime
    version: int
