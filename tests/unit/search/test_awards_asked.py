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
