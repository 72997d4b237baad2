"""All methods that touch the same rows, each pair stopped at each step, on both databases: 0 ends that no order of the two has."""

import sys
from random import Random

import pytest

from storage import transactions
from tests.acts import pairs
from tests.interleaving import PATIENCE, Meeting


@pytest.fixture
def meeting(url, monkeypatch):
    monkeypatch.setattr(transactions, "PATIENCE", PATIENCE)
    made = Meeting(url)
    yield made
    made.close()


def test_no_two_methods_at_once_do_what_one_after_the_other_could_not(meeting, url, take, capsys):
    every = pairs()
    Random("pairs").shuffle(every)
    met, cases, faults = 0, 0, []
    for pair in take(every):
        found = [fault for _, fault in meeting.faults(*pair)]
        met, cases = met + 1, cases + len(found)
        faults += filter(None, found)
    with capsys.disabled():
        database = url.partition(":")[0].partition("+")[0]
        sys.stdout.write(f"\n{database}: {met:,} of {len(every):,} pairs, {cases:,} cases, {len(faults)} faults\n")
    assert faults == []
