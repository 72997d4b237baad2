"""Channels that are set as intake: whatever file is dropped there is read as a CV. The port to storage, and its data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.records import Workspace


@dataclass(frozen=True, slots=True)
class IntakeChannel:
    workspace: Workspace
    id: str
    """On the platform, without its workspace."""
    name: str
    by: str
    at: datetime


class Channels(Protocol):
    def intakes(self) -> tuple[IntakeChannel, ...]:
        """All that take CVs, by name."""

    def takes_cvs(self, workspace: Workspace, channel: str) -> bool: ...

    def begin_intake(self, channel: IntakeChannel) -> None:
        """From now on CVs are taken there; where they are already, who set it stays."""

    def end_intake(self, workspace: Workspace, channel: str) -> bool:
        """False where none were taken."""
