"""An award that is asked for by several words has them all, in whatever order."""

import pytest

CV = """# Oriel Ashgrove
oriel@mail.example

## Awards
- Special Prize (national), Tern Cup for processors, 2023
- Comprehensive Excellence Scholarship, Veldhaven University, 2022
- Bronze Medal, National Olympiad in Informatics, 2020
- First Prize, Mathematical Contest in Modelling, 2021
"""


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("who has an excellence scholarship?", ["Comprehensive Excellence Scholarship, Veldhaven University, 2022"]),
        ("who won a math contest?", ["First Prize, Mathematical Contest in Modelling, 2021"]),
        ("anyone with an olympiad medal?", ["Bronze Medal, National Olympiad in Informatics, 2020"]),
        ('award:"Veldhaven scholarship"', ["Comprehensive Excellence Scholarship, Veldhaven University, 2022"]),
        ("national scholarship winners", []),
        ('award:"national scholarship"', []),
        ('award:"gold medal"', []),
        ("award:schol*", ["Comprehensive Excellence Scholarship, Veldhaven University, 2022"]),
    ],
)
def test_all_words_are_of_one_award(bot, question, quotes):
    bot.take_in(CV)
    assert bot.say(question).quotes == quotes


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("who got a scholarship in 2022?", ["Comprehensive Excellence Scholarship, Veldhaven University, 2022"]),
        ("who got a scholarship in 2023?", []),
        ("awards since 2023", ["Special Prize (national), Tern Cup for processors, 2023"]),
        ("awards since 2024", []),
        ("any medal before 2021?", ["Bronze Medal, National Olympiad in Informatics, 2020"]),
        ("who won something in 2021?", ["First Prize, Mathematical Contest in Modelling, 2021"]),
        ("who won a math contest in 2022?", []),
        ('award:"prize 2022-2023"', ["Special Prize (national), Tern Cup for processors, 2023"]),
    ],
)
def test_a_year_behind_an_award_is_its_own(bot, question, quotes):
    bot.take_in(CV)
    assert bot.say(question).quotes == quotes


def test_its_years_stand_beside_an_award(bot):
    bot.take_in(CV.replace("University, 2022", "University, 2024, 2022"))
    assert "award · 2024, 2022" in bot.say("who got a scholarship in 2022?").text
