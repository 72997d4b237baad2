"""The part of the port to storage that keeps openings, applications and stages. Every change is journaled.

``by`` is the name that is shown; who acts is the member that the tenant was made for.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.openings.records import Application, Opening
from bot.records import Candidate
from bot.stages import Stage


class Applications(Protocol):
    """Where people stand. Without an opening it is the application that lists show."""

    def move(
        self,
        number: int,
        stage: str,
        *,
        by: str,
        at: datetime,
        opening: int | None = None,
        version: int | None = None,
        reason: str = "",
        batch: str = "",
    ) -> Candidate:
        """Move the application; `Conflict` where ``version`` is given and no longer current, or the stage is gone.

        KeyError: no such number, or they did not apply there.
        """

    def applications(self, number: int) -> tuple[Application, ...]:
        """The one that lists show first, then the others, the newest first. KeyError: no such number."""

    def apply(self, number: int, opening: int, *, by: str, at: datetime, batch: str = "") -> Candidate:
        """One more application, the one that lists show from now on. `NoLongerOpen`; `Conflict` where there is one.

        KeyError: no such number, or no such opening.
        """


class Openings(Protocol):
    """What people apply for, and the stages they go through."""

    def openings(self) -> tuple[Opening, ...]:
        """All, by name; the default one first, where anybody applied there."""

    def funnels(self) -> Mapping[int, Mapping[str, int]]:
        """How many are in which stage, by opening."""

    def applied_for(self, opening: int, *, limit: int, offset: int = 0) -> tuple[int, tuple[Candidate, ...]]:
        """How many did, and a page of them as they stand there, newest first."""

    def add_opening(self, name: str, description: str = "", *, by: str, at: datetime) -> Opening:
        """`Conflict` where one has the name, in whatever case."""

    def change_opening(self, changed: Opening, *, words: str, by: str, at: datetime) -> Opening:
        """`Conflict` where its version is no longer current, or another one has the name. KeyError: there is none."""

    def stages(self) -> tuple[Stage, ...]:
        """In order; those that everybody begins with where the organization has made none."""

    def set_stages(
        self, stages: Sequence[Stage], *, was: Sequence[Stage], key: str, words: str, by: str, at: datetime
    ) -> None:
        """They are the stages from now on; ``key`` is the one that changes, and ``words`` say how.

        `Conflict` where they are no longer what they ``was``, `Occupied` where somebody is in the one that goes.
        """
