"""The part of the port to storage that erases people, by hand or by a retention, or keeps them from it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.digests.records import Told
from bot.erasing.records import Erasure, Expiring, Finished, Held, Hold, Leftover, Retention, Turn
from bot.records import Organization, Workspace


class Erasing(Protocol):
    def held(self, number: int) -> Held:
        """How much there is of a person. KeyError: no such number."""

    def erase(self, number: int, *, by: str, at: datetime, why: str = "", member: str = "") -> Erasure:
        """Erase a person, with all numbers that are part of this one: at once, for good, and known to a restored backup.

        Stays: who did it and when, how much went, and keyed hashes by which a later CV of the person is noticed. The
        bot's messages that name them are listed to go. ``member`` is the identity of whoever is told when all is gone.
        KeyError: no such number. `OnHold` where a hold stands.
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


class Holds(Protocol):
    """Who may not be erased: by no retention, by no `erase`, nor by taking the adding of a CV back."""

    def hold(self, number: int, *, reason: str, by: str, at: datetime) -> bool:
        """Keep a person, with all numbers that are part of this one. False where they are held already. KeyError."""

    def lift(self, number: int, *, by: str, at: datetime) -> bool:
        """False where nobody holds the person. KeyError: no such number."""

    def holds(self, *, limit: int, offset: int = 0) -> tuple[int, tuple[Hold, ...]]:
        """How many people are held, and a page of the holds that stand, the newest first, one for each person."""

    def holds_of(self, number: int) -> tuple[Hold, ...]:
        """All that there ever were of a person, the newest first; none for a number that nobody has."""


class Retentions(Protocol):
    """People who are erased automatically, so long after they came into a stage, or a CV or note of theirs came."""

    def retentions(self) -> tuple[Retention, ...]: ...

    def retain(self, stage: str, days: int | None, *, by: str, at: datetime) -> None:
        """Keep people of a stage so long; None: for good. Whoever was warned is warned anew, whatever their stage."""

    def expiring(
        self, *, now: datetime, limit: int, offset: int = 0, owner: str | None = None
    ) -> tuple[int, tuple[Expiring, ...]]:
        """Whose period is over within days, how many and a page of them; with an ``owner`` those of that identity."""

    def to_warn_of(self, *, now: datetime, limit: int) -> tuple[Expiring, ...]:
        """Those of `expiring` of whom the team was not told since anything happened to them."""

    def warned(self, numbers: Collection[int], *, at: datetime, seen: datetime | None = None) -> None:
        """The team was told of them, as they stood when they were ``seen``: then, where nothing else is said."""

    def void_warnings(self) -> None:
        """Nobody counts as warned of."""

    def expired(self, *, now: datetime, limit: int) -> tuple[int, ...]:
        """Whose time has come: the period is over, and the team was told long enough ago."""

    def expire(self, number: int, *, by: str, at: datetime) -> Erasure:
        """`erase`, where their time has still come; `Conflict` where it has not, as they were moved or held since.

        It stands in the audit then, whatever happens next.
        """

    def keep_retention(self, *, held: datetime, lease: datetime) -> bool:
        """Go on until ``lease`` with what this process has until ``held``; False where it has it no longer."""

    def retention_ran(self, *, at: datetime | None, told: datetime | None = None, rest: datetime | None = None) -> None:
        """This process is done until then, or where ``at`` is None until ``rest``. ``told``: when the team was warned."""


class RetentionTurns(Protocol):
    """Of all organizations: whose retention is to be looked after."""

    def claim_retention(self, workspaces: Collection[Workspace], *, now: datetime, lease: datetime) -> Turn | None:
        """Take an organization of one of the workspaces whose turn it is, for this process alone until ``lease``."""


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

    def claim_finished(self, workspaces: Collection[Workspace], *, now: datetime, lease: datetime) -> Finished | None:
        """Take an erasure with nothing left to do of which nobody was told, for this process alone until ``lease``.

        Whoever asked for it is in one of the workspaces; where theirs left the organization, one of its others is.
        """

    def finished_told(self, finished: Finished) -> None:
        """Nobody is to be told of it any more."""
