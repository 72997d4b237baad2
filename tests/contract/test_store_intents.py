"""What was asked and not answered: kept until it is, and told of by one process once nobody answers for it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from bot.intents import LEASE, Intent
from bot.records import Workspace
from storage.intents import REMEMBERED, hashed
from storage.tables import event
from tests.stores import NOW

SLACK, OTHER, DISCORD = Workspace("slack", "T1"), Workspace("slack", "T2"), Workspace("discord", "")
LATER = NOW + LEASE + timedelta(seconds=1)
AGAIN = timedelta(minutes=1)


def begun(store, key="Ev1", *, at=NOW, place=SLACK, who="U1", command="note"):
    intent = Intent(f"{place.platform}:{key}", at, place, who, "C1", command, changes=True)
    return store.begin_intent(intent, until=at + LEASE)


def interrupted(store, *places, now=LATER):
    return store.interrupted(places or (SLACK,), now=now, until=now + AGAIN)


def test_an_event_is_new_once_until_it_is_tidied_away_after_a_day(store):
    assert [store.first_time("slack Ev1", at=NOW) for _ in range(3)] == [True, False, False]
    assert store.first_time("slack Ev2" * 1000, at=NOW)
    store.tidy(NOW + REMEMBERED)
    assert not store.first_time("slack Ev1", at=NOW + REMEMBERED)
    store.tidy(NOW + REMEMBERED + timedelta(hours=1))
    assert store.first_time("slack Ev1", at=NOW + REMEMBERED + timedelta(hours=1))


def test_an_event_is_begun_once_and_is_known_after_it_was_answered(store):
    assert [begun(store), begun(store)] == [True, False]
    store.end_intents(["slack:Ev1"])
    assert not begun(store)
    assert not store.first_time("slack:Ev1", at=NOW)


def test_of_what_was_answered_nothing_is_kept_but_that_it_was_there(store):
    begun(store)
    store.begin_intent(Intent("slack:Ev2", NOW, SLACK, "U2", "", "find", False), until=NOW + LEASE, ended=["slack:Ev1"])
    store.end_intents(["slack:Ev2"])
    store.hold_intents(["slack:Ev1", "slack:Ev2"], until=LATER)
    assert interrupted(store) == ()
    with store.database.engine.connect() as connection:
        said = event.c["platform", "workspace", "member", "channel", "command", "told_as"]
        rows = connection.execute(select(*said, event.c["changes", "held_until"])).all()
    assert {tuple(row) for row in rows} == {("",) * 6 + (False, None)}


def test_what_a_process_answers_for_no_more_is_told_of_by_one_other(store):
    begun(store)
    assert interrupted(store, now=NOW) == ()
    assert interrupted(store, OTHER, DISCORD) == ()
    with ThreadPoolExecutor(4) as pool:
        told = [one for found in pool.map(lambda _: interrupted(store), range(4)) for one in found]
    ((intent,),) = [one.intents for one in told]
    assert (intent.member, intent.channel, intent.command, intent.at) == ("U1", "C1", "note", NOW)
    assert not told[0].again
    store.told_interrupted(told[0])
    assert interrupted(store, now=LATER + 2 * AGAIN) == ()
    assert not begun(store)


def test_where_nobody_can_be_told_nothing_is_claimed(store):
    begun(store)
    assert store.interrupted((), now=LATER, until=LATER + AGAIN) == ()
    assert len(interrupted(store)) == 1


def test_who_still_works_on_it_says_so(store):
    begun(store)
    store.hold_intents(["slack:Ev1"], until=LATER + LEASE)
    assert interrupted(store) == ()
    assert len(interrupted(store, now=LATER + LEASE)) == 1


def test_what_is_answered_or_worked_on_is_that_event_alone(store):
    for key in ("Ev1", "Ev2", "Ev3"):
        begun(store, key, who=key)
    store.end_intents(["slack:Ev1"])
    store.hold_intents(["slack:Ev2"], until=LATER + LEASE)
    begun(store, "Ev4", at=LATER, who="Ev4")
    assert [one.intents[0].member for one in interrupted(store)] == ["Ev3"]


def test_who_comes_back_after_another_process_took_over_stops_it_no_more(store):
    begun(store)
    (first,) = interrupted(store)
    store.hold_intents(["slack:Ev1"], until=LATER + 9 * AGAIN)
    (again,) = interrupted(store, now=LATER + AGAIN)
    assert (again.key, again.again) == (first.key, True)


def test_who_takes_over_says_the_rest_in_the_message_that_was_begun(store):
    for key in ("Ev1", "Ev2"):
        begun(store, key)
    (first,) = interrupted(store)
    of_message = {hashed(f"slack:{key}"): f"slack:{key}" for key in ("Ev1", "Ev2")}
    store.end_intents([of_message[first.intents[0].event]])
    (again,) = interrupted(store, now=LATER + AGAIN)
    assert (again.key, again.intents) == (first.key, first.intents[1:])


def test_what_somebody_asked_in_two_workspaces_is_told_in_each(store):
    elsewhere = Workspace("discord", SLACK.id)
    for key, place in enumerate((SLACK, OTHER, elsewhere)):
        begun(store, f"Ev{key}", place=place)
    found = interrupted(store, SLACK, OTHER, elsewhere)
    assert {one.intents[0].workspace for one in found} == {SLACK, OTHER, elsewhere}
    assert [len(one.intents) for one in found] == [1, 1, 1]


def test_what_was_asked_first_is_told_first(store):
    for at in (2, 1, 0):
        begun(store, f"Ev{at}", at=NOW + timedelta(milliseconds=at))
    for key in ("Ev3", "Ev4", "Ev5"):
        begun(store, key, at=NOW + timedelta(milliseconds=3))
    (found,) = interrupted(store, now=LATER + AGAIN)
    assert [one.at for one in found.intents] == sorted(one.at for one in found.intents)
    at_once = [one.event for one in found.intents[3:]]
    assert at_once == sorted(at_once)


def test_all_that_one_person_asked_is_told_at_once_and_the_same_by_whoever_takes_over_from_the_teller(store):
    for key in ("Ev1", "Ev2"):
        begun(store, key)
    begun(store, "Ev3", who="U2")
    first = {one.intents[0].member: one for one in interrupted(store)}
    assert [len(first[who].intents) for who in ("U1", "U2")] == [2, 1]
    begun(store, "Ev4", at=LATER)
    found = interrupted(store, now=LATER + AGAIN)
    again = [one for one in found if one.again]
    assert {one.key for one in again} == {one.key for one in first.values()}
    (new,) = [one for one in found if not one.again]
    assert len(new.intents) == 1
    assert new.key not in {one.key for one in again}


def test_direct_messages_whose_workspace_is_not_known_are_anybodys_on_the_platform(store):
    begun(store, place=DISCORD)
    (found,) = interrupted(store, DISCORD)
    assert found.intents[0].workspace == DISCORD


def test_nobody_is_told_of_what_was_asked_before_yesterday(store):
    begun(store)
    assert interrupted(store, now=NOW + REMEMBERED) == ()
