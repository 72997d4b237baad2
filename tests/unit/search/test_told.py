"""What one line of a CV tells: a course taught, what a thesis is about, a certificate, a team led, a paper together."""

import pytest

from bot.cv import read_cv
from bot.search.language import parse
from bot.search.told import LED, TAUGHT, told

CV = """# Oriel Ashgrove
oriel@mail.example

## Experience
**Platform engineer**, Tern Analytics, Dublin (03/2021 – present)
- Lead a team of seven.
- Serves long prompts from a paged KV cache in Kubernetes; took over the crew's rota.

**Engineer**, Gannet Freight, Leeds (01/2018 – 02/2021)
- Led the move of eleven services to Rust; set the team's rule for reviews.

## Education
**MSc Computer Science, Harrowgate University**, 2016 – 2018
- Thesis: Fair shares of a shared wire

I was a teaching assistant for Linear Algebra (autumn 2016) and, in a spring that I remember well, for
operating systems. The compiler was taught to leave small loops alone.

## Certificates
- Incident command, two-day course, 2023

## Publications
- M. Harrier-Quist, O. Ashgrove. "Wires and shares." NSDI 2024.
- O. Ashgrove. "Alone with a switch." MLSys Workshop on Networks, 2025.
"""


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("who taught linear algebra?", True),
        ("who was a teaching assistant for operating systems?", True),
        ("teaching assistants for operating systems", True),
        ("who taught compilers?", False),
        ("who has taught?", True),
        ("who wrote a thesis about shared wires?", True),
        ("whose thesis is on fair shares?", True),
        ("who wrote a thesis about KV caches?", False),
        ("anyone with an incident command certificate?", True),
        ("anyone with Kubernetes certification?", False),
        ("who is certified in Kubernetes?", False),
        ("who led a team?", True),
        ("who has managed people?", True),
        ("who has published with Mirabel Harrier-Quist?", True),
        ("papers with Harrier-Quist", True),
        ("coauthors of M. Harrier-Quist", True),
        ("who has published with Jasper Harrier-Quist?", False),
        ("who wrote a paper with Oriel Ashgrove?", False),
        ("who has workshop papers?", True),
    ],
)
def test_all_that_is_asked_stands_in_one_line(bot, question, right):
    bot.take_in(CV)
    assert ("Oriel Ashgrove" in bot.say(question).names) == right


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("who led a team?", "Lead a team of seven."),
        ("whose thesis is on fair shares?", "Thesis: Fair shares of a shared wire"),
        ("who has published with Harrier-Quist?", 'M. Harrier-Quist, O. Ashgrove. "Wires and shares." NSDI 2024.'),
        ("anyone with an incident command certificate?", "Incident command, two-day course, 2023"),
    ],
)
def test_that_line_is_the_proof(bot, question, line):
    bot.take_in(CV)
    assert bot.say(question).quotes == [line]


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("who taught compilers or operating systems?", 'taught:compilers or taught:"operating systems"'),
        ("who taught compilers or knows Rust?", "taught:compilers or Rust"),
        ("led 5 employees", "led:people · “5” is left out"),
        ("who managed more than ten engineers?", "led:engineers · “more than ten” is left out"),
        ("who leads a team of more than five people?", "led:team · “of more than five people” is left out"),
        ("who has published with Ada Quill?", 'coauthor:"Ada Quill"'),
        ("who has hired people?", '"hired"'),
        ("who is hired?", "stage:hired"),
        ("who has a thesis on Rust and knows CUDA?", "thesis:Rust CUDA"),
    ],
)
def test_how_it_is_read(question, reading):
    assert parse(question).reading.split(" · CUDA")[0].split(" · Rust")[0] == f"read as {reading}"


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("Led a cross-functional team of 12.", True),
        ("Leading the 6-person compiler group", True),
        ("Responsible for leading reviews and managing up to 8 engineers.", True),
        ("Supervised two interns.", True),
        ("Head of the networking department", True),
        ("Team lead, tensor kernels", True),
        ("Managed a globally distributed staff of twenty", True),
        ("Leitung eines Teams von 5 Entwicklern", True),
        ("Leitung einer Abteilung", True),
        ("Leitete ein Team von fünf Personen", True),
        ("Habe ein Team von fünf Personen geleitet", True),
        ("Led weekly team meetings and wrote the minutes.", False),
        ("Led the partnership with the storage team on caches.", False),
        ("Built a portal for finance teams, to let them manage reconciliations.", False),
        ("Led development of a scheduler that teams use.", False),
        ("The work was led by a team at Harrow.", False),
        ("Managed releases for people in Oslo.", False),
    ],
)
def test_who_led_people_says_so_of_the_people(line, right):
    text = f"# Oriel Ashgrove\n\n## Experience\n**Engineer**, Tern Analytics (03/2021 – 06/2022)\n- {line}\n"
    found = list(told(read_cv(text.encode(), "cv.md").profile, {0: text}, LED))
    assert [one.value for one in found] == [line] * right


def test_a_move_that_was_led_beside_a_rule_of_the_team_is_no_team_that_was_led(bot):
    bot.take_in(CV.replace("- Lead a team of seven.\n", ""))
    assert bot.say("who led a team?").names == []


HONOURS = """# Oriel Ashgrove
oriel@mail.example

## Teaching

Compiler Construction (Advanced Section)

Harrowgate University

TEACHING ASSISTANT

Feb. 2024 - Jul. 2024

- Corrected the homework.
"""


def test_a_course_that_stands_above_its_post_was_taught():
    (job,) = read_cv(HONOURS.encode(), "cv.md").profile.work
    assert job.kind == "teaching"
    found = told(read_cv(HONOURS.encode(), "cv.md").profile, {0: HONOURS}, TAUGHT)
    assert "Compiler Construction (Advanced Section)" in [line.value for line in found]
