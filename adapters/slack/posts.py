"""What the bot posts on its own account: sent once, found again, and taken down."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from slack_sdk.errors import SlackApiError

from adapters.base import Undeliverable
from adapters.posted import Post, Posts
from adapters.slack import marks, threads
from adapters.slack.api import FAILURES, UNDELETABLE, Api, refusal, undeliverable
from adapters.slack.home import Home
from adapters.slack.homes import Homes
from adapters.slack.render import render
from adapters.slack.rewriting import GONE, Standing, emptied
from adapters.slack.spans import Json
from bot.chat.messages import Place, Reply
from bot.chat.swapping import typed_behind
from bot.digests.post import Addressee, Reach
from bot.records import Workspace
from bot.store import Unavailable

log = logging.getLogger(__name__)

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
            return _all_sent(home.api, channel, post, render(_shown(place, reply)))
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
            found = marks.arrived(home.api, _channel(home, place), key, since)
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
            channel = _channel(home, place)
            home.api.delete(channel, message)
        except FAILURES as error:
            if isinstance(error, SlackApiError) and refusal(error) in GONE:
                return False
            if refusal(error) in UNDELETABLE and emptied(home.api, channel, message):
                return True
            raise undeliverable(error, "to take the message down") from None
        return True

    def rewrite(
        self, place: Place, messages: Sequence[str], reply: Reply, *, key: str, broke_off: bool = False
    ) -> tuple[str, ...]:
        home = self._home(place.workspace)
        try:
            standing = Standing(home.api, _channel(home, place), key, messages)
        except FAILURES as error:
            raise undeliverable(error, "to change the message") from None
        return standing.rewritten(render(_shown(place, reply)), broke_off=broke_off)

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


def _all_sent(api: Api, channel: str, post: Post, messages: Sequence[Json]) -> tuple[str, ...]:
    """The ids of a post's messages: the first stands in the channel, the others in its thread."""
    first = _sent(api, channel, post, 0, messages[0], of=len(messages))
    others = (
        _sent(api, channel, post, index, one, of=len(messages), thread=first)
        for index, one in enumerate(messages[1:], 1)
    )
    return (first, *others)


def _sent(api: Api, channel: str, post: Post, index: int, message: Json, *, of: int, thread: str = "") -> str:
    """The id of one message of a post, which is sent unless it went out before."""
    if ts := post.sent(index, message):
        return ts
    ts = post.earlier.get(index, "")
    if not ts:
        within = {"thread_ts": thread} if thread else {}
        try:
            ts = api.message(channel, message, **marks.marked(post.key, index, of), **within)
        except FAILURES as error:
            if not undeliverable(error).unknown:
                raise
            there = marks.in_thread(api, channel, thread, post.key) if thread else marks.arrived(api, channel, post.key)
            if not (ts := next((one.id for one in there if one.place == index), "")):
                raise
    post.went_out(index, message, ts)
    return ts


def _undeliverable(error: Exception) -> Undeliverable:
    if isinstance(error, SlackApiError) and refusal(error) in ABSENT:
        return Undeliverable(f"{INVITE} (Slack refused the post: {refusal(error)})", lasting=True)
    return undeliverable(error)
