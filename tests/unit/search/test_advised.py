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
