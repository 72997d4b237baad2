"""The command line: what scripts rely on. Results on standard output, the rest on standard error, and exit codes."""

import errno
import gc
import io
import json
import os
import pty
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import click
import pytest

from bot.__main__ import faults, settle
from bot.calls import Fault
from tests.bot import SAMPLES
from tests.calls import Forked, Program

NOOR = SAMPLES / "etxeberria_2026.md"
ILSE = SAMPLES / "okonkwo-brandt-cv.md"


@pytest.fixture
def calls(tmp_path, sqlite_template):
    made = Forked(tmp_path)
    if not (tmp_path / "test.db").exists():
        shutil.copy(sqlite_template, tmp_path / "test.db")
    return made


@pytest.fixture
def program(tmp_path):
    """The same, with a start of Python for each call."""
    return Program(tmp_path)


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stock")
    Forked(folder)("import", NOOR, ILSE)
    return folder


@pytest.fixture
def stocked(tmp_path, stock):
    """Noor and Ilse are known, as #1 and #2."""
    for file in stock.glob("test.db*"):
        shutil.copy(file, tmp_path)


@pytest.fixture
def pile(tmp_path):
    """A folder as a recruiter has it: two CVs, and what else lies there."""
    folder = tmp_path / "cvs"
    folder.mkdir()
    shutil.copy(NOOR, folder)
    shutil.copy(ILSE, folder)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(300))
    (folder / ".hidden").write_text("no")
    return folder


def test_import_reports_each_file_and_goes_on_after_a_bad_one(program, pile):
    done = program("import", pile)
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert lines[-1] == "4 files: 2 added, 2 rejected"
    assert any(line.startswith("rejected") and "empty.txt" in line for line in lines)
    assert any(line.startswith("added") and "Noor Etxeberria #" in line for line in lines)


def test_a_name_that_a_cv_shouts_is_said_calmly_as_in_chat(calls):
    done = calls("import", SAMPLES / "OYELARAN_H_cv.md")
    assert "Haruto Oyelaran #1" in done.stdout
    assert calls("find", "oyelaran").stdout.startswith("#1 Haruto Oyelaran · ")


def test_on_a_screen_the_remarks_stand_below_the_file_broken_between_words(calls, tmp_path):
    montpetit = SAMPLES / "montpetit-cv-FINAL-v2.md"
    ours, screen = pty.openpty()
    command = [sys.executable, "-m", "bot", "--database", calls.database, "import", str(montpetit)]
    environment = {**os.environ, "COLUMNS": "60", "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(command, stdout=screen, stderr=subprocess.DEVNULL, cwd=tmp_path, env=environment) as running:
        os.close(screen)
        shown = b"".join(iter(partial(_said, ours), b"")).decode()
    os.close(ours)
    assert running.returncode == 0
    remarks = [line for line in shown.splitlines() if line.startswith(" " * 11)]
    assert remarks[0].strip().startswith("A line reads like an order")
    assert all(len(line) <= 60 for line in remarks)


def _said(terminal: int) -> bytes:
    """What the other end wrote; nothing once it is closed, which Linux reports as an error."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


def test_import_as_json_is_one_object_a_line(stocked, calls, pile):
    done = calls("import", NOOR, pile / "empty.txt", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["status"], bool(row["reason"])) for row in rows] == [("unchanged", False), ("rejected", True)]
    assert all(
        list(row) == ["file", "status", "candidate", "name", "confidence", "warnings", "reason", "news"] for row in rows
    )


def test_the_same_files_again_are_unchanged(stocked, calls):
    again = calls("import", NOOR, ILSE)
    assert again.returncode == 0
    assert again.stdout.splitlines()[-1] == "2 files: 2 unchanged"


def test_a_path_that_is_not_there_is_a_wrong_call(calls):
    done = calls("import", "nowhere.md")
    assert done.returncode == 2
    assert "There is no nowhere.md" in done.stderr


def test_find_as_json_gives_reasons_whose_quotes_stand_in_the_cv(stocked, calls):
    done = calls("find", "cuda", "--json")
    hits = json.loads(done.stdout)
    assert {hit["source"] for hit in hits} == {NOOR.name, ILSE.name}
    for hit in hits:
        assert list(hit) == ["id", "name", "headline", "source", "reasons"]
        text = (SAMPLES / hit["source"]).read_bytes().decode()
        for reason in hit["reasons"]:
            assert text[reason["start"] : reason["end"]] == reason["quote"]
            assert set(reason) == {"term", "matched", "via", "quote", "start", "end"}


def test_find_nobody_is_an_empty_list_and_no_failure(stocked, calls):
    done = calls("find", "--json", "--", "cobolscript", "-cuda")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


@pytest.mark.parametrize("line", ["since:banana", "c*", "or"])
def test_a_query_that_asks_for_nothing_hands_out_nobody(stocked, calls, tmp_path, line):
    done = calls("find", "--json", "--", line)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert f"There is nothing to search for in {line}." in done.stderr
    assert "0 exported" in calls("export", "--out", tmp_path / "out", "--", line).stderr
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("line", ["", " "])
def test_an_empty_query_is_told_in_one_line(stocked, calls, line):
    done = calls("find", line)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "There is nothing to search for.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_under_the_output_is_told(monkeypatch):
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr("sys.stdout", full)
        with pytest.raises(Fault, match="cannot be written: No space left on device"), faults():
            click.echo("#1 Noor Etxeberria")


def test_a_full_disk_elsewhere_is_told_by_its_file(monkeypatch):
    monkeypatch.setattr("sys.stdout", io.StringIO())
    with pytest.raises(Fault, match=r"^/srv/cvs/cv\.pdf cannot be written: No space left on device"), faults():
        raise OSError(errno.ENOSPC, "No space left on device", "/srv/cvs/cv.pdf")


def test_find_limits_what_it_prints(stocked, calls):
    assert len(json.loads(calls("find", "cuda", "--json", "--limit", "1").stdout)) == 1


def test_export_writes_json_resume_whose_evidence_is_exact(stocked, calls, tmp_path):
    out = tmp_path / "out"
    assert calls("export", "--out", out, "--text").returncode == 0
    for path in (NOOR, ILSE):
        resume = json.loads((out / f"{path.stem}.json").read_text(encoding="utf-8"))
        text = (out / f"{path.stem}.txt").read_bytes().decode()
        assert text == path.read_bytes().decode()
        assert resume["basics"]["name"]
        assert resume["work"]
        assert resume["meta"]["evidence"]
        assert {f"/x_skillsUsed/{at}" for at in range(len(resume["x_skillsUsed"]))} <= resume["meta"]["evidence"].keys()
        for pointer, places in resume["meta"]["evidence"].items():
            assert pointer.startswith("/")
            for place in places:
                assert text[place["start"] : place["end"]] == place["quote"]
                assert place["rule"]


def test_export_of_the_same_twice_is_the_same(stocked, calls, tmp_path):
    calls("export", "--out", tmp_path / "a")
    calls("export", "--out", tmp_path / "b")
    assert (tmp_path / "a" / f"{NOOR.stem}.json").read_bytes() == (tmp_path / "b" / f"{NOOR.stem}.json").read_bytes()


def test_two_files_of_one_name_are_both_exported(calls, tmp_path):
    for number, path in enumerate((NOOR, ILSE)):
        (tmp_path / str(number)).mkdir()
        shutil.copy(path, tmp_path / str(number) / "cv.md")
    calls("import", tmp_path / "0", tmp_path / "1")
    calls("export", "--out", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["cv-2.json", "cv.json"]


def test_export_as_csv_opens_safely(stocked, calls, tmp_path):
    calls("export", "--out", tmp_path / "out", "--format", "csv")
    table = (tmp_path / "out" / "candidates.csv").read_text(encoding="utf-8")
    assert "Noor Etxeberria" in table


def test_lines_from_a_pipe_are_run_one_by_one(stocked, program):
    done = program("chat", stdin="noor\n\n# a remark\nstage noor interview\n")
    assert done.returncode == 0
    assert "Compiler engineer, Quillon Systems" in done.stdout
    assert "Interview" in done.stdout


def test_what_is_loaded_at_the_start_is_not_looked_through_for_garbage_again():
    try:
        settle()
        assert gc.get_freeze_count() > 10 * len(gc.get_objects())
    finally:
        gc.unfreeze()


def test_run_without_tokens_names_what_to_set(calls):
    done = calls("run")
    assert done.returncode == 2
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DISCORD_TOKEN"):
        assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_run_names_a_line_of_the_env_file_that_sets_nothing(calls):
    (calls.folder / ".env").write_text("SLAK_BOT_TOKEN=xoxb-secret\n")
    told = calls("run").stderr
    assert "line 1 of .env sets SLAK_BOT_TOKEN, which is no setting" in told
    assert "secret" not in told


def test_wrong_settings_are_told_together(calls):
    done = calls("find", "x", WORKERS="many", PORT="0")
    assert done.returncode == 2
    assert "WORKERS" in done.stderr
    assert "PORT" in done.stderr


@pytest.mark.parametrize(
    "url",
    ["postgresql://nobody:hunter2@127.0.0.1:1/none", "sqlite:////nowhere/at/all.db", "oracle://x/y", "nonsense"],
)
def test_a_database_that_cannot_be_used_is_said_without_its_password(calls, url):
    calls.database = url
    done = calls("find", "x")
    assert done.returncode in (1, 2)
    assert "database" in done.stderr.casefold()
    assert "hunter2" not in done.stderr
    assert "Traceback" not in done.stderr


def test_db_check_agrees(calls):
    assert calls("db", "check").returncode == 0


def test_reindex_finds_the_same_again(stocked, calls):
    before = calls("find", "cuda", "--json").stdout
    assert calls("db", "reindex").stderr.strip() == "2 indexed."
    assert calls("find", "cuda", "--json").stdout == before


def test_several_organizations_must_be_told_apart(stocked, calls):
    calls("--organization", "Tessera Labs", "import", NOOR)
    done = calls("find", "cuda")
    assert done.returncode == 2
    assert "--organization" in done.stderr
    assert "Ilse" not in calls("--organization", "Tessera Labs", "find", "cuda").stdout


def test_a_name_of_no_organization_is_a_slip_and_makes_none(stocked, calls):
    done = calls("--organization", "Foo", "find", "cuda")
    assert done.returncode == 2
    assert "There is no organization Foo. There is default." in done.stderr
    assert calls("find", "cuda").returncode == 0


def test_documents_are_read_again_and_nothing_changes(stocked, calls):
    done = calls("db", "reparse")
    assert (done.returncode, done.stdout.splitlines()) == (0, ["2 documents: 2 unchanged"])
    rows = [json.loads(line) for line in calls("db", "reparse", "--dry-run", "--json").stdout.splitlines()]
    assert [(row["candidate"], row["status"]) for row in rows] == [(1, "unchanged"), (2, "unchanged")]


def test_a_file_of_skills_is_followed_and_one_at_fault_changes_nothing(calls, tmp_path):
    skills, cv = tmp_path / "skills.toml", tmp_path / "aino.md"
    cv.write_text("# Aino Marsh\naino@mailbox.example\n\n## Skills\nPython, QuiverDB\n")
    calls("import", cv)
    assert json.loads(calls("find", "--json", "skill:quiver").stdout) == []
    skills.write_text('[own]\nquiver = { label = "Quiver", aliases = ["QuiverDB"], implies = ["databases"] }\n')
    (hit,) = json.loads(calls("find", "--json", "skill:databases", SKILLS_FILE=str(skills)).stdout)
    assert hit["name"] == "Aino Marsh"
    assert hit["reasons"][0]["via"] == "QuiverDB"
    skills.write_text('[own]\nquiver = { label = "Quiver", aliases = ["k8s"] }\n')
    done = calls("find", "--json", "skill:databases", SKILLS_FILE=str(skills))
    assert "a name of Kubernetes already" in done.stderr
    assert [hit["name"] for hit in json.loads(done.stdout)] == ["Aino Marsh"]


def test_a_backup_is_named_on_standard_output_and_restored_by_its_name(stocked, calls):
    saved = calls("db", "backup")
    assert saved.returncode == 0
    (name,) = saved.stdout.split()
    calls("chat", stdin="tag noor gpu\n")
    assert json.loads(calls("find", "tag:gpu", "--json").stdout)
    restored = calls("db", "restore", name)
    assert restored.returncode == 0
    assert "2 people restored" in restored.stderr
    assert json.loads(calls("find", "tag:gpu", "--json").stdout) == []
    assert calls("db", "backup", name).returncode == 1


def test_a_copy_goes_to_an_address_that_is_one(stocked, calls, tmp_path):
    assert calls("db", "copy", "elsewhere").returncode == 2
    moved = calls("db", "copy", f"sqlite:///{tmp_path / 'new.db'}")
    assert "2 people" in moved.stderr
    calls.database = f"sqlite:///{tmp_path / 'new.db'}"
    assert json.loads(calls("find", "noor", "--json").stdout)
