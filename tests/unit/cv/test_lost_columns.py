"""Dates that touch the next column's words, since copying a page lost the gap."""

import pytest

from bot.cv import read_cv
from bot.cv.glue import with_columns
from bot.cv.passage import Passage


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("May 2019 - June 2021Research Assistant", ["May 2019 - June 2021", "Research Assistant"]),
        ("2019–2021Engineer, Sable Ltd", ["2019–2021", "Engineer, Sable Ltd"]),
        ("01/2019 - 06/2021BSc Physics", ["01/2019 - 06/2021", "BSc Physics"]),
        ("2019 – PresentEngineer", ["2019 – Present", "Engineer"]),
        ("seit 2019 - heuteWerkstudentin", ["seit 2019 - heute", "Werkstudentin"]),
        ("Tern University2010 - 2012", ["Tern University", "2010 - 2012"]),
        ("Tern University09/2010 – 07/2012", ["Tern University", "09/2010 – 07/2012"]),
        ("Research AssistantMay 2019 - June 2021", ["Research Assistant", "May 2019 - June 2021"]),
        ("Sable Ltd (Porto)Oktober 2019 – März 2021", ["Sable Ltd (Porto)", "Oktober 2019 – März 2021"]),
    ],
)
def test_a_date_and_the_words_that_touch_it_are_two_columns(text: str, columns: list[str]):
    assert with_columns(Passage.plain(text, 0, " " * len(text))).text.split("\t") == columns


@pytest.mark.parametrize(
    "text",
    [
        "Tides of the north, ICSE2019Workshop",
        "JavaScript 2019, GitHub 2020",
        "https://vale.example.org/2019Report",
        "COVID-2019Study of 2020",
        "Windows2000 and SQL 2016",
        "noor@2019Vale.example.org",
        "May 2019 - June 2021 Research Assistant",
    ],
)
def test_other_words_with_years_stay_whole(text: str):
    passage = Passage.plain(text, 0, " " * len(text))
    assert with_columns(passage) is passage


def test_posts_and_studies_are_read_all_the_same():
    text = (
        "Noor Vale\nnoor@vale.example.org\n\nExperience\n\nMay 2019 - June 2021Research Assistant, Quill University\nBuilt tide gauges.\n"
        "2016–2019Engineer, Sable Ltd\n\nEducation\n\nTern University2010 - 2012\nMSc in Tides\n"
    )
    found = read_cv(text.encode(), "cv.txt").profile
    assert [(one.organization.value, one.title.value, one.start.value, one.end.value) for one in found.work] == [
        ("Quill University", "Research Assistant", "2019-05", "2021-06"),
        ("Sable Ltd", "Engineer", "2016", "2019"),
    ]
    (study,) = found.education
    assert (study.institution.value, study.degree.value, study.end.value) == ("Tern University", "MSc", "2012")
