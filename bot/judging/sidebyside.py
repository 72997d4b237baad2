"""People side by side: one property after the other, each value with the places of the CV that prove it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.profile import Education, Evidence, Fact, Profile, Publication, Work
from bot.records import Dossier
from bot.search.measures import ANY, experience
from bot.search.names import names
from bot.search.passages import value, years
from bot.search.query import Clause
from bot.search.reasons import Reason, each_reason
from bot.search.skill_rows import best_rows
from bot.search.skills import skills
from bot.search.studies import graduation
from bot.search.terms import skill_term
from bot.search.text import tokens

MOST_SKILLS = 6
_MOST_VENUES = 2
_AT_WORK = 3
"""The grade of a dated job."""
_LEVELS = ("phd", "master", "mba", "bachelor")
"""Degrees, the highest first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one person's CV says of a property; empty ``words``: nothing."""

    words: str = ""
    grade: int | None = None
    """Of a skill: how well it is proven."""
    evidence: tuple[Evidence, ...] = ()
    reason: Reason | None = None
    """Of a skill: the line that shows it."""


@dataclass(frozen=True, slots=True)
class Property:
    label: str
    cells: tuple[Cell, ...]
    told: tuple[object, ...] = field(default=(), repr=False)
    """By what the people differ in it: the words, or a skill's grade."""

    @property
    def marked(self) -> bool:
        """A skill, which is shown with the mark of its proof."""
        return any(cell.grade is not None for cell in self.cells)

    @property
    def differs(self) -> bool:
        return len(set(self.told)) > 1


def properties(dossiers: Sequence[Dossier], focus: Sequence[str] = ()) -> tuple[Property, ...]:
    """All that somebody's CV says anything of: where they differ first, then what is the same; skills stay together.

    ``focus``: the skills that matter, by id; after them come those that most of the people show.
    """
    shown = list(dict.fromkeys((*focus, *common_skills(dossiers))))[:MOST_SKILLS]
    found = [
        _property("Now", [_now(one) for one in dossiers]),
        _property("Degree", [_degree(one.profile) for one in dossiers]),
        _property("Years of work", [_years(one) for one in dossiers]),
        *_skills(dossiers, shown),
        _property("Papers", [_papers(one.profile) for one in dossiers]),
        _property("Location", [_place(one.profile) for one in dossiers]),
        _property("Available", [_available(one.profile) for one in dossiers]),
        _property("Tags", [Cell(", ".join(one.tags)) for one in dossiers]),
    ]
    stated = [one for one in found if any(cell.words for cell in one.cells)]
    return tuple(sorted(stated, key=lambda one: not one.differs and not one.marked))


def common_skills(dossiers: Sequence[Dossier]) -> list[str]:
    """Those that most of the people show, the best proven first."""
    grades: dict[str, list[int]] = {}
    for one in dossiers:
        for row in best_rows(one.profile, one.texts):
            if row.grade and row.skill in skills().entries:
                grades.setdefault(row.skill, []).append(row.grade)

    def telling(skill: str) -> tuple[int, int, str]:
        return (-len(grades[skill]), -sum(grades[skill]), skills().label(skill).casefold())

    shared = (one for one, each in grades.items() if 2 * len(each) > len(dossiers))
    return sorted(shared, key=telling)[:MOST_SKILLS]


def worked(dossier: Dossier) -> int:
    """Months in dated jobs, each once; a job that goes on counts until the CV came."""
    found = experience(dossier.profile, (), received(dossier))
    return next((int(token.partition(":")[2]) for _, token in found if token.startswith(f"{ANY}:")), 0)


def received(dossier: Dossier) -> date | None:
    return dossier.documents[0].received.date() if dossier.documents else None


def long(months: int) -> str:
    """``3 y 10 m``, ``5 y``, ``8 m``."""
    whole, rest = divmod(months, 12)
    return " ".join([f"{whole} y"] * bool(whole) + [f"{rest} m"] * bool(rest)) or "0 m"


# ------------------------------------------------------------------ one property


def _property(label: str, cells: Iterable[Cell]) -> Property:
    row = tuple(cells)
    return Property(label, row, tuple(cell.words for cell in row))


def _now(dossier: Dossier) -> Cell:
    headline, profile = dossier.candidate.headline, dossier.profile
    said = [fact for job in profile.work for fact in (job.title, job.organization)]
    said += [fact for study in profile.education for fact in (study.degree, study.field, study.institution)]
    proving = [fact for fact in (profile.label, *said) if fact and fact.value in headline]
    return Cell(headline, evidence=_places(proving[:2]))


def _degree(profile: Profile) -> Cell:
    """The highest degree, and when it was or is to be reached."""
    known = [(level, study) for study in profile.education if (level := _level(study)) is not None]
    if not known:
        return Cell()
    _, study = min(known, key=lambda one: one[0])
    end, due = value(study.end), graduation(study)
    when = end[:4] if end[:4].isdigit() else f"due {due[-1]}" if due else "ongoing" if end == "present" else ""
    return Cell(", ".join(filter(None, (value(study.degree), when))), evidence=_places((study.degree, study.end)))


def _level(study: Education) -> int | None:
    found = {key for _, _, key in names("degrees").find(tokens(value(study.degree)))}
    return next((at for at, level in enumerate(_LEVELS) if level in found), None)


def _years(dossier: Dossier) -> Cell:
    months = worked(dossier)
    dated = [job for job in dossier.profile.work if job.kind == "job" and job.start and job.end]
    return Cell(long(months), evidence=_places(_naming(job) for job in dated)) if months else Cell()


def _naming(job: Work) -> Fact[str] | None:
    return job.start or job.title or job.organization


def _papers(profile: Profile) -> Cell:
    """``4: NSDI 2025, MLSys 2024 and 2 more; first author of 3``."""
    papers = profile.publications
    if not papers:
        return Cell()
    venues = list(dict.fromkeys(filter(None, map(_venue, papers))))
    more = f" and {len(venues) - _MOST_VENUES} more" if len(venues) > _MOST_VENUES else ""
    where = f": {', '.join(venues[:_MOST_VENUES])}{more}" if venues else ""
    first = sum(paper.position == 1 for paper in papers)
    author = f"; first author of {first}" if first else ""
    shown = (fact for paper in papers for fact in (paper.title, paper.venue))
    return Cell(f"{len(papers)}{where}{author}", evidence=_places(shown))


def _venue(paper: Publication) -> str:
    venue, year = value(paper.venue), value(paper.date)[:4]
    return venue if not venue or year in venue else f"{venue} {year}"


def _place(profile: Profile) -> Cell:
    """Where the CV says that somebody lives; else where they work or study now."""
    place = profile.place
    if parts := [fact for fact in (place.city, place.region, place.country) if fact] if place else []:
        return Cell(", ".join(fact.value for fact in parts), evidence=_places(parts))
    entries: tuple[tuple[str, Work | Education], ...] = (
        *(("works there", job) for job in profile.work if job.kind == "job"),
        *(("studies there", study) for study in profile.education),
    )
    now = (
        Cell(f"{one.place.value}, {why}", evidence=_places([one.place]))
        for why, one in entries
        if one.place and value(one.end) == "present"
    )
    return next(now, Cell())


def _available(profile: Profile) -> Cell:
    return Cell("; ".join(fact.value for fact in profile.availability), evidence=_places(profile.availability))


def _places(facts: Iterable[Fact[str] | None]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(place for fact in facts if fact for place in fact.evidence))


# ------------------------------------------------------------------------ skills


def _skills(dossiers: Sequence[Dossier], shown: Sequence[str]) -> Iterator[Property]:
    clauses = [Clause((skill_term(skill, skills().label(skill)),)) for skill in shown]
    columns = [(one.profile, each_reason(clauses, one)) for one in dossiers]
    for at, skill in enumerate(shown):
        cells = tuple(_skill(reasons[at], profile) for profile, reasons in columns)
        yield Property(skills().label(skill), cells, tuple(cell.grade for cell in cells))


def _skill(reason: Reason | None, profile: Profile) -> Cell:
    if reason is None:
        return Cell()
    return Cell(_used(reason, profile), reason.grade, reason=reason)


def _used(reason: Reason, profile: Profile) -> str:
    """``2023–now`` for a dated job, else where: ``paper``, ``listed only``."""
    where = reason.where.partition(" · ")[0]
    if reason.grade == _AT_WORK and (job := _job(reason, profile)):
        return years(value(job.start), value(job.end)) or where
    for opening in ("in a ", "in an ", "in the ", "in "):
        where = where.removeprefix(opening)
    return where


def _job(reason: Reason, profile: Profile) -> Work | None:
    """The job whose line the reason quotes."""

    def quoted(fact: Fact[str] | None) -> bool:
        return any(
            place.document == reason.document and reason.start < place.end and place.start < reason.end
            for place in (fact.evidence if fact else ())
        )

    return next((job for job in profile.work if any(map(quoted, (job.title, *job.details)))), None)
