"""What was said in a chat, as it is kept with a note."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

MOST_SAID = 200
"""Messages of one discussion that are kept: the first ones."""
LONGEST_SAID = 4_000
MOST_LETTERS = 100_000
"""Characters that are kept of one message, and of all."""
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    author: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Discussion:
    """Messages, oldest first, and where they are found."""

    link: str = ""
    said: tuple[Said, ...] = ()
    cut: bool = False
    """More was said than is kept."""
    threaded: bool = False
    """The message behind the link starts or stands in a thread, which can be asked for."""

    def with_message(self, message: Sequence[Said]) -> "Discussion":
        """With the message that was pointed at, where it stood behind the cut."""
        lacking = [one for one in message if one not in self.said] if self.cut else []
        return replace(self, said=tuple(sorted((*self.said, *lacking), key=lambda one: one.at or _LAST)))


class Unread(Exception):
    """A thread cannot be had; the text says for people why, and what to do."""


Threads = Callable[[str], Discussion]
"""Reads the whole thread that the message behind a link starts or stands in, without the bot's own words. `Unread`."""


def no_threads(_link: str) -> Discussion:
    raise Unread("There are no threads here.")


def kept(link: str, said: Iterable[Said], *, cut: bool = False) -> Discussion:
    """As much of it as is kept; ``cut`` where the platform was not asked for all."""
    room = MOST_LETTERS
    messages: list[Said] = []
    for one in said:
        if len(messages) == MOST_SAID or len(one.text[:LONGEST_SAID]) > room:
            return Discussion(link, tuple(messages), cut=True)
        room -= len(one.text[:LONGEST_SAID])
        cut = cut or len(one.text) > LONGEST_SAID
        text = one.text if len(one.text) <= LONGEST_SAID else f"{one.text[: LONGEST_SAID - 1]}…"
        messages.append(replace(one, text=text))
    return Discussion(link, tuple(messages), cut=cut)
