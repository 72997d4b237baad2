"""What waits for one member, to be reminded of: each part found by an index, as in `storage.desk`."""

from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, literal, or_, select

from bot.work.desk import ROUND, Asked, Unread
from bot.work.pending import Asking, Pending
from storage.desk import BEGUN, DUE, NOBODY, OTHERS, UNREAD, Desks, counted, due
from storage.drafts import KEPT
from storage.lists import awake
from storage.scope import of
from storage.tables import application, change, scorecard
from storage.todos import to_do
from storage.transactions import reading
from storage.types import Moment

_member: Any = bindparam("member")
_limit: Any = bindparam("limit")
_mine = (
    of(application),
    application.c.owner_member == _member,
    application.c.latest,
    awake(bindparam("now", type_=Moment)),
)
_rated_by_me = (
    select(literal(1))
    .where(
        scorecard.c.organization_id == application.c.organization_id,
        scorecard.c.candidate == application.c.candidate,
        scorecard.c.opening == application.c.opening,
        scorecard.c.stage == application.c.stage,
        scorecard.c.member == _member,
    )
    .exists()
)
_put_off_by_me = (
    select(literal(1))
    .where(
        change.c.organization_id == application.c.organization_id,
        change.c.candidate == application.c.candidate,
        change.c.kind == "snooze",
        change.c.member == _member,
        change.c.undone_at.is_(None),
    )
    .exists()
)
_spoken_to = application.c.stage.in_(bindparam("rated", expanding=True)) & (
    application.c.stage_since < bindparam("midnight", type_=Moment)
)
_unrated = and_(*_mine, _spoken_to, ~_rated_by_me)
_still = and_(
    *_mine,
    application.c.stage.in_(bindparam("open", expanding=True)),
    application.c.stage_since < bindparam("still", type_=Moment),
    ~and_(_spoken_to, ~_rated_by_me),
)
_back = and_(
    of(application),
    application.c.latest,
    application.c.snoozed_until > bindparam("since", type_=Moment),
    application.c.snoozed_until <= bindparam("now", type_=Moment),
    application.c.stage.in_(bindparam("open", expanding=True)),
    or_(application.c.owner_member == _member, (application.c.owner_member == "") & _put_off_by_me),
)
_COUNTS = select(counted(*due).label("due"), counted(_unrated).label("unrated"), counted(_still).label("still"))


def _longest(condition: Any) -> Select[Any]:
    return (
        select(application.c.candidate)
        .where(condition)
        .order_by(application.c.stage_since, application.c.candidate)
        .limit(_limit)
    )


_UNRATED, _STILL = _longest(_unrated), _longest(_still)
_BACK = (
    select(application.c.candidate)
    .where(_back)
    .order_by(application.c.snoozed_until.desc(), application.c.candidate)
    .limit(_limit)
)


class Pendings(Desks):
    @reading
    def pending(self, connection: Connection, asking: Asking) -> Pending:
        asked = self.own(
            member=self.member or NOBODY,
            name=asking.name,
            now=asking.now,
            today=asking.today.isoformat(),
            midnight=asking.midnight,
            since=asking.since,
            still=asking.still,
            round=asking.now - ROUND,
            oldest=asking.now - KEPT,
            rated=list(asking.rated),
            open=list(asking.open),
            limit=asking.limit,
        )
        counts = connection.execute(_COUNTS, asked).one()
        todos = [to_do(row) for row in connection.execute(DUE, asked)]
        rounds = [*connection.execute(BEGUN, asked), *connection.execute(OTHERS, asked)][: asking.limit]
        unrated, still, back = (tuple(connection.scalars(one, asked)) for one in (_UNRATED, _STILL, _BACK))
        told = {row.candidate for row in rounds}
        numbers = {*(one.number for one in todos), *told, *unrated, *still, *back}
        people = self._candidates(connection, numbers)
        return Pending(
            due=tuple((people[one.number], one) for one in todos if one.number in people),
            all_due=counts.due,
            asked=tuple(
                Asked(people[row.candidate], row.stage, row.author) for row in rounds if row.candidate in people
            ),
            unrated=tuple(people[one] for one in unrated if one in people and one not in told),
            all_unrated=counts.unrated - len(told.intersection(unrated)),
            back=tuple(people[one] for one in back if one in people),
            still=tuple(people[one] for one in still if one in people and one not in back),
            all_still=counts.still - len(set(still).intersection(back)),
            unread=tuple(Unread(*row) for row in connection.execute(UNREAD, asked)),
        )
