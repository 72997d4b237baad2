"""Several posts at one organization: each is a post of its own, and nobody's employer is guessed."""

import pytest

from bot.cv import read_cv
from bot.profile import Fact, Profile

HEAD = "# Noor Vale\nnoor@vale.example.org\n\n## Experience\n\n"

PROMOTED = [
    ("Tessera Labs", "Staff Engineer", "2021-03", "present"),
    ("Tessera Labs", "Senior Engineer", "2019-01", "2021-03"),
    ("Sable Ltd", "Software Engineer", "2016-06", "2018-12"),
]


def profile(text: str) -> Profile:
    return read_cv((HEAD + text).encode(), "cv.md").profile


def v(fact: Fact[str] | None) -> str | None:
    return fact.value if fact else None


def posts(text: str) -> list[tuple[str | None, ...]]:
    return [(v(one.organization), v(one.title), v(one.start), v(one.end)) for one in profile(text).work]


@pytest.mark.parametrize(
    "text",
    [
        (
            "### Tessera Labs, Lisbon\n\n#### Staff Engineer\n*March 2021 - Present*\n\n- Leads the team\n\n"
            "#### Senior Engineer\n*January 2019 - March 2021*\n\n- Wrote the storage engine\n\n"
            "### Sable Ltd, Porto\n\n**Software Engineer** (June 2016 - December 2018)\n\n- Built dashboards\n"
        ),
        (
            "**Tessera Labs**, Lisbon, Portugal\n\n*Staff Engineer*, March 2021 - Present\n- Leads the team\n\n"
            "*Senior Engineer*, January 2019 - March 2021\n- Wrote the storage engine\n\n"
            "**Sable Ltd**, Porto, Portugal\n\n*Software Engineer*, June 2016 - December 2018\n- Built dashboards\n"
        ),
        (
            "Tessera Labs                 Lisbon, Portugal\nStaff Engineer               Mar 2021 - Present\n- Leads the team\n"
            "Senior Engineer              Jan 2019 - Mar 2021\n- Wrote the storage engine\n\n"
            "Sable Ltd                    Porto, Portugal\nSoftware Engineer            Jun 2016 - Dec 2018\n- Built dashboards\n"
        ),
        (
            "### Tessera Labs (2019 - Present)\n- **Staff Engineer**, Mar 2021 - Present\n  - Leads the team\n"
            "- **Senior Engineer**, Jan 2019 - Mar 2021\n  - Wrote the storage engine\n\n"
            "### Sable Ltd\n**Software Engineer** | Jun 2016 - Dec 2018\n- Built dashboards\n"
        ),
        (
            "**Tessera Labs** — Lisbon\nStaff Engineer (03/2021–present), Senior Engineer (01/2019–03/2021)\n- Leads the team\n\n"
            "**Sable Ltd** — Porto\nSoftware Engineer (06/2016–12/2018)\n- Built dashboards\n"
        ),
    ],
    ids=["headings", "bold", "columns", "bullets", "one line"],
)
def test_a_promotion_is_a_post_at_the_same_organization(text: str) -> None:
    assert posts(text) == PROMOTED


def test_a_list_of_posts_under_a_university_is_a_post_each() -> None:
    text = (
        "Tern University, Porto, Portugal\n  • Associate Professor, Department of Physics, 2019 - present\n"
        "  • Research Fellow, Institute of Tides, 2012 - 2014\n\nSable Ltd\n  • Engineer, Dashboards Group, 2010 - 2012\n"
    )
    assert posts(text) == [
        ("Tern University", "Associate Professor, Department of Physics", "2019", "present"),
        ("Tern University", "Research Fellow, Institute of Tides", "2012", "2014"),
        ("Sable Ltd", "Engineer, Dashboards Group", "2010", "2012"),
    ]
    assert {one.kind for one in profile(text).work} == {"job"}


def test_each_post_keeps_its_own_story_and_the_organizations_place() -> None:
    text = (
        "**Tessera Labs**, Lisbon, Portugal\n\n*Staff Engineer*, 2021 - now\n- Leads the team\n- Plans\n\n*Engineer*, 2019 - 2021\n- Tests\n\n"
        "**Sable Ltd**, Porto, Portugal\n\n*Engineer*, 2016 - 2018\n- Builds\n"
    )
    told = [(v(one.place), [detail.value for detail in one.details]) for one in profile(text).work]
    assert told == [
        ("Lisbon, Portugal", ["Leads the team", "Plans"]),
        ("Lisbon, Portugal", ["Tests"]),
        ("Porto, Portugal", ["Builds"]),
    ]


def test_a_post_of_ones_own_or_years_later_is_not_at_the_organization_above() -> None:
    text = (
        "Tessera Labs\nEngineer, 2019 - 2021\n- Wrote the storage engine\n\nFreelance Designer, 2018 - 2019\n- Drew maps\n\n"
        "Quill Works\nEngineer, 2015 - 2017\n- Wrote tests\n\nTutor, 2008 - 2009\n- Taught sailing\n"
    )
    assert [(one[0], one[1]) for one in posts(text)] == [
        ("Tessera Labs", "Engineer"),
        (None, "Freelance Designer"),
        ("Quill Works", "Engineer"),
        (None, "Tutor"),
    ]


def test_a_dated_project_under_a_post_is_no_post() -> None:
    text = "### Tessera Labs\n**Engineer**, 2019 - 2021\n- Wrote the storage engine\n\n**Tide gauges** (2020 - 2021)\n- Drew maps\n"
    assert posts(text) == [("Tessera Labs", "Engineer", "2019", "2021")]


def test_what_an_employer_does_may_stand_over_its_posts():
    text = "Sable Ltd\nBuilds wires for everyone.\n\n- Software Engineer, 2017 - 2018\n- Intern, 2016 - 2017\n"
    assert posts(text) == [
        ("Sable Ltd", "Software Engineer", "2017", "2018"),
        ("Sable Ltd", "Intern", "2016", "2017"),
    ]


def test_a_heading_with_a_colon_is_nobodys_employer():
    text = "### Wires: Sable Ltd\n\n#### Software Engineer\n2017 - 2018\n\n#### Intern\n2016 - 2017\n"
    assert posts(text) == [(None, "Software Engineer", "2017", "2018"), (None, "Intern", "2016", "2017")]


def test_a_title_without_dates_goes_on_with_no_post():
    text = "Sable Ltd\nSoftware Engineer, 2017 - 2018\n- Built dashboards\n\nIntern\n- Made coffee\n"
    assert posts(text) == [("Sable Ltd", "Software Engineer", "2017", "2018"), (None, "Intern", None, None)]
