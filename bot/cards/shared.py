"""A version of a card or list that a whole channel may read: what the CV says of work, and where it stands; no more.

What is in it is listed here, so that what a card gains later is not shared by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from typing import Any

from bot.cards import person as cards
from bot.cards.naming import calm
from bot.cards.quotes import Quotes
from bot.cards.wording import count, day, people, stage
from bot.chat.messages import (
    Actions,
    Block,
    Button,
    Person,
    Reply,
    SmallPrint,
    Span,
    Spans,
    Text,
    Title,
    When,
)
from bot.records import Dossier
from bot.search.contacts import contact_spans
from bot.search.language import parse
from bot.search.query import OF_THE_TEAM, Clause, Query
from bot.search.reasons import Reason, highlights, reasons
from bot.sharing.records import Share
from bot.stages import colour

NEVER = OF_THE_TEAM | {"has", "link", "mail", "phone", "wish"}
"""Fields of a search that say what is left out: neither the search nor what it found is then repeated."""
LEFT_OUT = "contacts, availability, notes, tags, to-dos, scores, warnings and the file"
LONGEST_QUERY = 150


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shared, and of whom."""

    share: Share
    dossiers: Sequence[Dossier]
    at: datetime
    readers: int | None = None


def shared(shown: Shown, counts: Mapping[str, int]) -> Reply:
    """The post: one person's card, or a list of several."""
    share, dossiers = shown.share, shown.dossiers
    takes_down = Button("Take down", f"unshare --post {share.id}", typed="unshare")
    if len(dossiers) == 1 and not share.query:
        (dossier,) = dossiers
        name = cards.shown_name(dossier.candidate)
        opens = Button("Open", f"show #{dossier.candidate.number}", spoken=f"Open {name}")
        blocks: tuple[Block, ...] = (
            Title(calm(dossier.candidate.name) or "Name not stated", large=True),
            _small(shown),
            Text(_heading(dossier, shown.at)),
            *cards.said(dossier, _quotes(dossier)),
            Actions((opens, takes_down)),
        )
        what, tint = "a candidate", colour(dossier.candidate.stage)
    else:
        query = _repeated(share.query, shown.at)
        rows = (_row(one, at, query, counts, shown.at) for at, one in enumerate(dossiers, 1))
        blocks = (Title(head(share, len(dossiers), shown.at)), _small(shown), *rows, Actions((takes_down,)))
        what, tint = people(len(dossiers)), ""
    told = f"{share.by} shared {what}."
    return Reply(covered(blocks), text=told, private=False, stage=tint, names=share.numbers)


def head(share: Share, number: int, now: datetime) -> str:
    """``4 people for cuda triton``; without the search where that would say what is left out."""
    query = _repeated(share.query, now)
    said = query.text if query else ""
    return f"{people(number)} for {said}" if said else people(number)


def _small(shown: Shown) -> SmallPrint:
    who = f"the {count(shown.readers, 'member')} of" if shown.readers else "everybody in"
    items: tuple[Spans, ...] = (
        (f"Shared by {shown.share.by}, ", When(shown.at, "time")),
        (f"readable for {who} this channel",),
        ("contacts are left out",),
        ("Open shows the card to you alone, if you have access",),
    )
    return SmallPrint(items)


def _heading(dossier: Dossier, now: datetime) -> Spans:
    candidate, place = dossier.candidate, dossier.profile.place
    where = ", ".join(fact.value for fact in (place.city, place.country) if fact) if place else ""
    first = " · ".join(part for part in (candidate.headline, where) if part)
    spans: list[Span] = [first, "\n"] if first else []
    spans.append(stage(candidate.stage))
    parts = (candidate.owner, candidate.opening, f"applied {day(candidate.arrived, now)}")
    return (*spans, *(f" · {part}" for part in parts if part))


def _row(dossier: Dossier, number: int, query: Query | None, counts: Mapping[str, int], now: datetime) -> Person:
    found = reasons(query, dossier) if query else highlights(dossier, limit=2, counts=counts)
    kept = [one for one in found if not _says_when(dossier, one)]
    proofs = tuple(cards.proof(one, _quotes(dossier)) for one in kept[:2])
    return cards.row(replace(dossier.candidate, snoozed=None), number=number, now=now, proofs=proofs)


def _quotes(dossier: Dossier) -> Quotes:
    return Quotes(dossier.texts, contacts=False, profile=dossier.profile)


def _repeated(line: str, now: datetime) -> Query | None:
    """The search, where it may be repeated to everybody."""
    query = parse(line, today=now.date()) if line and len(line) <= LONGEST_QUERY else None
    if query is None or not query.clauses or contact_spans(line) or any(map(_tells, query.clauses)):
        return None
    return replace(query, text=line)


def _tells(clause: Clause) -> bool:
    return any(term.field in NEVER for term in clause.terms)


def _says_when(dossier: Dossier, reason: Reason) -> bool:
    """Whether the line that proves it is one about availability."""
    lines = (one for fact in dossier.profile.availability for one in fact.evidence)
    return any(one.document == reason.document and one.start < reason.end and reason.start < one.end for one in lines)


# -------------------------------------------------------------------- contacts


def covered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with "…" for whatever reaches somebody, be it in a name or a headline."""
    return tuple(_covered(block) for block in blocks)


def _covered(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(_pieces(value))
    if isinstance(value, tuple):
        return tuple(_covered(one) for one in value)
    if isinstance(value, Button):
        return replace(value, spoken=_covered(value.spoken))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _covered(getattr(value, one.name)) for one in fields(value)})
    return value


def _pieces(text: str) -> Iterator[str]:
    at = 0
    for span in contact_spans(text):
        yield text[at : span.start]
        yield "…"
        at = span.end
    yield text[at:]
