"""What a store promises about corrections, merges and the way back, on every database."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import insert, select

from bot.corrections import anchor
from bot.digests.records import Digest
from bot.records import Correction, Page, Workspace
from bot.search.query import Clause, Query, Term
from bot.store import Conflict, Superseded, Tenant
from storage import SqlStore, tables
from tests.stores import NOW, cv


@pytest.fixture
def team(store: SqlStore) -> Tenant:
    return store.within(store.organization())


def named(team, token):
    asked = Term("field", token, field="name", groups=((token,),))
    return team.search(Query((Clause((asked,)),)), limit=9).numbers


def said(team):
    """All that the store says of everybody, but for the versions that count the changes."""
    people = msgspec.to_builtins([team.dossier(number) for number in team.numbers()])
    for one in people:
        for counted in (one["candidate"], *one["applications"]):
            counted["version"] = 0
    return people, [named(team, one) for one in ("ana", "bo", "mia")]


def test_what_a_person_set_stands_over_the_documents_and_is_searched(team):
    team.save(cv("Ana Lima", mails=("ana@mail.example",)))
    team.correct(1, [Correction("name", "Mia Lima", "Mara", NOW)])
    kept = team.dossier(1)
    assert (kept.candidate.name, kept.profile.name.value, kept.profile.name.evidence) == ("Mia Lima", "Mia Lima", ())
    assert (named(team, "mia"), named(team, "ana")) == ((1,), ())


def test_what_a_person_set_outlives_a_newer_cv(team):
    team.save(cv("Ana Lima", mails=("ana@mail.example",)))
    team.correct(1, [Correction("name", "Mia Lima", "Mara", NOW)])
    team.save(cv("Anna Lima", mails=("ana@mail.example",)))
    assert team.dossier(1).profile.name.value == team.candidate(1).name == "Mia Lima"
    assert "Anna Lima" in team.dossier(1).profile.name.check


def test_a_returning_applicant_is_known_by_an_address_that_was_set(team):
    team.save(cv("Ana Lima"))
    team.correct(1, [Correction("emails", "ana@set.example", "Mara", NOW)])
    assert team.recognise(cv("Ana Lima", text="x", mails=("ana@set.example",))).number == 1


def test_an_address_that_was_removed_is_nobodys_any_more(team):
    team.save(cv("Ana Lima", mails=("ana@mail.example", "referee@mail.example")))
    referee = team.dossier(1).profile.emails[1]
    team.correct(1, [Correction("emails", "", "Mara", NOW, entry=anchor(referee))])
    stranger = cv("", text="x", mails=("referee@mail.example",))
    assert team.recognise(stranger).number == 0
    team.save(cv("Ana Lima", text="newer", mails=("ana@mail.example", "referee@mail.example")))
    assert (team.recognise(stranger).number, len(team.dossier(1).profile.emails)) == (0, 1)
    team.undo(team.last_change(by="Mara").id, at=NOW)
    assert team.recognise(stranger).number == 1


def test_an_address_that_was_set_outlives_a_cv_that_said_it_too(team):
    team.save(cv("Ana Lima", mails=("ana@mail.example",)))
    team.correct(1, [Correction("emails", "ana@set.example", "Mara", NOW)])
    team.save(cv("Ana Lima", text="newer", mails=("ana@set.example",)))
    team.undo(team.last_change(number=1).id, at=NOW)
    assert [one.value for one in team.dossier(1).profile.emails] == ["ana@mail.example", "ana@set.example"]
    assert team.recognise(cv("", text="x", mails=("ana@set.example",))).number == 1


def test_an_address_that_was_removed_of_one_record_is_nobodys_after_a_merge_and_the_others_when_it_is_undone(team):
    team.save(cv("Ana Lima", mails=("ana@mail.example", "referee@mail.example")))
    team.save(cv("Lima", text="other", strong=("mail:other@mail.example",)))
    referee = team.dossier(1).profile.emails[1]
    team.merge(1, 2, by="Mara", at=NOW)
    team.correct(1, [Correction("emails", "", "Mara", NOW, entry=anchor(referee))])
    stranger = cv("", text="x", mails=("referee@mail.example",))
    assert team.recognise(stranger).number == 0
    team.undo(team.last_change(number=1).id, at=NOW)
    team.undo(team.last_change(number=1).id, at=NOW)
    assert team.recognise(stranger).number == 1


def test_every_kind_of_change_is_taken_back(team):
    team.save(cv("Ana Lima", mails=("ana@mail.example",)))
    states = []
    for change in (
        lambda: team.save(cv("Ana M. Lima", text="newer", mails=("ana@mail.example",))),
        lambda: team.correct(1, [Correction("name", "Mia Lima", "Mara", NOW)]),
        lambda: team.move(1, "interview", by="Mara", at=NOW + timedelta(days=1)),
        lambda: team.note(1, "call her", by="Mara", at=NOW),
        lambda: team.save(cv("Ana Lima", text="elsewhere", mails=("ana@mail.example",), opening="Compilers")),
    ):
        states.append(said(team))
        change()
    for before in reversed(states):
        team.undo(team.last_change(number=1).id, at=NOW)
        assert said(team) == before
    team.undo(team.last_change(number=1).id, at=NOW)
    assert (team.numbers(), team.candidate(1), team.search(Query(), limit=9)) == ((), None, Page((), 0))
    assert team.save(cv("Bo")).number == 2


def test_what_was_set_in_a_draft_is_kept_with_the_document_and_taken_back_with_it(team):
    team.save(cv("Ana Lima", mails=("ana@mail.example",)))
    before = said(team)
    newer = cv("Anna Lima", text="newer", mails=("ana@mail.example",))
    assert team.save(newer, [Correction("name", "Mia Lima", "Bo", NOW)]).name == "Mia Lima"
    assert (team.candidate(1).name, named(team, "mia"), named(team, "anna")) == ("Mia Lima", (1,), ())
    team.undo(team.last_change(number=1).id, at=NOW)
    assert said(team) == before


def test_what_was_set_in_the_draft_of_somebody_new_does_not_keep_them_from_being_taken_back(team):
    team.save(cv("Ana Lima"), [Correction("emails", "ana@set.example", "Bo", NOW)])
    assert team.recognise(cv("Ana Lima", text="x", mails=("ana@set.example",))).number == 1
    team.undo(team.last_change(number=1).id, at=NOW)
    assert team.numbers() == ()


def test_what_was_set_is_kept_once_where_the_document_is_here_already(team):
    received, made = cv("Ana Lima"), Correction("name", "Mia Lima", "Bo", NOW)
    team.save(received)
    assert [team.save(received, [made]).status for _ in range(2)] == ["unchanged"] * 2
    assert (team.candidate(1).name, len(team.dossier(1).corrections)) == ("Mia Lima", 1)
    team.undo(team.last_change(by="Bo").id, at=NOW)
    assert team.candidate(1).name == "Ana Lima"


def test_a_change_is_taken_back_once(team):
    team.save(cv("Ana"))
    team.note(1, "x", by="Mara", at=NOW)
    change = team.last_change(by="Mara")
    team.undo(change.id, at=NOW)
    with pytest.raises(KeyError):
        team.undo(change.id, at=NOW)
    assert team.last_change(by="Mara") is None


def test_the_last_change_is_ones_own_or_a_persons(team):
    for name in ("Ana", "Bo"):
        team.save(cv(name))
    team.note(1, "x", by="Mara", at=NOW)
    team.move(2, "offer", by="Jonas", at=NOW)
    assert [team.last_change(by=who).number for who in ("Mara", "Jonas")] == [1, 2]
    assert team.last_change(number=1).kind == "note"
    assert team.last_change(number=10**12) is None


def test_later_work_of_others_is_never_lost(team):
    team.save(cv("Ana"))
    added = team.last_change(number=1)
    team.move(1, "interview", by="Mara", at=NOW)
    mine = team.last_change(by="Mara")
    team.move(1, "offer", by="Jonas", at=NOW)
    for change in (mine, added):
        with pytest.raises(Superseded) as refused:
            team.undo(change.id, at=NOW)
        assert "interview → offer" in [one.words for one in refused.value.since]
    assert team.candidate(1).stage == "offer"
    assert team.last_change(by="Mara") == mine


def test_a_value_is_taken_back_though_another_one_was_set_since(team):
    team.save(cv("Ana"))
    team.correct(1, [Correction("name", "Mia", "Mara", NOW)])
    mine = team.last_change(by="Mara")
    team.correct(1, [Correction("emails", "ana@set.example", "Jonas", NOW)])
    team.undo(mine.id, at=NOW)
    assert team.candidate(1).name == "Ana"
    assert [one.value for one in team.dossier(1).profile.emails] == ["ana@set.example"]


def test_a_value_that_somebody_set_again_is_not_taken_from_under_them(team):
    team.save(cv("Ana"))
    team.correct(1, [Correction("name", "Mia", "Mara", NOW)])
    team.correct(1, [Correction("name", "Maja", "Jonas", NOW)])
    with pytest.raises(Superseded):
        team.undo(team.last_change(by="Mara").id, at=NOW)
    team.undo(team.last_change(by="Jonas").id, at=NOW)
    assert team.candidate(1).name == "Mia"


def pair(team):
    """Two records of one person, with all that a team can do to them."""
    team.save(cv("Ana Lima", text="pytorch", mails=("ana@mail.example",)))
    team.save(cv("A. Lima", text="kubernetes", mails=("lima@mail.example",), at=NOW + timedelta(days=3)))
    team.save(cv("A. Lima", text="again", mails=("lima@mail.example",), opening="Compilers"))
    for number in (1, 2):
        team.note(number, f"of {number}", by="Mara", at=NOW)
    team.move(2, "interview", by="Jonas", at=NOW)
    team.correct(2, [Correction("label", "Engineer", "Jonas", NOW)])


def test_a_merge_keeps_the_older_number_and_all_that_belongs_to_both(team):
    pair(team)
    team.merge(1, 2, by="Mara", at=NOW)
    kept = team.dossier(1)
    assert team.numbers() == (1,)
    assert (kept.also, [one.number for one in kept.documents]) == ((2,), [3, 2, 1])
    assert [note.text for note in kept.notes] == ["of 1", "of 2"]
    assert [mail.value for mail in kept.profile.emails] == ["lima@mail.example", "ana@mail.example"]
    assert kept.profile.label.value == "Engineer"
    assert {"pytorch", "kubernetes"} <= set(team.skill_counts())
    assert team.recognise(cv("", text="x", mails=("lima@mail.example",))).number == 1


def test_the_other_number_keeps_answering(team):
    pair(team)
    team.merge(1, 2, by="Mara", at=NOW)
    assert team.candidate(2) == team.candidate(1) == team.candidates([2, 1])[0]
    assert len(team.candidates([1, 2])) == 1
    team.note(2, "under the old number", by="Mara", at=NOW)
    assert team.dossier(1).notes == team.dossier(2).notes
    assert team.file(2) == team.file(1)


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("new", "interview", "interview"),
        ("offer", "screening", "offer"),
        ("rejected", "new", "new"),
        ("interview", "withdrawn", "interview"),
        ("rejected", "hired", "hired"),
    ],
)
def test_the_stage_of_two_applications_follows_the_rule(team, first, second, kept):
    for number, (name, stage) in enumerate((("Ana", first), ("Bo", second)), 1):
        team.save(cv(name))
        team.move(number, stage, by="Mara", at=NOW + timedelta(hours=number))
    team.merge(1, 2, by="Mara", at=NOW)
    assert team.candidate(1).stage == kept


def test_a_merge_is_taken_back_whole(team):
    pair(team)
    before = said(team)
    team.merge(1, 2, by="Mara", at=NOW)
    team.undo(team.last_change(number=1).id, at=NOW)
    assert said(team) == before
    assert team.recognise(cv("", text="x", mails=("lima@mail.example",))).number == 2


def test_an_application_names_its_own_file_again_when_a_merge_is_taken_back(team, store):
    def sources():
        with store.database.engine.connect() as connection:
            here = tables.application.c
            return connection.execute(select(here.candidate, here.source, here.latest).order_by(here.arrived)).all()

    for name, file, days, opening in (("Ana", "one", 2, ""), ("Ana", "two", 1, "Compilers"), ("Bo", "three", 0, "")):
        arrived = NOW + timedelta(days=days)
        team.save(cv(name, text=file, file=f"{file}.md", mails=(f"{name}@mail.example",), opening=opening, at=arrived))
    before = sources()
    team.merge(1, 2, by="Mara", at=NOW)
    team.undo(team.last_change(number=1).id, at=NOW)
    assert sources() == before


def test_what_came_after_a_merge_stays(team):
    pair(team)
    team.merge(1, 2, by="Mara", at=NOW)
    merge = team.last_change(number=1)
    team.note(1, "since", by="Jonas", at=NOW)
    team.move(1, "offer", by="Jonas", at=NOW)
    _, since = team.undo(merge.id, at=NOW)
    assert [one.kind for one in since] == ["note", "stage"]
    assert "since" in [note.text for note in team.dossier(1).notes]
    assert sorted(team.candidate(number).stage for number in (1, 2)) == ["interview", "offer"]


def test_merges_of_merges_come_apart_in_order(team):
    for name in ("Ana", "Bo", "Mia"):
        team.save(cv(name))
    before = said(team)
    team.merge(2, 3, by="Mara", at=NOW)
    team.merge(1, 2, by="Mara", at=NOW)
    assert (team.candidate(3).number, team.dossier(1).also) == (1, (2, 3))
    for _ in range(2):
        team.undo(team.last_change(by="Mara").id, at=NOW)
    assert said(team) == before


def test_a_merge_is_not_taken_back_from_under_a_later_one(team):
    for name in ("Ana", "Bo", "Cy"):
        team.save(cv(name, mails=(f"{name}@mail.example",)))
    team.merge(1, 2, by="Mara", at=NOW)
    first = team.last_change(by="Mara")
    team.merge(1, 3, by="Jonas", at=NOW)
    with pytest.raises(Superseded) as refused:
        team.undo(first.id, at=NOW)
    assert [one.by for one in refused.value.since] == ["Jonas"]


def test_dossiers_are_what_each_is_by_itself(team):
    pair(team)
    team.save(cv("Bo", data=b"1", mails=("bo@mail.example",)))
    team.save(cv("Bo", data=b"2", mails=("bo@mail.example",)))
    team.correct(3, [Correction("name", "Bo", "Mara", NOW)])
    for number in (1, 3):
        team.note(number, f"of {number}", by="Mara", at=NOW)
        team.move(number, "interview", by="Mara", at=NOW)
    team.merge(1, 2, by="Mara", at=NOW)
    assert team.dossiers([3, 2, 99, 1, 2**40]) == (team.dossier(3), team.dossier(1))
    assert team.dossiers([]) == ()
    assert [len(one.documents) for one in team.dossiers([3])] == [2]


def test_nobody_is_merged_with_themselves_or_a_stranger(team):
    pair(team)
    team.merge(1, 2, by="Mara", at=NOW)
    for number, other in ((1, 1), (1, 2), (2, 1), (1, 99), (99, 1), (1, 2**40)):
        with pytest.raises(KeyError):
            team.merge(number, other, by="Mara", at=NOW)


def test_a_digest_tells_of_merged_people_once(team, store):
    team.save(cv("Ana"))
    team.save(cv("Bo", at=NOW + timedelta(hours=1)))
    place = Workspace("slack", "T1")
    since = NOW - timedelta(days=9)
    digest = Digest(0, "d", place, "C", "c", "0 9 * * *", "daily", "UTC", "", since, NOW, "active", "mia")
    team.add_digest(digest)
    run = store.claim([place], now=NOW, lease=NOW)
    store.delivered(run, [1], messages=["m"], at=NOW, next_due=NOW)
    team.merge(1, 2, by="Mara", at=NOW)
    [kept] = team.digests()
    assert team.applicants(kept, until=NOW + timedelta(days=1)) == ()
    team.undo(team.last_change(number=1).id, at=NOW)
    assert [one.number for one in team.applicants(kept, until=NOW + timedelta(days=1))] == [2]


def test_every_table_of_a_person_follows_a_merge(team, store):
    pair(team)
    with store.database.engine.begin() as connection:
        one = connection.execute(select(tables.organization.c.id)).scalar_one()
        tag = {"organization_id": one, "tag": "gpu", "label": "gpu", "tagged_by": "Mara", "at": NOW}
        connection.execute(insert(tables.tag), [tag | {"candidate": 1}, tag | {"candidate": 2}])
        connection.execute(insert(tables.tag), [tag | {"candidate": 2, "tag": "rare", "label": "rare"}])
    team.merge(1, 2, by="Mara", at=NOW)
    assert team.dossier(1).tags == ("gpu", "rare")
    with store.database.engine.connect() as connection:
        for table in tables.metadata.sorted_tables:
            if "candidate" in table.c and table.info.get("only", store.database.dialect) == store.database.dialect:
                assert connection.execute(select(table).where(table.c.candidate == 2)).first() is None, table.name
    team.undo(team.last_change(number=1).id, at=NOW)
    assert (team.dossier(1).tags, team.dossier(2).tags) == (("gpu",), ("gpu", "rare"))


def test_a_conflict_says_that_it_is_one():
    assert issubclass(Superseded, Conflict)
