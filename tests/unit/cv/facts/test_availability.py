"""What the person looks for and from when, as written."""

import pytest

from tests.unit.cv.facts.reading import profile

TOP = "# Ada Example\nada@mail.example\n\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "I am seeking a PhD position starting in fall 2026.",
        "Seeking a summer internship in compilers for 2027.",
        "Available from May 2025.",
        "Open to relocation within Europe.",
        "Notice period: three months.",
        "I am on the academic job market this year.",
        "Ich suche eine Stelle als Entwicklerin ab Mai 2027.",
        "Verfügbar ab 1. Mai 2027.",
        "Kündigungsfrist: drei Monate.",
        "Je recherche un stage de fin d'études à partir de mars 2027.",
        "Disponible à partir de septembre 2027.",
        "Busco un puesto de investigadora a partir de 2027.",
        "Disponible desde enero de 2027.",
        "Procuro um estágio a partir de março de 2027.",
        "Disponível a partir de abril de 2027.",
        "求职意向：后端开发工程师，2027年3月可到岗",
        "目前正在寻找 2027 年秋季入学的博士机会。",
    ],
)
def test_a_wish_is_quoted(sentence):
    found = profile(f"{TOP}## About\n\nI like maps.\n\n{sentence}").availability
    assert len(found) == 1
    assert found[0].value in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The code is available on request.",
        "I am not looking for a position.",
        "I looked for terns in Norway.",
        "I build search for people who look for books.",
        "References available upon request.",
    ],
)
def test_what_is_no_wish(sentence):
    assert profile(f"{TOP}## About\n\nI like maps.\n\n{sentence}").availability == ()


def test_an_employers_words_are_no_wish():
    text = f"{TOP}## Experience\n\nQuill Ltd\nRecruiter\n2019 - 2020\n- Helped people seeking a job\n- Looking for bugs in old code\n"
    assert profile(text).availability == ()
