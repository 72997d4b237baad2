"""What a store promises about organizations that share it: nothing is ever read or written across two."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.channels import IntakeChannel, Message
from bot.digests.records import Digest
from bot.linking import new_code
from bot.members import Alarm, Allowance
from bot.records import AuditEntry, Correction, Draft, Grant, Keys, Page, RecentList, Role, Seen, Workspace
from bot.search.query import Clause, Query, Term
from bot.sharing.records import Share
from storage import SqlStore
from storage.tables import metadata
from tests.stores import NOW, cv

PLACE = Workspace("slack", "T1")
GLOBAL = {"organization", "workspace", "event", "installation", "oauth_state", "direct"}
"""Tables that are read before the organization is known."""


def clauses():
    return (
        Clause((Term("skill", "rust", skills=("rust",)),)),
        Clause((Term("skill", "x", skills=("x", "rust")), Term("word", "rust", tokens=("rust",)))),
        Clause((Term("phrase", "rust arm", tokens=("rust", "arm*")),)),
        Clause((Term("field", "school", field="school", groups=(("nsu",), ("n*",))),)),
        Clause((Term("word", "java", tokens=("java",)), Term("skill", "java", skills=("java",))), negated=True),
    )


def digest():
    return Digest(
        0, "d", PLACE, "C", "c", "0 9 * * *", "daily", "UTC", "", NOW - timedelta(days=9), NOW, "active", "mia"
    )


def populate(store, team, mark):
    """The same life in each organization, told apart by the mark alone."""
    terms = (("school", "nsu"),)
    for at in range(2):
        mails = (f"{at}@mail.example",)
        for version in "ab":
            text = f"rust arms {version} {mark}"
            team.save(cv(f"Ana {mark}", text=text, mails=mails, skills={"rust": 2}, terms=terms, file=f"{mark}.md"))
    team.move(1, "interview", by=mark, at=NOW)
    team.note(1, mark, by=mark, at=NOW)
    team.keep_draft(Draft("k", mark, mark.encode(), mark, NOW), Keys())
    team.correct_draft("k", Correction("name", mark, mark, NOW), Keys())
    team.grant(Grant(PLACE, "member", "U1", mark, Role.ADMIN, mark, NOW))
    shown = Seen(PLACE, "U1", RecentList(f"find {mark}", 1, (1, 2), "more"))
    team.record(AuditEntry(NOW, mark, "DM", "show", 1, "done"), seen=shown)
    team.met(PLACE, "U1", mark, role=Role.ADMIN, at=NOW)
    team.looked(PLACE, "U1", range(1, 1 + len(mark)), at=NOW)
    assert team.raise_alarm(Alarm(team.organization, PLACE, "U1", mark, 9, NOW), quiet=timedelta(0))
    team.begin_intake(IntakeChannel(PLACE, mark, mark, mark, NOW))
    team.put_down(Message(PLACE, "C1", "17.1"), mark, at=NOW)
    team.reported("k", Message(PLACE, mark, "17.2"))
    team.draw(Allowance("request", 60, 20, PLACE, "U1"), 20, at=NOW)
    team.reindex(2)
    asked = Share(0, PLACE, mark, mark, (1, 2), mark, mark, mark, NOW)
    held, _ = team.begin_share(team.ask_share(asked).id, at=NOW, here=True, again=timedelta(0))
    team.shared(held.id, [mark], at=NOW)


def seen(team):
    """All that a tenant can be asked, as text."""
    source = Clause((Term("field", "source", field="source", groups=(("md",),)),))
    query = Query((*clauses(), source), stages=("interview", "new"), since="2026-01-01", until="2026-12-31")
    return repr(
        [
            team.dossier(1),
            team.dossier(2),
            team.dossier(3),
            team.candidates(range(9)),
            team.file(1),
            team.count(),
            team.numbers(),
            team.arrived(NOW, limit=9),
            team.search(Query(), limit=9),
            team.search(query, limit=9),
            *(team.search(Query((clause,)), limit=9) for clause in clauses()),
            team.names("", limit=9),
            team.names_like(("ana", "bo", "lima")),
            team.skill_counts(),
            team.draft("k", at=NOW),
            team.draft_of(b"ours", at=NOW),
            team.draft_of(b"theirs", at=NOW),
            team.recall(PLACE, "U1"),
            team.digests(),
            team.grants(),
            team.role(PLACE, "U1", []),
            team.audit(limit=9),
            team.admins(since=NOW),
            team.alarms(since=NOW),
            team.member_name(PLACE, "U1"),
            team.workspaces(),
            team.intakes(),
            team.shares(),
            [team.share(number) for number in (1, 2)],
            [team.messages(number) for number in (1, 2)],
            *(team.takes_cvs(PLACE, channel) for channel in (team.organization.name, "nowhere")),
            team.looked(PLACE, "U1", (), at=NOW),
            team.reports("k"),
            team.recognise(cv("Ana", mails=("1@mail.example",))),
        ]
    )


@pytest.fixture
def teams(store: SqlStore):
    both = {name: store.within(store.organization(name)) for name in ("ours", "theirs")}
    for name, team in both.items():
        populate(store, team, name)
    return both


def test_two_organizations_that_look_alike_never_see_each_other(teams):
    ours, theirs = seen(teams["ours"]), seen(teams["theirs"])
    assert "theirs" not in ours
    assert "ours" not in theirs
    assert ours.count("ours") > 20
    assert [team.numbers() for team in teams.values()] == [(1, 2), (1, 2)]


def test_what_one_organization_does_leaves_the_other_as_it_was(store, teams):
    before = seen(teams["ours"])
    them = teams["theirs"]
    assert them.take_up(Message(PLACE, "C1", "17.1")) == ("theirs",)
    them.move(1, "rejected", by="x", at=NOW)
    them.note(2, "x", by="x", at=NOW)
    them.save(cv("Ana", data=b"new", mails=("0@mail.example",), opening="Compilers"))
    them.reindex(1)
    them.correct_draft("k", Correction("name", "x", "x", NOW), Keys())
    them.drop_draft("k")
    them.keep_draft(Draft("k2", "x", b"", "x", NOW + timedelta(days=30)), Keys())
    assert them.revoke(PLACE, "member", "U1")
    assert them.end_intake(PLACE, "theirs")
    assert not them.end_intake(PLACE, "ours")
    them.record(AuditEntry(NOW, "x", "x", "x", 1, "done"), seen=Seen(PLACE, "U1", RecentList("x", 5, (2,), "")))
    kept = them.add_digest(digest())
    run = store.claim([PLACE], now=NOW, lease=NOW)
    store.delivered(run, [1, 2], messages=["m"], at=NOW, next_due=NOW + timedelta(days=1))
    assert them.applicants(kept, until=NOW) == ()
    assert seen(teams["ours"]) == before
    ours = teams["ours"].add_digest(digest())
    assert len(teams["ours"].applicants(ours, until=NOW)) == 2
    assert teams["ours"].take_up(Message(PLACE, "C1", "17.1")) == ("ours",)


def test_a_digest_of_another_organization_cannot_be_changed(teams):
    teams["ours"].add_digest(digest())
    kept = teams["ours"].digests()[0]
    them = teams["theirs"]
    assert not any((them.pause_digest(kept.id), them.stop_digest(kept.id), them.send_digest(kept.id, at=NOW)))
    assert not them.resume_digest(kept.id, next_due=NOW)
    assert teams["ours"].digests() == (kept,)


def test_every_statement_of_a_tenant_names_the_organization(store, teams):
    statements = set()
    event.listen(
        store.database.engine, "before_cursor_execute", lambda _c, _k, statement, *_: statements.add(statement)
    )
    populate(store, teams["ours"], "again")
    kept = teams["ours"].add_digest(digest())
    teams["ours"].pause_digest(kept.id)
    teams["ours"].resume_digest(kept.id, next_due=NOW)
    teams["ours"].send_digest(kept.id, at=NOW)
    teams["ours"].applicants(kept, until=NOW)
    store.undelivered(store.claim([PLACE], now=NOW, lease=NOW), fault="busy", retry=NOW)
    run = store.claim([PLACE], now=NOW, lease=NOW)
    store.renew(run, now=NOW, lease=NOW)
    store.delivered(run, [1], messages=["m"], at=NOW, next_due=NOW)
    store.undelivered(store.claim([PLACE], now=NOW, lease=NOW), fault="gone", retry=None)
    teams["ours"].stop_digest(kept.id)
    seen(teams["ours"])
    assert len(statements) > 40
    assert [statement for statement in statements if not names_the_organization(statement)] == []


def names_the_organization(statement):
    """Each table that belongs to an organization is compared with it, joined on it or gets it as a value."""
    named = re.findall(r"(?:\bFROM|\bJOIN|^UPDATE|^INSERT INTO) \"?(\w+)\"?(?: AS (\w+))?", statement)
    return all(
        re.search(rf"\b{called or table}\.organization_id|^INSERT INTO \"?{table}\"? \(\"?organization_id", statement)
        for table, called in named
        if table in set(metadata.tables) - GLOBAL
    )


def test_what_only_another_organization_says_finds_nobody(store):
    ours, theirs = (store.within(store.organization(name)) for name in ("ours", "theirs"))
    terms = (("school", "nsu"),)
    theirs.save(
        cv("Bo", text="cobol poetry", skills={"cobol": 3, "dance": 1}, implied={"x": 3}, terms=terms, weak=("bo|nsu",))
    )
    ours.save(cv("Ana", text="rust"))
    asked = (
        Term("word", "cobol", tokens=("cobol",)),
        Term("word", "cob*", tokens=("cob*", "poetry")),
        Term("phrase", "cobol poetry", tokens=("cobol", "poetry")),
        Term("skill", "cobol", skills=("cobol",)),
        Term("skill", "x", skills=("x", "cobol")),
        Term("field", "school", field="school", groups=(("nsu",),)),
        Term("field", "school", field="school", groups=(("n*",), ("nsu",))),
    )
    for term in asked:
        assert ours.search(Query((Clause((term,)),)), limit=9) == Page((), 0)
        assert ours.search(Query((Clause((term, asked[0])),)), limit=9) == Page((), 0)
        assert ours.search(Query((Clause((term,), negated=True),)), limit=9) == Page((1,), 1)
        assert theirs.search(Query((Clause((term,)),)), limit=9) == Page((1,), 1)
    assert (ours.names("bo", limit=9), ours.names_like(("ana", "bo")), ours.skill_counts()) == ((), ("ana",), {})
    assert ours.recognise(cv("Bo", weak=("bo|nsu",))).number == 0


def test_whoever_comes_too_late_moves_no_workspace(store):
    ours, theirs, new = (store.within(store.organization_of(Workspace("slack", name))) for name in ("T1", "T2", "T3"))
    there, codes = Workspace("slack", "T3"), (new_code(), new_code())
    for own, code in zip((ours, theirs), codes, strict=True):
        own.issue_code(code, by="Mara", at=NOW)
    assert new.join(there, codes[0], by="Vera", at=NOW).outcome == "done"
    assert new.join(there, codes[1], by="Vera", at=NOW).outcome == "no such code"
    assert store.organization_linked(there) == ours.organization
    store.organization_of(Workspace("discord", "9"), default=theirs.organization)
    with pytest.raises(KeyError):
        theirs.leave(there, by="Mara", at=NOW)
    assert store.organization_linked(there) == ours.organization
