"""Slack: connects, hands what people do to the core, and brings the answers back."""

import logging
import threading
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError

from adapters.base import BadToken, Core, Undeliverable
from adapters.phrases import MOST_FILES, NOT_FETCHED, TOO_MANY_FILES
from adapters.slack import drops, files, threads
from adapters.slack.answer import Answer
from adapters.slack.api import FAILURES, Api, quiet, refusal, undeliverable
from adapters.slack.early import Early
from adapters.slack.farewell import tell_undone
from adapters.slack.home import Home
from adapters.slack.homes import Homes
from adapters.slack.http import Endpoint
from adapters.slack.incoming import Incoming, Origin, Suggestion, opened_home
from adapters.slack.install import Install
from adapters.slack.listeners import Awaited, Listeners, Work
from adapters.slack.members import Members, unnamed
from adapters.slack.modals import InView
from adapters.slack.posts import SlackPosts
from adapters.slack.rotation import Rotation
from adapters.slack.socket_mode import Socket
from adapters.slack.typed import Payload
from adapters.slack.verdict import Verdict
from adapters.slack.waiting import Waiting, place_of
from bot.channels import Message
from bot.chat.broken import fault, logged
from bot.chat.messages import Bold, Choice, Place, Reply, Request, Text, Upload
from bot.chat.progress import Progress, untold
from bot.chat.swapping import typed_behind
from bot.digests.post import Addressee, Reach
from bot.installations import Installations
from bot.records import Workspace
from bot.settings import Settings
from bot.work.discussions import Discussion

log = logging.getLogger(__name__)

IN_HAND = 10.0
"""Seconds that `stop` gives to what was begun."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
REFUSED = frozenset(
    (
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    )
)


class SlackAdapter:
    """Slack in Socket Mode where there is an app-level token, else by `endpoint` over HTTP.

    It is in the workspace of the plain token, and in those that ``installations`` knows.
    """

    name = "slack"

    def __init__(
        self, settings: Settings, core: Core, api: Api | None = None, installations: Installations | None = None
    ) -> None:
        self._core = core
        self._app_token = settings.slack_app_token.get_secret_value()
        self._given_up = threading.Event()
        self._closing = threading.Event()
        token = settings.slack_bot_token.get_secret_value()
        self._plain = bool(token) or installations is None
        self.api = api or Api(token, settings.slack_api_url, self._given_up)
        self.homes = Homes(installations, lambda token: Api(token, settings.slack_api_url, self._given_up))
        self.work = Work(settings.workers, self._answer, self._gathered)
        self._waiting = Waiting(core)
        self._posts = SlackPosts(self.homes)
        self.listeners = Listeners(self.work, self.homes, self._waiting.begin, self._suggested, self.api.base_url)
        self.endpoint = Endpoint(
            self.listeners.app, settings.slack_signing_secret.get_secret_value(), lambda: self._knows_itself
        )
        self.install = Install(settings, installations, self.homes.api) if installations else None
        self._rotation = Rotation(settings, installations, self.homes.api) if installations else None
        self._looking_after: threading.Thread | None = None
        self._socket: Socket | None = None
        self._connecting: threading.Thread | None = None

    # ------------------------------------------------------------- life

    def start(self) -> None:
        if self._rotation:
            looking = threading.Thread(
                target=self._rotation.run, args=(self._closing,), name="slack-tokens", daemon=True
            )
            looking.start()
            self._looking_after = looking
        try:
            self._connect()
        except BadToken:
            raise
        except Exception as error:  # noqa: BLE001 - the SDK raises all kinds where Slack is down
            log.warning("Slack cannot be reached (%s): trying again until it can", refusal(error))
            self._connecting = threading.Thread(target=self._keep_connecting, name="slack-connect", daemon=True)
            self._connecting.start()

    def stop(self) -> None:
        """The connection goes first, so that Slack turns to another process while this one finishes."""
        self._closing.set()
        for thread in (self._connecting, self._looking_after):
            if thread:
                thread.join(2)
        if self._socket:
            self._socket.close()
        self.work.close()
        self.work.settle(IN_HAND)
        self._given_up.set()
        undone = [one for one in self.work.abandon() if self._waiting.awaits_word(*one)]
        tell_undone(undone, self._waiting.end)

    def workspaces(self) -> Collection[Workspace]:
        return self.homes.workspaces()

    @property
    def own(self) -> Workspace | None:
        """The workspace of the plain token, once Slack said which it is."""
        return self.homes.own.workspace if self.homes.own else None

    @property
    def _knows_itself(self) -> bool:
        return self.homes.own is not None or not self._plain

    def _connect(self) -> None:
        """Raises `BadToken` where Slack refuses a token, anything else where it cannot be reached."""
        if not self._knows_itself:
            self.homes.own = self._own_home()
        if self._app_token:
            self._socket = self._socket or Socket(self.listeners.app, self._app_token, self.api.client, quiet)
            try:
                self._socket.connect()
            except SlackApiError as error:
                raise _refused(error, "SLACK_APP_TOKEN", "an app-level token with connections:write") from error
        log.info("Slack: connected%s", f" to workspace {self.own.id}" if self.own else "")

    def _own_home(self) -> Home:
        try:
            found = self.api.patiently(self.api.client.auth_test)
        except SlackApiError as error:
            raise _refused(error, "SLACK_BOT_TOKEN", "the app's Bot User OAuth Token") from error
        us = AuthorizeResult(
            enterprise_id=found.get("enterprise_id"),
            team_id=found["team_id"],
            bot_user_id=found["user_id"],
            bot_id=found.get("bot_id"),
        )
        here = Workspace(self.name, str(found["team_id"]))
        return Home(here, self.api, Members(self.api), us, str(found.get("url") or ""))

    def _keep_connecting(self) -> None:
        pause = FIRST_PAUSE
        while not self._closing.wait(pause):
            try:
                return self._connect()
            except Exception as error:  # noqa: BLE001
                reason = str(error) if isinstance(error, BadToken) else refusal(error)
                log.warning("Slack cannot be reached: %s", reason)
                pause = min(2 * pause, LONGEST_PAUSE)
        return None

    # ------------------------------------------------------------- requests

    def _answer(self, home: Home, act: Incoming, awaited: Awaited | None = None) -> None:
        """Do what somebody asked and answer; nothing escapes, for nobody listens in the pool."""
        reached = False
        try:
            reached = self._answered(home, act, awaited)
        finally:
            self._waiting.end(home, act, reached=reached)

    def _answered(self, home: Home, act: Incoming, awaited: Awaited | None) -> bool:
        """Whether whoever asked has an answer, or waits for none."""
        wordless = act.files and not act.text and not act.origin.dm
        if wordless and self._core.takes_cvs(place_of(home.workspace, act)):
            return True  # a mention came with it, and it is told of as dropped, too
        answer = self._way_back(home, act, awaited)
        try:
            with answer.working():
                reply = self._handled(home, act, answer.progress)
            if reply is not None and not (awaited and awaited.reached(reply)):
                try:
                    answer.give(reply)
                finally:
                    self._stood(home, answer, reply)
                self._follow_up(home, act, reply, answer.posted)
        except FAILURES as error:
            log.warning("an answer did not reach its person: %s", refusal(error))
            return False
        except Exception as error:  # noqa: BLE001
            try:
                answer.give(fault(error))
            except FAILURES:
                return False
        finally:
            answer.clear()
            if awaited:
                awaited.reached()
        return True

    def _follow_up(self, home: Home, act: Incoming, reply: Reply, posted: str) -> None:
        """Where the answer stands is remembered for what is decided about it later; what stood elsewhere says so now."""
        if reply.report and posted:
            self._core.reported(reply.report, Message(home.workspace, act.origin.channel, posted))
        if reply.changed:
            self._core.follow(reply)
        for one in reply.elsewhere:
            place = one.message
            if place.workspace.platform != self.name or place.id == act.pressed:
                continue
            try:
                there = Place(place.workspace, "channel", place.channel)
                self._core.sent(there, self._posts.rewrite(there, [place.id], one.reply, key=""), one.reply)
            except Undeliverable as fault:
                log.warning("a message could not be brought up to date: %s", fault)

    def _gathered(self, home: Home, act: Incoming) -> Incoming | None:
        """What was dropped, with the other files of its message; None where that is nobody's business, or another's."""
        whole = None
        try:
            if self._core.takes_cvs(place_of(home.workspace, act)):
                whole = drops.gathered(self._core, home.api, home.workspace, drops.located(home.api, act))
        except Exception as error:  # noqa: BLE001 - nobody listens in the pool
            logged(error)
            self._waiting.end(home, act, reached=False)
            return None
        if whole is None:
            self._waiting.end(home, act)
        return whole

    def _way_back(self, home: Home, act: Incoming, awaited: Awaited | None) -> Answer | InView:
        def again(line: str) -> Reply | None:
            return self._handled(home, replace(act, text=line, values={}, files=(), key="", press=""))

        if act.in_view:
            return InView(home.api, act, home.members.groups, again, awaited if isinstance(awaited, Verdict) else None)
        return Answer(home.api, act, home.members.groups, awaited if isinstance(awaited, Early) else None)

    def _stood(self, home: Home, answer: Answer | InView, reply: Reply) -> None:
        """Tell the core what of an answer stays where it is."""
        for channel in dict.fromkeys(channel for channel, _ in answer.stays):
            messages = [one for there, one in answer.stays if there == channel and one]
            place = Place(home.workspace, "dm" if channel.startswith("D") else "channel", channel)
            self._core.sent(place, messages, reply)

    def _suggested(self, home: Home, typing: Suggestion) -> Sequence[Choice]:
        """Completions; none where Slack does not say who asks."""
        try:
            member = home.members.member(home.workspace, typing.act.user, typing.act.team)
        except FAILURES as error:
            log.warning("Slack did not say who somebody is: %s", refusal(error))
            return ()
        request = Request(typing.act.text, member, place_of(home.workspace, typing.act))
        return self._core.complete(request, typing.command, typing.parameter)

    def _handled(self, home: Home, act: Incoming, progress: Progress = untold) -> Reply | None:
        workspace, members = home.workspace, home.members
        try:
            member = members.member(workspace, act.user, act.team)
        except FAILURES as error:
            log.warning("Slack did not say who somebody is: %s", refusal(error))
            return _nobody(refusal(error))
        place = place_of(workspace, act)
        where = threads.link(home.url, act.origin.channel, act.ts, act.thread)
        talk = Discussion(where, threaded=bool(where and act.thread))
        whole = threads.Threads(home.api, members, home.us, home.url).whole
        request = Request(
            act.text,
            member,
            place,
            values=act.values,
            key=act.key,
            press=act.press,
            discussion=talk,
            thread=whole,
            progress=progress,
        )
        if act.said and self._core.admits(request):
            said = tuple(threads.said(members, *one) for one in act.said)
            request = replace(request, discussion=replace(talk, said=said))
        reply = self._core.handle(self._completed(home, request, act.files))
        return _typed_there(reply, act.origin, home) if reply else None

    def _completed(self, home: Home, request: Request, sent: Sequence[Payload]) -> Request:
        """The request with its files and with names for its mentions: calls that are made for those with a role alone."""
        nameless = [name for name, value in request.values.items() if unnamed(value)]
        if not sent and not nameless and not unnamed(request.text):
            return request
        if not self._core.admits(request):
            return replace(request, uploads=tuple(Upload(files.name(one), fault=NOT_FETCHED) for one in sent))
        fetched = [home.api.download(one) for one in sent[:MOST_FILES]]
        others = [Upload(files.name(one), fault=TOO_MANY_FILES) for one in sent[MOST_FILES:]]
        named = home.members.named
        values = {**request.values, **{name: named(request.values[name]) for name in nameless}}
        return replace(request, text=named(request.text), uploads=(*fetched, *others), values=values)

    # ---------------------------------------------------------------- posts

    def post(self, place: Place, reply: Reply, *, key: str) -> tuple[str, ...]:
        return self._posts.post(place, reply, key=key)

    def arrived(self, place: Place, *, key: str, since: datetime, under: str = "") -> tuple[str, ...]:  # noqa: ARG002
        """Nothing stands under a post here."""
        return self._posts.arrived(place, key=key, since=since)

    def addressee(self, workspace: Workspace, who: str) -> Addressee:
        return self._posts.addressee(workspace, who)

    def reach(self, place: Place) -> Reach:
        return self._posts.reach(place)

    def take_down(self, place: Place, message: str) -> bool:
        return self._posts.take_down(place, message)

    def rewrite(
        self, place: Place, messages: Sequence[str], reply: Reply, *, key: str, broke_off: bool = False
    ) -> tuple[str, ...]:
        return self._posts.rewrite(place, messages, reply, key=key, broke_off=broke_off)

    def show_home(self, workspace: Workspace, person: str) -> bool:
        """As if they opened it."""
        home = self.homes.at(workspace)
        if home is None:
            raise Undeliverable("this process is not connected to that Slack workspace")
        act = opened_home(person)
        try:
            if reply := self._handled(home, act):
                InView(home.api, act, home.members.groups, lambda _: None, None).give(reply)
        except FAILURES as error:
            raise undeliverable(error, "to show the Home tab") from None
        return True

    def link(self, place: Place, message: str) -> str:
        return self._posts.link(place, message)


def _typed_there(reply: Reply, origin: Origin, home: Home) -> Reply:
    """Slash commands work in channels, but not in their threads, and nobody needs them in direct messages.

    Nothing can be typed into a view: a line that is read there is for any conversation.
    """
    if origin.dm:
        return typed_behind(reply, "")
    return typed_behind(reply, f"@{home.called}") if origin.thread else reply


def _refused(error: SlackApiError, setting: str, what: str) -> Exception:
    """`BadToken` where Slack refuses the token itself; the error as it is where it may pass."""
    if (word := refusal(error)) not in REFUSED:
        return error
    return BadToken(f"Slack refuses {setting} ({word}). It takes {what}; copy it again from the app's page at Slack.")


def _nobody(word: str) -> Reply:
    advice = "An admin can add the scope users:read." if word == "missing_scope" else "Try again in a minute."
    return _told("Slack did not say who you are, so nothing was done.", advice)


def _told(answer: str, advice: str) -> Reply:
    return Reply((Text((Bold(answer), f"\n{advice}")),), text=answer, error=True)
