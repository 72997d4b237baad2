"""Degrees beside each other: each has its own field, dates and grade, and none of its neighbour's."""

import pytest

from bot.cv import read_cv
from tests.unit.cv.facts.reading import profile, v


def studies(text, name="cv.md"):
    whole = f"# Ada Quill\nada@mail.example\n\n## Education\n\n{text}\n"
    return read_cv(whole.encode(), name).profile.education


def told(study):
    return tuple(map(v, (study.institution, study.degree, study.field, study.start, study.end)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("M.S. and B.S., Tern University, 2016", ("Tern University", "M.S.", None, None, "2016")),
        ("B.S. in Physics and B.A. in Music, Tern University, 2012 - 2016", ("Tern University", "B.S.", "Physics", "2012", "2016")),
        ("Ph.D. candidate (admitted 2018), Tern University", ("Tern University", "Ph.D. candidate", None, "2018", None)),
        ("BSc (Computer Science), Tern University, 2012 - 2016", ("Tern University", "BSc", "Computer Science", "2012", "2016")),
        ("MSc in Physics, Tern University, starting Fall 2025", ("Tern University", "MSc", "Physics", "2025", None)),
    ],
)  # fmt: skip
def test_a_field_holds_no_other_degree_and_no_date(line, expected):
    (study,) = studies(f"- {line}")
    assert told(study) == expected


def test_a_minor_ends_before_its_date():
    (study,) = studies("**Tern University**\nB.A. in Mathematics, minor in Music, May 2014")
    assert (v(study.minor), v(study.end)) == ("Music", "2014-05")


def test_degrees_under_one_school_are_studies_apart_and_a_grade_is_of_the_one_above_it():
    text = (
        "Tern University                      Oslo, Norway\nPh.D. in Physics                     Expected May 2027\n"
        "M.S. in Physics                      May 2023\n  GPA: 3.95/4.0\n"
    )
    doctor, master = studies(text, "cv.txt")
    assert told(doctor) == ("Tern University", "Ph.D.", "Physics", None, "2027-05")
    assert told(master) == ("Tern University", "M.S.", "Physics", None, "2023-05")
    assert (doctor.gpa, v(master.gpa)) == (None, "3.95/4.0")


def test_what_is_told_under_a_study_is_of_it():
    (study,) = studies(
        "**Tern University**, Oslo - Ph.D. in Physics, 2016 - 2021\nThesis submitted March 2021, defended June 2021.\n"
        "Dean's List 2018, 2019\nGPA: 3.9/4.0\nRanked 2nd of 120"
    )
    assert told(study) == ("Tern University", "Ph.D.", "Physics", "2016", "2021")
    assert (v(study.gpa), v(study.rank)) == ("3.9/4.0", "2nd of 120")


@pytest.mark.parametrize("words", ["Grade 12", "(9/2016)", "Class of 60 students on average"])
def test_a_number_beside_a_study_may_be_no_grade_and_no_rank(words):
    (study,) = studies(f"B.Sc. in Physics, Tern University, 2012 - 2016\n- {words}")
    assert (study.gpa, study.rank) == (None, None)


def test_a_range_that_a_line_break_cuts_has_its_end():
    (study,) = studies("Tern University, Oslo, Bachelor of Science in Physics, 2012 -\n2016\n", "cv.txt")
    assert told(study) == ("Tern University", "Bachelor of Science", "Physics", "2012", "2016")


def test_years_with_a_colon_begin_lines_of_their_own():
    found = studies(
        "2015 - 2018 : Diplôme d'ingénieur, École Supérieure de Tern, Nantes\n"
        "2013 - 2015 : Classes préparatoires MPSI/MP, Lycée Tern, Nantes\n"
        "2013 : Baccalauréat scientifique, mention très bien\n",
        "cv.txt",
    )
    assert [(v(study.degree), v(study.field), v(study.start), v(study.end)) for study in found] == [
        ("Diplôme d'ingénieur", None, "2015", "2018"),
        ("Classes préparatoires", "MPSI/MP", "2013", "2015"),
        ("Baccalauréat scientifique", None, None, "2013"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Grade 8.9/10, cum laude. Adviser: Prof. Ottilie Marrow-Finch.",
        "Thesis: Shares of a wire · adviser Dr. Ottilie Marrow-Finch",
        "Supervisor: Ottilie Marrow-Finch",
    ],
)
def test_who_advised_is_read_in_a_line_below_the_degree(line):
    (study,) = studies(f"**MSc Physics, Tern University**, 2014 – 2016\n- {line}")
    assert list(map(v, study.advisers)) == ["Ottilie Marrow-Finch"]


def test_a_post_as_an_adviser_names_nobody():
    (study,) = studies("**MSc Physics, Tern University**, 2014 – 2016\n- Elected student adviser of the faculty")
    assert study.advisers == ()


@pytest.mark.parametrize(
    ("line", "end"),
    [
        (
            "Senior at Tern University, Honours Programme, B.S. in Computer Engineering; my GPA stands at 3.91/4.0.",
            "present",
        ),
        ("Junior majoring in Physics at Tern University.", "present"),
        ("I was a senior at Tern University, B.S. in Physics.", None),
    ],
)
def test_a_year_of_study_by_its_american_name_goes_on(line, end):
    text = f"Ada Quill\nada@mail.example\n\nBiography\n\n{line}\n\nSkills\n\nRust, C++\n"
    (study,) = read_cv(text.encode(), "cv.md").profile.education
    assert (v(study.institution), v(study.end)) == ("Tern University", end)


PHYSICS = ("Tern University", "B.Sc.", "Physics", "2016", "2021")


@pytest.mark.parametrize(
    "text",
    [
        "Degree: B.Sc. in Physics\nUniversity: Tern University\n2016 - 2021",
        "B.Sc. | Major: Physics | Tern University, 2016 - 2021",
        "Tern University, B.Sc., Major: Physics, 2016 - 2021",
        "**B.Sc.**, 2016 - 2021\nTern University\nMajor in Physics",
        "B.Sc. in Physics | Quantum Optics and Lasers, Tern University | 2016 - 2021",
    ],
)
def test_a_field_ends_where_another_part_of_the_study_begins(text):
    (study,) = studies(text)
    assert told(study) == PHYSICS


def test_a_short_name_before_a_university_is_part_of_its_name():
    (study,) = studies("B.Sc. in Physics | Harbour Site, Tern University | 2016 - 2021")
    assert told(study) == ("Harbour Site, Tern University", *PHYSICS[1:])


def test_a_field_of_two_styles_is_one():
    (study,) = studies("Tern University, B.Sc., Major: Physics and *Music*, 2016 - 2021")
    assert v(study.field) == "Physics and Music"


def test_a_label_of_a_field_may_hold_a_date_alone():
    (study,) = studies("Tern University, B.Sc., Major: 2016 - 2021")
    assert told(study) == ("Tern University", "B.Sc.", None, "2016", "2021")


@pytest.mark.parametrize("heading", ["Education", "Work Experience and Education"])
def test_a_degree_of_which_nothing_is_told_is_no_study(heading):
    found = profile(f"# Ada Quill\nada@mail.example\n\n## {heading}\n\n- PhD\n- Engineer, Tern Inc., 2019 - 2020\n")
    assert [v(study.degree) for study in found.education] == ["B.Sc."]
