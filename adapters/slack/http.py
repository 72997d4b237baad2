"""Slack over HTTP: only what Slack signed in the last five minutes reaches the listeners."""

import hmac
import json
import logging
import re
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from slack_bolt import App, BoltRequest
from slack_sdk.signature import Clock, SignatureVerifier

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

_SECONDS = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class _Clock(Clock):
    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now

    def now(self) -> float:
        return self._now()


class Endpoint:
    """The WSGI application behind ``/slack/events``. ``ready`` is false until the bot knows its own workspace."""

    def __init__(
        self, app: App, secret: str, ready: Callable[[], bool], *, clock: Callable[[], float] = time.time
    ) -> None:
        self._app, self._ready = app, ready
        self._clock = _Clock(clock)
        self._verifier = SignatureVerifier(secret, self._clock) if secret else None

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        status, kind, body = self._answer(environ)
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    def _answer(self, environ: "WSGIEnvironment") -> tuple[str, str, bytes]:
        if environ.get("REQUEST_METHOD") != "POST":
            return _error("405 Method Not Allowed", "post")
        raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        if not self._genuine(environ, raw):
            self._look_at_the_clock(environ, raw)
            return _error("401 Unauthorized", "invalid signature")
        if not self._ready():
            return _error("503 Service Unavailable", "not connected")
        headers = {"content-type": environ.get("CONTENT_TYPE", "")}
        try:
            request = BoltRequest(body=raw.decode(), headers=headers)
        except ValueError:
            return _error("400 Bad Request", "no payload of Slack")
        answer = self._app.dispatch(request)
        kind = answer.headers.get("content-type", ["text/plain;charset=utf-8"])[0]
        return f"{answer.status} {'OK' if answer.status == 200 else 'Error'}", kind, (answer.body or "").encode()

    def _genuine(self, environ: "WSGIEnvironment", raw: bytes) -> bool:
        """The SDK's check, spared what it would stumble over: junk in the headers, a body that is no UTF-8."""
        stamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if self._verifier is None or not (_SECONDS.fullmatch(stamp) and _SIGNATURE.fullmatch(signature)):
            return False
        try:
            return self._verifier.is_valid(raw, stamp, signature)
        except UnicodeDecodeError:
            return False

    def _look_at_the_clock(self, environ: "WSGIEnvironment", raw: bytes) -> None:
        """Say so where only the time is wrong: somebody sends again what Slack sent, or this machine's clock is off."""
        stamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if self._verifier is None or not (_SECONDS.fullmatch(stamp) and _SIGNATURE.fullmatch(signature)):
            return
        try:
            signed = self._verifier.generate_signature(timestamp=stamp, body=raw)
        except UnicodeDecodeError:
            return
        if signed is not None and hmac.compare_digest(signed, signature):
            ago = round(self._clock.now() - int(stamp))
            when = f"{ago} seconds ago" if ago >= 0 else f"{-ago} seconds in the future"
            log.warning(
                "refused what Slack signed %s: set this machine's clock (NTP), unless somebody sent it a second time",
                when,
            )


def _error(status: str, reason: str) -> tuple[str, str, bytes]:
    return status, "application/json", json.dumps({"error": reason}).encode()
