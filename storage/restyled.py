"""Posts are made anew where what they say of everybody is said otherwise from now on."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select, update

from storage import outdated
from storage.scope import Scope, of
from storage.tables import digest, own_post

_EVERY = update(own_post).where(of(own_post)).values(shows="")
_OF_DIGEST = _EVERY.where(
    own_post.c.digest == bindparam("given"),
    select(digest.c.id)
    .where(
        of(digest),
        digest.c.id == bindparam("given"),
        or_(digest.c.style != bindparam("new_style"), digest.c.opening != bindparam("new_opening")),
    )
    .exists(),
)


def every(scope: Scope, connection: Connection, *, at: datetime) -> None:
    """A stage or an opening is called otherwise."""
    connection.execute(_EVERY, scope.own())
    outdated.every(scope, connection, at=at)


def of_digest(scope: Scope, connection: Connection, given: int, *, style: str, opening: int) -> None:
    """To be called before the digest is changed to these: what is as it was stays."""
    connection.execute(_OF_DIGEST, scope.own(given=given, new_style=style, new_opening=opening))
