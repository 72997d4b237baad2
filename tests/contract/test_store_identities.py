"""What a store promises of a member with several identities: what one kept is kept under the one that stands for all."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.linking import LASTS, TRIES, Code
from bot.records import Role, Workspace
from bot.work.pending import Asking
from bot.work.records import Colleague
from storage import SqlStore
from storage.tables import erasure, identity_link, member_code, metadata, share
from storage.types import Words
from tests.stores import NOW, cv

TEAM, GUILD = Workspace("slack", "T1"), Workspace("discord", "9")
MARA, ODA, BO = "slack:T1:U1", "discord:9:7", "discord:9:8"
CODE = Code("K7QD", "3MXA9P2R")
LATER = NOW + timedelta(hours=1)
DAY = timedelta(days=1)
STILL = Asking("", NOW + DAY, (NOW + DAY).date(), NOW, NOW, NOW + DAY, (), ("new",), 9)
"""Whoever stands in the first stage at all."""


@pytest.fixture
def team(store: SqlStore):
    own = store.organization_of(TEAM)
    store.organization_of(GUILD, default=own)
    team = store.within(own)
    for name in ("Ana Lima", "Bo Meyer"):
        team.save(cv(name, mails=(f"{name[:2].lower()}@mail.example",)))
    team.met(TEAM, "U1", "Mara", role=Role.ADMIN, at=NOW)
    team.met(GUILD, "7", "Oda", role=Role.RECRUITER, at=NOW)
    return team


def as_(store, team, member):
    return store.within(team.organization, member)


def unite(team, identity=ODA, *, of=MARA):
    team.issue_member_code(CODE, identity=of, at=NOW)
    return team.unite(CODE, identity=identity, at=NOW)


def work(tenant, name, *, score=4, at=NOW):
    me = Colleague(tenant.member, name)
    tenant.assign(1, me, by=name, at=at)
    tenant.note(1, "Called", by=name, at=at)
    tenant.add_todo(1, "Write", owner=me, due=None, by=name, at=at)
    tenant.rate(1, "new", [("Overall", score)], "", sent=True, by=name, at=at)


def test_no_row_is_kept_under_an_identity_that_another_one_stands_for(store, team):
    oda = as_(store, team, ODA)
    work(oda, "Oda")
    assert unite(team).outcome == "done"
    with store.database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for column in (one for one in table.c if isinstance(one.type, Words)):
                if table in (identity_link, member_code, share, erasure):
                    continue
                said = connection.scalars(select(column)).all()
                assert [one for one in said if ODA in (one or "")] == [], column
    assert (oda.identities(), as_(store, team, MARA).identities()) == ((MARA, ODA), (MARA, ODA))


def test_what_is_undone_later_is_given_back_to_the_member(store, team):
    oda = as_(store, team, ODA)
    oda.assign(1, Colleague(ODA, "Oda"), by="Oda", at=NOW)
    team.assign(1, Colleague(BO, "Bo"), by="Mara", at=NOW)
    unite(team)
    team.undo(team.last_change(number=1).id, at=NOW)
    assert [one.number for one in as_(store, team, MARA).pending(STILL).still] == [1]
    assert [as_(store, team, one).pending(STILL).all_still for one in (ODA, BO)] == [0, 0]


def test_of_two_ratings_the_later_stays(store, team):
    work(as_(store, team, MARA), "Mara", score=1, at=NOW)
    work(as_(store, team, ODA), "Oda", score=5, at=LATER)
    unite(team)
    found = as_(store, team, MARA).scorecards(1)
    assert [(one.scores, one.own) for one in found.shown] == [((("Overall", 5),), True)]


def test_a_code_holds_for_a_while_for_some_tries_and_once(team):
    team.issue_member_code(CODE, identity=MARA, at=NOW)
    assert team.meet(CODE, identity=ODA, at=NOW + LASTS).outcome == "no such code"
    assert team.meet(CODE, identity=ODA, at=NOW).outcome == "possible"
    for _ in range(TRIES):
        assert team.unite(Code(CODE.name, "AAAAAAAA"), identity=ODA, at=NOW).outcome == "no such code"
    assert team.unite(CODE, identity=ODA, at=NOW).outcome == "no such code"
    again = Code("AAAA", CODE.secret)
    team.issue_member_code(again, identity=MARA, at=NOW)
    assert team.unite(again, identity=ODA, at=NOW).outcome == "done"
    assert team.unite(again, identity=BO, at=NOW).outcome == "no such code"


def test_a_code_is_its_organizations_alone(store, team):
    team.issue_member_code(CODE, identity=MARA, at=NOW)
    other = store.within(store.organization("theirs"))
    assert other.meet(CODE, identity="slack:T9:U1", at=NOW).outcome == "no such code"
    assert other.stands_for(ODA) == ODA


def test_one_member_has_one_identity_in_each_workspace(team):
    unite(team)
    team.issue_member_code(CODE, identity=MARA, at=NOW)
    assert team.unite(CODE, identity=BO, at=NOW).outcome == "this workspace"
    assert team.unite(CODE, identity=ODA, at=NOW).outcome == "the same"
    assert team.unite(CODE, identity="slack:T1:U2", at=NOW).outcome == "this workspace"


def test_apart_again_all_stays_with_whom_it_was_kept_under(store, team):
    work(as_(store, team, ODA), "Oda")
    unite(team)
    assert team.separate(ODA, at=NOW)
    assert not team.separate(ODA, at=NOW)
    assert (team.stands_for(ODA), as_(store, team, ODA).identities()) == (ODA, (ODA,))
    assert len(team.todos(owner=MARA)) == 1
    assert team.todos(owner=ODA) == ()


def test_when_a_workspace_leaves_its_identities_are_by_themselves_and_the_others_stay_together(store, team):
    other = Workspace("slack", "T2")
    store.organization_of(other, default=team.organization)
    third, fourth = "slack:T2:U9", "discord:8:9"
    unite(team)
    for one in (third, fourth):
        assert unite(team, one).outcome == "done"
    assert team.leave(TEAM, by="Mara", at=LATER)
    assert len({team.stands_for(one) for one in (ODA, third, fourth)}) == 1
    assert team.stands_for(MARA) == MARA
    assert team.leave(other, by="Oda", at=LATER)
    assert team.stands_for(third) == third
    assert team.stands_for(ODA) == team.stands_for(fourth)
    assert as_(store, team, "").identities() == ()


def test_old_codes_are_swept_away(store, team):
    team.issue_member_code(CODE, identity=MARA, at=NOW)
    store.tidy(NOW + LASTS + timedelta(seconds=1))
    with store.database.engine.connect() as connection:
        assert connection.execute(select(member_code)).all() == []
