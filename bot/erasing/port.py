"""The part of the port to storage that erases people."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.digests.records import Told
from bot.erasing.records import Erasure, Held, Leftover
from bot.records import Organization, Workspace


class Erasing(Protocol):
    def held(self, number: int) -> Held:
        """How much there is of a person. KeyError: no such number."""

    def erase(self, number: int, *, by: str, at: datetime, why: str = "", member: str = "") -> Erasure:
        """Erase a person, with all numbers that are part of this one: at once, for good, and known to a restored backup.

        Stays: who did it and when, how much went, and keyed hashes by which a later CV of the person is noticed. The
        bot's messages that name them are listed to go. ``member`` is the identity of whoever is told when all is gone.
        KeyError: no such number.
        """

    def erased(self, number: int) -> Erasure | None:
        """The erasure of who had the number."""

    def erasures(self, *, limit: int, offset: int = 0) -> tuple[int, tuple[Erasure, ...]]:
        """How many there were, and a page of them, the newest first."""

    def told_in(self, delivery: int) -> Told | None:
        """The post of a digest, with those of its people who are still here."""

    def everything(self, number: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """All rows about a person, by table, but for the files themselves. KeyError: no such number."""

    def originals(self, number: int) -> tuple[tuple[int, str, bytes], ...]:
        """All files of a person as received: number, name, bytes. KeyError: no such number."""

    def sweep(self, *, at: datetime, seconds: float) -> bool:
        """Clear what erased rows leave in the files of the database, for so long at most; whether nothing is left to do.

        The rest is done by a running bot, or the next time.
        """


class Leftovers(Protocol):
    """Of all organizations: what erasures leave to be done."""

    def erasures_so_far(self) -> int:
        """Changes whenever somebody is erased: what a process remembers may then be of that person."""

    def claim_leftover(
        self, workspaces: Collection[Workspace], *, now: datetime, lease: datetime
    ) -> tuple[Organization, Leftover] | None:
        """Take a message that is due to go in one of the workspaces, for this process alone until ``lease``."""

    def leftover_gone(self, organization: Organization, one: Leftover) -> None:
        """It names the person no more."""

    def leftover_stays(
        self, organization: Organization, one: Leftover, *, fault: str, refused: bool, again: datetime
    ) -> None:
        """It could not be done now; ``refused``: nor later, unless somebody there does something."""

    def sweep_all(self, *, at: datetime, seconds: float) -> None:
        """`Erasing.sweep` for whichever organization needs it."""

    def claim_finished(self, workspaces: Collection[Workspace]) -> tuple[Organization, Erasure] | None:
        """An erasure with nothing left to do whose asker, of one of the workspaces, was not told: from now on they are."""
