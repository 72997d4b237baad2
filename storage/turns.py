"""Whose turn it is to be posted to: a row for each channel that was, and one, without a channel, for its workspace."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, select

from bot.digests.pace import Pace
from bot.digests.records import Delivery
from storage.scope import putting
from storage.tables import digest, turn
from storage.types import Moment

_KEY = ("organization_id", "platform", "workspace", "channel")

busy: ColumnElement[bool] = (
    select(turn.c.until)
    .where(
        turn.c.organization_id == digest.c.organization_id,
        turn.c.platform == digest.c.platform,
        turn.c.workspace == digest.c.workspace,
        turn.c.channel.in_((digest.c.channel, "")),
        turn.c.until > bindparam("now", type_=Moment),
    )
    .exists()
)
"""The channel of the digest, or its workspace, takes nothing now."""


def taken(connection: Connection, due: Any, pace: Pace, *, now: datetime, lease: datetime) -> bool:
    """Take the turn for what is due; False where another process has just done so."""
    gap = pace.workspace.get(due.platform, timedelta())
    return _set(connection, due, "", now + gap, free=now) and _set(connection, due, due.channel, lease, free=now)


def passed_on(connection: Connection, held: Delivery, *, until: datetime) -> None:
    """The channel takes the next post from then on."""
    place = held.digest.workspace
    row = {"organization_id": held.organization.id, "platform": place.platform, "workspace": place.id}
    put = putting(connection, turn).values(**row, channel=held.digest.channel, until=until)
    connection.execute(put.on_conflict_do_update(index_elements=_KEY, set_={"until": until}))


def _set(connection: Connection, due: Any, channel: str, until: datetime, *, free: datetime) -> bool:
    row = {"organization_id": due.organization_id, "platform": due.platform, "workspace": due.workspace}
    put = putting(connection, turn).values(**row, channel=channel, until=until)
    mine = put.on_conflict_do_update(
        index_elements=_KEY, set_={"until": put.excluded.until}, where=turn.c.until <= free
    )
    return connection.scalar(mine.returning(turn.c.channel)) is not None
