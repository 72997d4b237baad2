import json
import threading

from slack_bolt import BoltRequest

from adapters.slack import verdict as module
from adapters.slack.harness import PERSON, TEAM
from adapters.slack.verdict import Verdict
from bot.chat.messages import Form, FormField, Reply, Text
from tests.cores import said
from tests.unit.slack.slacks import at_slack

FORM = Form("Put a to-do off", "todo-postpone 3", (FormField("until", "Until"),), opens="form todo-postpone 3 ?until=x")
REFUSED = Reply((Text(("x is no day.",)),), text="x is no day.", faults=(("until", "x is no day."),), form=FORM)


def submission(value="x"):
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": '["C0HIRING","",false,"","https://hooks.slack.com/1","private"]',
        "private_metadata": "todo-postpone 3",
        "blocks": [{"type": "input", "block_id": "until", "element": {"type": "plain_text_input"}}],
        "state": {"values": {"until": {"until": {"type": "plain_text_input", "value": value}}}},
    }
    user = {"id": PERSON, "team_id": TEAM}
    return {"type": "view_submission", "team": {"id": TEAM}, "user": user, "view": view, "trigger_id": "1.2.sent"}


def acknowledged(slack, body):
    answer = slack.adapter.listeners.app.dispatch(BoltRequest(mode="socket_mode", body=body))
    assert answer.status == 200
    return json.loads(answer.body) if answer.body else {}


def sent(slack):
    return [what for name, what in slack.platform.seen if name.startswith(("https", "chat."))]


def test_what_does_not_fit_keeps_the_form_open_and_sends_nothing():
    slack = at_slack(lambda request: REFUSED)
    answer = acknowledged(slack, submission())
    slack.adapter.work.settle(10)
    assert answer == {"response_action": "errors", "errors": {"until": "x is no day."}}
    assert sent(slack) == []


def test_what_fits_closes_the_form_and_is_answered_once():
    slack = at_slack(lambda request: said("Put off."))
    assert acknowledged(slack, submission("monday")) == {}
    slack.adapter.work.settle(10)
    assert [one["text"] for one in sent(slack)] == ["Put off."]


def test_what_takes_longer_is_acknowledged_and_the_refusal_leads_back_into_the_form(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    go_on, runs = threading.Event(), []

    def slow(request):
        runs.append(request.text)
        assert go_on.wait(10)
        return REFUSED

    slack = at_slack(slow)
    assert acknowledged(slack, submission()) == {}
    go_on.set()
    slack.adapter.work.settle(10)
    (message,) = sent(slack)
    assert message["text"] == "x is no day."
    (button,) = [one for block in message["blocks"] if block["type"] == "actions" for one in block["elements"]]
    assert (button["text"]["text"], button["value"]) == ("Correct…", "form todo-postpone 3 ?until=x")
    assert runs == ["todo-postpone 3"]


def test_a_fault_of_what_the_form_does_not_ask_is_told_by_a_message():
    slack = at_slack(lambda request: Reply(REFUSED.blocks, text="No.", faults=(("who", "Nobody."),)))
    assert acknowledged(slack, submission()) == {}
    slack.adapter.work.settle(10)
    assert [one["text"] for one in sent(slack)] == ["No."]


def test_a_fault_of_ours_closes_the_form_and_says_so():
    def broken(request):
        raise RuntimeError("a candidate's data")

    slack = at_slack(broken)
    assert acknowledged(slack, submission()) == {}
    slack.adapter.work.settle(10)
    (message,) = sent(slack)
    assert message["text"].startswith("That did not work. Reference ")


def test_of_a_verdict_that_comes_while_the_wait_ends_exactly_one_side_speaks():
    for _ in range(200):
        verdict = Verdict(["until"])
        shown: list[bool] = []
        worker = threading.Thread(target=lambda: shown.append(verdict.reached(REFUSED)))  # noqa: B023
        worker.start()
        verdict._reached.set()  # the wait ends now, whether or not the worker was there
        errors = verdict.acknowledgement()
        worker.join()
        assert bool(errors) == shown[0]
