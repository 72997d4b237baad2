"""The last words to those whose requests Slack was told are taken, and which nobody had begun when the bot stopped."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from threading import Thread

from adapters.phrases import RESTARTING
from adapters.slack.answer import Answer
from adapters.slack.api import FAILURES, refusal
from adapters.slack.home import Home
from adapters.slack.incoming import Incoming

log = logging.getLogger(__name__)

LAST_WORDS = 3.0
"""Seconds for all of them."""
AT_ONCE = 8


def tell_undone(acts: Sequence[tuple[Home, Incoming]], told: Callable[[Home, Incoming], None]) -> None:
    """Answer each that it was not done, as far as the time goes; ``told`` hears of each who knows. Never raises."""
    until, untold = time.monotonic() + LAST_WORDS, iter(acts)
    tellers = [Thread(target=_tell, args=(untold, told, until), daemon=True) for _ in acts[:AT_ONCE]]
    for one in tellers:
        one.start()
    for one in tellers:
        one.join(max(0.0, until - time.monotonic()))


def _tell(untold: Iterator[tuple[Home, Incoming]], told: Callable[[Home, Incoming], None], until: float) -> None:
    for home, act in untold:
        if time.monotonic() >= until:
            return
        try:
            Answer(home.api, act).give(RESTARTING)
            told(home, act)
        except FAILURES as error:
            log.warning("somebody could not be told that nothing was done: %s", refusal(error))
