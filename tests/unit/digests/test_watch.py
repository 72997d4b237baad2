"""A watch tells of whoever comes and fits, at once or when asked to."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from bot.digests.runner import Runner
from tests.bot import Bot
from tests.unit.digests.channel import Channel

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"


@pytest.fixture
def bot(sqlite_store):
    return Bot(sqlite_store, now=datetime(2026, 11, 16, 9, 0, tzinfo=UTC))


def tick(bot, channel, **later):
    bot.now += timedelta(**later)
    Runner(bot.store, [channel], clock=lambda: bot.now).tick()
    return [one.names for one in channel.answers]


def test_it_tells_soon_of_whoever_fits_and_of_nobody_else(bot):
    said = bot.say("watch add quillon")
    assert "Whoever comes and fits quillon is posted" in said.text
    channel = Channel()
    assert tick(bot, channel, days=3) == []
    bot.add(NOOR, ILSE)
    assert tick(bot, channel, seconds=0) == [["Noor Etxeberria"]]
    assert tick(bot, channel, days=1) == [["Noor Etxeberria"]]


def test_who_comes_while_it_is_told_of_others_is_told_of_next(bot):
    bot.say("watch add compiler or inference")
    channel = Channel()
    bot.add(NOOR)
    tick(bot, channel, seconds=61)
    bot.add(ILSE)
    told = [name for names in tick(bot, channel, seconds=61) for name in names]
    assert told == ["Noor Etxeberria", "Ilse Okonkwo-Brandt"]


def test_on_a_schedule_it_waits_for_it(bot):
    bot.say("watch add mlir --when every day at 9")
    bot.add(NOOR)
    channel = Channel()
    assert tick(bot, channel, minutes=5) == []
    assert tick(bot, channel, days=1) == [["Noor Etxeberria"]]


def test_bare_words_are_watched_and_it_stands_among_the_digests(bot):
    bot.say("watch mlir triton")
    assert bot.tenant.digests()[0].query == "mlir triton"
    listed = bot.say("digest").text
    assert "1 watch" in listed
    assert "at once" in listed


def test_a_paused_one_tells_later_what_came_meanwhile(bot):
    bot.say("watch add quillon or heron --name gpu")
    bot.say("watch pause gpu")
    bot.add(NOOR)
    channel = Channel()
    assert tick(bot, channel, minutes=5) == []
    bot.say("watch resume gpu")
    assert tick(bot, channel, minutes=5) == [["Noor Etxeberria"]]


def test_it_can_be_changed_and_stopped(bot):
    bot.say("watch add mlir --name gpu")
    bot.say("watch edit gpu --query inference --when weekdays at 9")
    assert (bot.tenant.digests()[0].query, bot.tenant.digests()[0].schedule) == ("inference", "0 9 * * 1-5")
    bot.say("watch stop gpu")
    assert bot.tenant.digests() == ()


def test_nothing_to_watch_is_said(bot):
    assert "What is to be watched?" in bot.say("watch add").text
    assert "no field colour" in bot.say("watch add colour:red").text
    assert bot.tenant.digests() == ()


@pytest.mark.parametrize("dies", [True, False])
def test_who_comes_while_it_posts_is_told_of_next(bot, dies):
    bot.say("watch add compiler or inference")
    channel, post = Channel(), Channel.post
    bot.add(NOOR)

    def posting(*given, **more):
        bot.now += timedelta(seconds=1)
        bot.add(ILSE)
        if dies:
            raise KeyboardInterrupt
        return post(channel, *given, **more)

    with pytest.MonkeyPatch.context() as patched, suppress(KeyboardInterrupt):
        patched.setattr(channel, "post", posting)
        tick(bot, channel, seconds=61)
    told = [name for names in tick(bot, channel, minutes=4) for name in names]
    assert told == ["Noor Etxeberria", "Ilse Okonkwo-Brandt"]
