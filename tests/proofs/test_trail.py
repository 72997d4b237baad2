"""A thousand ways to change the audit trail afterwards, on each database: every one is found."""

from collections import Counter
from random import Random

from storage import open_store
from tests.unit.storage.trails import filled, tampered

TRIALS = 1_000


def test_every_change_of_the_trail_is_found(url, tmp_path, take):
    store = open_store(url, heads=str(tmp_path / "heads"))
    ways = Counter()
    for trial in take(range(TRIALS)):
        team, dice = store.within(store.organization(f"organization {trial}")), Random(f"trail {trial}")
        filled(team, dice)
        assert team.trail_faults() == ()
        how = tampered(team, dice)
        assert team.trail_faults(), (trial, how)
        ways[how] += 1
    store.close()
    assert len(ways) == 8 or sum(ways.values()) < TRIALS
