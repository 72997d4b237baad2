import pytest

from tests.e2e.slack.bot import recruiting
from tests.e2e.slack.stand_in import ALICE, Person, StandIn
from tests.e2e.slack.unreliable import Unreliable


@pytest.fixture(scope="module")
def slack(tmp_path_factory):
    running = StandIn(tmp_path_factory.mktemp("slack"), 3900)
    yield running
    running.close()


@pytest.fixture(scope="module")
def way(slack):
    """Between the bot and Slack, where calls fail and answers are lost."""
    between = Unreliable(slack.base)
    yield between
    between.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The bot's, for modules that look into its database."""
    return tmp_path_factory.mktemp("bot")


@pytest.fixture(scope="module")
def bot(slack, tmp_path_factory):
    with recruiting(tmp_path_factory.mktemp("bot"), slack.api_url) as running:
        yield running


@pytest.fixture
def alice(slack, bot):
    """A recruiter, in her direct messages with the bot."""
    return Person(slack, ALICE, slack.dm(ALICE))
