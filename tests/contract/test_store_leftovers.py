"""What a store promises about what erasures leave to be done: each message goes by one process, and one tells of the end."""

from datetime import timedelta

import pytest

from bot.digests.records import Digest
from bot.linking import new_code
from bot.records import AuditEntry, Workspace
from bot.sharing.records import OwnMessage
from storage import SqlStore
from tests.stores import NOW, cv

TEAM, ELSEWHERE, GUILD = Workspace("slack", "T1"), Workspace("slack", "T2"), Workspace("discord", "T1")
LATER = NOW + timedelta(hours=1)
WHILE = timedelta(minutes=3)


@pytest.fixture
def team(store: SqlStore):
    team = store.within(store.organization_of(TEAM), "slack:T1:U1")
    for name in ("Ana Lima", "Bo Meyer", "Cy Okafor"):
        team.save(cv(name, mails=(f"{name[:2].lower()}@mail.example",)))
    return team


@pytest.fixture
def them(store: SqlStore):
    them = store.within(store.organization("theirs"), "slack:T2:U1")
    them.save(cv("Ana Lima"))
    return them


def erase(team, number=1, **more):
    return team.erase(number, by="Mara", at=LATER, **more)


def message(at, *, channel="D1", kind="dm", workspace=TEAM):
    return OwnMessage(workspace, kind, channel, at)


def claim(store, *, now=LATER, workspaces=(TEAM,)):
    return store.claim_leftover(workspaces, now=now, lease=now + WHILE)


def leftovers(store, *, now=LATER, workspaces=(TEAM,)):
    """All that are to be had, which are few."""
    taken = (claim(store, now=now, workspaces=workspaces) for _ in range(9))
    return [one for _, one in filter(None, taken)]


def test_messages_that_name_them_are_listed_to_go_each_for_one_process(store, team):
    team.named([message("1"), message("2")], [1, 2])
    team.named([message("3")], [2])
    erase(team)
    assert leftovers(store, workspaces=[Workspace("slack", "T2")]) == []
    found = leftovers(store)
    assert [(one.kind, one.channel, one.id, one.delivery) for one in found] == [
        ("dm", "D1", "1", 0),
        ("dm", "D1", "2", 0),
    ]
    assert leftovers(store) == []
    assert len(leftovers(store, now=LATER + timedelta(minutes=4))) == 2
    assert team.messages(2) == (message("1"), message("2"), message("3"))


def test_a_home_tab_is_made_anew_once_for_all_who_were_erased_before_it_and_after_the_messages(store, team):
    team.record(AuditEntry(NOW, "U1 Mara", "slack:T1:D1", "home", None, "done"))
    team.named([message("1")], [2])
    erase(team, 1)
    erase(team, 2)
    assert [(one.kind, one.channel, one.erasure) for one in leftovers(store)] == [("dm", "D1", 2), ("home", "U1", 1)]
    erase(team, 3)
    assert [one.erasure for one in leftovers(store)] == [3], "the first may have been made before this one was erased"


def test_no_erasure_is_done_before_the_home_tab_is_that_another_one_waits_for_too(store, team):
    team.record(AuditEntry(NOW, "U1 Mara", "slack:T1:D1", "home", None, "done"))
    for number in (1, 2):
        erase(team, number)
    owner, home = store.claim_leftover([TEAM], now=LATER, lease=LATER + timedelta(minutes=3))
    erase(team, 3)
    assert [team.erased(number).waiting for number in (1, 2, 3)] == [1, 1, 1]
    again = LATER + timedelta(days=1)
    store.leftover_stays(owner, home, fault="not_enabled", refused=True, again=again)
    assert [[one.fault for one in team.erased(number).refused] for number in (1, 2, 3)] == [["not_enabled"]] * 2 + [[]]
    owner, home = store.claim_leftover([TEAM], now=again, lease=again + timedelta(minutes=3))
    store.leftover_gone(owner, home)
    assert [(one.gone, one.waiting, one.refused) for one in map(team.erased, (1, 2, 3))] == [(1, 0, ())] * 3


def test_what_was_sent_while_they_were_erased_has_to_go_too(store, team):
    erase(team)
    team.named([message("1")], [1, 2], at=LATER + timedelta(minutes=1))
    team.named([message("2")], [1, 2], at=LATER + timedelta(days=1))
    assert [one.id for one in leftovers(store)] == ["1"]


def test_what_a_platform_refuses_is_listed_with_why_and_tried_again(store, team):
    team.named([message("1"), message("2")], [1])
    erase(team)
    owner, one = store.claim_leftover([TEAM], now=LATER, lease=LATER + timedelta(minutes=3))
    store.leftover_stays(owner, one, fault="cant_delete", refused=True, again=LATER + timedelta(days=1))
    (other,) = leftovers(store)
    store.leftover_gone(owner, other)
    told = team.erased(1)
    assert (told.gone, told.waiting) == (1, 0)
    assert [(one.id, one.fault) for one in told.refused] == [("1", "cant_delete")]
    assert [one.id for one in leftovers(store, now=LATER + timedelta(days=2))] == ["1"]


def test_what_was_sent_meanwhile_belongs_to_the_erasure_of_whom_it_names(store, team):
    erase(team, 1)
    erase(team, 2)
    team.named([message("1")], [1, 3], at=LATER)
    team.named([], [2], at=LATER)
    assert [(one.id, one.erasure) for one in leftovers(store)] == [("1", 1)]


def test_a_message_of_the_same_name_elsewhere_is_no_post_of_a_digest(store, team):
    since = NOW - timedelta(days=9)
    team.add_digest(Digest(0, "d", TEAM, "C9", "c", "0 9 * * *", "daily", "UTC", "", since, NOW, "active", "x"))
    run = store.claim([TEAM], now=LATER, lease=LATER)
    store.delivered(run, [2], messages=["17.9"], at=NOW, next_due=LATER + timedelta(days=1))
    team.named([message("17.9")], [1])
    erase(team)
    assert [(one.channel, one.delivery) for one in leftovers(store)] == [("D1", 0)]


def test_those_that_wait_longest_are_tried_first_and_their_tries_are_counted(store, team):
    team.named([message("1"), message("2")], [1])
    erase(team)
    for hours, was in ((2, "1"), (1, "2")):
        owner, one = claim(store)
        assert (one.id, one.tries) == (was, 1)
        again = LATER + timedelta(hours=hours)
        store.leftover_stays(owner, one, fault="busy", refused=False, again=again)
    assert (team.erased(1).waiting, team.erased(1).refused) == (2, ())
    assert leftovers(store, now=LATER + timedelta(minutes=59)) == []
    found = leftovers(store, now=LATER + timedelta(hours=2))
    assert [(one.id, one.tries) for one in found] == [("2", 2), ("1", 2)]


EVERYWHERE = (TEAM, ELSEWHERE, GUILD)


def test_each_message_goes_by_itself_however_alike_they_are(store, team, them):
    alike = message("1"), message("1", channel="D2"), message("1", workspace=ELSEWHERE), message("1", workspace=GUILD)
    team.named(alike, [1])
    team.named(alike[:1], [2])
    them.named(alike[:1], [1])
    for own, number in ((team, 1), (team, 2), (them, 1)):
        erase(own, number)
    owner, one = claim(store, workspaces=EVERYWHERE)
    store.leftover_gone(owner, one)
    gone = sum(own.erased(number).gone for own, number in ((team, 1), (team, 2), (them, 1)))
    assert gone == 1
    assert len(leftovers(store, workspaces=EVERYWHERE)) == 5
    owner, one = claim(store, now=LATER + WHILE, workspaces=EVERYWHERE)
    store.leftover_stays(owner, one, fault="refused", refused=True, again=LATER + 9 * WHILE)
    erased = [own.erased(number) for own, number in ((team, 1), (team, 2), (them, 1))]
    assert (sum(one.gone for one in erased), sum(len(one.refused) for one in erased)) == (1, 1)


def home_of(own, who, workspace=TEAM):
    place = f"{workspace.platform}:{workspace.id}:D"
    own.record(AuditEntry(NOW, f"{who} Mara", place, "home", None, "done"))


def test_each_home_tab_is_made_anew_by_itself(store, team, them):
    for own, who, workspace in ((team, "U1", TEAM), (team, "U2", TEAM), (team, "U1", ELSEWHERE), (them, "U1", TEAM)):
        home_of(own, who, workspace)
    team.named([message("1", channel="U1")], [1])
    for own in (team, them):
        erase(own)
    found = leftovers(store, workspaces=EVERYWHERE)
    assert [one.kind for one in found] == ["dm", *["home"] * 4]
    again = LATER + WHILE
    owner, message_ = claim(store, now=again)
    owner, home = claim(store, now=again)
    store.leftover_gone(owner, home)
    assert (message_.kind, home.kind) == ("dm", "home")
    assert team.erased(1).gone + them.erased(1).gone == 1
    assert len(leftovers(store, now=again, workspaces=EVERYWHERE)) == 3


def test_a_home_tab_that_was_made_anew_stays_so_when_the_next_time_is_refused(store, team):
    home_of(team, "U1")
    erase(team, 1)
    owner, home = claim(store)
    store.leftover_gone(owner, home)
    erase(team, 2)
    owner, home = claim(store)
    store.leftover_stays(owner, home, fault="not_enabled", refused=True, again=LATER + WHILE)
    assert (team.erased(1).gone, team.erased(1).refused) == (1, ())
    assert len(team.erased(2).refused) == 1


def test_a_process_that_was_too_slow_with_a_home_tab_leaves_it_to_the_one_that_has_it_now(store, team):
    home_of(team, "U1")
    erase(team)
    owner, late = claim(store)
    assert claim(store, now=LATER + WHILE) is not None
    store.leftover_gone(owner, late)
    assert (team.erased(1).gone, team.erased(1).waiting) == (0, 1)


def finished(store, workspace=TEAM, at=LATER):
    return store.claim_finished([workspace], now=at, lease=at + WHILE)


def test_whoever_asked_is_told_once_when_nothing_is_left_to_do(store, team):
    team.named([message("1")], [1])
    erase(team, member="slack:T1:U1")
    assert finished(store) is None
    owner, one = store.claim_leftover([TEAM], now=LATER, lease=LATER)
    store.leftover_gone(owner, one)
    assert finished(store) is None
    assert team.sweep(at=LATER, seconds=60)
    assert finished(store, Workspace("slack", "T2")) is None
    one = finished(store)
    told = one.erasure
    assert (one.organization, told.number, told.member, told.done) == (team.organization, 1, "slack:T1:U1", True)
    assert (one.again, finished(store)) == (False, None)
    store.finished_told(one)
    assert finished(store, at=LATER + WHILE) is None


def test_what_a_killed_process_did_not_tell_another_one_does(store, team):
    erase(team, member="slack:T1:U1")
    assert team.sweep(at=LATER, seconds=60)
    assert finished(store)
    assert finished(store, at=LATER + WHILE).again


def test_where_the_askers_workspace_left_another_one_of_the_organization_is_told(store, team):
    guild = Workspace("discord", "9")
    code = new_code()
    team.issue_code(code, by="Mara", at=LATER)
    assert store.within(store.organization_of(guild)).join(guild, code, by="Mara", at=LATER).outcome == "done"
    erase(team, member="discord:9:77")
    assert team.sweep(at=LATER, seconds=60)
    assert finished(store) is None
    assert team.leave(guild, by="Mara", at=LATER)
    assert finished(store, guild) is None
    assert finished(store).erasure.number == 1


def test_of_two_that_are_done_the_older_is_told_first_and_each_by_itself(store, team, them):
    store.organization_of(ELSEWHERE, default=them.organization)
    team.erase(2, by="Mara", at=LATER + WHILE, member="slack:T1:U1")
    team.erase(1, by="Mara", at=LATER, member="slack:T1:U1")
    erase(them, member="slack:T2:U1")
    for own in (team, them):
        assert own.sweep(at=LATER + WHILE, seconds=60)
    first, second, other = (finished(store, workspace, LATER + WHILE) for workspace in (TEAM, TEAM, ELSEWHERE))
    assert [one.erasure.number for one in (first, second, other)] == [1, 2, 1]
    assert [one.organization for one in (first, second, other)] == [
        team.organization,
        team.organization,
        them.organization,
    ]
    store.finished_told(first)
    again = LATER + 2 * WHILE
    assert finished(store, TEAM, again - timedelta(microseconds=1)) is None
    assert [finished(store, place, again).erasure.number for place in (TEAM, ELSEWHERE)] == [2, 1]
    assert finished(store, TEAM, again) is None


def test_what_waits_of_another_erasure_keeps_nobody_waiting(store, team, them):
    team.named([message("1")], [2])
    them.named([message("1")], [1])
    for own, number in ((team, 1), (team, 2), (them, 1)):
        erase(own, number, member="slack:T1:U1")
        own.sweep(at=LATER, seconds=60)
    assert finished(store).erasure.number == 1
    assert finished(store) is None


def test_where_the_asker_is_in_two_workspaces_those_who_asked_there_tell_them(store, team):
    store.organization_of(GUILD, default=team.organization)
    erase(team, member="slack:T1:U1")
    assert team.sweep(at=LATER, seconds=60)
    assert finished(store, GUILD) is None
    assert finished(store, TEAM).erasure.member == "slack:T1:U1"
