"""One question to an OpenAI-compatible endpoint: bounded in time and size, to one address, over TLS or on this machine."""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import SplitResult, urlsplit

import msgspec

from bot.addresses import address

LARGEST_ANSWER = 256 * 1024
"""Bytes."""
_CHUNK = 16 * 1024
_MOVED = range(300, 400)


class Unanswered(Exception):
    """The endpoint gave no answer that can be read; the text says why, and holds nothing of it."""


class Message(msgspec.Struct, frozen=True):
    role: str
    content: str


class _Choice(msgspec.Struct, frozen=True):
    message: Message


class _Completion(msgspec.Struct, frozen=True):
    choices: list[_Choice]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``url`` as ``https://models.example/v1``; plain HTTP goes to this machine alone (`address` judges it)."""

    url: str
    name: str
    key: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    def ask(self, messages: Sequence[Message], seconds: float) -> str:
        """What the model answers; raises Unanswered. All of it takes no more than these seconds."""
        question = {
            "model": self.name,
            "messages": messages,
            "temperature": 0,
            "response_format": {"type": "json_object"},
            "stream": False,
        }
        try:
            answer = self._posted(msgspec.json.encode(question), monotonic() + seconds)
            completion = msgspec.json.decode(answer, type=_Completion)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise Unanswered("its answer is not that of a chat completion") from None
        if not completion.choices:
            raise Unanswered("its answer is empty")
        return completion.choices[0].message.content

    def _posted(self, body: bytes, until: float) -> bytes:
        there = address(self.url)
        try:
            with _connected(there, until) as connection:
                connection.request("POST", f"{there.path.rstrip('/')}/chat/completions", body, self._headers())
                with connection.getresponse() as response:
                    return _body(response, until)
        except (OSError, http.client.HTTPException, ValueError):
            reason = "it did not answer in time" if monotonic() >= until else "the connection failed"
            raise Unanswered(reason) from None

    def _headers(self) -> dict[str, str]:
        key = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        return {"Content-Type": "application/json", "Accept-Encoding": "identity", **key}


@contextmanager
def _connected(there: SplitResult, until: float) -> Iterator[http.client.HTTPConnection]:
    """A connection that ends at its time, however slowly the other side speaks."""
    secure = there.scheme == "https"
    host, port = there.hostname or "", there.port or (443 if secure else 80)
    link = socket.create_connection((host, port), timeout=_left(until))
    with link.dup() as guard:  # what shuts this one down ends the other, in the midst of a handshake too
        watch = threading.Timer(_left(until), _shut, (guard,))
        watch.daemon = True
        watch.start()
        connection = http.client.HTTPConnection(host, port)
        try:
            connection.sock = link
            if secure:
                connection.sock = ssl.create_default_context().wrap_socket(link, server_hostname=host)
            yield connection
        finally:
            watch.cancel()
            connection.close()
            link.close()


def _shut(guard: socket.socket) -> None:
    with suppress(OSError):
        guard.shutdown(socket.SHUT_RDWR)


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _body(response: http.client.HTTPResponse, until: float) -> bytes:
    if response.status in _MOVED:
        raise Unanswered("it wants to send the question elsewhere, which is refused")
    if response.status != http.HTTPStatus.OK:
        raise Unanswered(f"it answers with status {response.status}")
    data = bytearray()
    while len(data) <= LARGEST_ANSWER and (chunk := response.read(min(_CHUNK, LARGEST_ANSWER + 1 - len(data)))):
        data += chunk
        _left(until)
    if len(data) > LARGEST_ANSWER:
        raise Unanswered("its answer is too large")
    _left(until)  # an answer cut short at its time is none
    return bytes(data)
