"""Reminders: one direct message a working day, at nine where the member is, with what waits for them and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.messages import Member, Place
from bot.digests.post import Addressee, Undeliverable
from bot.digests.reminders import zone_of
from bot.digests.runner import TRIES, Runner
from bot.records import Workspace
from tests.bot import JONAS, MARA, TEAM, Answer, Bot
from tests.unit.digests.channel import Channel

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
TERMINAL = Member(Workspace("terminal", "local"), "local", "Mara", admin=True)
CVS = ("etxeberria_2026.md", "okonkwo-brandt-cv.md", "achterberg_davit.md")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
QUARTER, HALF = HOUR / 4, HOUR / 2


@pytest.fixture
def bot(sqlite_store):
    bot = Bot(sqlite_store, now=datetime(2026, 11, 20, 15, 0, tzinfo=UTC))
    bot.add(*CVS)
    bot.say("todo #1 Call her 2026-11-23")
    bot.now = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    return bot


def ticked(bot, channel, at):
    """What was posted by a process that looks at that moment."""
    before = len(channel.posts)
    bot.now = at
    Runner(bot.store, [channel], clock=lambda: bot.now).tick()
    return channel.posts[before:]


def lived(bot, channel, begin, end, step=HOUR):
    """When something was posted from one moment to another, by a process that looks each ``step``."""
    moments = []
    while begin <= end:
        moments += [begin] * len(ticked(bot, channel, begin))
        begin += step
    return moments


def test_what_waits_comes_in_one_direct_message_at_nine_where_the_member_is(bot):
    channel = Channel()
    assert lived(bot, channel, bot.now, MONDAY) == []
    assert lived(bot, channel, MONDAY, MONDAY + 12 * HOUR, QUARTER) == [MONDAY + 8 * HOUR]
    place, reply, _ = channel.posts[0]
    assert (place.kind, place.id) == ("dm", MARA.id)
    shown = Answer(reply)
    assert "1 thing waits for you" in shown.text
    assert "Call her · due today" in shown.text
    assert {"todo-done 1 --was 2026-11-23", "form todo-postpone 1 --was 2026-11-23", "show #1"} <= {*shown.commands}
    assert "Noor" not in reply.text


def test_it_comes_again_on_every_working_day_until_it_is_done(bot):
    channel = Channel()
    lived(bot, channel, bot.now, MONDAY + 12 * HOUR)
    found = lived(bot, channel, MONDAY + 12 * HOUR, MONDAY + 7 * DAY)
    assert found == [MONDAY + n * DAY + 8 * HOUR for n in (1, 2, 3, 4)]
    assert "late, due 23 Nov" in channel.answers[-1].text
    bot.say("todo done 1")
    assert lived(bot, channel, MONDAY + 7 * DAY, MONDAY + 10 * DAY) == []


def test_after_a_long_sleep_one_message_comes_at_once_and_not_on_a_day_off(bot):
    channel = Channel()
    ticked(bot, channel, bot.now)
    assert ticked(bot, channel, MONDAY + 6 * DAY) == []  # a Sunday
    assert len(ticked(bot, channel, MONDAY + 9 * DAY + 13 * HOUR)) == 1
    assert lived(bot, channel, bot.now, MONDAY + 10 * DAY + 12 * HOUR) == [MONDAY + 10 * DAY + 8 * HOUR]


@pytest.mark.parametrize(
    ("first", "found"),
    [
        (datetime(2027, 3, 25, tzinfo=UTC), [(25, 8), (26, 8), (29, 7), (30, 7)]),
        (datetime(2027, 10, 28, tzinfo=UTC), [(28, 7), (29, 7), (1, 8), (2, 8)]),
    ],
)
def test_it_is_nine_before_and_after_the_clocks_change(bot, first, found):
    channel = Channel()
    ticked(bot, channel, bot.now)
    moments = lived(bot, channel, first, first + 5.5 * DAY)
    assert [(one.day, one.hour) for one in moments] == found


def test_whoever_moves_is_reminded_at_nine_there_and_once_that_day(bot):
    channel = Channel()
    lived(bot, channel, bot.now, MONDAY + 12 * HOUR)
    channel.people[MARA.id] = Addressee(MARA, "America/New_York")
    tuesday = MONDAY + DAY
    assert lived(bot, channel, bot.now, tuesday + DAY) == [tuesday + 14 * HOUR]
    channel.people[MARA.id] = Addressee(MARA, "Asia/Tokyo")
    found = lived(bot, channel, bot.now, tuesday + 70 * HOUR)
    assert found == [tuesday + 38 * HOUR, tuesday + 48 * HOUR]


def test_without_a_zone_of_their_own_it_is_the_organizations(bot):
    channel = Channel()
    channel.people[MARA.id] = Addressee(MARA)
    bot.say("digest add mondays at 7 Asia/Tokyo --name tokyo")
    bot.say("digest pause tokyo")
    assert lived(bot, channel, bot.now, MONDAY + 12 * HOUR) == [MONDAY]
    bot.say("digest quiet weekends America/New_York")
    assert lived(bot, channel, bot.now, MONDAY + 30 * HOUR)[-1:] == [MONDAY + DAY]


def test_while_the_platform_does_not_say_where_somebody_is_it_is_the_organizations_zone(bot):
    class Busy(Channel):
        def addressee(self, workspace, who):
            raise Undeliverable("busy")

    bot.say("digest add mondays at 7 Asia/Tokyo --name tokyo")
    bot.say("digest pause tokyo")
    reminders = bot.store.within(bot.tenant.organization, MARA.key).reminders()
    assert zone_of(bot.tenant, reminders, Busy()) == "Asia/Tokyo"
    assert zone_of(bot.tenant, reminders, Channel()) == "Europe/Berlin"


def test_holidays_and_quiet_hours_are_kept_by_the_members_own_clock(bot):
    channel = Channel()
    bot.say("digest quiet 18:00-9:30, 2026-11-23 to 2026-11-24 Asia/Tokyo")
    wednesday = MONDAY + 2 * DAY
    assert lived(bot, channel, bot.now, MONDAY + 3 * DAY, HALF) == [wednesday + 8.5 * HOUR]


def test_the_member_says_when_and_by_which_clock(bot):
    channel = Channel()
    ticked(bot, channel, bot.now)
    assert "weekdays at 7:30" in bot.say("digest reminders at 7:30 Asia/Tokyo").text
    assert lived(bot, channel, MONDAY - 6 * HOUR, MONDAY + 10 * HOUR, HALF) == [MONDAY - 1.5 * HOUR]
    bot.say("digest reminders tuesdays at 10")
    assert lived(bot, channel, bot.now, MONDAY + 9 * DAY) == [MONDAY + DAY + 9 * HOUR, MONDAY + 8 * DAY + 9 * HOUR]


def test_a_change_of_the_hour_brings_no_second_one_on_the_same_day(bot):
    channel = Channel()
    lived(bot, channel, bot.now, MONDAY + 9 * HOUR)
    bot.say("digest reminders at 11")
    assert lived(bot, channel, bot.now, MONDAY + 36 * HOUR) == [MONDAY + DAY + 10 * HOUR]


def test_turned_off_it_is_silent_until_it_is_turned_on(bot):
    channel = Channel()
    ticked(bot, channel, bot.now)
    bot.say("digest reminders off")
    assert lived(bot, channel, bot.now, MONDAY + DAY) == []
    assert "turned off" in bot.say("digest reminders").text
    bot.now = MONDAY + DAY
    bot.say("digest reminders on")
    assert lived(bot, channel, bot.now, MONDAY + DAY + 12 * HOUR) == [MONDAY + DAY + 8 * HOUR]


@pytest.mark.parametrize("line", ["every 2 hours", "*/5 * * * *", "0 9 1 * *", "at 25", "sometimes"])
def test_what_is_no_time_of_a_day_is_refused(bot, line):
    assert "For example" in bot.say(f"digest reminders {line}").text
    assert bot.store.within(bot.own, MARA.key).reminders().schedule == "0 9 * * 1-5"


def test_it_stands_in_nobodys_list_and_nobody_else_can_touch_it(bot):
    assert "No digests or watches yet" in bot.say("digest").text
    assert "No digests yet" in bot.say("digest stop reminders").text
    bot.say("digest add weekdays at 8 --name other")
    assert "reminders" not in bot.say("digest pause").text
    bot.say("access grant slack:T01TEST:U02JONAS recruiter")
    assert "Nothing waits" in bot.say("digest reminders", member=JONAS).text
    bot.say("digest reminders off", member=JONAS)
    assert bot.store.within(bot.own, MARA.key).reminders().state == "active"


def test_it_can_be_looked_at_any_time_in_a_chat_and_in_the_terminal(bot):
    bot.now = MONDAY
    found = bot.say("digest reminders")
    assert "Call her" in found.text
    assert found.reply.private
    place = Place(TERMINAL.workspace, "terminal", "local")
    assert "Nothing waits" in bot.say("digest reminders", member=TERMINAL, place=place).text
    assert "the terminal has none" in bot.say("digest reminders at 8", member=TERMINAL, place=place).text


def test_whoever_has_no_role_any_more_is_told_nothing(bot):
    channel = Channel()
    ticked(bot, channel, bot.now)
    channel.people[MARA.id] = Addressee(replace(MARA, admin=False), "Europe/Berlin")
    assert ticked(bot, channel, MONDAY + 9 * HOUR) == []
    channel.people[MARA.id] = Addressee(MARA, "Europe/Berlin")
    assert len(ticked(bot, channel, MONDAY + DAY + 9 * HOUR)) == 1


def test_of_whom_the_platform_knows_nothing_any_more_it_rests_until_they_come_back(bot):
    channel = Channel()
    ticked(bot, channel, bot.now)
    gone = channel.people.pop(MARA.id)
    assert ticked(bot, channel, MONDAY + 9 * HOUR) == []
    assert bot.store.within(bot.own, MARA.key).reminders().state == "paused"
    channel.people[MARA.id] = gone
    assert ticked(bot, channel, MONDAY + DAY + 9 * HOUR) == []
    bot.say("find cuda")
    assert len(ticked(bot, channel, MONDAY + 2 * DAY + 9 * HOUR)) == 1


def test_a_lost_answer_makes_a_repeat_that_says_so(bot):
    channel = Channel(Undeliverable("lost", unknown=True))
    ticked(bot, channel, bot.now)
    assert ticked(bot, channel, MONDAY + 9 * HOUR) == []
    assert len(ticked(bot, channel, MONDAY + 9 * HOUR + timedelta(minutes=1))) == 1
    assert "Sent again" in channel.answers[0].text


def test_a_platform_that_is_down_all_morning_loses_nothing_and_brings_it_the_next_day(bot):
    channel = Channel(*[Undeliverable("down")] * TRIES)
    ticked(bot, channel, bot.now)
    assert lived(bot, channel, MONDAY + 8 * HOUR, MONDAY + 20 * HOUR) == []
    assert lived(bot, channel, bot.now, MONDAY + DAY + 12 * HOUR) == [MONDAY + DAY + 8 * HOUR]


def test_a_message_that_names_somebody_is_found_again_when_they_are_erased(bot):
    channel = Channel()
    lived(bot, channel, bot.now, MONDAY + 9 * HOUR)
    found = bot.tenant.messages(1)
    assert [(one.kind, one.channel, one.id) for one in found] == [("dm", MARA.id, "m1")]


def test_whom_to_rate_who_waits_and_who_is_back_is_there_each_once(bot):
    bot.say("assign #1,#2,#3 me --sure")
    bot.say("stage #1 interview")
    bot.say("snooze #3 2026-11-27")
    channel = Channel()
    ticked(bot, channel, bot.now)
    assert "Noor Etxeberria" in "".join(Answer(ticked(bot, channel, MONDAY + 8 * HOUR)[0][1]).names)
    shown = Answer(ticked(bot, channel, MONDAY + 8 * DAY + 8 * HOUR)[0][1])
    assert sorted(shown.names) == ["Davit Achterberg", "Ilse Okonkwo-Brandt", "Noor Etxeberria", "Noor Etxeberria"]
    assert "your scorecard is missing" in shown.text
    assert "no step for" in shown.text
    assert "was put off until 27 Nov" in shown.text
    assert {"form rate #1", "form snooze #2", "form snooze #3"} <= {*shown.commands}
    assert "2 to do" not in shown.text


def test_days_without_a_step_are_as_the_member_said(bot):
    bot.say("todo done 1")
    bot.say("assign #2 me")
    bot.say("digest reminders --waiting 3")
    channel = Channel()
    assert lived(bot, channel, bot.now, MONDAY + 2 * DAY) == [MONDAY + DAY + 8 * HOUR]
    assert "No step for over 3 days" in channel.answers[0].text
    bot.say("digest reminders --waiting 0")
    assert lived(bot, channel, bot.now, MONDAY + 20 * DAY, 8 * HOUR) == []


def test_others_concerns_are_not_told(bot):
    bot.say("access grant slack:T01TEST:U02JONAS recruiter")
    bot.say("digest reminders", member=JONAS)
    channel = Channel()
    channel.people[JONAS.id] = Addressee(JONAS, "Europe/Berlin")
    lived(bot, channel, bot.now, MONDAY + 12 * HOUR)
    assert [place.id for place, *_ in channel.posts] == [MARA.id]


def test_another_organizations_process_reminds_nobody_here(bot):
    class Elsewhere(Channel):
        def workspaces(self):
            return {Workspace("slack", "T09OTHER")}

    assert lived(bot, Elsewhere(), bot.now, MONDAY + 12 * HOUR) == []
    assert TEAM not in Elsewhere().workspaces()
