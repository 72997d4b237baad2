"""Digests posted by processes that end in the middle: at a step between the tick and the record, by a signal that nobody can catch."""

import http.client
import os
import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import aiohttp

from bot.digests.records import Digest
from bot.digests.runner import LEASE, Runner
from storage import open_store
from tests.platforms import DISCORD, SLACK, Platforms, connected
from tests.processes import forked
from tests.stores import cv

STEPS = ("tick", "claimed", "composed", "before sending", "accepted", "answer read", "recorded")
SENT = ("accepted", "answer read")
"""Steps at which the platform has the message and the database does not know."""
PLACES = {"slack": SLACK, "discord": DISCORD}
DIGESTS, PEOPLE = 4, 3
PATIENCE = 60
AFTERWARDS = LEASE + timedelta(seconds=10)
_NAME = re.compile(r"Applicant \w+ (\d+)")


@dataclass(frozen=True)
class Told:
    """How often somebody was told of in a channel, who was to be once."""

    lost: int
    twice: int
    marked: int
    """Of those told of twice, in how many cases the repeat said so."""


@dataclass(frozen=True)
class Tick:
    """One tick of a process of its own; the first one to reach the step gets the signal there."""

    url: str
    port: int
    platform: str
    later: timedelta
    step: str
    flag: str
    signal: int


def posting(tick: Tick) -> None:
    store, adapter = open_store(tick.url, workers=2), connected(tick.platform, tick.port)
    parts = armed(store, adapter, tick.step, lambda: _signalled(tick.flag, tick.signal))
    runner = Runner(*parts, clock=lambda: datetime.now(UTC) + tick.later)
    runner.tick()
    adapter.stop()
    store.close()


def _signalled(flag: str, number: int) -> None:
    try:
        os.close(os.open(flag, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return
    Path(f"{flag}.pid").write_text(str(os.getpid()))
    os.kill(os.getpid(), number)


class Armed:
    """Something whose methods have things done before and after them."""

    def __init__(self, real: Any, **hooks: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
        self._real, self._hooks = real, hooks

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        return self._hooks[name](found) if name in self._hooks else found


def _before(act: Callable[[], None]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def hooked(real: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(real)
        def call(*given: Any, **more: Any) -> Any:
            act()
            return real(*given, **more)

        return call

    return hooked


def _after(act: Callable[[], None]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def hooked(real: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(real)
        def call(*given: Any, **more: Any) -> Any:
            found = real(*given, **more)
            if found or real.__name__ != "claim":
                act()
            return found

        return call

    return hooked


def armed(store: Any, adapter: Any, step: str, act: Callable[[], None]) -> tuple[Any, list[Any]]:
    """The store and the platform, with something to be done at the step."""
    hooks: dict[str, tuple[str, Any]] = {
        "tick": ("claim", _before(act)),
        "claimed": ("claim", _after(act)),
        "composed": ("renew", _before(act)),
        "before sending": ("post", _before(act)),
        "accepted": ("post", _before(lambda: _when_answered(act))),
        "answer read": ("post", _after(act)),
        "recorded": ("delivered", _after(act)),
    }
    chosen = dict([hooks[step]]) if step else {}
    return Armed(store, **chosen), [Armed(adapter, **{name: hook for name, hook in chosen.items() if name == "post"})]


def _when_answered(act: Callable[[], None]) -> None:
    """As soon as the next answer of a platform has begun to come, of which nobody has read anything."""
    begin, start = http.client.HTTPResponse.begin, aiohttp.ClientResponse.start

    def begun(response: Any) -> None:
        begin(response)
        act()

    async def started(response: Any, connection: Any) -> Any:
        found = await start(response, connection)
        act()
        return found

    http.client.HTTPResponse.begin = begun  # type: ignore[method-assign]
    aiohttp.ClientResponse.start = started  # type: ignore[method-assign]


class House:
    """A database and the platforms; each round has digests and people of its own, and tells how that ended."""

    def __init__(self, url: str, platforms: Platforms, folder: Path) -> None:
        self.url, self.platforms, self.folder = url, platforms, folder
        self.store = open_store(url)
        self.team = self.store.within(self.store.organization())
        self.rounds = 0

    def close(self) -> None:
        self.store.close()

    def begin(self, platform: str) -> None:
        for one in self.team.digests():
            self.team.stop_digest(one.id)
        self.rounds += 1
        self.platform, self.began = platform, datetime.now(UTC)
        self.channels = [f"{'C' if platform == 'slack' else ''}{self.rounds}{at:03}" for at in range(DIGESTS)]
        self.people = set[int]()
        for channel in self.channels:
            due = self.began - timedelta(seconds=1)
            place, since = PLACES[platform], self.began
            self.team.add_digest(
                Digest(0, channel, place, channel, channel, "* * * * *", "", "UTC", "", since, due, "active", "mia")
            )
        for _ in range(PEOPLE):
            self.applies()

    def applies(self) -> None:
        """Somebody who came as it began: where it is called later, one who was committed late."""
        number = len(self.people) + 1000 * self.rounds
        self.people.add(number)
        name = f"Applicant {'abcdefghij'[number % 10] * 5} {number}"
        self.team.save(cv(name, text=name, mails=(f"a{number}@mail.example",), at=self.began))

    def tick(
        self, processes: int, *, later: timedelta = timedelta(), step: str = "", end: int = signal.SIGKILL
    ) -> list[int]:
        """So many processes tick at once; how each ended."""
        running = self.start(processes, later=later, step=step, end=end)
        for one in running:
            one.join(PATIENCE)
        return [one.exitcode for one in running]

    def start(
        self, processes: int, *, later: timedelta = timedelta(), step: str = "", end: int = signal.SIGKILL
    ) -> Any:
        tick = Tick(self.url, self.platforms.port, self.platform, later, step, self.flag, end)
        return [forked(posting, tick) for _ in range(processes)]

    @property
    def flag(self) -> str:
        return str(self.folder / f"ended-{self.rounds}")

    def stopped(self) -> int:
        """The process that was stopped, as soon as it is."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            told = Path(f"{self.flag}.pid")
            number = told.read_text() if told.exists() else ""
            if number and Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "T":
                return int(number)
            time.sleep(0.02)
        raise AssertionError("nothing was stopped")

    def told(self) -> Told:
        lost = twice = marked = 0
        for channel in self.channels:
            said = self.platforms.said(self.platform, channel)
            counted = Counter(number for words in said for number in set(map(int, _NAME.findall(words))))
            lost += len(self.people - set(counted))
            again = [number for number, times in counted.items() if times > 1]
            twice += len(again)
            marked += len(again) * any("Sent again" in words for words in said)
        return Told(lost, twice, marked)


def killed(house: House, platform: str, step: str, processes: int) -> Told:
    """Digests of which one was being posted when its process was killed; others take over, and the next run follows."""
    house.begin(platform)
    ends = house.tick(processes, step=step)
    assert sorted(ends) == [-signal.SIGKILL] + [0] * (processes - 1), ends
    house.applies()
    for later in (AFTERWARDS, AFTERWARDS + timedelta(minutes=2)):
        assert house.tick(processes, later=later) == [0] * processes
    return house.told()


def overslept(house: House, platform: str, step: str) -> Told:
    """A process that is stopped for three leases while another one takes over, and then goes on."""
    house.begin(platform)
    sleeping = house.start(1, step=step, end=signal.SIGSTOP)
    number = house.stopped()
    assert house.tick(1, later=3 * LEASE) == [0]
    os.kill(number, signal.SIGCONT)
    for one in sleeping:
        one.join(PATIENCE)
    return house.told()


def allowed(platform: str, step: str, *, readable: bool) -> int:
    """People who may be told of twice, the second time as such: only where nothing tells whether they were."""
    return PEOPLE if platform == "slack" and step in SENT and not readable else 0


def cells() -> Iterator[tuple[str, str, int, bool]]:
    """Platform, step, processes, and whether the bot may read the channel."""
    for platform in PLACES:
        yield from ((platform, step, count, True) for step in STEPS for count in (1, 3))
        yield from ((platform, step, 1, False) for step in STEPS)
