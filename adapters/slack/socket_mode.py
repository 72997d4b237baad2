"""Socket Mode: the SDK's own client, quicker to notice a dead connection and calmer while Slack is away."""

import logging
import time
from collections.abc import Callable

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

log = logging.getLogger(__name__)

PING = 2
"""Seconds between looks at the connection."""
LONGEST_PAUSE = 10.0
CONCURRENCY = 4
"""Threads that acknowledge; the work is done elsewhere."""
BUFFER = 1 << 16
"""The SDK reads a message by a recursion as deep as the message is long in buffers."""


class Socket(SocketModeClient):
    """The SDK gives a connection up after five failed pings, and tries a new one at every ping for ever after."""

    def __init__(
        self,
        app: App,
        app_token: str,
        web_client: WebClient,
        logger: logging.Logger,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(
            app_token,
            logger=logger,
            web_client=web_client,
            ping_interval=PING,
            receive_buffer_size=BUFFER,
            concurrency=CONCURRENCY,
        )
        self._app, self._clock = app, clock
        self._pause, self._not_before = 0.0, 0.0
        self.socket_mode_request_listeners.append(self._take)

    def _take(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Acknowledged once Bolt has taken it; else Slack delivers it again, or tells whoever asked that it failed."""
        response = run_bolt_app(self._app, request)
        try:
            send_response(client, request, response, 0)
        except (SlackClientNotConnectedError, OSError):
            log.info("Slack does not know that a request was taken: the connection ended")

    def _monitor_current_session(self) -> None:
        if self._clock() < self._not_before:
            return
        super()._monitor_current_session()  # type: ignore[no-untyped-call]
        session = self.current_session
        if session is not None and session.consecutive_check_state_error_count:
            session.disconnect()
            super()._monitor_current_session()  # type: ignore[no-untyped-call]
        self._pause = 0.0 if self.is_connected() else min(max(1.0, 2 * self._pause), LONGEST_PAUSE)
        self._not_before = self._clock() + self._pause
