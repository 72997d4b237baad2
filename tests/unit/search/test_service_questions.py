"""Who reviewed for a venue, sat on a committee or volunteered, all of it in one line of the CV; nobody's age is looked for."""

import pytest

from bot.cv import read_cv
from bot.search.index import index
from bot.search.language import parse
from bot.search.service import served

CV = """# Oriel Ashgrove
oriel@mail.example

## Experience
**Engineer**, Gannet Freight, Leeds (01/2018 – 02/2021)
- Peer reviewed every change; set the team's rule for code review.

## Service
- **Reviewer** for MLSys'25, ICML'25 (Oct. 2024)
- **Shadow PC**, The 12th edition of FAST (FAST 2024), Santa Clara
- **Student Volunteer**, ASPLOS 2025

## Memberships
Journal of Open Source Software
Reviewer (7)
"""


@pytest.fixture(scope="module")
def answers():
    reading = read_cv(CV.encode(), "cv.md")
    return {token for field, token in index(reading.profile, {0: reading.text}).terms if field == "service"}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("reviewers", True),
        ("reviewers for MLSys", True),
        ("ICML reviewers", True),
        ("who served as a reviewer for ICML 2025?", True),
        ("who reviews for JOSS?", True),
        ("who reviewed for FAST?", False),
        ("who was on the program committee of FAST?", True),
        ("shadow PC members", True),
        ("who was on a shadow PC of MLSys?", False),
        ("who sat on a committee?", True),
        ("who volunteered at ASPLOS?", True),
        ("student volunteers", True),
        ("TPC members", True),
        ("organizing committee", False),
        ("artifact evaluation committee members", False),
        ("who organized a workshop?", False),
        ("who reviewed for OSDI or ICML?", True),
        ("ICML reviewers since 2024", True),
        ("ICML reviewers until 2023", False),
        ("reviewers for MLSys 2023-2026", True),
    ],
)
def test_a_role_and_its_venue_are_of_one_line(question, found, answers):
    (clause,) = parse(question).clauses
    assert {term.field for term in clause.terms} == {"service"}
    assert any(all(answers & set(group) for group in term.groups) for term in clause.terms) == found


def test_any_service_is_asked_for():
    assert "has:service" in parse("who did academic service?").reading


def test_what_was_reviewed_at_work_is_no_service():
    reading = read_cv(CV.encode(), "cv.md")
    assert not any("change" in line.value for line, _ in served(reading.profile, {0: reading.text}))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Measured a row store with TPC-C and TPC-H.", False),
        ("Drew reports with AEC software for two builders.", False),
        ("Evaluated TPC queries for a talk.", False),
        ("Trained nine code reviewers.", False),
        ("TPC, HotNets 2024, and talks to schools", True),
        ("Was in the SOSP'24 AEC together with others", True),
        ("TPC co-chair of a workshop on caches in autumn", True),
    ],
)
def test_a_benchmark_is_no_committee(line, told):
    reading = read_cv(CV.replace("Peer reviewed every change", line).encode(), "cv.md")
    assert any(line[:-1] in one.value for one, _ in served(reading.profile, {0: reading.text})) == told


@pytest.mark.parametrize("question", ["who knows TPC-H?", "AEC software", "code reviewer"])
def test_what_is_done_at_work_asks_for_no_service(question):
    assert "service" not in parse(question).reading


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("peer reviewers at ML conferences", "“at ML conferences” is left out"),
        ("reviewer for MLSys, ICLR or AAAI", 'service:"reviewer ICLR" or service:"reviewer AAAI"'),
        ("service:reviewer", "service:reviewer"),
        ("ICLR 2024 reviewers", 'service:"reviewer ICLR 2024"'),
        ("OSDI'24 artifact evaluators", 'service:"artifact evaluation osdi 2024"'),
        ("who reviewed for both ICLR and NeurIPS?", 'service:"reviewer ICLR" service:"reviewer NeurIPS"'),
        ("who reviewed for OSDI 2024, NSDI 2025?", 'service:"reviewer OSDI 2024" service:"reviewer NSDI 2025"'),
        ("who reviewed for ICLR and published at NeurIPS?", 'service:"reviewer ICLR" venue:NeurIPS'),
        ("reviewers for NSDI, OSDI papers", 'service:"reviewer NSDI" venue:OSDI'),
        ("who volunteered?", "service:volunteer"),
        ("who reviewed?", "service:reviewer"),
        ("who reviewed or volunteered?", "service:reviewer or service:volunteer"),
        ("academic service", "has:service"),
        ("who has peer-reviewed papers at OSDI?", "read as venue:OSDI"),
        ("peer reviewed papers", "read as has:papers"),
        ("who peer reviewed papers for OSDI?", 'service:"reviewer OSDI"'),
        ("referees for OSDI 2023 or 2024", 'service:"reviewer OSDI 2023" or service:"reviewer OSDI 2024"'),
        ("reviewers for OSDI 2023, 2025", 'service:"reviewer OSDI 2023" or service:"reviewer OSDI 2025"'),
        ("who reviewed for OSDI in 2023?", 'read as service:"reviewer OSDI 2023"'),
        ("OSDI and NSDI reviewers", 'read as service:"reviewer OSDI" service:"reviewer NSDI"'),
        ("OSDI 2024 or NSDI 2025 reviewers", 'read as service:"reviewer OSDI 2024" or service:"reviewer NSDI 2025"'),
        ("OSDI, NSDI, ICML reviewers", 'OSDI" or service:"reviewer NSDI" or service:"reviewer ICML"'),
        ("not OSDI or NSDI reviewers", 'not service:"reviewer OSDI" not service:"reviewer NSDI"'),
        ("OSDI papers or NSDI reviewers", 'read as venue:OSDI or service:"reviewer NSDI"'),
        ("who published at OSDI and NSDI reviewers", 'read as venue:OSDI service:"reviewer NSDI"'),
        ("who organizes conferences and knows Rust?", "read as service:organizer Rust"),
        ("who chaired a session at OSDI 2024?", 'read as service:"chair OSDI 2024"'),
        ("who chaired sessions?", "read as service:chair"),
        ("Gutachter bei OSDI oder ICML", 'read as service:"reviewer OSDI" or service:"reviewer ICML"'),
        ("PC members of MLSys since 2022", 'read as service:"program committee MLSys since 2022"'),
        ("who reviewed for ICML between 2022 and 2024?", 'read as service:"reviewer ICML 2022-2024"'),
        ("reviewers for ICML 2022-2024", 'read as service:"reviewer ICML 2022-2024"'),
        ("reviewers for OSDI and SOSP since 2022", '"reviewer OSDI since 2022" service:"reviewer SOSP since 2022"'),
        ("who has not reviewed for NSDI since 2022?", 'read as not service:"reviewer NSDI since 2022"'),
        ("who volunteered in 2024?", 'read as service:"volunteer 2024"'),
        ("OSDI artifact evaluation committee 2024", 'read as service:"artifact evaluation OSDI 2024"'),
        ("reviewed for OSDI in 2023 or in 2025", 'service:"reviewer OSDI 2023" or service:"reviewer OSDI 2025"'),
        ("who reviewed for SOSP but not in 2023?", 'read as service:"reviewer SOSP" · “in 2023” is left out'),
        ("volunteered since 2020", 'read as service:"volunteer since 2020"'),
        ("reviewers for ICML but not NeurIPS", 'service:"reviewer ICML" not service:"reviewer NeurIPS"'),
        ("OSDI PC member and SOSP reviewer", 'read as service:"program committee OSDI" service:"reviewer SOSP"'),
        ("reviewed for ICLR but not published there", 'read as service:"reviewer ICLR" -venue:ICLR'),
        ("who reviewed for ICLR and published there?", 'read as service:"reviewer ICLR" venue:ICLR'),
        ("published at ICLR and reviewed there", 'read as venue:ICLR service:"reviewer ICLR"'),
        ("published at ICLR but did not review for it", 'venue:ICLR not service:"reviewer ICLR"'),
        ("reviewed for ICLR or ICML but not published there", "-venue:ICLR -venue:ICML"),
        ("reviewers who never published at ICML", "read as service:reviewer -venue:ICML"),
        ("reviewers who applied in 2026", "read as service:reviewer since:2026-01-01 until:2026-12-31"),
    ],
)
def test_the_reading_says_it(question, said):
    assert said in parse(question).reading


def test_of_more_venues_than_a_query_holds_the_rest_is_left_out_whole_and_said():
    (clause,) = (query := parse("reviewers for OSDI, SOSP, NSDI, ATC or EuroSys")).clauses
    told = {term.label: len([one for one in clause.terms if one.label == term.label]) for term in clause.terms}
    assert len({*told.values()}) == 1
    assert ("EuroSys" in str(told)) != ('“or service:"reviewer EuroSys"” is left out' in query.reading)


@pytest.mark.parametrize("question", ["who is under 30?", "who is over 40 and knows Rust?"])
def test_an_age_is_left_out(question):
    assert not any(term.tokens for clause in parse(question).clauses for term in clause.terms)


def test_numbers_of_something_are_no_age():
    assert [term.field for term in parse("over 30 papers").clauses[0].terms] == ["papers"]
