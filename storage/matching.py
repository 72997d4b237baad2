"""How people stand to a number of wishes: counted in one statement over the index, nobody's CV is opened."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from sqlalchemy import CTE, ColumnElement, Connection, Select, case, func, literal, select, union_all

from bot.search.query import Clause, Query, Term
from bot.search.wanted import PROVEN, Matching, Wanted
from storage import closest
from storage.conditions import conditions, everybody, together
from storage.tables import search_skill

MOST_WANTED = 24
_MET, _PARTLY = 2, 1
_OUTRIGHT, _HINTED = 6, 1
"""Proof of what is no skill, in half grades as for skills."""

_Rows: TypeAlias = Select[*tuple[Any, ...]]


def matching(
    connection: Connection, organization: int, wanted: Sequence[Wanted], among: Query, *, limit: int, offset: int
) -> Matching:
    """Most musts met first, then partly, then the better proof of them, then the nice ones, then the newest."""
    dialect = connection.dialect.name
    musts = sum(one.must for one in wanted[:MOST_WANTED])
    wanted = [one for one in wanted[:MOST_WANTED] if one.skills or one.terms or one.near or one.partly]
    if not wanted:
        return Matching((), 0, 0)
    narrowed = conditions(among, organization, dialect)
    counted = closest.closest(connection, organization, wanted, narrowed)
    each = [_of_wish(one, organization, dialect, counted.people) for one in wanted]
    every = union_all(*each).subquery()
    number = every.c.candidate
    sums = [func.sum(every.c[name]).label(name) for name in ("met", "partly", "proof", "nice_met", "nice_partly")]
    people = select(number, *sums).group_by(number).subquery()
    tests = [one.test(people.c.candidate) for one in narrowed] if counted.people is None else []
    whole = func.sum(case((people.c.met == musts, 1), else_=0)).over()
    rows = (
        select(people.c.candidate, func.count().over().label("total"), whole.label("every_must"))
        .where(*tests)
        .order_by(*(people.c[one.name].desc() for one in sums), people.c.candidate.desc())
        .limit(limit)
        .offset(offset)
    )
    found = connection.execute(rows, {"organization": organization}).all()
    if not found:
        return Matching((), 0, 0)
    fully = int(found[0].every_must) if musts else 0
    return Matching(
        tuple(row.candidate for row in found),
        found[0].total,
        fully,
        more=not counted.everybody,
        more_fully=counted.fully is not None and fully >= counted.fully,
    )


def _of_wish(one: Wanted, organization: int, dialect: str, people: CTE | None) -> _Rows:
    """Who meets the wish or comes near, each once: what they add to the sums."""
    every = union_all(*_levels(one, organization, dialect, people)).subquery()
    level, proof = func.max(every.c.level), func.max(every.c.proof)
    met, partly = case((level == _MET, 1), else_=0), case((level == _PARTLY, 1), else_=0)
    none = literal(0)
    columns = (met, partly, proof, none, none) if one.must else (none, none, none, met, partly)
    names = ("met", "partly", "proof", "nice_met", "nice_partly")
    number = every.c.candidate
    return select(number, *(column.label(name) for column, name in zip(columns, names, strict=True))).group_by(number)


def _levels(one: Wanted, organization: int, dialect: str, people: CTE | None) -> Iterator[_Rows]:
    if one.skills:
        strength = search_skill.c.strength
        level = case((strength >= PROVEN, _MET), else_=_PARTLY)
        yield _skilled(organization, one.skills, level, strength.bitwise_rshift(16), people)
    if one.near:
        rows = _skilled(organization, one.near, literal(_PARTLY), literal(_HINTED), people)
        yield rows.where(search_skill.c.strength.bitwise_rshift(16) % 2 == 0)
    for terms, level_, proof in ((one.terms, _MET, _OUTRIGHT), (one.partly, _PARTLY, _HINTED)):
        if terms:
            yield _listed(terms, organization, dialect, people).add_columns(
                literal(level_).label("level"), literal(proof).label("proof")
            )


def _skilled(
    organization: int, skills: Sequence[str], level: ColumnElement[int], proof: ColumnElement[int], people: CTE | None
) -> _Rows:
    here = [
        search_skill.c.organization_id == organization,
        search_skill.c.skill.in_(skills),
        search_skill.c.strength > 0,
    ]
    if people is not None:
        here.append(search_skill.c.candidate.in_(select(people.c.candidate)))
    return select(search_skill.c.candidate, level.label("level"), proof.label("proof")).where(*here)


def _listed(terms: tuple[Term, ...], organization: int, dialect: str, people: CTE | None) -> _Rows:
    """Who shows one of the terms. A list is read sooner than each of some people is tested for words."""
    parts = conditions(Query((Clause(terms),)), organization, dialect)
    rows = together(parts, everybody(organization)).rows.order_by(None).subquery()
    found = select(rows.c[0].label("candidate"))
    return found if people is None else found.where(rows.c[0].in_(select(people.c.candidate)))
