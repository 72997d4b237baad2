"""Where and when somebody worked is of one job; who is senior, and who says not to look, is asked as such."""

import pytest

from bot.search.language import parse

CV = """# Oriel Ashgrove
oriel@mail.example

## Experience
**Staff engineer**, Tern Analytics, Rotterdam (03/2021 – 06/2022)
- Rust.

**Engineer**, Gannet Freight, Leeds (07/2022 – 10/2024)
- Go.

{}
"""


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("who worked in Rotterdam in 2021?", True),
        ("who worked in Rotterdam in 2024?", False),
        ("who worked in the Netherlands in 2022?", True),
        ("who worked in the Netherlands since 2023?", False),
        ("who worked in Leeds in 2024?", True),
        ("who worked at Gannet Freight in 2021?", False),
        ('worked:"Leeds 2023"', True),
    ],
)
def test_a_place_and_its_years_are_of_one_job(bot, question, right):
    bot.take_in(CV.format(""))
    assert ("Oriel Ashgrove" in bot.say(question).names) == right


@pytest.mark.parametrize(
    "question",
    [
        "somebody senior who knows Rust",
        "who is senior and knows Rust?",
        "anyone senior with Rust",
        "senior engineers who know Rust",
    ],
)
def test_senior_is_a_title_or_years_and_no_word(question):
    assert "title:senior or title:staff" in parse(question).reading


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("I am not looking for a new post at the moment.", True),
        ("I am looking for a post in Leeds.", False),
        ("", False),
    ],
)
@pytest.mark.parametrize(
    "question",
    ["who is not looking for a job?", "who isn't looking at the moment?", "who is no longer looking for work?"],
)
def test_who_does_not_look_says_so(bot, question, said, right):
    bot.take_in(CV.format(said))
    assert ("Oriel Ashgrove" in bot.say(question).names) == right
