"""Some people at once: their documents, what these say, and how people corrected and moved them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.combining import combine
from bot.corrections import corrected
from bot.profile import decode
from bot.records import Candidate, Correction, Dossier
from bot.work.changes import StageChange
from bot.work.records import Scorecards
from storage import documents
from storage.applications import APPLICATIONS, application_of
from storage.notes import notes
from storage.scope import by_candidate, of, theirs
from storage.scorecards import scorecards
from storage.tables import application, candidate, correction, document, opening, profile, stage_change, tag
from storage.todos import open_todos

# Each is ordered by the people first: SQLite would else go through everybody's rows in the order that is asked for.

_DOCUMENTS = (
    select(document.c.candidate, *documents.COLUMNS, document.c.text, profile.c.data)
    .outerjoin(
        profile,
        (profile.c.organization_id == document.c.organization_id) & (profile.c.document == document.c.number),
    )
    .where(of(document), theirs(document.c.candidate))
    .order_by(document.c.candidate, document.c.number.desc())
)
_CORRECTIONS = (
    select(
        correction.c.candidate,
        correction.c.field,
        correction.c.value,
        correction.c.set_by,
        correction.c.at,
        correction.c.part,
        correction.c.entry,
        correction.c.id,
    )
    .where(of(correction), theirs(correction.c.candidate))
    .order_by(correction.c.candidate, correction.c.id)
)
_TAGS = (
    select(tag.c.candidate, tag.c.label).where(of(tag), theirs(tag.c.candidate)).order_by(tag.c.candidate, tag.c.tag)
)
_CHANGES = (
    select(
        stage_change.c.candidate,
        stage_change.c.from_stage,
        stage_change.c.to_stage,
        stage_change.c.changed_by,
        stage_change.c.at,
        stage_change.c.reason,
        stage_change.c.opening,
    )
    .where(of(stage_change), theirs(stage_change.c.candidate))
    .order_by(stage_change.c.candidate, stage_change.c.id)
)
_APPLICATIONS = APPLICATIONS.where(theirs(application.c.candidate)).order_by(
    application.c.candidate, application.c.latest.desc(), application.c.arrived.desc(), opening.c.id
)
_PARTS = (
    select(candidate.c.part_of.label("candidate"), candidate.c.number)
    .where(of(candidate), theirs(candidate.c.part_of))
    .order_by(candidate.c.part_of, candidate.c.number)
)


def dossiers(
    connection: Connection, people: Sequence[Candidate], asked: Mapping[str, Any], member: str
) -> Iterator[Dossier]:
    """Those of the people, in their order, as the member sees them. ``asked``: the organization and the people's numbers."""
    tags, applied, parts = (by_candidate(connection, statement, asked) for statement in (_TAGS, _APPLICATIONS, _PARTS))
    changes = moves(connection, asked)
    noted, to_do = notes(connection, asked), open_todos(connection, asked)
    judged = scorecards(connection, asked, member)
    for one in cvs(connection, people, asked):
        number = one.candidate.number
        yield replace(
            one,
            also=tuple(row.number for row in parts.get(number, ())),
            tags=tuple(row.label for row in tags.get(number, ())),
            changes=changes.get(number, ()),
            notes=noted.get(number, ()),
            todos=to_do.get(number, ()),
            scorecards=judged.get(number, Scorecards()),
            applications=tuple(map(application_of, applied.get(number, ()))),
        )


def moves(connection: Connection, asked: Mapping[str, Any]) -> dict[int, tuple[StageChange, ...]]:
    """How the people were moved, oldest first; of those whom nobody moved nothing."""
    found = by_candidate(connection, _CHANGES, asked)
    return {number: tuple(StageChange(*row[1:]) for row in rows) for number, rows in found.items()}


def cvs(connection: Connection, people: Sequence[Candidate], asked: Mapping[str, Any]) -> Iterator[Dossier]:
    """As `dossiers`, with what the documents say and how it was corrected alone."""
    papers, made = (by_candidate(connection, statement, asked) for statement in (_DOCUMENTS, _CORRECTIONS))
    for person in people:
        mine = papers.get(person.number, [])
        readings = {paper.number: decode(paper.data) for paper in mine if paper.data is not None}
        said = combine(list(readings.values()))
        corrections = tuple(Correction(*row[1:]) for row in made.get(person.number, ()))
        yield Dossier(
            candidate=person,
            profile=corrected(said, corrections),
            corrections=corrections,
            said=said,
            documents=tuple(map(documents.stored, mine)),
            texts={paper.number: paper.text for paper in mine},
            readings=readings,
            content=_content(mine, corrections),
        )


def _content(papers: Sequence[Row[*tuple[Any, ...]]], corrections: Sequence[Correction]) -> bytes:
    digest = blake2b(repr(corrections).encode(), digest_size=16)
    for paper in papers:
        for part in (str(paper.number), paper.data or "", paper.text):
            data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
            digest.update(b"%d " % len(data))
            digest.update(data)
    return digest.digest()
