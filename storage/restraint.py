"""How much members may ask, whose data they were shown lately, and who was shown very much."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, case, func, select

from bot.members import Alarm, Allowance
from bot.records import Organization, Workspace
from storage.scope import Scope, of, putting, putting_in, within_reach
from storage.tables import alarm, allowance, look
from storage.transactions import durably, fleetingly, reading

AN_HOUR = timedelta(hours=1)
A_MINUTE = 60_000

_KEY = ["organization_id", "platform", "workspace", "member"]
_SPENT = select(allowance.c.spent_until).where(
    of(allowance),
    allowance.c.platform == bindparam("here_platform"),
    allowance.c.workspace == bindparam("here_workspace"),
    allowance.c.member == bindparam("who"),
    allowance.c.kind == bindparam("what"),
)
_LOOKED_AT = (
    select(func.count())
    .select_from(look)
    .where(
        of(look),
        look.c.platform == bindparam("here_platform"),
        look.c.workspace == bindparam("here_workspace"),
        look.c.member == bindparam("who"),
        look.c.at > bindparam("since"),
    )
)
_ALARMS = select(alarm).where(of(alarm), alarm.c.at >= bindparam("since")).order_by(alarm.c.at.desc(), alarm.c.name)


class Restraint(Scope):
    @fleetingly
    def draw(self, connection: Connection, allowance: Allowance, count: int, *, at: datetime) -> datetime | None:
        """One statement takes it, so that of many processes none takes what another took."""
        now = round(at.timestamp() * 1000)
        cost, whole = (A_MINUTE * some // allowance.a_minute for some in (count, allowance.at_once))
        key = {
            "platform": allowance.workspace.platform,
            "workspace": allowance.workspace.id,
            "member": allowance.member,
            "kind": allowance.kind,
        }
        given = self.row(**key, spent_until=now + cost, now=now, cost=cost, full=now + whole)
        if cost <= whole and connection.scalar(_taking(connection.dialect.name), given) is not None:
            return None
        asked = self.own(
            here_platform=key["platform"], here_workspace=key["workspace"], who=key["member"], what=key["kind"]
        )
        spent: int = connection.scalar(_SPENT, asked) or now
        return datetime.fromtimestamp((spent + cost - whole) / 1000, UTC)

    @fleetingly
    def looked(
        self, connection: Connection, workspace: Workspace, member: str, numbers: Collection[int], *, at: datetime
    ) -> int:
        key = {"platform": workspace.platform, "workspace": workspace.id, "member": member}
        rows = [self.row(**key, subject=number, at=at) for number in sorted(set(numbers)) if within_reach(number)]
        if rows:
            put = putting(connection, look)
            connection.execute(put.on_conflict_do_update(index_elements=[*_KEY, "subject"], set_={"at": at}), rows)
        asked = self.own(here_platform=workspace.platform, here_workspace=workspace.id, who=member, since=at - AN_HOUR)
        return connection.scalar(_LOOKED_AT, asked) or 0

    @durably
    def raise_alarm(self, connection: Connection, raised: Alarm, *, quiet: timedelta) -> bool:
        key = {"platform": raised.workspace.platform, "workspace": raised.workspace.id, "member": raised.member}
        said = {"name": raised.name, "people": raised.people, "at": raised.at, "told": False}
        put = (
            putting(connection, alarm)
            .values(self.row(**key, **said))
            .on_conflict_do_update(index_elements=_KEY, set_=said, where=alarm.c.at <= raised.at - quiet)
        )
        return connection.scalar(put.returning(alarm.c.people)) is not None

    @reading
    def alarms(self, connection: Connection, *, since: datetime) -> tuple[Alarm, ...]:
        return tuple(told(row, self.organization) for row in connection.execute(_ALARMS, self.own(since=since)))


def told(row: Any, organization: Organization) -> Alarm:
    """A row of the table as people are told it."""
    return Alarm(organization, Workspace(row.platform, row.workspace), row.member, row.name, row.people, row.at)


@cache
def _taking(dialect: str) -> Executable:
    """Takes the cost where as much is left; gives no row otherwise."""
    put = putting_in(dialect, allowance)
    now, cost = (
        bindparam("now", type_=allowance.c.spent_until.type),
        bindparam("cost", type_=allowance.c.spent_until.type),
    )
    spent = case((allowance.c.spent_until > now, allowance.c.spent_until), else_=now) + cost
    columns = (*_KEY, "kind", "spent_until")
    return (
        put.values({name: bindparam(name) for name in columns})
        .on_conflict_do_update(
            index_elements=[*_KEY, "kind"],
            set_={"spent_until": spent},
            where=spent <= bindparam("full", type_=allowance.c.spent_until.type),
        )
        .returning(allowance.c.spent_until)
    )
