"""Projects: the name, without what is told about it, its links and its stars."""

import pytest

from tests.unit.cv.facts.reading import profile, v


def projects(text):
    found = profile(f"# Ada Quill\nada@mail.example\n\n## Projects\n\n{text}\n").projects
    return [(v(one.name), v(one.start), [detail.value for detail in one.details]) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Ternlog [code] [paper]: a log for birds", ("Ternlog", None, ["a log for birds"])),
        ("- Ternlog ★ 1,200 - a log for birds", ("Ternlog", None, ["a log for birds"])),
        ("| 2021 | Ternlog. A log for birds. |", ("Ternlog", "2021", ["A log for birds."])),
        ("| 2021 | Ternlog |", ("Ternlog", "2021", [])),
        ("| 2021 | Ternlog | Oslo |", ("Ternlog", "2021", ["Oslo"])),
    ],
)
def test_a_project_is_called_by_its_name_alone(text, expected):
    assert projects(text) == [expected]


@pytest.mark.parametrize("row", ["| 2021 | 2020 - 2021 |", "| 2021 | Invited talk on birds |"])
def test_a_row_of_dates_and_a_talk_are_no_project(row):
    assert projects(f"{row}\n| 2019 | Ternlog |") == [("Ternlog", "2019", [])]


def test_what_is_told_on_the_line_below_is_told_once():
    assert projects("**Ternlog**\nA log for birds\n\n**Wires**\nA maker of wires") == [
        ("Ternlog", None, ["A log for birds"]),
        ("Wires", None, ["A maker of wires"]),
    ]
