"""How soon a digest of 50 people is composed among very many, and how 2,000 that are due in one minute go out.

``PROFILES=N`` people (100,000) are in SQLite; with ``KEEP=FOLDER`` those of `benchmarks.searches`. The minute is played over a
database of its own by two processes, with the program's own pace, to platforms that take every post and note when: what
is measured is the bot, the database and the turns that channels take.
"""

import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Event, Lock, Thread

from sqlalchemy import select

from adapters.discord.render import render as on_discord
from adapters.slack.render import render as on_slack
from benchmarks.crowd import crowd
from benchmarks.figures import Figure, p50, p95
from benchmarks.filling import TODAY, Database, in_sqlite
from bot.chat.messages import Place, Reply
from bot.digests.pace import Pace
from bot.digests.post import Addressee, Undeliverable
from bot.digests.records import Digest
from bot.digests.runner import Runner, applicants, preview
from bot.digests.ticking import AT_A_TIME
from bot.records import Workspace
from storage import open_store, upgrade
from storage.tables import application

TOLD, COMPOSED = 50, 100
DUE, CHANNELS, PROCESSES = 2_000, 500, 2
APPLICANTS = 20
SLACK, DISCORD = Workspace("slack", "T1"), Workspace("discord", "7")
ON_SLACK = 5
"""One channel of so many is Slack's: a Slack workspace takes a quarter of what a Discord server does."""
STEP = 15
"""Seconds between two rows of the timeline."""
ANSWER = 0.15
"""Seconds that a platform takes to answer."""


def measure() -> Iterator[Figure]:
    number = int(os.environ.get("PROFILES") or 100_000)
    with in_sqlite(number, os.environ.get("KEEP") or "") as where:
        database = where.sqlite()
        yield from _composing(database, number)
        database.close()
    yield from _minute()


def _composing(database: Database, number: int) -> Iterator[Figure]:
    until_today = select(application.c.arrived).where(application.c.arrived <= TODAY)
    last = until_today.order_by(application.c.arrived.desc()).limit(1).offset(TOLD - 1)
    with database.engine.connect() as connection:
        since = connection.execute(last).scalar_one()
    digest = Digest(0, "d", SLACK, "C", "c", "0 9 * * 1", "", "UTC", "", since, TODAY, "active", "bench")
    found = len(applicants(database.team, digest, until=TODAY))
    gathering, whole = list[float](), list[float]()
    for _ in range(COMPOSED):
        begin = time.perf_counter()
        applicants(database.team, digest, until=TODAY)
        gathering.append(1000 * (time.perf_counter() - begin))
        begin = time.perf_counter()
        with database.store.database.moment():
            reply = preview(database.team, digest, now=TODAY)
        whole.append(1000 * (time.perf_counter() - begin))
    assert reply
    for name, draw in (("Slack", on_slack), ("Discord", on_discord)):
        begin = time.perf_counter()
        draw(reply)
        yield Figure(f"{number:,}: drawing it for {name}", 1000 * (time.perf_counter() - begin), None, "ms")
    yield Figure(f"{number:,}: a digest of {found} people is composed, for the first time", whole[0], None, "ms")
    yield Figure(f"{number:,}: a digest of {found} people is composed, p50", p50(whole), None, "ms", p50(gathering))
    yield Figure(f"{number:,}: a digest of {found} people is composed, p95", p95(whole), 50, "ms", p95(gathering))


# ------------------------------------------------------------ the minute


class _Platforms:
    """Take every post after a while, and note when."""

    def __init__(self) -> None:
        self.posts: list[tuple[float, str, str, str]] = []
        self._lock = Lock()

    def workspaces(self) -> tuple[Workspace, ...]:
        return (SLACK, DISCORD)

    def arrived(self, place: Place, *, key: str, since: datetime, under: str = "") -> tuple[str, ...]:  # noqa: ARG002 - nothing gets lost
        return ()

    def addressee(self, workspace: Workspace, who: str) -> Addressee:  # noqa: ARG002 - nobody is asked for
        raise Undeliverable("nobody is told directly")

    def post(self, place: Place, reply: Reply, *, key: str) -> tuple[str, ...]:
        (on_slack if place.workspace == SLACK else on_discord)(reply)
        with self._lock:
            self.posts.append((time.time(), place.workspace.platform, place.id, place.name))
        time.sleep(ANSWER)
        return (key,)


def _minute() -> Iterator[Figure]:
    folder = tempfile.mkdtemp(prefix="recruitbot-bench-")
    try:
        url = f"sqlite:///{Path(folder) / 'digests.db'}"
        began = _filled(url)
        context = multiprocessing.get_context("spawn")
        with context.Pool(PROCESSES) as pool:
            posts = sorted(post for some in pool.map(_posting, [url] * PROCESSES) for post in some)
        print(_timeline(posts, began), file=sys.stderr)
        by_channel = defaultdict[tuple[str, str], list[tuple[float, str]]](list)
        for at, platform, channel, name in posts:
            by_channel[platform, channel].append((at, name))
        gaps = [later - sooner for some in by_channel.values() for (sooner, _), (later, _) in pairwise(some)]
        out_of_order = sum(sooner > later for some in by_channel.values() for (_, sooner), (_, later) in pairwise(some))
        yield Figure(f"{DUE:,} due at once: left out", float(DUE - len(posts)), 0, "")
        yield Figure(f"{DUE:,} due at once: posted twice", float(len(posts) - len({one[3] for one in posts})), 0, "")
        yield Figure(f"{DUE:,} due at once: out of their channel's order", float(out_of_order), 0, "")
        yield Figure("shortest time between two posts to one channel", min(gaps), 1, "s", at_least=True)
        for platform in ("slack", "discord"):
            times = [at for at, where, *_ in posts if where == platform]
            most = max(Counter(int(at) for at in times).values())
            yield Figure(
                f"most posts a second to a {platform} workspace", most, {"slack": 7, "discord": 25}[platform], "/s"
            )
        yield Figure(f"{DUE:,} due at once: the last one is out after", posts[-1][0] - began, None, "s")
    finally:
        shutil.rmtree(folder)


def _filled(url: str) -> float:
    """When all is due."""
    upgrade(url)
    store = open_store(url)
    team = store.within(store.organization("Bench", make=True))
    people = [one.received for one in crowd(APPLICANTS)]
    while people:
        people = people[len(team.save_some(people)) :]
    due, since = datetime.now(UTC), TODAY - timedelta(days=10_000)
    for at in range(DUE):
        channel = at % CHANNELS
        place = DISCORD if channel % ON_SLACK else SLACK
        team.add_digest(
            Digest(
                0,
                f"{at:05}",
                place,
                f"C{channel}",
                f"{at:05}",
                "0 9 * * 1",
                "",
                "UTC",
                "",
                since,
                due,
                "active",
                "bench",
            )
        )
    store.close()
    return time.time()


def _posting(url: str) -> list[tuple[float, str, str, str]]:
    """As the program ticks, until nothing is due any more."""
    store, platforms, rest = open_store(url), _Platforms(), Event().wait
    threads = [Thread(target=_ticking, args=(Runner(store, [platforms], pace=Pace(rest)),)) for _ in range(AT_A_TIME)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    store.close()
    return platforms.posts


def _ticking(runner: Runner) -> None:
    idle = 0
    while idle < 2:
        idle = 0 if runner.tick() else idle + 1


def _timeline(posts: list[tuple[float, str, str, str]], began: float) -> str:
    """How many were out when."""
    rows = [f"{'after':>8} {'Slack':>7} {'Discord':>8}"]
    for end in range(STEP, int(posts[-1][0] - began) + 2 * STEP, STEP):
        out = Counter(platform for at, platform, *_ in posts if at - began <= end)
        rows.append(f"{end:>6} s {out['slack']:>7} {out['discord']:>8}")
    return "\n".join(rows)
