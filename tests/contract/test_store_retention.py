"""What a store promises of people who are erased automatically: never before the team was told, and not after anything happened since."""

from datetime import timedelta

import pytest

from bot.erasing.records import WARNING
from bot.records import Workspace
from bot.store import Conflict, OnHold
from bot.work.records import Colleague
from storage import SqlStore
from storage.retention import AHEAD, EVERY
from tests.stores import NOW, cv

TEAM, OTHER = Workspace("slack", "T1"), Workspace("discord", "9")
DAY = timedelta(days=1)
PERIOD = timedelta(days=180)
END = NOW + PERIOD
TOLD = END - AHEAD
"""When the team is told of somebody who came into the stage at NOW."""


@pytest.fixture
def team(store: SqlStore):
    team = store.within(store.organization_of(TEAM), "slack:T1:U1")
    for name in ("Ana Lima", "Bo Meyer", "Cy Okafor"):
        team.save(cv(name, mails=(f"{name[:2].lower()}@mail.example",)))
    for number in (1, 2):
        team.move(number, "rejected", by="Mara", at=NOW)
    team.retain("rejected", 180, by="Mara", at=NOW)
    return team


def soon(team, now, **more):
    return [one.candidate.number for one in team.expiring(now=now, limit=9, **more)[1]]


def unwarned(team, now):
    return [one.candidate.number for one in team.to_warn_of(now=now, limit=9)]


def expired(team, now):
    return list(team.expired(now=now, limit=9))


def test_nobody_goes_until_somebody_says_so(store, team):
    other = store.within(store.organization_of(OTHER))
    other.save(cv("Di Ngata"))
    other.move(1, "rejected", by="Mara", at=NOW)
    late = END + 9 * PERIOD
    assert (other.retentions(), soon(other, late), unwarned(other, late), expired(other, late)) == ((), [], [], [])
    assert store.claim_retention([OTHER], now=late, lease=late + DAY) is None


def test_the_team_is_told_a_week_before_and_on_the_day_they_go(team):
    assert (soon(team, TOLD - DAY), unwarned(team, TOLD - DAY)) == ([], [])
    (first, second) = team.to_warn_of(now=TOLD, limit=9)
    assert [(one.candidate.number, one.ends, one.warned) for one in (first, second)] == [(1, END, None), (2, END, None)]
    team.warned([1, 2], at=TOLD)
    assert unwarned(team, TOLD + DAY) == []
    (_, (first, _)) = team.expiring(now=TOLD + DAY, limit=9)
    assert (first.warned, first.erased) == (TOLD, END)
    assert expired(team, END - timedelta(seconds=1)) == []
    with pytest.raises(Conflict):
        team.expire(1, by="retention", at=END - timedelta(seconds=1))
    assert expired(team, END) == [1, 2]
    done = team.expire(1, by="retention", at=END)
    assert (done.number, done.by, done.why) == (1, "retention", "rejected 180 days")
    assert (team.candidate(1), team.candidate(2) is None) == (None, False)
    (audited,) = team.audit(limit=9)
    assert (audited.actor, audited.action, audited.subject, audited.at) == ("retention", "forget", 1, END)


def test_whoever_was_not_told_in_time_has_the_week_from_then_on(team):
    """As after a month in which the bot was off."""
    back = END + 30 * DAY
    assert expired(team, back) == []
    assert unwarned(team, back) == [1, 2]
    team.warned([1, 2], at=back)
    (_, (first, _)) = team.expiring(now=back, limit=9)
    assert first.erased == back + WARNING
    assert (expired(team, back + WARNING - DAY), expired(team, back + WARNING)) == ([], [1, 2])


HAPPENS = {
    "moved": lambda team, at: team.move(1, "interview", by="Mara", at=at),
    "a note": lambda team, at: team.note(1, "Called again", by="Mara", at=at),
    "a newer cv": lambda team, at: team.save(cv("Ana Lima", mails=("an@mail.example",), text="newer", at=at)),
    "applied elsewhere": lambda team, at: team.save(
        cv("Ana Lima", mails=("an@mail.example",), text="newer", at=at, opening="Compilers")
    ),
    "held": lambda team, at: team.hold(1, reason="", by="Mara", at=at),
    "period off": lambda team, at: team.retain("rejected", None, by="Mara", at=at),
    "merged": lambda team, at: team.merge(3, 1, by="Mara", at=at),
}


@pytest.mark.parametrize("what", HAPPENS)
def test_what_happens_in_the_week_keeps_them(team, what):
    team.add_opening("Compilers", by="Mara", at=NOW)
    team.warned([1, 2], at=TOLD)
    HAPPENS[what](team, TOLD + DAY)
    assert expired(team, END) == ([] if what == "period off" else [2])
    with pytest.raises(Conflict):
        team.expire(1, by="retention", at=END)


@pytest.mark.parametrize("what", ["moved", "a newer cv", "applied elsewhere"])
def test_an_undo_after_the_end_brings_no_warning_back_to_life(team, what):
    team.add_opening("Compilers", by="Mara", at=NOW)
    team.warned([1, 2], at=TOLD)
    HAPPENS[what](team, TOLD + DAY)
    team.undo(team.last_change(number=1).id, at=END + DAY)
    assert (expired(team, END + DAY), unwarned(team, END + DAY)) == ([2], [1])
    with pytest.raises(Conflict):
        team.expire(1, by="retention", at=END + DAY)


def test_a_note_begins_the_period_anew(team):
    team.warned([1], at=TOLD)
    team.note(1, "Called again", by="Mara", at=TOLD + DAY)
    late = TOLD + DAY + PERIOD
    assert expired(team, late) == []
    (one,) = (one for one in team.to_warn_of(now=late, limit=9) if one.candidate.number == 1)
    assert one.ends == late


def test_what_whoever_was_told_could_not_know_keeps_them_as_long_as_what_came_later(team):
    team.note(1, "Called again", by="Mara", at=TOLD)
    team.warned([1, 2], seen=TOLD - timedelta(minutes=10), at=TOLD + timedelta(minutes=1))
    assert (expired(team, TOLD + PERIOD), unwarned(team, TOLD + PERIOD)) == ([2], [1])


def test_a_changed_period_warns_anew(team):
    team.warned([1, 2], at=TOLD)
    team.retain("rejected", 30, by="Mara", at=TOLD + DAY)
    assert (expired(team, END), unwarned(team, TOLD + DAY)) == ([], [1, 2])


def test_who_stands_in_a_stage_without_a_period_too_is_kept(team):
    team.add_opening("Compilers", by="Mara", at=NOW)
    opening = next(one.id for one in team.openings() if one.name == "Compilers")
    team.apply(1, opening, by="Mara", at=NOW)
    assert soon(team, END) == [2]
    team.retain("new", 300, by="Mara", at=NOW)
    assert soon(team, END) == [2]
    assert soon(team, NOW + 300 * DAY) == [1, 2, 3]


def test_of_merged_people_the_whole_goes_or_stays(team):
    team.warned([1, 2], at=TOLD)
    team.merge(1, 2, by="Mara", at=TOLD + DAY)
    assert unwarned(team, TOLD + DAY) == [1]
    team.warned([1], at=TOLD + DAY)
    team.undo(team.last_change(number=1).id, at=TOLD + 2 * DAY)
    assert unwarned(team, TOLD + 2 * DAY) == [1, 2]


def test_a_hold_keeps_them_and_the_week_begins_when_it_is_lifted(team):
    team.warned([1, 2], at=TOLD)
    team.hold(1, reason="", by="Mara", at=TOLD)
    assert (soon(team, END), expired(team, END)) == ([2], [2])
    with pytest.raises(OnHold):
        team.expire(1, by="retention", at=END)
    team.lift(1, by="Mara", at=END)
    assert (expired(team, END), unwarned(team, END)) == ([2], [1])


def test_a_warning_from_a_clock_that_ran_ahead_does_not_count(team):
    team.warned([1, 2], at=END + 300 * DAY)
    assert (unwarned(team, END), expired(team, END)) == ([1, 2], [])


def test_those_of_one_owner_are_found_by_themselves(team):
    team.assign(1, Colleague("slack:T1:U1", "Mara"), by="Mara", at=NOW)
    assert (soon(team, END, owner="slack:T1:U1"), soon(team, END, owner="slack:T1:U2")) == ([1], [])


def test_a_stage_that_is_removed_takes_its_period_along(team):
    team.retain("withdrawn", 30, by="Mara", at=NOW)
    was = team.stages()
    without = [one for one in was if one.key != "withdrawn"]
    team.set_stages(without, was=was, key="withdrawn", words="removed", by="Mara", at=NOW)
    assert [(one.stage, one.days, one.by) for one in team.retentions()] == [("rejected", 180, "Mara")]


def test_nobody_is_told_of_whoever_is_gone(team):
    team.warned([99], at=TOLD)
    assert unwarned(team, TOLD) == [1, 2]


def test_one_process_looks_after_an_organization_at_a_time(store, team):
    def claim(now=NOW, places=(TEAM,)):
        return store.claim_retention(places, now=now, lease=now + timedelta(minutes=3))

    assert claim(places=[OTHER]) is None
    assert claim().organization == team.organization
    assert claim() is None
    late = NOW + timedelta(minutes=4)
    assert claim(late).again, "its process died"
    assert not team.keep_retention(held=NOW + timedelta(minutes=3), lease=NOW + DAY), "it lives, but too late"
    assert team.keep_retention(held=NOW + timedelta(minutes=7), lease=NOW + timedelta(minutes=9))
    assert claim(NOW + timedelta(minutes=8)) is None
    team.retention_ran(at=NOW, told=NOW)
    assert claim(NOW + EVERY / 2) is None
    turn = claim(NOW + EVERY)
    assert (turn.ran, turn.told, turn.again) == (NOW, NOW, False)
    team.retention_ran(at=None, rest=NOW + EVERY + timedelta(seconds=5))
    assert [claim(NOW + EVERY + timedelta(seconds=after)) is None for after in (1, 5)] == [True, False]
    team.retention_ran(at=None)
    assert claim(NOW + EVERY + timedelta(seconds=5)).ran == NOW
    team.retention_ran(at=NOW + 300 * DAY)
    assert claim(NOW + EVERY) is not None, "the clock had run ahead"
    team.retain("rejected", None, by="Mara", at=NOW)
    assert claim(NOW + 9 * DAY) is None


def test_each_organization_is_looked_after_by_itself_the_older_first(store, team):
    them = store.within(store.organization_of(OTHER))
    them.retain("rejected", 180, by="Mara", at=NOW)
    lease = NOW + timedelta(minutes=3)

    def claim(now=NOW):
        return store.claim_retention([TEAM, OTHER], now=now, lease=now + timedelta(minutes=3))

    assert [claim().organization, claim().organization, claim()] == [team.organization, them.organization, None]
    assert team.keep_retention(held=lease, lease=NOW + DAY)
    team.retention_ran(at=NOW)
    turn = claim(lease)
    assert (turn.organization, turn.ran, turn.again) == (them.organization, None, True)
    assert claim(lease) is None


def test_a_clock_that_is_a_little_behind_looks_after_nobody_again(store, team):
    team.retention_ran(at=NOW)
    for minutes in (-10, -5, 0, 5):
        now = NOW + timedelta(minutes=minutes)
        assert store.claim_retention([TEAM], now=now, lease=now + timedelta(minutes=3)) is None


def test_a_lease_from_a_clock_that_ran_ahead_holds_nobody_up(store, team):
    assert store.claim_retention([TEAM], now=NOW + 9 * DAY, lease=NOW + 10 * DAY)
    lease = NOW + timedelta(minutes=3)
    assert store.claim_retention([TEAM], now=NOW, lease=lease).again
    assert store.claim_retention([TEAM], now=NOW, lease=lease) is None
