"""Posting on the bot's own account: the one thing a platform must offer, and how it can fail."""

from collections.abc import Collection
from typing import Protocol

from bot.chat.messages import Place, Reply
from bot.records import Workspace


class Undeliverable(Exception):
    """A post did not go out. ``lasting``: trying again will not help until somebody acts (channel gone, token revoked).

    ``unknown``: the platform may have taken it; the answer was lost. The text names no candidate.
    """

    def __init__(self, reason: str, *, lasting: bool = False, unknown: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting
        self.unknown = unknown


class Poster(Protocol):
    def workspaces(self) -> Collection[Workspace]:
        """Where this process can post now."""

    def post(self, place: Place, reply: Reply, *, key: str) -> str:
        """Post to a channel or person and return the platform's message id; `Undeliverable` otherwise.

        ``key`` is at most 25 characters and the same for a repeat of the same post.
        """
