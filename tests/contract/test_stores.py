"""What a store promises about people, their documents and their applications, on every database."""

from datetime import timedelta

import pytest

from bot.profile import Evidence, Fact, Profile, Reading, Work
from bot.records import Page, Received, Saved
from bot.search.query import Query
from bot.store import Conflict, Store, Tenant
from storage import SqlStore
from tests.stores import NOW, cv


@pytest.fixture
def team(store: SqlStore) -> Tenant:
    port: Store = store
    return port.within(port.organization())


def test_a_new_person_is_kept_with_profile_document_and_application(team):
    received = cv("Ana Lima", text="Rust since 2019", file="inbox/ana lima.pdf", mails=("ana@mail.example",))
    assert team.save(received) == Saved(1, "added", "Ana Lima")
    kept = team.dossier(1)
    assert (kept.candidate.name, kept.candidate.stage, kept.candidate.opening) == ("Ana Lima", "new", "")
    assert (kept.candidate.source, kept.candidate.arrived, kept.candidate.version) == ("ana lima.pdf", NOW, 1)
    assert kept.texts == {1: received.reading.text}
    assert team.file(1) == ("ana lima.pdf", received.data)


def test_evidence_points_into_the_stored_document(team):
    team.save(cv("Bo Chen"))
    team.save(cv("Ana Lima"))
    kept = team.dossier(2)
    evidence = kept.profile.name.evidence[0]
    assert evidence.document == kept.documents[0].number == 2
    assert kept.texts[2][evidence.start : evidence.end] == "Ana Lima"


def test_every_value_deep_in_a_profile_names_its_document(team):
    def fact(value):
        return Fact(value, (Evidence(0, 3, "rule"), Evidence(4, 6, "rule")), 0.5, 'is "document":0 right?')

    profile = Profile(name=fact("Ana"), work=(Work(title=fact("Engineer"), details=(fact("a"), fact("b"))),))
    plain = cv("Ana")
    team.save(Received("a", b"a", Reading("Ana of x", profile), plain.index, "t", NOW))
    kept = team.dossier(1).profile
    facts = [kept.name, kept.work[0].title, *kept.work[0].details]
    assert {evidence.document for fact in facts for evidence in fact.evidence} == {1}
    assert {fact.check for fact in facts} == {'is "document":0 right?'}


def test_an_account_of_the_reading_is_kept_with_the_document(team):
    plain = cv("Ana")
    reading = Reading("a\nb", Profile(), 2, (), ("Page 2 is an image.",), ("photo",), 0.75)
    team.save(Received("C:\\cvs\\a.md", b"xyz", reading, plain.index, "slack U1", NOW))
    document = team.dossier(1).documents[0]
    assert (document.name, document.size, document.by, document.received) == ("a.md", 3, "slack U1", NOW)
    assert (document.content_lines, document.used_lines, document.confidence) == (2, 2, 0.75)
    assert (document.warnings, document.left_out) == (("Page 2 is an image.",), ("photo",))


def test_the_same_bytes_again_change_nothing(team):
    team.save(cv("Ana Lima", data=b"same"))
    again = cv("Somebody Else", data=b"same", file="other.md", at=NOW + timedelta(days=1), opening="Compilers")
    assert team.recognise(again) == team.save(again) == Saved(1, "unchanged", "Ana Lima")
    kept = team.dossier(1)
    assert (kept.candidate.source, kept.candidate.arrived, len(kept.documents)) == ("cv.md", NOW, 1)
    assert team.numbers() == (1,)


def test_a_newer_cv_leads_and_the_old_document_is_kept(team):
    team.save(cv("Ana Lima", text="PyTorch", mails=("ana@mail.example",), skills={"pytorch": 1}))
    team.move(1, "interview", by="mia", at=NOW)
    newer = cv("Ana M. Lima", text="Haskell", mails=("ana@mail.example",), file="new.md", at=NOW + timedelta(days=9))
    assert team.recognise(newer) == team.save(newer) == Saved(1, "updated", "Ana M. Lima")
    kept = team.dossier(1)
    assert kept.profile.name == Fact("Ana M. Lima", (Evidence(0, 11, "name", 2),))
    assert [document.number for document in kept.documents] == [2, 1]
    assert (kept.candidate.stage, kept.candidate.arrived, kept.candidate.source) == ("interview", NOW, "new.md")
    assert team.file(1) == ("new.md", newer.data)
    assert {"pytorch": 1, "haskell": 1}.items() <= team.skill_counts().items()
    assert [kept.texts[number].split("\n")[0] for number in (1, 2)] == ["Ana Lima", "Ana M. Lima"]


def test_any_strong_key_means_the_same_person(team):
    team.save(cv("Ana Lima", mails=("ana@mail.example",), strong=("tel:+551155550101",)))
    assert team.recognise(cv("A. Lima", strong=("tel:+551155550101",))).number == 1
    assert team.recognise(cv("A. Lima", mails=("ana@mail.example",))).number == 1
    assert team.recognise(cv("A. Lima", mails=("a@mail.example",))).number == 0


def test_an_address_of_an_older_cv_is_still_known(team):
    team.save(cv("Ana Lima", data=b"1", mails=("old@mail.example",), strong=("tel:1",)))
    team.save(cv("Ana Lima", data=b"2", mails=("new@mail.example",), strong=("tel:1",)))
    assert team.recognise(cv("Ana", data=b"3", mails=("old@mail.example",))).number == 1


def test_a_weak_key_counts_only_where_not_both_have_a_mail(team):
    weak = ("ana lima|nsu",)
    team.save(cv("Ana Lima", mails=("ana@mail.example",), weak=weak))
    assert team.recognise(cv("Ana Lima", text="no mail", weak=weak)).number == 1
    assert team.recognise(cv("Ana Lima", mails=("other@mail.example",), weak=weak)).number == 0
    team.save(cv("Bo Chen", weak=("bo chen|nsu",)))
    assert team.recognise(cv("Bo Chen", mails=("bo@mail.example",), weak=("bo chen|nsu",))).number == 2


def test_a_weak_key_never_matches_a_strong_one(team):
    team.save(cv("Ana Lima", strong=("ana lima|nsu",)))
    assert team.recognise(cv("Ana Lima", text="other", weak=("ana lima|nsu",))).number == 0


def test_most_shared_keys_decide_between_two_people(team):
    team.save(cv("Ana Lima", strong=("tel:1",)))
    team.save(cv("Bo Chen", strong=("tel:2", "url:bo")))
    assert team.recognise(cv("B. Chen", strong=("tel:1", "tel:2", "url:bo"))).number == 2


def test_a_cv_that_names_nobody_is_kept_under_no_name(team):
    assert team.save(cv("", text="Rust")) == Saved(1, "added", "")
    assert team.candidate(1).name == ""
    assert team.dossier(1).profile.name is None


def test_a_named_opening_is_made_and_shown(team):
    team.save(cv("Ana Lima", opening="Compilers"))
    assert team.candidate(1).opening == "Compilers"


def test_a_second_opening_is_a_new_application_of_the_same_person(team):
    team.save(cv("Ana Lima", data=b"1", mails=("ana@mail.example",), skills={"rust": 2}))
    team.move(1, "rejected", by="mia", at=NOW)
    later = NOW + timedelta(days=100)
    team.save(cv("Ana Lima", data=b"2", mails=("ana@mail.example",), skills={"rust": 2}, opening="Compilers", at=later))
    person = team.candidate(1)
    assert (person.opening, person.stage, person.arrived) == ("Compilers", "new", later)
    assert team.arrived(later, limit=5) == (1, (person,))
    assert team.search(Query(), limit=5) == Page((1,), 1)


def test_rows_come_in_the_order_of_the_numbers_and_strangers_are_left_out(team):
    for name in ("Ana", "Bo", "Cy"):
        team.save(cv(name))
    assert [row.name for row in team.candidates([3, 99, 1, 10**30, -1, 0])] == ["Cy", "Ana"]
    assert team.candidates([]) == ()
    assert (team.count(), team.numbers()) == (3, (1, 2, 3))


@pytest.mark.parametrize("number", [0, -1, 99, 2**31, 2**63, 10**40])
def test_an_unknown_number_is_nobody(team, number):
    team.save(cv("Ana"))
    assert (team.candidate(number), team.dossier(number), team.file(number)) == (None, None, None)
    with pytest.raises(KeyError):
        team.move(number, "offer", by="mia", at=NOW)
    with pytest.raises(KeyError):
        team.note(number, "hello", by="mia", at=NOW)
    with pytest.raises(KeyError):
        team.reindex(number)


def test_who_arrived_comes_newest_first_in_pages(team):
    for day in range(5):
        team.save(cv(f"Person {day}", at=NOW + timedelta(days=day)))
    total, first = team.arrived(NOW + timedelta(days=1), limit=2)
    assert (total, [row.number for row in first]) == (4, [5, 4])
    total, second = team.arrived(NOW + timedelta(days=1), limit=2, offset=2)
    assert (total, [row.number for row in second]) == (4, [3, 2])
    assert team.arrived(NOW + timedelta(days=9), limit=2) == (0, ())


def test_a_move_is_recorded_and_counted(team):
    team.save(cv("Ana"))
    then = NOW + timedelta(hours=1)
    moved = team.move(1, "interview", by="mia", at=then, version=1)
    assert (moved.stage, moved.stage_since, moved.version) == ("interview", then, 2)
    [change] = team.dossier(1).changes
    assert (change.from_stage, change.to_stage, change.by, change.at) == ("new", "interview", "mia", then)


def test_a_move_of_what_somebody_else_moved_is_refused(team):
    team.save(cv("Ana"))
    team.move(1, "interview", by="mia", at=NOW, version=1)
    with pytest.raises(Conflict):
        team.move(1, "rejected", by="tom", at=NOW, version=1)
    assert team.candidate(1).stage == "interview"
    assert team.move(1, "rejected", by="tom", at=NOW).stage == "rejected"


def test_a_button_pressed_twice_moves_once(team):
    team.save(cv("Ana"))
    for _ in range(2):
        assert team.move(1, "offer", by="mia", at=NOW).version == 2
    assert len(team.dossier(1).changes) == 1


def test_notes_come_in_the_order_they_were_written(team):
    team.save(cv("Ana"))
    team.note(1, "first", by="mia", at=NOW)
    team.note(1, "zweite — Grüße 你好", by="tom", at=NOW)
    assert [(note.author, note.text) for note in team.dossier(1).notes] == [
        ("mia", "first"),
        ("tom", "zweite — Grüße 你好"),
    ]


def test_search_rows_are_made_again_from_documents(team):
    team.save(cv("Ana Lima", text="PyTorch", mails=("ana@mail.example",), skills={"go": 3}, terms=(("x", "y"),)))
    team.reindex(1)
    assert team.skill_counts() == {"pytorch": 1, "deep-learning": 1, "machine-learning": 1}
    assert team.names_like(("ana", "lima", "bo")) == ("ana", "lima")
    assert team.recognise(cv("", text="x", mails=("ana@mail.example",))).number == 1


HOSTILE = {
    "sql": "'; DROP TABLE candidate; --",
    "nul": "a\x00b\x01c",
    "surrogate": "\ud800 lone \udfff",
    "astral": "𝕬𝖓𝖆 🏳️‍🌈 \U0010ffff",
    "bidi": "\u202egnirts\u202c \u200b\ufeff",
    "format": '%s %(x)s {0} :name \\ " ` $1',
    "long": "x" * 10_000,
    "lines": "a\r\nb\u2028c\x0b",
    "cjk": "李娜 김철수 ひらがな",
    "combining": "Zoe\u0308 ế नमस्ते",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_is_kept_in_its_place(team, text):
    team.save(
        cv(text, text=text, file=f"{text}.md", opening=text, weak=(text,), skills={text: 1}, terms=((text, text),))
    )
    team.note(1, text, by=text, at=NOW)
    team.move(1, "offer", by=text, at=NOW, reason=text)
    kept = team.dossier(1)
    shown = "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
    said = (kept.candidate.name, kept.changes[0].reason, kept.notes[0].text, kept.applications[0].opening.name)
    assert said == (shown,) * 4
    evidence = kept.profile.name.evidence[0]
    assert kept.texts[1][evidence.start : evidence.end] == kept.profile.name.value == shown
    assert team.recognise(cv("other", weak=(text,))).number == 1
    team.names(text, limit=3)
    team.reindex(1)


def test_any_bytes_come_back_as_they_were(team):
    data = bytes(range(256)) * 300
    team.save(cv("Ana", data=data, file="简历 – José.pdf"))
    assert team.file(1) == ("简历 – José.pdf", data)


def test_making_the_search_rows_again_goes_on_where_it_stopped(team):
    for name in ("Ana", "Bo", "Cy"):
        team.save(cv(name))
    assert team.to_reindex() == ()
    team.reindex_all()
    assert team.to_reindex() == (3, 2, 1)
    team.reindex(2)
    assert team.to_reindex() == (3, 1)
