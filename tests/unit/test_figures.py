"""docs/figures.md is written by what measures, and by nothing else."""

import re
import sys
import types

import pytest

from benchmarks import __main__ as bench
from benchmarks import page
from benchmarks.figures import Figure

GIVEN = (
    "# Figures\n\n<!-- search -->\nNot measured yet.\n<!-- /search -->\n\n<!-- reading -->\nold\n<!-- /reading -->\n"
)
MEASURED = [Figure("a search", 12.345, 50, "ms", limit=3), Figure("people a second", 4, 10, "", at_least=True)]


@pytest.fixture
def figures(tmp_path):
    file = tmp_path / "figures.md"
    file.write_text(GIVEN)
    return file


def test_a_benchmark_writes_its_section_with_day_machine_and_call(figures, monkeypatch, capsys):
    measuring = types.ModuleType("measuring")
    measuring.measure = lambda: iter(MEASURED)
    monkeypatch.setitem(sys.modules, "measuring", measuring)
    monkeypatch.setitem(bench.KINDS, "search", "measuring")
    monkeypatch.setenv("FIGURES", str(figures))
    monkeypatch.setenv("PROFILES", "10000")
    assert bench.main(["search"]) == 1
    text = figures.read_text()
    assert re.search(r"\n20\d\d-\d\d-\d\d, \d+ CPUs.*, by `make bench ONLY=search PROFILES=10000`:\n", text)
    assert "| a search | 12.35 ms | 3.00 ms | ≤ 50 ms | met |" in text
    assert "missed |" in text
    assert text.endswith("<!-- reading -->\nold\n<!-- /reading -->\n")
    assert "a search" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("databases", "own"), [("", "search of 1,000,000"), ("PostgreSQL", "search of 1,000,000 in PostgreSQL")]
)
def test_so_many_people_as_have_a_section_of_their_own_leave_the_usual_one_as_it_is(
    figures, monkeypatch, databases, own
):
    measuring = types.ModuleType("measuring")
    measuring.measure = lambda: iter(MEASURED)
    monkeypatch.setitem(sys.modules, "measuring", measuring)
    monkeypatch.setitem(bench.KINDS, "search", "measuring")
    monkeypatch.setenv("FIGURES", str(figures))
    monkeypatch.setenv("PROFILES", "1000000")
    monkeypatch.setenv("DATABASES", databases)
    figures.write_text(GIVEN + f"<!-- {own} -->\n<!-- /{own} -->\n")
    bench.main(["search"])
    assert figures.read_text().startswith(GIVEN + f"<!-- {own} -->\n20")


def test_without_a_page_nothing_is_written(figures, monkeypatch):
    measuring = types.ModuleType("measuring")
    measuring.measure = lambda: iter(MEASURED)
    monkeypatch.setitem(sys.modules, "measuring", measuring)
    monkeypatch.setitem(bench.KINDS, "search", "measuring")
    monkeypatch.delenv("FIGURES", raising=False)
    bench.main(["search"])
    assert figures.read_text() == GIVEN


def test_what_a_suite_prints_is_its_section_and_replaces_the_one_before(figures, monkeypatch):
    for said in ("f1 0.91", "f1 0.99"):
        monkeypatch.setitem(page.SUITES, "reading", ("python", "-c", f"print('.... [ 50%]'); print('{said}')"))
        assert page.main(["reading"], figures) == 0
    text = figures.read_text()
    assert "```text\nf1 0.99\n```\n<!-- /reading -->" in text
    assert "old" not in text
    assert "0.91" not in text.partition("```text")[2]


def test_a_suite_that_fails_leaves_the_page_as_it_was(figures, monkeypatch, capsys):
    monkeypatch.setitem(page.SUITES, "reading", ("python", "-c", "print('f1 0.2'); raise SystemExit(1)"))
    assert page.main(["reading"], figures) == 1
    assert figures.read_text() == GIVEN
    assert "Failed, and not written: reading." in capsys.readouterr().err


def test_a_suite_that_there_is_not_is_said(figures):
    assert page.main(["coverage"], figures) == 2


def test_the_page_has_a_section_for_each_benchmark_and_suite():
    text = page.PAGE.read_text()
    for name in (*bench.KINDS, *page.SUITES):
        assert page.with_section(text, name, "here\n").count("here\n") == text.count("here\n") + 1
    assert set(re.findall(r"<!-- (\w+) -->", text)) == {*bench.KINDS, *page.SUITES}
