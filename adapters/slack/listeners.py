"""What Slack sends, by Bolt: acknowledged at once, the work behind it done by a pool of threads."""

import logging
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from adapters.slack import form, incoming
from adapters.slack.incoming import Incoming, Suggestion
from bot.chat.messages import Choice

ANY = re.compile(r".*", re.DOTALL)
Body = Mapping[str, Any]
Suggest = Callable[[Suggestion], Iterable[Choice]]

log = logging.getLogger(__name__)
bolt_log = logging.getLogger("adapters.slack.bolt")
bolt_log.setLevel(logging.ERROR)
"""Below ERROR, Bolt writes whole payloads, and with them the text of CVs."""


class Closing(Exception):
    """Nothing new is taken: Slack is to deliver it again, to somebody else."""


class Work:
    """The pool, and what it has in hand."""

    def __init__(self, workers: int, do: Callable[[Incoming], None]) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="slack")
        self._do = do
        self._in_hand: dict[Future[None], Incoming] = {}
        self._lock = threading.Lock()
        self._closed = False

    def take(self, act: Incoming) -> None:
        """Raises `Closing` after `close`."""
        with self._lock:
            if self._closed:
                raise Closing
            future = self._pool.submit(self._do, act)
            self._in_hand[future] = act
        future.add_done_callback(self._finished)

    def settle(self, seconds: float) -> None:
        """Wait for what is in hand."""
        with self._lock:
            waiting = set(self._in_hand)
        wait(waiting, timeout=seconds)

    def close(self) -> None:
        with self._lock:
            self._closed = True

    def abandon(self) -> list[Incoming]:
        """End the pool; what was not begun is not done, and handed back."""
        with self._lock:
            waiting = dict(self._in_hand)
        undone = [act for future, act in waiting.items() if future.cancel()]
        self._pool.shutdown(wait=False)
        return undone

    def _finished(self, future: Future[None]) -> None:
        with self._lock:
            self._in_hand.pop(future, None)


class Listeners:
    """The Bolt app's listeners, which turn each payload into work."""

    def __init__(self, work: Work, us: Callable[[], AuthorizeResult], suggest: Suggest, base_url: str) -> None:
        self._work, self._us, self._suggest = work, us, suggest
        self.app = App(
            name="recruitbot",
            logger=bolt_log,
            client=WebClient(base_url=base_url, logger=bolt_log),
            authorize=lambda: us(),  # noqa: PLW0108 - Bolt looks at the names of a function's parameters
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

    def _slash(self, ack: Ack, body: Body) -> None:
        self._work.take(incoming.slash(body))
        ack()

    def _event(self, ack: Ack, body: Body) -> None:
        kind, bot = body["event"]["type"], self._us().bot_user_id or ""
        if kind == "file_shared":
            self._take(incoming.drop(body, bot))
        elif kind in ("message", "app_mention"):
            self._take(incoming.message(body, bot))
        ack()

    def _press(self, ack: Ack, body: Body) -> None:
        self._take(incoming.press(body))
        ack()

    def _submission(self, ack: Ack, body: Body) -> None:
        if blanks := form.blanks(body["view"]):
            ack(response_action="errors", errors=blanks)
            return
        self._work.take(incoming.submission(body))
        ack()

    def _shortcut(self, ack: Ack, body: Body) -> None:
        self._take(incoming.shortcut(body))
        ack()

    def _options(self, ack: Ack, body: Body) -> None:
        typing = incoming.suggestion(body)
        ack(options=form.suggested(self._suggest(typing) if typing else ()))

    def _take(self, act: Incoming | None) -> None:
        if act is not None:
            self._work.take(act)
