"""What stands in the way of a digest, on real sockets: it ends in a state that is told once, is seen, and is made good."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.discord import adapter as discord_adapter
from adapters.slack import api
from bot import doctor
from bot.chat.messages import Member, Place
from bot.digests.runner import TRIES, Runner
from tests.bot import Bot
from tests.platforms import DISCORD, SLACK, Answer, Platforms, connected

CV = "etxeberria_2026.md"
HOUR = 3600
CHANNELS = {
    "slack": Place(SLACK, "channel", "C01HIRE", "hiring"),
    "discord": Place(DISCORD, "channel", "711", "hiring"),
}
DIRECT = {"slack": "D-U01MARA", "discord": "799"}


@pytest.fixture
def platforms():
    with Platforms() as standing:
        yield standing


@pytest.fixture
def house(sqlite_store, platforms):
    """A function that gives a bot on a platform, with a digest that is due."""
    running = []

    def made(platform):
        bot = Bot(sqlite_store, now=datetime.now(UTC))
        bot.adapter = connected(platform, platforms.port)
        running.append(bot.adapter)
        bot.at = CHANNELS[platform]
        bot.mara = Member(bot.at.workspace, "U01MARA" if platform == "slack" else "703", "Mara", admin=True)
        bot.say("digest add every day at 9 --name daily", member=bot.mara, place=bot.at)
        bot.add(CV)
        bot.now += timedelta(days=1)
        return bot

    yield made
    for adapter in running:
        adapter.stop()


def tick(bot, **later):
    bot.now += timedelta(**later)
    Runner(bot.store, [bot.adapter], clock=lambda: bot.now).tick()
    return bot.tenant.digests()[0]


def only(place, answer):
    return lambda _platform, channel: answer if channel == place.id else None


@pytest.mark.parametrize(
    ("platform", "answer", "why"),
    [
        ("slack", Answer(error="is_archived"), "is_archived"),
        ("slack", Answer(error="not_in_channel"), "/invite"),
        ("slack", Answer(error="token_revoked"), "token_revoked"),
        ("slack", Answer(error="missing_scope"), "missing_scope"),
        ("discord", Answer(403), "may not post there"),
        ("discord", Answer(404), "channel is gone"),
    ],
)
def test_what_lasts_pauses_at_once_and_is_made_good_by_resume(house, platforms, platform, answer, why):
    bot = house(platform)
    platforms.meets = only(bot.at, answer)
    assert [tick(bot, hours=hours).state for hours in (0, 1, 1)] == ["paused"] * 3
    ((told),) = platforms.said(platform, DIRECT[platform])
    assert "daily is paused" in told
    assert "Noor" not in told
    for seen in (bot.say("digest", member=bot.mara, place=bot.at).text, found(bot)):
        assert "daily" in seen
        assert why in seen
    platforms.meets = lambda *_: None
    bot.say("digest resume daily", member=bot.mara, place=bot.at)
    assert tick(bot, days=1).fault == ""
    ((posted),) = platforms.said(platform, bot.at.id)
    assert "Noor Etxeberria" in posted


def found(bot):
    return "\n".join(doctor.line(one) for one in doctor._digests(bot.tenant))


def test_a_platform_that_is_down_is_tried_again_then_it_is_paused_and_told_once(house, platforms):
    bot = house("slack")
    platforms.meets = only(bot.at, Answer(503))
    states = [tick(bot, minutes=31).state for _ in range(TRIES + 2)]
    assert states == ["active"] * (TRIES - 1) + ["paused"] * 3
    assert len(platforms.said("slack", DIRECT["slack"])) == 1


def test_a_limit_of_an_hour_is_kept_and_nothing_is_asked_meanwhile(house, platforms):
    bot = house("slack")
    platforms.meets = only(bot.at, Answer(429, wait=HOUR))
    tick(bot)
    assert len(platforms.refused) == 1
    for _ in range(5):
        tick(bot, minutes=11)
    assert len(platforms.refused) == 1
    platforms.meets = lambda *_: None
    assert tick(bot, minutes=6).fault == ""
    assert len(platforms.said("slack", bot.at.id)) == 1
    assert platforms.said("slack", DIRECT["slack"]) == []


@pytest.mark.parametrize("how", [Answer(cut="reset"), Answer(cut="close"), Answer(500), Answer(cut="hang")])
@pytest.mark.parametrize("platform", ["slack", "discord"])
def test_an_answer_that_was_lost_makes_no_second_message(house, platforms, platform, how, monkeypatch):
    monkeypatch.setattr(api, "TIMEOUT", 0.3)
    monkeypatch.setattr(discord_adapter, "POSTING", 1.0)
    bot = house(platform)
    lost = [Answer(how.status, cut=how.cut, taken=True)]
    platforms.meets = lambda _platform, _channel: lost.pop() if lost else None
    tick(bot)
    assert tick(bot, minutes=5).fault == ""
    ((posted),) = platforms.said(platform, bot.at.id)
    assert "Sent again" not in posted
