"""What a store promises about the runs of digests: whose turn it is, what each run is about, and that none touches another."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.digests.records import AT_ONCE, Digest
from bot.digests.schedule import NEVER
from bot.records import Workspace
from storage import SqlStore, deliveries
from tests.stores import NOW, cv

TEAM, THEIRS, GUILD = Workspace("slack", "T1"), Workspace("slack", "T2"), Workspace("discord", "T1")
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


def daily(name="daily", *, due=NOW, workspace=TEAM, **more):
    since = NOW - 30 * DAY
    new = Digest(0, name, workspace, "C1", "c", "0 9 * * *", "", "UTC", "", since, due, "active", "mia")
    return replace(new, **more)


@pytest.fixture
def team(store: SqlStore):
    return store.within(store.organization())


@pytest.fixture
def them(store: SqlStore):
    return store.within(store.organization("theirs"))


def claim(store, now=NOW, *, places=(TEAM, THEIRS, GUILD), reminders=False):
    return store.claim(places, now=now, lease=now + HOUR, reminders=reminders)


def claimed(store, now=NOW):
    """The organizations and digests of all that is to be had."""
    found = []
    while run := claim(store, now):
        found.append((run.organization.name, run.digest.name))
    return found


# ---------------------------------------------------------------- whose turn


def test_the_teams_own_workspaces_are_posted_to_whatever_others_have(store, team, them):
    store.organization_of(TEAM, default=team.organization)
    for other in (THEIRS, GUILD):
        store.organization_of(other, default=them.organization)
    team.add_digest(daily())
    assert claim(store).organization == team.organization


def test_an_interrupted_run_is_taken_up_by_who_reaches_its_workspace(store, team):
    team.add_digest(daily())
    first = claim(store)
    later = NOW + HOUR
    assert claim(store, later, places=[GUILD]) is None
    assert claim(store, later, places=[TEAM]).key == first.key


def test_runs_that_wait_are_taken_up_the_longest_waiting_first(store, team, them):
    team.add_digest(daily("a"))
    them.add_digest(daily("b", workspace=THEIRS))
    runs = {run.digest.name: run for run in (claim(store), claim(store))}
    store.undelivered(runs["a"], fault="busy", retry=NOW + 2 * HOUR)
    store.undelivered(runs["b"], fault="busy", retry=NOW + HOUR)
    assert [one for _, one in claimed(store, NOW + 2 * HOUR)] == ["b", "a"]


def test_of_those_that_wait_equally_long_the_older_organizations_is_first(store, team, them):
    them.add_digest(daily("b", due=NOW - HOUR, workspace=THEIRS))
    team.add_digest(daily("a"))
    assert [one for _, one in claimed(store)] == ["b", "a"]
    assert [one for _, one in claimed(store, NOW + HOUR)] == ["a", "b"]


def test_of_those_that_are_due_equally_long_the_older_organizations_is_first(store, team, them):
    them.add_digest(daily("b", workspace=THEIRS))
    team.add_digest(daily("a"))
    assert [one for _, one in claimed(store)] == ["a", "b"]


def test_reminders_have_a_turn_of_their_own(store, team):
    team.add_digest(daily("news"))
    team.add_digest(daily("mine", about="reminders"))
    for now in (NOW, NOW + HOUR):
        assert claim(store, now).digest.name == "news"
        assert claim(store, now) is None
        assert claim(store, now, reminders=True).digest.name == "mine"
        assert claim(store, now, reminders=True) is None


def test_a_run_that_another_process_opened_since_somebody_looked_is_not_opened_twice(store, team):
    digest = team.add_digest(daily())
    run = claim(store)
    with store.database.engine.connect().execution_options(writes=True) as connection:
        given = team.organization.id, digest.id, digest.since
        assert deliveries._opened(connection, *given, until=NOW, lease=NOW + HOUR) is None
    assert claim(store, NOW + HOUR).key == run.key


# ------------------------------------------------------- none touches another


def test_runs_of_two_organizations_have_the_same_numbers_and_nothing_else_in_common(store, team, them):
    for own, workspace in ((team, TEAM), (them, THEIRS)):
        own.add_digest(daily(workspace=workspace))
        own.add_digest(daily("later", due=NOW + DAY, workspace=workspace))
        own.save(cv("Ana"))
        own.save(cv("Bo"))
    ours, other = claim(store), claim(store)
    assert (ours.id, ours.organization, other.id, other.organization) == (1, team.organization, 1, them.organization)
    before = them.digests()
    assert store.renew(ours, now=NOW, lease=NOW + 9 * HOUR, naming=[1])
    store.delivered(ours, [1], messages=["m1"], at=NOW, next_due=NOW + DAY)
    assert them.digests() == before
    again = claim(store, NOW + HOUR)
    assert (again.organization, again.attempt, again.unknown, again.named) == (them.organization, 2, False, None)
    assert [one.number for one in them.applicants(again.digest, until=NOW)] == [1, 2]
    assert store.undelivered(again, fault="no", retry=None)
    assert [one.fault for one in team.digests()] == ["", ""]
    assert [one.state for one in team.digests()] == ["active", "active"]
    assert [one.fault for one in them.digests()] == ["no", ""]


def test_a_run_that_may_have_arrived_casts_doubt_on_its_own_digest_alone(store, team, them):
    clear = team.add_digest(daily("clear", due=NOW + HOUR))
    them.add_digest(daily(workspace=THEIRS))
    doubted = team.add_digest(daily("doubted"))
    for run in (claim(store), claim(store)):
        store.undelivered(run, fault="lost", retry=None, unknown=True)
    refused = team.add_digest(daily("refused"))
    store.undelivered(claim(store), fault="no", retry=None)
    for one in (doubted, refused, clear):
        team.resume_digest(one.id, next_due=NOW + HOUR)
    runs = [claim(store, NOW + HOUR) for _ in range(3)]
    assert {run.digest.name: run.unknown for run in runs} == {"doubted": True, "refused": False, "clear": False}


def test_a_run_that_arrived_in_the_end_casts_no_doubt_on_the_next_one_at_the_same_moment(store, team):
    team.add_digest(daily())
    store.delivered(claim(store), [], messages=["m1"], at=NOW, next_due=NOW)
    store.undelivered(claim(store), fault="lost", retry=NOW, unknown=True)
    again = claim(store)
    assert (again.unknown, again.since, again.until) == (True, NOW, NOW)
    store.delivered(again, [], messages=["m2"], at=NOW, next_due=NOW)
    assert not claim(store).unknown


def test_the_window_begins_where_the_last_report_of_its_own_digest_ended(store, team, them):
    first = team.add_digest(daily("first"))
    store.delivered(claim(store), [], messages=["m1"], at=NOW + HOUR, next_due=NOW + DAY)
    team.add_digest(daily("second"))
    them.add_digest(daily("theirs", workspace=THEIRS))
    runs = [claim(store, NOW + DAY) for _ in range(3)]
    assert {run.digest.name: run.since for run in runs} == {
        "first": NOW,
        "second": NOW - 30 * DAY,
        "theirs": NOW - 30 * DAY,
    }
    (run,) = (run for run in runs if run.digest.id == first.id and run.organization == team.organization)
    store.undelivered(run, fault="no", retry=None)
    team.resume_digest(first.id, next_due=NOW + 2 * DAY)
    again = claim(store, NOW + 2 * DAY, places=[TEAM])
    store.undelivered(again, fault="busy", retry=NOW + 9 * DAY)
    again = next(one for one in iter(lambda: claim(store, NOW + 2 * DAY, places=[TEAM]), None) if one.digest.id == 1)
    assert again.since == NOW


# ----------------------------------------------------------- when it is due


def test_what_tells_at_once_waits_for_somebody(store, team):
    team.add_digest(daily("at once", schedule=AT_ONCE))
    run = claim(store)
    assert run.digest.next_due == NEVER
    store.delivered(run, [], messages=(), at=NOW, next_due=NEVER)
    assert claim(store, NOW + 9 * DAY) is None
    team.save(cv("Ana", at=NOW + HOUR))
    assert claim(store, NOW + 2 * HOUR).digest.name == "at once"


def test_whoever_comes_while_that_is_tried_again_is_told_of_next(store, team):
    team.add_digest(daily("at once", schedule=AT_ONCE))
    store.undelivered(claim(store), fault="busy", retry=NOW + HOUR)
    team.save(cv("Ana", at=NOW + SECOND))
    again = claim(store, NOW + HOUR)
    assert again.attempt == 2
    store.delivered(again, [], messages=(), at=NOW + HOUR, next_due=NEVER)
    assert claim(store, NOW + HOUR).attempt == 1


def test_what_is_due_by_the_clock_stays_so_while_it_is_sent(store, team):
    team.add_digest(daily())
    team.add_digest(daily("at once", due=NEVER - DAY, schedule=AT_ONCE))
    claim(store)
    assert [one.next_due for one in team.digests()] == [NEVER - DAY, NOW]


def test_where_more_is_to_be_told_it_goes_on_at_once(store, team):
    team.add_digest(daily())
    team.add_digest(daily("later", due=NOW + DAY))
    store.undelivered(claim(store), fault="busy", retry=NOW)
    store.delivered(claim(store), [], messages=["m1"], at=NOW + HOUR, next_due=None)
    daily_one, later = team.digests()
    assert (daily_one.next_due, daily_one.last_sent, daily_one.fault) == (NOW + HOUR, NOW + HOUR, "")
    assert (later.next_due, later.last_sent) == (NOW + DAY, None)
    store.delivered(claim(store, NOW + HOUR), [], messages=(), at=NOW + 2 * HOUR, next_due=None)
    assert team.digests()[0].last_sent == NOW + HOUR


def test_what_is_asked_for_once_more_while_it_is_sent_is_sent_once_more(store, team):
    digest = team.add_digest(daily(state="paused"))
    team.send_digest(digest.id, at=NOW)
    run = claim(store)
    team.send_digest(digest.id, at=NOW + HOUR)
    store.delivered(run, [], messages=["m1"], at=NOW, next_due=NOW + DAY)
    assert claim(store, NOW + HOUR - SECOND) is None
    store.delivered(claim(store, NOW + HOUR), [], messages=["m2"], at=NOW + HOUR, next_due=NOW + DAY)
    assert team.digests()[0].state == "paused"


def test_a_delivery_without_messages_leaves_when_it_was_sent_last(store, team):
    team.add_digest(daily())
    store.delivered(claim(store), [], messages=["m1"], at=NOW, next_due=NOW + HOUR)
    store.delivered(claim(store, NOW + HOUR), [], messages=(), at=NOW + HOUR, next_due=NOW + DAY)
    assert team.digests()[0].last_sent == NOW


# ------------------------------------------------------------ whom it tells of


def test_a_try_that_may_have_arrived_is_repeated_with_the_same_people_as_they_are_now(store, team, them):
    team.add_digest(daily())
    for name in ("Ana", "Bo", "Cy"):
        team.save(cv(name))
        them.save(cv(name))
    them.merge(3, 2, by="Mara", at=NOW)
    assert store.renew(claim(store), now=NOW, lease=NOW + HOUR, naming=[2, 1, 99])
    team.merge(3, 1, by="Mara", at=NOW)
    assert claim(store, NOW + HOUR).named == (2, 3, 99)


def test_a_try_that_names_nobody_is_repeated_so(store, team):
    team.add_digest(daily())
    first = claim(store)
    assert first.named is None
    assert store.renew(first, now=NOW, lease=NOW + HOUR)
    assert claim(store, NOW + HOUR).named == ()


def test_a_try_that_did_not_arrive_is_made_anew(store, team):
    team.add_digest(daily())
    first = claim(store)
    store.renew(first, now=NOW, lease=NOW + HOUR, naming=[1])
    store.undelivered(first, fault="refused", retry=NOW)
    again = claim(store)
    assert (again.unknown, again.named) == (False, None)


def test_a_lease_never_ends_before_it_was_asked_for(store, team):
    team.add_digest(daily())
    run = claim(store)
    assert store.renew(run, now=NOW + HOUR, lease=NOW)
    assert claim(store, NOW + HOUR - SECOND) is None


def test_whoever_was_merged_into_somebody_is_told_of_by_their_number_now(store, team):
    team.add_digest(daily())
    for name in ("Ana", "Bo"):
        team.save(cv(name, at=NOW - DAY))
    run = claim(store)
    team.merge(1, 2, by="Mara", at=NOW)
    store.delivered(run, [2], messages=["m1"], at=NOW, next_due=NOW + DAY)
    assert team.told_in(run.id).people == (1,)
    assert team.applicants(run.digest, until=NOW + DAY) == ()


def test_an_application_that_came_after_the_window_is_news_of_the_next_run(store, team):
    digest = team.add_digest(daily())
    team.save(cv("Ana", data=b"1", mails=("ana@mail.example",), at=NOW - DAY))
    run = claim(store)
    again = {"mails": ("ana@mail.example",), "opening": "Compilers"}
    team.save(cv("Ana", data=b"2", at=run.until + SECOND, **again))
    store.delivered(run, [1], messages=["m1"], at=NOW + HOUR, next_due=NOW + DAY)
    assert [one.number for one in team.applicants(digest, until=NOW + DAY)] == [1]


def test_whoever_was_merged_with_somebody_who_came_later_is_told_of_once_by_the_first_application(store, team):
    digest = team.add_digest(daily())
    team.save(cv("Ana", at=NOW - DAY))
    run = claim(store)
    for at, opening, hours in ((1, "", 2), (2, "Compilers", 3), (3, "Kernels", 1)):
        when = NOW + hours * HOUR
        team.save(cv("Ana Lima", data=b"%d" % at, mails=("ana@mail.example",), opening=opening, at=when))
    team.merge(2, 1, by="Mara", at=NOW + 4 * HOUR)
    store.delivered(run, [1], messages=["m1"], at=NOW + 4 * HOUR, next_due=NOW + DAY)
    kernels, compilers = (one.id for name in ("Kernels", "Compilers") for one in team.openings() if one.name == name)
    assert team.applicants(replace(digest, opening=kernels), until=NOW + DAY) == ()
    assert [one.number for one in team.applicants(replace(digest, opening=compilers), until=NOW + DAY)] == [2]


def test_what_somebody_of_another_organization_applied_for_is_told_by_no_run_of_this_one(store, team, them):
    digest = team.add_digest(daily())
    them.save(cv("Ana", opening="Kernels", at=NOW - DAY))
    team.save(cv("Ana", data=b"1", mails=("ana@mail.example",), at=NOW - DAY))
    team.add_opening("Compilers", by="Mara", at=NOW)
    store.delivered(claim(store), [1], messages=["m1"], at=NOW, next_due=NOW + DAY)
    team.save(cv("Ana", data=b"2", mails=("ana@mail.example",), opening="Compilers", at=NOW + HOUR))
    assert [one.number for one in team.applicants(digest, until=NOW + DAY)] == [1]
