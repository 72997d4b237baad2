"""intake: where files are read without a word. What Slack makes of it is in the adapter's own tests."""

import pytest

from bot.chat.messages import Place, Upload
from bot.records import Workspace
from tests.bot import CHANNEL, sample


def test_where_the_bot_does_not_hear_of_files_no_channel_can_be_set(bot):
    place = Place(Workspace("terminal", "9"), "channel", "C1", "cvs")
    assert "CVs can be dropped in channels of Slack and Discord." in bot.say("intake on", place=place).text
    assert bot.tenant.intakes() == ()


@pytest.mark.parametrize(("platform", "words"), [("slack", "invite it"), ("discord", "Message Content intent on")])
def test_what_it_takes_to_hear_of_files_is_said(bot, platform, words):
    place = Place(Workspace(platform, "9"), "channel", "C1", "cvs")
    assert words in bot.say("intake on", place=place).text
    assert [one.workspace.platform for one in bot.tenant.intakes()] == [platform]


def test_a_private_channel_without_a_name_is_listed_by_its_number(bot):
    bot.say("intake on", place=Place(CHANNEL.workspace, "channel", "G0HIRE"))
    assert "a private channel (G0HIRE)" in bot.say("intake").text


def test_what_is_dropped_elsewhere_is_not_read(bot):
    answer = bot.send(sample("okonkwo-brandt-cv.md"), text="intake-take")
    assert "No CVs are taken here." in answer.text
    bot.say("intake on")
    assert "There is no file to read." in bot.say("intake-take").text
    assert "could not be read" in bot.send(Upload("cv.pdf", fault="it was not fetched."), text="intake-take").text
    assert bot.tenant.count() == 0


def test_lookup_searches_or_opens_and_asks_where_nothing_is_given(full):
    assert full.say("lookup cuda").text == full.say("find cuda").text
    assert "Ilse Okonkwo-Brandt" in full.say("lookup", who="ilse okonkwo-brandt").text
    asked = full.say("lookup")
    assert [one.picks for one in asked.reply.form.fields] == ["", "candidate"]
