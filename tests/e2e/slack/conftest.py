import pytest

from tests.e2e.slack.bot import Bot
from tests.e2e.slack.stand_in import ALICE, Person, StandIn


@pytest.fixture(scope="module")
def slack(tmp_path_factory):
    running = StandIn(tmp_path_factory.mktemp("slack"), 3900)
    yield running
    running.close()


@pytest.fixture(scope="module")
def bot(slack, tmp_path_factory):
    running = Bot(tmp_path_factory.mktemp("bot"), slack.api_url)
    running.call("import", "samples/cvs")
    running.admits(ALICE, "recruiter")
    running.start("slack")
    yield running
    assert running.stop() == 0
    assert "Traceback" not in running.log()


@pytest.fixture
def alice(slack, bot):
    """A recruiter, in her direct messages with the bot."""
    return Person(slack, ALICE, slack.dm(ALICE))
