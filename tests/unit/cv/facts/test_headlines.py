"""What the person calls themselves."""

import pytest

from tests.unit.cv.facts.reading import profile, v


@pytest.mark.parametrize(
    ("top", "label"),
    [
        ("# Ada Example\n\nSite Reliability Engineer\n\nada@mail.example", "Site Reliability Engineer"),
        ("# Ada Example — Site Reliability Engineer\n\nada@mail.example", "Site Reliability Engineer"),
        ("Ada Example, Designer\nada@mail.example", "Designer"),
        ("Ada Example | Data Scientist | Oslo, Norway\nada@mail.example", "Data Scientist"),
        ("# Ada Example\nPh.D. Student in Machine Learning Systems\nada@mail.example", "Ph.D. Student in Machine Learning Systems"),
        ("# Ada Example\nComputer Science graduate\nada@mail.example", "Computer Science graduate"),
        ("# Jonas Beispiel\nSoftwareentwickler\nada@mail.example", "Softwareentwickler"),
        ("# Claire Exemple\nIngénieure logiciel\nada@mail.example", "Ingénieure logiciel"),
        ("# Rui Exemplo\nEngenheiro de software\nada@mail.example", "Engenheiro de software"),
        ("# 林晓雨\n\n算法工程师\n\nada@mail.example", "算法工程师"),
        ("# Ada Example\n\nI am an engineer who likes maps.\n\nada@mail.example", None),
        ("# Ada Example\n\nTurning coffee into code since 2009\n\nada@mail.example", None),
        ("# Ada Example\n\nSeeking an engineer position\n\nada@mail.example", None),
        ("# Ada Example\nOslo, Norway\nada@mail.example", None),
        ("Ada Example\n\n✉ ada@mail.example 🌐 ada\n🔗 Google Scholar 🔗 Personal Web", None),
        ("# Ada Example\nGitHub | Google Scholar | Homepage\nada@mail.example", None),
    ],
)  # fmt: skip
def test_the_headline(top, label):
    assert v(profile(top).label) == label
