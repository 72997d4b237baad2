"""One bot on Slack and Discord over one store; and several bot processes over one store."""

import json
from datetime import UTC, datetime, timedelta

import pytest

import adapters.discord  # noqa: F401 - first: it keeps the warning of discord.py's voice player out of the tests
from tests.e2e.both import both
from tests.e2e.discord.actor import Actor
from tests.e2e.slack.stand_in import ALICE, BOT, GENERAL, TEAM, Person, until


@pytest.fixture
def house(tmp_path):
    with both(tmp_path) as made:
        made.call("chat", typed=f"access grant slack:{TEAM}:{ALICE} recruiter\n")
        yield made


def posts(house):
    """The bot's posts in Slack's #general that all can read."""
    said = [one for one in house.slack.messages(GENERAL) if one["user"] == BOT and not one.get("ephemeral_to")]
    return [json.dumps(one, ensure_ascii=False) for one in said]


def test_what_is_done_on_slack_is_seen_on_discord_and_the_bot_stops_cleanly(house):
    process = house.start()
    alice = Person(house.slack, ALICE, GENERAL)
    alice.commands("stage noor interview")
    alice.sees("Interview")
    mara = Actor(house.control, house.proxy, house.state, "mara")
    assert "Interview" in mara.slash("show", who="noor").text
    process.terminate()
    assert process.wait(20) == 0
    assert "Traceback" not in house.log(process)


def test_what_waits_for_a_member_comes_once_as_a_direct_message_on_each_platform(house):
    house.start()
    alice = Person(house.slack, ALICE, house.slack.dm(ALICE))
    mara = Actor(house.control, house.proxy, house.state, "mara")
    alice.says("todo noor Read her paper today")
    alice.sees("To do about Noor Etxeberria")
    mara.say("todo ilse Send her the offer today")
    soon = datetime.now(UTC) + timedelta(seconds=70)
    when = f"digest reminders daily at {soon.hour}:{soon.minute:02} UTC"
    alice.says(when)
    alice.sees("You are reminded")
    assert "You are reminded" in mara.say(when).text
    before = len(house.proxy.calls)
    house.proxy.wait(lambda: sent(house, before), 100)
    shown = mara.next_message(before)
    assert "1 thing waits for you" in shown.text
    assert "Ilse Okonkwo-Brandt" in shown.text
    told = alice.sees("1 thing waits for you")
    assert "Read her paper" in json.dumps(told)
    alice.presses(next(one for one in buttons(told) if one.startswith("todo-done")))
    alice.sees("Done: Read her paper")
    assert "Done: Send her the offer" in mara.press(shown, "Done", channel="dm").text
    assert len(sent(house, before)) == 1
    assert sum("1 thing waits" in json.dumps(one) for one in house.slack.messages(alice.channel)) == 1


def sent(house, before):
    """Reminders that Discord was handed."""
    calls = [
        one for one in house.proxy.calls[before:] if one.path == f"/channels/{house.state['channels']['dm']}/messages"
    ]
    return [one for one in calls if one.status == 200 and "waits for you" in json.dumps(one.body)]


def buttons(message):
    return [item.get("value", "") for block in message["blocks"] for item in block.get("elements") or ()]


def test_two_processes_post_a_digest_once(house):
    house.start()
    house.start()
    alice = Person(house.slack, ALICE, GENERAL)
    alice.commands("digest add * * * * * --name minutely")
    alice.sees("minutely")
    cv = house.folder / "late.md"
    cv.write_text("# Imani Rosqvist\n\nimani@rosqvist.example\n\n## Skills\n\nCUDA, Rust\n", encoding="utf-8")
    house.call("import", str(cv))
    alice.commands("digest send minutely")
    until(lambda: any("Imani Rosqvist" in one for one in posts(house)), "digest")
    cv.write_text("# Bram Quillfeather\n\nbram@quillfeather.example\n\n## Skills\n\nCUDA, Go\n", encoding="utf-8")
    house.call("import", str(cv))
    alice.commands("digest send minutely")
    until(lambda: any("Bram Quillfeather" in one for one in posts(house)), "second digest")
    assert sum("Imani Rosqvist" in one for one in posts(house)) == 1
    assert sum("Bram Quillfeather" in one for one in posts(house)) == 1
