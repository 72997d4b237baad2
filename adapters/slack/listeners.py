"""What Slack sends, by Bolt: acknowledged at once, the work behind it done by a pool of threads."""

import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from adapters.slack import form, incoming
from adapters.slack.early import Early
from adapters.slack.home import Home
from adapters.slack.homes import Homes
from adapters.slack.incoming import Incoming, Suggestion
from adapters.slack.verdict import Verdict
from bot.chat.broken import logged
from bot.chat.messages import Choice

ANY = re.compile(r".*", re.DOTALL)
NOT_HERE = "The bot is not installed here (any more). An admin of this workspace can install it again."
WAITING = 32
"""Dropped files that are waited for at once: each holds a thread of these, and nothing else."""
LAST_LOOK = 1.0
"""Seconds in which those that were waited for are known to be undone."""
NOTING, NOTING_AT_ONCE = 1.0, 4
"""Seconds that an acknowledgement waits until what was asked is taken down, and threads that take it down."""
Body = Mapping[str, Any]
Awaited = Verdict | Early
"""What an acknowledgement waits for."""
Suggest = Callable[[Home, Suggestion], Iterable[Choice]]
Begin = Callable[[Home, Incoming], bool]
"""Takes an act down; False where that was done before."""
Begun = Future[bool]

bolt_log = logging.getLogger("adapters.slack.bolt")
bolt_log.setLevel(logging.ERROR)
"""Below ERROR, Bolt writes whole payloads, and with them the text of CVs."""


class Closing(Exception):
    """Nothing new is taken: Slack is to deliver it again, to somebody else."""


class Work:
    """The pools, and what they have in hand. Who presses or asks waits neither for files that are read nor for Slack."""

    def __init__(
        self,
        workers: int,
        do: Callable[[Home, Incoming, Awaited | None], None],
        gather: Callable[[Home, Incoming], Incoming | None],
    ) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="slack")
        self._reading = ThreadPoolExecutor(max(1, workers // 2), thread_name_prefix="slack-files")
        self._waiting = ThreadPoolExecutor(WAITING, thread_name_prefix="slack-drops")
        self._noting = ThreadPoolExecutor(NOTING_AT_ONCE, thread_name_prefix="slack-noting")
        self._do, self._gather = do, gather
        self._in_hand: dict[Future[None], tuple[Executor, Home, Incoming]] = {}
        self._being_noted: set[Begun] = set()
        self._lock = threading.RLock()
        self._closed = False

    def note(self, begin: Begin, home: Home, act: Incoming) -> Begun:
        """Take it down beside all else, so that whoever acknowledges it need not wait to the end."""
        with self._lock:
            if self._closed:
                raise Closing
            begun = self._noting.submit(begin, home, act)
            self._being_noted.add(begun)
        begun.add_done_callback(self._being_noted.discard)
        return begun

    def take(self, home: Home, act: Incoming, begun: Begun, awaited: Awaited | None = None) -> None:
        """Done once it is taken down, unless that was done before. Raises `Closing` after `close`."""
        with self._lock:
            if self._closed:
                raise Closing
            if act.dropped:
                self._begin(self._waiting, home, act, partial(self._gathered, home, act, begun))
            else:
                pool = self._reading if act.files else self._pool
                self._begin(pool, home, act, partial(self._done, home, act, begun, awaited))

    def settle(self, seconds: float) -> None:
        """Wait for what is in hand, and for what comes of it."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            with self._lock:
                waiting = set(self._in_hand)
            if not waiting:
                break
            wait(waiting, timeout=left)

    @property
    def closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        with self._lock:
            self._closed = True

    def abandon(self) -> list[tuple[Home, Incoming]]:
        """End the pools; what was not begun is not done, and handed back. Nothing waits for Slack any more by now."""
        with self._lock:
            gathering = [future for future, (pool, _, _) in self._in_hand.items() if pool is self._waiting]
            unsettled: list[Future[Any]] = [*gathering, *self._being_noted]
        wait(unsettled, timeout=LAST_LOOK)
        with self._lock:
            waiting = dict(self._in_hand)
        undone = [(home, act) for future, (_, home, act) in waiting.items() if future.cancel()]
        for pool in (self._waiting, self._reading, self._pool, self._noting):
            pool.shutdown(wait=False)
        return undone

    def _done(self, home: Home, act: Incoming, begun: Begun, awaited: Awaited | None) -> None:
        if begun.result():
            self._do(home, act, awaited)
        elif awaited:
            awaited.reached()

    def _gathered(self, home: Home, act: Incoming, begun: Begun) -> None:
        """A file that was dropped is read once it is known with which others."""
        if begun.result() and (whole := self._gather(home, act)):
            with self._lock:
                self._begin(self._reading, home, whole, partial(self._do, home, whole, None))

    def _begin(self, pool: Executor, home: Home, act: Incoming, work: Callable[[], None]) -> None:
        future = pool.submit(work)
        self._in_hand[future] = (pool, home, act)
        future.add_done_callback(self._finished)

    def _finished(self, future: Future[None]) -> None:
        with self._lock:
            self._in_hand.pop(future, None)
        if not future.cancelled() and isinstance(error := future.exception(), Exception):
            logged(error)  # nobody else hears of it


class Listeners:
    """The Bolt app's listeners, which turn each payload into work."""

    def __init__(self, work: Work, homes: Homes, begin: Begin, suggest: Suggest, base_url: str) -> None:
        self._work, self._homes, self._begin, self._suggest = work, homes, begin, suggest
        self.app = App(
            name="recruitbot",
            logger=bolt_log,
            client=WebClient(base_url=base_url, logger=bolt_log),
            authorize=lambda context: self._authorized(context),  # noqa: PLW0108 - Bolt looks at the parameters' names
            signing_secret="checked before Bolt sees a request",  # noqa: S106
            request_verification_enabled=False,
            process_before_response=True,
            attaching_conversation_kwargs_enabled=False,
        )
        self.app.command(ANY)(self._slash)
        self.app.event(ANY)(self._event)
        self.app.block_action(ANY)(self._press)
        self.app.view_submission(ANY)(self._submission)
        self.app.shortcut(ANY)(self._shortcut)
        self.app.options(ANY)(self._options)

    def _authorized(self, context: BoltContext) -> AuthorizeResult:
        """Who the bot is where the payload comes from; nobody in particular where it is not installed."""
        team, company = context.team_id or "", context.enterprise_id or ""
        home = self._homes.of(team, company, whole=bool(context.is_enterprise_install))
        context["home"] = home
        return home.us if home else AuthorizeResult(enterprise_id=company, team_id=team)

    def _slash(self, ack: Ack, body: Body, context: BoltContext, request: BoltRequest) -> None:
        """Over HTTP what is answered at once goes with the acknowledgement; a socket may get what another one answers."""
        early = Early() if request.mode == "http" else None
        self._take(context, incoming.slash(body), early)
        ack(**(early.acknowledgement() if early else {})) if context["home"] else ack(NOT_HERE)

    def _event(self, ack: Ack, body: Body, context: BoltContext) -> None:
        kind = body["event"]["type"]
        if kind in ("app_uninstalled", "tokens_revoked"):
            self._left(body, context)
        elif home := context.get("home"):
            if kind == "file_shared":
                self._take(context, incoming.drop(body, home.us.bot_user_id or ""))
            elif kind == "app_home_opened":
                self._take(context, incoming.opened(body))
            elif kind in ("message", "app_mention"):
                self._take(context, incoming.message(body, home.us.bot_user_id or ""))
        ack()

    def _press(self, ack: Ack, body: Body, context: BoltContext) -> None:
        self._take(context, incoming.press(body))
        ack()

    def _submission(self, ack: Ack, body: Body, context: BoltContext) -> None:
        """A form was sent: what is wrong at a field is answered by the acknowledgement, all else by a message or view.

        Blank fields are refused at once. The command is begun, once, before the acknowledgement, which waits a second
        for it: so long the form can show what does not fit. What takes longer closes the form.
        """
        if blanks := form.blanks(body["view"]):
            ack(response_action="errors", errors=blanks)
            return
        sent = incoming.submission(body)
        verdict = Verdict(form.asked(body["view"]), in_view=sent.in_view, origin=sent.origin.remembered())
        self._take(context, sent, verdict)
        ack(**verdict.acknowledgement())

    def _shortcut(self, ack: Ack, body: Body, context: BoltContext) -> None:
        self._take(context, incoming.shortcut(body))
        ack()

    def _options(self, ack: Ack, body: Body, context: BoltContext) -> None:
        typing, home = incoming.suggestion(body), context["home"]
        ack(options=form.suggested(self._suggest(home, typing) if typing and home else ()))

    def _take(self, context: BoltContext, act: Incoming | None, awaited: Awaited | None = None) -> None:
        home: Home | None = context["home"]
        if self._work.closed:
            raise Closing
        taken = home is not None and act is not None and self._taken(home, act, awaited)
        if awaited and not taken:
            awaited.reached()

    def _taken(self, home: Home, act: Incoming, awaited: Awaited | None) -> bool:
        """False where it was taken before; where a moment does not tell, the worker waits to know, and Slack does not."""
        begun = self._work.note(self._begin, home, act)
        wait({begun}, timeout=NOTING)
        if begun.done() and not begun.result():
            return False
        self._work.take(home, act, begun, awaited)
        return True

    def _left(self, body: Body, context: BoltContext) -> None:
        """The bot was uninstalled, or its token revoked; those of people, which it does not have, are nothing to it."""
        event = body["event"]
        bots = None if event["type"] == "app_uninstalled" else (event.get("tokens") or {}).get("bot") or ()
        at = body.get("event_time")
        until = datetime.fromtimestamp(int(at) + 1, UTC) if at else datetime.now(UTC)
        team, company = context.team_id or "", context.enterprise_id or ""
        self._homes.left(team, company, whole=bool(context.is_enterprise_install), bots=bots, until=until)
