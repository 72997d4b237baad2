"""What a digest says of one person in a post of their own: as they stand now, with what can be done next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.cards import person as cards
from bot.cards.naming import initials
from bot.chat.filing import Filed
from bot.chat.messages import Actions, Block, Button, Person, Reply, SmallPrint, Spans, When
from bot.digests.digest import described, initialled, proven
from bot.digests.edition import Edition, decided, gather
from bot.digests.records import Digest
from bot.records import Candidate, Role
from bot.stages import colour, stage, stages
from bot.store import Tenant


def alone(
    store: Tenant, digest: Digest, candidate: Candidate, *, now: datetime, repeat: bool = False, under: str = ""
) -> Reply:
    """The post about one person; ``under`` as `Filed` has it."""
    style = replace(digest.style, grouping="", in_full=1, waiting=0, chart=False)
    edition = gather(
        store,
        replace(digest, style=style),
        [candidate],
        since=candidate.arrived,  # who was there before came back
        until=now,
        now=now,
        following=None,
        repeat=repeat,
    )
    if not edition.dossiers:  # a digest reads no CV of whoever is decided about, a post about one does
        edition = replace(edition, dossiers={one.candidate.number: one for one in store.dossiers([candidate.number])})
    return _told(edition, under)


def _told(edition: Edition, under: str) -> Reply:
    """Names no contacts, notes or availability, as no digest does."""
    (candidate,) = edition.applicants
    shown = tuple(proven(edition, candidate))
    initials_only = edition.digest.style.names == "initials"
    blocks: tuple[Block, ...]
    if initials_only:
        blocks = (initialled(edition, candidate, shown), *_small(edition, candidate))
    else:
        told = Person(
            cards.shown_name(candidate),
            tuple(described(edition, candidate)),
            open=Button("Open", f"show #{candidate.number}", spoken=f"Open {cards.shown_name(candidate)}"),
            proofs=shown,
            buttons=tuple(_buttons(candidate)),
        )
        blocks = (told, Actions((cards.stage_menu(candidate, Role.RECRUITER),)), *_small(edition, candidate))
    name = (initials(candidate.name) or f"#{candidate.number}") if initials_only else cards.shown_name(candidate)
    title = f"{name} · {candidate.opening}" if candidate.opening else name
    return Reply(
        blocks,
        text=_sentence(edition, candidate),
        private=False,
        stage=colour(candidate.stage),
        names=(candidate.number,),
        filed=Filed(title, _stage(candidate), tuple(one.label for one in stages()), under),
    )


def _stage(candidate: Candidate) -> str:
    return stage(candidate.stage).label


def _buttons(candidate: Candidate) -> Iterator[Button]:
    if decided(candidate):
        yield Button("Undo", f"undo #{candidate.number}", spoken=f"Undo for {cards.shown_name(candidate)}")
    else:
        yield from cards.decisions(candidate)
    yield from cards.taking(candidate)


def _small(edition: Edition, candidate: Candidate) -> tuple[SmallPrint, ...]:
    """Where they stand, and who moved them there."""
    changes = edition.moves.get(candidate.number, ())
    last = next((one for one in reversed(changes) if one.to_stage == candidate.stage), None)
    by: Spans = (f"{_stage(candidate)} · by {last.by} ", When(last.at, "time")) if last and last.by else ()
    again: tuple[Spans, ...] = (("Sent again: a first try broke off, and may have arrived",),) if edition.repeat else ()
    said = (*again, *((by,) if by and decided(candidate) else ()))
    return (SmallPrint(said),) if said else ()


def _sentence(edition: Edition, candidate: Candidate) -> str:
    """For notifications: nobody's name."""
    what = "Came back" if candidate.number in edition.back else "New applicant"
    return f"{what} for {candidate.opening}." if candidate.opening else f"{what}."
