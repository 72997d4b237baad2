"""The clock behind digests and alarms: APScheduler only ticks; what is due stands in the database."""

from collections.abc import Callable, Sequence
from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler

from bot.digests.alarms import Alarms
from bot.digests.post import Poster
from bot.digests.runner import Runner
from bot.store import Store

TICK_SECONDS = 10


def tick(store: Store, posters: Sequence[Poster]) -> Callable[[], None]:
    """Begin to tick; what is returned ends it, once a post in hand is finished."""
    runner, alarms = Runner(store, posters), Alarms(store, posters)
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_job(
        runner.tick, "interval", seconds=TICK_SECONDS, coalesce=True, max_instances=1, misfire_grace_time=None
    )
    scheduler.add_job(alarms.tick, "interval", seconds=TICK_SECONDS, coalesce=True, max_instances=1)
    scheduler.start()

    def end() -> None:
        runner.stop()
        scheduler.shutdown(wait=True)

    return end
