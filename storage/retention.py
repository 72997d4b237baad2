"""People who are erased automatically: who they are, of whom the team was told, and whose turn it is to look.

A warning counts as long as nothing that begins the period anew happened since they were seen. So none has to be taken back when
somebody is moved, and a period never ends before the team was told.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from bot.erasing.records import WARNING, Expiring, Retention, Turn
from bot.records import Organization, Workspace
from bot.store import Conflict
from storage.lists import SOME, people
from storage.profiles import Profiles
from storage.scope import batched, of, putting, theirs
from storage.tables import (
    application,
    document,
    hold,
    note,
    organization,
    retention,
    retention_notice,
    retention_turn,
    workspace,
)
from storage.transactions import Database, durably, reading
from storage.types import Moment

AHEAD = WARNING + timedelta(days=1)
"""So long before a period ends the team is told, once a day: on its last day nobody waits for a warning any more."""
EVERY = timedelta(hours=1)
SKEW = timedelta(minutes=10)
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)

_RULES = select(retention).where(of(retention)).order_by(retention.c.stage)
_NO_RULE = delete(retention).where(of(retention), retention.c.stage == bindparam("of_stage"))
_NO_NOTICE = delete(retention_notice).where(of(retention_notice))
_NO_TURN = delete(retention_turn).where(of(retention_turn))
_OWN_TURN = update(retention_turn).where(of(retention_turn))
_STANDS = select(application).where(of(application), theirs(application.c.candidate))
_NOTICES = select(retention_notice).where(of(retention_notice), theirs(retention_notice.c.candidate))
_CAME = (
    select(document.c.candidate, func.max(document.c.received_at).label("at"))
    .where(of(document), theirs(document.c.candidate))
    .group_by(document.c.candidate)
)
_NOTED = (
    select(note.c.candidate, func.max(note.c.at).label("at"))
    .where(of(note), theirs(note.c.candidate))
    .group_by(note.c.candidate)
)
_each = application.alias("each")
_here = tuple_(workspace.c.platform, workspace.c.id).in_(bindparam("places", expanding=True))
_now, _lease = bindparam("now", type_=Moment), bindparam("lease", type_=Moment)
_DUE: Select[Any] = (
    select(retention_turn, organization.c.name)
    .join(organization, organization.c.id == retention_turn.c.organization_id)
    .where(
        retention_turn.c.organization_id.in_(select(workspace.c.organization_id).where(_here)),
        or_(
            retention_turn.c.ran.is_(None),
            retention_turn.c.ran <= bindparam("before", type_=Moment),
            retention_turn.c.ran > bindparam("skewed", type_=Moment),
        ),
        or_(
            retention_turn.c.held_until.is_(None),
            retention_turn.c.held_until <= _now,
            retention_turn.c.held_until > _lease,
        ),
    )
    .order_by(retention_turn.c.organization_id)
    .limit(1)
    .with_for_update(of=retention_turn, skip_locked=True)
)
_HELD = (
    update(retention_turn)
    .where(retention_turn.c.organization_id == bindparam("owner"))
    .values(held_until=bindparam("lease", type_=Moment))
)


class Retentions(Profiles):
    @reading
    def retentions(self, connection: Connection) -> tuple[Retention, ...]:
        return self._rules(connection)

    @durably
    def retain(self, connection: Connection, stage: str, days: int | None, *, by: str, at: datetime) -> None:
        self.take_turns(connection)
        for statement in (_NO_RULE, _NO_NOTICE, _NO_TURN):
            connection.execute(statement, self.own(of_stage=stage))
        if days is not None:
            connection.execute(insert(retention), self.row(stage=stage, days=days, set_by=by, at=at))
        if self._rules(connection):
            connection.execute(insert(retention_turn), self.row())

    @reading
    def expiring(
        self, connection: Connection, *, now: datetime, limit: int, offset: int = 0, owner: str | None = None
    ) -> tuple[int, tuple[Expiring, ...]]:
        rules = self._rules(connection)
        if not rules:
            return 0, ()
        ripe = [_ripe(rules, now + AHEAD)]
        if owner is not None:
            ripe.append(application.c.owner_member == owner)
        total = connection.scalar(select(func.count()).select_from(application).where(*ripe), self.own()) or 0
        page = _numbers(*ripe).limit(max(0, limit)).offset(max(0, offset))
        return total, self._told_of(connection, rules, connection.scalars(page, self.own()), now)

    @reading
    def to_warn_of(self, connection: Connection, *, now: datetime, limit: int) -> tuple[Expiring, ...]:
        rules = self._rules(connection)
        if not rules:
            return ()
        unwarned = _numbers(_ripe(rules, now + AHEAD), ~_warned(by=now)).limit(limit)
        return self._told_of(connection, rules, connection.scalars(unwarned, self.own()), now)

    @durably
    def warned(
        self, connection: Connection, numbers: Collection[int], *, at: datetime, seen: datetime | None = None
    ) -> None:
        self.take_turns(connection)
        told = {"seen": seen or at, "warned": at}
        for some in batched(sorted(numbers)):
            there = {row.candidate for row in connection.execute(_STANDS, self.own(numbers=some))}
            if there:
                put = putting(connection, retention_notice).values([self.row(candidate=one, **told) for one in there])
                keys = ["organization_id", "candidate"]
                connection.execute(put.on_conflict_do_update(index_elements=keys, set_=told))

    @durably
    def void_warnings(self, connection: Connection) -> None:
        connection.execute(_NO_NOTICE, self.own())

    @reading
    def expired(self, connection: Connection, *, now: datetime, limit: int) -> tuple[int, ...]:
        rules = self._rules(connection)
        return tuple(connection.scalars(_expired(rules, now).limit(limit), self.own())) if rules else ()

    @durably
    def retention_ran(
        self,
        connection: Connection,
        *,
        at: datetime | None,
        told: datetime | None = None,
        rest: datetime | None = None,
    ) -> None:
        done: dict[str, Any] = {"held_until": rest}
        done |= ({"ran": at} if at else {}) | ({"told": told} if told else {})
        connection.execute(_OWN_TURN.values(done), self.own())

    @durably
    def keep_retention(self, connection: Connection, *, held: datetime, lease: datetime) -> bool:
        mine = _OWN_TURN.where(retention_turn.c.held_until == held).values(held_until=lease)
        return connection.execute(mine, self.own()).rowcount > 0

    def why_expired(self, connection: Connection, number: int, *, at: datetime) -> str:
        """Which rule has it that they go. `Conflict` where none has."""
        rules = self._rules(connection)
        due = _expired(rules, at).where(application.c.candidate == number) if rules else None
        if due is None or connection.scalar(due, self.own()) is None:
            raise Conflict("their time has not come")
        stands = connection.execute(_STANDS, self.own(numbers=[number])).all()
        days = {one.stage: one.days for one in rules}
        stage = next(row.stage for row in stands if row.latest)
        return f"{stage} {days[stage]} days"

    def _rules(self, connection: Connection) -> tuple[Retention, ...]:
        rows = connection.execute(_RULES, self.own())
        return tuple(Retention(row.stage, row.days, row.set_by, row.at) for row in rows)

    def _told_of(
        self, connection: Connection, rules: Collection[Retention], found: Iterable[int], now: datetime
    ) -> tuple[Expiring, ...]:
        numbers, days = list(found), {one.stage: timedelta(days=one.days) for one in rules}
        every: dict[int, Expiring] = {}
        for some in batched(numbers):
            asked = self.own(numbers=some)
            moved = list(connection.execute(_STANDS, asked))
            newest = {row.candidate: row.at for row in connection.execute(_CAME, asked)}
            for row in connection.execute(_NOTED, asked):
                newest[row.candidate] = max(row.at, newest.get(row.candidate, row.at))
            notices = {row.candidate: row for row in connection.execute(_NOTICES, asked)}
            for one in people(connection.execute(SOME, asked).all()):
                theirs = [row for row in moved if row.candidate == one.number]
                came = newest.get(one.number, _BEFORE_ALL)
                last = max(came, *(max(row.stage_since, row.arrived) for row in theirs))
                ends = max(max(row.stage_since, row.arrived, came) + days[row.stage] for row in theirs)
                told = notices.get(one.number)
                counts = told is not None and last <= told.seen and told.warned <= now
                owner = next(row.owner_member for row in theirs if row.latest)
                every[one.number] = Expiring(one, ends, owner, told.warned if told and counts else None)
        return tuple(every[number] for number in numbers if number in every)


class RetentionTurns:
    database: Database

    @durably
    def claim_retention(
        self, connection: Connection, workspaces: Collection[Workspace], *, now: datetime, lease: datetime
    ) -> Turn | None:
        places = sorted((one.platform, one.id) for one in workspaces)
        asked = {"places": places, "now": now, "lease": lease, "before": now - EVERY, "skewed": now + SKEW}
        row = connection.execute(_DUE, asked).first()
        if row is None:
            return None
        connection.execute(_HELD, {"owner": row.organization_id, "lease": lease})
        again = row.held_until is not None
        return Turn(Organization(row.organization_id, row.name), row.ran, row.told, again)


# ------------------------------------------------------------------ conditions


def _numbers(*conditions: ColumnElement[bool]) -> Select[Any]:
    """The longest in their stage first."""
    found = select(application.c.candidate).where(*conditions)
    return found.order_by(application.c.stage_since, application.c.candidate)


def _expired(rules: Collection[Retention], now: datetime) -> Select[Any]:
    return _numbers(_ripe(rules, now), _warned(by=now, before=now - WARNING))


def _ripe(rules: Collection[Retention], now: datetime) -> ColumnElement[bool]:
    """Of whom nothing was heard for the period of their stage, wherever they applied, and whom nobody holds."""
    cut = case(
        *((_each.c.stage == one.stage, literal(now - timedelta(days=one.days), Moment)) for one in rules),
        else_=literal(_BEFORE_ALL, Moment),
    )
    longest_ago = or_(
        *(
            and_(
                application.c.stage == one.stage,
                application.c.stage_since <= literal(now - timedelta(days=one.days), Moment),
            )
            for one in rules
        )
    )
    return and_(of(application), application.c.latest, longest_ago, ~_later(_each, cut), ~_held())


def _warned(*, by: datetime, before: datetime | None = None) -> ColumnElement[bool]:
    """The team was told, and nothing happened to the person since."""
    return (
        select(literal(1))
        .select_from(retention_notice)
        .where(
            _same(retention_notice),
            retention_notice.c.warned <= literal(before or by, Moment),
            ~_later(_each, retention_notice.c.seen),
        )
        .exists()
    )


def _later(each: FromClause, moment: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether one of the person's applications, a CV or a note of theirs is later than the moment."""
    outer = (application, retention_notice)
    came, noted = (
        select(literal(1)).where(_same(table), at > moment).correlate(each, *outer).exists()
        for table, at in ((document, document.c.received_at), (note, note.c.at))
    )
    return (
        select(literal(1))
        .select_from(each)
        .where(_same(each), or_(each.c.stage_since > moment, each.c.arrived > moment, came, noted))
        .correlate(*outer)
        .exists()
    )


def _held() -> ColumnElement[bool]:
    return select(literal(1)).where(_same(hold), hold.c.lifted_at.is_(None)).exists()


def _same(table: Any) -> ColumnElement[bool]:
    """Of the person whose application it is."""
    return and_(table.c.organization_id == application.c.organization_id, table.c.candidate == application.c.candidate)
