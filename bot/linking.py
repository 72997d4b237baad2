"""Joining a workspace to an organization, by a code that an admin of the one shows to an admin of the other."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from bot.records import Organization, Workspace

LASTS = timedelta(minutes=10)
TRIES = 5
"""Of one code; after the last wrong one nobody joins by it any more."""
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""None that is taken for another."""
_NAMED, _SECRET = 4, 8
_TYPED = re.compile(f"[{_LETTERS}]{{{_NAMED + _SECRET}}}")


@dataclass(frozen=True, slots=True)
class Code:
    """What it is found by, which proves nothing, and the secret."""

    name: str
    secret: str

    def __str__(self) -> str:
        whole = self.name + self.secret
        return "-".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def new_code() -> Code:
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(_NAMED + _SECRET))
    return Code(drawn[:_NAMED], drawn[_NAMED:])


def typed_code(typed: str) -> Code | None:
    """The code as somebody typed it; None where it is none."""
    whole = typed[:40].upper().replace("-", "")
    return Code(whole[:_NAMED], whole[_NAMED:]) if _TYPED.fullmatch(whole) else None


@dataclass(frozen=True, slots=True)
class Joining:
    """What became of a try to join; nothing was changed unless it is done."""

    outcome: Literal["done", "no such code", "the same", "people", "digests"]
    organization: Organization | None = None
    """The one that was joined."""
    count: int = 0
    """Of the people, or digests, of its own that stand in the way."""


class Linking(Protocol):
    def issue_code(self, code: Code, *, by: str, at: datetime) -> None:
        """Whoever types it in another workspace by `LASTS` from now joins that one to this organization, once."""

    def join(self, workspace: Workspace, code: Code, *, by: str, at: datetime) -> Joining:
        """Join a workspace of this organization to the code's, where nothing of its own would be left out of reach."""

    def leave(self, workspace: Workspace, *, by: str, at: datetime) -> bool:
        """From now on the workspace has an organization of its own, and no role in this one.

        False, and nothing is done, where it is the last one of this organization's, or not one of them.
        """
