"""What the bot does on its own account goes on, whatever breaks in one tick, and ends when it is told to."""

import logging
import threading

import pytest

from bot.digests.alarms import Alarms
from bot.digests.following import Following
from bot.digests.runner import Runner
from bot.digests.ticking import tick
from bot.erasing.going import Going
from bot.erasing.retention import Retention
from bot.sharing.delivery import Waiting
from bot.store import Unavailable
from storage.store import SqlStore
from tests.boards import Board
from tests.bot import Bot

WORKS = [
    (Runner, "claim", "digests wait"),
    (Alarms, "untold", "alarms wait"),
    (Following, "with_posts_to_follow", "posts of digests wait"),
    (Going, "erasures_so_far", "erasures wait"),
    (Retention, "claim_retention", "retention waits"),
    (Waiting, "claim_share", "shares wait"),
]


@pytest.mark.parametrize("one", WORKS, ids=lambda one: one[1])
@pytest.mark.parametrize("fault", [Unavailable(), RuntimeError("Noor Etxeberria")])
def test_a_tick_that_breaks_says_so_without_what_it_was_about_and_the_next_one_comes(
    sqlite_store, monkeypatch, caplog, one, fault
):
    def broken(*_, **__):
        raise fault

    work, asks, says = one
    usual = getattr(SqlStore, asks)
    works = work(sqlite_store, [Board()])
    monkeypatch.setattr(SqlStore, asks, broken)
    with caplog.at_level(logging.WARNING):
        works.tick()
    assert says in caplog.text
    assert "Noor" not in caplog.text
    caplog.clear()
    monkeypatch.setattr(SqlStore, asks, usual)
    works.tick()
    assert caplog.text == ""


def test_the_clock_ticks_until_it_is_ended(sqlite_store):
    before = threading.active_count()
    end = tick(sqlite_store, [Board()], Bot(sqlite_store).app.in_hand, 0)
    assert threading.active_count() > before
    end()
    assert threading.active_count() == before
