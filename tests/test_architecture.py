"""The code's layout, read from the code itself: which way imports point, and that files stay readable."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "adapters", "storage")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
COMPOSITION = "bot/__main__.py"
LONGEST_FILE = 400
SDKS = {"slack_bolt": "adapters/slack/", "slack_sdk": "adapters/slack/", "discord": "adapters/discord/"}
DATABASE = ("sqlalchemy", "alembic", "psycopg", "sqlite3")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    """Every module that the file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} imports relative to itself"
            found |= {f"{node.module}.{one.name}" for one in node.names}
    return frozenset(found)


def importers(*packages: str) -> set[str]:
    """The files that import one of the packages."""
    wanted = tuple(f"{package}." for package in packages)
    return {name(path) for path in MODULES if any(f"{one}.".startswith(wanted) for one in imports(path))}


def inside(folder: str) -> set[str]:
    return {name(path) for path in MODULES if name(path).startswith(folder)}


def test_there_is_something_to_judge():
    assert {"bot/chat/app.py", "adapters/base.py", "storage/store.py", COMPOSITION} <= inside("")


def test_only_the_composition_root_knows_storage_and_adapters():
    assert importers("storage") - inside("storage/") <= {COMPOSITION}
    assert importers("adapters") - inside("adapters/") <= {COMPOSITION}


@pytest.mark.parametrize("sdk", SDKS)
def test_a_chat_library_stays_in_its_platforms_folder(sdk):
    assert importers(sdk) - inside(SDKS[sdk]) == set()


def test_a_platform_knows_no_other():
    platforms = {path.parent.name for path in MODULES if path.match("adapters/*/harness.py")}
    for platform in platforms:
        others = {f"adapters.{one}" for one in platforms - {platform}}
        assert importers(*others) & inside(f"adapters/{platform}/") == set()


@pytest.mark.parametrize("library", DATABASE)
def test_databases_are_storages_alone(library):
    assert importers(library) - inside("storage/") == set()


def test_prompts_are_the_terminals_alone():
    assert importers("prompt_toolkit") == {"adapters/terminal/keyboard.py"}


def test_the_core_is_synchronous():
    asynchronous = {
        name(path) for path in MODULES if any(isinstance(node, ast.AsyncFunctionDef) for node in ast.walk(tree(path)))
    }
    assert asynchronous - inside("adapters/discord/") == set()


def test_only_the_settings_read_the_environment():
    reading = {
        name(path)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }
    assert reading - {"bot/settings.py", "adapters/terminal/keyboard.py", COMPOSITION} == set()


def test_a_store_opens_without_what_reads_cvs():
    """Each call of the command line is a process: what it does not need would be most of the time that it takes."""
    code = "import bot.__main__, storage, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "storage.store" in loaded.split()
    unneeded = ("bot.cv.read", "bot.cv.facts", "bot.cv.private", "alembic")
    assert [one for one in loaded.split() if one.startswith(unneeded)] == []


def test_the_terminal_is_there_without_what_only_a_cv_or_a_migration_needs():
    code = "import adapters.terminal.chat, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "bot.commands" in loaded.split()
    assert not {"bot.cv.read.formats", "alembic", "charset_normalizer"} & {*loaded.split()}


def test_the_bot_does_not_load_what_only_the_reading_process_runs():
    code = "import bot.bulk, bot.commands, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "bot.cv.sandbox.reader" in loaded.split()
    assert not {"bot.cv.reading", "bot.cv.entries", "bot.cv.facts.assembly"} & {*loaded.split()}


def test_a_module_says_what_lives_in_it_and_stays_short():
    texts = {path: path.read_text(encoding="utf-8") for path in MODULES}
    silent = {name(path) for path, text in texts.items() if text.strip() and not ast.get_docstring(tree(path))}
    assert silent == set()
    assert {name(path) for path, text in texts.items() if text.count("\n") > LONGEST_FILE} == set()


DECLARED_AS = {"discord": "discord.py", "dotenv": "python-dotenv"}
UNSEEN = {"psycopg", "tzdata"}
"""Needed without being imported: SQLAlchemy's driver by name, and the time zones of machines that have none."""


def test_what_is_imported_is_declared_and_what_is_declared_is_imported():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[\[<>=]", line)[0].lower() for line in project["dependencies"]}
    imported = {one.partition(".")[0] for path in MODULES for one in imports(path)}
    outside = imported - set(PACKAGES) - set(sys.stdlib_module_names)
    assert {DECLARED_AS.get(one, one.replace("_", "-")) for one in outside} == declared - UNSEEN
