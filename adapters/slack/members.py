"""Who somebody is and in which user groups, as Slack vouches for it; asked again every three minutes.

So a role ends at most `REMEMBERED_SECONDS` after Slack knows that somebody left, was deactivated or demoted, or is no
longer in the group. Where Slack does not say, nobody is in any group.
"""

import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from adapters.slack.api import FAILURES, Api, refusal
from bot.chat.messages import Member
from bot.records import Workspace

REMEMBERED_SECONDS = 180.0
FAILURE_REMEMBERED_SECONDS = 60.0
REMEMBERED = 10_000
MOST_NAMES = 5
"""Mentions of one text that are looked up."""
_UNNAMED = re.compile(r"<@(U\w+|W\w+)>")

log = logging.getLogger(__name__)


def unnamed(text: str) -> bool:
    """Whether the text mentions somebody without a name."""
    return bool(_UNNAMED.search(text))


class Members:
    """The people of one workspace, and strangers who are seen there."""

    def __init__(self, api: Api, clock: Callable[[], float] = time.monotonic, *, team: str = "") -> None:
        """``team`` is the workspace's id where the token is one for all workspaces of a company."""
        self._api, self._clock, self._team = api, clock, team
        self._known: dict[str, tuple[float, Mapping[str, Any] | Exception]] = {}
        self._groups: dict[str, tuple[str, ...]] = {}
        self._handles: tuple[tuple[str, str], ...] = ()
        self._groups_until = 0.0
        self._asking = threading.Lock()

    def member(self, workspace: Workspace, user: str, team: str) -> Member:
        """The person; ``team`` is the one the payload names. Raises `adapters.slack.api.FAILURES` where Slack does not say."""
        profile = self._profile(user)
        outsider = _outsider(profile, workspace.id, team)
        admin = any(profile.get(one) for one in ("is_admin", "is_owner", "is_primary_owner"))
        groups = () if outsider else self._groups_of(user)
        zone = str(profile.get("tz") or "")
        return Member(workspace, user, _name(profile), groups, admin and not outsider, outsider, zone)

    def zone(self, user: str) -> str:
        """By whose clock the person lives; empty where Slack does not say."""
        return str(self._profile(user).get("tz") or "")

    def groups(self) -> tuple[tuple[str, str], ...]:
        """Id and handle of the user groups, as they were when somebody's were last asked for."""
        return self._handles

    def named(self, text: str) -> str:
        """The text with a name in its first mentions that have none."""
        return _UNNAMED.sub(self._mention, text, count=MOST_NAMES)

    def name(self, user: str, otherwise: str = "") -> str:
        """What somebody is called; where Slack does not say, what is given for that, or the id."""
        try:
            return _name(self._profile(user)) if user else otherwise or "somebody"
        except FAILURES:
            return otherwise or user

    def _mention(self, found: re.Match[str]) -> str:
        try:
            return f"<@{found[1]}|{_name(self._profile(found[1]))}>"
        except FAILURES:
            return found[0]

    def _profile(self, user: str) -> Mapping[str, Any]:
        until, profile = self._known.get(user, (0.0, {}))
        if self._clock() >= until:
            profile = self._asked(user)
            seconds = FAILURE_REMEMBERED_SECONDS if isinstance(profile, Exception) else REMEMBERED_SECONDS
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[user] = (self._clock() + seconds, profile)
        if isinstance(profile, Exception):
            raise profile.with_traceback(None)
        return profile

    def _asked(self, user: str) -> Mapping[str, Any] | Exception:
        try:
            return dict(self._api.patiently(lambda: self._api.client.users_info(user=user))["user"])
        except FAILURES as error:
            return error

    def _groups_of(self, user: str) -> tuple[str, ...]:
        """The ids of the person's user groups; none where the app may not know them."""
        with self._asking:
            now = self._clock()
            if now >= self._groups_until:
                asked = self._all_groups()
                self._groups, self._handles = _by_user(asked or ()), _handles(asked or ())
                seconds = FAILURE_REMEMBERED_SECONDS if asked is None else REMEMBERED_SECONDS
                self._groups_until = now + seconds
            return self._groups.get(user, ())

    def _all_groups(self) -> Sequence[Mapping[str, Any]] | None:
        """None where Slack does not say."""
        try:
            team: dict[str, Any] = {"team_id": self._team} if self._team else {}
            answer = self._api.patiently(lambda: self._api.client.usergroups_list(include_users=True, **team))
        except FAILURES as error:
            log.info("Slack does not say who is in which user group: %s", refusal(error))
            return None
        return [one for one in answer.get("usergroups") or () if not one.get("date_delete")]


def _by_user(groups: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for user in group.get("users") or ():
            found[user] = (*found.get(user, ()), group["id"])
    return found


def _handles(groups: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one["id"]), str(one.get("handle") or one["id"])) for one in groups)


def _outsider(profile: Mapping[str, Any], workspace: str, team: str) -> bool:
    """A guest, a bot, somebody who left, a member of another organization in a shared channel, or of nobody knows what."""
    marks = ("is_restricted", "is_ultra_restricted", "is_bot", "is_stranger", "deleted", "is_workflow_bot")
    if any(profile.get(mark) for mark in marks):
        return True
    teams = {*(profile.get("enterprise_user") or {}).get("teams", ())}
    if workspace in teams:
        return False
    return {profile.get("team_id") or "", team} - {""} != {workspace}


def _name(profile: Mapping[str, Any]) -> str:
    shown = profile.get("profile") or {}
    names = (shown.get("display_name"), shown.get("real_name"), profile.get("real_name"), profile.get("name"))
    return next((str(name) for name in names if name), str(profile.get("id", "")))
