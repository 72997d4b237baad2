"""The part of the port to storage that keeps what is shared, and which of the bot's messages name whom."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.records import Organization, Workspace
from bot.sharing.records import OwnMessage, Share


class Messages(Protocol):
    """Which of the bot's own messages name whom: what has to be taken down when one of them is erased."""

    def named(self, messages: Sequence[OwnMessage], numbers: Collection[int], *, at: datetime | None = None) -> None:
        """These messages stay where they are, and name these people. What is known already stays; others are none.

        Who was erased shortly before that moment is not to be named there: the messages are listed to go.
        """

    def messages(self, number: int) -> tuple[OwnMessage, ...]:
        """Those that name the person, under whatever number."""

    def unnamed(self, messages: Sequence[OwnMessage]) -> None:
        """These are gone."""


class Shares(Protocol):
    def ask_share(self, share: Share) -> Share:
        """Keep what somebody is asked about (its id is ignored) until they say yes."""

    def share(self, given: int) -> Share | None: ...

    def shares(self, *, number: int = 0) -> tuple[Share, ...]:
        """Those that stand, or may, all or of one person; the newest first."""

    def begin_share(self, given: int, *, at: datetime, here: bool, again: timedelta) -> tuple[Share, bool]:
        """Somebody said yes: this process posts it now, or, where not ``here``, it waits for another one.

        Where the same was shared there less than ``again`` ago and stands, or this one was begun before, that one and
        False. KeyError: none of that number.
        """

    def resume_share(self, given: int, *, at: datetime, here: bool, broke_off: bool) -> bool:
        """Go on with one that is held: the first who asks may, once its lease is over, or its holder ``broke_off``.

        ``here`` as in `begin_share`.
        """

    def shared(self, given: int, messages: Sequence[str], *, at: datetime) -> Share:
        """It stands there by these ids: kept with whom they name, in the journal and the audit. KeyError as above."""

    def not_shared(self, given: int, *, fault: str, doubtful: bool, messages: Sequence[str] = ()) -> Share:
        """It was not posted, or nobody knows; ``messages`` of it may stand there all the same."""

    def leave_share(self, given: int, *, by: str) -> bool:
        """Another process is to take it down. False where it does not stand."""

    def withdraw_share(self, given: int) -> bool:
        """What waits for another process waits no more. False where it was taken up, or done."""

    def taken_down(self, given: int, *, by: str, at: datetime) -> Share:
        """It stands there no more: recorded, and taken back in the journal."""

    def stays_shared(self, given: int, *, fault: str) -> Share:
        """It could not be taken down."""


class WaitingShares(Protocol):
    """Of all organizations."""

    def claim_share(
        self, workspaces: Collection[Workspace], *, now: datetime, lease: datetime
    ) -> tuple[Organization, Share] | None:
        """Take one that waits for somebody who reaches its channel: to post it, or, where it is leaving, to take it down.

        One that is to be taken down is free for others again after ``lease``.
        """
