"""What a command is run with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bot.chat.messages import Reply, Request
from bot.digests.post import Board
from bot.profile import Reader
from bot.records import Candidate, RecentList, Role, Workspace
from bot.store import Store, Tenant

if TYPE_CHECKING:
    from bot.chat.command import Registry

P = ParamSpec("P")
T = TypeVar("T")

MOST_ROWS = 1_000
"""Rows of earlier pages that keep their meaning."""


class Recent:
    """The last list that a member saw: what ``2`` and ``more`` mean. It is recalled when first asked for."""

    def __init__(self, recall: Callable[[], RecentList | None] = lambda: None) -> None:
        self._recall = recall
        self.changed = False

    @cached_property
    def seen(self) -> RecentList:
        return self._recall() or RecentList()

    @property
    def more(self) -> str:
        """The command line of the next page; empty at the end."""
        return self.seen.more

    def number(self, row: int) -> int | None:
        """Whom a row means; None where there is no such row."""
        index = row - self.seen.first
        return self.seen.numbers[index] if 0 <= index < len(self.seen.numbers) else None

    def goes_on_to(self, row: int) -> bool:
        """Whether the row may be on a page that was not seen yet."""
        return bool(self.more) and row >= self.seen.first + len(self.seen.numbers)

    def show(self, line: str, numbers: Sequence[int], *, first: int, more: str, asked: str = "") -> None:
        """A page of a list, and the question that it answers; where it goes on from the rows seen before, those keep their meaning."""
        before = first - self.seen.first if first > 1 else 0
        if 0 < before <= len(self.seen.numbers) and line == self.seen.line:
            kept = self.seen.numbers[:before][-MOST_ROWS:]
            first, numbers = first - len(kept), (*kept, *numbers)
        self.seen = RecentList(line, first, tuple(numbers), more, asked)
        self.changed = True

    def ask(self, question: str) -> None:
        """A question that finds nobody: rows still mean whom they meant."""
        self.seen = replace(self.seen, asked=question)
        self.changed = True


def outside(store: Store, work: Callable[P, T]) -> Callable[P, T]:
    """The work with nothing of the database held meanwhile: it may take long, and others wait for a connection."""

    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        store.release()
        return work(*args, **kwargs)

    return run


@dataclass(frozen=True, slots=True)
class Context:
    """One request, with all that a command may use. There is nothing global."""

    request: Request
    store: Tenant
    read: Reader
    role: Role
    now: datetime
    commands: "Registry"
    one: Callable[[str], Candidate]
    """The person that a word means; `Refusal` for nobody or several."""
    again: Callable[[str], Reply]
    """Runs another command line for the same member, with the same checks."""
    recent: Recent = field(default_factory=Recent)
    poster: Callable[[Workspace], Board | None] = lambda _: None
    """Posts to the channels of a workspace; None where this process does not reach it."""

    @property
    def sees_contacts(self) -> bool:
        """Viewers search and see cards, but nobody's e-mail, phone or links."""
        return self.role >= Role.RECRUITER

    @property
    def here(self) -> Workspace:
        """The asker's own, whose members can be mentioned to them."""
        return self.request.member.workspace

    @property
    def actor(self) -> str:
        """How the member is named in what is recorded."""
        return self.request.member.name
