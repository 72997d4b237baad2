"""Advisers that a sentence of the CV names, and no entry."""

import pytest

from bot.cv import read_cv
from bot.search.index import index

CV = """# Oriel Ashgrove
oriel@mail.example

I am a third-year Ph.D. candidate at Harrowgate University, advised by Prof. [R. Morley Quist](https://q.example). My work
is on caches. Before, I measured switches under the supervision of Dr. Ilka Brandt.

## Education
**MSc Computer Science, Universität Leipzig**, 2016 – 2018
"""


@pytest.fixture(scope="module")
def terms():
    reading = read_cv(CV.encode(), "cv.md")
    return set(index(reading.profile, {0: reading.text}).terms)


@pytest.mark.parametrize("token", ["quist", "morley_quist", "ilka_brandt"])
def test_whoever_is_named_as_adviser_is_one(token, terms):
    assert ("adviser", token) in terms


def test_what_the_next_sentence_says_is_of_no_adviser(terms):
    assert ("adviser", "caches") not in terms


TOLD = """# Oriel Ashgrove
oriel@mail.example

Doctoral research advised by
Prof. Morley Quist.

## Education
**PhD Physics, University of Leeds**, 2016 – 2020
- Supervised by Assoc. Prof. Ximena Thorvald, where I built a compiler in Rust.
- Co-advised by Ada Quill and Juniper van der Weide on CUDA kernels.

## Service
- **Reviewer**, AAAI 2024
"""


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("adviser:quist", "● Prof. Morley Quist adviser"),
        ("adviser:thorvald", "● Assoc. Prof. Ximena Thorvald adviser"),
        ("adviser:weide", "● Ada Quill and Juniper van der Weide adviser"),
        ("adviser:rust", ""),
        ("adviser:cuda", ""),
        ("service:reviewer", "● Reviewer, AAAI 2024 served"),
    ],
)
def test_a_name_is_shown_without_what_stands_around_it(bot, question, shown):
    bot.take_in(TOLD)
    assert [line for line in bot.say(question).text.splitlines() if line.startswith("●")] == [shown][: bool(shown)]


ABROAD = """# Oriel Ashgrove
oriel@mail.example

## Education
**PhD Physics, {school}**, 2016 – 2020
"""


@pytest.mark.parametrize(
    ("school", "question", "right"),
    [
        ("University of Leeds", "who studied in the UK?", True),
        ("University of Leeds", "who has a PhD from the UK?", True),
        ("University of Leeds", "who is in the UK?", False),
        ("University of Alabama at Birmingham", "who studied in the UK?", False),
        ("University of Alabama at Birmingham", "who has a PhD from the UK?", False),
        ("University of Alabama at Birmingham", "who studied in Birmingham?", True),
        ("University of Western Ontario (London)", "who studied in the UK?", False),
        ("University of New South Wales", "who has a PhD from the UK?", False),
        ("University of New South Wales", "who studied in Australia?", True),
    ],
)
def test_a_town_elsewhere_has_its_namesakes(bot, school, question, right):
    bot.take_in(ABROAD.format(school=school))
    assert ("Oriel Ashgrove" in bot.say(question).names) == right


def test_a_school_is_where_its_name_says(terms):
    assert ("studyplace", "leipzig") in terms
    assert ("place", "leipzig") not in terms
