"""Slack's shortcuts and completions, which the stand-in has not: as Slack sends them, signed, to the bot over HTTP.

The answers go to the stand-in, but for a modal: it takes no trigger that it did not give out.
"""

import json
import time
import urllib.request
from urllib.parse import urlencode

import pytest
from slack_sdk.signature import SignatureVerifier

from tests.e2e.slack.bot import recruiting
from tests.e2e.slack.contracts import faults
from tests.e2e.slack.stand_in import ALICE, BOB, GENERAL, SECRET, TEAM, Person, StandIn, until
from tests.e2e.slack.test_socket_mode import CV

PORT = 4101
HERE = f"http://127.0.0.1:{PORT}"
TEAM_OF = {"id": TEAM, "domain": "test-workspace"}
SHORTCUT = {
    "type": "shortcut",
    "token": "legacy",
    "action_ts": "1763715600.123",
    "team": TEAM_OF,
    "user": {"id": ALICE, "username": "alice", "team_id": TEAM},
    "is_enterprise_install": False,
    "enterprise": None,
    "callback_id": "find",
    "trigger_id": "111.222.find",
}
ON_A_MESSAGE = {
    **SHORTCUT,
    "type": "message_action",
    "callback_id": "add",
    "trigger_id": "111.222.add",
    "response_url": "http://127.0.0.1:9/none",
    "message_ts": "1763715600.000100",
    "channel": {"id": GENERAL, "name": "general"},
    "message": {
        "client_msg_id": "5d2b6c2e-0000-4000-8000-000000000000",
        "type": "message",
        "text": "*Juniper* &amp; so on",
        "user": BOB,
        "ts": "1763715600.000100",
        "team": TEAM,
        "blocks": [
            {
                "type": "rich_text",
                "block_id": "a1",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": CV}]}],
            }
        ],
    },
}


@pytest.fixture(scope="module")
def slack(tmp_path_factory):
    running = StandIn(tmp_path_factory.mktemp("slack"), 3903, f"{HERE}/slack/events")
    yield running
    running.close()


@pytest.fixture(scope="module")
def bot(slack, tmp_path_factory):
    with recruiting(tmp_path_factory.mktemp("bot"), slack.api_url, app_token="", port=PORT) as running:
        yield running


def sent(payload):
    """What the bot answers at once to a payload that Slack signed."""
    body, at = urlencode({"payload": json.dumps(payload)}), str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=at, body=body)
    headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature}
    with urllib.request.urlopen(
        urllib.request.Request(f"{HERE}/slack/events", body.encode(), headers), timeout=10
    ) as answer:
        assert answer.status == 200
        return json.loads(answer.read() or b"null")


def opened(slack):
    return next((call["args"]["view"] for call in slack.calls() if call["method"] == "views.open"), None)


def updated(slack):
    """What took the place of a note that the answer takes longer."""
    return [call["args"]["view"] for call in slack.calls() if call["method"] == "views.update"]


def test_find_a_candidate_asks_completes_and_becomes_the_answer(slack, bot):
    assert sent(SHORTCUT) is None
    view = until(lambda: opened(slack), "modal")
    assert [block["element"]["type"] for block in view["blocks"]] == ["plain_text_input", "external_select"]
    typing = {**SHORTCUT, "type": "block_suggestion", "block_id": "who", "action_id": "who", "value": "ilse"}
    container = {"type": "view", "view_id": "V1"}
    offered = sent({**typing, "container": container, "api_app_id": "A01APP", "view": view})["options"]
    assert [one["text"]["text"].partition(" · ")[0] for one in offered] == ["Ilse Okonkwo-Brandt"]
    state = {"who": {"who": {"type": "external_select", "selected_option": offered[0]}}}
    filled = {**view, "id": "V1", "hash": "1.a", "state": {"values": state}}
    told = sent({**SHORTCUT, "type": "view_submission", "trigger_id": "111.222.sent", "view": filled})
    assert told["response_action"] == "update"
    until(lambda: "ilse@okonkwo-brandt.example" in json.dumps([told, *updated(slack)]), "card in the modal")


def test_save_as_candidate_reads_the_message_for_the_presser_alone(slack, bot):
    sent(ON_A_MESSAGE)
    alice = Person(slack, ALICE, GENERAL)
    report = alice.sees("Check before saving: Juniper Vashti-Lindgren")
    assert report["ephemeral_to"] == ALICE
    assert "juniper@vashti.example" in json.dumps(report)
    sent(ON_A_MESSAGE)
    alice.presses(next(one for one in values(report) if one.endswith("--save")))
    alice.sees("Juniper Vashti-Lindgren is saved")
    reports = [one for one in slack.messages(GENERAL) if "Check before saving" in one.get("text", "")]
    assert len(reports) <= 1


def values(message):
    return [one.get("value", "") for block in message["blocks"] for one in block.get("elements", [])]


def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_done(slack, bot):
    view = {"id": "V2", "hash": "1.a", "type": "modal", "callback_id": "form", "private_metadata": "snooze #1"}
    element = {"type": "plain_text_input", "action_id": "until"}
    label = {"type": "plain_text", "text": "Until"}
    view["blocks"] = [{"type": "input", "block_id": "until", "label": label, "element": element}]
    form = {**SHORTCUT, "type": "view_submission"}
    for number, (typed, fault) in enumerate(
        (("2020-01-01", "is not after today"), ("some day", "is no day"), (" ", "blank"))
    ):
        state = {"values": {"until": {"until": {"type": "plain_text_input", "value": typed}}}}
        told = sent({**form, "trigger_id": f"111.{number}.put-off", "view": {**view, "state": state}})
        assert told["response_action"] == "errors"
        assert fault in told["errors"]["until"]
    assert "snoozed" not in bot.call("chat", typed="show #1\n")


def test_everything_that_was_sent_keeps_slacks_contracts(slack, bot):
    assert faults(slack.sent()) == []
