"""A note as data: its words, whom they mention, and where it came from."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from bot.work.discussions import Discussion


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody meant in a note: as ``@name`` in its text, and the platform's identity (``slack:T01:U02``)."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Note:
    author: str
    text: str
    at: datetime
    id: int = 0
    member: str = ""
    """The author's platform identity; empty for one that no member wrote."""
    mentions: tuple[Mention, ...] = ()
    discussion: Discussion = field(default_factory=Discussion)
    edited: datetime | None = None

    @property
    def print(self) -> str:
        """Short, and another one for another text: what buttons and forms carry to say which text was seen."""
        return sha256(self.text.encode()).hexdigest()[:12]
