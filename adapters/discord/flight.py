"""Whether a post that took too long may have arrived: what its calls met, as the HTTP client saw it."""

from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp

MESSAGES = ("/messages", "/threads")
"""Where messages go; one to a forum begins a thread."""
LIMITED = 429


class Flight:
    """How many messages of one post Discord may have taken: all it was sent, less those that met a rate limit."""

    def __init__(self) -> None:
        self.taken = 0


_flight: ContextVar[Flight | None] = ContextVar("flight", default=None)


def begin() -> Flight:
    """Watch the calls of this task, and of the tasks that it starts."""
    flight = Flight()
    _flight.set(flight)
    return flight


def watching() -> aiohttp.TraceConfig:
    """What has an HTTP client tell the flights."""
    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(_sent)
    trace.on_request_end.append(_answered)
    return trace


async def _sent(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, request: aiohttp.TraceRequestStartParams
) -> None:
    if (flight := _flight.get()) and request.url.path.endswith(MESSAGES):
        flight.taken += 1


async def _answered(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, answer: aiohttp.TraceRequestEndParams
) -> None:
    if (flight := _flight.get()) and answer.url.path.endswith(MESSAGES) and answer.response.status == LIMITED:
        flight.taken -= 1
