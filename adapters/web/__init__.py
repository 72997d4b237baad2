"""The bot over HTTP: Slack's events, and whether the process is alive and ready."""

import socket
import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from waitress.server import create_server  # type: ignore[import-untyped]
from waitress.wasyncore import close_all, dispatcher, loop  # type: ignore[import-untyped]

from adapters.slack import SlackAdapter
from bot.measuring import measured
from bot.settings import Settings

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

LARGEST_BODY = 1 << 20
IN_HAND = 10.0
"""Seconds that `stop` gives to requests that were begun."""


class WebServer:
    """Serves on ``HOST:PORT`` from `start` to `stop`."""

    name = "web"

    def __init__(self, app: "WSGIApplication", settings: Settings) -> None:
        self._channels: dict[int, Any] = {}
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        self._server = create_server(
            app,
            map=self._channels,
            sockets=[socket.create_server((settings.host, settings.port), family=family)],
            threads=settings.workers,
            max_request_body_size=LARGEST_BODY,
            ident=None,
            clear_untrusted_proxy_headers=False,  # they say that it was not this machine that asked
        )
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="web", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(IN_HAND + 6)

    def _serve(self) -> None:
        while not self._stopping.is_set():
            loop(timeout=0.2, map=self._channels, count=1)
        listening = [one for one in self._channels.values() if hasattr(one, "active_channels")]
        for one in listening:
            dispatcher.close(one)
        until = time.monotonic() + IN_HAND
        while _busy(listening) and time.monotonic() < until:
            loop(timeout=0.1, map=self._channels, count=1)
        self._server.task_dispatcher.shutdown()
        close_all(self._channels)


def _busy(servers: list[Any]) -> bool:
    channels = [channel for server in servers for channel in server.active_channels.values()]
    return any(channel.requests or channel.total_outbufs_len for channel in channels)


def create(
    settings: Settings,
    slack: SlackAdapter | None,
    ready: Callable[[], bool],
    due: Callable[[], int | None] = lambda: None,
) -> WebServer:
    """The server, bound already (OSError where the port is taken), serving once started."""
    return WebServer(application(slack, ready, due, settings.metrics_token.get_secret_value()), settings)


def application(
    slack: SlackAdapter | None,
    ready: Callable[[], bool],
    due: Callable[[], int | None] = lambda: None,
    token: str = "",
) -> "WSGIApplication":
    """The routes: ``/healthz``, ``/readyz``, ``/metrics``, those of Slack's events, and of installing where offered.

    ``due``: how many digests wait to be posted; None where nobody can tell. ``token`` opens the metrics.
    """
    routes: dict[str, WSGIApplication] = {
        "/healthz": lambda _, respond: _text(respond, "200 OK", "ok"),
        "/readyz": lambda _, respond: _ready(respond, ready=ready()),
        "/metrics": lambda environ, respond: _metrics(environ, respond, ready, due, token),
    }
    if slack is not None:
        routes["/slack/events"] = slack.endpoint
        if slack.install is not None:
            routes |= {"/slack/install": slack.install.begin, "/slack/oauth_redirect": slack.install.finish}

    def route(environ: "WSGIEnvironment", respond: "StartResponse") -> Iterable[bytes]:
        found = routes.get(environ.get("PATH_INFO", ""))
        return found(environ, respond) if found else _text(respond, "404 Not Found", "not found")

    return route


def _ready(respond: "StartResponse", *, ready: bool) -> Iterable[bytes]:
    return _text(respond, "200 OK", "ready") if ready else _text(respond, "503 Service Unavailable", "not ready")


def _metrics(
    environ: "WSGIEnvironment",
    respond: "StartResponse",
    ready: Callable[[], bool],
    due: Callable[[], int | None],
    token: str,
) -> Iterable[bytes]:
    from adapters.web import metrics  # noqa: PLC0415 - a process that nobody measures does without

    if not metrics.may_see(environ, token):
        return _text(
            respond, "403 Forbidden", "METRICS_TOKEN opens this, as a bearer's; without one, this machine alone"
        )
    gauges: dict[str, tuple[str, Callable[[], float | None]]] = {
        "ready": ("1 where /readyz says so.", ready),
        "digests_due": ("Digests that wait to be posted.", due),
    }
    body = metrics.exposed(measured, gauges)
    respond("200 OK", [("Content-Type", metrics.CONTENT_TYPE), ("Content-Length", str(len(body)))])
    return [body]


def _text(respond: "StartResponse", status: str, text: str) -> Iterable[bytes]:
    body = text.encode()
    respond(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
