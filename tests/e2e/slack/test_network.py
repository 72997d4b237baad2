"""What goes wrong between Slack and the bot, over real sockets: nothing is lost, nothing is done or said twice."""

import json
import sqlite3
import time
import urllib.request
from contextlib import closing
from urllib.parse import urlencode

import pytest
from slack_sdk.signature import SignatureVerifier

from tests.e2e.slack.bot import recruiting
from tests.e2e.slack.contracts import faults
from tests.e2e.slack.stand_in import ALICE, BOT, GENERAL, SECRET, TEAM, Person, StandIn, until
from tests.e2e.slack.unreliable import LOST, Fault

PORT = 4102
HERE = f"http://127.0.0.1:{PORT}"
JSON = (("Content-Type", "application/json"),)
TOO_MANY = Fault(429, b'{"ok":false,"error":"ratelimited"}', (("Retry-After", "1"), *JSON))
NO_TRIGGER = Fault(200, b'{"ok":false,"error":"expired_trigger_id"}', JSON)
PRESS = {
    "type": "block_actions",
    "token": "legacy",
    "team": {"id": TEAM, "domain": "test-workspace"},
    "user": {"id": ALICE, "username": "alice", "team_id": TEAM},
    "api_app_id": "A01APP",
    "channel": {"id": GENERAL, "name": "general"},
    "container": {"type": "message", "message_ts": "1.2", "channel_id": GENERAL, "is_ephemeral": True},
    "trigger_id": "1.2.3",
    "response_url": f"{HERE}/gone",
}


@pytest.fixture(scope="module")
def slack(tmp_path_factory):
    running = StandIn(tmp_path_factory.mktemp("slack"), 3904, f"{HERE}/slack/events")
    yield running
    running.close()


@pytest.fixture(scope="module")
def bot(way, folder):
    with recruiting(folder, way.api_url, app_token="", port=PORT) as running:
        yield running


@pytest.fixture
def alice(slack, bot):
    return Person(slack, ALICE, slack.dm(ALICE))


def sent(body, kind):
    """Slack's own delivery, signed; the status of what it is told."""
    at = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=at, body=body)
    headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature, "Content-Type": kind}
    request = urllib.request.Request(f"{HERE}/slack/events", body.encode(), headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.status


def pressed(line, at="1.0"):
    action = {"type": "button", "action_id": "a", "block_id": "b", "value": line, "action_ts": at}
    body = urlencode({"payload": json.dumps({**PRESS, "actions": [action]})})
    assert sent(body, "application/x-www-form-urlencoded") == 200


def said(slack, channel, words):
    """What the bot said there with these words."""
    every = (one for one in slack.messages(channel) if one["user"] == BOT)
    return [one for one in every if words in json.dumps(one, ensure_ascii=False)]


def test_an_answer_waits_as_long_as_slack_asks(slack, way, alice):
    way.fails("chat.postMessage", [TOO_MANY, TOO_MANY])
    alice.says("Ilse Okonkwo-Brandt")
    alice.sees("ilse@okonkwo-brandt.example")
    assert len(said(slack, alice.channel, "ilse@okonkwo-brandt.example")) == 1


def test_an_answer_whose_receipt_is_lost_is_not_said_again(slack, way, alice):
    way.fails("chat.postMessage", [Fault(LOST)])
    alice.says("show Mirembe Halloran")
    alice.sees("Mirembe Halloran")
    alice.says("show Davit Achterberg")
    alice.sees("Davit Achterberg")
    assert len(said(slack, alice.channel, "Mirembe Halloran")) == 1


def test_where_an_answers_own_address_is_gone_the_answer_comes_all_the_same(slack, bot):
    pressed("find triton")
    alice = Person(slack, ALICE, GENERAL)
    assert alice.sees("for triton")["ephemeral_to"] == ALICE


def test_a_form_that_comes_too_late_is_asked_for_again(slack, way, bot):
    way.fails("views.open", [NO_TRIGGER])
    pressed("note #1", "2.0")
    offered = Person(slack, ALICE, GENERAL).sees("form note #1")
    assert offered["ephemeral_to"] == ALICE


def test_the_same_event_four_times_is_answered_once(slack, alice):
    event = {"type": "message", "channel_type": "im", "channel": alice.channel, "user": ALICE, "ts": "9.1"}
    body = json.dumps(
        {
            "type": "event_callback",
            "event_id": "Ev0REPEATED",
            "team_id": TEAM,
            "api_app_id": "A01APP",
            "event_time": int(time.time()),
            "event": {**event, "text": "find cutlass"},
        }
    )
    for _ in range(4):
        assert sent(body, "application/json") == 200
    alice.sees("cutlass")
    alice.says("find nccl")
    alice.sees("nccl")
    assert len(said(slack, alice.channel, "cutlass")) == 1


def test_a_fault_reaches_the_asker_as_a_reference_and_the_log_without_a_word_of_a_cv(bot, folder, alice):
    with closing(sqlite3.connect(folder / "bot.db")) as database:
        database.execute("ALTER TABLE search_skill RENAME TO away")
    try:
        alice.says("find cuda")
        told = json.dumps(alice.sees("Reference"))
    finally:
        with closing(sqlite3.connect(folder / "bot.db")) as database:
            database.execute("ALTER TABLE away RENAME TO search_skill")
    assert "holds no candidate data" in told
    assert "Traceback" not in told
    assert "Okonkwo" not in bot.log()
    alice.says("find cuda")
    alice.sees("people for cuda")


def test_what_was_begun_is_finished_when_the_bot_is_told_to_end(slack, way, bot, alice):
    way.fails("chat.postMessage", [TOO_MANY])
    alice.says("show Noor Etxeberria")
    until(lambda: way.calls[-1] == "chat.postMessage", "answer on its way")
    assert bot.stop() == 0
    alice.sees("Noor Etxeberria")
    bot.start("slack")
    assert len(said(slack, alice.channel, "noor@etxeberria.example")) <= 1


def test_everything_that_was_sent_keeps_slacks_contracts(slack, bot):
    assert faults(slack.sent()) == []
