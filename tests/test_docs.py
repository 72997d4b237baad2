"""The documents say what the program does."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.commands import TOOLS
from bot.commands.reference import with_table
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "docs/access.md"])
def test_the_tables_show_every_command_as_declared(name):
    assert with_table(page(name)) == page(name), f"run: python -m bot.commands.reference {name}"


def test_every_command_says_what_it_does_and_shows_an_example():
    for command in TOOLS.commands:
        if not command.hidden:
            assert command.summary.endswith("."), command.name
            assert command.examples, command.name
            typed = ("-".join(example.split()) for example in command.examples)
            assert command.name == "find" or all(example.startswith(command.name) for example in typed)


def test_readme_shows_demo_and_test_before_all_else():
    text = page("README.md")
    assert text.index("make demo") < text.index("make test") < text.index("recruitbot run")


def test_every_call_named_in_the_readme_exists():
    runner = CliRunner()
    block = re.search(r"## The command line\n+```text\n(.*?)```", page("README.md"), re.DOTALL)
    assert block
    for line in block[1].splitlines():
        words = line.split()
        if words[:1] == ["recruitbot"]:
            for call in words[2].split("|") if words[1] in ("db", "digest") and "|" in words[2] else [None]:
                arguments = [words[1], *([call] if call and words[1] == "db" else []), "--help"]
                result = runner.invoke(main, arguments)
                assert result.exit_code == 0, arguments


@pytest.mark.parametrize("call", [(), ("db",)])
def test_each_call_is_said_whole_in_a_terminal_of_80_columns(call):
    told = CliRunner().invoke(main, [*call, "--help"], terminal_width=80).output
    listed = told.partition("Commands:\n")[2].splitlines()
    assert len(listed) > 5
    assert not [line for line in listed if line.endswith("...")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_inside_the_project_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith(("mailto:", "javascript:")):
            assert (path.parent / target).exists(), target


def test_the_manifest_on_the_page_is_the_one_in_the_file():
    assert page("docs/slack-manifest.yaml").strip() in page("docs/setup-slack.md")


def test_the_tests_that_the_security_page_names_exist():
    table = page("docs/security.md").partition("| requirement |")[2].partition("\n\n")[0]
    rows = table.splitlines()[2:]
    assert len(rows) > 40
    for row in rows:
        named = re.findall(r"`(tests/[^`:]+)(?:::(\w+))?`", row)
        assert named, row
        for file, test in named:
            assert f"def {test}(" in page(file) if test else (ROOT / file).exists(), (file, test)


def test_the_files_that_the_page_on_architecture_names_exist():
    named = set(re.findall(r"`([\w/]+(?:\.py|/))`", page("docs/architecture.md")))
    files = [
        path.relative_to(ROOT) for part in ("bot", "adapters", "storage", "tests") for path in (ROOT / part).rglob("*")
    ]
    assert len(named) > 40
    assert [name for name in sorted(named) if not any(Path(name) == one or one.match(name) for one in files)] == []


def test_the_table_of_settings_has_every_one_but_addresses_of_stand_ins():
    table = page("docs/deploy.md").partition("| setting | default | |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([A-Z_]+)`", table))
    known = {one.upper() for one in Settings.model_fields}
    assert {one for one in known if not one.endswith("_URL")} | {"DATABASE_URL", "MODEL_URL"} <= named
