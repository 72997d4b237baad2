"""What a store promises about a team's own skills, on every database."""

import pytest

from bot import own_skills
from bot.records import Page
from bot.search.language import parse
from bot.search.vocabulary import SkillEntry
from tests.stores import NOW, cv

QUIVER = SkillEntry("own-quiver", "Quiver DB", "own", ("QuiverDB",), ("databases",), context=frozenset(("arrows",)))


@pytest.fixture
def team(store):
    return store.within(store.organization())


def add(team, entry=QUIVER, **about):
    return team.add_own_skill(entry, **{"source": "chat", "by": "Mara", "at": NOW, "waiting": 0, **about})


def test_a_skill_comes_back_as_it_was_kept(team):
    kept = add(team, waiting=7)
    assert team.own_skills() == (kept,)
    assert (kept.entry, kept.source, kept.by, kept.at, kept.waiting, kept.removed) == (
        QUIVER,
        "chat",
        "Mara",
        NOW,
        7,
        0,
    )


def test_a_removed_skill_stays_until_the_rows_know_of_it(team):
    kept = add(team)
    team.remove_own_skills([kept.number], by="Jonas", waiting=9)
    (gone,) = team.own_skills()
    assert gone.removed > kept.number
    team.settled(kept.number, waiting=0)
    assert team.own_skills() == ()


def test_an_adding_is_taken_back_once_and_for_good(team):
    kept = add(team)
    assert team.last_own_skill(by="Mara") == (kept.number, (kept,))
    team.take_own_skill_back(kept.number, waiting=0)
    assert team.own_skills() == ()
    assert team.last_own_skill(by="Mara") == (0, ())
    with pytest.raises(KeyError):
        team.take_own_skill_back(kept.number, waiting=0)


def test_a_removal_is_taken_back_with_all_that_it_removed(team):
    both = [add(team), add(team, SkillEntry("own-quiver", "Quiver DB", "own", ("QDB",)))]
    team.remove_own_skills([one.number for one in both], by="Jonas", waiting=0)
    number, gone = team.last_own_skill(by="Jonas")
    assert {one.number for one in gone} == {one.number for one in both}
    team.take_own_skill_back(number, waiting=0)
    assert team.own_skills() == tuple(both)


def test_what_a_file_adds_is_nobodys_last_change(team):
    add(team, source="file")
    assert team.last_own_skill(by="Mara") == (0, ())


def test_the_numbers_are_in_one_row_with_the_changes_of_people(team):
    first = add(team)
    number = team.save(cv("Ana Lima")).number
    team.move(number, "interview", by="Mara", at=NOW)
    moved = team.last_change(by="Mara")
    second = add(team)
    assert first.number < moved.id < second.number


def test_an_organization_sees_its_own_alone(store, team):
    add(team, waiting=1)
    other = store.within(store.organization("Puffin Post"))
    assert other.own_skills() == ()
    assert [one.id for one in store.unsettled()] == [team.organization.id]


def test_stored_people_are_found_by_a_new_skill_and_no_more_by_a_removed_one(team):
    with own_skills.known_within(team):
        team.save(cv("Ana Lima", text="Ran QuiverDB for years"))
        team.save(cv("Bo Lima", text="Nothing of the kind"))
    own_skills.add(team, QUIVER, by="Mara", at=NOW)

    def found(line):
        with own_skills.known_within(team):
            return team.search(parse(line), limit=9)

    assert found("skill:quiverdb") == found("skill:databases") == Page((1,), 1)
    own_skills.remove(team, own_skills.current(team), by="Mara")
    assert found("skill:databases") == Page((), 0)
    assert "own-quiver" not in {skill for skill, people in team.skill_counts().items() if people}
