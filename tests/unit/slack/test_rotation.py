"""Tokens that end are exchanged in time, once, whatever happens to Slack, the database or other processes."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from adapters.slack.rotation import AHEAD, Rotation
from bot.installations import Installation
from bot.records import Workspace
from bot.settings import Settings
from bot.store import Unavailable
from storage.installations import SqlInstallations
from tests.stores import NOW
from tests.unit.slack.slacks import refused

PLACE = Workspace("slack", "T0TESSERA")
ENDS = NOW + timedelta(hours=12)
FIRST = Installation(
    PLACE, False, "Tessera", "xoxe.xoxb-1", "U0BOT", "B0BOT", "https://t.slack.com/", "U0MARA", NOW, "xoxe-1", ENDS
)


class Slack:
    """Exchanges each refresh token once."""

    def __init__(self):
        self.asked, self.lock = [], threading.Lock()

    def oauth_v2_access(self, *, refresh_token, grant_type, client_id, client_secret):
        assert (grant_type, client_id, client_secret) == ("refresh_token", "1.2", "secret")
        with self.lock:
            self.asked.append(refresh_token)
            number = len(self.asked) + 1
        if self.asked.count(refresh_token) > 1:
            raise refused("invalid_refresh_token")
        new = {"access_token": f"xoxe.xoxb-{number}", "refresh_token": f"xoxe-{number}", "expires_in": 43200}
        return {"ok": True, "token_type": "bot", **new}


@pytest.fixture
def slack():
    return Slack()


@pytest.fixture
def installs(sqlite_store):
    found = SqlInstallations(sqlite_store, ["a-key-that-is-long-enough-for-tests"])
    found.install(FIRST)
    return found


def at(moment, installs, slack):
    key = "a-key-that-is-long-enough-for-tests"
    given = {"slack_client_id": "1.2", "slack_client_secret": "secret", "slack_signing_secret": "s", "secret_key": key}
    settings = Settings(_env_file=None, **given)
    return Rotation(settings, installs, lambda token: SimpleNamespace(client=slack), lambda: moment)


def audited(installs):
    team = installs._store.within(installs._store.organization_linked(PLACE))
    return [(one.action, one.outcome) for one in reversed(team.audit(limit=20))]


def test_a_token_is_exchanged_two_hours_before_it_ends_and_not_before(installs, slack):
    at(ENDS - AHEAD - timedelta(seconds=1), installs, slack).turn()
    assert slack.asked == []
    at(ENDS - AHEAD, installs, slack).turn()
    assert slack.asked == ["xoxe-1"]
    found = installs.installation(PLACE)
    assert (found.token, found.refresh) == ("xoxe.xoxb-2", "xoxe-2")
    assert found.ends > NOW
    assert replace(found, token=FIRST.token, refresh=FIRST.refresh, ends=ENDS) == FIRST


def test_many_processes_exchange_it_once(installs, slack):
    rotations = [at(ENDS, installs, slack) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(Rotation.turn, rotations))
    assert slack.asked == ["xoxe-1"]
    assert installs.installation(PLACE).refresh == "xoxe-2"


def test_a_process_that_died_over_it_is_followed_by_another_ten_minutes_later(installs, slack):
    assert installs.claim_renewal(FIRST, at=ENDS)
    at(ENDS, installs, slack).turn()
    assert slack.asked == []
    at(ENDS + timedelta(minutes=10), installs, slack).turn()
    assert installs.installation(PLACE).refresh == "xoxe-2"


def test_a_refusal_is_in_the_audit_once_a_day_and_the_bot_goes_on(installs, slack, caplog):
    slack.asked.append("xoxe-1")  # somebody else used it up
    with caplog.at_level(logging.INFO):
        for minutes in (0, 10, 20):
            at(ENDS + timedelta(minutes=minutes), installs, slack).turn()
    assert audited(installs) == [("install", "done"), ("renew token", "failed")]
    assert installs.installation(PLACE) == FIRST
    assert "invalid_refresh_token" in caplog.text
    assert "xoxe" not in caplog.text


def test_a_workspace_that_left_meanwhile_stays_away(installs, slack):
    exchange = slack.oauth_v2_access

    def left(**given):
        installs.uninstall(PLACE, until=ENDS)
        return exchange(**given)

    slack.oauth_v2_access = left
    at(ENDS, installs, slack).turn()
    assert installs.installation(PLACE) is None
    assert audited(installs) == [("install", "done"), ("uninstall", "done")]


def test_a_token_without_an_end_and_a_database_that_is_away_are_left_alone(installs, slack, monkeypatch):
    installs.install(replace(FIRST, refresh="", ends=None))
    at(ENDS, installs, slack).turn()
    assert slack.asked == []
    assert installs.installation(PLACE) == replace(FIRST, refresh="", ends=None)

    def down(_platform):
        raise Unavailable("down")

    monkeypatch.setattr(installs, "installed", down)
    at(ENDS, installs, slack).turn()


def test_a_revoked_token_is_told_from_an_uninstall(installs):
    installs.uninstall(PLACE, until=ENDS, revoked=True)
    assert audited(installs)[-1] == ("revoke token", "done")


def test_looking_after_tokens_ends_with_the_bot(installs, slack):
    closing = threading.Event()
    closing.set()
    at(ENDS, installs, slack).run(closing)
    assert slack.asked == ["xoxe-1"]
