import socket
from pathlib import Path

import pytest


def pytest_sessionstart():
    """The stand-ins listen on every address, so nobody else may be able to reach this machine's."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            alone = True
        else:
            alone = False
    if not alone:
        raise pytest.UsageError("These tests start servers for all the world: run `make e2e`, which keeps them alone.")
    if not Path(__file__).with_name("node_modules").is_dir():
        raise pytest.UsageError("The stand-ins are not installed: run `make e2e`, which installs them.")
