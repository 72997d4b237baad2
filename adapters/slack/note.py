"""Word that work takes longer: shown after two seconds, kept up to date, and gone when the answer is there."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from adapters.slack.api import FAILURES, Api, refusal
from adapters.slack.incoming import Incoming
from adapters.slack.late import said_after
from adapters.slack.spans import Json

log = logging.getLogger(__name__)

WORKING_AFTER = 2.0
EVERY = 1.5
"""Seconds between two updates of a message."""
URL_EVERY, URL_UPDATES = 5.0, 2
"""An answer's own address takes few messages: most are left to the answer."""
WORKING = "Working on it…"
BELOW = "Working on it. The answer comes below."
"""What Slack shows somebody alone can neither be changed nor taken away: so it says what stays true."""


class Note:
    """The answer takes its place where Slack allows it: in a direct message, after a slash command, in a thread of files.

    After a press or a mention in a channel, where nobody else is to see it, it stays as it is.
    """

    def __init__(self, api: Api, incoming: Incoming, clock: Callable[[], float] = time.monotonic) -> None:
        self._api, self._incoming, self._origin, self._clock = api, incoming, incoming.origin, clock
        self._state = threading.Condition()
        self._text, self._shown_at, self._done = WORKING, 0.0, False
        self._meanwhile, self._at_once = api.waiting_by(self._waits), api.waiting_by(lambda _: True)
        self._at = ("", "")
        self.url_uses = 0
        self._by_url = False

    @contextmanager
    def working(self) -> Iterator[None]:
        """Shows itself where the work inside takes longer than a person waits in silence."""
        try:
            with said_after(WORKING_AFTER, self._show):
                yield
        finally:
            with self._state:
                self._done = True
                self._state.notify_all()

    def progress(self, done: int, of: int) -> None:
        """So many of the files are read."""
        with self._state:
            self._text = f"{WORKING} {done} of {of} files read."
            updates = self._by_url and self.url_uses <= URL_UPDATES
            wait = URL_EVERY if self._by_url else EVERY
            if self._clock() - self._shown_at < wait or not (updates or self._at[1]):
                return
            self._shown_at = self._clock()
            try:
                self._update({"text": self._text})
            except FAILURES as error:
                self._shown_at += 60  # Slack is busy, or the message gone: the answer matters more
                log.info("progress was not shown: %s", refusal(error))

    def taken(self, channel: str) -> str:
        """The ts of the note where it stands in that conversation: the answer is put into its place."""
        there, ts = self._at
        if there != channel:
            return ""
        self._at = ("", "")
        return ts

    def taken_by_url(self) -> bool:
        """Whether the next message by the answer's own address can take its place, and does."""
        by_url, self._by_url = self._by_url, False
        return by_url

    def clear(self) -> None:
        """Take away what no answer took the place of."""
        (channel, ts), self._at = self._at, ("", "")
        with suppress(*FAILURES):
            if ts:
                self._api.remove(channel, ts)
            if self.taken_by_url():
                self._api.respond(self._origin.response_url, {"delete_original": True})

    # ----------------------------------------------------------------- parts

    def _show(self) -> None:
        with self._state:
            if self._done:
                return
            try:
                self._say()
                self._shown_at = self._clock()
            except FAILURES as error:
                log.warning("could not say that work takes long: %s", refusal(error))

    def _waits(self, seconds: float) -> bool:
        """Where Slack asks to wait: others go on meanwhile, and once the work is done nothing is said any more."""
        return self._state.wait_for(lambda: self._done, seconds)

    def _say(self) -> None:
        origin, user = self._origin, self._incoming.user
        thread = {"thread_ts": origin.thread} if origin.thread else {}
        message = {"text": self._text}
        if origin.response_url and not (origin.dm and origin.pressed):
            self.url_uses += 1
            text = {"text": BELOW} if origin.pressed else message
            how = {"response_type": "ephemeral", "replace_original": False}
            self._by_url = (
                self._meanwhile.respond(origin.response_url, {**text, **how, **thread}) and not origin.pressed
            )
        elif origin.dm or self._incoming.dropped:
            self._at = (origin.channel, self._meanwhile.message(origin.channel, message, **thread))
        elif origin.channel:
            self._meanwhile.ephemeral(origin.channel, user, {"text": BELOW}, **thread)
        else:
            channel = self._meanwhile.dm(user)
            self._at = (channel, self._meanwhile.message(channel, message))

    def _update(self, message: Json) -> None:
        if self._by_url:
            self.url_uses += 1
            self._at_once.respond(self._origin.response_url, {**message, "replace_original": True})
        else:
            self._at_once.update(*self._at, message)
