"""What the core asks of a store about digests: one organization's, and the deliveries of all."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.digests.pace import Pace
from bot.digests.quiet import Quiet
from bot.digests.records import Delivery, Digest, Outdated, Told
from bot.records import Candidate, Organization, Workspace
from bot.work.changes import StageChange


class Digests(Protocol):
    def add_digest(self, digest: Digest) -> Digest:
        """Keep a new digest (its id is ignored); `Conflict` where an unstopped one has the name, in whatever case."""

    def digests(self) -> tuple[Digest, ...]:
        """All that are not stopped, by name; nobody's reminders."""

    def edit_digest(self, changed: Digest, *, next_due: datetime | None) -> bool:
        """Its schedule, about whom it is and how it tells, as given from now on. False where it is stopped.

        ``next_due`` None: it stays due when it was, as it may be at this moment.
        """

    def pause_digest(self, given: int) -> bool:
        """From now on it is not claimed. False where it was not going on."""

    def resume_digest(self, given: int, *, next_due: datetime) -> bool:
        """A paused one goes on and is due then, without its fault. False where it was not paused."""

    def stop_digest(self, given: int) -> bool:
        """For good. False where it was stopped before, or never was."""

    def send_digest(self, given: int, *, at: datetime) -> bool:
        """It is due at that moment, and so is a try that waits; a paused one is paused again after the post.

        False where it is stopped.
        """

    def reminders(self) -> Digest | None:
        """The acting member's own, be they turned off; None for whom nobody began any."""

    def begin_reminders(self, first: Digest) -> None:
        """Keep a member's first ones. Those that are there stay as they are, but go on if a fault had paused them."""

    def found_in(self, digest: Digest, zone: str) -> None:
        """Reminders are by that zone's clock from now on, if their own is still as given."""

    def applicants(self, digest: Digest, *, until: datetime) -> tuple[Candidate, ...]:
        """Whoever applied between ``digest.since`` and ``until`` and was in no delivered run, oldest first.

        Of a digest about one opening, for that one; of any other each person once, where lists show them.
        """

    def quiet(self) -> Quiet | None:
        """When nothing is posted; None where the organization is never quiet."""

    def set_quiet(self, quiet: Quiet | None, *, by: str, at: datetime) -> None: ...

    def told_from(self, digest: int, since: datetime) -> tuple[int, ...]:
        """Of whom the posts tell whose window begins in that second; nobody where there is none."""

    def standing_at(self, numbers: Sequence[int], opening: int) -> tuple[Candidate, ...]:
        """The people as lists show them, in the order of arrival; with an opening, as they stand there."""

    def there_before(self, numbers: Collection[int], moment: datetime) -> frozenset[int]:
        """Those of whom a document or an application came before the moment."""

    def moves_of(self, numbers: Sequence[int]) -> dict[int, tuple[StageChange, ...]]:
        """How each was moved from stage to stage, oldest first; nothing of whom nobody moved."""

    def sent_by(self, numbers: Collection[int]) -> dict[int, str]:
        """Who brought each one's newest document."""

    def strengths_of(self, numbers: Collection[int]) -> dict[int, dict[str, int]]:
        """Everybody's skills, with how well each is proven."""

    def longest_waiting(
        self,
        stages: Sequence[str],
        *,
        before: datetime,
        now: datetime,
        limit: int,
        offset: int = 0,
        at: int | None = None,
    ) -> tuple[int, tuple[Candidate, ...]]:
        """Who is in one of the stages since before the moment and not put off: how many, and the longest waiting first."""


class Posts(Protocol):
    """Posts of digests, which follow the people of whom they tell."""

    def post_about(self, digest: Digest, number: int) -> str:
        """The digest's first post about the person that stands; empty where there is none."""

    def shown_of(self, digest: Digest, number: int) -> str:
        """Another text whenever a post about the person would say something else. KeyError: nobody of that number."""

    def claim_outdated(self, workspaces: Collection[Workspace], *, now: datetime, lease: datetime) -> Outdated | None:
        """Take a post of lately that does not show how its people stand, for this process alone until ``lease``."""

    def take_post(self, delivery: int, *, now: datetime, lease: datetime) -> Outdated | None:
        """As `claim_outdated`, that post, be it up to date; None where another process has it, or there is none."""

    def stands(self, post: Told, messages: Sequence[str], names: Collection[int]) -> None:
        """The post stands in these messages by now, and they name these people."""

    def written_anew(
        self, outdated: Outdated, messages: Sequence[str], *, names: Collection[int], at: datetime
    ) -> None:
        """As `stands`; and it shows what it was outdated by."""

    def outdate(self, post: Told, *, at: datetime) -> None:
        """It is to be written anew."""

    def not_written(self, outdated: Outdated, *, again: datetime) -> None:
        """It is tried again then."""

    def post_is_gone(self, outdated: Outdated) -> None:
        """Somebody deleted it: it is forgotten."""


class Deliveries(Protocol):
    """Of all organizations: what is due, and what became of it."""

    def with_posts_to_follow(self) -> tuple[Organization, ...]:
        """The organizations in which posts are about one person each, or do not show how their people stand."""

    def claim(
        self,
        workspaces: Collection[Workspace],
        *,
        now: datetime,
        lease: datetime,
        reminders: bool = False,
        pace: Pace | None = None,
    ) -> Delivery | None:
        """Take one digest, or one member's reminders, due in one of the workspaces, for this process alone until ``lease``.

        First a delivery whose lease ran out or whose retry is due, with the key it had; then a digest whose
        ``next_due`` has come. A digest has at most one open delivery. With a pace, one whose channel and workspace take
        a post now.
        """

    def delivered(
        self,
        delivery: Delivery,
        candidates: Sequence[int],
        *,
        messages: Sequence[str],
        at: datetime,
        next_due: datetime | None,
        names: Collection[int] = (),
        pause: timedelta = timedelta(),
        shows: str = "",
    ) -> None:
        """Close the delivery: these people were told, and the messages name them, and those of ``names`` besides.

        ``messages`` are the platform's ids; none where nothing was posted. Its channel takes the next after ``pause``.
        ``next_due`` None: there is more to tell, and it stays due. ``shows``: of a post about one person, which is
        brought up to date from now on, as of when it was composed.
        """

    def undelivered(
        self,
        delivery: Delivery,
        *,
        fault: str,
        retry: datetime | None,
        unknown: bool = False,
        free: datetime | None = None,
    ) -> bool:
        """The try failed; again at ``retry``, or, with None, the digest is paused. The fault is kept on it.

        Until ``free`` nothing else is posted to its channel.

        ``unknown``: it may have arrived all the same. False where another process took over, whose try counts.
        """

    def renew(self, delivery: Delivery, *, now: datetime, lease: datetime, naming: Collection[int] = ()) -> bool:
        """Still ours, and still to be posted? Asked right before sending; until the try is reported, it is `unknown`."""
