"""The form of ``digest edit``: filled in with what is set, and all of it can be changed there, on both platforms."""

from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.discord import forms as discord
from adapters.slack import form as slack
from bot.chat.messages import Form, Request
from bot.digests.records import Style
from tests.bot import CHANNEL, MARA, Answer, Bot

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
SET = "weekdays at 9 Europe/Berlin --query rust --opening Kernels --names initials --group skill --full 2"
MORE = "--waiting 14 --chart off --empty say"


@pytest.fixture
def bot(sqlite_store):
    bot = Bot(sqlite_store, now=MONDAY)
    bot.say("opening add Kernels")
    bot.say("opening add Compilers")
    bot.say(f"digest add {SET} {MORE} --name cuda")
    return bot


def digest(bot):
    return bot.tenant.digests()[0]


def form(bot) -> Form:
    found = bot.say("form digest edit cuda").reply.form
    assert found
    return found


def send(bot, values: dict[str, str]) -> Answer:
    reply = bot.app.handle(Request(form(bot).command, MARA, CHANNEL, values=values))
    assert reply
    return Answer(reply)


def on_slack(bot) -> dict[str, str]:
    """What Slack sends where nothing was touched."""
    view = slack.modal(form(bot), "")
    assert view
    return {block["block_id"]: _kept(block["element"]) for block in view["blocks"] if block["type"] == "input"}


def _kept(element: dict[str, Any]) -> str:
    return str(element.get("initial_value") or element.get("initial_option", {}).get("value", ""))


def on_discord(bot) -> dict[str, str]:
    view = discord.modal(form(bot))
    assert view
    inputs = [one["component"] for one in view["components"]]
    assert len(inputs) <= discord.FIELDS
    chosen = {
        one["custom_id"]: [two["value"] for two in one.get("options", ()) if two.get("default")] for one in inputs
    }
    given = {one["custom_id"]: one.get("value") or ",".join(chosen[one["custom_id"]]) for one in inputs}
    return {name: value for name, value in given.items() if value}


@pytest.mark.parametrize("shown", [on_slack, on_discord])
def test_the_form_shows_what_is_set_and_sent_as_it_is_changes_nothing(bot, shown):
    before, values = digest(bot), shown(bot)
    assert values["when"].startswith("weekdays at 9 Europe/Berlin")
    assert values["query"] == "rust"
    answer = send(bot, values)
    assert "nothing to change" in answer.text
    assert answer.reply.form is None
    assert digest(bot) == before


@pytest.mark.parametrize(
    ("shown", "less"),
    [
        (on_slack, {"full": "5", "waiting": "7", "chart": "on", "empty": "silent"}),
        (on_discord, {}),
    ],
)
def test_every_option_is_changed_by_it(bot, shown, less):
    values = shown(bot) | {
        "when": "every Friday 10:00",
        "query": "",
        "opening": "off",
        "names": "names",
        "group": "off",
    }
    answer = send(bot, values | less)
    assert "was changed" in answer.text
    after = digest(bot)
    assert (after.schedule, after.zone, after.query, after.opening) == ("0 10 * * 5", "Europe/Berlin", "", 0)
    assert after.style == Style()


def test_where_a_form_has_less_room_the_rest_stands_behind_when(bot):
    values = on_discord(bot)
    assert values["when"].endswith("--full 2 --waiting 14 --chart off --empty say")
    send(bot, values | {"when": "weekdays at 9 Europe/Berlin --full 1 --waiting 0"})
    assert digest(bot).style == Style(names="initials", grouping="skill", in_full=1, waiting=0)


@pytest.mark.parametrize("wrong", ["weekdays at 9 --colour red", "weekdays at 9 --full many", "sometimes"])
def test_what_cannot_be_is_said_at_its_field_and_changes_nothing(bot, wrong):
    before = digest(bot)
    answer = send(bot, on_discord(bot) | {"when": wrong})
    assert [name for name, _ in answer.reply.faults] == ["when"]
    assert digest(bot) == before


def test_editing_without_saying_what_opens_the_form(bot):
    answer = bot.say("digest edit cuda")
    assert answer.reply.form
    assert {one.name: one.value for one in answer.reply.form.fields}["names"] == "initials"


@pytest.mark.parametrize("line", ["form digest edit triton", "form watch edit triton", "form watch edit", "watch edit"])
def test_a_watch_is_changed_so_too(bot, line):
    bot.say("watch add skill:triton --name triton")
    found = bot.say(line).reply.form
    assert found.title == "Change triton"
    assert {one.name: one.value for one in found.fields}["when"] == "at once"
    reply = bot.app.handle(
        Request(found.command, MARA, CHANNEL, values={"when": "weekdays at 9", "query": "skill:triton"})
    )
    assert "was changed" in Answer(reply).text
    changed = next(one for one in bot.tenant.digests() if one.name == "triton")
    assert (changed.schedule, changed.style) == ("0 9 * * 1-5", Style(waiting=0, chart=False))


def test_an_opening_is_let_go_in_a_line_too_and_a_digest_stays_in_its_channel(bot):
    assert "was changed" in bot.say("digest edit cuda --opening off").text
    assert digest(bot).opening == 0
    assert "stays where it is" in bot.say("digest edit cuda --channel #other").text


def test_a_channel_of_a_workspace_that_is_not_the_teams_is_refused_with_those_that_are(bot):
    answer = bot.say("digest add daily --channel slack:T9:C9")
    assert "This team is not in slack:T9" in answer.text
    assert "It is in slack:" in answer.text


def test_the_options_of_a_slash_command_change_only_what_they_say(bot):
    before = digest(bot)
    for values in ({"text": "cuda", "when": "weekdays at 10"}, {"when": "weekdays at 11"}):
        bot.app.handle(Request("digest edit", MARA, CHANNEL, values=values))
        after = digest(bot)
        assert after.words == values["when"]
        assert (after.query, after.opening, after.style) == (before.query, before.opening, before.style)


def test_a_watch_is_asked_for_among_the_watches(bot):
    for line in ("watch edit", "form watch edit nobody", "watch stop"):
        assert "No watches yet." in bot.say(line).text
    for name in ("triton", "rust"):
        bot.say(f"watch add skill:{name} --name {name}")
    answer = bot.say("form watch edit nobody")
    assert "Which watch? None is called nobody." in answer.text
    assert answer.commands == ["watch edit rust", "watch edit triton"]
    assert len(bot.tenant.digests()) == 3
