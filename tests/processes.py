"""Processes that find the program loaded: each is forked from one that did so, in hundredths of a second."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.process import BaseProcess

LOADED = (
    "adapters.discord.harness",
    "adapters.slack.harness",
    "adapters.terminal.chat",
    "bot.bulk",
    "bot.chat.interrupted",
    "bot.commands",
    "bot.cv.private",
    "bot.export",
    "bot.search.finding",
    "storage",
    "tests.bot",
    "tests.calls",
    "tests.stores",
)


def forked(work: Callable[..., object], *given: object) -> BaseProcess:
    """A running process that does the work, which a module holds by its name."""
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(list(LOADED))
    process = server.Process(target=work, args=given)
    process.start()
    return process
