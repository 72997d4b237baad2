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


@dataclass(frozen=True, slots=True)
class Message:
    """A message on a platform."""

    workspace: Workspace
    channel: str
    """On the platform, as its own id is."""
    id: str


class Channels(Protocol):
    def intakes(self) -> tuple[IntakeChannel, ...]:
        """All that take CVs, by name."""

    def takes_cvs(self, workspace: Workspace, channel: str) -> bool: ...

    def begin_intake(self, channel: IntakeChannel) -> None:
        """From now on CVs are taken there; where they are already, who set it stays."""

    def end_intake(self, workspace: Workspace, channel: str) -> bool:
        """False where none were taken."""

    def put_down(self, message: Message, file: str, *, at: datetime) -> None:
        """A file of a message; nothing where it was put down before."""

    def take_up(self, message: Message) -> tuple[str, ...]:
        """The files of the message that were put down and that nobody took yet: they are the caller's alone."""
