"""What a store finds of what waits for one member, and what it promises about their reminders, on every database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.messages import Member
from bot.digests.reminders import first
from bot.records import Workspace
from bot.work.pending import Asking
from bot.work.records import Colleague
from tests.plans import plans, scans
from tests.stores import NOW, cv

TEAM = Workspace("slack", "T1")
MARA, JONAS = Colleague("slack:T1:U1", "Mara Okafor"), Colleague("slack:T1:U2", "Jonas Weber")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LATER = NOW + 3 * DAY
ASKING = Asking(
    MARA.name,
    LATER,
    LATER.date(),
    LATER - 9 * HOUR,
    LATER - DAY,
    LATER - 2 * DAY,
    ("interview",),
    ("new", "screening", "interview", "offer"),
    2,
)


@pytest.fixture
def team(store):
    mine = store.within(store.organization(), MARA.key)
    for name in ("Ana Lima", "Bo", "Mia Sand", "Oz"):
        mine.save(cv(name, mails=(f"{name[0]}@mail.example",)))
    return mine


def numbers(people):
    return [one.number for one in people]


def pending(team, **other):
    return team.pending(replace(ASKING, **other))


def test_nothing_waits_for_nobody(store, team):
    assert not pending(team)
    team.assign(1, MARA, by="Mara", at=NOW)
    assert not pending(store.within(team.organization))
    assert not pending(store.within(store.organization("Elsewhere"), MARA.key))


def test_the_days_to_dos_are_those_where_the_member_is(team):
    team.add_todo(1, "Call", due=LATER.date() + DAY, owner=MARA, by="Mara", at=NOW)
    assert pending(team).due == ()
    assert [one.text for _, one in pending(team, today=LATER.date() + DAY).due] == ["Call"]


def test_whom_one_spoke_to_is_asked_for_until_ones_own_scorecard_is_there(team, store):
    for number in (1, 2, 3):
        team.assign(number, MARA, by="Mara", at=NOW)
        team.move(number, "interview", by="Mara", at=LATER - (1 if number == 3 else 10) * HOUR)
    assert (numbers(pending(team).unrated), pending(team).all_unrated) == ([1, 2], 2)
    team.rate(1, "interview", [("skills", 3)], "", sent=True, by="Mara", at=LATER)
    team.rate(2, "interview", [("skills", 3)], "", sent=False, by="Mara", at=LATER)
    found = pending(team)
    assert found.unrated == ()
    assert [(one.who.number, one.by) for one in found.asked] == [(2, "")]
    jonas = store.within(team.organization, JONAS.key)
    jonas.rate(3, "interview", [("skills", 3)], "", sent=True, by="Jonas", at=LATER)
    found = pending(team, midnight=LATER)
    assert [(one.who.number, one.by) for one in found.asked] == [(2, ""), (3, "Jonas")]
    assert (found.unrated, found.all_unrated) == ((), 0)


def test_whoever_is_put_off_or_closed_or_anothers_waits_for_nobody(team):
    for number in (1, 2, 3, 4):
        team.assign(number, MARA, by="Mara", at=NOW)
    team.snooze(1, LATER + DAY, by="Mara", at=NOW)
    team.move(2, "rejected", by="Mara", at=NOW)
    team.assign(3, JONAS, by="Mara", at=NOW)
    assert (numbers(pending(team).still), pending(team).all_still) == ([4], 1)
    assert pending(team, still=NOW - DAY).still == ()


def test_more_than_are_shown_are_counted_the_longest_without_a_step_first(team):
    for number in (1, 2, 3):
        team.assign(number, MARA, by="Mara", at=NOW)
    team.move(1, "screening", by="Mara", at=NOW + HOUR)
    assert (numbers(pending(team).still), pending(team).all_still) == ([2, 3], 3)


def test_whoever_is_back_is_told_of_once_to_who_owns_or_put_them_off(team, store):
    jonas = store.within(team.organization, JONAS.key)
    for number in (1, 2, 3):
        (jonas if number == 2 else team).snooze(number, LATER - HOUR, by="somebody", at=NOW)
    team.assign(3, JONAS, by="Mara", at=NOW)
    assert numbers(pending(team).back) == [1]
    assert numbers(pending(jonas).back) == [2, 3]
    assert pending(team, since=LATER).back == ()


def test_every_statement_reads_by_an_index(sqlite_store):
    team = sqlite_store.within(sqlite_store.organization(), MARA.key)
    team.save(cv("Ana Lima"))
    with plans(sqlite_store) as made:
        pending(team)
    assert made
    assert scans(made) == []


# ---------------------------------------------------------------- reminders


def begun(team, at=NOW, who="U1"):
    who = Member(TEAM, who, "Mara")
    team.begin_reminders(first(who, who.key, at))


def test_a_member_has_reminders_once_and_they_are_no_digest(team):
    begun(team)
    kept = team.reminders()
    team.edit_digest(replace(kept, words="weekdays at 8:30", schedule="30 8 * * 1-5"), next_due=None)
    begun(team, NOW + DAY)
    assert team.reminders() == replace(kept, words="weekdays at 8:30", schedule="30 8 * * 1-5")
    assert team.digests() == ()


def test_what_a_member_turned_off_stays_off_and_what_a_fault_did_does_not(team, store):
    begun(team)
    team.pause_digest(team.reminders().id)
    begun(team)
    assert team.reminders().state == "paused"
    team.resume_digest(team.reminders().id, next_due=NOW)
    held = store.claim([TEAM], now=NOW, lease=NOW + HOUR, reminders=True)
    store.undelivered(held, fault="gone", retry=None)
    assert (team.reminders().state, team.reminders().fault) == ("paused", "gone")
    begun(team, NOW + DAY)
    assert (team.reminders().state, team.reminders().next_due) == ("active", NOW + DAY)


def test_they_are_claimed_apart_from_digests_and_by_one_process(team, store):
    begun(team)
    begun(store.within(team.organization, JONAS.key), who="U2")
    assert store.claim([TEAM], now=NOW, lease=NOW + HOUR) is None
    claims = [store.claim([TEAM], now=NOW, lease=NOW + HOUR, reminders=True) for _ in range(3)]
    assert [one and one.digest.owner for one in claims] == [MARA.key, JONAS.key, None]
    again = store.claim([TEAM], now=NOW + 2 * HOUR, lease=NOW + 3 * HOUR, reminders=True)
    assert (again.key, again.attempt) == (claims[0].key, 2)


def test_a_zone_is_kept_unless_the_member_said_another_meanwhile(team):
    begun(team)
    kept = team.reminders()
    team.found_in(kept, "Europe/Berlin")
    assert team.reminders().zone == "Europe/Berlin"
    team.found_in(kept, "Asia/Tokyo")
    assert team.reminders().zone == "Europe/Berlin"


def test_what_was_sent_names_whom_it_names_and_leaves_everybody_news_for_digests(team, store):
    begun(team)
    held = store.claim([TEAM], now=NOW, lease=NOW + HOUR, reminders=True)
    store.delivered(held, (), messages=("17.1",), at=NOW, next_due=NOW + DAY, names=(2, 99))
    assert [one.id for one in team.messages(2)] == ["17.1"]
    assert (team.reminders().last_sent, team.reminders().next_due) == (NOW, NOW + DAY)
