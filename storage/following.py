"""Posts of digests that are brought up to date, each by one process at a time: those about one person, and all others."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.digests.records import Outdated
from bot.records import Workspace
from storage.own_posts import OwnPosts
from storage.posts import Posts
from storage.transactions import durably


class Following(OwnPosts, Posts):
    def claim_outdated(self, workspaces: Collection[Workspace], *, now: datetime, lease: datetime) -> Outdated | None:
        while found := self._outdated_own(workspaces, now):
            outdated, seen = found
            if self._own_taken_up(outdated, seen, lease):
                return outdated
        while other := self._outdated(workspaces, now):
            post, changes, tries = other
            if self._taken_up(post, tries, now=now, lease=lease):
                return Outdated(post, changes=changes, broke_off=tries > 0)
        return None

    @durably
    def written_anew(
        self,
        connection: Connection,
        outdated: Outdated,
        messages: Sequence[str],
        *,
        names: Collection[int],
        at: datetime,
    ) -> None:
        self._stands(connection, outdated.told, messages, names)
        if outdated.shows:
            self._own_written(connection, outdated)
        else:
            self._written(connection, outdated.told, outdated.changes, at)

    @durably
    def not_written(self, connection: Connection, outdated: Outdated, *, again: datetime) -> None:
        if outdated.shows:
            self._own_later(connection, outdated, again)
        else:
            self._later(connection, outdated.told, again)

    @durably
    def post_is_gone(self, connection: Connection, outdated: Outdated) -> None:
        if outdated.shows:
            self._own_gone(connection, outdated)
        self._gone(connection, outdated.told)
