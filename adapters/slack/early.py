"""An answer that is ready in time goes back with the acknowledgement of a slash command: one call less, and no wait."""

import threading

from adapters.slack.spans import Json
from bot.chat.messages import Reply

PATIENCE = 0.3
"""Seconds that the acknowledgement waits; what takes longer is answered by the command's own address."""


class Early:
    """Between the listener, which waits a moment with its acknowledgement, and the worker, which has the answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._open = True
        self._message: Json | None = None

    def takes(self, message: Json) -> bool:
        """Whether the whole answer goes with the acknowledgement. Slack says of that to nobody what it refuses: no tables."""
        with self._lock:
            fits = self._open and not any(block["type"] == "table" for block in message["blocks"])
            if fits:
                self._message = message
        self._done.set()
        return fits

    def reached(self, reply: Reply | None = None) -> bool:
        """With None the worker is done, and has answered by itself. The answer is still to be given."""
        if reply is None:
            self._done.set()
        return False

    def acknowledgement(self) -> Json:
        """What Slack is told, after `PATIENCE` at the latest; empty where the answer comes by itself."""
        self._done.wait(PATIENCE)
        with self._lock:
            self._open = False
            return self._message or {}
