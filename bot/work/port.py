"""The part of the port to storage that keeps the team's work. Every change is journaled and can be taken back.

``by`` is the name that is shown; who acts is the member that the tenant was made for. KeyError: no such number.
Changes of one act over several people share a ``batch``.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.records import AuditEntry, Candidate, Correction
from bot.work.changes import Change
from bot.work.discussions import Discussion
from bot.work.notes import Mention
from bot.work.records import Colleague, Scorecards, Todo


class NotYours(Exception):
    """What somebody else wrote is theirs to change."""


class Changes(Protocol):
    """What people set and did, and the way back."""

    def correct(self, number: int, made: Sequence[Correction]) -> None:
        """Keep what a person set, over what documents say. KeyError: no such number."""

    def merge(self, number: int, other: int, *, by: str, at: datetime) -> None:
        """The other number becomes part of this one, with all that belongs to it, and answers for it from then on.

        Where both applied for one opening one application is left: an open stage counts before a closed one, of two
        open ones the one further on, of two closed ones the later. KeyError: no such number, or both are one already.
        """

    def last_change(self, *, by: str = "", number: int = 0) -> Change | None:
        """The last change of a person, or by somebody, that was not taken back.

        Where the tenant was made for a member, theirs are those of that member, whatever the name; and of those that
        no member made, the ones under the name.
        """

    def batch(self, key: str, *, by: str) -> tuple[Change, ...]:
        """What one import or act of theirs did and was not taken back, newest first."""

    def undo(self, given: int, *, at: datetime) -> tuple[Change, tuple[Change, ...]]:
        """Take a change back; it, and what was done to the person since, which stays.

        `Superseded` where later work would be lost. KeyError: no such change, or it was taken back.
        """


class Work(Protocol):
    def colleagues(self) -> tuple[Colleague, ...]:
        """Everybody the bot has met or who has a grant of their own, by name."""

    def assign(
        self,
        number: int,
        owner: Colleague | None,
        *,
        by: str,
        at: datetime,
        version: int | None = None,
        opening: int | None = None,
        batch: str = "",
    ) -> Candidate:
        """Give the application to somebody, or to nobody; `Conflict` where ``version`` is no longer current."""

    def snooze(
        self, number: int, until: datetime | None, *, by: str, at: datetime, opening: int | None = None, batch: str = ""
    ) -> Candidate:
        """Out of the lists of who waits until then; None ends it."""

    def tag(
        self, number: int, add: Sequence[str], remove: Sequence[str], *, by: str, at: datetime, batch: str = ""
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The labels that were added and removed; of two that fold to the same the first stays."""

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag in use, and how many people have it; the most used first."""

    def note(
        self,
        number: int,
        text: str,
        *,
        by: str,
        at: datetime,
        mentions: Sequence[Mention] = (),
        discussion: Discussion | None = None,
        batch: str = "",
    ) -> None:
        """Keep a note, with whom it mentions and the discussion that it saves."""

    def edit_note(
        self,
        number: int,
        note: int,
        text: str,
        *,
        by: str,
        at: datetime,
        mentions: Sequence[Mention] = (),
        seen: str | None = None,
    ) -> None:
        """`NotYours` for another's; `Conflict` where its text is no longer what was ``seen``.

        KeyError also where there is no such note.
        """

    def remove_note(self, number: int, note: int, *, by: str, at: datetime, seen: str | None = None) -> None:
        """As `edit_note`."""

    def keep_discussion(self, discussion: Discussion, *, at: datetime) -> str:
        """Keep it for seven days until somebody says whose it is; the key to ask for it."""

    def discussion(self, key: str) -> Discussion | None: ...

    def add_todo(
        self, number: int, text: str, *, due: date | None, owner: Colleague, by: str, at: datetime
    ) -> Todo: ...

    def todo(self, given: int) -> Todo | None: ...

    def todos(self, *, owner: str = "", number: int = 0) -> tuple[Todo, ...]:
        """What is open of a member (their key) or about a person, due first."""

    def finish_todo(self, given: int, *, by: str, at: datetime, seen: Todo | None = None) -> Todo:
        """It as it is then; who finished it first stays named. `Conflict` where it is no longer as it was ``seen``.

        KeyError: no such to-do.
        """

    def postpone_todo(self, given: int, due: date | None, *, by: str, at: datetime, seen: Todo | None = None) -> Todo:
        """As `finish_todo`. KeyError: none that is open."""

    def rate(
        self,
        number: int,
        stage: str,
        scores: Sequence[tuple[str, int]],
        comment: str,
        *,
        sent: bool,
        by: str,
        at: datetime,
        opening: int | None = None,
    ) -> None:
        """Keep the acting member's scorecard of a stage, in place of what they gave before."""

    def scorecards(self, number: int) -> Scorecards:
        """Others' of a stage only where the acting member has sent theirs, or the person left the stage."""

    def criteria(self, stage: str) -> tuple[str, ...]:
        """What a scorecard of the stage asks."""

    def set_criteria(self, stage: str, asked: Sequence[str]) -> None: ...

    def history(self, *, number: int = 0, by: str = "", limit: int, offset: int = 0) -> tuple[int, tuple[Change, ...]]:
        """How much was done to a person, or by somebody as in `last_change`, and a page of it, newest first."""

    def looks(self, number: int, *, limit: int, offset: int = 0) -> tuple[int, tuple[AuditEntry, ...]]:
        """What the audit has of a person, newest first."""
