"""Every line that a member can say, and every one with what only another organization has in it: 0 traces of that one."""

import logging
import shutil
import sys
from contextlib import ExitStack
from random import Random

import pytest

from storage.copying import copy
from storage.maintenance import scratch
from tests.lookalikes import OF, THEIRS, differing, forged_lines, house, in_order, meant_lines, worlds

PLATFORMS = sorted(OF)
EVERY = [*meant_lines(), *forged_lines()]
Random("lines").shuffle(EVERY)
EVERY = in_order(EVERY)


def said_on(platform, database):
    """A part of all lines, each in its way; on the other database another platform has it."""
    at = (PLATFORMS.index(platform) + (database == "sqlite")) % len(PLATFORMS)
    ways = OF[platform]
    return [(ways[number % len(ways)], line) for number, line in enumerate(EVERY[at :: len(PLATFORMS)])]


@pytest.fixture(scope="module")
def filled(sqlite_template, tmp_path_factory):
    return worlds(sqlite_template, tmp_path_factory.mktemp("worlds"))


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request, filled, tmp_path, monkeypatch):
    """The program with ours alone, and with the other organization beside it, on each kind of database in turn."""
    monkeypatch.chdir(tmp_path)  # where the terminal puts files
    server = request.getfixturevalue("postgresql_schema") if request.param == "postgresql" else ""
    with ExitStack() as ends:
        copies = [f"sqlite:///{shutil.copyfile(one, tmp_path / one.name)}" for one in filled]
        if server:
            places = [ends.enter_context(scratch(server)) for _ in copies]
            for one, place in zip(copies, places, strict=True):
                copy(one, place)
            copies = places
        yield request.param, [ends.enter_context(house(one)) for one in copies]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_whatever_is_said_the_answer_is_as_if_the_other_organization_was_not_there(
    both, platform, take, caplog, capsys
):
    caplog.set_level(logging.DEBUG)
    database, houses = both
    for one in houses:
        one.on(platform)
    lines, told, found = said_on(platform, database), 0, []
    for one in take(lines):
        found += differing(*houses, [one])
        assert THEIRS not in caplog.text
        caplog.clear()
        told += 1
    with capsys.disabled():
        sys.stdout.write(
            f"\n{database}, {platform}: {told:,} of {len(lines):,} lines, {len(found)} tell of the other\n"
        )
    assert found == []
