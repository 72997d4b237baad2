"""Two who work at the same people at once, one stopped in the middle of a method: what comes of it is as one after the other.

All methods that touch each other are in `tests/proofs`.
"""

import pytest

from storage import profiles, transactions
from tests.interleaving import PATIENCE, Meeting

SAMPLE = [
    ("move", "move elsewhere"),
    ("merge", "merge the other way"),
    ("erase", "name"),
    ("deliver", "erase"),
    ("hold who expires", "expire"),
]


@pytest.fixture
def meeting(url, monkeypatch):
    monkeypatch.setattr(transactions, "PATIENCE", PATIENCE)
    made = Meeting(url)
    yield made
    made.close()


@pytest.mark.parametrize("pair", SAMPLE, ids=" and ".join)
def test_two_at_once_leave_what_one_after_the_other_leaves(meeting, pair):
    assert [fault for _, fault in meeting.faults(*pair) if fault] == []


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_without_taking_turns_they_would_not(meeting, monkeypatch):
    """Else all of this would prove nothing."""
    monkeypatch.setattr(profiles, "take_turns", lambda *_: None)
    assert any(fault for _, fault in meeting.faults("move anyhow", "drop a stage"))
