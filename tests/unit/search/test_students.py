"""Whose students somebody is, and of which school a degree: said before them, of several schools, of a country."""

from datetime import date

import pytest

from bot.search.language import parse
from bot.search.reading import typed

TODAY = date(2026, 11, 20)
CV = """# {name}
{mail}@mail.example

## Education
**{school}**
{degree}
"""


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("MIT PhD students", "student:phd now:MIT"),
        ("PhD students at MIT", "student:phd now:MIT"),
        ("mit phd students", "student:phd now:mit"),
        ("MIT or Stanford students", "student:any (now:MIT or now:Stanford)"),
        ("MIT, CMU or Georgia Tech PhD students", 'student:phd (now:MIT or now:CMU or now:"Georgia Tech")'),
        ("Stanford undergrads", "student:bachelor now:Stanford"),
        ("MIT grad students", "(student:phd or student:master) now:MIT"),
        ("Tern University students", 'student:any now:"Tern University"'),
        ("MIT CS PhD students", 'degree:"current phd in CS at MIT"'),
        ("MIT CS students", "student:any studied:CS now:MIT"),
        ("MIT CS PhDs who know Rust", 'degree:"phd in CS at MIT" Rust'),
        ("MIT or Stanford PhDs", 'degree:"phd at MIT" or degree:"phd at Stanford"'),
        ("who has an MIT PhD?", 'degree:"finished phd at MIT"'),
        ("MIT or Stanford alumni", "school:MIT or school:Stanford"),
        ("former MIT students", "school:MIT"),
        ("who studies at MIT?", "student:any now:MIT"),
        ("who is studying at MIT or Stanford?", "student:any (now:MIT or now:Stanford)"),
        ("who studied at MIT?", "school:MIT"),
        ("studying at MIT since 2022", 'studied:"at MIT since 2022"'),
        ("who was studying at MIT in 2020?", 'studied:"at MIT 2020"'),
        ("Leute mit PhD", "degree:phd"),
        ("Rust or Go students", "(Rust or Go) student:any"),
    ],
)
def test_a_school_before_its_students(question, read):
    assert typed(parse(question)) == read


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("ECE or EE PhD", 'degree:"phd in ECE" or degree:"phd in EE"'),
        (
            "physics, math or statistics PhDs",
            'degree:"phd in physics" or degree:"phd in math" or degree:"phd in statistics"',
        ),
        ("PhD in CS or ECE", 'degree:"phd in CS" or degree:"phd in ECE"'),
        ("CS or EE PhD students at MIT", 'degree:"current phd in CS at MIT" or degree:"current phd in EE at MIT"'),
        ("CS and EE majors", "studied:cs studied:ee"),
        ("computer science and math majors", 'studied:"computer science" studied:math'),
        ("double major in CS and math", "studied:CS studied:math"),
        ("PhD from a US university", 'degree:"phd at USA"'),
        ("PhD from an American university or a Canadian university", 'degree:"phd at USA" or degree:"phd at Canada"'),
        ("studied at a European university", "studyplace:Europe or school:Europe"),
        ("PhD from the Chinese University of Hong Kong", 'degree:"phd at Chinese University of Hong Kong"'),
    ],
)
def test_what_is_said_last_is_said_of_each_choice(question, read):
    assert typed(parse(question)) == read


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("PhD expected in 2027", "degree:phd graduates:2027"),
        ("PhD expected 2026 or 2027", "degree:phd (graduates:2026 or graduates:2027)"),
        ("graduating this year or next", "graduates:2026 or graduates:2027"),
        ("graduating this year or next year", "graduates:2026 or graduates:2027"),
        ("2026 new grads with CUDA", "graduates:2026 CUDA"),
        ("2027 graduates from MIT", "graduates:2027 school:MIT"),
    ],
)
def test_when_somebody_graduates(question, read):
    assert typed(parse(question, today=TODAY)) == read


@pytest.mark.parametrize(
    ("degree", "found", "not_found"),
    [
        ("PhD in Electrical and Computer Engineering", ("ECE", "EE", "computer engineering"), ("CS",)),
        ("PhD in Electrical & Computer Engineering", ("ECE", "electrical engineering"), ("CS",)),
        ("PhD, EECS", ("EECS", "EE", "CS"), ("ECE",)),
        ("PhD in Computer Science and Engineering", ("CSE", "CS"), ("EE",)),
        ("PhD in Electrical Engineering", ("EE",), ("ECE", "CS")),
    ],
)
def test_a_degree_in_several_subjects_is_one_in_each(bot, degree, found, not_found):
    bot.take_in(CV.format(name="Oriel Ashgrove", mail="oriel", school="Veldhaven University", degree=degree))
    assert [one for one in (*found, *not_found) if bot.say(f"find PhD in {one}").names] == [*found]
