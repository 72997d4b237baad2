import pytest

from adapters.slack import note


@pytest.fixture(autouse=True)
def _nothing_takes_long(monkeypatch):
    """However busy the machine is: what is said of work that takes long is shown by tests of its own."""
    monkeypatch.setattr(note, "WORKING_AFTER", 600.0)
