"""A form whose values do not fit is answered at the field, and nothing that was filled in is lost."""

import importlib

import pytest

from tests.bot import Bot
from tests.contract.particulars import OWN
from tests.contract.test_access_matrix import each_platform
from tests.contract.test_adapters import faults, seen

NO_ADDRESS = "mail me & ask=@everyone?"


@pytest.fixture
def bot(sqlite_store):
    bot = Bot(sqlite_store)
    bot.add("etxeberria_2026.md")
    return bot


def at(platform, bot):
    return importlib.import_module(f"adapters.{platform}.harness").harness(bot.app)


def emails(bot):
    return [one.value for one in bot.tenant.dossier(1).profile.emails]


def test_on_slack_the_form_stays_open_and_says_it_at_the_field(bot):
    slack = at("slack", bot)
    before = emails(bot)
    (form,) = slack.press("form edit #1 email 1")
    (told,) = slack.fill(form, value=NO_ADDRESS)
    assert "does not fit email 1" in told.text
    assert told.payload == {}  # what the form shows: no message was sent
    assert emails(bot) == before
    (done,) = slack.fill(form, value="noor@mail.example")
    assert "is noor@mail.example" in done.text
    assert emails(bot) == ["noor@mail.example"]


def test_on_discord_the_answer_names_the_field_and_opens_the_form_again_filled_in(bot):
    discord = at("discord", bot)
    before = emails(bot)
    (form,) = discord.press("form edit #1 email 1")
    told = discord.fill(form, value=NO_ADDRESS)
    assert "does not fit email 1" in seen(told)
    assert "in the field Email 1" in seen(told)
    assert faults(discord, told) == []
    assert emails(bot) == before
    (line,) = [line for one in told for line in one.buttons if line.startswith("form edit #1")]
    (again,) = discord.press(line)
    assert NO_ADDRESS in str(again.payload["components"])
    assert "is noor@mail.example" in seen(discord.fill(again, value="noor@mail.example"))


@each_platform
def test_somebody_unknown_is_told_at_the_field_of_the_name(platform, bot):
    harness = at(platform, bot)
    (form,) = harness.press("form lookup")
    told = harness.fill(form, who="#77")
    assert "Nobody has the number #77." in seen(told)
    assert faults(harness, told) == []
    (found,) = harness.fill(form, who="#1")
    assert "Noor Etxeberria" in found.text


# ----------------------------------------------------------------- refining


@each_platform
def test_a_list_is_refined_in_its_own_place(platform, bot):
    bot.add("okonkwo-brandt-cv.md", "achterberg_davit.md", "CV_Halloran_2026.txt")
    bot.say("stage #2 interview")
    bot.say("tag #2 gpu")
    bot.say("opening add Kernel engineer")
    harness = at(platform, bot)
    (form,) = harness.press("form find cuda since:2020-01")
    assert faults(harness, [form]) == []
    shown = OWN[platform].fields(form)
    assert list(shown)[:5] == ["query", "stage", "proof", "since", "opening"]
    assert shown["query"] == "cuda"
    told = harness.fill(form, query="cuda tag:gpu", since="2020-01-01", stage="interview,offer", opening="-")
    assert "1 person for cuda tag:gpu stage:interview,offer since:2020-01-01" in seen(told)
    assert faults(harness, told) == []
    wrong = harness.fill(form, query="cuda", since="someday")
    assert "someday is no time." in seen(wrong)
    assert "There is nothing to search for." in seen(harness.fill(form, opening="-"))


def test_on_slack_the_refined_list_takes_the_place_of_the_one_before(bot):
    bot.add("okonkwo-brandt-cv.md", "achterberg_davit.md")
    slack = at("slack", bot)
    (form,) = slack.press("form find cuda")
    slack.fill(form, query="cuda -rust")
    url, sent = slack.platform.seen[-1]
    assert url.startswith("https://hooks.slack.com/")
    assert sent["replace_original"] is True


def test_on_discord_what_finds_no_room_in_the_form_stands_in_its_words(bot):
    bot.say("opening add Kernel engineer")
    discord = at("discord", bot)
    (form,) = discord.press('form find rust tag:gpu school:"ETH Zurich" company:Quillon')
    shown = OWN["discord"].fields(form)
    assert list(shown) == ["query", "stage", "proof", "since", "opening"]
    assert shown["query"] == 'rust tag:gpu school:"ETH Zurich" company:Quillon'
