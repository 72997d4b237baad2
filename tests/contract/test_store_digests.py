"""What a store promises about digests: nobody left out, nobody told twice, one process at a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.digests.records import Digest
from bot.records import Workspace
from bot.store import Conflict
from storage import SqlStore
from tests.plans import plans, scans, through_everybody
from tests.stores import NOW, cv

TEAM = Workspace("slack", "T1")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def weekly(name="weekly", *, due=NOW, workspace=TEAM, state="active", kind="channel"):
    since = NOW - 30 * DAY
    return Digest(
        0,
        name,
        workspace,
        "C1",
        "hiring",
        "0 9 * * 1",
        "mondays at 9",
        "Europe/Berlin",
        "rust",
        since,
        due,
        state,
        "mia",
        kind=kind,
    )


@pytest.fixture
def team(store: SqlStore):
    return store.within(store.organization())


def claim(store, *workspaces, now=NOW):
    return store.claim(workspaces or [TEAM], now=now, lease=now + HOUR)


def told(team, digest, *, until=NOW):
    return [row.number for row in team.applicants(digest, until=until)]


def test_a_digest_is_kept_as_given(team):
    kept = team.add_digest(weekly(kind="dm"))
    assert kept == replace(weekly(kind="dm"), id=kept.id)
    assert team.digests() == (kept,)


def test_a_name_is_used_once_until_its_digest_is_stopped(team):
    first = team.add_digest(weekly("Straße"))
    with pytest.raises(Conflict):
        team.add_digest(weekly("STRASSE"))
    assert team.stop_digest(first.id)
    assert team.digests() == ()
    assert team.add_digest(weekly("strasse")).id != first.id


def test_digests_come_by_name(team):
    for name in ("b", "a", "ç", "C"):
        team.add_digest(weekly(name))
    assert [digest.name for digest in team.digests()] == ["C", "a", "b", "ç"]


def test_pausing_and_resuming_change_the_state_alone(team):
    kept = team.add_digest(weekly())
    assert team.pause_digest(kept.id)
    assert not team.pause_digest(kept.id)
    assert team.digests() == (replace(kept, state="paused"),)
    assert team.resume_digest(kept.id, next_due=NOW + DAY)
    assert team.digests() == (replace(kept, next_due=NOW + DAY),)


def test_an_active_digest_that_is_due_is_not_skipped_by_resuming_it(store, team):
    kept = team.add_digest(weekly())
    assert not team.resume_digest(kept.id, next_due=NOW + DAY)
    assert claim(store).digest == kept


@pytest.mark.parametrize(
    "change",
    [
        lambda team, given: team.pause_digest(given),
        lambda team, given: team.resume_digest(given, next_due=NOW),
        lambda team, given: team.send_digest(given, at=NOW),
        lambda team, given: team.stop_digest(given),
    ],
    ids=["pause", "resume", "send", "stop"],
)
def test_a_stopped_digest_is_not_brought_back_even_where_its_name_is_used_again(team, change):
    stopped = team.add_digest(weekly())
    assert team.stop_digest(stopped.id)
    follower = team.add_digest(weekly())
    assert not change(team, stopped.id)
    assert not change(team, 99)
    assert team.digests() == (follower,)


@pytest.mark.parametrize("retry", [None, NOW + HOUR])
def test_a_digest_that_is_stopped_during_a_delivery_stays_stopped(store, team, retry):
    digest = team.add_digest(weekly())
    run = claim(store)
    team.stop_digest(digest.id)
    follower = team.add_digest(weekly(due=NOW + DAY))
    assert not store.renew(run, now=NOW, lease=NOW + HOUR)
    store.undelivered(run, fault="no answer", retry=retry)
    assert team.digests() == (follower,)
    assert claim(store, now=NOW + 2 * HOUR) is None


def test_what_a_stopped_digest_has_posted_is_recorded_all_the_same(store, team):
    digest = team.add_digest(weekly())
    run = claim(store)
    team.stop_digest(digest.id)
    follower = team.add_digest(weekly(due=NOW + DAY))
    store.delivered(run, [], messages=["m1"], at=NOW, next_due=NOW + 7 * DAY)
    assert team.digests() == (follower,)


def test_a_paused_digest_is_sent_once_and_stays_paused(store, team):
    digest = team.add_digest(weekly(state="paused"))
    assert team.send_digest(digest.id, at=NOW + HOUR)
    assert team.digests()[0].state == "once"
    run = claim(store, now=NOW + HOUR)
    assert store.renew(run, now=NOW + HOUR, lease=NOW + 2 * HOUR)
    store.delivered(run, [], messages=["m1"], at=NOW + HOUR, next_due=NOW + DAY)
    assert (team.digests()[0].state, team.digests()[0].last_sent) == ("paused", NOW + HOUR)
    assert claim(store, now=NOW + 2 * DAY) is None


def test_resuming_what_is_sent_once_does_not_drop_the_post(store, team):
    digest = team.add_digest(weekly(state="paused"))
    team.send_digest(digest.id, at=NOW)
    assert team.resume_digest(digest.id, next_due=NOW + DAY)
    run = claim(store)
    store.delivered(run, [], messages=["m1"], at=NOW, next_due=NOW + DAY)
    assert team.digests()[0].state == "active"


def test_sending_pulls_a_waiting_try_forward_but_not_one_that_is_under_way(store, team):
    digest = team.add_digest(weekly())
    run = claim(store)
    team.send_digest(digest.id, at=NOW)
    assert claim(store) is None
    store.undelivered(run, fault="busy", retry=NOW + HOUR)
    assert claim(store) is None
    team.send_digest(digest.id, at=NOW)
    assert claim(store).key == run.key


def test_whether_a_try_may_have_arrived_is_known_to_the_next_one(store, team):
    team.add_digest(weekly())
    first = claim(store)
    store.renew(first, now=NOW, lease=NOW + HOUR)
    store.undelivered(first, fault="refused", retry=NOW)
    second = claim(store)
    store.renew(second, now=NOW, lease=NOW + HOUR)
    store.undelivered(second, fault="answer lost", retry=NOW, unknown=True)
    third = claim(store)
    store.renew(third, now=NOW, lease=NOW + HOUR)
    store.undelivered(third, fault="refused", retry=NOW)
    assert [one.unknown for one in (first, second, third, claim(store))] == [False, False, True, True]


def test_a_try_that_broke_off_may_have_arrived_only_where_sending_had_begun(store, team):
    team.add_digest(weekly())
    claim(store)
    before = claim(store, now=NOW + 2 * HOUR)
    store.renew(before, now=NOW + 2 * HOUR, lease=NOW + 3 * HOUR)
    assert not before.unknown
    assert claim(store, now=NOW + 4 * HOUR).unknown


def test_what_may_have_arrived_before_it_was_given_up_is_told_to_the_next_run(store, team):
    digest = team.add_digest(weekly())
    store.undelivered(claim(store), fault="lost", retry=None, unknown=True)
    team.resume_digest(digest.id, next_due=NOW)
    again = claim(store)
    assert again.unknown
    store.delivered(again, [], messages=["m"], at=NOW, next_due=NOW + DAY)
    assert not claim(store, now=NOW + DAY).unknown


def test_who_applied_in_the_window_is_news_oldest_first(team):
    digest = team.add_digest(weekly())
    for days in (-31, -2, -30, 0, 1):
        team.save(cv(f"Person {days}", at=NOW + days * DAY))
    assert told(team, digest) == [3, 2, 4]


def test_nobody_is_told_of_twice_and_nobody_is_left_out(store, team):
    digest = team.add_digest(weekly())
    team.save(cv("Ana", at=NOW - DAY))
    run = claim(store)
    store.delivered(run, [1], messages=["m1"], at=NOW, next_due=NOW + 7 * DAY)
    team.save(cv("Late Commit", at=NOW - 2 * DAY))
    team.save(cv("Bo", at=NOW + DAY))
    assert told(team, digest, until=NOW + 2 * DAY) == [2, 3]


def test_whoever_was_not_told_of_in_a_delivery_stays_news(store, team):
    digest = team.add_digest(weekly())
    for name in ("a", "b", "c"):
        team.save(cv(name))
    store.delivered(claim(store), [1, 3, 99, 10**30], messages=["m1"], at=NOW, next_due=NOW + DAY)
    assert told(team, digest) == [2]


def test_a_try_that_failed_tells_nobody(store, team):
    digest = team.add_digest(weekly())
    team.save(cv("Ana"))
    store.undelivered(claim(store), fault="no answer", retry=NOW + HOUR)
    assert told(team, digest) == [1]


def test_digests_do_not_share_who_was_told(store, team):
    team.save(cv("Ana"))
    team.add_digest(weekly("one"))
    other = team.add_digest(weekly("two", due=NOW + DAY))
    store.delivered(claim(store), [1], messages=["m1"], at=NOW, next_due=NOW + 7 * DAY)
    assert told(team, other) == [1]


def test_applying_for_another_opening_is_news_again(store, team):
    digest = team.add_digest(weekly())
    team.save(cv("Ana", data=b"1", mails=("ana@mail.example",)))
    store.delivered(claim(store), [1], messages=["m1"], at=NOW, next_due=NOW + DAY)
    team.save(cv("Ana", data=b"2", mails=("ana@mail.example",), at=NOW + HOUR))
    assert told(team, digest, until=NOW + DAY) == []
    team.save(cv("Ana", data=b"3", mails=("ana@mail.example",), opening="Compilers", at=NOW + HOUR))
    assert told(team, digest, until=NOW + DAY) == [1]


def test_a_due_digest_is_claimed_once(store, team):
    digest = team.add_digest(weekly())
    run = claim(store)
    assert (run.digest, run.organization, run.attempt) == (digest, team.organization, 1)
    assert (run.since, run.until) == (digest.since, NOW)
    assert 0 < len(run.key) <= 25
    assert claim(store) is None


def test_only_what_is_due_active_and_in_these_workspaces_is_claimed(store, team):
    team.add_digest(weekly("later", due=NOW + HOUR))
    team.add_digest(weekly("paused", state="paused"))
    team.add_digest(weekly("elsewhere", workspace=Workspace("discord", "T1")))
    assert claim(store) is None
    assert store.claim([], now=NOW, lease=NOW + HOUR) is None
    assert claim(store, TEAM, Workspace("discord", "T1")).digest.name == "elsewhere"


def test_the_longest_due_comes_first(store, team):
    for hours in (1, 3, 2):
        team.add_digest(weekly(f"{hours}", due=NOW - hours * HOUR))
    assert [claim(store).digest.name for _ in range(3)] == ["3", "2", "1"]


def test_a_delivery_whose_lease_ran_out_goes_on_with_its_key(store, team):
    team.add_digest(weekly())
    first = claim(store)
    assert claim(store, now=NOW + HOUR - timedelta(seconds=1)) is None
    second = claim(store, now=NOW + HOUR)
    assert (second.id, second.key, second.since, second.until) == (first.id, first.key, first.since, first.until)
    assert second.attempt == 2


def test_an_interrupted_delivery_comes_before_what_is_newly_due(store, team):
    team.add_digest(weekly("interrupted"))
    interrupted = claim(store)
    team.add_digest(weekly("new", due=NOW - DAY))
    assert claim(store, now=NOW + 2 * HOUR).id == interrupted.id


def test_a_holder_that_was_overtaken_knows_it(store, team):
    team.add_digest(weekly())
    late = claim(store)
    taken = claim(store, now=NOW + 2 * HOUR)
    assert not store.renew(late, now=NOW + 2 * HOUR, lease=NOW + 4 * HOUR)
    assert store.renew(taken, now=NOW + 2 * HOUR, lease=NOW + 4 * HOUR)
    assert claim(store, now=NOW + 3 * HOUR + timedelta(minutes=1)) is None
    store.undelivered(late, fault="late", retry=None)
    assert team.digests()[0].state == "active"
    assert team.digests()[0].fault == ""


def test_a_lease_that_ran_out_unnoticed_is_still_held(store, team):
    team.add_digest(weekly())
    run = claim(store)
    assert store.renew(run, now=NOW + 5 * HOUR, lease=NOW + 6 * HOUR)
    assert claim(store, now=NOW + 5 * HOUR + timedelta(minutes=30)) is None


def test_a_delivery_closes_its_run(store, team):
    team.add_digest(weekly())
    run = claim(store)
    store.delivered(run, [], messages=["m1"], at=NOW + HOUR, next_due=NOW + 7 * DAY)
    [digest] = team.digests()
    assert (digest.last_sent, digest.next_due, digest.fault) == (NOW + HOUR, NOW + 7 * DAY, "")
    assert claim(store, now=NOW + 2 * HOUR) is None
    assert not store.renew(run, now=NOW, lease=NOW + HOUR)
    following = claim(store, now=NOW + 7 * DAY)
    assert (following.since, following.attempt) == (run.until, 1)
    assert following.key != run.key


def test_silence_is_no_message(store, team):
    team.add_digest(weekly())
    store.delivered(claim(store), [], messages=(), at=NOW, next_due=NOW + 7 * DAY)
    assert (team.digests()[0].last_sent, team.digests()[0].next_due) == (None, NOW + 7 * DAY)


def test_a_delivery_is_closed_once(store, team):
    team.add_digest(weekly())
    late = claim(store)
    taken = claim(store, now=NOW + 2 * HOUR)
    store.delivered(late, [], messages=["m1"], at=NOW, next_due=NOW + DAY)
    assert not store.renew(taken, now=NOW, lease=NOW + DAY)
    with pytest.raises(Conflict):
        store.delivered(taken, [], messages=["m2"], at=NOW, next_due=NOW + DAY)


def test_a_failed_try_is_repeated_when_its_retry_is_due(store, team):
    team.add_digest(weekly())
    run = claim(store)
    store.undelivered(run, fault="rate limited", retry=NOW + timedelta(minutes=5))
    assert (team.digests()[0].state, team.digests()[0].fault) == ("active", "rate limited")
    assert claim(store, now=NOW + timedelta(minutes=4)) is None
    again = claim(store, now=NOW + timedelta(minutes=5))
    assert (again.id, again.key, again.attempt) == (run.id, run.key, 2)
    store.delivered(again, [], messages=["m1"], at=NOW, next_due=NOW + DAY)
    assert team.digests()[0].fault == ""


def test_a_try_without_hope_pauses_the_digest_until_it_is_resumed(store, team):
    digest = team.add_digest(weekly())
    team.save(cv("Ana"))
    run = claim(store)
    store.undelivered(run, fault="the channel is gone", retry=None)
    paused = team.digests()[0]
    assert (paused.state, paused.fault) == ("paused", "the channel is gone")
    assert claim(store, now=NOW + DAY) is None
    team.resume_digest(digest.id, next_due=NOW + 2 * DAY)
    assert team.digests()[0].fault == ""
    assert claim(store, now=NOW + DAY) is None
    resumed = claim(store, now=NOW + 2 * DAY)
    assert (resumed.since, resumed.attempt) == (digest.since, 1)
    assert told(team, digest, until=resumed.until) == [1]


def test_a_schedule_changed_during_a_delivery_holds(store, team):
    digest = team.add_digest(weekly())
    run = claim(store)
    team.send_digest(digest.id, at=NOW + 3 * DAY)
    store.delivered(run, [], messages=["m1"], at=NOW, next_due=NOW + 7 * DAY)
    assert team.digests()[0].next_due == NOW + 3 * DAY


def test_a_clock_set_back_gives_an_empty_window_not_a_crossed_one(store, team):
    team.add_digest(weekly())
    run = claim(store)
    store.delivered(run, [], messages=["m"], at=NOW, next_due=NOW - 2 * HOUR)
    back = claim(store, now=NOW - HOUR)
    assert (back.since, back.until) == (NOW, NOW)


def test_a_digest_of_a_workspace_that_went_to_another_organization_is_not_posted_there(store, team):
    store.organization_of(TEAM, name="Other")
    team.add_digest(weekly())
    assert claim(store) is None


def test_times_come_back_in_utc(team):
    team.add_digest(weekly(due=datetime.fromisoformat("2026-03-02T10:30:00.123456+01:00")))
    [digest] = team.digests()
    assert digest.next_due == datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
    assert digest.next_due.tzinfo is UTC


def test_how_many_wait_to_be_posted_is_told_where_somebody_can(store, team):
    for name, due in (("due", NOW), ("due too", NOW), ("later", datetime.now(UTC) + DAY)):
        team.add_digest(weekly(name, due=due))
    team.add_digest(weekly("paused", state="paused"))
    assert store.digests_due() == 2


def test_where_nobody_can_tell_how_many_wait_nothing_is_told(sqlite_store):
    with sqlite_store.database.engine.connect().execution_options(writes=True) as connection:
        connection.exec_driver_sql("ALTER TABLE digest RENAME TO lost")
        connection.commit()
    assert sqlite_store.digests_due() is None


def posted(team):
    with team.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT kind, channel, message, candidate FROM message ORDER BY candidate")
        return [tuple(row) for row in rows]


def test_a_message_is_remembered_with_those_whom_it_names(store, team):
    team.add_digest(weekly(kind="dm"))
    for name in ("a", "b"):
        team.save(cv(name))
    told, named = [1, 1, 77, 10**30], [2]
    store.delivered(claim(store), told, messages=["171.1"], at=NOW, next_due=NOW + DAY, names=named)
    assert posted(team) == [("dm", "C1", "171.1", 1), ("dm", "C1", "171.1", 2)]


def test_silence_leaves_no_message_to_remember(store, team):
    team.add_digest(weekly())
    team.save(cv("a"))
    store.delivered(claim(store), [1], messages=(), at=NOW, next_due=NOW + DAY)
    assert posted(team) == []


def test_a_delivery_may_name_more_people_than_a_statement_takes_parameters(store, team):
    team.add_digest(weekly())
    for name in ("a", "b"):
        team.save(cv(name))
    everybody = [1, *range(1000, 71_000), 2]
    store.delivered(claim(store), everybody, messages=["m1"], at=NOW, next_due=NOW + DAY)
    assert [number for *_, number in posted(team)] == [1, 2]
    assert len(team.candidates(everybody)) == 2


def test_who_waits_and_who_was_there_before_is_read_off_indexes(sqlite_store):
    team = sqlite_store.within(sqlite_store.organization())
    team.save(cv("Ana Lima"))
    with plans(sqlite_store) as made:
        assert team.longest_waiting(["new", "offer"], before=NOW + DAY, now=NOW + DAY, limit=3)[0] == 1
        assert team.there_before([1, 2], NOW + DAY) == {1}
    assert scans(made) == through_everybody(made) == []
    counting, longest = [steps for statement, steps in made if "stage_since <" in statement]
    assert ["COVERING INDEX ix_application_standing" in step for step in counting] == [True]
    sorted_whole = [step for step in longest if "TEMP B-TREE" in step]
    assert len(sorted_whole) == 1, "only what the stages have put together is sorted"


def test_the_longest_waiting_of_all_open_stages_come_first_page_by_page(store):
    team = store.within(store.organization())
    for at, name in enumerate(("Ana Lima", "Bo Ito", "Cy Ng", "Di Sow", "Ed Ura")):
        team.save(cv(name, text=name, mails=(f"{at}@mail.example",), at=NOW + at * HOUR))
    team.move(1, "offer", by="mia", at=NOW + 9 * HOUR)
    team.move(2, "rejected", by="mia", at=NOW)
    team.snooze(4, NOW + 3 * DAY, by="mia", at=NOW)

    def waiting(offset=0, now=NOW + DAY):
        total, found = team.longest_waiting(["new", "offer"], before=NOW + DAY, now=now, limit=2, offset=offset)
        return total, [one.number for one in found]

    assert waiting() == (3, [3, 5])
    assert waiting(offset=2) == (3, [1])
    assert waiting(offset=4) == (3, [])
    assert waiting(now=NOW + 4 * DAY) == (4, [3, 4])
    assert team.longest_waiting(["new"], before=NOW, now=NOW, limit=2) == (0, ())


def test_who_waits_at_an_opening_stands_where_its_application_does(store):
    team = store.within(store.organization())
    opening = team.add_opening("Compiler Engineer", by="Mara", at=NOW).id
    for at, name in enumerate(("Ana Lima", "Bo Ito", "Cy Ng")):
        team.save(cv(name, text=name, mails=(f"{at}@mail.example",)))
    for at, number in enumerate((2, 1)):
        team.apply(number, opening, by="Mara", at=NOW + at * HOUR)
    total, found = team.longest_waiting(["new"], before=NOW + DAY, now=NOW + DAY, limit=5, at=opening)
    assert (total, [(one.number, one.opening) for one in found]) == (
        2,
        [(2, "Compiler Engineer"), (1, "Compiler Engineer")],
    )
