"""No test leaves this machine: one that tries to is refused, and fails, whatever the program makes of the refusal."""

import sys
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest

_NAMES = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0}
"""Where in the event the host stands that is looked up."""
_ADDRESSES = {"socket.connect", "socket.sendto", "socket.sendmsg"}


class LeftTheMachine(ConnectionRefusedError):
    """Somebody else would have been asked."""


tried: list[str] = []
"""Whom the running test tried to reach."""


@pytest.fixture(autouse=True)
def nobody_else_is_asked() -> Iterator[None]:
    del tried[:]
    yield
    assert not tried, f"the test tried to reach {', '.join(tried)}"


def watch() -> None:
    """From now on, in this process."""
    sys.addaudithook(_look)


def _look(event: str, given: tuple[Any, ...]) -> None:
    if event in _ADDRESSES:
        host = given[1][0] if isinstance(given[1], tuple) and isinstance(given[1][0], str) else ""
        here = not host or _here(host)
    elif event in _NAMES:
        host = given[0].decode() if isinstance(given[0], bytes) else given[0] or ""
        here = not host or _here(host) or _literal(host)
    else:
        return
    if not here:
        tried.append(host)
        raise LeftTheMachine(host)


def _here(host: str) -> bool:
    if not _literal(host):
        return host == "localhost"
    address = ip_address(host.partition("%")[0])
    return address.is_loopback or address.is_unspecified


def _literal(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
