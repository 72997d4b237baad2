"""When a digest is due: words, cron text, zones and daylight saving."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.schedule import NotASchedule, Schedule, understand
from tests.due import faults

FRIDAY = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "cron"),
    [
        ("every Monday 9:00", "0 9 * * 1"),
        ("weekdays at 9", "0 9 * * 1-5"),
        ("every 2 hours", "0 */2 * * *"),
        ("every 30 minutes", "*/30 * * * *"),
        ("hourly", "0 * * * *"),
        ("* * * * *", "* * * * *"),
        ("daily", "0 9 * * *"),
        ("every day at 17:30", "30 17 * * *"),
        ("weekly", "0 9 * * 1"),
        ("mondays and thursdays 8am", "0 8 * * 1,4"),
        ("tue, thu 10:15", "15 10 * * 2,4"),
        ("Mon-Fri 9", "0 9 * * 1-5"),
        ("weekends at 12 pm", "0 12 * * 0,6"),
        ("0 9 * * 1", "0 9 * * 1"),
        ("*/5 8-17 * * MON-FRI", "*/5 8-17 * * MON-FRI"),
        ("", "0 9 * * *"),
    ],
)
def test_words_and_cron_mean_the_same(words, cron):
    assert understand(words).cron == cron


def test_a_zone_among_the_words_goes_first():
    assert understand("every Monday 9:00 Europe/Berlin", zone="Asia/Tokyo").zone == "Europe/Berlin"
    assert understand("every Monday 9:00", zone="asia/tokyo").zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("whenever", "whenever is no day"),
        ("every day at 25:00", "no time of day"),
        ("monday 9:00 Mars/Phobos", "Mars/Phobos is no time zone"),
        ("every 90 hours", "hours 1, 2, 3, 4, 6, 8, 12"),
        ("every 7 hours", "every 7 hours has no equal gaps"),
        ("every 50 minutes", "minutes can be 5, 6, 10, 12, 15, 20, 30"),
        ("every 1 minute", "no equal gaps"),
        ("every 120 minutes", "no equal gaps"),
        ("* * * * * *", "more than the five fields"),
        ("0 9 * * 1 5 Europe/Berlin", "more than the five fields"),
        (f"0 9 * * {'1,' * 500}1", "too long"),
        ("0 0 31 2 *", "no time that comes round"),
        ("99 9 * * *", "no time that comes round"),
        ("0 0 */31 * 1#5", "never comes"),
    ],
)
def test_what_is_no_schedule_is_said(words, says):
    with pytest.raises(NotASchedule, match=says):
        understand(words)


@pytest.mark.parametrize("words", ["x" * 999, f"monday {'x' * 999}", f"daily Mars/{'x' * 999}", f"0 9 * * {'9' * 999}"])
def test_what_is_said_again_of_long_words_is_short(words):
    with pytest.raises(NotASchedule) as refused:
        understand(words)
    assert len(str(refused.value)) < 110


@pytest.mark.parametrize("unit", ["minutes", "hours"])
def test_every_so_often_has_equal_gaps(unit):
    for number in range(61):
        try:
            schedule = understand(f"every {number} {unit}")
        except NotASchedule:
            continue
        moments = [FRIDAY]
        for _ in range(300):
            moments.append(schedule.after(moments[-1]))
        assert len({later - earlier for earlier, later in pairwise(moments[1:])}) == 1, schedule


def test_unknown_zone_is_said():
    with pytest.raises(NotASchedule, match="no time zone"):
        understand("daily", zone="Nowhere")


def test_next_moment_is_in_the_zone_of_the_digest():
    schedule = understand("every Monday 9:00 Europe/Berlin")
    assert schedule.after(FRIDAY) == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_a_time_that_the_clock_skips_runs_once():
    berlin = ZoneInfo("Europe/Berlin")
    schedule = Schedule("30 2 * * *", "Europe/Berlin")
    first = schedule.after(datetime(2027, 3, 27, 12, tzinfo=berlin))
    second = schedule.after(first)
    assert first.astimezone(berlin).date().isoformat() == "2027-03-28"
    assert second.astimezone(berlin).date().isoformat() == "2027-03-29"


def test_a_time_that_the_clock_repeats_runs_once():
    berlin = ZoneInfo("Europe/Berlin")
    schedule = Schedule("30 2 * * *", "Europe/Berlin")
    first = schedule.after(datetime(2026, 10, 24, 12, tzinfo=berlin))
    second = schedule.after(first)
    assert second - first >= timedelta(hours=24)


def test_in_an_hour_that_the_clock_repeats_nothing_is_due_in_the_past():
    schedule = Schedule("30 2 * * *", "Europe/Berlin")
    again = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert schedule.after(again) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", Random(7).sample(sorted(available_timezones()), 4))
def test_what_is_due_next_is_what_an_oracle_says(zone):
    assert faults(zone, Random(zone), moments=1) == []


@given(st.text(max_size=60))
def test_no_words_break_it(words):
    try:
        found = understand(words).after(FRIDAY)
    except NotASchedule:
        return
    assert found > FRIDAY
