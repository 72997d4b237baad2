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
        ("Stanford CS grads", 'studied:"CS at Stanford"'),
        ("undergraduates at Berkeley or CMU", "student:bachelor (now:Berkeley or now:CMU)"),
        ("PhD students in Ilse Brandt's group", 'student:phd adviser:"Ilse Brandt"'),
        ("students of Ada Lindgren", 'adviser:"Ada Lindgren"'),
        ("advisees of Ada Lindgren", 'adviser:"Ada Lindgren"'),
        ("who studies at MIT?", "student:any now:MIT"),
        ("who is studying at MIT or Stanford?", "student:any (now:MIT or now:Stanford)"),
        ("who studied at MIT?", "school:MIT"),
        ("who is studying for a PhD?", 'degree:"current phd"'),
        ("studies for a master's in physics", 'degree:"current master in physics"'),
        ("who is working towards a PhD?", 'degree:"current phd"'),
        ("studying at MIT since 2022", 'studied:"at MIT since 2022"'),
        ("who was studying at MIT in 2020?", 'studied:"at MIT 2020"'),
        ("who studies CS at MIT or Stanford?", "student:any studied:CS (now:MIT or now:Stanford)"),
        ("Stanford PhD in physics or math", 'degree:"phd in physics at Stanford" or degree:"phd in math at Stanford"'),
        ("MIT students in CS", "student:any studied:CS now:MIT"),
        ("MIT students in Boston", "student:any now:MIT place:Boston"),
        ("Stanford MS in CS", 'degree:"master in CS at Stanford"'),
        ("Tsinghua undergrads now at MIT", 'degree:"bachelor at Tsinghua" now:MIT'),
        ("who has an MIT or Stanford PhD?", 'degree:"finished phd at MIT" or degree:"finished phd at Stanford"'),
        ("mit or stanford phds", 'degree:"phd at mit" or degree:"phd at stanford"'),
        ("cs phds from mit or stanford", 'degree:"phd in cs at mit" or degree:"phd in cs at stanford"'),
        ("former MIT PhD students", 'degree:"finished phd at MIT"'),
        ("former MIT or CMU PhD students", 'degree:"finished phd at MIT" or degree:"finished phd at CMU"'),
        ("CS grads", "studied:CS"),
        ("who was an MIT student in 2020?", 'studied:"at MIT 2020"'),
        ("MIT or Stanford students in 2020", 'studied:"at MIT 2020" or studied:"at Stanford 2020"'),
        ("who was an MIT PhD student?", 'degree:"phd at MIT"'),
        ("who was a Google employee in 2020?", 'worked:"Google 2020"'),
        ("who went to MIT?", "school:MIT"),
        ("MIT's PhD students", "student:phd now:MIT"),
        ("Berkeley PhD students of Maren Solberg", 'degree:"phd at Berkeley" adviser:"Maren Solberg"'),
        ("former google employees", "former:google"),
        ("ex google engineers", "former:google or school:google"),
        ("former students", "-student:any"),
        ("former PhD students", 'degree:"finished phd"'),
        ("former students at MIT", "school:MIT"),
        ("former PhD students of Maren Solberg", 'adviser:"Maren Solberg"'),
        ("who is no longer a student?", "-student:any"),
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
        ("Stanford or MIT CS PhDs", 'degree:"phd in CS at Stanford" or degree:"phd in CS at MIT"'),
        ("Stanford CS or EE PhDs", 'degree:"phd in CS at Stanford" or degree:"phd in EE at Stanford"'),
        ("Tern University or MIT PhDs", 'degree:"phd at Tern University" or degree:"phd at MIT"'),
        ("MIT and Stanford alumni", "school:MIT or school:Stanford"),
        ("PhD students and postdocs", "student:phd or degree:postdoc"),
        ("MIT PhD or master students", "(student:phd or student:master) now:MIT"),
        (
            "MIT PhD students or postdocs",
            '(student:phd or degree:"postdoc at MIT") (now:MIT or degree:"postdoc at MIT")',
        ),
        ("MIT PhD students or first authors", "(student:phd or has:first_author) (now:MIT or has:first_author)"),
        ("PhD in EE or CS from MIT", 'degree:"phd in EE at MIT" or degree:"phd in CS at MIT"'),
        ("PhD in CS at MIT or EE at Stanford", 'degree:"phd in CS at MIT" or degree:"phd in EE at Stanford"'),
        ("former MIT students or postdocs", 'school:MIT or degree:"finished postdoc at MIT"'),
        ("math and CS double majors", "studied:math studied:cs"),
        ("Google and Meta interns", 'worked:"intern at Google" or worked:"intern at Meta"'),
        ("who interned at Google and Meta?", 'worked:"intern at Google" worked:"intern at Meta"'),
        ("Google and NVIDIA alumni", "school:Google or company:Google or school:NVIDIA or company:NVIDIA"),
        ("Google employees or interns", 'now:Google or worked:"intern at Google"'),
        ("neither Google nor Meta employees", "-now:Google -now:Meta"),
        ("Rust and Go engineers", "Rust Go"),
        (
            "MIT PhD students or Stanford grads",
            "(student:phd or school:Stanford) (now:MIT or school:Stanford)",
        ),
        ("MIT PhD students or Stanford", "student:phd (now:MIT or now:Stanford)"),
        ("Google and Meta employees", "now:Google or now:Meta"),
        ("Tessera Labs or Harrow Compute employees", 'now:"Tessera Labs" or now:"Harrow Compute"'),
        ("former Google or Meta employees", "former:Google or former:Meta"),
        ("physics or math students", "(physics or math) student:any"),
        ("CS and EE majors", "studied:cs studied:ee"),
        ("computer science and math majors", 'studied:"computer science" studied:math'),
        ("double major in CS and math", "studied:CS studied:math"),
        ("PhD from a US university", 'degree:"phd at USA"'),
        ("PhD from an American university or a Canadian university", 'degree:"phd at USA" or degree:"phd at Canada"'),
        ("studied at a European university", "studyplace:Europe or school:Europe"),
        ("PhDs from US universities", 'degree:"phd at USA"'),
        ("PhD from German university", 'degree:"phd at Germany"'),
        ("PhD from Boston University", 'degree:"phd at Boston University"'),
        ("PhD from a Chinese or US university", 'degree:"phd at China" or degree:"phd at USA"'),
        ("students at German universities", "student:any (studyplace:Germany or school:Germany)"),
        ("who attended a Swiss university?", "studyplace:Switzerland or school:Switzerland"),
        ("EE/CS PhD", 'degree:"phd in EE" or degree:"phd in CS"'),
        ("PhD, MS or BS", "degree:phd or degree:master or degree:bachelor"),
        ("PhD, CS or EE", "degree:phd (CS or studied:EE)"),
        (
            "BSc in CS, electrical engineering or physics",
            'degree:"bachelor in CS" or degree:"bachelor in electrical engineering" or degree:"bachelor in physics"',
        ),
        ("PhD students, Rust or Go", "student:phd (Rust or Go)"),
        ("Google or Meta PhDs", "(Google or company:Meta) degree:phd"),
        ("dual degree in CS and math", "studied:CS studied:math"),
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
        ("expected PhD 2027", "degree:phd graduates:2027"),
        ("graduated this year or last", "graduates:2026 or graduates:2025"),
        ("graduated in the last two years", "graduates:2024-2026"),
        ("graduated 2024-2026", "graduates:2024-2026"),
        ("recent Stanford PhD graduates", '(graduates:2025 or graduates:2026) degree:"phd at Stanford"'),
        ("graduating this or next year", "graduates:2026 or graduates:2027"),
        ("finishing their PhD next year", "graduates:2027 degree:phd"),
        ("expected to finish their PhD in 2027", 'degree:"phd 2027"'),
        ("PhD, expected 2027", "degree:phd graduates:2027"),
        ("2026 or 2027 new grads", "graduates:2026 or graduates:2027"),
        ("new grad 2026", "graduates:2026"),
        ("MIT 2026 grads", "MIT graduates:2026"),
        ("recent MIT grads", "(graduates:2025 or graduates:2026) school:MIT"),
        ("2027 PhD graduates", "graduates:2027 degree:phd"),
        ("fresh PhDs", "(graduates:2025 or graduates:2026) degree:phd"),
        ("graduating this year or next year", "graduates:2026 or graduates:2027"),
        ("2026 new grads with CUDA", "graduates:2026 CUDA"),
        ("2027 graduates from MIT", "graduates:2027 school:MIT"),
    ],
)
def test_when_somebody_graduates(question, read):
    assert typed(parse(question, today=TODAY)) == read


@pytest.mark.parametrize(
    "question",
    ["no MIT students", "anyone but MIT students", "without students from MIT", "who is not a student at MIT?"],
)
def test_students_of_a_school_are_left_out_and_nobody_else(question, bot):
    for at, (degree, school) in enumerate(
        (("PhD, 2024 – present", "MIT"), ("PhD, 2012 – 2017", "MIT"), ("PhD, 2024 – present", "ETH Zurich"))
    ):
        name = ("Oriel Ashgrove", "Tamsin Rook", "Ivo Larkspur")[at]
        bot.take_in(CV.format(name=name, mail=f"one{at}", school=school, degree=degree), name=f"{at}.md")
    assert sorted(bot.say(question).names) == ["Ivo Larkspur", "Tamsin Rook"]


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("non-CS PhDs", 'degree:phd not degree:"phd in CS"'),
        ("interned at NVIDIA but not in 2024", 'worked:"intern at NVIDIA" · “in 2024” is left out'),
        ("supervised MIT students", "“supervised MIT students” is left out"),
        ("PhD from a non-US university", "degree:phd -studyplace:USA -school:USA"),
        ("non-Google engineers", "-company:Google"),
        ("who works on non-volatile memory?", "non-volatile memory"),
        ("PhD but not in 2020", "degree:phd · “in 2020” is left out"),
        ("PhD in something other than CS", 'degree:phd not degree:"phd in CS"'),
        ("PhD but not in Informatics", 'degree:phd not degree:"phd in Informatics"'),
        ("PhD but not in Germany", "degree:phd -place:Germany"),
        ("PhD in math, not CS", 'degree:"phd in math" not degree:"phd in CS"'),
        ("degree in ECE or EE but not CS", "(studied:ECE or studied:EE) -studied:CS"),
        ("studied physics but not math", "studied:physics -studied:math"),
        ("PhD in physics but no math papers", 'degree:"phd in physics" -paper:"about math"'),
        ("papers on anything but serving", 'has:papers -paper:"about serving"'),
    ],
)
def test_what_is_left_out_and_nothing_else(question, read):
    assert parse(question).reading.removeprefix("read as ") == read


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("wer studiert an der ETH?", "student:any now:ETH"),
        ("wer studiert Informatik an der ETH?", "student:any studied:Informatik now:ETH"),
        ("wer hat an der ETH studiert?", "school:ETH"),
        ("ETH-Studenten", "student:any now:ETH"),
        ("Studenten der TU München", 'student:any now:"TU München"'),
        ("TUM oder ETH Absolventen", "school:TUM or school:ETH"),
        ("keine Studenten", "-student:any"),
        ("ehemalige Studenten der ETH", "school:ETH"),
        ("ehemalige Google-Mitarbeiter", "former:Google"),
        ("Mitarbeiter von Google", "now:Google"),
        ("wer wird 2027 fertig?", "graduates:2027"),
    ],
)
def test_the_same_in_german(question, read):
    assert typed(parse(question)) == read


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("employees who know Rust", ("read as Rust", "“employees” is left out")),
        ("full-time employees in Oslo with Rust", ("place:Oslo", "Rust")),
        ("Harrow Compute employees who know Rust", ('read as now:"Harrow Compute" Rust',)),
    ],
)
def test_employees_of_no_firm_are_no_word_of_a_cv(question, read):
    reading = parse(question).reading
    assert all(part in reading for part in read)
    assert '"employees"' not in reading


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("no MIT students who know Rust", "Rust"),
        ("not a Stanford PhD", 'not degree:"phd at Stanford"'),
        ("who is not an MIT PhD student?", 'not degree:"current phd at MIT"'),
    ],
)
def test_a_school_and_its_students_are_left_out_together(question, read):
    assert read in parse(question).reading


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("interned at Google and now works there", 'worked:"intern at Google" now:Google'),
        ("interned at Google and works there now", 'worked:"intern at Google" now:Google'),
        ("studied at MIT and is still there", "school:MIT now:MIT"),
        ("worked at Google and still works there", "now:Google"),
    ],
)
def test_who_works_there_is_at_what_was_named(question, read):
    assert typed(parse(question)) == read


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
