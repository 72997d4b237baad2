"""What erasures leave to be done, of all organizations: messages that have to go, and who is told at the end."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, tuple_, update

from bot.erasing.records import Erasure, Leftover
from bot.records import Organization, Workspace
from storage.acting import act_for
from storage.erasing import Erasing
from storage.scope import of
from storage.sweeping import sweep
from storage.tables import erased_message, erasure, organization
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
_unfinished = (
    select(erased_message.c.erasure)
    .where(
        erased_message.c.organization_id == erasure.c.organization_id,
        erased_message.c.erasure == erasure.c.id,
        erased_message.c.state == "waiting",
    )
    .exists()
)
_FINISHED: Select[Any] = (
    select(erasure, organization.c.name.label("owner"))
    .join(organization, organization.c.id == erasure.c.organization_id)
    .where(erasure.c.told.is_(False), erasure.c.swept.is_not(None), ~_unfinished)
    .order_by(erasure.c.at)
)
_TOLD = (
    update(erasure).where(of(erasure), erasure.c.id == bindparam("given"), erasure.c.told.is_(False)).values(told=True)
)


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
            one = _leftover(row)
            free = _THIS.where(erased_message.c.next_try == row.next_try, erased_message.c.state == row.state)
            taken = free.values(next_try=lease, tries=erased_message.c.tries + 1)
            if connection.execute(taken, _asked(row.organization_id, one)).rowcount:
                return Organization(row.organization_id, row.owner), one
        return None

    @durably
    def leftover_gone(self, connection: Connection, organization: Organization, one: Leftover) -> None:
        connection.execute(_THIS.values(state="gone", fault=""), _asked(organization.id, one))

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
        connection.execute(_THIS.values(state=state, fault=fault, next_try=again), _asked(organization.id, one))

    def sweep_all(self, *, at: datetime, seconds: float) -> None:
        sweep(self.database, at=at, seconds=seconds)

    @durably
    def claim_finished(
        self, connection: Connection, workspaces: Collection[Workspace]
    ) -> tuple[Organization, Erasure] | None:
        here = {f"{one.platform}:{one.id}" for one in workspaces}
        for row in connection.execute(_FINISHED).all():
            if row.member.rpartition(":")[0] in here:
                owner = Organization(row.organization_id, row.owner)
                if connection.execute(_TOLD, {"organization": owner.id, "given": row.id}).rowcount:
                    act_for(connection, owner.id)
                    return owner, Erasing(self.database, owner).told_of_erasure(connection, row)
        return None


def _leftover(row: Any) -> Leftover:
    workspace = Workspace(row.platform, row.workspace)
    return Leftover(row.erasure, workspace, row.kind, row.channel, row.message, row.delivery, row.tries + 1)


def _asked(owner: int, one: Leftover) -> dict[str, Any]:
    where = {"on_platform": one.workspace.platform, "in_workspace": one.workspace.id}
    return {
        "organization": owner,
        "of_erasure": one.erasure,
        **where,
        "in_channel": one.channel,
        "of_message": one.id,
    }
