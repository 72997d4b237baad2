"""The port to storage: what the core asks of a store, one small Protocol per subject.

Every method is one transaction, or a part of the one of `Store.moment`, and returns frozen data. A `Tenant` sees one organization and nothing else. Methods
raise `Unavailable` where the database cannot be reached or stays locked, `Conflict` where somebody was faster.
"""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Literal, Protocol

from bot.audit import Audit
from bot.channels import Channels, Message
from bot.chat.presses import Directs, Lines
from bot.digests.port import Deliveries, Digests, Posts
from bot.erasing.port import Erasing, Holds, Leftovers, Retentions, RetentionTurns
from bot.erasing.records import Hold
from bot.identities import Identities
from bot.intents import Intents
from bot.judging.port import Judging
from bot.linking import Linking
from bot.members import Alarm, Met, Restraint
from bot.openings.port import Applications, Openings
from bot.profile import Profile, Reading
from bot.records import (
    Candidate,
    Correction,
    Dossier,
    Draft,
    Grant,
    Keys,
    Namesake,
    Organization,
    Original,
    Page,
    Received,
    RecentList,
    Role,
    Saved,
    Workspace,
)
from bot.search.query import Query
from bot.search.vocabulary import OwnSkill, SkillEntry
from bot.sharing.port import Messages, Shares, WaitingShares
from bot.stages import Stage
from bot.statistics import Statistics
from bot.work.changes import Change
from bot.work.desk import Desks
from bot.work.pending import Pendings
from bot.work.port import Changes, Work


class Unavailable(Exception):
    """The database cannot be used now; nothing was changed, save for `Uncertain`. The text names no data."""


class Uncertain(Unavailable):
    """The database went away while it kept what was done: all of it is kept, or nothing."""


class BrokeOff(Unavailable):
    """What was begun elsewhere may be done, and could not be kept: the same once more goes on there, and repeats nothing."""


class TooLong(Unavailable):
    """What was asked takes longer than anybody waits; it was given up."""


class Conflict(Exception):
    """The row changed since it was read; nothing was written."""


class NoLongerOpen(Conflict):
    """The opening takes nobody any more."""


class WasErased(Conflict):
    """Somebody who comes as new has the file, or what identified them, of somebody who was erased; nothing was written."""

    def __init__(self, number: int, at: datetime, by: str) -> None:
        super().__init__("somebody like this was erased")
        self.number, self.at, self.by = number, at, by


class OnHold(Conflict):
    """Nothing of the person may be erased; nothing was written."""

    def __init__(self, hold: Hold) -> None:
        super().__init__("the person is on hold")
        self.hold = hold


class Occupied(Conflict):
    """Somebody is in the stage that was to go."""

    def __init__(self, stage: Stage, people: int) -> None:
        super().__init__("somebody is there")
        self.stage, self.people = stage, people


class Superseded(Conflict):
    """Taking a change back would lose what others did since; ``since`` says what, oldest first."""

    def __init__(self, since: Sequence[Change]) -> None:
        super().__init__("it was changed since")
        self.since = tuple(since)


class Candidates(Protocol):
    """People, their documents and what the team wrote about them."""

    def save(self, received: Received, corrections: Sequence[Correction] = ()) -> Saved:
        """Keep a document with its profile and index: a new person, a newer CV of a known one, or nothing new.

        The same bytes again change nothing. Evidence in the stored profile names the stored document. A new person
        gets an application at the opening (the default one where none is named), in stage "new"; `NoLongerOpen` where
        that is closed. `WasErased` for a new person who is like one that was erased, unless the document says `readmit`.
        ``corrections`` are kept as `correct` does, in the same transaction and once, whosever the document is.
        """

    def save_some(self, received: Sequence[Received]) -> tuple[Saved, ...]:
        """As `save`, for at least the first of them: in one transaction for all up to one who may be known already.

        The outcomes are those of `save` for each in its turn.
        """

    def recognise(self, received: Received) -> Saved:
        """What `save` would do, without doing it. ``number`` is 0 for somebody new. `WasErased` where `save` raises it."""

    def candidate(self, number: int) -> Candidate | None: ...

    def candidates(self, numbers: Sequence[int]) -> tuple[Candidate, ...]:
        """The rows in the order of the numbers; unknown numbers are left out."""

    def dossier(self, number: int) -> Dossier | None: ...

    def dossiers(self, numbers: Sequence[int]) -> tuple[Dossier, ...]:
        """All of one moment, in the order of the numbers; unknown numbers are left out."""

    def cvs(self, numbers: Sequence[int]) -> tuple[Dossier, ...]:
        """As `dossiers`, with the row and the documents alone, and nothing that the team wrote: what a list shows."""

    def file(self, number: int, *, document: int = 0) -> tuple[str, bytes] | None:
        """Name and bytes of one of the candidate's documents, as received; the newest where none is named."""

    def count(self) -> int: ...

    def numbers(self) -> tuple[int, ...]:
        """All candidates, by number."""

    def arrived(
        self, since: datetime, *, limit: int, offset: int = 0, now: datetime | None = None
    ) -> tuple[int, tuple[Candidate, ...]]:
        """How many arrived since then, and a page of them, newest first.

        Who is snoozed at ``now`` is left out, and is back as if they arrived when that ends.
        """

    def reindex(self, number: int) -> None:
        """Make the search rows again from documents and corrections. KeyError: no such number."""

    def to_reindex(self) -> tuple[int, ...]:
        """Whose search rows were made by older rules, or are to be made again; the newest first."""

    def reindex_all(self) -> None:
        """Everybody's search rows are to be made again."""

    def document_numbers(self) -> tuple[int, ...]:
        """All documents, oldest first."""

    def original(self, document: int) -> Original | None: ...

    def reread(self, document: int, reading: Reading, *, keep: bool) -> Profile | None:
        """What a document said where the reading says something else, which with ``keep`` takes its place; else None.

        KeyError: no such document.
        """

    def namesakes(self, keys: Keys, *, besides: int, limit: int, below: int | None = None) -> tuple[Namesake, ...]:
        """Others who share a key, be it a near one: those with most in common first, then the newest.

        Only numbers ``below`` the given one: those who were there before somebody.
        """


class Search(Protocol):
    def search(self, query: Query, *, limit: int, offset: int = 0) -> Page:
        """A page of those who match: the strongest first, of equals who is stronger in what is rarer, then the newest.

        Strength is the sum over the positive skill terms, in `SkillRow.strength`. Any query is bounded in rows and
        never raises on what it contains, save `TooLong` where it takes longer than a few seconds.
        """

    def names(self, begun: str, *, limit: int) -> tuple[Candidate, ...]:
        """People in whose name some token begins with each of the folded words, by name."""

    def values(self, field: str, prefix: str, *, limit: int) -> tuple[tuple[str, int], ...]:
        """Values of a field that begin so, or have a word from which on they do, and how many people have each.

        ``prefix``: the value's beginning as folded words with ``_`` between.
        """

    def names_like(self, keys: Sequence[str]) -> tuple[str, ...]:
        """The tokens of names, sorted, that are one of the keys, or one of them when one letter is left out."""

    def skill_counts(self) -> dict[str, int]:
        """People per skill id, those included who only show a skill that implies it."""


class OwnSkills(Protocol):
    def own_skills(self) -> tuple[OwnSkill, ...]:
        """What the team added, oldest first; with it what it removed, as long as search rows know of that."""

    def add_own_skill(
        self, entry: SkillEntry, *, source: Literal["chat", "file"], by: str, at: datetime, waiting: int
    ) -> OwnSkill:
        """Keep a skill, or more names of one."""

    def remove_own_skills(self, numbers: Sequence[int], *, by: str, waiting: int) -> None:
        """They are known no more."""

    def last_own_skill(self, *, by: str) -> tuple[int, tuple[OwnSkill, ...]]:
        """The number of somebody's last adding or removal in chat, and what it was; 0 where there is none."""

    def take_own_skill_back(self, number: int, *, waiting: int) -> None:
        """What that adding added is gone, what that removal removed is back. KeyError: there is none of that number."""

    def settled(self, number: int, *, waiting: int) -> None:
        """The search rows of the candidates above that number know of it."""


class Drafts(Protocol):
    def keep_draft(self, draft: Draft, keys: Keys) -> None:
        """Keep the document; what people set in a draft of that key stays. Also drops drafts older than seven days.

        By its bytes, and the ``keys`` that it ever had, it goes with whoever is erased.
        """

    def draft(self, key: str, *, at: datetime) -> Draft | None:
        """None for one that is older than seven days by then."""

    def draft_of(self, data: bytes, *, at: datetime) -> Draft | None:
        """The draft of a document with these bytes, where one waits."""

    def waiting_drafts(self, *, at: datetime) -> tuple[str, ...]:
        """The keys of all that are not too old by then."""

    def correct_draft(self, key: str, made: Correction, keys: Keys) -> Draft | None:
        """Keep what a person set in a draft, which waits for seven more days; None for one that is gone.

        ``keys`` are those that it has now.
        """

    def drop_draft(self, key: str) -> None: ...

    def reported(self, key: str, message: Message) -> None:
        """The message shows the draft, with the buttons that decide on it; nothing where there is no such draft."""

    def reports(self, key: str) -> tuple[Message, ...]:
        """The messages that show the draft, as long as it waits."""


class Lists(Protocol):
    """The list that each member saw last, for every process that serves the member. `Audit.record` keeps it."""

    def recall(self, workspace: Workspace, member: str) -> RecentList | None: ...


class Access(Protocol):
    def met(self, workspace: Workspace, who: str, name: str, *, role: Role | None, at: datetime) -> None:
        """Take down how a member is called and what role they have; of a stranger without one nothing."""

    def member_name(self, workspace: Workspace, who: str) -> str:
        """How the member was last called; empty for somebody never met."""

    def admins(self, *, since: datetime) -> tuple[Met, ...]:
        """Whoever was an admin when last seen, if that was since then; by name."""

    def workspaces(self) -> tuple[Workspace, ...]:
        """Those that are linked to the organization."""

    def role(self, workspace: Workspace, member: str, groups: Collection[str]) -> Role | None:
        """The highest role granted to the member or to one of the groups in this workspace."""

    def grants(self) -> tuple[Grant, ...]: ...

    def grant(self, grant: Grant) -> None:
        """Give the role, in place of the one the subject had."""

    def revoke(self, workspace: Workspace, subject_kind: str, subject: str) -> bool:
        """False where there was none."""


class Tenant(
    Candidates,
    Applications,
    Openings,
    Changes,
    Work,
    Desks,
    Pendings,
    Search,
    OwnSkills,
    Drafts,
    Judging,
    Digests,
    Posts,
    Statistics,
    Lists,
    Access,
    Channels,
    Lines,
    Restraint,
    Messages,
    Shares,
    Erasing,
    Holds,
    Retentions,
    Linking,
    Identities,
    Audit,
    Protocol,
):
    """One organization's view of the store."""

    organization: Organization


class Store(Directs, Intents, Deliveries, WaitingShares, Leftovers, RetentionTurns, Protocol):
    def organization(self, name: str | None = None, *, make: bool = True) -> Organization:
        """The named one; without a name the only one that no workspace started by itself. Made where it does not exist.

        LookupError, whose text lists the names, where there are several and no name was given, or where there are some,
        none of them meant, and ``make`` is False.
        """

    def organization_linked(self, workspace: Workspace) -> Organization | None:
        """The organization that the workspace belongs to, if it does to any."""

    def organization_of(
        self, workspace: Workspace, *, default: Organization | None = None, name: str = ""
    ) -> Organization:
        """The organization a workspace is linked to. An unknown workspace is linked to ``default``, or to a new one."""

    def moment(self) -> AbstractContextManager[None]:
        """What this thread reads inside, of any organization, is of one moment; of a later one after it wrote something."""

    def release(self) -> None:
        """Hold nothing for this thread, which works elsewhere now: what it reads next is of a later moment."""

    def within(self, organization: Organization, member: str = "") -> Tenant:
        """The organization as a member sees it, by the platform's identity; without one as nobody in particular."""

    def unsettled(self) -> tuple[Organization, ...]:
        """Those with people whose search rows do not know of an own skill yet."""

    def first_time(self, key: str, *, at: datetime) -> bool:
        """True for one caller only: remembers the key of an incoming event for at least a day, over all processes."""

    def first_lately(self, key: str, *, at: datetime, within: timedelta) -> bool:
        """As `first_time`, for something that may come again: True where it did not come for so long before."""

    def tidy(self, now: datetime) -> None:
        """Drop what is too old to be of use.

        Drafts and members' lists after seven days, incoming events after one, long lines behind buttons after 90.
        """

    def untold(self, workspaces: Collection[Workspace]) -> tuple[Alarm, ...]:
        """Alarms of these workspaces that no process took to tell the admins yet; from now on this one did."""

    def ready(self) -> bool:
        """The database answers and is at the newest migration."""

    def close(self) -> None: ...
