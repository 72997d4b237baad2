"""The way to Discord's gateway: an outage of seconds costs no event, and no connection waits without a reason."""

import asyncio
import itertools

import aiohttp
import pytest

from adapters.discord import gateway
from adapters.discord.gateway import APART, LONGEST_PAUSE, PATIENCE, Apart, Unreachable, patient
from adapters.discord.harness import DiscordHarness
from tests.cores import ScriptedCore


class Time:
    """Goes on while somebody sleeps, and only then."""

    def __init__(self):
        self.now, self.slept = 100.0, []

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time(monkeypatch):
    passing = Time()
    monkeypatch.setattr(gateway.asyncio, "sleep", passing.sleep)
    return passing


def failing(ends):
    """A network on which each try ends as the next of these says."""
    left = iter(ends)

    async def connect(url, **more):
        if error := next(left):
            raise error
        return url, more

    return connect


@pytest.mark.parametrize("error", [OSError(), aiohttp.ClientError(), ConnectionRefusedError(), TimeoutError()])
def test_a_connection_that_fails_is_tried_again_so_that_it_can_be_resumed(time, error):
    connect = patient(failing([error, error, None]), time)
    assert asyncio.run(connect("ws://discord", compress=0)) == ("ws://discord", {"compress": 0})
    assert 0 < sum(time.slept) < 5


def test_a_long_outage_ends_the_tries_in_a_way_that_begins_anew(time):
    connect = patient(failing(itertools.repeat(OSError())), time)
    with pytest.raises(Unreachable):
        asyncio.run(connect("ws://discord"))
    assert PATIENCE - LONGEST_PAUSE <= sum(time.slept) <= PATIENCE
    assert max(time.slept) <= LONGEST_PAUSE
    assert not isinstance(Unreachable(), OSError | aiohttp.ClientError), "discord.py would wait for minutes"


def test_only_what_follows_another_connection_at_once_waits(time):
    begin = Apart(clock=time)

    async def thrice():
        await begin.turn()
        time.now += 2
        await begin.turn()
        time.now += 60
        await begin.turn()

    asyncio.run(thrice())
    assert time.slept == [0.0, APART - 2, 0.0]


def test_the_client_connects_and_begins_so(monkeypatch):
    turns = []

    async def turn(self):
        turns.append(self)

    monkeypatch.setattr(Apart, "turn", turn)

    async def act(client):
        assert client.http.ws_connect.__qualname__.startswith("patient")
        await client._connection.call_hooks("before_identify", 0, initial=False)

    DiscordHarness(ScriptedCore())._act(act)
    assert len(turns) == 1
