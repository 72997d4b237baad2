"""The clock behind digests, alarms, what is shared by other processes, who is erased by a retention and what follows an erasure: APScheduler only ticks; what is due stands in the database."""

from collections.abc import Callable, Sequence
from datetime import UTC
from threading import Event

from apscheduler.schedulers.background import BackgroundScheduler

from bot.digests.alarms import Alarms
from bot.digests.following import Following
from bot.digests.pace import Pace
from bot.digests.post import Board
from bot.digests.runner import Runner
from bot.erasing.going import Going
from bot.erasing.retention import Retention
from bot.profile import Reader
from bot.sharing.delivery import Waiting
from bot.store import Store

TICK_SECONDS = 10
AT_A_TIME = 4
"""Posts of digests that may be under way: one that has to wait for its platform does not hold up the others."""
SHARING_SECONDS = 3
"""Somebody waits for it."""


def tick(store: Store, posters: Sequence[Board], read: Reader) -> Callable[[], None]:
    """Begin to tick; what is returned ends it, once a post in hand is finished."""
    stopping = Event()
    runners = [Runner(store, posters, pace=Pace(stopping.wait)) for _ in range(AT_A_TIME)]
    alarms, waiting, going = Alarms(store, posters), Waiting(store, posters), Going(store, posters)
    following = Following(store, posters)
    retention = Retention(store, posters, read)
    scheduler = BackgroundScheduler(timezone=UTC)
    for runner in runners:
        scheduler.add_job(
            runner.tick, "interval", seconds=TICK_SECONDS, coalesce=True, max_instances=1, misfire_grace_time=None
        )
    scheduler.add_job(alarms.tick, "interval", seconds=TICK_SECONDS, coalesce=True, max_instances=1)
    scheduler.add_job(waiting.tick, "interval", seconds=SHARING_SECONDS, coalesce=True, max_instances=1)
    scheduler.add_job(going.tick, "interval", seconds=SHARING_SECONDS, coalesce=True, max_instances=1)
    scheduler.add_job(following.tick, "interval", seconds=SHARING_SECONDS, coalesce=True, max_instances=1)
    scheduler.add_job(retention.tick, "interval", seconds=TICK_SECONDS, coalesce=True, max_instances=1)
    scheduler.start()

    def end() -> None:
        for runner in runners:
            runner.stop()
        stopping.set()
        scheduler.shutdown(wait=True)

    return end
