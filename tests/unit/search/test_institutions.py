"""A school, firm or venue is found by a name alone, under whichever name the CV has it."""

import pytest

from bot.search.language import parse
from bot.search.reading import typed

CV = """# Oriel Ashgrove
oriel@mail.example

## Education
**Carnegie Mellon University**, Pittsburgh
PhD in Computer Science (2021 – present)
**Veldhaven University**
BSc in Physics (2017 – 2021), GPA 4.7/5

## Experience
**Engineer**, Red Hat, Brno (03/2020 – 05/2021)
- Triton kernels.

## Publications
1. Oriel Ashgrove, Lea Third. A tern that reads. In 19th USENIX Symposium on Operating Systems Design and Implementation, 2024.
"""
OTHER = """# Ruben Longfellow
ruben@mail.example

## Ausbildung
**Universität Veldstadt**, Bachelor in Physik (2017 – 2021)

## Berufserfahrung
**Ingenieur**, Tern Analytics, Graz (03/2021 – heute)
- Arbeit mit Triton.
"""


@pytest.mark.parametrize(
    "line",
    [
        "CMU",
        "cmu triton",
        "Carnegie Mellon",
        "CMU students with Triton",
        "Veldhaven University",
        "Veldhaven University alumni",
        "students of Veldhaven University with GPA over 4.5",
        "who worked at Red Hat?",
        "OSDI",
        "people with a paper at USENIX OSDI",
        'venue:"USENIX OSDI"',
        "-MIT triton -Graz",
    ],
)
def test_who_was_there_is_found_by_the_name(bot, line):
    bot.take_in(CV)
    bot.take_in(OTHER, name="other.md")
    assert bot.say(line).names == ["Oriel Ashgrove"]


@pytest.mark.parametrize(
    "line",
    ["MIT", "mit", "MIT students", "anyone from MIT?", "-cmu Veldhaven University", "Veldhaven University students"],
)
def test_nobody_is_found_by_a_word_that_is_no_name_there(bot, line):
    bot.take_in(CV)
    bot.take_in(OTHER, name="other.md")
    assert not bot.say(line).names


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("wer kann CUDA mit Rust?", "CUDA Rust"),
        ("who works at Red Hat and knows Rust?", 'company:"Red Hat" Rust'),
        ("meta analysis", "meta analysis"),
        ("who is in the Tern class?", '"Tern class"'),
        ("who is in Ternfeld?", "place:Ternfeld"),
        ("which university did they go to", "university"),
        ("gpa>4.5", "gpa>4.5/5"),
        ("gpa>3.8", "gpa>3.8/4"),
        ("gpa>=4", "gpa>=4/4"),
    ],
)
def test_words_that_are_no_names_stay_what_they_were(line, read):
    assert typed(parse(line)) == read
