"""whois: which candidate a member is."""

from dataclasses import replace

import pytest

from bot.chat.messages import Member, Upload
from bot.records import Grant, Role, Workspace
from tests.bot import MARA

SERVER = Workspace("discord", "700")
ADMIN = Member(SERVER, "9", "Mara", admin=True)
CV = """# Ottoline Vantongeren

ottoline@vantongeren.example
{account}

## Skills

Rust
"""


def saved(bot, account="Discord: ottoline_v"):
    text = CV.format(account=account)
    draft = bot.send(Upload("ottoline.md", text.encode()))
    bot.say(next(line for line in draft.commands if line.endswith("--save")))


def test_the_account_that_a_cv_names_is_the_members(bot):
    saved(bot)
    card = bot.say("whois Otti --account ottoline_v", member=ADMIN)
    assert card.text.startswith("Ottoline Vantongeren")
    assert bot.say("whois Otti --account Ottoline_V", member=ADMIN).text == card.text


@pytest.mark.parametrize("account", ["GitHub: ottoline_v", "Discord: ottoline_v2"])
def test_the_same_word_elsewhere_is_somebody_elses(bot, account):
    saved(bot, account)
    answer = bot.say("whois Otti --account ottoline_v", member=ADMIN)
    assert "Otti is none of your candidates." in answer.text


def test_a_page_that_was_set_by_hand_is_the_members(bot):
    saved(bot, "")
    page = "https://discord.com/users/703"
    by_name = bot.say(f"whois Ottoline Vantongeren --account otti --page {page}", member=ADMIN)
    assert by_name.names == ["Ottoline Vantongeren"]
    assert "found by name" in by_name.text
    bot.say(f"edit #1 link {page}")
    assert bot.say(f"whois Otti --account otti --page {page}", member=ADMIN).text.startswith("Ottoline Vantongeren")


def test_who_sees_no_contacts_is_not_told_whose_account_it_is(bot):
    saved(bot)
    bot.tenant.grant(Grant(SERVER, "member", "10", "Bo", Role.VIEWER, "Mara", bot.now))
    viewer = replace(ADMIN, id="10", name="Bo", admin=False)
    answer = bot.say("whois Otti --account ottoline_v", member=viewer)
    assert "none of your candidates" in answer.text
    assert "Ottoline" not in answer.text
    assert bot.say("whois Ottoline --account x", member=viewer).names == ["Ottoline Vantongeren"]


def test_on_slack_a_discord_account_is_nobodys(bot):
    saved(bot)
    assert "none of your candidates" in bot.say("whois Otti --account ottoline_v", member=MARA).text
