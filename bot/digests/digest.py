"""What a digest says: the new applicants of one window, as a reply for a whole channel."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.cards import person as cards
from bot.cards.naming import initials
from bot.cards.news import returning
from bot.cards.quotes import Quotes
from bot.cards.wording import MONTHS, count, day, sentence, stage
from bot.chat.messages import (
    Actions,
    Bar,
    Block,
    Bold,
    Button,
    Chart,
    Divider,
    Field,
    Italic,
    Person,
    Proof,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Title,
    Typed,
    When,
)
from bot.chats import chat_of
from bot.digests.edition import DECIDED, NOWHERE, Edition
from bot.records import Candidate
from bot.search.reasons import highlights

NAMES, BARS = 40, 8
REASONS = 2
FOLDED = 3
"""Of those who are decided about so many stay in the post's own message."""
SPANS = {1: "the day before", 7: "the week before"}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


Proofs: TypeAlias = Mapping[int, tuple[Proof, ...]]
"""By candidate."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much of an edition the post's one message tells; what a platform has no room for there goes into its thread."""

    people: int
    decided: int
    reasons: int = REASONS
    dividers: bool = True


def compose(edition: Edition) -> Reply:
    """The post, with what to say `otherwise` where it does not fit into one message.

    Names no contacts, notes or availability: it is read by the whole channel.
    """
    proofs = {one.number: tuple(proven(edition, one)) for one in _in_full(edition)}
    shorter: Reply | None = None
    for room in reversed(list(_rooms(len(_in_full(edition)), len(edition.decided[:DECIDED])))):
        shorter = replace(_told(edition, proofs, room), otherwise=shorter)
    assert shorter
    return shorter


def nothing(edition: Edition) -> Reply:
    """The post of a digest that speaks up without news as well."""
    head = "No new applicants"
    since = f"Since {_clock(edition.since, edition.digest.zone)}"
    small = SmallPrint(((" · ".join((since, *_still_waiting(edition))),), *_next(edition)))
    named = tuple(one.number for one in edition.waiting)
    return Reply((Title(head, large=True), *_waiting(edition), small), text=f"{head}.", private=False, names=named)


def _rooms(people: int, decided: int) -> Iterator[Room]:
    """First the lines between people are left out, then the second reasons; then people go into the thread.

    Whoever is decided about goes first, but for a few of whom the channel sees what became.
    """
    yield from (Room(people, decided), Room(people, decided, dividers=False))
    fewer = range(decided, min(decided, FOLDED) - 1, -1)
    yield from (Room(people, some, reasons=1, dividers=False) for some in fewer)
    for some in range(people - 1, -1, -1):
        yield from (Room(some, min(decided, FOLDED), reasons, dividers=False) for reasons in range(REASONS, 0, -1))


def _in_full(edition: Edition) -> tuple[Candidate, ...]:
    return edition.open[: edition.digest.style.in_full]


def _told(edition: Edition, proofs: Proofs, room: Room) -> Reply:
    head = count(len(edition.applicants), "new applicant")
    shown, further = _in_full(edition)[: room.people], _in_full(edition)[room.people :]
    decided, others = edition.decided[: room.decided], edition.decided[room.decided : DECIDED]
    thread = _thread(edition, proofs, further, others, head) if further or others else None
    blocks: list[Block] = [
        Title(head, large=True),
        SmallPrint((_about(edition),)),
        *_chart(edition),
        *_people(edition, shown, proofs, room),
        *_folded(edition, decided, apart=room.dividers and bool(shown)),
        *_behind(edition, len(further) + len(others)),
        *_waiting(edition),
        *_rest(edition),
        Actions(tuple(_buttons(edition, head))),
        SmallPrint(_small(edition)),
    ]
    named = tuple(one.number for one in (*edition.applicants, *edition.waiting))
    return Reply(tuple(blocks), text=_sentence(edition, head), private=False, names=named, thread=thread)


def _thread(
    edition: Edition, proofs: Proofs, people: Sequence[Candidate], decided: Sequence[Candidate], head: str
) -> Reply:
    """Whom the post's message has no room for, told as there."""
    room = Room(len(people), len(decided))
    told = (*_people(edition, people, proofs, room), *_decided(edition, decided))
    named = tuple(one.number for one in (*people, *decided))
    return Reply(told, text=f"{len(named)} more of {head}.", private=False, names=named)


def _behind(edition: Edition, number: int) -> list[Block]:
    """How many more there are, and where."""
    if not number:
        return []
    threads = edition.digest.kind == "channel" or chat_of(edition.digest.workspace).direct_threads
    return [Text((Bold(f"{number} more {'in the thread' if threads else 'below'}"),))]


# ------------------------------------------------------------------------ head


def _about(edition: Edition) -> Spans:
    since = f"Since {_clock(edition.since, edition.digest.zone)}"
    if edition.decided or edition.taken:
        return (f"{since} · ", Bold(_progress(edition)))
    return (" · ".join((since, *_compared(edition))),)


def _progress(edition: Edition) -> str:
    """``3 decided · 1 taken · 8 to go``."""
    left = len(edition.open) - edition.taken
    parts = ((len(edition.decided), "decided"), (edition.taken, "taken"), (left, "to go"))
    return " · ".join(f"{number} {word}" for number, word in parts if number)


def _compared(edition: Edition) -> Iterator[str]:
    if edition.before is not None:
        days = round((edition.now - edition.since) / timedelta(days=1))
        yield f"{edition.before} {SPANS.get(days, 'in as long a time before')}"
    if edition.back:
        yield f"{len(edition.back)} came back"
    yield from _still_waiting(edition)


def _still_waiting(edition: Edition) -> Iterator[str]:
    if edition.all_waiting:
        yield f"{edition.all_waiting} waiting over {count(edition.digest.style.waiting, 'day')}"


def _sentence(edition: Edition, head: str) -> str:
    """For notifications: counts, and nobody's name."""
    since = f"{head} since {_clock(edition.since, edition.digest.zone)}"
    if edition.decided or edition.taken:
        return f"{since}; {_progress(edition).replace(' · ', ', ')}."
    return f"{', '.join((since, *_compared(edition)))}."


def _chart(edition: Edition) -> list[Block]:
    """Applicants by opening, where there is more than one."""
    if not edition.digest.style.chart:
        return []
    before = edition.openings_before
    openings = Counter(one.opening or NOWHERE for one in edition.applicants)
    bars = (
        Bar(name, number, before.get(name.replace(NOWHERE, ""), 0) if before else None)
        for name, number in openings.most_common(BARS)
    )
    return [Chart(tuple(bars))] if len(openings) > 1 else []


# ---------------------------------------------------------------------- people


def _people(edition: Edition, shown: Sequence[Candidate], proofs: Proofs, room: Room) -> Iterator[Block]:
    group = ""
    for index, candidate in enumerate(shown):
        if room.dividers and index:
            yield Divider()
        if (under := edition.groups.get(candidate.number, "")) != group:
            yield Text((Bold(under),))
            group = under
        yield _person(edition, candidate, proofs[candidate.number][: room.reasons])


def _person(edition: Edition, candidate: Candidate, proofs: tuple[Proof, ...]) -> Person:
    if _initials(edition):
        return initialled(edition, candidate, proofs)
    return Person(
        cards.shown_name(candidate),
        tuple(described(edition, candidate)),
        open=Button("Open", f"show #{candidate.number}", spoken=f"Open {cards.shown_name(candidate)}"),
        proofs=proofs,
        buttons=(*cards.decisions(candidate), *cards.taking(candidate)),
    )


def described(edition: Edition, candidate: Candidate) -> Iterator[Spans]:
    """What they do, what for and when they came."""
    if candidate.headline:
        yield (candidate.headline,)
    yield (_where(edition, candidate),)
    if candidate.number in edition.back:
        told = returning(edition.dossiers[candidate.number], since=edition.since, now=edition.now)
        yield (Italic("Came back:"), f" {told}") if told else (Italic("Came back"),)


def _where(edition: Edition, candidate: Candidate) -> str:
    """``Research Intern · Thu``; who took it in place of the day. Under its opening nobody needs to be told of it again."""
    arrived = candidate.arrived.astimezone(ZoneInfo(edition.digest.zone))
    when = WEEKDAYS[arrived.weekday()] if (edition.now - candidate.arrived).days < 7 else day(arrived, edition.now)
    said = f"{candidate.owner} has it" if candidate.owner else when
    if candidate.opening and candidate.opening == edition.groups.get(candidate.number):
        return said if candidate.owner else f"Applied {said}"
    return " · ".join(filter(None, (candidate.opening, said)))


def proven(edition: Edition, candidate: Candidate) -> Iterator[Proof]:
    """The strongest lines of the CV."""
    dossier = edition.dossiers[candidate.number]
    quotes = Quotes(dossier.texts, contacts=False, profile=dossier.profile)
    for one in highlights(dossier, limit=REASONS, counts=edition.counts):
        yield cards.proof(one, quotes)


def _initials(edition: Edition) -> bool:
    return edition.digest.style.names == "initials"


def initialled(edition: Edition, candidate: Candidate, proofs: tuple[Proof, ...]) -> Person:
    """Nothing that only one person can be: no headline, no employer, no quote."""
    name = initials(candidate.name) or f"#{candidate.number}"
    where = " · ".join(filter(None, (_where(edition, candidate), "came back" * (candidate.number in edition.back))))
    told = " · ".join(_without_place(one) for one in proofs)
    spoken = f"Open {name}" + (f", applicant for {candidate.opening}" if candidate.opening else "")
    lines: tuple[Spans, ...] = ((where,), *(((told,),) if told else ()))
    return Person(name, lines, open=Button("Open", f"show #{candidate.number}", spoken=spoken))


def _without_place(proof: Proof) -> str:
    """``● CUDA used at work``: what and how, not where."""
    said = "".join(one if isinstance(one, str) else getattr(one, "text", "") for one in proof.words)
    return said.partition(" · ")[0]


def _decided(edition: Edition, shown: Sequence[Candidate]) -> Iterator[Block]:
    """Two lines each: who, and what became of them, with the way back."""
    for candidate in shown:
        name = initials(candidate.name) if _initials(edition) else cards.shown_name(candidate)
        changes = edition.moves.get(candidate.number, ())
        last = next((one for one in reversed(changes) if one.to_stage == candidate.stage), None)
        by: Spans = (f" · by {last.by} · ", When(last.at, "time")) if last and last.by else ()
        undo = Button("Undo", f"undo #{candidate.number}", spoken=f"Undo for {name}")
        yield Person(name or f"#{candidate.number}", ((stage(candidate.stage), *by),), open=undo)


def _folded(edition: Edition, shown: Sequence[Candidate], *, apart: bool) -> Iterator[Block]:
    """Those who are decided about, ``apart`` from those who are not."""
    if edition.decided and apart:
        yield Divider()
    yield from _decided(edition, shown)
    if (more := len(edition.decided) - DECIDED) > 0:
        yield Text((f"and {more} more decided",))
    if edition.decided and apart:
        yield Divider()


def _waiting(edition: Edition) -> list[Block]:
    if not edition.waiting or _initials(edition):
        return []
    rows = tuple(_longest(one, edition.now) for one in edition.waiting)
    more = edition.all_waiting - len(rows)
    lines: list[Text] = [Text(row) for row in rows] + ([Text((f"and {more} more",))] if more else [])
    return [Field(f"Waiting over {count(edition.digest.style.waiting, 'day')}", tuple(lines))]


def _longest(candidate: Candidate, now: datetime) -> Spans:
    days = count((now - candidate.stage_since).days, "day")
    where = stage(candidate.stage)
    return (where, f" {days} · ", cards.shown_name(candidate), f" · {candidate.owner or 'no owner'}")


def _rest(edition: Edition) -> list[Block]:
    rest = edition.open[edition.digest.style.in_full :]
    if not rest:
        return []
    if _initials(edition):
        return [Text((Bold(f"And {len(rest)} more"),))]
    names = ", ".join(cards.shown_name(one) for one in rest[:NAMES]) + (" …" if len(rest) > NAMES else "")
    return [Field(f"And {len(rest)} more", (Text((names,)),))]


# ------------------------------------------------------------------------ foot


def _buttons(edition: Edition, head: str) -> Iterator[Button]:
    everybody = f"Show all {len(edition.applicants)}"
    yield Button(everybody, _everybody(edition), spoken=f"Show all {head}")
    if edition.all_waiting:
        longest = f"new --waiting {edition.digest.style.waiting}d"
        yield Button(f"Review {edition.all_waiting} waiting", longest)


def _everybody(edition: Edition) -> str:
    """The line that lists exactly those of whom the post tells, in its order."""
    return f"new {edition.since.astimezone(UTC):%Y-%m-%dT%H:%M:%S} --digest {edition.digest.name}"


def _small(edition: Edition) -> tuple[Spans, ...]:
    again: tuple[Spans, ...] = (("Sent again: a first try broke off, and may have arrived",),) if edition.repeat else ()
    initialled: Spans = ("Initials only in this channel · Open shows the rest to you alone, if you have access",)
    hidden: tuple[Spans, ...] = (initialled,) if _initials(edition) else ()
    order = edition.order + " in each group" * bool(edition.groups)
    first: Spans = (order if again or hidden else sentence(order),)
    return (*again, *hidden, first, *_next(edition), (Typed("digest"), " changes it"))


def _next(edition: Edition) -> tuple[Spans, ...]:
    return (("next ", When(edition.following, "time")),) if edition.following else ()


def _clock(moment: datetime, zone: str) -> str:
    """``Mon 9 Nov, 9:00`` in the digest's own zone."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{WEEKDAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}, {local.hour}:{local.minute:02}"
