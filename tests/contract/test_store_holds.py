"""What a store promises of people who are on hold: nothing of them is erased, by whatever way, until it is lifted."""

from datetime import timedelta

import pytest

from bot.store import OnHold
from storage import SqlStore
from tests.stores import NOW, cv

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def team(store: SqlStore):
    team = store.within(store.organization(), "slack:T1:U1")
    for name in ("Ana Lima", "Bo Meyer"):
        team.save(cv(name, mails=(f"{name[:2].lower()}@mail.example",)))
    return team


def hold(team, number=1, reason="a lawsuit"):
    return team.hold(number, reason=reason, by="Mara", at=NOW)


def test_who_is_held_is_not_erased_until_it_is_lifted(team):
    assert hold(team)
    with pytest.raises(OnHold) as told:
        team.erase(1, by="Jonas", at=LATER)
    assert (told.value.hold.by, told.value.hold.at, told.value.hold.reason) == ("Mara", NOW, "a lawsuit")
    assert team.candidate(1)
    assert team.lift(1, by="Jonas", at=LATER)
    assert team.erase(1, by="Jonas", at=LATER).removed["hold"] == 1
    assert team.candidate(1) is None


def test_a_hold_is_had_once_and_what_was_lifted_stays_known(team):
    assert not team.lift(1, by="Mara", at=NOW)
    assert [hold(team), hold(team, reason="again")] == [True, False]
    team.lift(1, by="Jonas", at=LATER)
    assert hold(team, reason="another one")
    assert [(one.reason, one.lifted_by, one.lifted) for one in team.holds_of(1)] == [
        ("another one", "", None),
        ("a lawsuit", "Jonas", LATER),
    ]
    assert (team.holds_of(2), team.holds_of(99)) == ((), ())
    for act in (hold, lambda team, number: team.lift(number, by="Mara", at=NOW)):
        with pytest.raises(KeyError):
            act(team, 99)


def test_all_who_are_held_are_listed_each_once(team):
    hold(team)
    hold(team, 2, "")
    assert [(total, [one.number for one in some]) for total, some in (team.holds(limit=5), team.holds(limit=1))] == [
        (2, [2, 1]),
        (2, [2]),
    ]
    team.merge(1, 2, by="Mara", at=NOW)
    total, found = team.holds(limit=5)
    assert (total, [one.number for one in found]) == (1, [1])


@pytest.mark.parametrize("held", [1, 2])
def test_a_merge_leaves_nobody_without_their_hold(team, held):
    hold(team, held)
    team.merge(1, 2, by="Mara", at=NOW)
    for number in (1, 2):
        with pytest.raises(OnHold):
            team.erase(number, by="Mara", at=LATER)
    team.undo(team.last_change(number=1).id, at=LATER)
    for number in (1, 2):  # which of the two was meant by now nobody can tell
        with pytest.raises(OnHold):
            team.erase(number, by="Mara", at=LATER)


def test_of_who_is_held_no_cv_is_taken_back(team):
    team.save(cv("Bo Meyer", mails=("bo@mail.example",), text="newer"))
    for number in (1, 2):
        hold(team, number)
        with pytest.raises(OnHold):
            team.undo(team.last_change(number=number).id, at=LATER)
    assert (team.numbers(), len(team.dossier(2).documents)) == ((1, 2), 2)


def test_of_another_organization_nobody_is_held(store, team):
    other = store.within(store.organization("other"))
    hold(team)
    other.save(cv("Cy Okafor"))
    assert (other.holds(limit=5), other.holds_of(1)) == ((0, ()), ())
    other.erase(1, by="Mara", at=LATER)
