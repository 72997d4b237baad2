"""A platform may deliver the same act twice, and to several processes: it is done once."""

from itertools import count

import pytest

from adapters.discord.harness import DiscordHarness
from adapters.slack.harness import CHANNEL, PERSON, TEAM, SlackHarness, direct_message, pressed, slash
from bot.chat.app import App, Tools
from bot.chat.command import Line, Registry
from bot.records import Role
from storage import open_store
from tests.bot import read
from tests.contract.test_store_concurrency import at_once, in_processes
from tests.cores import said
from tests.interrupting import core
from tests.stores import cv

NOTE = "note Call her"


@pytest.fixture
def notes():
    return []


@pytest.fixture
def app(sqlite_store, notes):
    """The real App, whose commands write a note."""
    registry = Registry()

    @registry.command("add", family="Work", role=Role.RECRUITER, changes=True)
    @registry.command("note", family="Work", role=Role.RECRUITER, changes=True)
    def note(ctx, text: Line):
        """Add a note."""
        notes.append(text)
        return said("Noted.")

    home = sqlite_store.organization("Tessera Labs")
    return App(sqlite_store, Tools(registry, lambda tenant, recent: None, None), read=read, home=lambda _: home)


def sent_form(**more):
    view = {
        "type": "modal",
        "callback_id": "form",
        "private_metadata": "note",
        "blocks": [],
        "id": "V1",
        "hash": "17.x",
        "state": {"values": {"text": {"text": {"type": "plain_text_input", "value": "Call her"}}}},
    }
    return {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": PERSON}, "view": view, **more}


SHORTCUT = {
    "type": "message_action",
    "callback_id": "add",
    "team": {"id": TEAM},
    "user": {"id": PERSON},
    "channel": {"id": CHANNEL},
    "message": {"text": "Call her"},
    "response_url": "https://hooks.slack.com/app/1",
    "trigger_id": "1.2.shortcut",
}


@pytest.mark.parametrize(
    "envelope",
    [slash(NOTE), pressed(NOTE), direct_message(NOTE), sent_form(), sent_form(trigger_id="1.2.sent"), SHORTCUT],
    ids=["slash", "press", "message", "form", "form with trigger", "shortcut"],
)
def test_slacks_envelope_delivered_twice_acts_once(app, notes, envelope):
    harness = SlackHarness(app)
    assert [len(harness._dispatch(envelope)) for _ in range(3)] == [1, 0, 0]
    assert notes == ["Call her"]


def test_two_presses_of_one_button_are_two_acts(app, notes):
    harness = SlackHarness(app)
    for trigger in ("1.2.a", "1.2.b"):
        harness._dispatch({**pressed(NOTE), "trigger_id": trigger})
    assert notes == ["Call her"] * 2


def test_discords_event_replayed_after_a_resumed_connection_acts_once(app, notes):
    harness = DiscordHarness(app)
    field = {"type": 18, "component": {"type": 4, "custom_id": "text", "value": "Call her"}}
    events = [
        ("MESSAGE_CREATE", harness.message(NOTE)),
        ("INTERACTION_CREATE", harness.slash("note", {"text": "Call her"})),
        ("INTERACTION_CREATE", harness.interaction(5, {"custom_id": "note", "components": [field]})),
        ("INTERACTION_CREATE", harness.interaction(3, {"custom_id": NOTE, "component_type": 2})),
    ]
    for name, event in events:
        assert [len(harness.event(name, event)) for _ in range(3)] == [1, 0, 0]
    assert notes == ["Call her"] * len(events)


# ------------------------------------------------------ two processes, all at once


PROCESSES, DELIVERIES, PRESSES = 2, 4, 20
STANDING = "1763715600.000300"


def deliver(store, _me):
    """Slack's event and its three retries."""
    slack = SlackHarness(core(store))
    body = direct_message("note #1 Call her", event_id="Ev-same")
    yield sum(map(len, at_once(lambda _: slack._dispatch(body), DELIVERIES)))


def press_in_slack(store, me):
    slack = SlackHarness(core(store))
    body = pressed("note #1 Call her")
    body["container"] |= {"message_ts": STANDING}
    at_once(lambda at: slack._dispatch({**body, "trigger_id": f"1.{me}.{at}"}), PRESSES // PROCESSES)
    yield me


def press_in_discord(store, me):
    app = core(store)

    def press(at):
        discord = DiscordHarness(app)
        message = {**discord.message(""), "id": "5000000"}
        discord._numbers = count((1 << 23) + 1000 * (me * PRESSES + at))
        data = {"custom_id": "note #1 Call her", "component_type": 2}
        discord.event("INTERACTION_CREATE", discord.interaction(3, data, message=message))

    at_once(press, PRESSES // PROCESSES)
    yield me


@pytest.mark.parametrize("act", [deliver, press_in_slack, press_in_discord])
def test_at_two_processes_at_once_it_is_done_once(url, act):
    store = open_store(url)
    team = store.within(store.organization("Tessera Labs"))
    team.save(cv("Ana Lima"))
    in_processes(act, url, PROCESSES)
    assert [one.text for one in team.dossier(1).notes] == ["Call her"]
    store.close()
