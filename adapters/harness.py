"""What the contract tests ask of every platform: to act as one person there, and to see what that person sees.

Each ``adapters/<platform>/harness.py`` has a function ``harness(core: Core) -> Harness``, which runs the real adapter
against a platform in memory. Where people differ in what they may do it has `ManyPeople`, and their workspace and the
person's id as ``HERE`` and ``PERSON``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.chat.messages import Reply
from bot.digests.post import Board

BOT, MENTION = "the bot", "<mention>"
"""In what `ManyPeople.talk` is given."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One message, as it came to the platform."""

    text: str
    """Everything that a reader sees, with the platform's escaping and quote marks undone."""
    private: bool
    """Only the asker sees it: an ephemeral answer, a direct message, the terminal."""
    buttons: tuple[str, ...]
    """The command line behind each button and menu option, in order, whole even where the platform has a short key."""
    payload: object
    """What was sent, for `Harness.limits`."""


class Harness(Protocol):
    """One person at one platform. Each call returns what came to be seen because of it, once all work has ended."""

    def say(self, text: str, *, dm: bool = True) -> list[Shown]:
        """Type a command line in a direct message, or in a channel (as a slash command) where ``dm`` is false."""

    def press(self, command: str) -> list[Shown]:
        """Press a button that carries the command line, in a direct message."""

    def upload(self, name: str, data: bytes, text: str = "") -> list[Shown]:
        """Send a file with words, or without any."""

    def post(self, reply: Reply) -> list[Shown]:
        """Have the bot speak first, in a channel."""

    def limits(self, payload: object) -> list[str]:
        """How the payload breaks the platform's limits, or could ping somebody; empty where it is sound."""


class ManyPeople(Harness, Protocol):
    """A platform where people differ in what they may do."""

    def become(self, *, admin: bool = False, guest: bool = False) -> None:
        """What the platform says of the person from now on."""

    def mention(self, text: str) -> list[Shown]:
        """Name the bot in a channel, with words."""

    def choose(self, command: str) -> list[Shown]:
        """Choose the option of a menu that carries the command line."""

    def submit(self, command: str) -> list[Shown]:
        """Send a form that was opened for the command line and left empty."""

    def fill(self, form: Shown, **values: str) -> list[Shown]:
        """Send a form that was shown, with these values."""

    def talk(self, *said: tuple[str, str]) -> None:
        """What stands in a channel from now on: who said what, ``BOT`` for the bot; several are a thread of the first.

        ``MENTION`` in the words is a mention of the person.
        """

    @property
    def board(self) -> Board:
        """The adapter, as the core posts by it."""

    def deleted(self) -> list[str]:
        """The ids of the messages that the bot deleted so far."""

    def rewritten(self, message: str) -> object:
        """What stands in the place of a message since the bot wrote it anew."""

    def meanwhile(self, work: Callable[[], object]) -> list[Shown]:
        """What comes of something that the bot does by itself while it is connected."""

    def save(self, at: int = 0) -> list[Shown]:
        """Use *Save to profile* in the menu of one of these messages."""
