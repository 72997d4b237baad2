"""The port to the trail of who looked at and did what."""

from typing import Protocol

from bot.records import AuditEntry, Seen


class Audit(Protocol):
    def record(self, *entries: AuditEntry, seen: Seen | None = None) -> None:
        """Write down what was done, and the list that was shown with it, which is recalled from then on: all or nothing."""

    def looked_up(self, *entries: AuditEntry, seen: Seen | None = None) -> None:
        """As `record`, of what changed nothing: a power cut, though no crash, may take the last moments of it."""

    def audit(self, *, limit: int, offset: int = 0) -> tuple[AuditEntry, ...]:
        """The newest first."""

    def audited(self) -> int:
        """How many entries there are."""

    def trail_faults(self) -> tuple[str, ...]:
        """Where the trail is not what was written, in sentences."""
