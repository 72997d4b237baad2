"""Tables whose header row says what a column holds: beginnings and ends, venues, levels, what somebody does not know."""

import pytest

from bot.cv import read_cv
from bot.profile import Fact, Profile
from bot.search.index import index
from tests.documents import html
from tests.documents.styled import from_markdown


def profile(text: str) -> Profile:
    return read_cv(("# Noor Vale\nnoor@vale.example\n\n" + text).encode(), "cv.md").profile


def v(fact: Fact[str] | None) -> str | None:
    return fact.value if fact else None


@pytest.mark.parametrize(
    ("began", "ended", "now"), [("From", "To", "today"), ("Von", "Bis", "heute"), ("Start date", "End date", "present")]
)
def test_a_column_of_beginnings_and_one_of_ends(began, ended, now):
    text = (
        f"## Experience\n\n| Employer | Role | {began} | {ended} | Notes |\n|---|---|---|---|---|\n"
        f"| Tessera Labs, Lisbon | Staff Engineer | 2023-05 | {now} | Owns the serving stack |\n"
        "| Sable Ltd | Engineer | 2020-02 | 2023-04 | Scala, Spark |\n| Tern Ltd | Engineer | 2018 | | |\n"
    )
    told = [(v(one.organization), v(one.title), v(one.start), v(one.end)) for one in profile(text).work]
    assert told == [
        ("Tessera Labs", "Staff Engineer", "2023-05", "present"),
        ("Sable Ltd", "Engineer", "2020-02", "2023-04"),
        ("Tern Ltd", "Engineer", "2018", None),
    ]
    assert v(profile(text).work[0].place) == "Lisbon"


def test_where_a_paper_is_stands_for_its_venue_unless_it_was_refused():
    text = (
        "## Papers\n\n| Title | Where | Year | Authors |\n|---|---|---|---|\n| Quiet kernels | MLSys | 2024 | P. Odell, N. Vale |\n"
        "| Loud kernels | ISCA (rejected) | 2023 | N. Vale |\n"
    )
    told = [(v(one.title), v(one.venue), v(one.status)) for one in profile(text).publications]
    assert told == [("Quiet kernels", "MLSys", None), ("Loud kernels", None, "rejected")]


def test_languages_over_their_levels():
    text = "## Languages\n\n| English | Japanese | French |\n|---|---|---|\n| native | B1 | A1 |\n"
    found = profile(text)
    assert [(v(one.name), v(one.level)) for one in found.languages] == [
        ("English", "native"),
        ("Japanese", "B1"),
        ("French", "A1"),
    ]
    assert not found.skills


SKILLS = "## Skills\n\n| Strong | Some | {} |\n|---|---|---|\n| Python, Kafka | C++, CUDA | Rust, Terraform |\n| Redis | | Haskell |\n"


@pytest.mark.parametrize("none", ["None", "Never used", "No experience", "Keine Erfahrung", "**none**"])
@pytest.mark.parametrize("shape", ["md", "html"])
def test_what_stands_under_none_is_no_skill(none, shape):
    text = "# Noor Vale\nnoor@vale.example\n\n" + SKILLS.format(none)
    data = text.encode() if shape == "md" else html.page(from_markdown(text))
    reading = read_cv(data, f"cv.{shape}")
    assert [v(skill.name) for skill in reading.profile.skills] == ["Python", "Kafka", "C++", "CUDA", "Redis"]
    shown = {row.skill for row in index(reading.profile, {0: reading.text}).skills if not row.implied}
    assert len(shown) == 5
    assert not shown & {"rust", "terraform", "haskell"}


def test_a_column_beside_other_things_is_unknown_too():
    text = "## Skills\n\n| Field | Tools | None |\n|---|---|---|\n| Storage | Ceph, Kafka | Rust |\n"
    assert {v(skill.name) for skill in profile(text).skills} == {"Ceph", "Kafka"}


def test_what_somebody_looks_for_stands_in_a_row():
    text = "| Contact | |\n|---|---|\n| Looking for | Staff roles in inference |\n\n## Skills\n\nRust, Go\n"
    assert [v(one) for one in profile(text).availability] == ["Staff roles in inference"]


@pytest.mark.parametrize("degree", ["MPhys", "BASc", "MChem"])
def test_short_names_of_degrees(degree):
    (study,) = profile(f"## Education\n\n{degree} Marine Systems, Quill University, 2010 - 2014\n").education
    assert (v(study.degree), v(study.field), v(study.institution)) == (degree, "Marine Systems", "Quill University")
