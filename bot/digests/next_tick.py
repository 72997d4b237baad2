"""What ticks goes on ticking: what breaks one tick is told to the log, and the next one comes."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot.store import Unavailable


@contextmanager
def never_raising(log: logging.Logger, waits: str) -> Iterator[None]:
    """``waits`` says what is not done until then: ``digests wait``."""
    try:
        yield
    except Unavailable:
        log.warning("%s: the database does not answer", waits)
    except Exception as error:  # noqa: BLE001 - the next tick must come
        log.error("%s: %s", waits, type(error).__name__)  # noqa: TRY400
