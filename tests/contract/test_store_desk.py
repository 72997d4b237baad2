"""What a store finds of one member's concerns, on every database, by indexes alone."""

from datetime import timedelta

import pytest

from bot.work.desk import MOST_COUNTED
from bot.work.records import Colleague
from tests.plans import plans, scans, through_everybody
from tests.stores import NOW, cv

MARA, JONAS = Colleague("slack:T1:U1", "Mara Okafor"), Colleague("slack:T1:U2", "Jonas Weber")
OPEN = ("new", "screening", "interview", "offer")
DAY = timedelta(days=1)


@pytest.fixture
def team(store):
    mine = store.within(store.organization(), MARA.key)
    for name in ("Ana Lima", "Bo", "Mia Sand"):
        mine.save(cv(name, mails=(f"{name[0]}@mail.example",)))
    return mine


def desk(team, now=NOW, limit=5):
    return team.desk(name=MARA.name, now=now, open_stages=OPEN, limit=limit)


def numbers(people):
    return [one.number for one in people]


def test_nothing_concerns_anybody_in_an_empty_organization(store):
    found = store.within(store.organization(), MARA.key).desk(name="Mara", now=NOW, open_stages=OPEN, limit=5)
    assert (found.people, found.mine, found.newest, found.due, found.begun) == (0, (), (), (), None)


def test_only_ones_own_to_dos_that_are_due_are_there_the_oldest_first(team):
    for number, owner, day in ((1, MARA, 0), (2, MARA, -1), (3, MARA, 1), (3, JONAS, 0)):
        team.add_todo(number, "Call", due=(NOW + day * DAY).date(), owner=owner, by="Mara", at=NOW)
    team.add_todo(1, "Some day", due=None, owner=MARA, by="Mara", at=NOW)
    found = desk(team, limit=1)
    assert [(who.number, one.number) for who, one in found.due] == [(2, 2)]
    assert found.all_due == 2


def test_ones_own_are_those_that_are_open_and_not_put_off_the_longest_without_a_step_first(team):
    for number in (1, 2, 3):
        team.assign(number, MARA, by="Mara", at=NOW)
    team.move(1, "interview", by="Mara", at=NOW + DAY)
    team.move(2, "rejected", by="Mara", at=NOW + DAY)
    found = desk(team, NOW + 2 * DAY)
    assert (numbers(found.mine), found.all_mine) == ([3, 1], 2)
    team.snooze(3, NOW + 5 * DAY, by="Mara", at=NOW)
    assert numbers(desk(team, NOW + 2 * DAY).mine) == [1]
    other = team.__class__(team.database, team.organization, JONAS.key)
    assert desk(other).mine == ()


def test_a_view_of_nobody_in_particular_owns_nobody(team, store):
    nobody = store.within(team.organization)
    assert (desk(nobody).mine, desk(nobody).due) == ((), ())


def test_whoever_was_put_off_is_back_for_a_week(team):
    team.snooze(1, NOW + DAY, by="Mara", at=NOW)
    team.snooze(2, NOW + DAY, by="Mara", at=NOW)
    team.assign(2, JONAS, by="Mara", at=NOW)
    assert numbers(desk(team, NOW).back) == []
    assert numbers(desk(team, NOW + 2 * DAY).back) == [1]
    assert numbers(desk(team, NOW + 9 * DAY).back) == []


def test_a_round_asks_until_it_is_over_or_ones_own_is_in(team, store):
    jonas = store.within(team.organization, JONAS.key)
    team.assign(1, MARA, by="Mara", at=NOW)
    jonas.rate(1, "new", [("skills", 3)], "", sent=True, by="Jonas", at=NOW)
    jonas.rate(2, "new", [("skills", 3)], "", sent=True, by="Jonas", at=NOW)
    team.rate(3, "new", [("skills", 3)], "", sent=False, by="Mara", at=NOW)
    assert [(one.who.number, one.by) for one in desk(team).asked] == [(3, ""), (1, "Jonas")]
    team.rate(1, "new", [("skills", 3)], "", sent=True, by="Mara", at=NOW)
    team.move(3, "screening", by="Mara", at=NOW)
    assert desk(team).asked == ()


def test_the_newest_come_first_and_all_are_counted(team):
    found = desk(team, limit=2)
    assert (numbers(found.newest), found.all_new, found.people) == ([3, 2], 3, 3)
    assert desk(team, NOW + 8 * DAY).newest == ()
    assert found.all_new <= MOST_COUNTED


def test_another_organizations_people_concern_nobody_here(team, store):
    elsewhere = store.within(store.organization("Elsewhere"), MARA.key)
    team.assign(1, MARA, by="Mara", at=NOW)
    found = desk(elsewhere)
    assert (found.people, found.mine, found.newest) == (0, (), ())


def test_every_statement_reads_by_an_index(sqlite_store):
    team = sqlite_store.within(sqlite_store.organization(), MARA.key)
    team.save(cv("Ana Lima"))
    with plans(sqlite_store) as made:
        desk(team)
    assert len(made) <= 10
    assert scans(made) == []


def test_a_card_reads_its_person_and_goes_through_nobody_else(sqlite_store):
    team = sqlite_store.within(sqlite_store.organization(), MARA.key)
    team.save(cv("Ana Lima"))
    with plans(sqlite_store) as made:
        team.dossier(1)
    assert made
    assert through_everybody(made) == []
