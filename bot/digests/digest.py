"""What a digest says: the new applicants of one window, as a reply for a whole channel."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.cards import person as cards
from bot.cards.quotes import Quotes
from bot.cards.wording import MONTHS, count, stage
from bot.chat.messages import (
    Actions,
    Bar,
    Block,
    Button,
    Chart,
    Divider,
    Field,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Title,
    Typed,
    When,
)
from bot.records import Candidate, Digest, Dossier
from bot.search.reasons import highlights
from bot.stages import stages

IN_FULL = 5
NAMES = 40
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def compose(
    digest: Digest,
    applicants: Sequence[Candidate],
    dossiers: Sequence[Dossier],
    *,
    since: datetime,
    following: datetime,
    counts: Mapping[str, int],
    repeat: bool = False,
) -> Reply:
    """The post for ``applicants``, the first of them in full (``dossiers``).

    Names no contacts, notes or availability: it is read by the whole channel. ``repeat`` says that an earlier try may
    have arrived.
    """
    head = count(len(applicants), "new applicant")
    blocks: list[Block] = [
        Title(head, large=True),
        SmallPrint(((f"Since {_clock(since, digest.zone)}",),)),
        *_chart(applicants),
    ]
    for index, dossier in enumerate(dossiers):
        if index:
            blocks.append(Divider())
        blocks.append(_person(dossier, counts, digest.zone))
    if rest := applicants[len(dossiers) :]:
        names = ", ".join(cards.shown_name(one) for one in rest[:NAMES]) + (" …" if len(rest) > NAMES else "")
        blocks.append(Field(f"And {len(rest)} more", (Text((names,)),)))
    everybody = f"find {digest.query} since:{since:%Y-%m-%d}" if digest.query else f"new {since:%Y-%m-%dT%H:%M}"
    blocks.append(Actions((Button(f"Show all {len(applicants)}", everybody, spoken=f"Show all {head}s"),)))
    again: tuple[Spans, ...] = (("Sent again: the answer to the first try was lost",),) if repeat else ()
    order: Spans = ("oldest first" if again else "Oldest first",)
    blocks.append(SmallPrint((*again, order, ("next ", When(following, "time")), (Typed("digest"), " changes it"))))
    return Reply(tuple(blocks), text=f"{head} since {_clock(since, digest.zone)}.", private=False)


def in_full(applicants: Sequence[Candidate]) -> Sequence[Candidate]:
    return applicants[:IN_FULL]


def _person(dossier: Dossier, counts: Mapping[str, int], zone: str) -> Block:
    candidate = dossier.candidate
    arrived = WEEKDAYS[candidate.arrived.astimezone(ZoneInfo(zone)).weekday()]
    quotes = Quotes(dossier.texts, contacts=False)
    proofs = tuple(cards.proof(one, quotes) for one in highlights(dossier, limit=2, counts=counts))
    buttons = (*cards.decisions(candidate), *cards.taking(candidate))
    shown = cards.row(candidate, proofs=proofs, buttons=buttons)
    return replace(shown, lines=(*shown.lines[:-1], _standing(candidate, arrived)))


def _standing(candidate: Candidate, arrived: str) -> Spans:
    """``ML Systems Engineer · Thu``: that applicants are new is said above all of them."""
    decided = (stage(candidate.stage),) if candidate.stage != stages()[0].key else ()
    parts = [*decided, *filter(None, (candidate.owner, candidate.opening)), arrived]
    return tuple(span for part in parts for span in (" · ", part))[1:]


def _chart(applicants: Sequence[Candidate]) -> list[Block]:
    """Applicants by opening, where there is more than one."""
    openings = Counter(one.opening or "No opening" for one in applicants)
    return [Chart(tuple(Bar(name, number) for name, number in openings.most_common(8)))] if len(openings) > 1 else []


def _clock(moment: datetime, zone: str) -> str:
    """``Mon 9 Nov, 9:00`` in the digest's own zone."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{WEEKDAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}, {local.hour}:{local.minute:02}"
