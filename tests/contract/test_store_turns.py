"""What a store promises about pace: a channel takes one post at a time, its workspace a little more, and no other one waits."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from bot.digests.pace import Pace
from bot.digests.records import Digest
from bot.records import Workspace
from storage import SqlStore, turns
from tests.stores import NOW

TEAM, GUILD = Workspace("slack", "T1"), Workspace("discord", "T1")
MOMENT, SECOND, HOUR = timedelta(microseconds=1), timedelta(seconds=1), timedelta(hours=1)
GAP = timedelta(seconds=0.2)
PACE = Pace(lambda seconds: None, workspace={"slack": GAP})


@pytest.fixture
def team(store: SqlStore):
    return store.within(store.organization())


def added(team, name, channel="C1", *, workspace=TEAM):
    since = NOW - 30 * HOUR
    return team.add_digest(
        Digest(0, name, workspace, channel, name, "0 9 * * 1", "", "UTC", "", since, NOW, "active", "mia")
    )


def claim(store, now=NOW, *, places=(TEAM, GUILD), pace=PACE):
    return store.claim(places, now=now, lease=now + HOUR, pace=pace)


def test_while_a_post_is_under_way_its_channel_takes_no_other(store, team):
    added(team, "first")
    added(team, "second")
    assert claim(store).digest.name == "first"
    assert claim(store, NOW + SECOND) is None
    assert claim(store, NOW + HOUR - MOMENT) is None
    assert claim(store, NOW + SECOND, pace=None).digest.name == "second"


def test_another_channel_of_the_workspace_has_its_turn_after_a_moment(store, team):
    for channel in ("C1", "C2"):
        added(team, channel, channel)
    assert claim(store).digest.name == "C1"
    assert claim(store, NOW + GAP - MOMENT) is None
    assert claim(store, NOW + GAP).digest.name == "C2"


def test_no_other_workspace_platform_or_organization_waits(store, team):
    them = store.within(store.organization("theirs"))
    added(team, "first")
    added(team, "guild", workspace=GUILD)
    added(team, "workspace", workspace=Workspace("slack", "T2"))
    added(them, "organization")
    assert claim(store).digest.name == "first"
    places = (TEAM, GUILD, Workspace("slack", "T2"))
    others = {claim(store, places=places).digest.name for _ in range(3)}
    assert others == {"guild", "workspace", "organization"}
    assert claim(store, places=places) is None


def test_what_was_posted_keeps_its_channel_for_a_while_and_no_other_one(store, team):
    for name, channel in (("first", "C1"), ("second", "C1"), ("third", "C2")):
        added(team, name, channel)
    run = claim(store)
    store.delivered(run, [], messages=["m1"], at=NOW + SECOND, next_due=NOW + 99 * HOUR, pause=SECOND)
    assert claim(store, NOW + SECOND).digest.name == "third"
    assert claim(store, NOW + 2 * SECOND - MOMENT) is None
    assert claim(store, NOW + 2 * SECOND).digest.name == "second"


def test_what_was_posted_at_no_pace_keeps_its_channel_all_the_same(store, team):
    for name in ("first", "second"):
        added(team, name)
    run = claim(store, pace=None)
    store.delivered(run, [], messages=["m1"], at=NOW, next_due=NOW + 99 * HOUR, pause=SECOND)
    assert claim(store) is None
    assert claim(store, NOW + SECOND).digest.name == "second"


def test_what_was_not_posted_leaves_its_channel_to_the_next_one(store, team):
    for name in ("first", "second"):
        added(team, name)
    store.undelivered(claim(store), fault="not there", retry=NOW + 9 * HOUR)
    assert claim(store, NOW + SECOND).digest.name == "second"


def test_a_channel_that_asks_for_a_rest_has_it(store, team):
    for name in ("first", "second"):
        added(team, name)
    store.undelivered(claim(store), fault="busy", retry=NOW + 9 * HOUR, free=NOW + 2 * HOUR)
    assert claim(store, NOW + 2 * HOUR - MOMENT) is None
    assert claim(store, NOW + 2 * HOUR).digest.name == "second"


def test_a_try_that_is_due_again_waits_for_its_channel_too(store, team):
    added(team, "first")
    store.undelivered(claim(store), fault="busy", retry=NOW + SECOND)
    added(team, "second")
    assert claim(store, NOW + GAP).digest.name == "second"
    late = NOW + GAP + HOUR
    assert claim(store, late - MOMENT) is None
    again = claim(store, late, places=[TEAM])
    assert (again.digest.name, again.attempt) == ("first", 2)
    assert claim(store, late + GAP) is None, "it has the channel now"


@pytest.mark.parametrize("channel", ["C1", "C2"])
def test_of_two_who_saw_that_nothing_is_under_way_one_has_the_turn(store, team, channel):
    first, second = (
        SimpleNamespace(organization_id=team.organization.id, platform="slack", workspace="T1", channel=one)
        for one in ("C1", channel)
    )
    with store.database.engine.begin() as connection:
        assert turns.taken(connection, first, PACE, now=NOW, lease=NOW + HOUR)
        assert not turns.taken(connection, second, PACE, now=NOW, lease=NOW + HOUR)
        assert turns.taken(connection, second, PACE, now=NOW + GAP, lease=NOW + HOUR) == (channel == "C2")
