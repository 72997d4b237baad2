"""skill: a team's own skills, known everywhere at once, and taken back."""

import pytest

from bot import intake, own_skills
from bot.chat.messages import Member, Request
from bot.cv import read_cv
from bot.records import Grant, Role
from tests.bot import CHANNEL, MARA, TEAM

QUIVERS = """\
# Aino Marsh
aino@mailbox.example

## Experience
**Storage engineer**, Tern Analytics, Dublin (03/2024 – 02/2026)
- Ran the QuiverDB cluster of the archive; Docker for the rest.
"""
LISTED = """\
# Bo Lindqvist
bo@mailbox.example

## Skills
Quiver DB, Python
"""
NEITHER = """\
# Cleo Soto
cleo@mailbox.example

## Experience
**Engineer**, Skua Bank, Leeds (2020 – 2023)
- A quiver of tools in Python.
"""
ADD = "skill add Quiver DB = QuiverDB, quiver-store implies databases"


@pytest.fixture
def team(bot):
    for name, text in (("aino.md", QUIVERS), ("bo.md", LISTED), ("cleo.md", NEITHER)):
        take_in(bot, name, text)
    return bot


def take_in(bot, name, text):
    with own_skills.known_within(bot.tenant):
        intake.take_in(bot.tenant, read_cv, name, text.encode(), by="Mara", at=bot.now)


def rows(bot, skill):
    return bot.tenant.skill_counts().get(skill, 0)


def test_everybody_stored_is_found_by_a_new_skill_ranked_by_proof(team):
    assert team.say("skill:quiver-store").names == []
    answer = team.say(ADD)
    assert "Quiver DB is a skill now" in answer.text
    assert "Find · 2" in answer.text
    assert team.say("quiver-store").names == ["Aino Marsh", "Bo Lindqvist"]
    assert any("QuiverDB cluster" in quote for quote in team.say("Quiver DB").quotes)
    assert "used at work" in team.say("quiver db").text


def test_what_it_implies_finds_them_too_and_not_the_other_way_round(team):
    assert "Aino Marsh" not in team.say("skill:databases").names
    team.say(ADD)
    assert team.say("skill:databases").names == ["Aino Marsh", "Bo Lindqvist"]
    assert "databases includes" in team.say("databases").text


def test_new_cvs_are_read_with_it(team):
    team.say(ADD)
    take_in(team, "dora.md", QUIVERS.replace("Aino Marsh", "Dora Wells").replace("aino@", "dora@"))
    assert rows(team, "own-quiver-db") == 3
    assert "Quiver DB" in team.say("show Dora Wells").text


def test_more_names_for_a_known_skill(team):
    assert "Docker goes by whale boxes now" in team.say("skill add docker = Whale Boxes").text.replace(
        "Whale Boxes", "whale boxes"
    )
    take_in(team, "eli.md", "# Eli Moreau\neli@mailbox.example\n\n## Skills\nWhale Boxes\n")
    assert set(team.say("skill:docker").names) == {"Aino Marsh", "Eli Moreau"}
    assert set(team.say("whale boxes").names) == {"Aino Marsh", "Eli Moreau"}


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("skill add", "Which skill?"),
        ("skill add = x", "Which skill?"),
        ("skill add !!!", "no letter"),
        ("skill add the", "every CV"),
        ("skill add x", "every CV"),
        ("skill add " + "q" * 100, "too long"),
        ("skill add Python", "Python is known already"),
        ("skill add Rust = rustlang", "Rust is known already, and rustlang as a name of it"),
        ("skill add k8s", "known already as Kubernetes"),
        ("skill add Kubernetes = k8s", "known already"),
        ("skill add Quiver = k8s", "“k8s” is a name of Kubernetes already"),
        ("skill add Quiver implies Pythom", "Do you mean Python"),
        ("skill add deep learning implies PyTorch", "would imply itself"),
        ("skill add Quiver = " + ", ".join(f"alias{n}" for n in range(30)), "too many"),
        ("skill remove Python", "no skill of your own"),
        ("skill remove", "Which skill?"),
        ("skill Pythom", "no skill that is known"),
    ],
)
def test_what_does_not_fit_is_said_and_changes_nothing(team, line, answer):
    before = team.say("python").names
    assert answer in team.say(line).text
    assert team.tenant.own_skills() == ()
    assert team.say("python").names == before


def test_a_name_of_an_own_skill_is_taken_too(team):
    team.say(ADD)
    assert "is a name of Quiver DB already" in team.say("skill add Arrow bag = QuiverDB").text


def test_the_list_says_who_added_what(team):
    assert "no skills of your own yet" in team.say("skill").text
    team.say(ADD)
    text = team.say("skill list").text
    assert "Quiver DB" in text
    assert "also QuiverDB and quiver-store" in text
    assert "implies databases" in text
    assert "2 people" in text
    assert "Mara" in text


def test_a_removed_skill_is_gone_from_search_completion_and_cards(team):
    team.say(ADD)
    assert "no skill any more" in team.say("skill remove quiver-store").text
    assert rows(team, "own-quiver-db") == 0
    assert team.tenant.own_skills() == ()
    assert "Aino Marsh" not in team.say("skill:databases").names


def test_undo_takes_the_last_change_back_whichever_it_was(team):
    team.say(ADD)
    team.say("stage aino interview")
    assert "was moved" in team.say("undo").text
    assert "the skill Quiver DB was added" in team.say("undo").text
    assert rows(team, "own-quiver-db") == 0
    team.say(ADD)
    team.say("skill remove Quiver DB")
    assert "the skill Quiver DB was removed" in team.say("undo").text
    assert team.say("skill:quiverdb").names == ["Aino Marsh", "Bo Lindqvist"]


def test_what_a_skill_means_is_shown(team):
    team.say(ADD)
    text = team.say("skill databases").text
    assert "RDBMS" in text
    assert "Teradata" in text
    assert "Find · 2" in team.say("skill quiver-store").text


def test_only_recruiters_teach_it(team):
    viewer = Member(TEAM, "U09VERA", "Vera")
    team.tenant.grant(Grant(TEAM, "member", viewer.id, viewer.name, Role.VIEWER, "Mara", team.now))
    assert "needs the recruiter role" in team.say(ADD, member=viewer).text
    assert team.tenant.own_skills() == ()


def test_many_people_are_renewed_in_steps_and_found_by_the_words_meanwhile(team, monkeypatch):
    monkeypatch.setattr(own_skills, "AT_ONCE", 1)
    assert "1 CV is still to be indexed again, found by the words until then" in team.say(ADD).text
    assert rows(team, "own-quiver-db") == 1
    assert set(team.say("skill:quiver-store").names) == {"Aino Marsh", "Bo Lindqvist"}
    assert [one.id for one in team.store.unsettled()] == [team.own.id]
    assert own_skills.settle(team.tenant, most=10) == 0
    assert rows(team, "own-quiver-db") == 2
    assert team.store.unsettled() == ()
    assert team.say("quiver-store").names == ["Aino Marsh", "Bo Lindqvist"]


def test_another_organization_knows_nothing_of_it(team):
    team.say(ADD)
    other = team.store.within(team.store.organization("Puffin Post"))
    assert other.own_skills() == ()


def test_it_is_completed_and_suggested(team):
    team.say(ADD)
    asked = Request("quiv", MARA, CHANNEL)
    assert "Quiver DB · 2 people" in [one.label for one in team.app.complete(asked, "find", "query")]
    assert any("Quiver DB" in command for command in team.say("quiwer-db").commands)
    team.say("skill remove Quiver DB")
    assert not [
        one for one in team.app.complete(asked, "find", "query") if "own-" in one.label or "Quiver" in one.label
    ]
