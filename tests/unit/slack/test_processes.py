"""Two processes over one database: what Slack delivers to both, or twice to one, is done once."""

import pytest

from adapters.slack.harness import CHANNEL, SlackHarness, direct_message, pressed
from bot.chat.presses import TWICE
from bot.records import Workspace
from tests.bot import SAMPLES, Bot
from tests.unit.slack.slacks import pane, press_in

NOOR = (SAMPLES / "etxeberria_2026.md").read_bytes()


@pytest.fixture
def processes(sqlite_store):
    bots = [Bot(sqlite_store), Bot(sqlite_store)]
    bots[0].add("okonkwo-brandt-cv.md")
    return [SlackHarness(bot.app) for bot in bots], bots[0].tenant


def notes(tenant):
    return [one.text for one in tenant.dossier(1).notes]


def test_the_same_event_is_answered_by_one_of_them(processes):
    (first, second), tenant = processes
    body = direct_message("note #1 Call her", event_id="Ev-same")
    shown = [harness._dispatch(body) for harness in (first, second, first)]
    assert [len(one) for one in shown] == [1, 0, 0]
    assert notes(tenant) == ["Call her"]


def test_a_double_press_of_a_button_acts_once(sqlite_store):
    bot = Bot(sqlite_store)
    bot.add("okonkwo-brandt-cv.md")
    slack = SlackHarness(bot.app)

    def press(trigger):
        body = pressed("note #1 Call her")
        body["container"] |= {"message_ts": "1763715600.000300"}
        return slack._dispatch({**body, "trigger_id": trigger})

    assert [len(press("1.1.press")), len(press("1.2.press"))] == [1, 0]
    bot.now += TWICE
    press("1.3.press")
    assert notes(bot.tenant) == ["Call her", "Call her"]


def test_a_double_press_in_a_view_acts_once(sqlite_store):
    bot = Bot(sqlite_store)
    bot.add("okonkwo-brandt-cv.md")
    slack = SlackHarness(bot.app)
    view = pane({"type": "home"})
    for trigger in ("1.1.view", "1.2.view"):
        press_in(slack, view, "note #1 Call her", trigger=trigger)
    assert notes(bot.tenant) == ["Call her"]
    press_in(slack, {**view, "hash": "2.b"}, "note #1 Call her", trigger="1.3.view")
    assert len(notes(bot.tenant)) == 2


def test_the_same_file_in_a_channel_is_read_by_one_of_them(processes):
    (first, second), tenant = processes
    first.say("intake on", dm=False)
    event = {"type": "file_shared", "channel_id": CHANNEL, "user_id": "U0MARA", "file_id": "F1"}
    body = {"type": "event_callback", "team_id": "T0TEAM", "event_id": "Ev-file", "event": event}
    shares = {"public": {CHANNEL: [{"ts": "1763715600.000300", "channel_name": "ml-hiring"}]}}
    for one in (first, second):
        one.platform.files["F1"] = NOOR
        one.platform.slack.dropped = {"id": "F1", "name": "noor.md", "url_private": "https://x", "shares": shares}
    shown = [one._dispatch(body) for one in (first, second, first)]
    assert [len(one) for one in shown] == [1, 0, 0]
    assert tenant.takes_cvs(Workspace("slack", "T0TEAM"), CHANNEL)
