"""Lists that stand behind the last entry of a part, under a label of their own."""

import pytest

from bot.cv import read_cv

PHYSICIST = """Dr. Lennart Quist
lennart@quist.example

EXPERIENCE
Postdoctoral researcher, Brackwater University, 2021 - 2024

EDUCATION
PhD in Physics, Aldersea Institute, 2016 - 2021

SKILLS: C++20; Python (NumPy, PyTorch, JAX); CUDA; ROOT

SELECTED PUBLICATIONS (of 31)
[1] L. Quist, M. Ober. Drift chambers on GPUs. Computing in Physics, 2023.
[2] L. Quist, T. Ahn. Faster tracks. CHEP 2021.
"""

GERMAN = """Jana Osterkamp
jana@osterkamp.example

Berufserfahrung
03/2020 - heute  Softwareentwicklerin, Nordlicht GmbH, Kiel
 - Steuerung für Kräne

Ausbildung
2014 - 2019  M.Sc. Informatik, Universität Kiel

Kenntnisse: C++, Qt, Python, etwas Rust
Sprachen: Deutsch, Englisch (C2)
Eintritt frühestens: 01.07.2027
"""

STACKS = """Nils Brook
nils@brook.example

WORK

Engineer, Tessera Labs, 2020 - 2023

Skills: Rust, Kafka

Engineer, Quill Works, 2016 - 2020

Skills: Perl, Oracle

EDUCATION
B.Sc. in Physics, Brackwater University, 2012 - 2016
"""


def profile(text):
    return read_cv(text.encode(), "cv.txt").profile


def test_a_labelled_line_and_a_heading_with_a_remark_end_the_studies():
    found = profile(PHYSICIST)
    assert [skill.name.value for skill in found.skills] == ["C++20", "Python (NumPy, PyTorch, JAX)", "CUDA", "ROOT"]
    assert [paper.title.value for paper in found.publications] == ["Drift chambers on GPUs", "Faster tracks"]
    assert found.education[0].details == ()


def test_several_labelled_lines():
    found = profile(GERMAN)
    assert [skill.name.value for skill in found.skills] == ["C++", "Qt", "Python", "Rust"]
    assert [one.name.value for one in found.languages] == ["Deutsch", "Englisch"]
    assert [wish.value for wish in found.availability] == ["Eintritt frühestens: 01.07.2027"]


def test_what_each_post_was_done_with_is_no_list_of_the_person():
    assert profile(STACKS).skills == ()


@pytest.mark.parametrize("said", ["Available: immediately", "Notice period: 2 months"])
def test_from_when_somebody_can_start_is_read_below_a_project_too(said):
    text = f"{PHYSICIST}\nPROJECTS\nDune counter, 2022\n- Counts dunes.\n{said}\n"
    assert [wish.value for wish in profile(text).availability] == [said]


def test_how_available_a_service_was_is_no_wish():
    text = f"{PHYSICIST}\nPROJECTS\nDune counter, 2022\n- Availability: 99.9 % over two years\n"
    assert profile(text).availability == ()
