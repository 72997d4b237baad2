"""A degree is asked for with its school and its year: all of it must hold of one degree."""

import pytest

from bot.search.language import parse

TOP = "# Oriel Ashgrove\noriel@mail.example\n\n"
POST = "## Experience\n**Postdoc**, Calder Bay University (2024 – present)\n- Switches.\n\n"
DOCTOR = """## Education
Ph.D. in Chemistry, Harrowgate University, 2019 – 2023
B.Sc. in Physics, Calder Bay University, 2015 – 2019
"""
MASTERS = """## Education
M.Sc. Mathematics, Harrowgate University, 2019 – 2021
M.Sc. Physics, Calder Bay University, 2015 – 2017
B.Sc. Physics, Calder Bay University, 2012 – 2015
"""


def found(bot, question):
    return "Oriel Ashgrove" in bot.say(question).names


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("who did a PhD at Calder Bay University?", False),
        ("who has a PhD from Harrowgate University?", True),
        ("anyone with a PhD in Chemistry from Harrowgate University", True),
        ("who did a bachelor's at Calder Bay University?", True),
        ("who has a PhD from Calder Bay University or Harrowgate University?", True),
        ("who has a PhD from Calder Bay University or the University of Leeds?", False),
        ('degree:"bachelor at Harrowgate University"', False),
        ('degree:"bachelor at Calder Bay University 2019"', True),
    ],
)
def test_a_degree_and_its_school_are_one_entry_of_the_cv(bot, question, right):
    bot.take_in(TOP + POST + DOCTOR)
    assert found(bot, question) == right


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("who finished their BSc in 2015?", True),
        ("who finished their BSc in 2017?", False),
        ("anyone with a master's since 2020", True),
        ("anyone with a master's from Calder Bay University since 2020", False),
        ("who got a master's from Calder Bay University before 2018?", True),
        ("who will finish a master's in 2027?", False),
    ],
)
def test_a_year_behind_a_degree_is_when_it_ends(bot, question, right):
    bot.take_in(TOP + MASTERS)
    assert found(bot, question) == right


def test_the_line_that_proves_a_degree_is_that_of_the_school_asked_for(bot):
    bot.take_in(TOP + MASTERS)
    quotes = bot.say("who has a master's from Calder Bay University?").quotes
    assert quotes == ["M.Sc. Physics, Calder Bay University, 2015 – 2017"]


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("who has a PhD and works at Calder Bay?", 'degree:"finished phd" now:"Calder Bay"'),
        ("who has a PhD and worked at Calder Bay?", 'degree:"finished phd" company:"Calder Bay"'),
        ("anyone with a PhD who applied in 2026", 'degree:"finished phd" since:2026-01-01 until:2026-12-31'),
        (
            "anyone with a PhD in Law from MIT or Stanford?",
            'degree:"finished phd in Law at MIT" or degree:"finished phd in Law at Stanford"',
        ),
    ],
)
def test_what_is_no_part_of_a_degree_is_asked_beside_it(question, reading):
    assert parse(question).reading == f"read as {reading}"


@pytest.mark.parametrize("school", ["University of Veldhaven", "Universität Veldhaven", "Veldhaven University"])
def test_a_university_is_the_same_before_and_after_its_town_and_over_many_years(bot, school):
    bot.take_in(
        TOP + f"## Education\nM.Sc. in Mathematics, {school}, 1999 – 2001\nB.Sc. in Physics, {school}, 1996 – 1999\n"
    )
    assert found(bot, "who has a master's from the University of Veldhaven before 2018?")
    assert found(bot, "anyone with a master's from Veldhaven University since 2000")
    assert not found(bot, "anyone with a master's from Veldhaven University since 2002")


STUDENT = """## Education
Ph.D. in Chemistry, Harrowgate University, 2023 – present
M.Sc. Mathematics, Harrowgate University, 2019 – 2021
"""


AGAIN = """## Education
M.Sc. Physics, Calder Bay University, 2024 – present
M.Sc. Mathematics, Harrowgate University, 2019 – 2021
"""


@pytest.mark.parametrize(
    ("education", "question", "right"),
    [
        (DOCTOR, "who has finished a PhD?", True),
        (STUDENT, "who has finished a PhD?", False),
        (STUDENT, "who completed their PhD at Harrowgate University?", False),
        (STUDENT, "anyone who already has a PhD?", False),
        (STUDENT, "who has completed a master's?", True),
        (STUDENT, "who has not finished a PhD?", True),
        (DOCTOR, "who has not finished a PhD?", False),
        (AGAIN, "who has finished a master's?", True),
        (AGAIN, "who finished a master's at Harrowgate University?", True),
        (AGAIN, "who finished a master's at Calder Bay University?", False),
        (AGAIN, "who completed a master's in 2021?", True),
        (STUDENT, "who has a PhD from Harrowgate University?", False),
        (STUDENT, "who is doing a PhD at Harrowgate University?", True),
        (DOCTOR, "who is doing a PhD at Harrowgate University?", False),
        (STUDENT, "anyone without a PhD?", True),
        (STUDENT, "who has a Master of Science?", True),
        (DOCTOR, "who earned a PhD at Harrowgate University in 2023?", True),
        (DOCTOR, "who earned a PhD at Calder Bay University?", False),
    ],
)
def test_who_studies_for_a_degree_has_not_finished_it(bot, education, question, right):
    bot.take_in(TOP + education)
    assert found(bot, question) == right


def test_a_finished_degree_is_typed_as_it_is_read(bot):
    bot.take_in(TOP + DOCTOR)
    assert 'read as degree:"finished phd"' in bot.say("who has finished a PhD?").text


BOTH = """## Education
M.Sc. Physics, Calder Bay University, 2019 – 2021
M.Sc. Computer Science, Harrowgate University, 2015 – 2017
B.Sc. Physik, Harrowgate University, 2012 – 2015
"""


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("who has a master's in physics from Calder Bay University?", True),
        ("who has a master's in physics from Harrowgate University?", False),
        ("anyone with a master's in computer science since 2020?", False),
        ("who finished a master's in computer science at Harrowgate University in 2017?", True),
        ("BSc in physics from Harrowgate University", True),
        ("BSc in computer science", False),
        ("who has an MSc in CS?", True),
        ("physics masters", True),
        ("who has a master's in chemistry or physics?", True),
        ("who has a master's but no master's in chemistry?", True),
        ("who has a master's but no master's in physics?", False),
        ('degree:"finished master in physics at Calder Bay University 2021"', True),
        ("PhD students in physics", False),
    ],
)
def test_the_subject_of_a_degree_is_that_of_its_own_entry(bot, question, right):
    bot.take_in(TOP + BOTH)
    assert found(bot, question) == right


def test_who_studies_a_subject_for_a_degree_studies_it_in_that_entry(bot):
    bot.take_in(TOP + STUDENT)
    assert found(bot, "PhD students in chemistry at Harrowgate University")
    assert found(bot, "chemistry PhD students")
    assert not found(bot, "PhD students in mathematics")
    assert not found(bot, "master's students in mathematics")


def test_the_line_that_proves_a_subject_is_that_of_its_degree(bot):
    bot.take_in(TOP + BOTH)
    assert bot.say("who has a master's in CS?").quotes == ["M.Sc. Computer Science, Harrowgate University, 2015 – 2017"]


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("master's in computer science from ETH", 'degree:"master in computer science at ETH"'),
        ("PhD in physics and Rust experience", 'degree:"phd in physics" Rust'),
        ("a PhD in Germany", 'degree:"phd at Germany"'),
        ("who did a PhD in physics in Germany?", 'degree:"phd in physics at Germany"'),
        ("PhD in progress", "student:phd"),
        ("who has a PhD in a related field?", 'degree:"finished phd" · “in a related field” is left out'),
        ("PhD in the field of physics", 'degree:"phd in physics"'),
        ("physics PhD students at MIT", 'degree:"current phd in physics at MIT"'),
    ],
)
def test_what_is_read_as_the_subject_of_a_degree(question, reading):
    assert parse(question).reading.partition(" · Rust ")[0] == f"read as {reading}"


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("who studied physics at Calder Bay University?", True),
        ("who studied computer science at Calder Bay University?", False),
        ("physics degree from Harrowgate University", True),
        ("who has a degree in computer science from the University of Leeds or Harrowgate University?", True),
        ("who did not study computer science at Calder Bay University?", True),
        ('studied:"Physik at Calder Bay"', True),
    ],
)
def test_a_subject_and_its_school_are_one_entry_whatever_the_degree(bot, question, right):
    bot.take_in(TOP + BOTH)
    assert found(bot, question) == right


ABROAD = """## Education
M.Sc. Physics, Calder Bay University, Oslo, Norway, 2019 – 2021
B.Sc. Physics, Harrowgate University, Leeds, UK, 2012 – 2015
"""


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("who has a master's from a university in Norway?", True),
        ("who has a bachelor's from a university in Norway?", False),
        ("who has a bachelor's from a university in the United Kingdom?", True),
    ],
)
def test_the_place_of_a_degree_is_that_of_its_own_entry(bot, question, right):
    bot.take_in(TOP + ABROAD)
    assert found(bot, question) == right
