"""One member with several identities, one in each workspace: what is theirs is kept under one that stands for all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.linking import Code


@dataclass(frozen=True, slots=True)
class Meeting:
    """Whose code it is, and whether their identities may become one member's."""

    outcome: Literal["possible", "done", "no such code", "the same", "this workspace", "others"]
    identity: str = ""
    """Of whoever made the code."""
    name: str = ""


class Identities(Protocol):
    member: str
    """The identity that stands for whoever asks; empty for nobody in particular."""

    def stands_for(self, identity: str) -> str:
        """The identity under which the member's things are kept; itself where none was linked."""

    def identities(self) -> tuple[str, ...]:
        """All that are the asker's, the one that stands for them first."""

    def issue_member_code(self, code: Code, *, identity: str, at: datetime) -> None:
        """Whoever types it as another identity by `LASTS` from now is the same member, once."""

    def meet(self, code: Code, *, identity: str, at: datetime) -> Meeting:
        """Whose code it is, before anything is changed. A wrong one counts as a try."""

    def unite(self, code: Code, *, identity: str, at: datetime) -> Meeting:
        """From now on the identity is the code's member: what it kept is theirs, under the one that stands for them.

        Roles stay with each identity. Of two ratings of one person the later one stays.
        """

    def separate(self, identity: str, *, at: datetime) -> bool:
        """From now on the member's identities are by themselves; all stays with the one that stood for them.

        False where none was linked.
        """
