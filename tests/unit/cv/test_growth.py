"""A text twice as long takes about twice the work, whatever it repeats; the work is counted in function calls.

The texts are shorter than in ``tests/proofs/test_growth.py``.
"""

import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from bot.cv import Unreadable, read_cv
from bot.cv.facts import contacts, links
from bot.search.contacts import contact_spans
from bot.search.index import index
from tests.growth import MOST, grows

SHARE = 3
"""The texts are so many times shorter than in full."""
LONG_LINES = [
    "https://a.b/c ", "[a](http://a.b) ", "+1 415 555 2671 ", "a@b.cc ", "GitHub: ada1 | ", "__a", "**a** ", "[x](y) ", "| a ", "2019 – 2020 ",
    "2020, ", "Jan 2020, ", "I led it all. ", '"a", ', "A. B, ", "Word ab. ", "“a” ", "a, ", "。", "&amp;", "<b>", "C++ ",
]  # fmt: skip
BELOW = ["", "# Publications\n", "# Awards\n", "# Experience\n"]
MANY_LINES = [
    ("Publications", "Ada Example, Bob Other. A paper about {n}. In NSDI, 2020."),
    ("Publications", "- A paper about {n}."),
    ("Publications", "and a further word {n}"),
    ("Skills", "{n}x: Go, C++, y{n}"),
    ("Skills", "Go {n}"),
    ("Experience", "Place {n}\n"),
    ("Experience", "**Engineer**, Tern {n} Inc. (2019 – 2020)\n- did it"),
    ("Experience", "{n} years"),
    ("Education", "BSc in Physics, University of Tern {n}, 2019 – 2020"),
    ("Awards", "Tern Prize {n}, 2020"),
    ("Contact", "github.com/ada{n} ada{n}@mail.example"),
    ("Contact", "I am looking for a position in town {n}."),
    ("Contact", "  : told {n}"),
    ("Contact", "{{{{a}}}} {n}"),
]
TOP = "Ada Example\nada@mail.example\n\n"


def read(text: str) -> None:
    """Read and indexed, or refused."""
    try:
        reading = read_cv((TOP + text).encode(), "cv.md")
    except Unreadable:
        return
    index(reading.profile, {0: reading.text})


@pytest.mark.parametrize("unit", LONG_LINES)
@pytest.mark.parametrize("heading", BELOW)
def test_a_line_of_one_thing(heading: str, unit: str) -> None:
    assert grows(read, lambda times: heading + (unit * 2000)[: 900 // SHARE * times]) < MOST


@pytest.mark.parametrize(
    "unit", ["Ada B. ", "a ", "é ", "Python ", "[a ", "VI. ", "Dr. ", "\ta", "C++, Go; ", "+1 415 555 2671 "]
)
@pytest.mark.parametrize("heading", ["# Skills\n", "# Publications\n"])
def test_wrapped_lines_of_one_thing(heading: str, unit: str) -> None:
    line = (unit * 200)[:200]
    assert grows(read, lambda times: heading + f"{line}\n" * (12 * times)) < MOST


@pytest.mark.parametrize(("heading", "line"), MANY_LINES)
def test_many_lines(heading: str, line: str) -> None:
    def text(times: int) -> str:
        return f"# {heading}\n" + "\n".join(line.format(n=100 + number) for number in range(250 // SHARE * times))

    assert grows(read, text) < MOST


class Counted:
    """A pattern that says how much text it was made to go through."""

    def __init__(self, pattern: re.Pattern[str], seen: list[int]) -> None:
        self.pattern, self.seen = pattern, seen

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pattern, name)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        self.seen.append(min(end, len(text)) - start)
        return self.pattern.finditer(text, start, end)


def looked_through(text: str) -> int:
    """How many characters the patterns of contacts go over."""
    seen: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        for module in (contacts, links):
            for name, value in list(vars(module).items()):
                if isinstance(value, re.Pattern):
                    patch.setattr(module, name, Counted(value, seen))
        read(text)
    return sum(seen)


@pytest.mark.parametrize("unit", ["https://a.b/c ", "[a](http://a.b) ", "+1 415 555 2671 ", "a@b.cc ", "github.com/a "])
def test_contacts_are_looked_for_once(unit: str) -> None:
    assert looked_through((unit * 200)[:1800]) < MOST * looked_through((unit * 200)[:900])


@pytest.mark.parametrize("unit", ["\\item a ", "\\textbf{a} ", "{", "\\a{b} ", "%a\n", "& "])
def test_latex(unit: str) -> None:
    def read_latex(text: str) -> None:
        try:
            read_cv(f"\\documentclass{{a}}\\begin{{document}}\\section{{Ada Example}}\n{text}".encode(), "cv.tex")
        except Unreadable:
            return

    assert grows(read_latex, lambda times: (unit * 3000)[: 3000 * times]) < MOST


@pytest.mark.parametrize("unit", ["a@b.cc ", "+1 415 555 2671 ", "https://github.com/a ", "GitHub: ada1 ", "@", "|"])
def test_contacts_are_covered_in_one_go(unit: str) -> None:
    def cover(text: str) -> None:
        contact_spans(text)

    assert grows(cover, lambda times: (unit * 3000)[: 1500 * times]) < MOST


@pytest.mark.parametrize(
    "line",
    [
        "| " + " " * 1900 + "x",
        "-" + " " * 1900 + "x | y",
        "--|" * 600 + "x",
        "A-" * 900 + "x",
        "a_" * 900,
        "= " * 900 + "x",
        "a_" * 70_000,
        "\t" * 1900 + ":x",
        " " * 1900 + "·",
    ],
    ids=lambda line: line.strip()[:6],
)
def test_no_pattern_goes_back_and_forth_without_end(line: str) -> None:
    """Each took minutes where a pattern could split the line in more than one way."""
    read("# Publications\n" + f"{line}\n" * max(1, 120_000 // len(line)))
    read_cv(("#+TITLE: Ada Example\nada@mail.example 2020 – 2021\n" + " " * 100_000).encode(), "cv.org")
