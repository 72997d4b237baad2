"""Slack may be away when the bot starts, and may go away while it runs: the bot comes back by itself."""

from contextlib import closing

import pytest

from tests.e2e.slack.bot import Bot
from tests.e2e.slack.stand_in import ALICE, GENERAL, Person, StandIn, until

PORT = 3902


@pytest.fixture
def bot(tmp_path):
    running = Bot(tmp_path, f"http://127.0.0.1:{PORT}/api/")
    running.call("import", "samples/cvs/okonkwo-brandt-cv.md")
    running.admits(ALICE, "viewer")
    running.start("slack")
    yield running
    assert running.stop() == 0


def test_the_bot_outlives_slacks_outages(bot, tmp_path_factory):
    assert "Slack cannot be reached" in bot.log()
    for _ in range(2):
        with closing(StandIn(tmp_path_factory.mktemp("slack"), PORT)) as slack:
            until(slack.connected, "connection of the bot")
            alice = Person(slack, ALICE, GENERAL)
            alice.commands("cuda")
            alice.sees("1 person for cuda")
