"""Due, claim, compose, deliver, record. The row in the database is the truth; any number of processes may tick."""

import hashlib
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.cards.wording import sentence
from bot.chat.messages import Actions, Bold, Button, Place, Reply, SmallPrint, Text
from bot.digests.alone import alone
from bot.digests.digest import compose, nothing
from bot.digests.edition import gather
from bot.digests.next_tick import never_raising
from bot.digests.pace import CHANNEL, REST, Pace
from bot.digests.post import Poster, Undeliverable, reached
from bot.digests.records import Delivery, Digest
from bot.digests.reminders import following, reminded
from bot.digests.schedule import NEVER, next_due
from bot.measuring import measured
from bot.own_skills import settle
from bot.records import Candidate, Workspace
from bot.search.language import parse
from bot.serving import serving
from bot.sharing.naming import named
from bot.sharing.records import standing
from bot.store import Conflict, Store, Tenant, Unavailable

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
TRIES = 8
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
SKEW = timedelta(minutes=10)
"""So far a platform's clock may be behind ours."""
TIDYING = timedelta(hours=1)
AT_ONCE = 100
"""Digests posted in one tick at most; the rest are due in the next one."""
UNSEEN = "?"
"""What a post shows that an earlier try made: it is brought up to date."""
RENEWED = 100
"""People whose search rows are renewed in one tick at most."""


def applicants(store: Tenant, digest: Digest, *, until: datetime) -> tuple[Candidate, ...]:
    """Who is news for this digest: everybody new, or those of them whom its query finds."""
    found = store.applicants(digest, until=until)
    if not digest.query or not found:
        return found
    query = parse(digest.query, today=until.date())
    oldest = min(one.arrived for one in found).date().isoformat()
    lately = replace(query, since=max(query.since, oldest))
    wanted = set(store.search(lately, limit=store.count()).numbers)
    return tuple(one for one in found if one.number in wanted)


def _named(store: Tenant, found: Sequence[Candidate], numbers: Collection[int]) -> tuple[Candidate, ...]:
    """Whom an earlier try named, be it that they were merged since with somebody who came later."""
    here = [one for one in found if one.number in numbers]
    return (*here, *store.candidates(sorted({*numbers} - {one.number for one in here})))


def preview(store: Tenant, digest: Digest, *, now: datetime) -> Reply | None:
    """What would be posted now; None where there is nothing new."""
    found = applicants(store, digest, until=now)
    since = digest.last_sent or digest.since
    if digest.style.each and found:
        return _first_of(found, alone(store, digest, found[0], now=now))
    return _post(store, digest, found, since=since, until=now, now=now)


def _first_of(found: Sequence[Candidate], reply: Reply) -> Reply:
    more = len(found) - 1
    return replace(reply, blocks=(*reply.blocks, SmallPrint(((f"and {more} more, a post each",),)))) if more else reply


class Runner:
    """Posts what is due in the workspaces that this process reaches."""

    def __init__(
        self,
        store: Store,
        posters: Sequence[Poster],
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        pace: Pace | None = None,
    ) -> None:
        self._store, self._posters, self._clock, self._pace = store, posters, clock, pace
        self._stopping = False
        self._tidied: datetime | None = None

    def stop(self) -> None:
        """Claim nothing more; a post in hand is finished."""
        self._stopping = True

    def tick(self) -> int:
        """Deliver whatever is due; returns how many digests were dealt with. Never raises."""
        done = 0
        with never_raising(log, "digests wait"):
            done = self._some(reminders=False)
            self._some(reminders=True)
            self._settle()
            self._tidy()
        return done

    def _some(self, *, reminders: bool) -> int:
        """Members' reminders have a turn of their own, and keep no channel waiting."""
        done = idle = 0
        rests = self._pace.rests if self._pace else 0
        while not self._stopping and done < AT_ONCE and idle <= rests:
            if self._one(reminders=reminders):
                done, idle = done + 1, 0
                continue
            idle = idle + 1 if done else rests + 1  # what others were told of lately may have its turn soon
            if self._pace and idle <= rests:
                self._pace.rest(REST)
        return done

    def _one(self, *, reminders: bool) -> bool:
        reach = reached(self._posters)
        now = self._clock()
        delivery = (
            self._store.claim(reach, now=now, lease=now + LEASE, reminders=reminders, pace=self._pace)
            if reach
            else None
        )
        if delivery is None:
            return False
        try:
            self._try(delivery, reach[delivery.digest.workspace])
        except Exception as error:  # noqa: BLE001 - its lease runs out; the others must not wait for it
            log.error("digest %s: %s", delivery.digest.id, type(error).__name__)  # noqa: TRY400
        return True

    def _try(self, delivery: Delivery, poster: Poster) -> None:
        """Deliver it, or take down why not. A try that nobody reported counts: it may have ended the process."""
        if delivery.attempt > TRIES:
            self._failed(delivery, Undeliverable(_worn_out(delivery), lasting=True))
            return
        try:
            self._deliver(delivery, poster)
        except Undeliverable as fault:
            self._failed(delivery, fault)
        except Conflict:
            log.warning("digest %s was delivered by another process", delivery.digest.id)
        except Exception as error:  # noqa: BLE001 - whatever it was, it is told and tried again
            self._failed(delivery, Undeliverable(_reason(error, "the bot could not compose it")))

    def _deliver(self, delivery: Delivery, poster: Poster) -> None:
        digest, now = delivery.digest, self._clock()
        store = self._store.within(delivery.organization, digest.owner if digest.about == "reminders" else "")
        with serving(store):
            if digest.about == "reminders":
                reply, again = reminded(store, digest, poster, now=now, repeat=delivery.unknown)
                self._post(delivery, store, poster, reply, again=again)
                return
            if (quiet := store.quiet()) and (later := quiet.until(now)) > now:
                self._store.undelivered(delivery, fault="", retry=later)
                return
            every = applicants(store, digest, until=delivery.until)
            found = every if delivery.named is None else _named(store, every, delivery.named)
            if digest.style.each and (every or found):
                self._post_one(delivery, store, poster, every, found, now)
                return
            reply = _post(
                store, digest, found, since=delivery.since, until=delivery.until, now=now, repeat=delivery.unknown
            )
            told = [one.number for one in found]
            self._post(delivery, store, poster, reply, told=told, again=next_due(digest, now))

    def _post_one(  # noqa: PLR0917 - the parts of one run
        self,
        delivery: Delivery,
        store: Tenant,
        poster: Poster,
        every: Sequence[Candidate],
        found: Sequence[Candidate],
        now: datetime,
    ) -> None:
        """A run tells of one person; the digest stays due until everybody has been told of."""
        digest, told = delivery.digest, [one.number for one in found[:1]]
        again = next_due(digest, now) if {one.number for one in every} <= {*told} else None
        standing_now = store.standing_at(told, digest.opening)
        if not standing_now:  # of whom the try before told is here no more
            self._post(delivery, store, poster, None, again=again)
            return
        shows, under = store.shown_of(digest, told[0]), store.post_about(digest, told[0])
        reply = alone(store, digest, standing_now[0], now=now, repeat=delivery.unknown, under=under)
        self._post(delivery, store, poster, reply, told=told, again=again, shows=shows)

    def _post(
        self,
        delivery: Delivery,
        store: Tenant,
        poster: Poster,
        reply: Reply | None,
        *,
        again: datetime | None,
        told: Sequence[int] = (),
        shows: str = "",
    ) -> None:
        """Post and record it; without anything to say, record that."""
        digest = delivery.digest
        if reply is None:
            self._store.delivered(delivery, (), messages=(), at=self._clock(), next_due=again)
            measured.count("deliveries", "nothing new")
            return
        place = Place(digest.workspace, digest.kind, digest.channel, digest.channel_name)
        since, names = delivery.until - SKEW, named(reply)
        unknown, under = delivery.unknown, reply.filed.under if reply.filed else ""
        messages = poster.arrived(place, key=delivery.key, since=since, under=under) if unknown else ()
        now = self._clock()
        if not messages and not self._store.renew(delivery, now=now, lease=now + LEASE, naming=told):
            return
        told = list(delivery.named or told) if messages else told
        if messages and shows:
            shows = UNSEEN
        if not messages and len(store.candidates(reply.names)) < len({*reply.names}):
            self._store.undelivered(delivery, fault="", retry=now)  # somebody was erased since: it is made anew
            return
        try:
            messages = messages or poster.post(place, reply, key=delivery.key)
            at = self._clock()
            self._store.delivered(
                delivery, told, messages=messages, at=at, next_due=again, names=names, pause=CHANNEL, shows=shows
            )
            measured.count("deliveries", "delivered")
        except Undeliverable as fault:
            out = standing(digest.workspace, digest.kind, digest.channel, fault.out)
            store.named(out, names, at=self._clock())
            raise
        except Conflict:
            raise
        except Exception as error:
            raise Undeliverable(_reason(error, "the bot broke off while posting it"), unknown=True) from error

    def _failed(self, delivery: Delivery, fault: Undeliverable) -> None:
        asked, now = timedelta(seconds=fault.wait), self._clock()
        wait = max(asked, min(FIRST_WAIT * 2 ** (delivery.attempt - 1), LONGEST_WAIT))
        retry = None if fault.lasting or delivery.attempt >= TRIES else now + wait
        free = now + max(asked, CHANNEL)
        log.warning("digest %s was not delivered (try %s): %s", delivery.digest.id, delivery.attempt, fault)
        measured.count("deliveries", "unknown" if fault.unknown else "tried again" if retry else "given up")
        if delivery.digest.about == "reminders" and retry is None and not fault.lasting:
            again = following(delivery.digest, now)  # what waits then still waits, and is told then
            self._store.delivered(delivery, (), messages=(), at=now, next_due=again)
            return
        counts = self._store.undelivered(delivery, fault=str(fault), retry=retry, unknown=fault.unknown, free=free)
        if counts and retry is None and delivery.digest.about != "reminders":
            self._tell_owner(delivery, fault)

    def _tell_owner(self, delivery: Delivery, fault: Undeliverable) -> None:
        """Once, in a direct message; what does not reach them stands in the list of digests and in `doctor`."""
        platform, _, rest = delivery.digest.owner.partition(":")
        workspace, _, who = rest.rpartition(":")
        at = Workspace(platform, workspace)
        poster = next((one for one in self._posters if at in one.workspaces()), None) if who else None
        if poster:
            key = hashlib.blake2s(f"{delivery.key} paused".encode(), digest_size=12).hexdigest()
            try:
                poster.post(Place(at, "dm", who), paused(delivery.digest, str(fault)), key=key)
            except Exception as error:  # noqa: BLE001 - whatever it was, the digest is paused and says why
                log.warning("the owner of digest %s was not told: %s", delivery.digest.id, type(error).__name__)

    def _settle(self) -> None:
        """What a new skill of a team concerns is made searchable by it, some people in each tick."""
        for organization in self._store.unsettled():
            settle(self._store.within(organization), most=RENEWED)

    def _tidy(self) -> None:
        now = self._clock()
        if self._tidied is None or now - self._tidied >= TIDYING:
            self._tidied = now
            self._store.tidy(now)


def paused(digest: Digest, fault: str) -> Reply:
    """What its owner is told of a digest that posts nothing any more."""
    answer = f"{digest.name} is paused: it could not be posted."
    name = "the conversation" if digest.kind == "dm" else f"#{digest.channel_name or digest.channel}"
    advice = f"\n{sentence(fault)}. Nobody is lost: once {name} can be posted to again, resume it, and it tells of all."
    buttons = (Button("Resume", f"digest resume {digest.name}"), Button("All digests", "digest"))
    return Reply((Text((Bold(answer), advice)), Actions(buttons)), text=answer)


def _reason(error: Exception, what: str) -> str:
    """Why, without the error's own words: they may hold a candidate's data."""
    return "the database did not answer" if isinstance(error, Unavailable) else f"{what} ({type(error).__name__})"


def _worn_out(delivery: Delivery) -> str:
    return f"given up after {TRIES} tries: {delivery.digest.fault or 'each broke off, and nobody knows why'}"


def _post(
    store: Tenant,
    digest: Digest,
    found: Sequence[Candidate],
    *,
    since: datetime,
    until: datetime,
    now: datetime,
    repeat: bool = False,
) -> Reply | None:
    """None where there is nothing to say."""
    if not found and digest.style.empty == "silent":
        return None
    due = next_due(digest, now)
    following = due if due < NEVER else None
    edition = gather(store, digest, found, since=since, until=until, now=now, following=following, repeat=repeat)
    return compose(edition) if found else nothing(edition)
