"""What the bot posts on its own account: sent once, found again, and taken down."""

import logging
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from slack_sdk.errors import SlackApiError

from adapters.base import Undeliverable
from adapters.posted import Post, Posts
from adapters.slack import threads
from adapters.slack.api import FAILURES, Api, refusal, undeliverable
from adapters.slack.home import Home
from adapters.slack.homes import Homes
from adapters.slack.render import render
from adapters.slack.spans import Json
from bot.chat.messages import Place, Reply
from bot.chat.swapping import typed_behind
from bot.digests.post import Addressee, Reach
from bot.records import Workspace
from bot.store import Unavailable

log = logging.getLogger(__name__)

EVENT = "recruitbot_post"
GONE = frozenset(("channel_not_found", "message_not_found", "thread_not_found"))
"""There is nothing (any more) to be taken down."""
STRANGERS = frozenset(("user_not_found", "users_not_found", "user_not_visible"))
UNSAID = frozenset(("missing_scope", "not_allowed_token_type", "no_permission"))
"""Slack does not say what it knows of a channel; a post may work all the same."""
ABSENT = frozenset(("channel_not_found", "not_in_channel"))
PICKED = "Type # and choose it from Slack's own list, or press Share and pick it."
INVITE = "The bot is not in that channel. Invite it there with /invite, then try again."


class SlackPosts:
    """The posts of this process, in every workspace that it is in."""

    def __init__(self, homes: Homes) -> None:
        self._homes = homes
        self._posts = Posts()

    def post(self, place: Place, reply: Reply, *, key: str) -> tuple[str, ...]:
        home, post = self._home(place.workspace), self._posts.of(place, key)
        try:
            channel = _channel(home, place)
            messages = render(_shown(place, reply))
            return tuple(_sent(home.api, channel, post, *one, of=len(messages)) for one in enumerate(messages))
        except FAILURES as error:
            fault = _undeliverable(error)
            if post.begun:
                reason = f"only a part of the post went out: {fault}"
                raise Undeliverable(
                    reason, lasting=fault.lasting, unknown=True, out=post.out, wait=fault.wait
                ) from None
            raise fault from None

    def arrived(self, place: Place, *, key: str, since: datetime) -> tuple[str, ...]:
        """Of a post that broke off after some messages, none is told: what is there is not sent again by `post`."""
        try:
            home = self._home(place.workspace)
            found = _arrived(home.api, _channel(home, place), key, since)
        except (*FAILURES, Undeliverable):
            return ()
        there = {one.place: one.id for one in found}
        if found and len(there) < max(one.of for one in found):
            self._posts.of(place, key).earlier = there
            return ()
        return tuple(there[index] for index in sorted(there))

    def addressee(self, workspace: Workspace, who: str) -> Addressee:
        home = self._home(workspace)
        try:
            return Addressee(home.members.member(workspace, who, ""), home.members.zone(who))
        except FAILURES as error:
            if isinstance(error, SlackApiError) and refusal(error) in STRANGERS:
                raise Undeliverable("Slack knows no such person any more.", lasting=True) from None
            raise undeliverable(error, "to say who somebody is") from None

    def reach(self, place: Place) -> Reach:
        home = self._home(place.workspace)
        if not place.id:
            raise Undeliverable(f"Slack does not say which channel is called {place.name}. {PICKED}", lasting=True)
        if not place.id.startswith(("C", "G")):
            raise Undeliverable("That is no channel.", lasting=True)
        try:
            found = home.api.channel(place.id)
        except FAILURES as error:
            word = refusal(error)
            if isinstance(error, SlackApiError) and word in UNSAID:
                log.info("Slack does not say what a channel is: %s", word)
                return Reach(place.id, place.name)
            raise _undeliverable(error) from None
        if found.get("is_archived"):
            raise Undeliverable("That channel is archived.", lasting=True)
        if found.get("is_member") is False:
            raise Undeliverable(INVITE, lasting=True)
        outside = bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared"))
        members = found.get("num_members")
        name = str(found.get("name") or place.name)
        return Reach(place.id, name, int(members) if members else None, outside)

    def take_down(self, place: Place, message: str) -> bool:
        home = self._home(place.workspace)
        try:
            home.api.delete(_channel(home, place), message)
        except FAILURES as error:
            if isinstance(error, SlackApiError) and refusal(error) in GONE:
                return False
            raise undeliverable(error, "to take the message down") from None
        return True

    def rewrite(self, place: Place, message: str, reply: Reply) -> bool:
        home = self._home(place.workspace)
        try:
            home.api.update(_channel(home, place), message, render(_shown(place, reply))[0])
        except FAILURES as error:
            if isinstance(error, SlackApiError) and refusal(error) in GONE:
                return False
            raise undeliverable(error, "to change the message") from None
        return True

    def link(self, place: Place, message: str) -> str:
        try:
            home = self._homes.at(place.workspace)
        except Unavailable:
            return ""
        return threads.link(home.url, place.id, message) if home else ""

    def _home(self, workspace: Workspace) -> Home:
        try:
            home = self._homes.at(workspace)
        except Unavailable:
            raise Undeliverable("the database did not answer") from None
        if home is None:
            raise Undeliverable("this process is not connected to that Slack workspace")
        return home


def _channel(home: Home, place: Place) -> str:
    """The channel's id; that of the direct messages where the place is a person."""
    return home.api.dm(place.id) if _is_person(place) else place.id


def _shown(place: Place, reply: Reply) -> Reply:
    """Nobody needs a slash command in direct messages."""
    return replace(typed_behind(reply, "") if _is_person(place) else reply, private=False)


def _is_person(place: Place) -> bool:
    return place.id.startswith(("U", "W"))


def _sent(api: Api, channel: str, post: Post, index: int, message: Json, *, of: int) -> str:
    """The id of one message of a post, which is sent unless it went out before."""
    if ts := post.sent(index, message):
        return ts
    ts = post.earlier.get(index, "")
    if not ts:
        payload = {"key": f"{post.key}/{index}" if index else post.key, **({"of": of} if of > 1 else {})}
        try:
            ts = api.message(channel, message, metadata={"event_type": EVENT, "event_payload": payload})
        except FAILURES as error:
            if not undeliverable(error).unknown:
                raise
            found = (one.id for one in _arrived(api, channel, post.key) if one.place == index)
            if not (ts := next(found, "")):
                raise
    post.went_out(index, message, ts)
    return ts


class _Arrived(NamedTuple):
    """One message of a post, as it stands in its channel."""

    place: int
    id: str
    of: int
    """How many messages the post has."""


def _arrived(api: Api, channel: str, key: str, since: datetime | None = None) -> list[_Arrived]:
    """What was sent with the key, just now or since then, where Slack took it and its answer was lost.

    Nothing where it is not there, or the app may not read there.
    """
    try:
        messages = api.since(channel, since.timestamp()) if since else api.newest(channel)
    except FAILURES as error:
        log.info("whether a post arrived cannot be told: %s", refusal(error))
        return []
    found = []
    for one in messages:
        written = one.get("metadata") or {}
        payload = written.get("event_payload") or {}
        whose, _, index = str(payload.get("key", "")).partition("/")
        if written.get("event_type") == EVENT and whose == key:
            found.append(_Arrived(int(index or 0), str(one["ts"]), int(payload.get("of", 1))))
    return found


def _undeliverable(error: Exception) -> Undeliverable:
    if isinstance(error, SlackApiError) and refusal(error) in ABSENT:
        return Undeliverable(f"{INVITE} (Slack refused the post: {refusal(error)})", lasting=True)
    return undeliverable(error)
