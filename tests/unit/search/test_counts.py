"""How many of a kind somebody has: what is counted, what is asked, and what is not."""

import pytest

from bot.search.language import parse

CV = """# Oriel Ashgrove
oriel@mail.example

## Experience
**Software engineer**, Calder Works, Oslo (2023 – 2024)
- Switches.

**Research intern**, Harrow Compute, Oslo (06/2022 – 09/2022)
- Kernels.

**Engineering intern**, Calder Works, Oslo (06/2021 – 09/2021)
- Tests.

## Education
M.Sc. Physics, Calder Bay University, 2019 – 2021
B.Sc. Physics, Calder Bay University, 2016 – 2019

## Publications
- Oriel Ashgrove, Tamsin Wold. "Small pages." OSDI 2025.
- Tamsin Wold, Oriel Ashgrove. "Long contexts." OSDI 2024.
- Oriel Ashgrove, Tamsin Wold. "Cold caches." NSDI 2024.
"""


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("who did at least two internships?", True),
        ("more than two internships", False),
        ("exactly two internships", True),
        ("who has worked at more than one company?", True),
        ("who worked for at least three employers?", False),
        ("who has at least two degrees?", True),
        ("more than two degrees", False),
        ("at least two papers at OSDI", True),
        ("at least two OSDI papers", True),
        ("at least two papers at NSDI", False),
        ("at least two papers at NSDI or OSDI", True),
        ("two papers as first author", True),
        ("two first-author papers at OSDI", False),
        ("more than 2 publications", True),
        ("2 or more internships", True),
    ],
)
def test_who_has_so_many(bot, question, right):
    bot.take_in(CV)
    assert bot.say(question).names == (["Oriel Ashgrove"] if right else [])


def test_what_is_counted_is_proved_by_one_of_them(bot):
    bot.take_in(CV)
    answer = bot.say("who did at least two internships?")
    assert "one of 2 internships" in answer.text
    assert any("intern" in quote for quote in answer.quotes)
    assert any("OSDI" in quote for quote in bot.say("at least two papers at OSDI").quotes)


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("people with 5+ papers at OSDI", 'papers:">=5 at OSDI"'),
        ("between 2 and 4 internships", "internships:2-4"),
        ("at least 3 papers at NSDI or OSDI", 'papers:">=3 at NSDI" or papers:">=3 at OSDI"'),
        ("who has two internships at Harrow Compute?", 'worked:"intern at Harrow Compute" · “two” is left out'),
        ("more than 5 papers since 2022", 'paper:"since 2022" · “more than 5 papers” is left out'),
        ("more than one PhD", "degree:phd · “more than one” is left out"),
    ],
)
def test_how_a_number_is_read(line, reading):
    assert parse(line).reading == f"read as {reading}"


def test_a_number_that_is_none_says_what_is_counted():
    assert "internships>=2" in parse("internships:many").reading


def test_a_sentence_that_begins_as_a_command_does_is_a_search(bot):
    bot.take_in(CV)
    assert bot.say("more than 2 publications").names == ["Oriel Ashgrove"]
    assert bot.say("/candidate more than one internship").names == ["Oriel Ashgrove"]
    assert "no more to show" in bot.say("more").text
