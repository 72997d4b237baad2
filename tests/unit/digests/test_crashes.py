"""Processes killed while they post: a sample of `tests/proofs/test_digest_crashes.py`, on real sockets."""

from random import Random

import pytest

from tests.crashing import House, allowed, cells, killed, overslept
from tests.platforms import Platforms

SAMPLE = 1
"""Of each database."""


@pytest.fixture
def house(url, tmp_path):
    with Platforms() as platforms:
        house = House(url, platforms, tmp_path)
        yield house
        house.close()


def test_nobody_is_lost_and_nobody_told_of_twice_unless_it_says_so(house, url):
    for platform, step, processes, readable in Random(url.partition(":")[0]).sample(list(cells()), SAMPLE):
        house.platforms.readable = readable
        told = killed(house, platform, step, processes)
        assert (told.lost, told.twice, told.marked) == (0, *[allowed(platform, step, readable=readable)] * 2)


def test_a_process_that_slept_through_its_lease_sends_nothing(house):
    told = overslept(house, "slack", "composed")
    assert (told.lost, told.twice) == (0, 0)
