"""What a digest has to tell of one window, gathered from the store. How it is told is `bot.digests.digest`'s."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.digests.order import NEWEST
from bot.digests.order import order as order_of
from bot.digests.records import Digest
from bot.records import Candidate, Dossier
from bot.search.skills import skills
from bot.stages import NEW, stages
from bot.store import Tenant
from bot.work.changes import StageChange

DECIDED, WAITING = 10, 3
"""So many people at most are named who were decided about, and who wait."""
NOWHERE = "No opening"
OTHER = "Other"


@dataclass(frozen=True, slots=True)
class Edition:
    """One post's news. Whoever is decided about comes after those who wait for a decision."""

    digest: Digest
    since: datetime
    now: datetime
    following: datetime | None
    """When the next one is due; None where nobody knows."""
    applicants: tuple[Candidate, ...]
    dossiers: Mapping[int, Dossier] = field(repr=False)
    """Of those who may be shown in full, by number."""
    moves: Mapping[int, tuple[StageChange, ...]]
    """Of those who were decided about."""
    counts: Mapping[str, int] = field(repr=False)
    """People per skill."""
    openings_before: Mapping[str, int]
    """Applications in as long a time before, by the opening's name; empty where the digest is about some of them only."""
    back: frozenset[int]
    """Who had been there before."""
    waiting: tuple[Candidate, ...]
    all_waiting: int
    groups: Mapping[int, str]
    """What each applicant stands under; empty where the digest has no groups."""
    order: str = NEWEST
    """By what those stand in order who stand under the same."""
    repeat: bool = False
    """An earlier try may have arrived."""

    @property
    def before(self) -> int | None:
        """How many came in as long a time before; None where that is not comparable."""
        return sum(self.openings_before.values()) if self.openings_before else None

    @property
    def open(self) -> tuple[Candidate, ...]:
        return tuple(one for one in self.applicants if not decided(one))

    @property
    def decided(self) -> tuple[Candidate, ...]:
        return tuple(one for one in self.applicants if decided(one))

    @property
    def taken(self) -> int:
        return sum(bool(one.owner) for one in self.open)


def decided(candidate: Candidate) -> bool:
    return candidate.stage != NEW.key


def gather(
    store: Tenant,
    digest: Digest,
    found: Sequence[Candidate],
    *,
    since: datetime,
    until: datetime,
    now: datetime,
    following: datetime | None,
    repeat: bool = False,
) -> Edition:
    """The news about those who were ``found``, with all that goes with it."""
    told = listed(store, digest, found, now=now)
    waiting_for = [one for one in told.people if not decided(one)][: digest.style.in_full]
    dealt_with = [one for one in told.people if decided(one)][:DECIDED]
    shown = store.dossiers([one.number for one in waiting_for])
    whole = not digest.query and not digest.opening
    everybody_waiting, waiting = _waiting(store, digest, now)
    return Edition(
        digest,
        since,
        now,
        following,
        told.people,
        {one.candidate.number: one for one in shown},
        store.moves_of([one.number for one in dealt_with]) if dealt_with else {},
        store.skill_counts(),
        store.openings_of(since - (until - since), since) if whole else {},
        store.there_before([one.number for one in told.people], since),
        waiting,
        everybody_waiting,
        told.groups,
        told.order,
        repeat,
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """All of those who are news, as a post has them."""

    people: tuple[Candidate, ...]
    groups: Mapping[int, str]
    order: str
    """Of those who stand under the same, in words."""


def listed(store: Tenant, digest: Digest, found: Sequence[Candidate], *, now: datetime) -> Listed:
    """The larger groups first, what belongs nowhere last; within a group whoever fits best, else who came last."""
    grouped, order = _groups(store, digest.style.grouping, found), order_of(store, digest, found, now=now)
    sizes = Counter(grouped.values())

    def place(one: Candidate) -> tuple[bool, int, str]:
        group = grouped.get(one.number, "")
        return (group in (NOWHERE, OTHER), -sizes[group], group)

    return Listed(tuple(sorted(order.of(found), key=place)), grouped, order.said)


def _groups(store: Tenant, grouping: str, found: Sequence[Candidate]) -> dict[int, str]:
    numbers = [one.number for one in found]
    if grouping == "opening":
        return {one.number: one.opening or NOWHERE for one in found}
    if grouping == "source":
        sent = store.sent_by(numbers)
        return {number: sent.get(number, "") or OTHER for number in numbers}
    if grouping == "skill":
        return {number: _area(shown) for number, shown in store.strengths_of(numbers).items()}
    return {}


def _area(strengths: Mapping[str, int]) -> str:
    """The area of skills in which somebody showed most, as `skills.toml` calls it."""
    known, shown = skills().entries, defaultdict[str, int](int)
    for skill, strength in strengths.items():
        if entry := known.get(skill):
            shown[entry.area] += strength
    return max(shown, key=lambda area: (shown[area], area)).replace("-", " ").capitalize() if shown else OTHER


def _waiting(store: Tenant, digest: Digest, now: datetime) -> tuple[int, tuple[Candidate, ...]]:
    if not digest.style.waiting or digest.query:
        return 0, ()
    return store.longest_waiting(
        [one.key for one in stages() if not one.closed],
        before=now - timedelta(days=digest.style.waiting),
        now=now,
        limit=WAITING,
        at=digest.opening or None,
    )
