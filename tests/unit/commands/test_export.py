"""export: people as files, to who may see contacts, and a heap only to who says so twice."""

import csv
import io
import json
import zipfile

import pytest

from tests.bot import JONAS


@pytest.fixture
def team(bot):
    for name in ("etxeberria_2026.md", "Brannagh-Sato_CV.pdf"):
        bot.add(name)
    return bot


def only(answer):
    (file,) = answer.reply.files
    return file


def test_one_person_is_one_json_resume_with_evidence(team):
    file = only(team.say("export noor"))
    resume = json.loads(file.data)
    assert file.name == "etxeberria_2026.json"
    assert resume["basics"]["name"] == "Noor Etxeberria"
    assert resume["meta"]["evidence"]["/basics/name"][0]["quote"] == "Noor Etxeberria"


def test_several_people_are_an_archive_of_them(team):
    archive = zipfile.ZipFile(io.BytesIO(only(team.say("export python")).data))
    assert sorted(archive.namelist()) == ["Brannagh-Sato_CV.json", "etxeberria_2026.json"]


def test_a_table_has_a_row_for_each(team):
    rows = list(csv.DictReader(io.StringIO(only(team.say("export python --format csv")).data.decode())))
    assert sorted(row["number"] for row in rows) == ["1", "2"]


@pytest.mark.parametrize("line", ["export #-1", "export -1", "export -noor"])
def test_a_slip_of_a_number_exports_nobody_unasked(team, line):
    assert team.say(line).reply.files == ()


@pytest.fixture
def applied(team):
    """Noor at three openings, in stages of the team's own."""
    team.say("stages add Phone screen after Screening")
    team.say("stages rename Rejected to Not now")
    team.say("stage noor rejected")
    for name in ("Compiler engineer", "Kernel engineer"):
        team.say(f"opening add {name}")
        team.say(f"apply noor {name}")
    team.say("stage noor phone screen --opening compiler")
    team.say("assign noor me --opening compiler")
    return team


def test_all_applications_of_a_person_are_in_the_resume_by_the_teams_words(applied):
    for line in ("export noor", "export #1"):
        meta = json.loads(only(applied.say(line)).data)["meta"]
        assert (meta["number"], meta["stage"]) == (1, "new")
        assert [(one["opening"], one["stage"], one["stageLabel"]) for one in meta["applications"]] == [
            ("Kernel engineer", "new", "New"),
            ("Compiler engineer", "phone-screen", "Phone screen"),
            ("", "rejected", "Not now"),
        ]
        assert [one.get("owner") for one in meta["applications"]] == [None, "Mara", None]
        assert all(one["arrived"] and one["stageSince"] for one in meta["applications"])


def test_all_applications_are_in_the_archive_and_in_the_table_of_a_query(applied):
    archive = zipfile.ZipFile(io.BytesIO(only(applied.say("export python")).data))
    found = {name: json.loads(archive.read(name))["meta"]["applications"] for name in archive.namelist()}
    assert {name: len(each) for name, each in found.items()} == {"Brannagh-Sato_CV.json": 1, "etxeberria_2026.json": 3}
    rows = csv.DictReader(io.StringIO(only(applied.say("export python --format csv")).data.decode()))
    assert {row["number"]: row["applications"] for row in rows} == {
        "1": "Kernel engineer: New; Compiler engineer: Phone screen; No opening: Not now",
        "2": "No opening: New",
    }


def test_a_number_and_a_row_are_one_person(team):
    first = team.say("find python").names[0]
    assert json.loads(only(team.say("export 1")).data)["basics"]["name"] == first
    assert only(team.say("export #2")).name == "Brannagh-Sato_CV.json"


def test_a_viewer_gets_no_file(team):
    team.say("access grant <@U02JONAS> viewer")
    answer = team.say("export noor", member=JONAS)
    assert not answer.reply.files
    assert "recruiter" in answer.text


def test_nobody_is_no_file(team):
    answer = team.say("export verilog")
    assert (answer.reply.files, answer.text) == ((), "Nobody matches verilog.\nNothing was exported.")


def test_a_heap_is_asked_about_first(team, monkeypatch):
    monkeypatch.setattr("bot.commands.export.SOME", 1)
    asked = team.say("export python --format csv")
    assert not asked.reply.files
    assert asked.text.startswith("2 people would be in the file")
    assert only(team.say(asked.commands[0])).name == "candidates.csv"


def test_more_than_a_file_holds_is_refused_with_the_way_on(team, monkeypatch):
    monkeypatch.setattr("bot.commands.export.MOST", 1)
    answer = team.say("export python")
    assert not answer.reply.files
    assert "too many" in answer.text


def test_people_are_exported_by_their_names_with_commas(full):
    shown = full.say("export noor, 楚遥岚, #1")
    assert shown.text.startswith("3 people, as candidates.zip.")
    assert full.say("export noor, nobody here").text.startswith("Nobody matches")


def test_a_format_after_the_name_is_offered_as_the_option(full):
    shown = full.say("export noor as csv")
    assert shown.commands == ["export noor --format csv"]
    assert full.say(shown.commands[0]).text.startswith("Noor Etxeberria, as candidates.csv.")
