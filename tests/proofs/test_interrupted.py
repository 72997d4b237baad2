"""Every kind of request on both platforms and both databases, its process killed at every step: 0 silent losses, nothing twice."""

import sys

import pytest

from tests.interrupting import STEPS, House, cells, fits


@pytest.fixture
def house(url):
    made = House(url)
    yield made
    made.close()


def test_whoever_waits_is_told_and_nothing_is_done_twice(house, url, take, capsys):
    found = {}
    for cell in take(cells()):
        found[cell] = became = house.round(*cell)
        assert fits(became, cell[-1]), (cell, became)
    with capsys.disabled():
        sys.stdout.write("\n".join(table(url.partition(":")[0].partition("+")[0], found)) + "\n")


def table(database, found):
    """Lines with, for each step, how often the effect is there and how often the asker is told of the interruption."""
    yield f"\n{database}: done / told, of one request each"
    kinds = list(dict.fromkeys((platform, act) for platform, act, _ in found))
    heads = [" ".join(kind) for kind in kinds]
    yield " | ".join([f"{'killed when':14}", *heads])
    for step in STEPS:
        row = [found.get((*kind, step)) for kind in kinds]
        cells = [f"{one.effects} / {len(one.told)}" if one else "" for one in row]
        yield " | ".join([f"{step:14}", *(f"{cell:{len(head)}}" for cell, head in zip(cells, heads, strict=True))])
