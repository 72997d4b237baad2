"""A process that is killed while somebody waits: they hear of it, once. All cells are in `tests/proofs`."""

import pytest

from tests.interrupting import STEPS, House, fits

SAMPLE = [
    ("slack", "command", "taken"),
    ("slack", "message", "acknowledged"),
    ("discord", "command", "acknowledged"),
    ("slack", "press", "committed"),
    ("discord", "message", "recorded"),
    ("slack", "form", "answered"),
]


@pytest.fixture
def house(url):
    made = House(url)
    yield made
    made.close()


def test_who_asked_a_process_that_was_killed_is_told_and_nothing_is_done_twice(house):
    assert {step for *_, step in SAMPLE} == set(STEPS)
    for platform, act, step in SAMPLE:
        became = house.round(platform, act, step)
        assert fits(became, step), (platform, act, step, became)


def test_who_was_answered_is_told_nothing(house):
    became = house.round("slack", "command", "")
    assert (became.effects, became.shown, became.told) == (1, [], [])
