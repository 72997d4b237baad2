"""What a call starts, and what it says is missing."""

import pytest

from bot.calls import WrongCall
from bot.platforms import wanted
from bot.settings import Settings

OWN = {"slack_bot_token": "xoxb-1"}
MANY = {"slack_client_id": "1.2", "slack_client_secret": "s", "secret_key": "k" * 32}
SOCKET, HTTP = {"slack_app_token": "xapp-1"}, {"slack_signing_secret": "s"}


def given(*parts):
    merged = {name: value for part in parts for name, value in part.items()}
    return Settings(_env_file=None, **merged)


@pytest.mark.parametrize(
    ("settings", "platforms", "started"),
    [
        ((OWN, SOCKET), (), {"slack"}),
        ((OWN, HTTP), ("web",), {"web"}),
        ((MANY, HTTP), (), {"slack"}),
        ((MANY, HTTP), ("web",), {"web"}),
        ((MANY, SOCKET), ("slack", "web"), {"slack", "web"}),
        ((MANY, SOCKET), ("web",), {"web"}),
        ((OWN, MANY, SOCKET, HTTP), ("slack", "web"), {"slack", "web"}),
    ],
)
def test_slack_runs_by_a_token_of_our_own_by_installs_or_by_both(settings, platforms, started):
    assert wanted(given(*settings), platforms) == started


@pytest.mark.parametrize(
    ("settings", "platforms", "missing"),
    [
        ((SOCKET,), (), "SLACK_BOT_TOKEN is not set"),
        ((MANY,), (), "not set beside SLACK_CLIENT_ID"),
        ((OWN,), (), "not set beside SLACK_BOT_TOKEN"),
        ((MANY,), ("web",), "SLACK_SIGNING_SECRET is not set"),
        ((OWN, SOCKET), ("web",), "SLACK_SIGNING_SECRET is not set"),
    ],
)
def test_what_is_missing_is_named(settings, platforms, missing):
    with pytest.raises(WrongCall, match=missing):
        wanted(given(*settings), platforms)
