"""What every platform's adapter is, and what the adapters ask of the core."""

from collections.abc import Collection
from typing import Protocol

from bot.chat.command import Command
from bot.chat.messages import Choice, Place, Reply, Request
from bot.records import Workspace


class Core(Protocol):
    """The core as an adapter sees it. Both calls block: never make them on an event loop."""

    @property
    def commands(self) -> tuple[Command, ...]: ...

    def handle(self, request: Request) -> Reply | None:
        """Answer a request; never raises. None: the same event was answered before, say nothing."""

    def complete(self, request: Request, command: str, parameter: str) -> tuple[Choice, ...]:
        """At most 25 completions for what ``request.text`` holds of the parameter so far; never raises."""


class Undeliverable(Exception):
    """A post did not go out. ``lasting``: trying again will not help until somebody acts (channel gone, token revoked).

    ``unknown``: the platform may have taken it; the answer was lost. The text names no candidate.
    """

    def __init__(self, reason: str, *, lasting: bool = False, unknown: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting
        self.unknown = unknown


class BadToken(Exception):
    """The platform refuses a token or setting; the text says which, and what to do."""


class Adapter(Protocol):
    """One platform. `start` and `stop` are called once each, from the main thread."""

    name: str

    def start(self) -> None:
        """Connect and begin to answer; returns at once or after the first connection.

        `BadToken` where the platform refuses us. A platform that is down is no error: it is tried again until `stop`.
        """

    def stop(self) -> None:
        """Take nothing new, finish what is in hand (at most ten seconds), disconnect."""

    def workspaces(self) -> Collection[Workspace]:
        """Where this process can post now."""

    def post(self, place: Place, reply: Reply, *, key: str) -> str:
        """Post to a channel or person and return the platform's message id; `Undeliverable` otherwise.

        ``key`` is at most 25 characters and the same for a repeat of the same post.
        """
