"""People whose CVs are in German."""

from tests.cvs.person import Award, Group, Link, Person, Post, Project, Study

GRUENWALDT = Person(
    key="gruenwaldt",
    language="de",
    name="Jörg-Matthias Grünwaldt",
    label="Softwareentwickler",
    email="jm@gruenwaldt.example",
    phone="+49 30 5550 0142",
    links=(Link(url="https://gruenwaldt.example"),),
    city="Berlin",
    country="Deutschland",
    availability="Verfügbar ab 1. März 2027.",
    education=(
        Study(
            institution="Technische Universität Berlin",
            degree="M.Sc.",
            field="Informatik",
            start="2015-10",
            end="2018-03",
            city="Berlin",
            country="Deutschland",
            gpa="1,4",
        ),
        Study(
            institution="Universität Potsdam",
            degree="B.Sc.",
            field="Informatik",
            start="2012-10",
            end="2015-09",
            city="Potsdam",
            country="Deutschland",
            gpa="1,9",
        ),
        Study(
            institution="Gymnasium am Havelufer", degree="Abitur", end="2012-06", city="Potsdam", country="Deutschland"
        ),
    ),
    work=(
        Post(
            organization="Siemens AG",
            title="Softwareentwickler",
            start="2021-04",
            end="present",
            city="Berlin",
            country="Deutschland",
            details=("Entwicklung der Leittechnik für Umspannwerke in C++.", "Verantwortlich für zwei Werkstudenten."),
        ),
        Post(
            organization="Havelwerk Software GmbH",
            title="Junior-Entwickler",
            start="2018-05",
            end="2021-03",
            city="Potsdam",
            country="Deutschland",
            details=("Schnittstellen für Lagerverwaltung in Java.",),
        ),
        Post(
            organization="Technische Universität Berlin",
            title="Studentische Hilfskraft",
            start="2016-04",
            end="2018-03",
            city="Berlin",
            country="Deutschland",
        ),
    ),
    awards=(Award(title="Deutschlandstipendium", years=("2016",)),),
    skills=(
        Group(name="Programmiersprachen", skills=("C++", "Java", "Python")),
        Group(name="Werkzeuge", skills=("Git", "Docker", "Jenkins")),
    ),
    languages=(("Deutsch", "Muttersprache"), ("Englisch", "fließend"), ("Französisch", "Grundkenntnisse")),
)

STRASSER = Person(
    key="strasser",
    language="de",
    name="Annegret Straßer-Öztürk",
    label="Projektleiterin",
    email="a.strasser-oeztuerk@postfach.example",
    phone="0711 555 0119",
    city="Stuttgart",
    country="Deutschland",
    education=(
        Study(
            institution="Hochschule Esslingen",
            degree="Bachelor of Engineering",
            field="Maschinenbau",
            start="2006-09",
            end="2010-02",
            city="Esslingen",
            country="Deutschland",
            gpa="2,1",
        ),
    ),
    work=(
        Post(
            organization="Robert Bosch GmbH",
            title="Projektleiterin",
            start="2016-07",
            end="present",
            city="Stuttgart",
            country="Deutschland",
            details=("Leitung der Einführung einer neuen Fertigungslinie, 12 Mitarbeitende.",),
        ),
        Post(
            organization="Robert Bosch GmbH",
            title="Entwicklungsingenieurin",
            start="2012-01",
            end="2016-06",
            city="Stuttgart",
            country="Deutschland",
        ),
        Post(
            organization="Neckar Motoren KG",
            title="Konstrukteurin",
            start="2010-04",
            end="2011-12",
            city="Esslingen",
            country="Deutschland",
            details=("Konstruktion von Kühlkreisläufen in CATIA.",),
        ),
    ),
    projects=(Project(name="Solarboot Neckar", text="Ehrenamtlicher Bau eines Solarbootes mit Schülern."),),
    skills=(Group(name="", skills=("CATIA", "SAP", "MS Project", "Lean Management")),),
    languages=(("Deutsch", "Muttersprache"), ("Türkisch", "gut"), ("Englisch", "verhandlungssicher")),
)

PEOPLE = (GRUENWALDT, STRASSER)
