"""Honours whose parts stand on several lines: what names the award, who gives it, and when."""

import pytest

from tests.unit.cv.facts.reading import profile, v


def awards(text):
    found = profile(f"# Ada Quill\nada@mail.example\n\n## Awards\n\n{text}\n").awards
    return [(v(award.title), v(award.awarder), [date.value for date in award.dates]) for award in found]


@pytest.mark.parametrize(
    "below",
    ["Tern University, 2021", "Tern University\n2021", "2021\nTern University", "Oslo\nTern University, 2021"],
)
def test_the_lines_under_a_heading_say_who_gave_the_award_and_when(below):
    assert awards(f"### Harbour Medal\n{below}") == [("Harbour Medal", "Tern University", ["2021"])]


def test_a_remark_under_a_heading_gives_no_award():
    assert awards("### Harbour Medal, 2021\nFor the quietest talk\n\n### Marrow Prize\nOnce in a decade") == [
        ("Harbour Medal", None, ["2021"]),
        ("Marrow Prize", None, []),
    ]


def test_a_year_over_awards_is_theirs():
    assert awards("### 2021\nHarbour Medal\nMarrow Prize, May 2021\n\n### 2020\nTern Scholarship") == [
        ("Harbour Medal", None, ["2021"]),
        ("Marrow Prize", None, ["2021-05"]),
        ("Tern Scholarship", None, ["2020"]),
    ]


def test_until_when_is_not_when_an_award_was_given():
    assert awards("- Tern Fellowship, until 2021") == [("Tern Fellowship", None, [])]
