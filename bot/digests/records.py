"""Digests as frozen data: what is posted where, when and how, and one run of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.chat.messages import Place
from bot.records import Organization, Workspace

DigestState = Literal["active", "once", "paused", "stopped"]
"""``once``: paused, but for one post that somebody asked for."""


AT_ONCE = ""
"""The schedule of a watch that tells as soon as somebody comes."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a digest tells its news."""

    names: Literal["names", "initials"] = "names"
    """Initials, and no quotes, for a channel that others read too."""
    grouping: Literal["", "opening", "source", "skill"] = ""
    in_full: int = 5
    """So many people at most are shown with their proof; the others are a press away."""
    waiting: int = 7
    """Days without a step after which somebody is named as waiting; 0: nobody is."""
    chart: bool = True
    empty: Literal["silent", "say"] = "silent"
    """What becomes of a run without news."""
    each: bool = False
    """Everybody in a post of their own, which follows them from stage to stage."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A scheduled message about new applicants to one channel or person."""

    id: int
    name: str
    workspace: Workspace
    channel: str
    channel_name: str
    schedule: str
    """Cron text, five fields."""
    words: str
    """The schedule as the member typed it."""
    zone: str
    """Of reminders empty until it is known where the member is."""
    query: str
    since: datetime
    """Who arrived before this is never news."""
    next_due: datetime
    state: DigestState
    by: str
    last_sent: datetime | None = None
    fault: str = ""
    """Why the last try failed; empty after a success."""
    kind: Literal["channel", "dm"] = "channel"
    """What ``channel`` names."""
    about: Literal["applicants", "watch", "reminders"] = "applicants"
    """A watch is for one query, and tells of whoever comes to fit it. Reminders tell one member what waits for them."""
    opening: int = 0
    """The number of the one opening that it is about; 0 for all."""
    owner: str = ""
    """The identity of the member who made it."""
    style: Style = Style()


@dataclass(frozen=True, slots=True)
class Delivery:
    """One claimed run of a digest: until when it reports, and the key that makes a repeat recognisable."""

    id: int
    digest: Digest
    organization: Organization
    since: datetime
    until: datetime
    key: str
    """At most 25 characters, the same for every try of this delivery."""
    attempt: int
    unknown: bool = False
    """An earlier try may have arrived: nobody knows how it ended."""
    named: tuple[int, ...] | None = None
    """Whom that try tells of, by the numbers that they have now: a repeat tells of nobody else. None where none was begun."""


@dataclass(frozen=True, slots=True)
class Told:
    """A post that went out: of which window, and about whom."""

    digest: Digest
    delivery: int
    """Its number."""
    messages: tuple[str, ...]
    """In which it stands: the first in the channel, the others in its thread."""
    key: str
    since: datetime
    until: datetime
    people: tuple[int, ...]

    @property
    def place(self) -> Place:
        digest = self.digest
        return Place(digest.workspace, digest.kind, digest.channel, digest.channel_name)


@dataclass(frozen=True, slots=True)
class Outdated:
    """A post that does not show how its people stand, taken up by one process."""

    told: Told
    shows: str = ""
    """Of a post about one person: what it shows once it is written anew; see `Posts.shown_of`."""
    changes: int = 0
    """Of any other: how many changes it does not show."""
    broke_off: bool = False
    """An earlier try may have."""
