"""Finding people: the clauses of a query met in one statement over everybody's latest application."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from functools import reduce
from itertools import islice
from operator import add

from sqlalchemy import ColumnElement, Connection, Select, Subquery, bindparam, false, func, select

from bot.records import Candidate
from bot.search.query import Clause, Query, Term
from storage import fulltext, terms
from storage.lists import ROWS, people
from storage.scope import LARGEST, Scope, of
from storage.tables import application, candidate, search_skill, search_term, skill_count, tag
from storage.transactions import reading

MOST_WORDS = 100
"""Characters of a source that count."""

_skilled = (of(search_skill), search_skill.c.skill == bindparam("skill"))
_SKILLED = (
    select(search_skill.c.candidate)
    .where(*_skilled)
    .order_by(search_skill.c.grade.desc(), search_skill.c.arrived.desc(), search_skill.c.candidate)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_HOW_MANY_SKILLED = select(skill_count.c.people).where(of(skill_count), skill_count.c.skill == bindparam("skill"))
_name_token = (of(search_term), search_term.c.field == "name")
_NAMES = (
    ROWS.where(
        candidate.c.number.in_(
            select(search_term.c.candidate).where(*_name_token, terms.between(bindparam("first"), bindparam("last")))
        )
    )
    .order_by(candidate.c.sort_name, candidate.c.number)
    .limit(bindparam("limit"))
)
_NAME_TOKENS = select(search_term.c.token).where(*_name_token).distinct().order_by(search_term.c.token)
_SKILL_COUNTS = (
    select(skill_count.c.skill, skill_count.c.people)
    .where(of(skill_count), skill_count.c.people > 0)
    .order_by(skill_count.c.skill)
)


class Search(Scope):
    @reading
    def search(
        self, connection: Connection, query: Query, *, limit: int, offset: int = 0
    ) -> tuple[int, tuple[int, ...]]:
        size, start = _bounded(limit), _bounded(offset)
        if skill := _only_skill(query):
            page = connection.scalars(_SKILLED, self.own(skill=skill, limit=size, offset=start)).all()
            return connection.scalar(_HOW_MANY_SKILLED, self.own(skill=skill)) or 0, tuple(page)
        best, how_many = self._matching(query)
        page = connection.scalars(best.limit(size).offset(start)).all()
        if 0 < len(page) < size:
            return start + len(page), tuple(page)
        return connection.execute(how_many).scalar_one(), tuple(page)

    @reading
    def names(self, connection: Connection, prefix: str, *, limit: int) -> tuple[Candidate, ...]:
        asked = self.own(first=prefix, last=prefix + terms.LAST, limit=_bounded(limit))
        return people(connection.execute(_NAMES, asked).all())

    @reading
    def name_tokens(self, connection: Connection) -> tuple[str, ...]:
        return tuple(connection.scalars(_NAME_TOKENS, self.own()))

    @reading
    def skill_counts(self, connection: Connection) -> dict[str, int]:
        return {row.skill: row.people for row in connection.execute(_SKILL_COUNTS, self.own())}

    def _matching(self, query: Query) -> tuple[Select[int], Select[int]]:
        """Two statements: everybody who fits, best first; and how many they are."""
        mine, dialect, number = self.organization.id, self.database.dialect, application.c.candidate
        clauses = query.clauses[: terms.MOST_CLAUSES]
        fits = [application.c.organization_id == mine, application.c.latest, *self._narrowed(query)]
        said = list(islice(_said(clauses), terms.MOST_PHRASES))
        needed = [fulltext.containing(dialect, mine, said)] if said else []
        ranked: list[Subquery] = []
        for clause in clauses:
            shown = None if _asks_for_words(clause) else terms.shown(clause, mine, dialect)
            if shown is None:
                continue
            hits = shown.with_only_columns(shown.selected_columns[0])
            if clause.negated:
                fits.append(number.not_in(hits))
                continue
            needed.append(hits)
            if terms.ranks(clause):
                ranked.append(shown.subquery())
        if needed:
            fits.append(number.in_(terms.meeting(needed)))
        best = select(number).where(*fits)
        for strong in ranked:
            best = best.join(strong, strong.c.candidate == number)
        strength = [reduce(add, (strong.c.strength for strong in ranked)).desc()] if ranked else []
        count = select(func.count()).select_from(application).where(*fits)
        return best.order_by(*strength, application.c.arrived.desc(), number), count

    def _narrowed(self, query: Query) -> Iterator[ColumnElement[bool]]:
        if query.stages:
            yield application.c.stage.in_(query.stages[: terms.MOST_CHOICES])
        if query.since:
            since = _day(query.since)
            yield application.c.arrived >= since if since else false()
        if query.until:
            until = _day(query.until, last=True)
            yield application.c.arrived <= until if until else false()
        if query.source:
            yield application.c.folded_source.contains(query.source[:MOST_WORDS].casefold(), autoescape=True)
        for wanted in query.tags[: terms.MOST_TERMS]:
            yield application.c.candidate.in_(
                select(tag.c.candidate).where(tag.c.organization_id == self.organization.id, tag.c.tag == wanted)
            )


def _only_skill(query: Query) -> str:
    """The skill, where the query asks for one skill and nothing else: what people ask most."""
    match query:
        case Query(
            clauses=(Clause(terms=(Term(kind="skill", skills=(skill,)),), negated=False),),
            stages=(),
            since="",
            until="",
            source="",
            tags=(),
        ):
            return skill
    return ""


def _said(clauses: Sequence[Clause]) -> Iterator[list[str]]:
    """The phrases that every hit must say: the full text meets them faster than SQL does."""
    for clause in clauses:
        if _asks_for_words(clause):
            yield from terms.phrases(clause.terms[0])


def _asks_for_words(clause: Clause) -> bool:
    return not clause.negated and len(clause.terms) == 1 and clause.terms[0].kind in {"word", "phrase"}


def _bounded(asked: int) -> int:
    return min(max(0, asked), LARGEST)


def _day(text: str, *, last: bool = False) -> datetime | None:
    """The moment written in ISO form, or the first or ``last`` one of the day; None where the text is neither."""
    try:
        if len(text) == len("2026-01-31"):
            return datetime.combine(date.fromisoformat(text), time.max if last else time.min, UTC)
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
