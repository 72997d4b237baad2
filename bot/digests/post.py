"""Posting on the bot's own account: the one thing a platform must offer, and how it can fail."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from bot.chat.messages import Member, Place, Reply
from bot.records import Workspace


class Undeliverable(Exception):
    """A post did not go out. ``lasting``: trying again will not help until somebody acts (channel gone, token revoked).

    ``unknown``: the platform may have taken it; the answer was lost. ``out``: the ids of the messages of it that did
    go out, or stand there. ``wait``: so many seconds the platform asks for. The text names no candidate.
    """

    def __init__(
        self,
        reason: str,
        *,
        lasting: bool = False,
        unknown: bool = False,
        out: tuple[str, ...] = (),
        wait: float = 0.0,
    ) -> None:
        super().__init__(reason)
        self.lasting = lasting
        self.unknown = unknown
        self.out = out
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Reach:
    """A channel, as the bot sees it before it posts there."""

    id: str
    name: str
    readers: int | None = None
    """How many people can read it; None where the platform does not say."""
    outsiders: bool = False
    """People of other organizations read along."""
    tags: tuple[str, ...] | None = None
    """What a post there can be tagged with; None where it needs none, or the bot makes those that it wants."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody whom the bot may write to, as the platform vouches for them now."""

    member: Member
    zone: str = ""
    """By whose clock they live, as ``Europe/Berlin``; empty where the platform does not say."""


class Poster(Protocol):
    def workspaces(self) -> Collection[Workspace]:
        """Where this process can post now."""

    def post(self, place: Place, reply: Reply, *, key: str) -> tuple[str, ...]:
        """Post to a channel or person; the ids of the messages that it became. `Undeliverable` otherwise.

        ``key`` is at most 25 characters and the same for a repeat of the same post. What does not fit into one message,
        and the reply's ``thread``, goes on in the thread of the first, or behind it where there are no threads. An id
        ``thread/message`` is of what stands in one.
        """

    def arrived(self, place: Place, *, key: str, since: datetime, under: str = "") -> tuple[str, ...]:
        """The ids of the messages of a post with this key that went out since then, in whatever process.

        None where it is not there, or where that cannot be told. ``under`` as `Filed.under`.
        """

    def addressee(self, workspace: Workspace, who: str) -> Addressee:
        """Who that is; `Undeliverable` where they are gone, or the platform does not say."""


class Board(Poster, Protocol):
    """A platform on which what was posted can be found again."""

    def reach(self, place: Place) -> Reach:
        """What channel that is, where the bot may post there; `Undeliverable` says why not, as far as it can be told.

        A place without an id is looked for by its name.
        """

    def take_down(self, place: Place, message: str) -> bool:
        """Delete one of the bot's own messages; False where it was gone already. `Undeliverable` otherwise."""

    def rewrite(
        self, place: Place, messages: Sequence[str], reply: Reply, *, key: str, broke_off: bool = False
    ) -> tuple[str, ...]:
        """Put the reply in the place of one of the bot's own posts, which stands in these messages; those in which it stands then.

        What it takes more is added behind them, what it takes less is deleted. None where the first one was gone
        already: the others are deleted, too. ``key`` as of `post`, or empty. ``broke_off``: an earlier try may have,
        and what it added is looked for. `Undeliverable` otherwise; its ``out`` are those in which it stands by then.
        """

    def show_home(self, workspace: Workspace, person: str) -> bool:
        """Make anew what somebody sees as the bot's own page; False where there is none. `Undeliverable` otherwise."""

    def link(self, place: Place, message: str) -> str:
        """The message's address; empty where it has none."""


P = TypeVar("P", bound=Poster)


def reached(posters: Iterable[P]) -> dict[Workspace, P]:
    """By which of them each workspace is reached."""
    return {workspace: poster for poster in posters for workspace in poster.workspaces()}
