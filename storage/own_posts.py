"""Posts of digests that are each about one person: which they are, and which of them do not show how somebody stands."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    bindparam,
    cast,
    delete,
    func,
    or_,
    select,
    tuple_,
    update,
)

from bot.digests.records import Delivery, Digest, Outdated
from bot.records import Workspace
from storage import posts
from storage.scope import Scope, linked, of, putting
from storage.tables import application, candidate, delivery, digest, own_post
from storage.transactions import durably, reading
from storage.types import Moment

_version: ColumnElement[str] = (
    cast(candidate.c.number, String)
    + "."
    + cast(candidate.c.version, String)
    + "."
    + cast(application.c.opening, String)
    + "."
    + cast(application.c.version, String)
)
_applied = (application.c.organization_id == candidate.c.organization_id) & (
    application.c.candidate == candidate.c.number
)
_SHOWN = (
    select(_version)
    .join_from(candidate, application, _applied)
    .where(
        of(candidate),
        candidate.c.number == bindparam("given"),
        or_(application.c.opening == bindparam("at"), (bindparam("at") == 0) & application.c.latest),
    )
)
_ABOUT = (
    select(own_post.c.message)
    .where(of(own_post), own_post.c.digest == bindparam("of_digest"), own_post.c.candidate == bindparam("given"))
    .order_by(own_post.c.delivery)
    .limit(1)
)
_OUTDATED: Select[Any] = (
    select(
        own_post.c.candidate,
        own_post.c.next_try,
        _version.label("now_shows"),
        *posts.COLUMNS,
    )
    .join_from(
        own_post, digest, (digest.c.organization_id == own_post.c.organization_id) & (digest.c.id == own_post.c.digest)
    )
    .join(delivery, (delivery.c.organization_id == own_post.c.organization_id) & (delivery.c.id == own_post.c.delivery))
    .join(
        candidate,
        (candidate.c.organization_id == own_post.c.organization_id) & (candidate.c.number == own_post.c.candidate),
    )
    .join(application, _applied)
    .where(
        of(own_post),
        own_post.c.next_try <= bindparam("now", type_=Moment),
        tuple_(digest.c.platform, digest.c.workspace).in_(bindparam("places", expanding=True)),
        linked(digest),
        or_(application.c.opening == digest.c.opening, (digest.c.opening == 0) & application.c.latest),
        own_post.c.shows != _version,
    )
    .order_by(own_post.c.next_try, own_post.c.digest, own_post.c.message)
    .limit(1)
)
_this = (of(own_post), own_post.c.digest == bindparam("of_digest"), own_post.c.message == bindparam("of_message"))
_TAKE = (
    update(own_post)
    .where(*_this, own_post.c.next_try == bindparam("seen", type_=Moment))
    .values(next_try=bindparam("lease", type_=Moment))
)
_WRITTEN = (
    update(own_post).where(*_this).values(shows=bindparam("now_shows"), next_try=bindparam("again", type_=Moment))
)
_LATER = update(own_post).where(*_this).values(next_try=bindparam("again", type_=Moment))
_GONE = delete(own_post).where(*_this)
_WHOLE = select(func.coalesce(candidate.c.part_of, candidate.c.number)).where(
    of(candidate), candidate.c.number == bindparam("given")
)


class OwnPosts(Scope):
    @reading
    def post_about(self, connection: Connection, digest: Digest, number: int) -> str:
        return connection.scalar(_ABOUT, self.own(of_digest=digest.id, given=number)) or ""

    @reading
    def shown_of(self, connection: Connection, digest: Digest, number: int) -> str:
        found = connection.scalar(_SHOWN, self.own(given=number, at=digest.opening))
        if found is None:
            raise KeyError(number)
        return str(found)

    @reading
    def _outdated_own(
        self, connection: Connection, workspaces: Collection[Workspace], now: datetime
    ) -> tuple[Outdated, datetime] | None:
        """The first of them, and when it was to be tried: looked for every few seconds, and seldom there."""
        places = sorted((one.platform, one.id) for one in workspaces)
        row = connection.execute(_OUTDATED, self.own(places=places, now=now)).first()
        if row is None:
            return None
        number, next_try, shows, *of_post = row
        return Outdated(posts.told(of_post, (number,)), shows), next_try

    @durably
    def _own_taken_up(self, connection: Connection, outdated: Outdated, seen: datetime, lease: datetime) -> bool:
        taken = connection.execute(_TAKE, self._asked(outdated) | {"seen": seen, "lease": lease})
        return taken.rowcount > 0

    def _own_written(self, connection: Connection, outdated: Outdated) -> None:
        connection.execute(
            _WRITTEN, self._asked(outdated) | {"now_shows": outdated.shows, "again": outdated.told.until}
        )

    def _own_later(self, connection: Connection, outdated: Outdated, again: datetime) -> None:
        connection.execute(_LATER, self._asked(outdated) | {"again": again})

    def _own_gone(self, connection: Connection, outdated: Outdated) -> None:
        connection.execute(_GONE, self._asked(outdated))

    def _asked(self, outdated: Outdated) -> dict[str, Any]:
        return self.own(of_digest=outdated.told.digest.id, of_message=outdated.told.messages[0])


def keep(connection: Connection, held: Delivery, number: int, message: str, shows: str) -> None:
    """From now on the post follows the person. What stands under a post is none of its own."""
    asked = {"organization": held.organization.id, "given": number}
    whole = connection.scalar(_WHOLE, asked)
    if whole is None or "/" in message:
        return
    row = {"organization_id": held.organization.id, "digest": held.digest.id, "message": message}
    put = putting(connection, own_post).values(
        **row, candidate=whole, delivery=held.id, shows=shows, next_try=held.until
    )
    connection.execute(put.on_conflict_do_nothing())
