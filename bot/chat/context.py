"""What a command is run with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot.chat.messages import Request
from bot.records import Role
from bot.store import Tenant

if TYPE_CHECKING:
    from bot.chat.command import Registry


@dataclass(slots=True)
class Recent:
    """The last list that a member saw: what ``2`` and ``more`` mean."""

    line: str = ""
    numbers: tuple[int, ...] = ()
    """Candidates by row, from 1."""
    more: str = ""
    """The command line of the next page; empty at the end."""


@dataclass(frozen=True, slots=True)
class Context:
    """One request, with all that a command may use. There is nothing global."""

    request: Request
    store: Tenant
    role: Role
    now: datetime
    commands: "Registry"
    recent: Recent = field(default_factory=Recent)
    run: Callable[[str], "object"] | None = None

    @property
    def actor(self) -> str:
        """How the member is named in what is recorded."""
        return self.request.member.name
