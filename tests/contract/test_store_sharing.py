"""What a store promises about shared posts: held once, recorded with whom they name, and taken down."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.records import Workspace
from bot.sharing.records import LEASE, OwnMessage, Share
from storage import SqlStore
from tests.stores import NOW, cv

TEAM = Workspace("slack", "T1")
HOUR = timedelta(hours=1)
LATER = NOW + HOUR


@pytest.fixture
def team(store: SqlStore):
    team = store.within(store.organization(), "slack:T1:U1")
    for name in ("Ana", "Bo", "Cy"):
        team.save(cv(name))
    return team


def wanted(*numbers, channel="C1", query=""):
    return Share(0, TEAM, channel, "hiring", numbers or (1,), query, "Mara", "slack:T1:U1", NOW)


def begun(team, share, *, here=True, at=NOW):
    return team.begin_share(share.id, at=at, here=here, again=HOUR)


def posted(team, *numbers, at=NOW, **more):
    share, fresh = begun(team, team.ask_share(wanted(*numbers, **more)), at=at)
    assert fresh
    return team.shared(share.id, ["17.1", "17.2"], at=at)


def test_what_is_asked_about_is_kept_as_asked_and_stands_nowhere(team):
    asked = team.ask_share(wanted(2, 1, query="cuda"))
    assert team.share(asked.id) == asked
    assert (asked.numbers, asked.query, asked.state) == ((2, 1), "cuda", "asked")
    assert team.shares() == ()
    assert team.share(99) is None


def test_a_post_names_its_people_by_every_message(team):
    done = posted(team, 1, 2)
    assert (done.state, done.posted, done.messages) == ("posted", NOW, ("17.1", "17.2"))
    both = (OwnMessage(TEAM, "channel", "C1", "17.1"), OwnMessage(TEAM, "channel", "C1", "17.2"))
    assert (team.messages(1), team.messages(2), team.messages(3)) == (both, both, ())
    assert (team.shares(number=2), team.shares(number=3)) == ((done,), ())


def test_one_yes_holds_it_however_many_come_at_once(team):
    share = team.ask_share(wanted())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: begun(team, share), range(16)))
    assert [fresh for _, fresh in answers].count(True) == 1


def test_the_same_asked_for_by_several_at_once_is_held_once(team):
    shares = [team.ask_share(wanted(1, 2)) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda one: begun(team, one), shares))
    assert [fresh for _, fresh in answers].count(True) == 1
    assert len({share.id for share, _ in answers}) == 1


def test_what_is_held_goes_on_in_one_place_after_its_lease_or_where_it_broke_off(team):
    share, _ = begun(team, team.ask_share(wanted()))
    later = NOW + LEASE

    def resumed(at, *, broke_off=False, here=True):
        return team.resume_share(share.id, at=at, here=here, broke_off=broke_off)

    assert not resumed(NOW)
    assert resumed(NOW, broke_off=True)
    assert [resumed(later), resumed(later)] == [True, False]
    assert resumed(later + LEASE, here=False)
    assert team.share(share.id).state == "waiting"
    team.shared(share.id, ["17.1"], at=later)
    assert not resumed(later + 2 * LEASE, broke_off=True)


@pytest.mark.parametrize(
    ("other", "fresh"),
    [
        ({}, False),
        ({"channel": "C2"}, True),
        ({"query": "cuda"}, True),
        ({"numbers": (2,)}, True),
        ({"workspace": Workspace("slack", "T2")}, True),
        ({"workspace": Workspace("discord", "T1")}, True),
    ],
)
def test_what_stands_there_since_lately_is_not_held_again(team, other, fresh):
    first = posted(team)
    second, new = begun(team, team.ask_share(replace(wanted(), **other)), at=NOW + HOUR)
    assert new == fresh
    assert (second.id == first.id) != fresh


def test_what_another_organization_shared_there_stands_in_nobodys_way(store, team):
    posted(store.within(store.organization("theirs")))
    assert begun(team, team.ask_share(wanted()))[1]


WAYS = {
    "held": lambda team, share: None,
    "waiting": lambda team, share: team.resume_share(share.id, at=NOW, here=False, broke_off=True),
    "posted": lambda team, share: team.shared(share.id, ["17.1"], at=NOW),
    "doubtful": lambda team, share: team.not_shared(share.id, fault="lost", doubtful=True),
    "failed": lambda team, share: team.not_shared(share.id, fault="not there", doubtful=False),
}


@pytest.mark.parametrize("state", WAYS)
def test_the_same_is_held_again_only_where_it_failed(team, state):
    share, _ = begun(team, team.ask_share(wanted()))
    WAYS[state](team, share)
    assert team.share(share.id).state == state
    assert begun(team, team.ask_share(wanted()))[1] == (state == "failed")


def test_after_the_time_or_once_it_is_down_it_may_be_posted_again(team):
    first = posted(team)
    assert begun(team, team.ask_share(wanted()), at=LATER + timedelta(seconds=1))[1]
    for share in team.shares():
        team.taken_down(share.id, by="Mara", at=LATER)
    assert team.share(first.id).state == "down"
    assert begun(team, team.ask_share(wanted()), at=LATER)[1]


def test_a_refused_post_is_kept_nowhere_and_a_doubtful_one_stands(team):
    share, _ = begun(team, team.ask_share(wanted()))
    assert team.not_shared(share.id, fault="not_in_channel", doubtful=False).state == "failed"
    assert (team.shares(), team.messages(1)) == ((), ())
    again, fresh = begun(team, share)
    assert fresh
    doubtful = team.not_shared(again.id, fault="lost", doubtful=True, messages=["17.9"])
    assert team.shares() == (doubtful,)
    assert team.messages(1) == (OwnMessage(TEAM, "channel", "C1", "17.9"),)
    assert not begun(team, share)[1]


def test_what_was_shared_and_taken_down_is_in_journal_and_audit(team):
    done = posted(team, 1, 2)
    total, (change,) = (
        team.history(number=1, limit=5)[0],
        [one for one in team.history(number=1, limit=5)[1] if one.kind == "share"],
    )
    assert total == 2
    assert (change.words, change.by, change.undone) == ("#hiring (slack)", "Mara", None)
    assert [(one.action, one.subject, one.place) for one in team.audit(limit=2)] == [
        ("share", 2, "slack:T1:C1"),
        ("share", 1, "slack:T1:C1"),
    ]
    team.taken_down(done.id, by="Vera", at=LATER)
    assert {one.undone for one in team.history(number=1, limit=5)[1] if one.kind == "share"} == {LATER}
    assert [(one.action, one.actor) for one in team.audit(limit=2)] == [("unshare", "Vera")] * 2
    assert (team.messages(1), team.shares()) == ((), ())
    assert team.share(done.id).query == ""


def claim(store, *, now=NOW, workspaces=(TEAM,)):
    return store.claim_share(workspaces, now=now, lease=now + HOUR)


def test_what_waits_is_taken_by_one_process_that_reaches_it(store, team):
    share, _ = begun(team, team.ask_share(wanted()), here=False)
    assert claim(store, workspaces=[Workspace("slack", "T2")]) is None
    owner, taken = claim(store)
    assert (owner, taken.id, taken.state) == (team.organization, share.id, "held")
    assert claim(store) is None
    assert not team.withdraw_share(share.id)


def test_what_was_withdrawn_is_taken_by_nobody(store, team):
    share, _ = begun(team, team.ask_share(wanted()), here=False)
    assert team.withdraw_share(share.id)
    assert claim(store) is None
    assert begun(team, share)[1]


def test_what_is_to_be_taken_down_is_free_again_where_a_process_broke_off(store, team):
    done = posted(team)
    assert team.leave_share(done.id, by="Vera")
    assert not team.leave_share(done.id, by="Vera")
    _, taken = claim(store)
    assert (taken.state, taken.left_by) == ("leaving", "Vera")
    assert claim(store) is None
    assert claim(store, now=LATER)[1].id == done.id
    assert team.stays_shared(done.id, fault="refused").state == "posted"
    assert claim(store, now=LATER + HOUR) is None


def test_what_waits_longest_is_taken_first_and_of_every_organization(store, team):
    them = store.within(store.organization("theirs"))
    shares = [
        begun(own, own.ask_share(wanted(channel=f"C{at}")), here=False, at=NOW - at * HOUR)[0]
        for own, at in ((team, 1), (them, 2), (team, 0))
    ]
    taken = [claim(store) for _ in shares]
    assert [one.channel for _, one in taken] == ["C2", "C1", "C0"]
    assert [owner for owner, _ in taken] == [them.organization, team.organization, team.organization]
    assert claim(store) is None


def test_what_stays_after_all_is_nobodys_to_take_down(store, team):
    done = posted(team)
    assert team.leave_share(done.id, by="Vera")
    assert team.withdraw_share(done.id)
    assert claim(store) is None
    assert team.share(done.id).state == "posted"
    assert not team.withdraw_share(done.id)


def test_what_was_refused_lately_and_is_asked_for_again_is_tried_at_once(store, team):
    done = posted(team)
    for _ in range(2):
        assert team.leave_share(done.id, by="Vera")
        assert claim(store)[1].id == done.id
        team.stays_shared(done.id, fault="refused")


def test_messages_are_kept_for_who_is_there_and_follow_a_merge(team):
    there = (OwnMessage(TEAM, "dm", "D1", "1"), OwnMessage(TEAM, "dm", "D1", "2"))
    team.named(there, [1, 2, 99, 10**30])
    team.named(there, [1])
    assert (team.messages(1), team.messages(99)) == (there, ())
    team.merge(3, 1, by="Mara", at=NOW)
    assert team.messages(3) == team.messages(1) == there
    team.named((OwnMessage(TEAM, "dm", "D1", "3"),), [1])
    assert len(team.messages(3)) == 3
    team.unnamed(there)
    assert team.messages(2) == ()


def test_a_question_that_nobody_answered_is_dropped_after_a_week(store, team):
    asked, done = team.ask_share(wanted()), posted(team, 2)
    store.tidy(NOW + timedelta(days=6))
    assert team.share(asked.id)
    store.tidy(NOW + timedelta(days=8))
    assert team.share(asked.id) is None
    assert team.shares() == (done,)


def test_another_organizations_shares_are_nobodys(store, team):
    them = store.within(store.organization("theirs"))
    done = posted(team)
    assert (them.share(done.id), them.shares(), them.messages(1)) == (None, (), ())
    assert not them.leave_share(done.id, by="x")
    with pytest.raises(KeyError):
        them.begin_share(done.id, at=NOW, here=True, again=HOUR)
    them.unnamed([OwnMessage(TEAM, "channel", "C1", "17.1")])
    assert len(team.messages(1)) == 2


def test_who_is_not_here_was_shared_nowhere(team):
    posted(team)
    assert team.shares(number=99) == ()


def test_what_was_posted_or_taken_down_twice_is_recorded_once(team):
    done = posted(team)
    again = team.shared(done.id, ["17.1", "17.2"], at=LATER)
    assert (again.state, again.messages) == ("posted", done.messages)
    for _ in range(2):
        team.taken_down(done.id, by="Vera", at=LATER)
    assert [one.action for one in team.audit(limit=9)] == ["unshare", "share"]
    assert [one.kind for one in team.history(number=1, limit=9)[1]] == ["share", "document"]
