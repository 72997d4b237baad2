"""When a job or studies began and ended: both of the same entry."""

import pytest

from bot.search.language import parse

CV = """# Oriel Ashgrove
oriel@mail.example

## Experience
**Engineer**, Harrow Compute, Oslo (03/2021 – present)
- Kernels.

**Engineer**, Quill Forge, Oslo (02/2018 – 05/2019)
- Switches.

## Education
M.Sc. Physics, Calder Bay University, 2019 – 2021
B.Sc. Physics, Harrowgate University, 2015 – 2018
"""


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("who joined Quill Forge in 2018?", True),
        ("who came to Quill Forge in 2018?", True),
        ("who joined Quill Forge in 2019?", False),
        ("who joined Harrow Compute in 2018?", False),
        ("who left Quill Forge in 2019?", True),
        ("who left Quill Forge in 2018?", False),
        ("who left Harrow Compute in 2021?", False),
        ("who has been at Harrow Compute since 2021?", True),
        ("who has been at Harrow Compute since 2023?", True),
        ("who has been at Harrow Compute since 2020?", False),
        ("who is at Quill Forge since 2018?", False),
        ("wer ist seit 2021 bei Harrow Compute?", True),
        ("who joined Calder Bay University in 2019?", True),
        ("who left Calder Bay University in 2021?", True),
        ("who studied at Calder Bay University in 2020?", True),
        ("who studied at Calder Bay University in 2018?", False),
        ("who studied physics at Harrowgate University in 2016?", True),
        ("who graduated from Harrowgate University in 2018?", True),
        ("who graduated from Harrowgate University in 2021?", False),
        ("who started a master's in 2019?", True),
        ("who started a master's in 2021?", False),
        ("who finished a master's in 2021?", True),
        ("who joined Harrow Compute between 2020 and 2022?", True),
        ("who worked at Quill Forge in 2019?", True),
        ("left Quill Forge after 2018", True),
        ("left Quill Forge after 2019", False),
        ("current employees of Harrow Compute", True),
        ("Harrow Compute employees", True),
        ("Quill Forge employees", False),
        ("Quill Forge or Harrow Compute employees", True),
        ("former Quill Forge employees", True),
        ("former Harrow Compute employees", False),
        ("former Quill Forge interns", False),
        ("who is an employee of Quill Forge?", False),
        ('joined:"Harrow Compute since 2021"', True),
        ('former:"Quill Forge until 2018"', False),
    ],
)
def test_a_year_is_of_the_beginning_or_the_end_that_is_asked(bot, question, right):
    bot.take_in(CV)
    assert bot.say(question).names == (["Oriel Ashgrove"] if right else [])


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("who came to us in 2026?", "since:2026-01-01 until:2026-12-31"),
        ("who joined Tessera Labs?", 'company:"Tessera Labs"'),
        ("who came to MIT in 2022?", 'joined:"MIT 2022"'),
        ("who left Tessera Labs or Harrow Compute in 2023?", 'former:"Tessera Labs 2023" or former:"Harrow Compute 2023"'),
        ("who has not worked at Tessera Labs since 2022?", '-worked:"Tessera Labs since 2022"'),
    ],
)  # fmt: skip
def test_what_is_read_as_a_beginning_or_an_end(line, reading):
    assert parse(line).reading == f"read as {reading}"


def test_the_entry_that_began_then_is_the_proof(bot):
    bot.take_in(CV)
    assert any("Quill Forge" in quote for quote in bot.say("who joined Quill Forge in 2018?").quotes)
