"""What becomes of a form that was sent, in time for Slack to say it in the form."""

import secrets
import threading
from collections.abc import Collection

from adapters.slack.spans import Json
from adapters.slack.views import waiting
from bot.chat.messages import Reply

PATIENCE = 1.0
"""Seconds that the acknowledgement of a form waits, of the three that Slack gives."""


class Verdict:
    """Between the listener, which waits a little with its acknowledgement, and the worker, which does what was asked.

    The command is run once, whatever comes of it: either the form shows what does not fit, or a message does. Where
    there is no conversation to answer in, the form itself becomes the answer: see `adapters.slack.modals`.
    """

    def __init__(self, fields: Collection[str], *, in_view: bool = False, origin: str = "") -> None:
        self._fields = frozenset(fields)
        self._in_view, self._origin = in_view, origin
        self._lock = threading.Lock()
        self._reached = threading.Event()
        self._open = True
        self._said: Json | None = None
        self.external = secrets.token_hex(12)
        """The name of the view that stands in the form's place where the answer took longer."""

    def reached(self, reply: Reply | None = None) -> bool:
        """The worker is done with the command. True where the form shows the answer, and nobody else is to."""
        faults = dict(reply.faults) if reply else {}
        with self._lock:
            shown = self._open and bool(faults) and faults.keys() <= self._fields
            if shown:
                self._said = {"response_action": "errors", "errors": faults}
        if shown or reply is None or not self._in_view:
            self._reached.set()
        return shown

    def becomes(self, view: Json | None) -> bool:
        """The form turns into the view, or closes where that is None; False where it is too late for either."""
        with self._lock:
            if self._open:
                self._said = {"response_action": "update", "view": view} if view else {}
            in_time = self._open
        self._reached.set()
        return in_time

    def acknowledgement(self) -> Json:
        """What Slack is told, after `PATIENCE` at the latest; empty closes the form."""
        done = self._reached.wait(PATIENCE)
        with self._lock:
            self._open = False
            if self._said is not None or done or not self._in_view:
                return self._said or {}
            return {"response_action": "update", "view": waiting(self._origin, self.external)}
