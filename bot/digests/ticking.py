"""The clock behind all that the bot does on its own account: APScheduler only ticks; what is due stands in the database."""

from collections.abc import Callable, Sequence
from datetime import UTC
from threading import Event

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.chat.in_hand import InHand
from bot.chat.interrupted import Interruptions
from bot.digests.alarms import Alarms
from bot.digests.following import Following
from bot.digests.pace import Pace
from bot.digests.post import Board
from bot.digests.runner import Runner
from bot.erasing.going import Going
from bot.erasing.retention import Retention
from bot.sharing.delivery import Waiting
from bot.store import Store

TICK_SECONDS = 10
AT_A_TIME = 4
"""Posts of digests that may be under way: one that has to wait for its platform does not hold up the others."""
SHARING_SECONDS = 3
"""Somebody waits for it."""
TELLING_SECONDS = 5


def tick(store: Store, posters: Sequence[Board], in_hand: InHand, erased: int) -> Callable[[], None]:
    """Begin to tick; what is returned ends it, once a post in hand is finished.

    ``erased``: how many people were, when the process began to answer.
    """
    stopping = Event()
    runners = [Runner(store, posters, pace=Pace(stopping.wait)) for _ in range(AT_A_TIME)]
    works: tuple[tuple[Callable[[], object], int], ...] = (
        *((runner.tick, TICK_SECONDS) for runner in runners),
        (Alarms(store, posters).tick, TICK_SECONDS),
        (Retention(store, posters).tick, TICK_SECONDS),
        (Interruptions(store, posters, in_hand).tick, TELLING_SECONDS),
        (Waiting(store, posters).tick, SHARING_SECONDS),
        (Going(store, posters, erased).tick, SHARING_SECONDS),
        (Following(store, posters).tick, SHARING_SECONDS),
    )
    # of as many threads as there are works none waits for another that has to wait for its platform
    scheduler = BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(len(works))})
    for work, seconds in works:
        scheduler.add_job(work, "interval", seconds=seconds, coalesce=True, max_instances=1, misfire_grace_time=None)
    scheduler.start()

    def end() -> None:
        for runner in runners:
            runner.stop()
        stopping.set()
        scheduler.shutdown(wait=True)

    return end
