"""The crash matrix: a process killed at each step between tick and record, on both databases and both platforms, over real sockets."""

import sys
from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.store import Unavailable
from storage import open_store
from tests.contract.test_store_concurrency import PLACE, digest, in_processes
from tests.crashing import PEOPLE, STEPS, House, allowed, cells, killed, overslept
from tests.platforms import Platforms
from tests.stores import NOW

ROWS = 1_000


@pytest.fixture
def house(url, tmp_path):
    with Platforms() as platforms:
        house = House(url, platforms, tmp_path)
        yield house
        house.close()


def test_nobody_is_lost_and_nobody_told_of_twice_unless_it_says_so(house, url, take, capsys):
    found = {}
    for cell in take(cells()):
        platform, step, processes, readable = cell
        house.platforms.readable = readable
        found[cell] = told = killed(house, platform, step, processes)
        assert (told.lost, told.twice, told.marked) == (0, *[allowed(platform, step, readable=readable)] * 2), cell
    with capsys.disabled():
        sys.stdout.write("\n".join(table(url.partition(":")[0].partition("+")[0], found)) + "\n")


def table(database, found):
    """Lines with, for each step, how many of the people were lost, and told of twice."""
    yield f"\n{database}: lost / told of twice, of {PEOPLE + 1} people in each of several channels"
    kinds = list(dict.fromkeys((platform, processes, readable) for platform, _, processes, readable in found))
    heads = [f"{platform}, {processes}{'' if readable else ', unread'}" for platform, processes, readable in kinds]
    yield " | ".join([f"{'killed at':14}", *heads])
    for step in STEPS:
        row = [found.get((platform, step, *rest)) for platform, *rest in kinds]
        cells = [f"{one.lost} / {one.twice}{' marked' * bool(one.marked)}" if one else "" for one in row]
        yield " | ".join([f"{step:14}", *(f"{cell:{len(head)}}" for cell, head in zip(cells, heads, strict=True))])


@pytest.mark.parametrize("platform", ["slack", "discord"])
@pytest.mark.parametrize(("step", "most"), [("composed", 0), ("before sending", PEOPLE)])
def test_a_process_that_slept_through_three_leases_sends_nothing_or_nothing_unmarked(house, platform, step, most):
    told = overslept(house, platform, step)
    assert told.lost == 0
    assert told.twice == told.marked <= (most if platform == "slack" else 0)


def claim_all(store, _):
    """As a tick does: a database that is busy is asked again."""
    while True:
        with suppress(Unavailable):
            if not (run := store.claim([PLACE], now=NOW, lease=NOW + timedelta(hours=1))):
                return
            yield run.digest.name


def test_each_of_a_thousand_due_digests_is_claimed_once(url):
    store = open_store(url)
    team = store.within(store.organization())
    for name in range(ROWS):
        team.add_digest(digest(f"{name}"))
    told = Counter(name for names in in_processes(claim_all, url, 8) for name in names)
    assert told == {f"{name}": 1 for name in range(ROWS)}
    store.close()
