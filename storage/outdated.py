"""Which posts of digests tell of somebody otherwise than they stand by now: counted with the change itself."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, or_, select, update

from bot.digests.records import Delivery
from bot.work.changes import ASIDE
from storage.scope import Scope, of
from storage.tables import change, delivery, delivery_item, own_post
from storage.types import Moment

LATELY = timedelta(days=14)
"""So long a post is brought up to date."""

_follows_by_itself = (
    select(own_post.c.delivery)
    .where(own_post.c.organization_id == delivery.c.organization_id, own_post.c.delivery == delivery.c.id)
    .exists()
)
_at: Any = bindparam("at", type_=Moment)
_COUNT = (
    update(delivery)
    .where(
        of(delivery),
        delivery.c.delivered_at >= bindparam("earliest", type_=Moment),
        delivery.c.message != "",
        ~_follows_by_itself,
    )
    .values(changes=delivery.c.changes + 1, next_try=case((delivery.c.tries == 0, _at), else_=delivery.c.next_try))
)
_TELLING = select(delivery_item.c.delivery).where(of(delivery_item))
_OF_ANYBODY = _COUNT.where(delivery.c.id.in_(_TELLING))
_OF_PERSON = _COUNT.where(delivery.c.id.in_(_TELLING.where(delivery_item.c.candidate == bindparam("given"))))
_told = select(delivery_item.c.candidate).where(of(delivery_item), delivery_item.c.delivery == bindparam("of_delivery"))
_SINCE = (
    update(delivery)
    .where(
        of(delivery),
        delivery.c.id == bindparam("of_delivery"),
        select(change.c.id)
        .where(
            of(change),
            change.c.candidate.in_(_told),
            change.c.kind.not_in(sorted(ASIDE)),
            or_(  # the CV with which somebody came is what the post is about; a later one is not in it
                (change.c.at >= bindparam("composed", type_=Moment)) & (change.c.kind != "document"),
                change.c.at > bindparam("composed", type_=Moment),
                change.c.undone_at >= bindparam("composed", type_=Moment),
            ),
        )
        .exists(),
    )
    .values(changes=1, next_try=_at)
)


def of_person(scope: Scope, connection: Connection, number: int, kind: str, *, at: datetime) -> None:
    """What was done to the person is to be said by the posts that tell of them, but for what none shows."""
    if kind not in ASIDE:
        connection.execute(_OF_PERSON, scope.own(given=number, at=at, earliest=at - LATELY))


def every(scope: Scope, connection: Connection, *, at: datetime) -> None:
    """What all of them say is said otherwise from now on."""
    connection.execute(_OF_ANYBODY, scope.own(at=at, earliest=at - LATELY))


def since(connection: Connection, held: Delivery, *, at: datetime) -> None:
    """What was done to its people while the post was under way."""
    asked = {"organization": held.organization.id, "of_delivery": held.id, "composed": held.until, "at": at}
    connection.execute(_SINCE, asked)
