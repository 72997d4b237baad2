"""What a platform has no room for: command lines too long for a button, and where somebody's direct messages belong.

The port to storage.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import blake2s
from typing import Protocol

from bot.records import Workspace

KEPT = timedelta(days=90)
"""How long a button or form with a long command line works."""
TWICE = timedelta(seconds=2)
"""Within which a second press of the same button is a slip of the finger."""


def key_of(line: str) -> str:
    """A short name for a command line; nobody can tell the line by it."""
    return blake2s(line.encode("utf-8", "surrogatepass"), digest_size=15).hexdigest()


class Lines(Protocol):
    """Command lines that stand behind buttons and forms by their short names."""

    def keep_lines(self, lines: Mapping[str, str], *, at: datetime) -> None:
        """Keep lines under their keys; one that is there already is kept from now on."""

    def kept_line(self, key: str) -> str:
        """Empty where there is none, or none any more."""


class Directs(Protocol):
    """Before the organization is known: to which workspace somebody speaks who is in several."""

    def direct_of(self, platform: str, person: str) -> Workspace | None: ...

    def direct_to(self, workspace: Workspace, person: str, *, at: datetime) -> None:
        """From now on the person's direct messages are about this workspace."""
