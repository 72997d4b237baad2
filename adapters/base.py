"""What every platform's adapter is, and what the adapters ask of the core."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from bot.channels import Message
from bot.chat.command import Command
from bot.chat.in_hand import InHand
from bot.chat.messages import Choice, Place, Reply, Request
from bot.digests.post import Board, Undeliverable
from bot.records import Workspace

__all__ = ["Adapter", "BadToken", "Core", "Undeliverable"]


class Core(Protocol):
    """The core as an adapter sees it. Its calls block: never make them on an event loop."""

    @property
    def commands(self) -> tuple[Command, ...]: ...

    @property
    def in_hand(self) -> InHand:
        """What was taken and is not answered yet: an act is begun there before its platform is told that it was taken."""

    def handle(self, request: Request) -> Reply | None:
        """Answer a request; never raises. None: the same event was answered before, say nothing."""

    def admits(self, request: Request, *, begin: bool = True) -> bool:
        """Whether the asker has any role: only then are files fetched and names looked up. Never raises.

        ``begin``: an admin of a workspace that nobody used before begins there.
        """

    def takes_cvs(self, place: Place) -> bool:
        """Whether files that are dropped there are read as CVs without a word. Never raises."""

    def together(self, message: Message, file: str, pause: Callable[[], object]) -> tuple[str, ...]:
        """The files of a message of which the platform tells one by one, ``pause`` after this one came.

        Empty where whoever was told of another one of them has this one, too. Never raises.
        """

    def reported(self, report: str, message: Message) -> None:
        """A reply's ``report`` stands in this message. Never raises."""

    def keep_lines(self, workspace: Workspace, lines: Mapping[str, str]) -> None:
        """Keep command lines that a button or form of the workspace has no room for, by `key_of` each. Never raises."""

    def kept_line(self, workspace: Workspace, key: str) -> str:
        """What was kept there under the key; empty where it is too old. Never raises."""

    def direct_of(self, platform: str, person: str) -> Workspace | None:
        """Which of their workspaces somebody chose for direct messages; None for nobody's choice. Never raises."""

    def direct_to(self, workspace: Workspace, person: str) -> None:
        """Remember that choice. Raises `bot.store.Unavailable`."""

    def sent(self, place: Place, messages: Sequence[str], reply: Reply) -> None:
        """The reply stays there as the messages of these ids: in a direct message, or for all to see. Never raises.

        What only its asker sees, and only for a while, is none of it.
        """

    def follow(self, reply: Reply) -> None:
        """The reply was given: posts that say something else since it was made do so now. Never raises."""

    def complete(self, request: Request, command: str, parameter: str) -> tuple[Choice, ...]:
        """At most 25 completions for what ``request.text`` holds of the parameter so far; never raises."""


class BadToken(Exception):
    """The platform refuses a token or setting; the text says which, and what to do."""


class Adapter(Board, Protocol):
    """One platform. `start` and `stop` are called once each, from the main thread."""

    name: str

    def start(self) -> None:
        """Connect and begin to answer; returns at once or after the first connection.

        `BadToken` where the platform refuses us. A platform that is down is no error: it is tried again until `stop`.
        """

    def stop(self) -> None:
        """Take nothing new, finish what is in hand (at most ten seconds), disconnect.

        Whoever's request was taken but not begun by then is told so, as far as three more seconds go.
        """
