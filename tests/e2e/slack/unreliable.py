"""A way to the stand-in that fails as Slack and networks do, call by call, and keeps what bots write down with their messages."""

import http.client
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

LOST = -1
"""In place of a status: Slack does what was asked, and its answer never comes."""


@dataclass(frozen=True)
class Fault:
    """What becomes of a call instead of Slack's answer: a status with headers and a body, or `LOST`."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


class Unreliable:
    """Hands calls on to ``base`` from an address of its own."""

    def __init__(self, base: str) -> None:
        self._faults: dict[str, list[Fault]] = {}
        self.calls: list[str] = []
        """The methods that were called, in order."""
        self._written: dict[str, Any] = {}
        """By message, what local-slack forgets."""
        whole = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                whole.serve(self, base)

            def do_GET(self) -> None:
                whole.serve(self, base)

            def log_message(self, *_: object) -> None:
                """Standard error is for the tests."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.api_url = f"http://127.0.0.1:{self._server.server_address[1]}/api/"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def fails(self, method: str, faults: Sequence[Fault]) -> None:
        """The next calls of the method end so, one after the other."""
        self._faults[method] = list(faults)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def serve(self, call: BaseHTTPRequestHandler, base: str) -> None:
        method = call.path.rpartition("/")[2].partition("?")[0]
        body = call.rfile.read(int(call.headers.get("Content-Length") or 0))
        self.calls.append(method)
        waiting = self._faults.get(method)
        fault = waiting.pop(0) if waiting else None
        if fault and fault.status != LOST:
            _answer(call, fault.status, fault.headers, fault.body)
            return
        there = http.client.HTTPConnection(urlsplit(base).netloc, timeout=20)
        kept = {name: value for name, value in call.headers.items() if name.lower() not in {"host", "connection"}}
        there.request(call.command, call.path, body, kept)
        answer = there.getresponse()
        said = self._with_what_was_written(method, body, answer.read())
        there.close()
        if fault:
            call.close_connection = True
            call.connection.close()
        else:
            _answer(call, answer.status, (("Content-Type", answer.getheader("Content-Type") or ""),), said)

    def _with_what_was_written(self, method: str, body: bytes, said: bytes) -> bytes:
        if method in ("chat.postMessage", "chat.update") and b'"metadata"' in body:
            self._written[json.loads(said).get("ts", "")] = json.loads(body)["metadata"]
        if method not in ("conversations.history", "conversations.replies"):
            return said
        told = json.loads(said)
        for one in told.get("messages", ()):
            if one["ts"] in self._written:
                one["metadata"] = self._written[one["ts"]]
        return json.dumps(told).encode()


def _answer(call: BaseHTTPRequestHandler, status: int, headers: Sequence[tuple[str, str]], body: bytes) -> None:
    call.send_response(status)
    for name, value in (("Content-Length", str(len(body))), *headers):
        call.send_header(name, value)
    call.end_headers()
    call.wfile.write(body)
