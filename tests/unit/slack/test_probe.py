"""What doctor finds of installing by OAuth, asked of a Slack on a socket."""

import pytest

from adapters.slack import probe
from bot.records import Workspace
from bot.settings import Settings
from storage.installations import SqlInstallations
from tests.unit.slack.test_homes import granted
from tests.workspaces import CLIENT, CLIENT_SECRET, Slack

KEY = "k" * 32


@pytest.fixture
def slack():
    running = Slack()
    yield running
    running.close()


@pytest.fixture
def installs(sqlite_store):
    return SqlInstallations(sqlite_store, [KEY])


def settings(slack, **changed):
    given = {"slack_client_id": CLIENT, "slack_client_secret": CLIENT_SECRET, "secret_key": KEY, **changed}
    return Settings(_env_file=None, slack_api_url=f"{slack.base}/api/", **given)


def install(slack, installs, team):
    token = slack.token(slack.allow(team))
    installs.install(granted(Workspace("slack", team), token))
    return token


def test_it_counts_who_installed_the_bot(slack, installs):
    assert probe.installs(settings(slack), installs) == "0 workspaces installed the bot"
    install(slack, installs, "T1")
    assert probe.installs(settings(slack), installs) == "T1 installed the bot"
    install(slack, installs, "T2")
    assert probe.installs(settings(slack), installs) == "2 workspaces installed the bot"


def test_a_token_that_slack_refuses_is_named_by_its_workspace(slack, installs):
    install(slack, installs, "T1")
    token = install(slack, installs, "T2")
    slack.revoked.add(token)
    with pytest.raises(ConnectionError, match=r"tokens of T2 \(T2\): have the bot installed there again") as caught:
        probe.installs(settings(slack), installs)
    assert token not in str(caught.value)


def test_a_wrong_client_secret_is_found_without_an_install(slack, installs):
    with pytest.raises(ConnectionError, match="Slack refuses SLACK_CLIENT_SECRET"):
        probe.installs(settings(slack, slack_client_secret="other"), installs)


def test_tokens_that_no_key_opens_are_told_with_the_way_out(slack, installs, sqlite_store):
    install(slack, installs, "T1")
    with pytest.raises(ConnectionError, match="SECRET_KEY does not open the tokens of T1"):
        probe.installs(settings(slack), SqlInstallations(sqlite_store, ["n" * 32]))


def test_the_groups_of_a_workspace_are_asked_with_its_own_token(slack, installs):
    token = install(slack, installs, "T1")
    assert probe.groups(settings(slack), Workspace("slack", "T1"), installs) == frozenset()
    assert {who for who, _, _ in slack.calls} == {token}
    own = settings(slack, slack_bot_token=slack.token(slack.allow("T2")))
    with pytest.raises(ConnectionError):
        probe.groups(own, Workspace("slack", "T3"), installs)
