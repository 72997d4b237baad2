"""What a store promises of openings, applications and stages, on every database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.stages import STAGES, Stage
from bot.store import Conflict, NoLongerOpen, Occupied, Superseded
from bot.work.records import Colleague
from tests.contract.test_store_concurrency import at_once
from tests.stores import NOW, cv

PHONE = Stage("phone", "Phone call")


@pytest.fixture
def team(store):
    return store.within(store.organization())


def add(team, name, **more):
    return team.add_opening(name, by="Mara", at=NOW, **more)


def put(team, stages, key):
    team.set_stages(stages, was=team.stages(), key=key, words="changed", by="Mara", at=NOW)


def test_without_own_stages_there_are_those_that_everybody_begins_with(team):
    assert team.stages() == STAGES


def test_stages_are_kept_in_their_order_and_only_over_what_was_read(team):
    own = (*STAGES[:2], PHONE, *STAGES[2:])
    put(team, own, "phone")
    assert team.stages() == own
    with pytest.raises(Conflict):
        team.set_stages(STAGES, was=STAGES, key="phone", words="changed", by="Jonas", at=NOW)
    assert team.stages() == own


def test_one_of_fifty_writers_of_the_stages_is_first_and_the_others_are_told(team):
    def write(index):
        own = (*STAGES, Stage(f"own-{index}", f"Own {index}"))
        try:
            team.set_stages(own, was=STAGES, key=f"own-{index}", words="added", by=f"{index}", at=NOW)
        except Conflict:
            return 0
        return 1

    assert sum(at_once(write, 50)) == 1
    assert len(team.stages()) == len(STAGES) + 1


def test_a_stage_with_somebody_in_it_stays_and_nobody_is_moved_to_one_that_is_gone(team):
    team.save(cv("Ana"))
    team.move(1, "offer", by="Mara", at=NOW)
    rest = tuple(one for one in STAGES if one.key != "offer")
    with pytest.raises(Occupied) as full:
        put(team, rest, "offer")
    assert (full.value.stage.key, full.value.people) == ("offer", 1)
    team.move(1, "new", by="Mara", at=NOW)
    put(team, rest, "offer")
    with pytest.raises(Conflict):
        team.move(1, "offer", by="Mara", at=NOW)
    assert team.candidate(1).stage == "new"


def test_a_name_is_taken_once_in_whatever_case(team):
    add(team, "Compilers")
    for name in ("compilers", "COMPILERS"):
        with pytest.raises(Conflict):
            add(team, name)
    other = add(team, "Kernels")
    with pytest.raises(Conflict):
        team.change_opening(replace(other, name="compilers"), words="renamed", by="Mara", at=NOW)
    assert [one.name for one in team.openings()] == ["Compilers", "Kernels"]


def test_no_description_of_fifty_writers_is_written_over_unseen(team):
    given = add(team, "Compilers")

    def describe(index):
        try:
            team.change_opening(replace(given, description=f"{index}"), words="described", by=f"{index}", at=NOW)
        except Conflict:
            return 0
        return 1

    assert sum(at_once(describe, 50)) == 1


def test_people_apply_for_several_and_stand_at_each(team):
    team.save(cv("Ana"))
    given = add(team, "Compilers")
    shown = team.apply(1, given.id, by="Mara", at=NOW + timedelta(days=1))
    assert (shown.opening, shown.stage, shown.opening_id) == ("Compilers", "new", given.id)
    team.move(1, "offer", by="Mara", at=NOW, opening=team.applications(1)[1].opening.id, reason="strong")
    there = team.dossier(1).applications
    assert [(one.opening.name, one.stage) for one in there] == [("Compilers", "new"), ("", "offer")]
    assert there == team.applications(1)
    assert team.funnels()[given.id] == {"new": 1}
    total, people = team.applied_for(given.id, limit=9)
    assert (total, [one.number for one in people]) == (1, [1])
    assert [(one.reason, one.opening) for one in team.dossier(1).changes] == [("strong", there[1].opening.id)]


def test_of_fifty_who_let_somebody_apply_one_does(team):
    team.save(cv("Ana"))
    given = add(team, "Compilers")

    def apply(_):
        try:
            team.apply(1, given.id, by="Mara", at=NOW)
        except Conflict:
            return 0
        return 1

    assert sum(at_once(apply, 50)) == 1
    assert len(team.applications(1)) == 2


def test_a_closed_opening_takes_nobody(team):
    team.save(cv("Ana"))
    shut = team.change_opening(replace(add(team, "Compilers"), closed=NOW), words="closed", by="Mara", at=NOW)
    with pytest.raises(NoLongerOpen):
        team.apply(1, shut.id, by="Mara", at=NOW)
    with pytest.raises(NoLongerOpen):
        team.save(cv("Bo", opening="Compilers"))
    assert team.numbers() == (1,)


def test_changes_are_taken_back_and_later_work_is_never_lost(team):
    team.save(cv("Ana"))
    given = add(team, "Compilers")
    added = team.last_change(by="Mara")
    team.apply(1, given.id, by="Mara", at=NOW)
    applied = team.last_change(by="Mara")
    with pytest.raises(Superseded):
        team.undo(added.id, at=NOW)
    team.move(1, "offer", by="Jonas", at=NOW, opening=given.id)
    with pytest.raises(Superseded):
        team.undo(applied.id, at=NOW)
    team.undo(team.last_change(by="Jonas").id, at=NOW)
    team.undo(applied.id, at=NOW)
    team.undo(added.id, at=NOW)
    assert [one.opening.name for one in team.applications(1)] == [""]
    assert [one.name for one in team.openings()] == [""]


def test_what_was_done_before_a_merge_or_under_a_name_that_is_taken_now_stays(team):
    for name in ("Ana", "Bo"):
        team.save(cv(name, mails=(f"{name}@mail.example",)))
    given = add(team, "Compilers")
    team.apply(1, given.id, by="Mara", at=NOW)
    applied = team.last_change(by="Mara")
    team.merge(1, 2, by="Jonas", at=NOW)
    with pytest.raises(Superseded):
        team.undo(applied.id, at=NOW)
    team.change_opening(replace(given, name="Kernels"), words="renamed", by="Mara", at=NOW)
    renamed = team.last_change(by="Mara")
    add(team, "compilers")
    with pytest.raises(Superseded):
        team.undo(renamed.id, at=NOW)
    assert [one.name for one in team.openings()] == ["", "compilers", "Kernels"]


def test_a_stage_that_somebody_named_anew_is_not_named_back(team):
    put(team, [*STAGES, PHONE], PHONE.key)
    put(team, [*STAGES, replace(PHONE, label="Call")], PHONE.key)
    mine = team.last_change(by="Mara")
    put(team, [*STAGES, replace(PHONE, label="Talk")], PHONE.key)
    with pytest.raises(Superseded):
        team.undo(mine.id, at=NOW)
    assert team.stages()[-1].label == "Talk"


def test_nobody_is_moved_or_taken_on_where_they_did_not_apply(team):
    team.save(cv("Ana"))
    given = add(team, "Compilers")
    mara = Colleague("slack:T1:U1", "Mara")
    with pytest.raises(KeyError):
        team.move(1, "offer", by="Mara", at=NOW, opening=given.id)
    with pytest.raises(KeyError):
        team.assign(1, mara, by="Mara", at=NOW, opening=given.id)
    assert team.applied_for(given.id, limit=9) == team.applied_for(10**30, limit=9) == (0, ())


def test_what_others_did_to_the_same_opening_since_is_kept(team):
    given = add(team, "Compilers")
    mine = team.change_opening(replace(given, description="mine"), words="described", by="Mara", at=NOW)
    change = team.last_change(by="Mara")
    shut = team.change_opening(replace(mine, closed=NOW), words="closed", by="Jonas", at=NOW)
    team.undo(change.id, at=NOW)
    assert team.openings() == (replace(shut, description="", version=4),)
    team.change_opening(replace(team.openings()[0], closed=None), words="opened", by="Mara", at=NOW)
    with pytest.raises(Superseded):
        team.undo(team.last_change(by="Jonas").id, at=NOW)


def test_two_organizations_have_openings_and_stages_of_their_own(store):
    ours, theirs = (store.within(store.organization(name)) for name in ("ours", "theirs"))
    given = add(ours, "Compilers")
    put(ours, (*STAGES, PHONE), "phone")
    theirs.save(cv("Ana"))
    assert (theirs.stages(), [one.name for one in theirs.openings()]) == (STAGES, [""])
    with pytest.raises(KeyError):
        theirs.apply(1, given.id + 7, by="x", at=NOW)
    assert theirs.applied_for(given.id + 7, limit=9) == (0, ())
