"""What digests promise at full counts: random histories against a model, and next due times against an oracle in all time zones."""

from random import Random
from zoneinfo import available_timezones

from tests.digesting import History
from tests.due import SCHEDULES, faults

HISTORIES = 10_000


def test_random_histories_are_as_the_model_says(sqlite_store, take):
    for seed in take(range(HISTORIES)):
        History(sqlite_store, seed).run()


def test_what_is_due_next_is_what_an_oracle_says_in_all_time_zones(take):
    assert len(SCHEDULES) >= 50
    for zone in take(sorted(available_timezones())):
        assert faults(zone, Random(zone), moments=4) == []
