"""A language model's endpoint on this machine that says what a test wants, and remembers what it was asked."""

import json
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bot.cv.model.endpoint import Endpoint

PULSE = 0.02
"""Seconds between the bytes of a slow answer."""


class Speaker:
    """``replies`` are functions of a handler, one a question; the last one answers all that follow."""

    def __init__(self, *replies):
        self.replies, self.bodies, self.headers, self.paths, self.connections = list(replies), [], [], [], 0
        self.over = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    @property
    def endpoint(self):
        return Endpoint(self.url, "tiny-1", "hunter2")

    @property
    def asked(self):
        """What each question held, as the model reads it."""
        return [json.loads(body) for body in self.bodies]

    @property
    def words(self):
        """All that was sent, as text."""
        return "\n".join(message["content"] for one in self.asked for message in one["messages"])

    def _handler(speaker):  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                speaker.connections += 1
                speaker.paths.append(self.path)
                speaker.headers.append(dict(self.headers))
                speaker.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
                reply = speaker.replies.pop(0) if len(speaker.replies) > 1 else speaker.replies[0]
                with suppress(OSError):
                    reply(self, speaker)

            def log_message(self, *_):
                pass

        return Handler

    @contextmanager
    def listening(self):
        """Connections are taken, and nobody speaks."""
        try:
            yield self
        finally:
            self.server.server_close()

    @contextmanager
    def running(self):
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self
        finally:
            self.over.set()
            self.server.shutdown()
            thread.join()
            self.server.server_close()


def send(handler, status, body, **headers):
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def raw(body, status=200, **headers):
    return lambda handler, _: send(handler, status, body, **headers)


def content(text):
    """A chat completion whose message says this."""
    return raw(json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode())


def entries(*found):
    """``("work", {"title": (3, "Engineer")})``: a kind, and for each part a line, or a pair of lines, and a quote."""
    return content(json.dumps({"entries": [entry(kind, parts) for kind, parts in found]}))


def entry(kind, parts):
    return {"kind": kind, "parts": {name: leaf and leaf_of(*leaf) for name, leaf in parts.items()}}


def leaf_of(lines, quote):
    first, last = lines if isinstance(lines, tuple) else (lines, lines)
    return {"line_from": first, "line_to": last, "quote": quote}


def stall(_, speaker):
    speaker.over.wait()


def drip(handler, speaker):
    """A header at once, and then a byte now and then without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
    while not speaker.over.wait(PULSE):
        handler.wfile.write(b" ")


def drip_headers(handler, speaker):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not speaker.over.wait(PULSE):
        handler.wfile.write(b"a")


def flood(handler, _):
    """An answer that never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        handler.wfile.write(b" " * 65536)


def hang_up(handler, _):
    handler.connection.close()


def cut_short(handler, _):
    handler.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{"choices":')
