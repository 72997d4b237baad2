"""Every call of a shell that the documents print is one: a real shell runs it, with stand-ins that write down what was called."""

import configparser
import importlib
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.own_skills import entries_in
from bot.settings import Settings
from tests.bot import SAMPLES
from tests.printed import PAGES, ROOT, calls, fences

OTHERS = ("cp", "createdb", "docker", "install", "journalctl", "pg_dump", "pg_restore", "sudo", "systemctl")
"""Programs that are not ours: that the documents call them is all that is seen."""
OURS = ("make", "python", "recruitbot", ".venv/bin/recruitbot")
REAL = {"date": shutil.which("date"), "python3": sys.executable}
STAND_IN = """#!/bin/sh
{ printf '%s\\037' "${0##*/}" "$@"; echo; } >> "$CALLED"
"""
NOT_THERE = "cd() { :; }"
"""The folders of a server."""
ANY = ("CALL", "…")
"""What stands for any call."""
CONTAINER = {
    step: json.loads(words)
    for step, _, words in (line.partition(" ") for line in (ROOT / "Dockerfile").read_text().splitlines())
    if step in ("ENTRYPOINT", "CMD")
}
"""What an image of ours calls, and what where nothing is said."""
KINDS = {"", "ini", "python", "sh", "sql", "text", "toml", "yaml"}
"""The kinds of blocks; what is of no language is typed to the bot."""
BLOCKS = [(page, fence.text) for page in PAGES for fence in fences(page, "sh")]
TEXT = [(page, call) for page in PAGES for call in calls(page)]


@dataclass
class Shell:
    folder: Path

    def __post_init__(self) -> None:
        self.called = self.folder / "called"
        programs = self.folder / "bin"
        (self.folder / ".venv" / "bin").mkdir(parents=True)
        programs.mkdir()
        for name in (*OTHERS, *OURS):
            file = self.folder / name if "/" in name else programs / name
            file.write_text(STAND_IN)
            file.chmod(0o755)
        for name, program in REAL.items():
            (programs / name).symlink_to(program)

    def run(self, text: str) -> list[list[str]]:
        """What it calls, each with its words."""
        environment = {"PATH": str(self.folder / "bin"), "CALLED": str(self.called), "LANG": "C.UTF-8"}
        done = subprocess.run(
            ["/bin/bash", "-euc", f"DATABASE_URL=\n{NOT_THERE}\n{text}"],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), text
        lines = self.called.read_text().splitlines() if self.called.exists() else []
        self.called.unlink(missing_ok=True)
        return [line.split("\037")[:-1] for line in lines]


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    return Shell(tmp_path_factory.mktemp("printed"))


def test_every_block_is_of_a_kind_that_a_test_looks_at():
    assert {fence.language for page in PAGES for fence in fences(page)} == KINDS


@pytest.mark.parametrize(("page", "text"), BLOCKS + TEXT, ids=lambda given: getattr(given, "name", None))
def test_a_shell_runs_it_and_each_call_is_declared(shell, page, text):
    for words in shell.run(text):
        accepted(words)


def test_units_and_process_files_call_what_there_is(shell):
    (unit,) = (fence for page in PAGES for fence in fences(page, "ini"))
    service = configparser.ConfigParser(strict=False, interpolation=None)
    service.optionxform = str
    service.read_string(unit.text)
    started = [value for key, value in service["Service"].items() if key.startswith("Exec")]
    processes = [line.partition(": ")[2] for line in (ROOT / "Procfile").read_text().splitlines()]
    for call in started:
        accepted(shlex.split(call))
    for call in processes:
        for words in shell.run(call):
            accepted(words)
    assert len(started) == 2
    assert len(processes) == 3


def test_the_image_holds_the_program_alone_and_calls_what_there_is():
    steps = [line.partition(" ")[::2] for line in (ROOT / "Dockerfile").read_text().splitlines()]
    copied = {name for step, words in steps if step == "COPY" for name in words.split()[:-1]}
    nothing, *let_in = (ROOT / ".dockerignore").read_text().split()
    assert nothing == "*"
    assert {f"!{name}" for name in copied} == {line for line in let_in if line[0] == "!"}
    assert all((ROOT / name).exists() for name in copied)
    assert {"bot", "adapters", "storage", "requirements.txt"} <= copied
    accepted(CONTAINER["ENTRYPOINT"] + CONTAINER["CMD"])
    assert ("USER", "recruitbot") in steps


def accepted(words: list[str]) -> None:
    """Raises where the words call something that our programs do not know."""
    program, *rest = [word for word in words if word not in ANY]
    if program == "docker" and rest[0] in ("run", "exec"):
        declared(main, rest[len(rest) - rest[::-1].index("recruitbot") :] or CONTAINER["CMD"])
    elif program == "sudo":
        ours = next((at for at, word in enumerate(rest) if word.endswith("bin/recruitbot")), None)
        if ours is not None:
            declared(main, rest[ours + 1 :])
    elif Path(program).name == "recruitbot":
        declared(main, rest)
    elif program == "make":
        done = subprocess.run(["make", "-n", *rest], cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
        assert done.returncode == 0, done.stderr
    elif program == "python":
        assert rest[0] == "-m"
        package = (ROOT / rest[1].replace(".", "/")).is_dir()
        tool = getattr(importlib.import_module(f"{rest[1]}.__main__" if package else rest[1]), "main", None)
        if isinstance(tool, click.Group):
            declared(tool, rest[2:])
        assert all((ROOT / word).exists() for word in rest[2:] if word.endswith(".md"))


def declared(command: click.Command, words: list[str]) -> None:
    """Raises a `click.UsageError` for a call that is none. What only names an option may lack the rest."""
    context, name = None, command.name
    try:
        while isinstance(command, click.Group):
            context = command.make_context(name, list(words), parent=context)
            name, command, words = command.resolve_command(context, [*context._protected_args, *context.args])
        command.make_context(name, list(words), parent=context)
    except click.MissingParameter:
        assert any(word.startswith("--") for word in words), words
    except click.exceptions.Exit:  # --help
        pass


def test_every_setting_that_is_set_is_one():
    named = {
        name
        for page in PAGES
        for text in (*(fence.text for fence in fences(page, "sh")), *calls(page))
        for name in re.findall(r"^ *(?:export )?([A-Z_]{4,})=", text, re.MULTILINE)
    }
    assert len(named) > 10
    assert {name.lower() for name in named} <= {*Settings.model_fields, "host", "port"}


# ------------------------------------------------------------- for real


def test_a_newcomer_s_calls_do_what_the_first_page_says(tmp_path, monkeypatch):
    """The block of README.md, in a new folder."""
    (block,) = (fence.text for fence in fences(ROOT / "README.md", "sh") if "import path/to/cvs" in fence.text)
    copy, import_, run = (shlex.split(line, comments=True) for line in block.splitlines())
    cvs = tmp_path / "path" / "to" / "cvs"
    cvs.mkdir(parents=True)
    shutil.copy(SAMPLES / "etxeberria_2026.md", cvs)
    shutil.copy(ROOT / ".env.example", tmp_path)
    monkeypatch.chdir(tmp_path)
    subprocess.run(copy, check=True)
    added = CliRunner().invoke(main, import_[1:])
    assert (added.exit_code, "1 added" in added.stdout) == (0, True)
    refused = CliRunner().invoke(main, run[1:])
    assert (refused.exit_code, "SLACK_BOT_TOKEN" in refused.stderr) == (2, True)


# ------------------------------------------------------- other languages


def test_a_file_of_skills_as_printed_is_followed(tmp_path):
    for page in PAGES:
        for fence in fences(page, "toml"):
            (tmp_path / "skills.toml").write_text(fence.text)
            assert tomllib.loads(fence.text)
            assert entries_in(tmp_path / "skills.toml")


def test_both_manifests_ask_for_the_same_events_and_say_the_same_of_the_command():
    whole, over_http = (fence.text for fence in fences(ROOT / "docs" / "setup-slack.md", "yaml"))
    for text in (r"bot_events:\n((?: +- \w.*\n)+)", r"usage_hint: (.*)", r"description: (Find candidates .*)"):
        (here,), (there,) = re.findall(text, whole), re.findall(text, over_http)
        assert here.split() == there.split()
