"""The workspaces that the bot is in: the one of the plain token, and those that installed the bot themselves.

An install is looked up for every request, so that one that was taken back in any process ends in all of them at once.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from slack_bolt.authorization import AuthorizeResult

from adapters.slack.api import FAILURES, Api, refusal
from adapters.slack.home import Home
from adapters.slack.members import Members
from bot.installations import Installation, Installations
from bot.records import Workspace

PLATFORM = "slack"
TEAMS_REMEMBERED_SECONDS = 600.0

log = logging.getLogger(__name__)


class Homes:
    """``own`` is known once Slack said whose the plain token is."""

    def __init__(
        self,
        installations: Installations | None,
        api: Callable[[str], Api],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._installations, self.api, self._clock = installations, api, clock
        self.own: Home | None = None
        self._known: dict[Workspace, tuple[Installation, Home]] = {}
        self._teams: dict[Workspace, tuple[float, frozenset[str]]] = {}

    def of(self, team: str, company: str, *, whole: bool) -> Home | None:
        """Where a payload comes from; ``whole``: to an install for all workspaces of the company.

        With the plain token alone all comes from its workspace.
        """
        if self.own and (self._installations is None or team == self.own.workspace.id):
            return self.own
        if self._installations is None or not team:
            return None
        place = Workspace(PLATFORM, team)
        found = self._installations.installation(Workspace(PLATFORM, company) if whole else place)
        return self._home(place, found)

    def at(self, place: Workspace) -> Home | None:
        """The workspace to post in."""
        if self.own and self.own.workspace == place:
            return self.own
        if self._installations is None:
            return None
        found = self._installations.installation(place)
        return self._home(place, found or next((one for one in self._whole() if place.id in self._in(one)), None))

    def workspaces(self) -> Collection[Workspace]:
        own = (self.own.workspace,) if self.own and self.own.workspace.id else ()
        if self._installations is None:
            return own
        installed = self._installations.installed(PLATFORM)
        found = [one.workspace for one in installed if not one.whole]
        found += [Workspace(PLATFORM, team) for one in installed if one.whole for team in self._in(one)]
        return tuple(dict.fromkeys((*own, *found)))

    def left(self, team: str, company: str, *, whole: bool, bots: Collection[str] | None, until: datetime) -> None:
        """Slack took the bot's keys back: all of them, or those of ``bots``. A newer install stays."""
        if self._installations is None:
            return
        place = Workspace(PLATFORM, company if whole and company else team)
        found = self._installations.installation(place)
        if bots is not None and found and found.bot not in bots:
            return
        if self._installations.uninstall(place, until=until, revoked=bots is not None):
            log.info("Slack: uninstalled from %s", place.id)

    # ----------------------------------------------------------------- parts

    def _home(self, place: Workspace, found: Installation | None) -> Home | None:
        """The same one as long as the install is the same, for it remembers people; forgotten with it."""
        if found is None:
            self._known.pop(place, None)
            return None
        known, home = self._known.get(place, (None, None))
        if home is None or known != found:
            api = self.api(found.token)
            us = AuthorizeResult(
                enterprise_id=found.workspace.id if found.whole else None,
                team_id=place.id,
                bot_user_id=found.bot,
                bot_id=found.bot_id,
            )
            home = Home(place, api, Members(api, team=place.id if found.whole else ""), us, found.url)
            self._known[place] = (found, home)
        return home

    def _whole(self) -> Iterator[Installation]:
        assert self._installations is not None
        return (one for one in self._installations.installed(PLATFORM) if one.whole)

    def _in(self, company: Installation) -> frozenset[str]:
        """The workspaces of a company that an install for all of them reaches, asked of Slack every ten minutes."""
        until, teams = self._teams.get(company.workspace, (0.0, frozenset()))
        if self._clock() >= until:
            try:
                teams = self.api(company.token).teams()
            except FAILURES as error:
                log.warning("Slack does not say which workspaces %s has: %s", company.workspace.id, refusal(error))
            self._teams[company.workspace] = (self._clock() + TEAMS_REMEMBERED_SECONDS, teams)
        return teams
