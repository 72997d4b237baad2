"""A thousand ways to change the audit trail afterwards, on each database: every one is found."""

from collections import Counter
from random import Random

from storage import open_store
from storage.trail import Heads, Trail
from tests.unit.storage.trails import filled, looked_through

TRIALS = 1_000
OF_ONE = 50
"""Trials of one trail: each is taken back."""


def test_every_change_of_the_trail_is_found(url, tmp_path, take):
    heads = tmp_path / "heads"
    store = open_store(url, heads=str(heads))
    ways = Counter()
    for trial in take(range(TRIALS)):
        dice = Random(f"trail {trial}")
        if trial % OF_ONE == 0:
            assert store.trail_faults() == ()
            team = store.within(store.organization(f"organization {trial}"))
            filled(team, dice)
        looks = dice.choice((team.database.trail, Trail(heads=Heads(heads))))  # who wrote it, or another process
        how, found = looked_through(team, dice, looks)
        assert found, (trial, how)
        ways[how] += 1
    assert store.trail_faults() == ()
    store.close()
    assert len(ways) == 8 or sum(ways.values()) < TRIALS
