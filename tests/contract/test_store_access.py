"""What a store promises about organizations, workspaces, roles, drafts, lists and the trail of what was done."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.members import Alarm, Allowance, Met
from bot.records import AuditEntry, Correction, Draft, Grant, Keys, Organization, RecentList, Role, Seen, Workspace
from storage import SqlStore, open_store
from tests.contract.test_store_concurrency import at_once
from tests.stores import NOW, cv

SLACK = Workspace("slack", "T1")
DISCORD = Workspace("discord", "T1")


@pytest.fixture
def team(store: SqlStore):
    return store.within(store.organization())


def test_the_first_start_makes_one_organization(store):
    made = store.organization()
    assert store.organization() == store.organization(made.name) == made


def test_a_named_organization_is_made_once(store):
    lab = store.organization("Lab – Zürich 李")
    assert lab.name == "Lab – Zürich 李"
    assert store.organization("Lab – Zürich 李") == store.organization() == lab


def test_several_organizations_must_be_named(store):
    store.organization("one")
    store.organization("two")
    with pytest.raises(LookupError):
        store.organization()


def test_an_unknown_workspace_starts_an_organization_of_its_own(store):
    mine = store.organization()
    other = store.organization_of(SLACK, name="Acme")
    assert (other.name, other != mine) == ("Acme", True)
    assert store.organization_of(SLACK) == store.organization_of(SLACK, default=mine, name="x") == other


def test_an_unknown_workspace_is_linked_to_the_default(store):
    mine = store.organization()
    assert store.organization_of(SLACK, default=mine) == mine
    assert store.organization_of(SLACK) == mine
    assert store.organization_of(DISCORD) != mine


def test_a_workspace_never_joins_an_organization_by_its_name(store):
    mine = store.organization("Acme")
    other = store.organization_of(SLACK, name="Acme")
    third = store.organization_of(DISCORD, name="Acme")
    assert len({mine, other, third}) == len({mine.name, other.name, third.name}) == 3


def test_a_role_is_the_highest_of_the_person_and_the_groups(team):
    for kind, subject, role in (
        ("member", "U1", Role.VIEWER),
        ("group", "G1", Role.RECRUITER),
        ("group", "U2", Role.ADMIN),
    ):
        team.grant(Grant(SLACK, kind, subject, subject, role, "mia", NOW))
    assert team.role(SLACK, "U1", []) == Role.VIEWER
    assert team.role(SLACK, "U1", ["G0", "G1"]) == Role.RECRUITER
    assert team.role(SLACK, "U2", ["G0"]) is None
    assert team.role(DISCORD, "U1", ["G1"]) is None
    assert team.role(SLACK, "U9", []) is None
    assert team.role(SLACK, "U9", ["U1"]) is None


def test_a_grant_takes_the_place_of_the_one_before(team):
    team.grant(Grant(SLACK, "member", "U1", "Mia", Role.ADMIN, "mia", NOW))
    lower = Grant(SLACK, "member", "U1", "Mia B.", Role.VIEWER, "tom", NOW + timedelta(days=1))
    team.grant(lower)
    assert team.grants() == (lower,)
    assert team.role(SLACK, "U1", []) == Role.VIEWER


def test_what_is_revoked_is_gone(team):
    team.grant(Grant(SLACK, "member", "U1", "Mia", Role.ADMIN, "mia", NOW))
    assert not team.revoke(SLACK, "group", "U1")
    assert team.revoke(SLACK, "member", "U1")
    assert not team.revoke(SLACK, "member", "U1")
    assert (team.role(SLACK, "U1", []), team.grants()) == (None, ())


def test_revoking_takes_from_one_alone(team):
    others = [
        Grant(SLACK, "member", "U2", "Tom", Role.VIEWER, "mia", NOW),
        Grant(SLACK, "group", "U1", "team", Role.VIEWER, "mia", NOW),
        Grant(DISCORD, "member", "U1", "Mia", Role.VIEWER, "mia", NOW),
    ]
    for one in (Grant(SLACK, "member", "U1", "Mia", Role.ADMIN, "mia", NOW), *others):
        team.grant(one)
    assert team.revoke(SLACK, "member", "U1")
    assert sorted(team.grants(), key=repr) == sorted(others, key=repr)


def test_admins_are_those_who_were_so_when_last_seen(team):
    for who, role, at in (
        ("U1", Role.ADMIN, NOW),
        ("U2", Role.RECRUITER, NOW),
        ("U3", Role.ADMIN, NOW - timedelta(days=31)),
        ("U4", Role.ADMIN, NOW),
    ):
        team.met(SLACK, who, f"Ms {who}", role=role, at=at)
    since = NOW - timedelta(days=30)
    assert [one.id for one in team.admins(since=since)] == ["U1", "U4"]
    assert team.admins(since=since)[0] == Met(SLACK, "U1", "Ms U1", Role.ADMIN, NOW)
    team.met(SLACK, "U1", "Ms U1", role=Role.VIEWER, at=NOW)
    team.met(SLACK, "U4", "Ms U4", role=None, at=NOW)
    assert team.admins(since=since) == ()
    assert team.member_name(SLACK, "U4") == "Ms U4"


def test_of_a_stranger_without_a_role_nothing_is_kept(team):
    team.met(SLACK, "U9", "Eve", role=None, at=NOW)
    assert team.member_name(SLACK, "U9") == ""


def test_the_workspaces_of_an_organization_are_known(store, team):
    store.organization_of(SLACK, default=team.organization)
    store.organization_of(DISCORD)
    assert team.workspaces() == (SLACK,)


MIA = Allowance("request", 60, 20, SLACK, "U1")


def after(seconds):
    return NOW + timedelta(seconds=seconds)


def test_an_allowance_is_spent_and_comes_back_with_time(team):
    assert team.draw(MIA, 20, at=NOW) is None
    assert team.draw(MIA, 1, at=NOW) == after(1)
    assert team.draw(MIA, 5, at=NOW) == after(5)
    assert team.draw(MIA, 1, at=after(0.9)) == after(1)
    assert team.draw(MIA, 1, at=after(1)) is None
    assert team.draw(MIA, 20, at=after(600)) is None


def test_each_has_an_allowance_of_their_own(team):
    others = (replace(MIA, member="U2"), replace(MIA, kind="completion"), replace(MIA, workspace=DISCORD))
    for one in (MIA, *others):
        assert team.draw(one, 20, at=NOW) is None
        assert team.draw(one, 1, at=NOW) is not None


def test_what_was_not_given_is_not_spent(team):
    assert team.draw(MIA, 15, at=NOW) is None
    for _ in range(10):
        assert team.draw(MIA, 10, at=NOW) is not None
    assert team.draw(MIA, 5, at=NOW) is None


def test_writers_at_once_get_no_more_than_there_is(team):
    given = at_once(lambda _: sum(team.draw(MIA, 1, at=NOW) is None for _ in range(10)), 8)
    assert sum(given) == 20


def test_different_people_of_the_last_hour_are_counted(team):
    assert team.looked(SLACK, "U1", (1, 2, 2), at=NOW) == 2
    assert team.looked(SLACK, "U1", (2, 3), at=after(1800)) == 3
    assert team.looked(SLACK, "U2", (4,), at=after(1800)) == 1
    assert team.looked(SLACK, "U1", (10**20,), at=after(3600)) == 2
    assert team.looked(SLACK, "U1", (), at=after(9999)) == 0


def test_an_alarm_is_raised_once_in_a_while_and_told_by_one_process(store, team):
    store.organization_of(SLACK, default=team.organization)
    alarm = Alarm(team.organization, SLACK, "U1", "Mia", 101, NOW)
    day = timedelta(days=1)
    assert team.raise_alarm(alarm, quiet=day)
    assert not team.raise_alarm(replace(alarm, people=150, at=after(3600)), quiet=day)
    assert team.raise_alarm(replace(alarm, member="U2", name="Tom", at=after(1)), quiet=day)
    assert [one.name for one in team.alarms(since=NOW)] == ["Tom", "Mia"]
    assert team.alarms(since=after(2)) == ()
    assert store.untold([DISCORD]) == ()
    assert {one.name for one in store.untold([SLACK, DISCORD])} == {"Mia", "Tom"}
    assert store.untold([SLACK]) == ()
    assert team.raise_alarm(replace(alarm, at=NOW + day), quiet=day)
    assert store.untold([SLACK]) == (replace(alarm, at=NOW + day),)


def test_what_was_read_and_spent_long_ago_is_not_kept(store, team):
    team.looked(SLACK, "U1", (1,), at=NOW)
    team.draw(MIA, 20, at=NOW)
    store.tidy(after(30))
    assert team.looked(SLACK, "U1", (2,), at=after(30)) == 2
    store.tidy(after(3700))
    assert rows(store, "look") == rows(store, "allowance") == 0


def rows(store, table):
    with store.database.engine.connect() as connection:
        return connection.scalar(text(f"SELECT count(*) FROM {table}"))


def test_the_trail_is_read_newest_first(team):
    entries = [AuditEntry(NOW, "slack U1", "DM", f"show {at}", at or None, "done") for at in range(4)]
    for entry in entries:
        team.record(entry)
    assert team.audit(limit=2) == (entries[3], entries[2])
    assert team.audit(limit=100) == tuple(reversed(entries))
    assert team.audit(limit=-1) == ()


def test_the_trail_outlives_whom_it_names(team):
    team.record(AuditEntry(NOW, "slack U1", "DM", "show", 10**20, "refused"))
    team.record(AuditEntry(NOW, "slack U1", "DM", "show", 7, "failed"))
    assert [entry.subject for entry in team.audit(limit=5)] == [7, None]


def test_a_draft_waits_until_it_is_dropped(team):
    draft = Draft("k1", "cv.pdf", b"\x00\xff", "slack U1", NOW)
    team.keep_draft(draft, Keys())
    team.keep_draft(draft, Keys())
    assert team.draft("k1", at=NOW) == draft
    assert team.draft("k2", at=NOW) is None
    team.drop_draft("k1")
    team.drop_draft("k1")
    assert team.draft("k1", at=NOW) is None


def test_drafts_older_than_a_week_go(team):
    for key, days in (("old", 0), ("young", 1), ("new", 7.5)):
        team.keep_draft(Draft(key, "cv.pdf", b"x", "slack U1", NOW + timedelta(days=days)), Keys())
    assert [team.draft(key, at=NOW) is None for key in ("old", "young", "new")] == [True, False, False]


def test_a_draft_older_than_a_week_is_not_there_even_before_it_is_dropped(store, team):
    team.keep_draft(Draft("k", "cv.pdf", b"x", "slack U1", NOW), Keys())
    week = timedelta(days=7)
    assert team.draft("k", at=NOW + week) is not None
    assert team.draft("k", at=NOW + week + timedelta(seconds=1)) is None
    store.tidy(NOW + week)
    assert team.draft("k", at=NOW) is not None
    store.tidy(NOW + week + timedelta(seconds=1))
    assert team.draft("k", at=NOW) is None


def test_what_people_set_in_a_draft_stays_with_it_and_goes_with_it(team):
    draft = Draft("k", "cv.pdf", b"x", "slack U1", NOW)
    team.keep_draft(draft, Keys())
    later = NOW + timedelta(days=6)
    name, mail = Correction("name", "Ana", "Mara", later), Correction("emails", "a@mail.example", "Bo", later)
    team.correct_draft("k", name, Keys())
    now = team.correct_draft("k", mail, Keys())
    assert [replace(one, id=0) for one in now.corrections] == [name, mail]
    assert (now.at, team.draft("k", at=later + timedelta(days=7))) == (later, now)
    team.keep_draft(draft, Keys())
    assert team.draft("k", at=NOW).corrections == team.draft_of(b"x", at=NOW).corrections == now.corrections
    team.drop_draft("k")
    assert (team.correct_draft("k", name, Keys()), team.draft_of(b"x", at=NOW)) == (None, None)
    team.keep_draft(draft, Keys())
    assert team.draft("k", at=NOW).corrections == ()


def test_a_draft_that_is_too_old_is_not_corrected(team):
    team.keep_draft(Draft("k", "cv.pdf", b"x", "slack U1", NOW), Keys())
    assert team.correct_draft("k", Correction("name", "Ana", "Mara", NOW + timedelta(days=8)), Keys()) is None
    assert team.draft_of(b"x", at=NOW + timedelta(days=8)) is None


def test_each_member_has_a_list_of_their_own_that_outlives_the_process(url, team):
    first = RecentList("find rust", 5, (7, 3), "find rust --page 3")
    done = AuditEntry(NOW, "U1", "DM", "new", None, "done")
    team.record(done, seen=Seen(SLACK, "U1", RecentList("new", 1, (9,))))
    team.record(done, seen=Seen(SLACK, "U1", first))
    team.record(done, seen=Seen(DISCORD, "U1", RecentList("new", 1, ())))
    team.record(done)
    other = open_store(url)
    again = other.within(team.organization)
    assert again.recall(SLACK, "U1") == first
    assert again.recall(DISCORD, "U1") == RecentList("new", 1, ())
    assert again.recall(SLACK, "U2") is None
    other.tidy(NOW + timedelta(days=8))
    assert again.recall(SLACK, "U1") is None
    other.close()


def test_a_number_is_never_given_twice(store, team):
    other = store.within(store.organization_of(SLACK))
    assert [team.save(cv("a")).number, other.save(cv("a")).number, team.save(cv("b")).number] == [1, 1, 2]
    with team.database.engine.begin() as connection:
        connection.exec_driver_sql(
            f"DELETE FROM candidate WHERE organization_id = {team.organization.id} AND number = 2"
        )
    assert team.save(cv("c")).number == 3


def test_a_store_is_ready(store):
    assert store.ready()
    assert isinstance(store.organization(), Organization)
