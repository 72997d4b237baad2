"""The same bot with Slack's events over HTTP: signed requests in, answers out, health."""

import time
import urllib.error
import urllib.request
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from slack_sdk.signature import SignatureVerifier

from adapters.slack.harness import shown
from tests.e2e.slack.bot import recruiting
from tests.e2e.slack.contracts import faults
from tests.e2e.slack.stand_in import ALICE, GENERAL, SECRET, TEAM, Person, StandIn

PORT = 4100
HERE = f"http://127.0.0.1:{PORT}"
COMMAND = {
    "command": "/candidate",
    "text": "find cuda",
    "team_id": TEAM,
    "user_id": ALICE,
    "channel_id": GENERAL,
    "response_url": "http://127.0.0.1:9/none",
    "trigger_id": "1.2.3",
}


@pytest.fixture(scope="module")
def slack(tmp_path_factory):
    running = StandIn(tmp_path_factory.mktemp("slack"), 3901, f"{HERE}/slack/events")
    yield running
    running.close()


@pytest.fixture(scope="module")
def bot(slack, tmp_path_factory):
    with recruiting(tmp_path_factory.mktemp("bot"), slack.api_url, app_token="", port=PORT) as running:
        yield running


def status(path, body=None, **headers):
    request = urllib.request.Request(HERE + path, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def signed(*, secret=SECRET, at=None, stamp=None):
    """The status of a slash command that is signed so."""
    body = urlencode(COMMAND)
    at = str(at or int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=at, body=body)
    headers = {"X-Slack-Request-Timestamp": stamp or at, "X-Slack-Signature": signature}
    return status("/slack/events", body.encode(), **headers)


def test_a_slash_command_and_a_button_are_answered(slack, bot):
    alice = Person(slack, ALICE, GENERAL)
    alice.commands("cuda triton")
    answer = alice.sees("people for cuda triton")
    assert answer["ephemeral_to"] == ALICE
    alice.presses(shown("chat.postMessage", answer).buttons[0])
    assert "Contact" in shown("", alice.sees("Education")).text


def test_a_direct_message_is_answered(slack, bot):
    alice = Person(slack, ALICE, slack.dm(ALICE))
    alice.says("Ilse Okonkwo-Brandt")
    alice.sees("ilse@okonkwo-brandt.example")


def test_only_what_slack_signed_lately_is_taken(bot):
    now = int(time.time())
    assert signed() == 200
    assert signed(secret="forged") == 401
    assert signed(at=now - 600) == 401
    assert signed(at=now + 600) == 401
    assert signed(stamp="junk") == 401
    assert status("/slack/events", urlencode(COMMAND).encode()) == 401


def test_it_says_that_it_lives_and_is_ready(bot):
    assert (status("/healthz"), status("/readyz"), status("/elsewhere")) == (200, 200, 404)


def test_a_body_of_more_than_a_megabyte_is_refused(bot):
    connection = HTTPConnection("127.0.0.1", PORT, timeout=10)
    connection.putrequest("POST", "/slack/events")
    connection.putheader("Content-Length", str((1 << 20) + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_everything_that_was_sent_keeps_slacks_contracts(slack, bot):
    sent = slack.sent()
    assert {"chat.postMessage", "chat.postEphemeral"} <= {call["method"] for call in sent}
    assert faults(sent) == []
