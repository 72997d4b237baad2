"""What a store promises about the team's work: owners, tags, notes, to-dos, scorecards, snoozing; and the way back."""

from datetime import date, timedelta

import msgspec
import pytest

from bot.digests.records import Digest
from bot.linking import new_code
from bot.records import AuditEntry, Grant, Role, Workspace
from bot.search.query import Clause, Query, Term
from bot.store import Conflict, Superseded
from bot.work.discussions import Discussion, Said
from bot.work.notes import Mention
from bot.work.port import NotYours
from bot.work.records import Colleague, Hidden
from storage import SqlStore
from tests.stores import NOW, cv

MARA, JONAS = Colleague("slack:T1:U1", "Mara Okafor"), Colleague("discord:7:8", "Jonas Weber")
NAMESAKE = Colleague("slack:T1:U9", "Mara Okafor")
LATER = NOW + timedelta(days=10)


@pytest.fixture
def views(store: SqlStore):
    """The organization as each of the three sees it."""
    own = store.organization()
    return {one: store.within(own, one.key) for one in (MARA, JONAS, NAMESAKE)}


@pytest.fixture
def team(views):
    for name in ("Ana Lima", "Bo"):
        views[MARA].save(cv(name, mails=(f"{name[0]}@mail.example",)))
    return views[MARA]


def found(team, field, value):
    return team.search(Query((Clause((Term("field", value, field=field, groups=((value,),)),)),)), limit=9).numbers


def state(team):
    whole = msgspec.to_builtins([team.dossier(number) for number in team.numbers()])
    for one in whole:
        for counted in (one["candidate"], *one["applications"]):
            counted["version"] = 0
    return whole


# --------------------------------------------------------------------- owners


def test_an_owner_is_shown_and_found_by_name_by_me_and_by_nobody(team, views):
    team.assign(1, MARA, by="Mara Okafor", at=NOW)
    assert team.candidate(1).owner == "Mara Okafor"
    assert (found(team, "owner", "me"), found(views[JONAS], "owner", "me")) == ((1,), ())
    assert (found(team, "owner", "okafor"), found(team, "owner", "oka")) == ((1,), ())
    assert found(team, "owner", "nobody") == (2,)
    assert found(views[NAMESAKE], "owner", "me") == ()
    team.assign(1, None, by="Mara Okafor", at=NOW)
    assert (team.candidate(1).owner, found(team, "owner", "nobody")) == ("", (2, 1))


def test_whoever_read_before_somebody_assigned_is_refused(team, views):
    read = team.candidate(1).version
    views[JONAS].assign(1, JONAS, by="Jonas", at=NOW, version=read)
    with pytest.raises(Conflict):
        team.assign(1, MARA, by="Mara", at=NOW, version=read)
    assert team.candidate(1).owner == "Jonas Weber"


def test_the_same_owner_again_changes_nothing(team):
    before = team.assign(1, MARA, by="Mara", at=NOW)
    assert team.assign(1, MARA, by="Mara", at=LATER) == before
    assert team.history(number=1, limit=9)[0] == 2


def test_colleagues_are_those_met_and_those_with_a_grant(team):
    place = Workspace("slack", "T1")
    team.met(place, "U1", "Mara Okafor", role=Role.ADMIN, at=NOW)
    team.grant(Grant(place, "member", "U5", "Ilse", Role.RECRUITER, "Mara", NOW))
    team.grant(Grant(place, "member", "U6", "Jonas", Role.VIEWER, "Mara", NOW))
    team.grant(Grant(place, "group", "S1", "Hiring", Role.ADMIN, "Mara", NOW))
    assert [(one.key, one.name, one.works) for one in team.colleagues()] == [
        ("slack:T1:U5", "Ilse", True),
        ("slack:T1:U6", "Jonas", False),
        ("slack:T1:U1", "Mara Okafor", True),
    ]


def test_whoever_has_several_identities_is_one_colleague_and_nobody_is_known_by_one_that_was_never_met(team):
    place, guild = Workspace("slack", "T1"), Workspace("discord", "9")
    team.met(place, "U1", "Mara Okafor", role=Role.VIEWER, at=NOW)
    team.met(guild, "7", "mara", role=Role.RECRUITER, at=NOW)
    for identity in ("discord:9:7", "discord:8:1"):
        code = new_code()
        team.issue_member_code(code, identity="slack:T1:U1", at=NOW)
        assert team.unite(code, identity=identity, at=NOW).outcome == "done"
    assert [(one.key, one.name, one.works) for one in team.colleagues()] == [("slack:T1:U1", "Mara Okafor", True)]


# ----------------------------------------------------------------------- tags


def test_tags_are_compared_folded_and_shown_as_written(team):
    assert team.tag(1, ["GPU", "gpu", "Zürich"], [], by="Mara", at=NOW) == (("GPU", "Zürich"), ())
    assert team.tag(1, ["gPu"], ["zurich", "absent"], by="Mara", at=NOW) == ((), ("Zürich",))
    assert team.dossier(1).tags == ("GPU",)
    team.tag(2, ["gpu", "rare"], [], by="Mara", at=NOW)
    assert [(label.casefold(), count) for label, count in team.tags()] == [("gpu", 2), ("rare", 1)]
    assert found(team, "tag", "gpu") == (2, 1)


# ---------------------------------------------------------------------- notes


def test_a_tag_that_nobody_has_is_taken_from_nobody(team):
    team.tag(1, [], ["gpu"], by="Mara", at=LATER)
    assert [one.kind for one in team.history(number=1, limit=9)[1]] == ["document"]


def test_a_note_keeps_whom_it_means_and_the_discussion(team):
    talk = Discussion("https://chat.example/p1", (Said("Jonas", "strong on <GPUs>", NOW), Said("Mara", "agreed")))
    team.note(1, "ask @Jonas", by="Mara", at=NOW, mentions=[Mention("Jonas", JONAS.key)], discussion=talk)
    [kept] = team.dossier(1).notes
    assert (kept.text, kept.author, kept.member) == ("ask @Jonas", "Mara", MARA.key)
    assert (kept.mentions, kept.discussion) == ((Mention("Jonas", JONAS.key),), talk)


def test_a_discussion_that_was_cut_stays_known_as_such(team):
    talk = Discussion("https://chat.example/p1", (Said("Jonas", "strong", NOW),), cut=True)
    team.note(1, "", by="Mara", at=NOW, discussion=talk)
    assert team.dossier(1).notes[0].discussion == talk
    assert team.discussion(team.keep_discussion(talk, at=NOW)) == talk


def test_only_its_author_changes_a_note(team, views):
    team.note(1, "first", by="Mara Okafor", at=NOW)
    given = team.dossier(1).notes[0].id
    for other in (JONAS, NAMESAKE):
        with pytest.raises(NotYours):
            views[other].edit_note(1, given, "mine", by="Mara Okafor", at=NOW)
        with pytest.raises(NotYours):
            views[other].remove_note(1, given, by="Mara Okafor", at=NOW)
    team.edit_note(1, given, "second", by="Mara Okafor", at=LATER)
    assert [(one.text, one.edited) for one in team.dossier(1).notes] == [("second", LATER)]
    team.remove_note(1, given, by="Mara Okafor", at=LATER)
    assert team.dossier(1).notes == ()
    for number, note in ((1, given), (2, given), (1, 99)):
        with pytest.raises(KeyError):
            team.edit_note(number, note, "x", by="Mara", at=NOW)


def test_a_discussion_waits_until_somebody_says_whose_it_is(team, store):
    talk = Discussion("link", (Said("Jonas", "yes", NOW),))
    key = team.keep_discussion(talk, at=NOW)
    assert (team.discussion(key), team.discussion("other")) == (talk, None)
    assert store.within(store.organization("Others")).discussion(key) is None
    store.tidy(NOW + timedelta(days=8))
    assert team.discussion(key) is None


# --------------------------------------------------------------------- to-dos


def test_what_is_due_first_comes_first_and_what_is_done_is_gone(team, views):
    for text, due in (("some day", None), ("later", date(2026, 12, 1)), ("soon", date(2026, 11, 1))):
        team.add_todo(1, text, due=due, owner=MARA, by="Mara", at=NOW)
    team.add_todo(2, "his", due=None, owner=JONAS, by="Mara", at=NOW)
    assert [one.text for one in team.todos(owner=MARA.key)] == ["soon", "later", "some day"]
    assert [one.text for one in team.todos(owner=JONAS.key)] == ["his"]
    assert [one.text for one in team.dossier(1).todos] == [one.text for one in team.todos(number=1)]
    soon = team.todos(owner=MARA.key)[0]
    assert team.finish_todo(soon.id, by="Mara", at=NOW).done_by == "Mara"
    assert views[JONAS].finish_todo(soon.id, by="Jonas", at=LATER).done_by == "Mara"
    later = team.todos(owner=MARA.key)[0]
    assert team.postpone_todo(later.id, date(2027, 1, 1), by="Mara", at=NOW).due == date(2027, 1, 1)
    for given in (soon.id, 99):
        with pytest.raises(KeyError):
            team.postpone_todo(given, None, by="Mara", at=NOW)


def test_a_todo_that_changed_since_it_was_seen_stays_as_others_left_it(team, views):
    seen = team.add_todo(1, "Call her", due=date(2026, 12, 1), owner=MARA, by="Mara", at=NOW)
    moved = views[JONAS].postpone_todo(seen.id, date(2027, 1, 1), by="Jonas", at=NOW, seen=seen)
    for act in (lambda: team.finish_todo(seen.id, by="Mara", at=NOW, seen=seen), lambda: later(team, seen)):
        with pytest.raises(Conflict):
            act()
    assert team.todo(seen.id) == moved
    done = team.finish_todo(seen.id, by="Mara", at=NOW, seen=moved)
    with pytest.raises(Conflict):
        views[JONAS].postpone_todo(seen.id, None, by="Jonas", at=NOW, seen=moved)
    assert team.todo(seen.id) == done


def later(team, seen):
    return team.postpone_todo(seen.id, date(2027, 2, 1), by="Mara", at=NOW, seen=seen)


def test_a_note_that_changed_since_it_was_seen_stays_as_it_is(team):
    team.note(1, "first", by="Mara", at=NOW)
    [note] = team.dossier(1).notes
    team.edit_note(1, note.id, "second", by="Mara", at=NOW, seen="first")
    with pytest.raises(Conflict):
        team.edit_note(1, note.id, "third", by="Mara", at=NOW, seen="first")
    with pytest.raises(Conflict):
        team.remove_note(1, note.id, by="Mara", at=NOW, seen="first")
    assert [one.text for one in team.dossier(1).notes] == ["second"]


# ------------------------------------------------------------------- snoozing


def test_whoever_is_snoozed_is_not_new_until_then_and_comes_back_by_itself(team):
    start = NOW - timedelta(days=1)
    team.snooze(1, LATER, by="Mara", at=NOW)
    assert team.candidate(1).snoozed == LATER
    assert [one.number for one in team.arrived(start, limit=9, now=NOW)[1]] == [2]
    assert [one.number for one in team.arrived(start, limit=9, now=LATER)[1]] == [1, 2]
    assert team.arrived(LATER - timedelta(days=1), limit=9, now=LATER)[0] == 1
    team.snooze(1, None, by="Mara", at=NOW)
    assert team.arrived(start, limit=9, now=NOW)[0] == 2


def test_a_digest_tells_of_a_snoozed_person_when_that_is_over(team):
    place, since = Workspace("slack", "T1"), NOW - timedelta(days=1)
    digest = Digest(1, "d", place, "C", "c", "0 9 * * *", "daily", "UTC", "", since, NOW, "active", "mia")
    team.snooze(1, LATER, by="Mara", at=NOW)
    assert [one.number for one in team.applicants(digest, until=NOW)] == [2]
    assert [one.number for one in team.applicants(digest, until=LATER)] == [1, 2]


# ----------------------------------------------------- several applications


@pytest.fixture
def twice(team):
    """Ana's first application and her newest one, by number."""
    newest = team.add_opening("Kernel engineer", by="Mara", at=NOW).id
    first = team.applications(1)[0].opening.id
    team.apply(1, newest, by="Mara", at=NOW)
    return first, newest


def test_each_application_has_its_own_owner_and_snooze(team, twice):
    first, newest = twice
    team.assign(1, JONAS, by="Mara", at=NOW, opening=first)
    team.snooze(1, LATER, by="Mara", at=NOW, opening=first)
    assert [one.owner for one in team.applications(1)] == ["", "Jonas Weber"]
    assert (team.candidate(1).owner, team.candidate(1).snoozed) == ("", None)
    team.assign(1, MARA, by="Mara", at=NOW, opening=newest)
    assert team.candidate(1).owner == "Mara Okafor"
    for act in (team.assign, team.snooze):
        with pytest.raises(KeyError):
            act(2, None, by="Mara", at=NOW, opening=newest)


def test_each_application_has_its_own_rounds(team, views, twice):
    first, newest = twice
    views[JONAS].rate(1, "new", [("skills", 4)], "great", sent=True, by="Jonas", at=NOW, opening=first)
    team.rate(1, "new", [("skills", 1)], "", sent=True, by="Mara", at=NOW, opening=newest)
    assert [(one.by, one.opening) for one in team.scorecards(1).shown] == [("Mara", newest)]
    assert team.scorecards(1).at(newest).hidden == ()
    assert team.scorecards(1).at(first).hidden == (Hidden("new", "Jonas", first),)
    team.move(1, "interview", by="Mara", at=NOW, opening=newest)
    assert "great" not in repr(team.dossier(1))
    team.move(1, "interview", by="Mara", at=NOW, opening=first)
    assert [one.comment for one in team.scorecards(1).at(first).shown] == ["great"]


# ----------------------------------------------------------------- scorecards


def test_others_scores_are_unread_until_ones_own_is_in(team, views):
    views[JONAS].rate(1, "new", [("skills", 4)], "great", sent=True, by="Jonas Weber", at=NOW)
    for view in (team, views[NAMESAKE]):
        assert (view.scorecards(1).shown, view.scorecards(1).hidden) == ((), (Hidden("new", "Jonas Weber", 1),))
        assert "great" not in repr(view.dossier(1))
    team.rate(1, "new", [("skills", 1)], "", sent=False, by="Mara", at=NOW)
    assert [one.own for one in team.scorecards(1).shown] == [True]
    assert views[JONAS].scorecards(1).hidden == ()
    team.rate(1, "new", [("skills", 2)], "", sent=True, by="Mara", at=LATER)
    assert [(one.by, one.scores) for one in team.scorecards(1).shown] == [
        ("Jonas Weber", (("skills", 4),)),
        ("Mara", (("skills", 2),)),
    ]


def test_a_score_in_another_stage_opens_no_round(team, views):
    team.rate(1, "interview", [("skills", 1)], "", sent=True, by="Mara", at=NOW)
    views[JONAS].rate(1, "new", [("skills", 4)], "great", sent=True, by="Jonas", at=NOW)
    assert [one.by for one in team.scorecards(1).shown] == ["Mara"]


def test_a_round_is_over_when_the_person_has_left_the_stage(team, views, store):
    views[JONAS].rate(1, "new", [("skills", 4)], "great", sent=True, by="Jonas", at=NOW)
    views[NAMESAKE].rate(1, "new", [("skills", 1)], "unfinished", sent=False, by="Mara Okafor", at=NOW)
    nobody = store.within(store.organization())
    assert nobody.scorecards(1).shown == ()
    team.move(1, "interview", by="Mara", at=NOW)
    for view in (team, nobody):
        assert [one.comment for one in view.scorecards(1).shown] == ["great"]


def test_a_draft_is_nobody_elses_business(team, views):
    team.rate(1, "new", [], "hm", sent=False, by="Mara", at=NOW)
    assert (views[JONAS].scorecards(1).shown, views[JONAS].scorecards(1).hidden) == ((), ())
    assert [one.kind for one in views[JONAS].history(number=1, limit=9)[1]] == ["document"]


def test_an_organization_says_what_a_stage_is_scored_by(team):
    assert team.criteria("interview") == ("skills", "experience", "communication", "overall")
    for asked in (("systems", "writing"), ("papers",)):
        team.set_criteria("interview", asked)
        assert team.criteria("interview") == asked
    assert len(team.criteria("offer")) == 4


# ------------------------------------------------------------- history, undo


def acts(team):
    yield lambda: team.assign(1, MARA, by="Mara", at=NOW)
    yield lambda: team.assign(1, JONAS, by="Mara", at=NOW)
    yield lambda: team.tag(1, ["gpu", "rare"], [], by="Mara", at=NOW)
    yield lambda: team.tag(1, ["new"], ["rare"], by="Mara", at=LATER)
    yield lambda: team.snooze(1, LATER, by="Mara", at=NOW)
    yield lambda: team.snooze(1, None, by="Mara", at=NOW)
    yield lambda: team.add_todo(1, "call", due=date(2026, 12, 1), owner=MARA, by="Mara", at=NOW)
    yield lambda: team.postpone_todo(1, None, by="Mara", at=NOW)
    yield lambda: team.finish_todo(1, by="Mara", at=NOW)
    yield lambda: team.note(1, "first", by="Mara", at=NOW)
    yield lambda: team.edit_note(1, 1, "second", by="Mara", at=NOW)
    yield lambda: team.remove_note(1, 1, by="Mara", at=NOW)
    yield lambda: team.rate(1, "new", [("skills", 3)], "fine", sent=True, by="Mara", at=NOW)
    yield lambda: team.rate(1, "new", [("skills", 4)], "good", sent=True, by="Mara", at=LATER)


def test_every_kind_of_work_is_taken_back(team):
    states = []
    for act in acts(team):
        states.append(state(team))
        act()
    for before in reversed(states):
        team.undo(team.last_change(number=1).id, at=NOW)
        assert state(team) == before


def test_work_of_others_since_is_never_lost(team, views):
    team.assign(1, MARA, by="Mara", at=NOW)
    mine = team.last_change(by="Mara")
    views[JONAS].tag(1, ["gpu"], [], by="Jonas", at=NOW)
    views[JONAS].assign(1, JONAS, by="Jonas", at=NOW)
    with pytest.raises(Superseded) as refused:
        team.undo(mine.id, at=NOW)
    assert [one.kind for one in refused.value.since] == ["owner"]
    assert team.candidate(1).owner == "Jonas Weber"
    assert team.last_change(by="Mara") == mine


def test_two_of_one_name_do_not_take_back_each_others(team, views):
    team.tag(1, ["gpu"], [], by="Mara Okafor", at=NOW)
    assert views[NAMESAKE].last_change(by="Mara Okafor") is None
    assert views[NAMESAKE].history(by="Mara Okafor", limit=9) == (0, ())
    renamed = team.last_change(by="Mara Weber")
    assert (renamed.kind, renamed.by) == ("tag", "Mara Okafor")


def test_what_no_member_did_is_that_of_the_name(team, store):
    store.within(store.organization()).tag(1, ["gpu"], [], by="import", at=NOW)
    assert team.last_change(by="import").kind == "tag"


def test_history_tells_all_that_was_done_and_what_was_taken_back(team):
    team.assign(1, MARA, by="Mara", at=NOW)
    team.tag(1, ["gpu"], [], by="Mara", at=NOW)
    team.undo(team.last_change(number=1).id, at=LATER)
    total, page = team.history(number=1, limit=2)
    assert (total, [(one.kind, one.undone) for one in page]) == (3, [("tag", LATER), ("owner", None)])
    assert [one.kind for one in team.history(number=1, limit=9, offset=2)[1]] == ["document"]
    assert team.history(by="Mara", limit=9)[0] == 4


def test_looks_are_those_at_one_person_under_any_of_their_numbers(team):
    for subject in (1, 2, None, 1):
        team.record(AuditEntry(NOW, "U1 Mara", "slack:T1:C", "show", subject, "done"))
    assert team.looks(1, limit=1)[0] == 2
    team.merge(1, 2, by="Mara", at=NOW)
    assert [one.subject for one in team.looks(1, limit=9)[1]] == [1, 2, 1]


def test_a_batch_is_one_act(team):
    for number in (1, 2):
        team.tag(number, ["gpu"], [], by="Mara", at=NOW, batch="b")
        team.assign(number, MARA, by="Mara", at=NOW, batch="b")
        team.snooze(number, LATER, by="Mara", at=NOW, batch="b")
        team.move(number, "interview", by="Mara", at=NOW, batch="b")
        team.note(number, "x", by="Mara", at=NOW, batch="b")
    assert [one.kind for one in team.batch("b", by="Mara")] == ["note", "stage", "snooze", "owner", "tag"] * 2


# --------------------------------------------------------------------- merges


def test_a_merge_carries_the_work_and_its_undo_brings_it_back(team, views):
    for number in (1, 2):
        team.tag(number, ["gpu", f"own{number}"], [], by="Mara", at=NOW)
        team.add_todo(number, f"call {number}", due=None, owner=MARA, by="Mara", at=NOW)
        team.rate(number, "new", [("skills", number)], "", sent=True, by="Mara", at=NOW)
    views[JONAS].rate(2, "new", [("skills", 4)], "", sent=True, by="Jonas", at=NOW)
    team.assign(2, JONAS, by="Mara", at=NOW)
    team.snooze(1, LATER, by="Mara", at=NOW)
    before = state(team)
    team.merge(1, 2, by="Mara", at=NOW)
    whole = team.dossier(1)
    assert whole.tags == ("gpu", "own1", "own2")
    assert [one.text for one in whole.todos] == ["call 1", "call 2"]
    assert {(one.by, one.scores) for one in whole.scorecards.shown} == {
        ("Mara", (("skills", 1),)),
        ("Jonas", (("skills", 4),)),
    }
    assert (whole.candidate.owner, found(views[JONAS], "owner", "me")) == ("Jonas Weber", (1,))
    assert team.todos(owner=MARA.key)[1].number == 1
    team.undo(team.last_change(number=1).id, at=NOW)
    assert state(team) == before
