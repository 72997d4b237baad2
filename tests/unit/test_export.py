"""What other programs get: JSON Resume with evidence, and a table that is safe to open."""

import csv
import io
import json
from typing import Any

import pytest

from bot.cv import read_cv
from bot.export import COLUMNS, csv_rows, json_resume
from bot.profile import Award, Evidence, Fact, Link, Place, Profile, Skill

CV = """# Ada Example
GPU kernel engineer
ada@mail.example | +44 20 7946 0142 | github.com/ada-x | https://ada.example | Oslo, Norway

I am looking for a PhD position from fall 2026.

## Education

**Brackwater University**, Oslo, Norway

Sep. 2021–Present

*B.Sc.* in Marine Physics

GPA: 3.9/4, Rank: 2/96

## Experience

**Quill Ltd**, Zurich, Switzerland

Jan. 2020–Mar. 2021

*Software Engineer* Advisor: Prof. Max Other

- Wrote kernels

## Publications

**Tern: a fast transport for slow networks** SOSP 2025

**Ada Example**\\*, Bob Other\\*, Cy Third (\\* equal contribution)

## Honors

Excellence Scholarship, Brackwater University

Oct. 2024, 2023

## Skills

- Programming: C++, Rust
- Spoken: Norwegian (native), English
"""


@pytest.fixture(scope="module")
def resume() -> dict[str, Any]:
    reading = read_cv(CV.encode(), "cv.md")
    made: dict[str, Any] = json_resume(
        reading.profile, {0: reading.text}, meta={"number": 214}, skills_used=[Fact("CUDA", ())]
    )
    parsed: dict[str, Any] = json.loads(json.dumps(made))
    return parsed


def test_basics(resume: dict[str, Any]) -> None:
    assert resume["basics"] == {
        "name": "Ada Example",
        "label": "GPU kernel engineer",
        "email": "ada@mail.example",
        "phone": "+44 20 7946 0142",
        "x_phonesE164": ["+442079460142"],
        "url": "https://ada.example",
        "location": {"city": "Oslo", "countryCode": "NO"},
        "profiles": [{"network": "GitHub", "username": "ada-x", "url": "github.com/ada-x"}],
    }
    assert resume["x_availability"] == "I am looking for a PhD position from fall 2026."


def test_an_open_end_has_no_end_date(resume: dict[str, Any]) -> None:
    (study,) = resume["education"]
    assert study["startDate"] == "2021-09"
    assert "endDate" not in study
    assert (study["studyType"], study["area"], study["score"], study["x_rank"]) == (
        "B.Sc.",
        "Marine Physics",
        "3.9/4",
        "2/96",
    )


def test_work_papers_awards_skills(resume: dict[str, Any]) -> None:
    (work,) = resume["work"]
    assert (work["name"], work["position"], work["startDate"], work["endDate"]) == (
        "Quill Ltd",
        "Software Engineer",
        "2020-01",
        "2021-03",
    )
    assert work["highlights"] == ["Wrote kernels"]
    assert work["x_supervisors"] == ["Max Other"]
    (paper,) = resume["publications"]
    assert (paper["publisher"], paper["releaseDate"], paper["x_position"], paper["x_equalContribution"]) == (
        "SOSP 2025",
        "2025",
        1,
        True,
    )
    assert [award["date"] for award in resume["awards"]] == ["2024-10", "2023"]
    assert resume["skills"] == [{"name": "Programming", "keywords": ["C++", "Rust"]}]
    assert resume["languages"] == [{"language": "Norwegian", "fluency": "native"}, {"language": "English"}]
    assert resume["x_skillsUsed"] == ["CUDA"]


def _at(document: Any, pointer: str) -> Any:
    for key in pointer.split("/")[1:]:
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


def test_every_value_is_proved_under_its_own_pointer(resume: dict[str, Any]) -> None:
    evidence = resume["meta"]["evidence"]
    assert resume["meta"]["number"] == 214
    for pointer, quotes in evidence.items():
        assert _at(resume, pointer), pointer
        for quote in quotes:
            assert CV[quote["start"] : quote["end"]] == quote["quote"]
            assert quote["rule"]
    assert evidence["/education/0/startDate"][0]["quote"] == "Sep. 2021"
    assert evidence["/publications/0/releaseDate"][0]["quote"] == "2025"
    assert evidence["/skills/0/keywords/0"][0]["quote"] == "C++"
    assert evidence["/publications/0/x_position"] == evidence["/publications/0/x_authors/0"]
    assert {pointer.split("/")[1] for pointer in evidence} >= {
        "basics",
        "work",
        "education",
        "publications",
        "awards",
        "skills",
        "languages",
    }


def test_nothing_absent_is_written() -> None:
    empty = json_resume(Profile(name=Fact("Ada", (Evidence(0, 3, "name"),))), {0: "Ada"}, meta={})
    assert empty["basics"] == {"name": "Ada", "profiles": []}
    assert empty["work"] == []
    assert "x_availability" not in empty


def fact(value: str) -> Fact[str]:
    return Fact(value, ())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", " ="])
def test_a_cell_never_starts_a_formula(start: str) -> None:
    (header, row) = csv_rows([({"number": 7}, Profile(name=fact(f"{start}HYPERLINK(1)")))])
    cell = row[header.index("name")]
    assert cell.startswith("'")
    assert "HYPERLINK(1)" in cell


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_no_cell_starts_a_formula_for_a_spreadsheet_that_separates_cells_by_another_sign(delimiter: str) -> None:
    """As where the comma stands in numbers: there a semicolon separates them, and quotes inside of a line are none."""
    rows = csv_rows([({"number": 7}, Profile(name=fact("Ana;=HYPERLINK(1)\t+1\n@SUM(1)|-1"), label=fact("C; -O3")))])
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    cells = [one for row in csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=delimiter) for one in row]
    assert len(cells) > 2
    assert not [one for one in cells if one[:1] in set("=+-@")]
    assert "C; -O3" in out.getvalue()


def test_the_table_has_one_row_a_person() -> None:
    profile = Profile(
        name=fact("Ada Example"),
        emails=(fact("ada@mail.example"), fact("a@other.example")),
        place=Place(city=fact("Oslo")),
        links=(Link(username=fact("ada-x"), network=fact("GitHub")),),
        awards=(Award(fact("Prize"), (fact("2020"), fact("2021"))),),
        skills=(Skill(fact("C++")), Skill(fact("C++"), "Other")),
    )
    header, row, other = csv_rows([({"number": 7}, profile), ({"number": 8, "stage": "new"}, Profile())])
    assert header == ["number", "stage", *COLUMNS]
    found = dict(zip(header, row, strict=True))
    assert found["number"] == "7"
    assert found["email"] == "ada@mail.example; a@other.example"
    assert found["links"] == "GitHub ada-x"
    assert found["awards"] == "Prize, 2020, 2021"
    assert found["skills"] == "C++"
    assert len(other) == len(header)
