"""What concerns one member now: some rows of each kind, each found by an index, however many people there are."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, literal, select

from bot.records import Candidate
from bot.work.desk import LATELY, MOST_COUNTED, ROUND, Asked, Desk, Unread
from storage.drafts import KEPT
from storage.lists import awake, longest_standing, named_stages
from storage.people import People
from storage.scope import of
from storage.tables import application, audit, candidate, draft, scorecard, todo
from storage.todos import to_do
from storage.transactions import reading
from storage.types import Moment

NOBODY = "nobody"
"""Where the view is nobody's in particular: what no member is called."""
MOST_ROUNDS = 500
"""Scorecards that are looked through for those that ask for one's own; the newest."""

_now: ColumnElement[Any] = bindparam("now", type_=Moment)
_lately: ColumnElement[Any] = bindparam("lately", type_=Moment)
_member: ColumnElement[str] = bindparam("member")
_limit: Any = bindparam("limit")

due = (
    of(todo),
    todo.c.owner_member == _member,
    todo.c.done_at.is_(None),
    todo.c.due != "",
    todo.c.due <= bindparam("today"),
)
DUE = select(todo).where(*due).order_by(todo.c.due, todo.c.id).limit(_limit)

_of_round = (
    (application.c.organization_id == scorecard.c.organization_id)
    & (application.c.candidate == scorecard.c.candidate)
    & (application.c.opening == scorecard.c.opening)
    & (application.c.stage == scorecard.c.stage)
)
BEGUN = (
    select(scorecard.c.candidate, scorecard.c.stage, literal("").label("author"))
    .join(application, _of_round)
    .where(of(scorecard), scorecard.c.sent.is_(None), scorecard.c.member == _member)
    .order_by(scorecard.c.at.desc())
    .limit(_limit)
)
_own = scorecard.alias()
_lately_sent = (
    select(scorecard)
    .where(of(scorecard), scorecard.c.sent >= bindparam("round", type_=Moment), scorecard.c.member != _member)
    .order_by(scorecard.c.sent.desc())
    .limit(MOST_ROUNDS)
    .subquery()
)
OTHERS = (
    select(_lately_sent.c.candidate, _lately_sent.c.stage, _lately_sent.c.author)
    .join(
        application,
        (application.c.organization_id == _lately_sent.c.organization_id)
        & (application.c.candidate == _lately_sent.c.candidate)
        & (application.c.opening == _lately_sent.c.opening)
        & (application.c.stage == _lately_sent.c.stage),
    )
    .where(
        application.c.owner_member == _member,
        ~select(_own.c.candidate)
        .where(
            _own.c.organization_id == _lately_sent.c.organization_id,
            _own.c.candidate == _lately_sent.c.candidate,
            _own.c.opening == _lately_sent.c.opening,
            _own.c.stage == _lately_sent.c.stage,
            _own.c.member == _member,
        )
        .exists(),
    )
    .order_by(_lately_sent.c.sent.desc())
    .limit(_limit)
)

_open = application.c.stage.in_(bindparam("open", expanding=True))
_BACK = (
    select(application.c.candidate)
    .where(
        of(application),
        application.c.latest,
        application.c.snoozed_until > _lately,
        application.c.snoozed_until <= _now,
        application.c.owner_member.in_((_member, "")),
        _open,
    )
    .order_by(application.c.snoozed_until.desc(), application.c.candidate.desc())
    .limit(_limit)
)
UNREAD = (
    select(draft.c.key, draft.c.name, draft.c.at)
    .where(of(draft), draft.c.received_by == bindparam("name"), draft.c.at >= bindparam("oldest", type_=Moment))
    .order_by(draft.c.at.desc())
    .limit(_limit)
)
_mine = (of(application), application.c.owner_member == _member, application.c.latest, awake(_now))
_new = (of(application), application.c.latest, application.c.arrived >= _lately, awake(_now))
_NEWEST = (
    select(application.c.candidate)
    .where(*_new)
    .order_by(application.c.arrived.desc(), application.c.candidate.desc())
    .limit(_limit)
)


def counted(*conditions: ColumnElement[bool]) -> Any:
    """How many rows there are, as far as anybody counts."""
    some = select(literal(1)).where(*conditions).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


_COUNTS = select(
    counted(*due).label("due"),
    counted(*_mine, _open).label("mine"),
    counted(*_new).label("new"),
    counted(of(candidate), candidate.c.part_of.is_(None)).label("people"),
    select(audit.c.at).where(of(audit)).order_by(audit.c.id).limit(1).scalar_subquery().label("begun"),
)


@cache
def _longest_waiting(stages: int) -> Select[Any]:
    return longest_standing(stages, *_mine)


class Desks(People):
    @reading
    def desk(
        self, connection: Connection, *, name: str, now: datetime, open_stages: tuple[str, ...], limit: int
    ) -> Desk:
        asked = self.own(
            member=self.member or NOBODY,
            name=name,
            now=now,
            today=now.date().isoformat(),
            lately=now - LATELY,
            round=now - ROUND,
            oldest=now - KEPT,
            open=list(open_stages),
            limit=limit,
        )
        stages = {**asked, **named_stages(open_stages), "needed": limit, "offset": 0}
        counts = connection.execute(_COUNTS, asked).one()
        todos = [to_do(row) for row in connection.execute(DUE, asked)]
        rounds = [*connection.execute(BEGUN, asked), *connection.execute(OTHERS, asked)][:limit]
        back = tuple(connection.scalars(_BACK, asked))
        mine = tuple(connection.scalars(_longest_waiting(len(open_stages)), stages)) if open_stages else ()
        newest = tuple(connection.scalars(_NEWEST, asked))
        numbers = {*(one.number for one in todos), *(row.candidate for row in rounds), *back, *mine, *newest}
        people = self._candidates(connection, numbers)

        def known(some: Iterable[int]) -> tuple[Candidate, ...]:
            return tuple(people[number] for number in some if number in people)

        return Desk(
            due=tuple((people[one.number], one) for one in todos if one.number in people),
            all_due=counts.due,
            asked=tuple(
                Asked(people[row.candidate], row.stage, row.author) for row in rounds if row.candidate in people
            ),
            back=known(back),
            unread=tuple(Unread(*row) for row in connection.execute(UNREAD, asked)),
            mine=known(mine),
            all_mine=counts.mine,
            newest=known(newest),
            all_new=counts.new,
            people=counts.people,
            begun=counts.begun,
        )
