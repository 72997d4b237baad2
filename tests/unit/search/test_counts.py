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
        ("two internships since 2022", False),
        ("two internships since 2021", True),
        ("at least one internship in 2021", True),
        ("at least two internships in 2021", False),
        ("at least two internships at Harrow Compute", False),
        ("three papers since 2024", True),
        ("three papers since 2025", False),
        ("two papers in 2024", True),
        ("exactly three papers in 2024", False),
        ("more than one OSDI paper since 2024", True),
        ("more than one OSDI paper since 2025", False),
        ("two first-author papers since 2024", True),
        ("two first-author papers since 2025", False),
        ("who published twice at OSDI?", True),
        ("who published twice at NSDI?", False),
        ("at least two papers at NSDI or OSDI since 2024", True),
        ("at least two papers at NSDI or OSDI since 2025", False),
        ('internships:">=2 since 2021"', True),
        ('papers:">=2 first author since 2025"', False),
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
        ("who has two internships at Harrow Compute?", 'internships:">=2 at Harrow Compute"'),
        ("more than 5 papers since 2022", 'papers:">5 since 2022"'),
        ("at least two papers between 2022 and 2024", "paper:2022-2024 · “at least two papers” is left out"),
        (
            "at least two papers at OSDI or NSDI before 2020",
            'papers:">=2 at OSDI" or papers:">=2 at NSDI" · “before 2020” is left out',
        ),
        ("who published more than once at OSDI?", 'papers:">1 at OSDI"'),
        ("who published at least two first-author papers in 2024", 'papers:">=2 first author in 2024"'),
        (
            "three awards since 2023 and Rust",
            'awards:">=3 since 2023" Rust · Rust includes tokio, Actix, Axum framework and 3 more',
        ),
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
