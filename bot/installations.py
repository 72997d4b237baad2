"""Where the bot was let in by an OAuth install, and the port to what keeps its keys."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

from bot.records import Workspace

Outcome = Literal["done", "failed"]
STATE_KEPT = timedelta(minutes=10)
"""How long somebody may take from the install page to the platform and back."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The bot's key to one workspace, or to all workspaces of a company at once."""

    workspace: Workspace
    """Where it is for all of a company's: the company's own id."""
    whole: bool
    """Whether it is for all workspaces of a company (Slack's Enterprise Grid)."""
    name: str
    token: str = field(repr=False)
    bot: str
    """The platform's id of the bot's user there."""
    bot_id: str
    url: str
    """Where its messages have their links."""
    installer: str
    at: datetime
    refresh: str = field(default="", repr=False)
    """What a token that ends is exchanged with for the next one; empty for one that does not end."""
    ends: datetime | None = None


class Installations(Protocol):
    """Of all organizations: read before it is known to which one a request belongs."""

    def installation(self, workspace: Workspace) -> Installation | None:
        """None where nobody installed the bot, or where its key cannot be opened by the settings there are."""

    def installed(self, platform: str) -> tuple[Installation, ...]: ...

    def unopened(self, platform: str) -> tuple[Workspace, ...]:
        """Those whose key cannot be opened by the settings there are."""

    def install(self, installation: Installation) -> None:
        """Keep it, in the place of an earlier one. A workspace nobody knows starts an organization of its own."""

    def uninstall(self, workspace: Workspace, *, until: datetime, revoked: bool = False) -> bool:
        """Drop the key, unless it is newer; whether there was one. All else stays.

        The organization's audit says so; ``revoked``: the key alone was taken back.
        """

    def claim_renewal(self, installation: Installation, *, at: datetime) -> bool:
        """Whether the caller is to exchange the token: one process alone, for ten minutes."""

    def renew(self, was: Installation, now: Installation) -> bool:
        """Keep the new token and what it is exchanged with; False where somebody installed or uninstalled meanwhile."""

    def told(self, workspace: Workspace, action: str, outcome: Outcome, *, at: datetime) -> None:
        """Write to the audit of the workspace's organization, where it has one; the same at most once a day."""

    def issue_state(self, state: str, *, at: datetime) -> None:
        """Expect it back once, within `STATE_KEPT`."""

    def consume_state(self, state: str, *, at: datetime) -> bool:
        """Whether it was expected; from now on it is not."""
