"""Which addresses a CV may be sent to."""

import ipaddress
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit


def address(url: str) -> SplitResult:
    """The parts of an address over TLS or on this machine; raises ValueError, saying what is asked for, for any other."""
    there = urlsplit(url)
    host = there.hostname or ""
    if there.username or there.password or there.query or there.fragment or not host:
        raise ValueError("is an address as https://models.example/v1, without a name, key or query in it")
    if there.scheme != "https" and not (there.scheme == "http" and _is_here(host)):
        raise ValueError("starts with https://; http:// is for this machine alone (http://127.0.0.1:11434/v1)")
    _ = there.port  # raises ValueError where it is none
    return there


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False
