"""What a store counts of a team's applicants, on every database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.statistics import Stay, Waiting
from bot.store import Tenant
from storage import SqlStore
from tests.stores import NOW, cv

DAY = timedelta(days=1)
LADDER = ("new", "screening", "interview", "offer", "hired")


@pytest.fixture
def team(store: SqlStore) -> Tenant:
    """Ana was offered a place after two days, Bo was turned down after an interview, Mia came last and waits."""
    home = store.within(store.organization())
    for at, name in enumerate(("Ana Lima", "Bo Okafor", "Mia Sand")):
        home.save(replace(cv(name, at=NOW + at * DAY), by="Mara" if at else "Jonas"))
    home.move(1, "screening", by="Mara", at=NOW + DAY)
    home.move(1, "offer", by="Mara", at=NOW + 3 * DAY)
    home.move(2, "interview", by="Mara", at=NOW + 3 * DAY)
    home.move(2, "rejected", by="Mara", at=NOW + 4 * DAY)
    return home


def test_arrivals_are_counted_from_each_moment_to_before_the_next(team):
    assert team.arrivals([NOW - DAY, NOW, NOW + DAY, NOW + 3 * DAY]) == (0, 1, 2)


def test_people_stand_where_they_were_moved(team):
    assert team.standing() == {"new": 1, "offer": 1, "rejected": 1}


def test_a_funnel_counts_who_was_ever_so_far(team):
    assert team.reached(LADDER, NOW, NOW + 9 * DAY) == (3, 2, 2, 1, 0)
    assert team.reached(LADDER, NOW + DAY, NOW + 9 * DAY) == (2, 1, 1, 0, 0)


def test_a_move_that_was_taken_back_was_never_made(team):
    team.move(3, "hired", by="Mara", at=NOW + 5 * DAY)
    assert team.reached(LADDER, NOW, NOW + 9 * DAY)[-1] == 1
    team.undo(team.last_change(number=3).id, at=NOW + 6 * DAY)
    assert team.reached(LADDER, NOW, NOW + 9 * DAY)[-1] == 0


def test_a_stay_lasts_from_the_arrival_or_the_move_before(team):
    found = team.stays(NOW + 2 * DAY)
    assert set(found) == {
        Stay("screening", NOW + DAY, NOW + 3 * DAY),
        Stay("new", NOW + DAY, NOW + 3 * DAY),
        Stay("interview", NOW + 3 * DAY, NOW + 4 * DAY),
    }
    assert found[0].stage == "interview"


def test_who_waits_is_counted_with_the_one_who_waits_longest(team):
    found = team.waiting(NOW + 3 * DAY)
    assert found[0] == Waiting("new", 1, 1, NOW + 2 * DAY)
    assert [(one.stage, one.long) for one in found] == [("new", 1), ("offer", 0), ("rejected", 0)]


def test_arrivals_by_who_brought_them(team):
    assert team.senders(NOW, NOW + 9 * DAY) == {"Jonas": 1, "Mara": 2}


def test_arrivals_by_opening(team):
    assert team.openings_of(NOW, NOW + 9 * DAY) == {"": 3}


def test_skills_of_those_who_came(store):
    home = store.within(store.organization())
    home.save(cv("Ana Lima", skills={"cuda": 3, "rust": 1}))
    home.save(cv("Bo Okafor", skills={"cuda": 1}, at=NOW + DAY))
    assert home.skills_of(NOW - DAY, NOW + 9 * DAY, limit=9) == {"cuda": 2, "rust": 1}
    assert home.skills_of(NOW + DAY, NOW + 9 * DAY, limit=9) == {"cuda": 1}


def test_an_empty_team_counts_nothing(store):
    home = store.within(store.organization())
    assert (home.standing(), home.stays(NOW), home.waiting(NOW)) == ({}, (), ())
    assert home.reached(LADDER, NOW, NOW + DAY) == (0, 0, 0, 0, 0)


def test_others_are_not_counted(store, team):
    other = store.within(store.organization("Other", make=True))
    assert (other.arrivals([NOW - DAY, NOW + 9 * DAY]), other.standing(), other.stays(NOW - DAY)) == ((0,), {}, ())
    assert (other.senders(NOW, NOW + 9 * DAY), other.skills_of(NOW, NOW + 9 * DAY, limit=9)) == ({}, {})
