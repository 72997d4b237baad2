"""Who installed the bot: the keys, sealed, and the states of installs that were begun."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from bot.installations import STATE_KEPT, Installation, Outcome
from bot.records import AuditEntry, Organization, Workspace
from storage.scope import putting
from storage.sealing import Sealing
from storage.store import SqlStore
from storage.tables import installation, oauth_state
from storage.transactions import durably, reading, writing

RENEWAL = timedelta(minutes=10)
"""So long a token is exchanged by whoever began it, and by nobody else."""

log = logging.getLogger(__name__)

_ALL = select(installation).where(installation.c.platform == bindparam("here")).order_by(installation.c.id)
_ONE = select(installation).where(installation.c.platform == bindparam("here"), installation.c.id == bindparam("whose"))
_DROP = delete(installation).where(
    installation.c.platform == bindparam("here"),
    installation.c.id == bindparam("whose"),
    installation.c.at <= bindparam("until"),
)
_RESEAL = (
    update(installation)
    .where(
        installation.c.platform == bindparam("here"),
        installation.c.id == bindparam("whose"),
        installation.c.token == bindparam("was"),
    )
    .values(token=bindparam("now"))
)


class SqlInstallations:
    """All installs. ``home`` says to which organization a workspace belongs that nobody linked yet, if to any."""

    def __init__(
        self, store: SqlStore, keys: Sequence[str], home: Callable[[Workspace], Organization | None] = lambda _: None
    ) -> None:
        self.database = store.database
        self._store, self._home = store, home
        self._sealing = Sealing(keys)

    def installation(self, workspace: Workspace) -> Installation | None:
        row = self._row(workspace)
        return self._opened(row) if row else None

    def installed(self, platform: str) -> tuple[Installation, ...]:
        return tuple(one for row in self._rows(platform) if (one := self._opened(row)))

    def unopened(self, platform: str) -> tuple[Workspace, ...]:
        rows = self._rows(platform)
        return tuple(Workspace(row.platform, row.id) for row in rows if self._token(row) is None)

    def install(self, installation: Installation) -> None:
        place = installation.workspace
        if not installation.whole:
            self._store.organization_of(place, default=self._home(place), name=installation.name)
        self._put(installation)
        self._record(place, "install", "done", by=installation.installer, at=installation.at)

    def uninstall(self, workspace: Workspace, *, until: datetime, revoked: bool = False) -> bool:
        dropped = self._drop(workspace, until)
        if dropped:
            self._record(workspace, "revoke token" if revoked else "uninstall", "done", at=until)
        return dropped

    def claim_renewal(self, installation: Installation, *, at: datetime) -> bool:
        tries = int(at.timestamp() // RENEWAL.total_seconds())
        return self._store.first_time(f"renew {_hashed(installation.refresh)} {tries}", at=at)

    def renew(self, was: Installation, now: Installation) -> bool:
        row = self._row(was.workspace)
        if row is None or self._opened(row) != was:
            return False
        return self._resealed(row, _secrets(now)) > 0

    def told(self, workspace: Workspace, action: str, outcome: Outcome, *, at: datetime) -> None:
        if self._store.first_time(f"{action} {outcome} {workspace.platform}:{workspace.id} {at:%F}", at=at):
            self._record(workspace, action, outcome, at=at)

    @writing
    def issue_state(self, connection: Connection, state: str, *, at: datetime) -> None:
        connection.execute(delete(oauth_state).where(oauth_state.c.at <= at - STATE_KEPT))
        connection.execute(insert(oauth_state), {"key": _hashed(state), "at": at})

    @writing
    def consume_state(self, connection: Connection, state: str, *, at: datetime) -> bool:
        taken = delete(oauth_state).where(oauth_state.c.key == _hashed(state)).returning(oauth_state.c.at)
        issued = connection.scalar(taken)
        return issued is not None and issued > at - STATE_KEPT

    def reseal(self) -> int:
        """Seal by the first key what an older one sealed; how many those were."""
        older = 0
        for row in self._every():
            token = self._token(row)
            if token is not None and not self._sealing.is_current(row.token, of=_owner(row)):
                older += self._resealed(row, token)
        return older

    # ----------------------------------------------------------------- parts

    def _record(self, place: Workspace, action: str, outcome: Outcome, *, at: datetime, by: str = "") -> None:
        """A company's install for all of its workspaces is of no one organization."""
        if organization := self._store.organization_linked(place):
            entry = AuditEntry(at, by or place.platform, f"{place.platform}:{place.id}:", action, None, outcome)
            self._store.within(organization).record(entry)

    @durably
    def _drop(self, connection: Connection, workspace: Workspace, until: datetime) -> bool:
        asked = {"here": workspace.platform, "whose": workspace.id, "until": until}
        return connection.execute(_DROP, asked).rowcount > 0

    @durably
    def _put(self, connection: Connection, one: Installation) -> None:
        key = {"platform": one.workspace.platform, "id": one.workspace.id}
        known = {
            "whole": one.whole,
            "name": one.name,
            "token": self._sealing.seal(_secrets(one), of=f"{one.workspace.platform}:{one.workspace.id}"),
            "bot": one.bot,
            "bot_id": one.bot_id,
            "url": one.url,
            "installer": one.installer,
            "at": one.at,
        }
        put = putting(connection, installation).values({**key, **known})
        connection.execute(put.on_conflict_do_update(index_elements=[*key], set_=known))

    @reading
    def _row(self, connection: Connection, workspace: Workspace) -> Row[Any] | None:
        return connection.execute(_ONE, {"here": workspace.platform, "whose": workspace.id}).first()

    @reading
    def _rows(self, connection: Connection, platform: str) -> Sequence[Row[Any]]:
        return connection.execute(_ALL, {"here": platform}).all()

    @reading
    def _every(self, connection: Connection) -> Sequence[Row[Any]]:
        return connection.execute(select(installation)).all()

    @durably
    def _resealed(self, connection: Connection, row: Row[Any], token: str) -> int:
        """Nothing is done where somebody installed it again meanwhile."""
        now = self._sealing.seal(token, of=_owner(row))
        asked = {"here": row.platform, "whose": row.id, "was": row.token, "now": now}
        return connection.execute(_RESEAL, asked).rowcount

    def _token(self, row: Row[Any]) -> str | None:
        return self._sealing.open(row.token, of=_owner(row))

    def _opened(self, row: Row[Any]) -> Installation | None:
        token = self._token(row)
        if token is None:
            log.warning("SECRET_KEY does not open the token of %s %s", row.platform, row.id)
            return None
        place = Workspace(row.platform, row.id)
        key, _, rest = token.partition(" ")
        refresh, _, ends = rest.partition(" ")
        found = Installation(place, row.whole, row.name, key, row.bot, row.bot_id, row.url, row.installer, row.at)
        return replace(found, refresh=refresh, ends=datetime.fromtimestamp(int(ends), UTC)) if ends else found


def _owner(row: Row[Any]) -> str:
    return f"{row.platform}:{row.id}"


def _secrets(one: Installation) -> str:
    """What is sealed as one: the token, and of one that ends what it is exchanged with, and when it does."""
    return f"{one.token} {one.refresh} {int(one.ends.timestamp())}" if one.refresh and one.ends else one.token


def _hashed(state: str) -> str:
    return sha256(state.encode("utf-8", "replace")).hexdigest()
