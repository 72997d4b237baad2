"""When a member is reminded and of what: once a working day, by their own clock, where something waits for them."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from bot.cards.reminders import reminder
from bot.chat.access import role_of
from bot.chat.messages import Member, Reply
from bot.digests.post import Addressee, Poster, Undeliverable
from bot.digests.quiet import Quiet
from bot.digests.records import Digest, Style
from bot.digests.schedule import Schedule
from bot.records import Role
from bot.stages import colour, stages
from bot.store import Tenant
from bot.work.desk import LATELY
from bot.work.pending import Asking, Pending

CRON, WORDS = "0 9 * * 1-5", "weekdays at 9:00"
SHOWN = 5
"""Of each kind."""
INTERVIEW = "interview"
"""Whoever is in a stage of its colour is rated by whoever they are assigned to."""


def first(member: Member, owner: str, now: datetime) -> Digest:
    """A member's reminders as they begin: at once due, to find out where the member is.

    ``owner`` is the identity that stands for them.
    """
    return Digest(
        0, "reminders", member.workspace, member.id, "", CRON, WORDS, "", "",
        since=now, next_due=now, state="active", by=member.name, kind="dm", about="reminders",
        owner=owner, style=Style(),
    )  # fmt: skip


def chosen(digest: Digest) -> bool:
    """Whether the member said by which zone's clock; else it is the one where the platform sees them."""
    return bool(digest.zone) and digest.words.endswith(digest.zone)


def due(digest: Digest, quiet: Quiet | None, now: datetime) -> datetime:
    """The next moment to remind, or one that is past where it is to be now: late rather than not, but once a day.

    Quiet hours and days are those of the member's own clock.
    """
    zone = ZoneInfo(digest.zone)
    today = now.astimezone(zone).date()
    told = digest.last_sent is not None and digest.last_sent.astimezone(zone).date() >= today
    begin = _midnight(today + timedelta(days=told), zone) - timedelta(seconds=1)
    moment = Schedule(digest.schedule, digest.zone).after(max(begin, digest.since))
    return max(moment, replace(quiet, zone=digest.zone).until(now)) if quiet and moment <= now else moment


def reminded(
    store: Tenant, digest: Digest, poster: Poster, *, now: datetime, repeat: bool
) -> tuple[Reply | None, datetime]:
    """What to tell the member that the store is seen as, None for nothing; and when to look again.

    The platform is asked about a member only where something waits, or where it is not known yet where they are.
    `Undeliverable` where it does not say.
    """
    quiet = store.quiet()
    while True:
        waiting = Pending()
        if digest.zone:
            if (moment := due(digest, quiet, now)) > now:
                return None, moment
            waiting = pending(store, digest, now=now)
            if not waiting:
                return None, following(digest, now)
        known = _asked(poster, digest)
        zone = digest.zone if chosen(digest) else _zone(known) or organizations_zone(store)
        if zone == digest.zone:
            if (role_of(store, known.member) or 0) < Role.RECRUITER:
                return None, following(digest, now)
            return reminder(waiting, digest, now=now, repeat=repeat), following(digest, now)
        store.found_in(digest, zone)
        digest = replace(digest, zone=zone)


def _asked(poster: Poster, digest: Digest) -> Addressee:
    """To ask leaves nothing on the platform, however it ends."""
    try:
        return poster.addressee(digest.workspace, digest.channel)
    except Undeliverable as fault:
        raise Undeliverable(str(fault), lasting=fault.lasting) from None


def following(digest: Digest, now: datetime) -> datetime:
    """After this one."""
    return Schedule(digest.schedule, digest.zone or "UTC").after(now)


def pending(store: Tenant, digest: Digest, *, now: datetime) -> Pending:
    """What waits for the member at this moment."""
    zone = ZoneInfo(digest.zone or "UTC")
    today = now.astimezone(zone).date()
    lately = now - LATELY
    waits = [one.key for one in stages() if not one.closed]
    asking = Asking(
        digest.by,
        now,
        today,
        _midnight(today, zone),
        max(lately, digest.last_sent or lately),
        now - timedelta(days=digest.style.waiting) if digest.style.waiting else datetime.min.replace(tzinfo=UTC),
        tuple(key for key in waits if colour(key) == INTERVIEW),
        tuple(waits),
        SHOWN,
    )
    return store.pending(asking)


def organizations_zone(store: Tenant) -> str:
    """That of its quiet hours, or in which most of its digests are due."""
    if quiet := store.quiet():
        return quiet.zone
    zones = Counter(one.zone for one in store.digests())
    return zones.most_common(1)[0][0] if zones else "UTC"


def zone_of(store: Tenant, digest: Digest, poster: Poster | None) -> str:
    """By whose clock the member lives, as far as anybody here says."""
    try:
        known = _zone(_asked(poster, digest)) if poster else ""
    except Undeliverable:
        known = ""
    return known or organizations_zone(store)


def _zone(known: Addressee) -> str:
    return known.zone if known.zone in available_timezones() else ""


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)
