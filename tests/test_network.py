"""A test that tries to reach somebody else fails, even where the program takes it as a platform that is away."""

import socket

import pytest

from tests.network import LeftTheMachine, tried


def test_who_is_elsewhere_is_not_asked_and_it_is_noted():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        for ask in (
            lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
            lambda: socket.create_connection(("2001:db8::1", 80), timeout=1),
            lambda: datagrams.sendto(b"?", ("192.0.2.2", 53)),
            lambda: socket.getaddrinfo("slack.com", 443),
        ):
            with pytest.raises(LeftTheMachine):
                ask()
    assert tried == ["192.0.2.1", "2001:db8::1", "192.0.2.2", "slack.com"]
    del tried[:]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_reached(host):
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection((host, server.getsockname()[1]), timeout=9).close()
    assert tried == []
