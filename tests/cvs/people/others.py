"""People far from computing: a nurse, a salesman, a new graduate, a teacher who became a data analyst."""

from tests.cvs.person import Award, Group, Link, Person, Post, Project, Study

ABELLARD = Person(
    key="abellard",
    name="Josephine Abellard, RN",
    names=("Josephine Abellard",),
    label="Registered Nurse",
    email="j.abellard@wardmail.example",
    phone="+1 617 555 0166",
    city="Boston",
    country="USA",
    education=(
        Study(
            institution="Northeastern University",
            degree="Bachelor of Science",
            field="Nursing",
            start="2011-09",
            end="2015-05",
            city="Boston",
            country="USA",
            gpa="3.62/4.00",
        ),
    ),
    work=(
        Post(
            organization="Massachusetts General Hospital",
            title="Charge Nurse, Cardiac Care",
            start="2020-04",
            end="present",
            city="Boston",
            country="USA",
            details=("Leads a ward of 24 beds and a team of eleven.", "Brought medication errors down by a third."),
        ),
        Post(
            organization="Massachusetts General Hospital",
            title="Registered Nurse",
            start="2015-08",
            end="2020-03",
            city="Boston",
            country="USA",
            details=("Step-down unit, nights.",),
        ),
    ),
    awards=(Award(title="Daisy Award for Extraordinary Nurses", years=("2021",)),),
    skills=(Group(name="", skills=("Telemetry", "Triage", "Patient education", "Epic")),),
    languages=(("English", "native"), ("Haitian Creole", "native")),
)

PETROSSIAN = Person(
    key="petrossian",
    name="Gregor Petrossian III",
    names=("Gregor Petrossian",),
    label="Regional Sales Manager",
    email="gregor.petrossian@dealdesk.example",
    phone="+44 161 555 0139",
    links=(Link(url="https://linkedin.com/in/gregorpetrossian", network="LinkedIn"),),
    city="Manchester",
    country="United Kingdom",
    about="Twenty years of selling machines that weigh more than a house.",
    education=(
        Study(
            institution="University of Leeds",
            degree="BA",
            field="Business Management",
            start="1998",
            end="2001",
            city="Leeds",
            country="United Kingdom",
        ),
    ),
    work=(
        Post(
            organization="Caterpillar",
            title="Regional Sales Manager",
            start="2014-01",
            end="present",
            city="Manchester",
            country="United Kingdom",
            details=("Grew the region from 11 to 26 million pounds in six years.",),
        ),
        Post(
            organization="Pennine Plant Hire Ltd",
            title="Account Manager",
            start="2006-09",
            end="2013-12",
            city="Leeds",
            country="United Kingdom",
            details=("Kept 140 accounts, lost three.",),
        ),
        Post(
            organization="Pennine Plant Hire Ltd",
            title="Sales Assistant",
            start="2001-09",
            end="2006-08",
            city="Leeds",
            country="United Kingdom",
        ),
    ),
    skills=(Group(name="", skills=("Salesforce", "Key account management", "Contract negotiation", "Forecasting")),),
)

TAMSIN = Person(
    key="oyelowo-park",
    name="Tamsin Oyelowo-Park",
    label="Computer Science graduate",
    email="tamsin.op@inbox.example",
    links=(Link(url="https://github.com/tamsinop", network="GitHub"),),
    city="Bristol",
    country="United Kingdom",
    availability="Available immediately for graduate roles.",
    education=(
        Study(
            institution="University of Bristol",
            degree="BSc",
            field="Computer Science",
            start="2023-09",
            end="2026-06",
            city="Bristol",
            country="United Kingdom",
        ),
        Study(
            institution="Clifton Vale School",
            degree="A-levels",
            start="2021-09",
            end="2023-06",
            city="Bristol",
            country="United Kingdom",
        ),
    ),
    work=(
        Post(
            organization="Graphcore",
            title="Software Engineering Intern",
            start="2025-06",
            end="2025-09",
            city="Bristol",
            country="United Kingdom",
            details=("Added a profiler view for tile memory; it is on by default.",),
        ),
        Post(
            organization="The Corn Street Bakery",
            title="Barista",
            start="2022-07",
            end="2023-08",
            city="Bristol",
            country="United Kingdom",
        ),
    ),
    projects=(
        Project(
            name="Tidewatch", text="Predicts flooding of a bike path from public gauges.", start="2025", end="2025"
        ),
        Project(name="chessmate", text="A chess engine in Rust that loses politely.", start="2024", end="2024"),
    ),
    awards=(Award(title="Hackathon Winner, HackAvon", years=("2024",)),),
    skills=(
        Group(name="Languages", skills=("Python", "Rust", "Java", "SQL")),
        Group(name="Tools", skills=("Git", "Docker", "Linux")),
    ),
)

BELLAMY = Person(
    key="bellamy",
    name="Ruaridh Bellamy",
    label="Data Analyst",
    email="ruaridh@bellamy-data.example",
    phone="+44 131 555 0102",
    city="Edinburgh",
    country="United Kingdom",
    about="A chemistry teacher for eight years; now the questions come from a warehouse of data.",
    education=(
        Study(
            institution="Heriot-Watt University",
            degree="MSc",
            field="Data Science",
            start="2021-09",
            end="2022-09",
            city="Edinburgh",
            country="United Kingdom",
        ),
        Study(
            institution="University of Aberdeen",
            degree="BSc",
            field="Chemistry",
            start="2008-09",
            end="2012-06",
            city="Aberdeen",
            country="United Kingdom",
        ),
    ),
    work=(
        Post(
            organization="Skyscanner",
            title="Data Analyst",
            start="2022-11",
            end="present",
            city="Edinburgh",
            country="United Kingdom",
            details=("Rebuilt the churn report; three teams stopped keeping their own.",),
        ),
        Post(
            organization="Leith Harbour Academy",
            title="Chemistry Teacher",
            start="2013-08",
            end="2021-06",
            city="Edinburgh",
            country="United Kingdom",
            details=("Taught forms one to six and ran the science club.",),
        ),
    ),
    awards=(Award(title="Teacher of the Year", years=("2018",), awarder="City of Edinburgh Council"),),
    skills=(Group(name="", skills=("SQL", "Python", "dbt", "Tableau", "Excel", "R")),),
    languages=(("English", "native"), ("Scottish Gaelic", "basic")),
)

PEOPLE = (ABELLARD, PETROSSIAN, TAMSIN, BELLAMY)
