"""Very many digests at once: in order, no channel more than once a second, and none held up by another one's limit."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.digests.pace import Pace
from bot.digests.post import Undeliverable
from bot.digests.records import Digest
from bot.digests.runner import Runner
from bot.records import Workspace
from storage import open_store
from tests.stores import cv

BEGAN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SLACK, DISCORD = Workspace("slack", "T1"), Workspace("discord", "7")
CHANNELS, EACH = 10, 4


class Clocked:
    """Takes a post in no time, notes when, and refuses as told; somebody who rests lets time pass."""

    def __init__(self, store):
        self.store, self.now, self.posts, self.limited = store, BEGAN, [], {}

    def workspaces(self):
        return {SLACK, DISCORD}

    def arrived(self, place, *, key, since, under=""):
        return ()

    def post(self, place, reply, *, key):
        if place.kind == "dm":
            return ("dm",)
        if (wait := self.limited.get(place.id)) and self.now < wait:
            raise Undeliverable("busy", wait=(wait - self.now).total_seconds())
        self.posts.append((self.now, place))
        return (key,)

    def tick(self):
        """One process after the other, until none has anything to do."""
        runners = [Runner(self.store, [self], clock=lambda: self.now, pace=Pace(self.rest)) for _ in range(2)]
        while sum(runner.tick() for runner in runners):
            self.now += timedelta(seconds=10)

    def rest(self, seconds):
        self.now += timedelta(seconds=seconds)

    def times(self):
        found = defaultdict(list)
        for at, place in self.posts:
            found[place.workspace.platform, place.id].append((at, place.name))
        return found


@pytest.fixture
def crowd(url):
    store = open_store(url)
    team = store.within(store.organization())
    team.save(cv("Ana", at=BEGAN - timedelta(hours=1)))
    for turn in range(EACH):
        for at in range(CHANNELS):
            place = DISCORD if at % 2 else SLACK
            since, due = BEGAN - timedelta(days=1), BEGAN - timedelta(minutes=EACH - turn)
            name = f"d{turn}-{at}"
            team.add_digest(
                Digest(0, name, place, f"C{at}", name, "0 9 * * *", "", "UTC", "", since, due, "active", "mia")
            )
    yield Clocked(store)
    store.close()


def test_each_channel_takes_one_a_second_in_order_and_each_workspace_what_it_takes(crowd):
    crowd.tick()
    assert len(crowd.posts) == CHANNELS * EACH
    for (_, channel), posts in crowd.times().items():
        assert [name for _, name in posts] == [f"d{turn}-{channel[1:]}" for turn in range(EACH)]
        assert all(later - sooner >= timedelta(seconds=1) for (sooner, _), (later, _) in pairwise(posts))
    on_slack = [at for at, place in crowd.posts if place.workspace == SLACK]
    assert all(later - sooner >= timedelta(seconds=0.2) for sooner, later in pairwise(on_slack))
    assert crowd.now - BEGAN < timedelta(minutes=2)


def test_a_channel_with_a_limit_is_left_alone_for_so_long_and_holds_up_no_other(crowd):
    until = BEGAN + timedelta(hours=1)
    crowd.limited["C3"] = until
    crowd.tick()
    assert len(crowd.posts) == (CHANNELS - 1) * EACH
    asked = crowd.now
    crowd.now = until + timedelta(seconds=1)
    crowd.tick()
    assert len(crowd.posts) == CHANNELS * EACH
    assert asked - BEGAN < timedelta(minutes=2)
    late = [at for at, place in crowd.posts if place.id == "C3"]
    assert len(late) == EACH
    assert min(late) >= until


def test_one_tick_takes_no_more_than_its_share(crowd, monkeypatch):
    monkeypatch.setattr("bot.digests.runner.AT_ONCE", 3)
    assert Runner(crowd.store, [crowd], clock=lambda: crowd.now, pace=Pace(crowd.rest)).tick() == 3
