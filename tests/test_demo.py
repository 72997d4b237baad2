"""`make demo`: what somebody added to it is there again, until they say that it should go. Stand-ins take the place of `recruitbot`."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STAND_IN = """#!/bin/sh
echo "$3" "$4" >> calls
case "$3" in import) echo people > demo.db; for end in -wal -shm .heads .erasures; do echo > demo.db$end; done; esac
"""


@pytest.fixture
def clone(tmp_path):
    """A clone in which everything is set up."""
    for name in ("Makefile", "requirements.txt", "pyproject.toml", ".gitignore"):
        shutil.copy(ROOT / name, tmp_path)
    bin_ = tmp_path / ".venv" / "bin"
    bin_.mkdir(parents=True)
    for name in ("recruitbot", "python"):
        (bin_ / name).write_text(STAND_IN)
        (bin_ / name).chmod(0o755)
    (tmp_path / ".venv" / "ready").touch()
    return tmp_path


def make(clone, target):
    (clone / "calls").unlink(missing_ok=True)
    done = subprocess.run(["make", "-s", target], cwd=clone, capture_output=True, text=True, check=True)
    calls = (clone / "calls").read_text().split("\n")[:-1] if (clone / "calls").exists() else []
    return calls, done.stderr


def test_the_first_demo_reads_the_samples_and_the_next_one_keeps_what_was_added(clone):
    assert make(clone, "demo")[0] == ["import samples/cvs", "chat --files"]
    (clone / "demo.db").write_text("people and a note")
    calls, told = make(clone, "demo")
    assert calls == ["chat --files"]
    assert (clone / "demo.db").read_text() == "people and a note"
    assert "demo.db as you left it; make demo-anew begins again" in told


def test_a_demo_anew_begins_without_anything_of_the_old_one(clone):
    make(clone, "demo")
    (clone / "demo.db").write_text("people and a note")
    (clone / "demo.db.erasures").write_text("somebody")
    assert make(clone, "demo-anew")[0] == ["import samples/cvs", "chat --files"]
    assert (clone / "demo.db").read_text() == "people\n"
    assert (clone / "demo.db.erasures").read_text() == "\n"


def test_git_sees_nothing_that_the_demo_writes_and_clean_leaves_none_of_it(clone):
    make(clone, "demo")
    written = {one.name for one in clone.glob("demo*")}
    (clone / "demo-files").mkdir()
    (clone / "demo-files" / "noor.json").touch()
    subprocess.run(["git", "init", "-q"], cwd=clone, check=True)
    status = subprocess.run(["git", "status", "--short"], cwd=clone, capture_output=True, text=True, check=True).stdout
    assert len(written) == 5
    assert "demo" not in status
    make(clone, "clean")
    assert not list(clone.glob("demo*"))
