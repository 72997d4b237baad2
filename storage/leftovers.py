"""What erasures leave to be done, of all organizations: messages that have to go, and who is told at the end."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Update, bindparam, func, or_, select, tuple_, update

from bot.erasing.records import Finished, Leftover
from bot.records import Organization, Workspace
from storage.acting import act_for
from storage.erasing import Erasing
from storage.scope import of
from storage.sweeping import sweep
from storage.tables import erased_message, erasure, organization, workspace
from storage.transactions import Database, durably, reading
from storage.types import Moment

_here = tuple_(erased_message.c.platform, erased_message.c.workspace).in_(bindparam("places", expanding=True))
_DUE: Select[Any] = (  # messages that name somebody for certain first
    select(erased_message, organization.c.name.label("owner"))
    .join(organization, organization.c.id == erased_message.c.organization_id)
    .where(erased_message.c.state != "gone", erased_message.c.next_try <= bindparam("now", type_=Moment), _here)
    .order_by(erased_message.c.kind == "home", erased_message.c.next_try)
    .limit(1)
)
_THIS = update(erased_message).where(
    of(erased_message),
    erased_message.c.erasure == bindparam("of_erasure"),
    erased_message.c.platform == bindparam("on_platform"),
    erased_message.c.workspace == bindparam("in_workspace"),
    erased_message.c.channel == bindparam("in_channel"),
    erased_message.c.message == bindparam("of_message"),
)
_HOME = update(erased_message).where(
    of(erased_message),
    erased_message.c.kind == "home",
    erased_message.c.platform == bindparam("on_platform"),
    erased_message.c.workspace == bindparam("in_workspace"),
    erased_message.c.channel == bindparam("in_channel"),
    erased_message.c.state != "gone",
)
"""What all erasures wait for that the same Home tab is made anew after."""
_unfinished = (
    select(erased_message.c.erasure)
    .where(
        erased_message.c.organization_id == erasure.c.organization_id,
        erased_message.c.erasure == erasure.c.id,
        erased_message.c.state == "waiting",
    )
    .exists()
)
_untold = or_(erasure.c.tell_next.is_(None), erasure.c.tell_next <= bindparam("now", type_=Moment))
_FINISHED: Select[Any] = (
    select(erasure, organization.c.name.label("owner"))
    .join(organization, organization.c.id == erasure.c.organization_id)
    .where(erasure.c.told.is_(False), erasure.c.swept.is_not(None), ~_unfinished, _untold)
    .order_by(erasure.c.at)
)
_PLACES = select(workspace.c.platform, workspace.c.id).where(workspace.c.organization_id == bindparam("owner"))
_this = (of(erasure), erasure.c.id == bindparam("given"), erasure.c.told.is_(False))
_TELL = update(erasure).where(*_this, _untold).values(tell_next=bindparam("lease", type_=Moment))
_TOLD = update(erasure).where(*_this).values(told=True)


class Leftovers:
    database: Database

    @reading
    def erasures_so_far(self, connection: Connection) -> int:
        return int(connection.scalar(select(func.count()).select_from(erasure)) or 0)

    @durably
    def claim_leftover(
        self, connection: Connection, workspaces: Collection[Workspace], *, now: datetime, lease: datetime
    ) -> tuple[Organization, Leftover] | None:
        places = sorted((one.platform, one.id) for one in workspaces)
        while row := connection.execute(_DUE, {"places": places, "now": now}).first():
            one = _leftover(row, until=lease)
            if one.kind == "home":
                free = _HOME.where(erased_message.c.next_try <= now)
            else:
                free = _THIS.where(erased_message.c.next_try == row.next_try, erased_message.c.state == row.state)
            taken = free.values(next_try=lease, tries=erased_message.c.tries + 1)
            if connection.execute(taken, _asked(row.organization_id, one)).rowcount:
                return Organization(row.organization_id, row.owner), one
        return None

    @durably
    def leftover_gone(self, connection: Connection, organization: Organization, one: Leftover) -> None:
        connection.execute(_claimed(one).values(state="gone", fault=""), _asked(organization.id, one))

    @durably
    def leftover_stays(
        self,
        connection: Connection,
        organization: Organization,
        one: Leftover,
        *,
        fault: str,
        refused: bool,
        again: datetime,
    ) -> None:
        state = "refused" if refused else "waiting"
        tried = _claimed(one).values(state=state, fault=fault, next_try=again)
        connection.execute(tried, _asked(organization.id, one))

    def sweep_all(self, *, at: datetime, seconds: float) -> None:
        sweep(self.database, at=at, seconds=seconds)

    @durably
    def claim_finished(
        self, connection: Connection, workspaces: Collection[Workspace], *, now: datetime, lease: datetime
    ) -> Finished | None:
        here = {f"{one.platform}:{one.id}" for one in workspaces}
        for row in connection.execute(_FINISHED, {"now": now}).all():
            own = {f"{place}:{one}" for place, one in connection.execute(_PLACES, {"owner": row.organization_id})}
            asked_in = {row.member.rpartition(":")[0]}
            if (asked_in & own or own).isdisjoint(here):
                continue
            owner = Organization(row.organization_id, row.owner)
            mine = {"organization": owner.id, "given": row.id, "now": now, "lease": lease}
            if connection.execute(_TELL, mine).rowcount:
                act_for(connection, owner.id)
                done = Erasing(self.database, owner).told_of_erasure(connection, row)
                return Finished(owner, done, again=row.tell_next is not None)
        return None

    @durably
    def finished_told(self, connection: Connection, finished: Finished) -> None:
        connection.execute(_TOLD, {"organization": finished.organization.id, "given": finished.erasure.id})


def _claimed(one: Leftover) -> Update:
    """The message; of a Home tab whatever was claimed with it, and no erasure that came since it was begun."""
    return _HOME.where(erased_message.c.next_try == one.until) if one.kind == "home" else _THIS


def _leftover(row: Any, *, until: datetime) -> Leftover:
    workspace = Workspace(row.platform, row.workspace)
    return Leftover(row.erasure, workspace, row.kind, row.channel, row.message, row.delivery, row.tries + 1, until)


def _asked(owner: int, one: Leftover) -> dict[str, Any]:
    where = {"on_platform": one.workspace.platform, "in_workspace": one.workspace.id}
    return {
        "organization": owner,
        "of_erasure": one.erasure,
        **where,
        "in_channel": one.channel,
        "of_message": one.id,
    }
