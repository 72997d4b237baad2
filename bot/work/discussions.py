"""What was said in a chat, as it is kept with a note."""

from dataclasses import dataclass
from datetime import datetime

MOST_SAID = 200
"""Messages of one discussion that are kept: the last ones."""


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
