"""What becomes of a form that was sent, in time for Slack to say it in the form."""

import threading
from collections.abc import Collection

from bot.chat.messages import Reply

PATIENCE = 1.0
"""Seconds that the acknowledgement of a form waits, of the three that Slack gives."""


class Verdict:
    """Between the listener, which waits a little with its acknowledgement, and the worker, which does what was asked.

    The command is run once, whatever comes of it: either the form shows what does not fit, or a message does.
    """

    def __init__(self, fields: Collection[str]) -> None:
        self._fields = frozenset(fields)
        self._lock = threading.Lock()
        self._reached = threading.Event()
        self._open = True
        self._errors: dict[str, str] = {}

    def reached(self, reply: Reply | None = None) -> bool:
        """The worker is done with the command. True where the form shows the answer, and nobody else is to."""
        faults = dict(reply.faults) if reply else {}
        with self._lock:
            shown = self._open and bool(faults) and faults.keys() <= self._fields
            if shown:
                self._errors = faults
        self._reached.set()
        return shown

    def errors(self) -> dict[str, str]:
        """What to say at which field of the form; empty where it can be closed, as it is after `PATIENCE`."""
        self._reached.wait(PATIENCE)
        with self._lock:
            self._open = False
            return self._errors
