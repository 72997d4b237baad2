"""What a store promises about people who are erased: nothing of them is left but a stub, the proof, and what has to follow."""

from datetime import timedelta

import pytest
from sqlalchemy import UniqueConstraint

from bot.channels import Message
from bot.digests.records import Digest
from bot.records import AuditEntry, Correction, Draft, Keys, RecentList, Seen, Workspace
from bot.sharing.records import OwnMessage, Share
from bot.store import WasErased
from bot.work.discussions import Discussion, Said
from storage import SqlStore
from storage.scrubbing import CALLED, written_by_the_team
from storage.tables import draft_key, metadata
from storage.types import Words
from tests.stores import NOW, cv

TEAM = Workspace("slack", "T1")
LATER = NOW + timedelta(hours=1)
MAIL = "ana@mail.example"


@pytest.fixture
def team(store: SqlStore):
    team = store.within(store.organization_of(TEAM), "slack:T1:U1")
    team.save(cv("Ana Lima", mails=(MAIL,), text="rust", skills={"rust": 2}))
    for name in ("Bo Meyer", "Cy Okafor"):
        team.save(cv(name, mails=(f"{name[:2].lower()}@mail.example",), skills={"rust": 1}))
    return team


def erase(team, number=1, **more):
    return team.erase(number, by="Mara", at=LATER, **more)


def message(at, *, channel="D1", kind="dm"):
    return OwnMessage(TEAM, kind, channel, at)


def test_who_is_erased_is_found_by_nothing_and_a_stub_and_the_proof_stay(team):
    done = erase(team, why="asked for it")
    assert (team.candidate(1), team.dossier(1), team.file(1)) == (None, None, None)
    assert team.numbers() == (2, 3)
    assert team.names("ana", limit=5) == ()
    assert team.names_like(("ana",)) == ()
    assert team.skill_counts() == {"rust": 2}
    assert (done.number, done.by, done.at, done.why) == (1, "Mara", LATER, "asked for it")
    assert done.removed["document"] == done.removed["candidate"] == 1
    assert team.erased(1) == done
    assert team.erasures(limit=5) == (1, (done,))
    with pytest.raises(KeyError):
        erase(team)


def test_the_number_is_nobodys_again(team):
    erase(team, 3)
    assert team.save(cv("Di Ngata")).number == 4


def test_what_is_left_of_others_stays_as_it_was(team):
    before = [team.dossier(number) for number in (2, 3)]
    erase(team)
    assert [team.dossier(number) for number in (2, 3)] == before
    assert team.numbers() == (2, 3)


def test_of_merged_people_both_go_and_so_does_the_merge(team):
    team.merge(1, 2, by="Mara", at=NOW)
    done = erase(team, 2)
    assert (done.number, done.also) == (1, (2,))
    assert (team.candidate(1), team.candidate(2)) == (None, None)
    assert team.erased(2) == done
    assert team.last_change(by="Mara").number == 3


def test_of_a_merge_that_was_taken_back_the_other_one_keeps_no_trace(team):
    team.merge(2, 1, by="Mara", at=NOW)
    team.undo(team.last_change(number=2).id, at=NOW)
    erase(team)
    _, done = team.history(number=2, limit=9)
    assert "Ana" not in repr(done)


def test_a_merge_of_others_that_was_taken_back_stays_as_it_was(team):
    team.merge(2, 3, by="Mara", at=NOW)
    team.undo(team.last_change(number=2).id, at=NOW)
    before = team.history(number=2, limit=9)
    erase(team)
    assert team.history(number=2, limit=9) == before


def test_whoever_has_no_name_and_no_address_is_erased_as_well(team):
    nobody = team.save(cv("", text="rust")).number
    team.note(2, "rust", by="Mara", at=NOW)
    erase(team, nobody)
    assert team.candidate(nobody) is None
    assert team.dossier(2).notes[0].text == "rust"


def test_what_the_team_wrote_about_others_names_them_no_more(team):
    team.note(2, f"Knows Ana Lima ({MAIL.upper()}) well", by="Mara", at=NOW)
    team.note(3, "Analima is a library", by="Mara", at=NOW)
    erase(team)
    assert team.dossier(2).notes[0].text == "Knows (erased) ((erased)) well"
    assert team.dossier(3).notes[0].text == "Analima is a library"


def test_a_name_that_somebody_else_has_too_stays_theirs(team):
    team.save(cv("Ana Lima", mails=("other@mail.example",)))
    team.note(2, "Worked with Ana Lima", by="Mara", at=NOW)
    erase(team)
    assert team.dossier(2).notes[0].text == "Worked with Ana Lima"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("José Álvarez", ("José Álvarez", "JOSÉ ÁLVAREZ", "Jose\u0301 A\u0301lvarez", "Jose Alvarez")),
        ("İpek Öztürk", ("İPEK  ÖZTÜRK",)),
        ("Иван Петров", ("Иван ПЕТРОВ",)),
        ("王小明", ("王小明",)),
        ("김민수", ("김 민수",)),
        ("Sean O'Neill", ("Sean O’Neill",)),
        ("Noor Haddad", ("Haddad, Noor", "NOOR\nHADDAD", "noor-haddad")),
    ],
)
def test_a_name_is_found_however_it_is_written(team, name, written):
    number = team.save(cv(name, mails=("x@mail.example",))).number
    for one in written:
        talk = Discussion("https://x", (Said("Mara", f"“{one}”"),))
        team.note(2, f"Knows {one}’s brother", by="Mara", at=NOW, discussion=talk)
    erase(team, number)
    notes = team.dossier(2).notes
    assert len(notes) == len(written)
    for note in notes:
        assert note.text == "Knows (erased)’s brother"
        assert [one.text for one in note.discussion.said] == ["“(erased)”"]


def test_no_brackets_however_many_keep_a_name_from_being_found(team):
    for opened, closed in (("[" * 20_000, ""), ('{"a":' * 600, "}" * 600), ("[" * 450, "]" * 450)):
        team.note(2, f'{opened}"Ana Lima"{closed}', by="Mara", at=NOW)
    erase(team)
    assert ["Ana" in note.text for note in team.dossier(2).notes] == [False] * 3


def test_what_only_holds_the_letters_stays_as_it_is(team):
    team.save(cv("Ana Lima Sow", mails=("sow@mail.example",)))
    written = [
        "Diana Limani",
        "diana@mail.example",
        "Analima is a library",
        "Ana, then Bo",
        "[1, 2]  is no list",
        "Ana Lima Sow",
    ]
    for one in written:
        team.note(2, one, by="Mara", at=NOW)
    erase(team)
    assert sorted(note.text for note in team.dossier(2).notes) == sorted(written)


def test_what_is_called_by_their_name_is_still_told_apart(team):
    since = NOW - timedelta(days=9)
    for name in ("ana-lima", "ana.lima"):
        team.add_digest(
            Digest(0, name, TEAM, "C9", "c", "0 9 * * *", "daily", "UTC", "rust", since, NOW, "active", "x")
        )
    erase(team)
    called = [one.name for one in team.digests()]
    assert called == ["(erased)-1", "(erased)-2"]


def test_every_name_by_which_something_is_told_apart_is_known():
    unique = {
        column
        for table in metadata.sorted_tables
        for index in table.indexes
        if index.unique
        for column in index.columns
    }
    for table in written_by_the_team():
        unique |= {column for one in table.constraints if isinstance(one, UniqueConstraint) for column in one.columns}
    team_named = {one for one in unique if one.table in {*written_by_the_team()} and isinstance(one.type, Words)}
    assert team_named <= CALLED


def test_a_reason_that_names_them_after_all_does_so_no_more(team):
    assert erase(team, why="Ana Lima asked for it").why == "(erased) asked for it"
    assert "Ana" not in team.database.erasures.path.read_text() if team.database.erasures else True


def test_lists_and_lines_that_show_them_are_dropped(team):
    entry = AuditEntry(NOW, "U1 Mara", "slack:T1:D1", "find", None, "done")
    team.record(entry, seen=Seen(TEAM, "U1", RecentList("find rust", 1, (1, 2), "")))
    team.record(entry, seen=Seen(TEAM, "U2", RecentList("find Ana Lima", 1, (), "")))
    team.record(entry, seen=Seen(TEAM, "U3", RecentList("find rust", 1, (2,), "")))
    team.keep_lines({"a": "note #1 and so on", "b": "note #12 and so on", "c": f"find {MAIL}"}, at=NOW)
    erase(team)
    assert [team.recall(TEAM, f"U{at}") is None for at in (1, 2, 3)] == [True, True, False]
    assert [team.kept_line(key) for key in "abc"] == ["", "note #12 and so on", ""]


def test_somebody_who_comes_again_is_noticed_and_let_in_by_an_admin_alone(team):
    erase(team)
    same, newer = cv("Ana Lima", mails=(MAIL,), text="rust"), cv("A. Lima", mails=(MAIL,), text="newer")
    for one in (same, newer):
        for act in (team.save, team.recognise, lambda received: team.save_some([received])):
            with pytest.raises(WasErased) as told:
                act(one)
            assert (told.value.number, told.value.at, told.value.by) == (1, LATER, "Mara")
    assert team.save(cv("Di Ngata", mails=("di@mail.example",))).number == 4
    again = team.save(cv("Ana Lima", mails=(MAIL,), text="again", readmit=True))
    assert (again.number, again.status) == (5, "added")
    assert team.save(newer).status == "updated"


def test_those_who_come_with_somebody_erased_are_saved_together_up_to_them(team):
    erase(team)
    some = [cv(f"Di {at}", mails=(f"{at}@mail.example",)) for at in range(3)]
    assert len(team.save_some([*some[:2], cv("Ana Lima", mails=(MAIL,), text="x"), some[2]])) == 2


def draft(key, data=b"cv"):
    return Draft(key, f"{key}.md", data, "Mara", NOW)


def waiting(team):
    return [*team.waiting_drafts(at=NOW)]


def test_cvs_of_theirs_that_wait_go_in_the_same_transaction_and_so_do_their_reports(store, team):
    team.keep_draft(draft("same file", team.file(1)[1]), Keys())
    team.keep_draft(draft("newer"), Keys(strong=(f"mail:{MAIL}",)))
    team.keep_draft(draft("corrected", b"x"), Keys())
    team.correct_draft("corrected", Correction("emails", MAIL, "Mara", NOW), Keys(strong=(f"mail:{MAIL}",)))
    team.correct_draft("corrected", Correction("emails", "", "Mara", NOW), Keys())
    team.keep_draft(draft("another's", b"y"), Keys(strong=("mail:di@mail.example",), near=("ana l",)))
    team.keep_draft(draft("a mailbox of two", b"z"), Keys(strong=(f"mail:{MAIL}", "mail:bo@mail.example")))
    team.reported("newer", Message(TEAM, "C7", "17.3"))
    erase(team)
    assert waiting(team) == ["a mailbox of two", "another's"]
    assert [(one.channel, one.id) for one in leftovers(store)] == [("C7", "17.3")]


def test_a_mailbox_that_somebody_else_has_too_keeps_no_cv_of_theirs(team):
    office = "office@agency.example"
    theirs = team.save(cv("Ida Sow", mails=("ida@mail.example", office), text="ida")).number
    team.save(cv("Jo Ura", mails=("jo@mail.example", office), text="jo"))
    team.keep_draft(draft("ida's", b"x"), Keys(strong=("mail:ida@mail.example", f"mail:{office}")))
    team.keep_draft(draft("jo's", b"y"), Keys(strong=("mail:jo@mail.example", f"mail:{office}")))
    team.keep_draft(draft("the office's", b"z"), Keys(strong=(f"mail:{office}",)))
    team.erase(theirs, by="Mara", at=NOW)
    assert waiting(team) == ["jo's", "the office's"]


def test_where_nobody_can_say_whose_a_waiting_cv_is_it_goes_too(store, team):
    """From before it was kept whose they are."""
    team.keep_draft(draft("old"), Keys())
    with store.database.engine.begin() as connection:
        connection.execute(draft_key.delete())
    erase(team)
    assert waiting(team) == []


def leftovers(store, *, now=LATER, workspaces=(TEAM,)):
    found = []
    while taken := store.claim_leftover(workspaces, now=now, lease=now + timedelta(minutes=3)):
        found.append(taken[1])
    return found


def test_shares_of_them_are_taken_down_and_say_no_more_what_was_searched(store, team):
    asked = Share(0, TEAM, "C1", "hiring", (1, 2), "ana lima", "Mara", "slack:T1:U1", NOW)
    share, _ = team.begin_share(team.ask_share(asked).id, at=NOW, here=True, again=timedelta(0))
    team.shared(share.id, ["17.1"], at=NOW)
    erase(team)
    assert (team.share(share.id).state, team.share(share.id).query) == ("down", "")
    assert [(one.channel, one.id) for one in leftovers(store)] == [("C1", "17.1")]


def test_a_share_that_was_being_posted_meanwhile_has_to_go(store, team):
    asked = Share(0, TEAM, "C1", "hiring", (1,), "", "Mara", "slack:T1:U1", NOW)
    share, _ = team.begin_share(team.ask_share(asked).id, at=NOW, here=True, again=timedelta(0))
    erase(team)
    team.shared(share.id, ["17.1"], at=LATER)
    assert [one.id for one in leftovers(store)] == ["17.1"]


def test_a_digest_that_told_of_them_is_written_anew_with_the_others(store, team):
    since = NOW - timedelta(days=9)
    kept = team.add_digest(Digest(0, "d", TEAM, "C9", "c", "0 9 * * *", "daily", "UTC", "", since, NOW, "active", "x"))
    run = store.claim([TEAM], now=LATER, lease=LATER)
    store.delivered(run, [1, 2], messages=["17.9"], at=NOW, next_due=LATER + timedelta(days=1))
    erase(team)
    (one,) = leftovers(store)
    assert (one.id, one.delivery) == ("17.9", run.id)
    told = team.told_in(one.delivery)
    assert (told.digest.id, told.place.id, told.messages, told.people) == (kept.id, "C9", ("17.9",), (2,))


def test_another_organization_keeps_its_own(store, team):
    them = store.within(store.organization("theirs"))
    them.save(cv("Ana Lima", mails=(MAIL,)))
    erase(team)
    assert them.candidate(1).name == "Ana Lima"
    assert (them.erased(1), them.erasures(limit=9)) == (None, (0, ()))
    assert them.save(cv("Ana Lima", mails=(MAIL,), text="newer")).status == "updated"
    assert store.erasures_so_far() == 1


def test_what_there_is_of_somebody_is_counted_before_it_goes(team):
    team.named([message("1")], [1])
    team.note(1, "x", by="Mara", at=NOW)
    held = team.held(1)
    assert (held.rows["document"], held.rows["note"], held.messages, held.shares, held.digests) == (1, 1, 1, 0, 0)
