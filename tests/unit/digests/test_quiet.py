"""Quiet hours, weekends and holidays: what is due then is posted right after."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.quiet import LONGEST_SPAN, MOST, Quiet, quiet_of
from bot.digests.runner import TRIES, Runner
from bot.digests.schedule import NotASchedule
from tests.bot import Bot
from tests.unit.digests.channel import Channel

BERLIN = ZoneInfo("Europe/Berlin")
NIGHTS = Quiet("Europe/Berlin", ("20:00", "08:00"))


def berlin(*when):
    return datetime(*when, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("quiet", "moment", "later"),
    [
        (NIGHTS, berlin(2026, 11, 16, 12, 0), berlin(2026, 11, 16, 12, 0)),
        (NIGHTS, berlin(2026, 11, 16, 20, 0), berlin(2026, 11, 17, 8, 0)),
        (NIGHTS, berlin(2026, 11, 17, 7, 59), berlin(2026, 11, 17, 8, 0)),
        (NIGHTS, berlin(2026, 11, 17, 8, 0), berlin(2026, 11, 17, 8, 0)),
        (Quiet("Europe/Berlin", ("12:00", "14:00")), berlin(2026, 11, 16, 13, 0), berlin(2026, 11, 16, 14, 0)),
        (Quiet("Europe/Berlin", weekends=True), berlin(2026, 11, 21, 9, 0), berlin(2026, 11, 23, 9, 0)),
        (
            Quiet("Europe/Berlin", ("20:00", "08:00"), True, (("2026-12-24", "2027-01-01"),)),
            berlin(2026, 12, 24, 9, 0),
            berlin(2027, 1, 4, 9, 0),
        ),
        (Quiet("Europe/Berlin", weekends=True), berlin(2026, 3, 28, 9, 0), berlin(2026, 3, 30, 9, 0)),
    ],
)
def test_what_is_due_while_it_is_quiet_comes_after(quiet, moment, later):
    assert quiet.until(moment) == later


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001 - made aware below
    st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda both: both[0] != both[1]),
    st.booleans(),
)
def test_it_ends_and_what_follows_is_not_quiet(moment, hours, weekends):
    quiet = Quiet(
        "America/New_York", tuple(f"{hour:02}:00" for hour in hours), weekends, (("2026-07-01", "2026-07-20"),)
    )
    later = quiet.until(moment.replace(tzinfo=UTC))
    assert later >= moment.replace(tzinfo=UTC)
    assert quiet.until(later) == later
    assert later - moment.replace(tzinfo=UTC) < timedelta(days=26)


@pytest.mark.parametrize(
    "words",
    ["20:00-08:00 Europe/Berlin", "weekends UTC", "20:00-08:00, weekends, 2026-12-24 to 2027-01-01, 2027-05-01 UTC"],
)
def test_words_are_told_as_they_were_typed(words):
    assert quiet_of(words).told() == words


@pytest.mark.parametrize(
    "words", ["now and then", "25-8", "8-8", "2026-13-01", "2027-01-01 to 2026-01-01", "20-8 Mars/Base"]
)
def test_what_is_no_time_to_be_quiet_is_said(words):
    with pytest.raises(NotASchedule):
        quiet_of(words)


def test_a_digest_waits_until_it_is_not_quiet_and_tells_once(sqlite_store):
    bot, channel = Bot(sqlite_store, now=datetime(2026, 11, 20, 15, 0, tzinfo=UTC)), Channel()
    runner = Runner(bot.store, [channel], clock=lambda: bot.now)
    bot.say("digest add daily")
    assert "20:00-08:00, weekends UTC" in bot.say("digest quiet 20-8, weekends").text
    bot.add("etxeberria_2026.md")
    for hours in (18, 1, 24, 3):
        bot.now += timedelta(hours=hours)
        runner.tick()
        assert channel.posts == []
    bot.now = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    runner.tick()
    runner.tick()
    assert [one.names for one in channel.answers] == [["Noor Etxeberria"]]
    assert "⚠" not in bot.say("digest").text


def test_quiet_times_can_be_ended_and_faults_change_nothing(sqlite_store):
    bot = Bot(sqlite_store)
    bot.say("digest quiet weekends")
    assert "no time to be quiet" in bot.say("digest quiet whenever").text
    assert "weekends" in bot.say("digest quiet").text
    assert "No time is quiet" in bot.say("digest quiet off").text


def test_to_ask_again_and_again_while_it_is_quiet_gives_nothing_up(sqlite_store):
    bot, channel = Bot(sqlite_store, now=datetime(2026, 11, 20, 21, 0, tzinfo=UTC)), Channel()
    runner = Runner(bot.store, [channel], clock=lambda: bot.now)
    bot.say("digest add daily")
    bot.say("digest quiet 20-8")
    bot.add("etxeberria_2026.md")
    for _ in range(TRIES + 2):
        assert "not quiet any more" in bot.say("digest send").text
        runner.tick()
        bot.now += timedelta(minutes=1)
    bot.now = datetime(2026, 11, 21, 8, 0, 5, tzinfo=UTC)
    runner.tick()
    assert [one.names for one in channel.answers] == [["Noor Etxeberria"]]


def test_where_it_is_quiet_without_end_the_moment_itself_will_do():
    first = date(2026, 1, 1)
    spans = [
        (first + timedelta(days=at * LONGEST_SPAN), first + timedelta(days=(at + 1) * LONGEST_SPAN))
        for at in range(MOST + 1)
    ]
    always = Quiet("UTC", days=tuple((str(begin), str(end)) for begin, end in spans))
    moment = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
    assert always.until(moment) == moment


def test_so_many_spans_of_days_are_the_most():
    days = [date(2026, 1, 1) + timedelta(days=at) for at in range(MOST + 1)]
    with pytest.raises(NotASchedule, match=f"{MOST} spans of days are the most"):
        quiet_of(", ".join(map(str, days)), zone="UTC")
