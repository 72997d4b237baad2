"""What a child may not claim of a document."""

from dataclasses import replace

import pytest

from bot.cv import read_cv
from bot.cv.sandbox.checks import Implausible, check
from bot.profile import (
    Award,
    Evidence,
    Fact,
    Language,
    Link,
    Phone,
    Place,
    Profile,
    Publication,
    Reading,
    Skill,
    Span,
    Work,
)
from tests.bot import SAMPLES

TEXT = "Ada Example\nRust, CUDA\n2021 – 2023 Example Labs\n+47 22 55 01 42\n"
NAME = Fact("Ada Example", (Evidence(0, 11, "name.top"),))
WIDE = (Evidence(0, 22, "skill.listed"),) * 20


def said(value, start, end, rule="date"):
    return Fact(value, (Evidence(start, end, rule),))


def reading(**facts):
    return Reading(TEXT, Profile(**{"name": NAME, **facts}), content_lines=3)


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_what_an_honest_reader_says_is_plausible(path):
    check(read_cv(path.read_bytes(), path.name))


@pytest.mark.parametrize(
    "text",
    [
        "Example, Ada\nada@mail.example\n",
        "Name: Example, Ada\nada@mail.example\n",
        (
            "# Ada Example\n\n## Publications\n\n@inproceedings{a,\n  title = {A tern that reads},\n  author = {Example, Ada and Other, Bo},\n"
            "  booktitle = {NSDI},\n  year = {2024}\n}\n"
        ),
    ],
)
def test_a_name_that_is_written_family_first_is_plausible(text):
    read = read_cv(text.encode(), "cv.md")
    check(read)
    assert read.profile.name.value == "Ada Example"


@pytest.mark.parametrize(
    "claim",
    [
        replace(reading(), text="Ada"),
        replace(reading(), text="x" * 1_000_000),
        replace(reading(), confidence=float("nan")),
        replace(reading(), confidence=2.0),
        replace(reading(), content_lines=-1),
        replace(reading(), unclaimed=(Span(0, 4_000),)),
        replace(reading(), unclaimed=(Span(5, 2),)),
        replace(reading(), unclaimed=(Span(0, 1),) * 50),
        replace(reading(), warnings=("\x1b[2J",)),
        replace(reading(), warnings=("long " * 1_000,)),
        replace(reading(), left_out=("photo",) * 1_000),
        reading(name=said("Grace Sample", 0, 11, "name.top")),
        reading(name=said("Example Ada", 0, 11, "name.top")),
        reading(name=said("Ada Example", -1, 11, "name.top")),
        reading(name=said("Ada Example", 11, 0, "name.top")),
        reading(name=said("Ada Example", 0, 11, "<script>")),
        reading(name=said("", 0, 11, "name.top")),
        reading(name=said("Ada\x00Example", 0, 11, "name.top")),
        reading(name=Fact("Ada Example", ())),
        reading(name=Fact("Ada Example", NAME.evidence * 1_000)),
        reading(name=Fact("Ada Example", (Evidence(0, 11, "name.top", document=7),))),
        reading(name=replace(NAME, confidence=-1.0)),
        reading(name=replace(NAME, check="\x07")),
        reading(emails=(said("x" * 100_000, 0, 11, "contact.email"),)),
        reading(work=(Work(start=said("yesterday", 23, 27)),)),
        reading(work=(Work(end=said("2021-13", 23, 27)),)),
        reading(work=(Work(organization=said("Another Company", 35, 47, "work.organization")),)),
        reading(awards=(Award(said("Rust", 12, 16, "award.title"), dates=(said("21", 23, 27),)),)),
        reading(skills=(Skill(said("Haskell", 12, 22, "skill.listed")),)),
        reading(skills=(Skill(said("Rust", 12, 16, "skill.listed"), group="\x1b"),)),
        reading(name=said("Ada Labs", 0, len(TEXT) - 1, "name.top")),
        replace(reading(), left_out=("born 4 May 1991",)),
        reading(emails=(said("grace@mail.example", 0, 11, "contact.email"),)),
        reading(phones=(Phone(said("+47 22 55 99 99", 48, 63, "contact.phone")),)),
        reading(phones=(Phone(said("+47 22 55 01 42", 48, 63), said("+4722559999", 48, 63)),)),
        reading(links=(Link(url=said("https://mail.example/login", 35, 47, "link")),)),
        reading(links=(Link(username=said("ada", 0, 11), network=said("Press here", 0, 11)),)),
        reading(interests=(said("Ada https://evil.example/page", 0, 11, "interest"),)),
        reading(place=Place(city=said("Oslo", 0, 11, "place"))),
        reading(languages=(Language(said("Norwegian", 12, 22, "language")),)),
        reading(availability=(said("Wants to start today", 0, 11, "availability"),)),
        reading(work=(Work(start=said("2019", 23, 27)),)),
        reading(work=(Work(details=(said("Led a team of forty people", 12, 22, "detail"),)),)),
        reading(publications=(Publication(said("Rust", 12, 16, "publication.title"), position=0),)),
        reading(skills=(Skill(said("Rust", 0, 22, "skill.listed")),) * 10_000 + (Skill(Fact("Rust", WIDE)),) * 5_000),
        reading(interests=(said("CUDA " * 3_000, 0, 22, "interest"),) * 50),
    ],
)
def test_a_claim_that_cannot_be_true_is_refused(claim):
    with pytest.raises(Implausible):
        check(claim)


def test_letters_from_all_over_a_page_prove_nothing():
    page = "Ada Example\n" + "Built schedulers, compilers and queues for a hospital in Grenoble.\n" * 4
    claim = said("Google", 0, len(page), "work.organization")
    with pytest.raises(Implausible):
        check(Reading(page, Profile(work=(Work(organization=claim),)), content_lines=5))


def test_a_value_may_leave_out_the_markup_of_its_quote():
    text = "**Ada** _Example_"
    check(Reading(text, Profile(name=said("Ada Example", 0, 17, "name.top")), content_lines=1))


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        ("GDesigner", 'G<a href="https://prints.example/ada-of-the-tern">Designer'),
        ("ada@mail.example | GitHub | ada.example", "ada@mail.example | [[https://github.com/ada][GitHub]] | [[https://ada.example][ada.example"),
        ("fold](mailto:ada@mail.example) +47 22 55 01 42 GitHub", "fold](mailto:ada@mail.example)  +47 22 55 01 42  [GitHub](https://github.com/ada-of-the-tern)"),
        ("Ada | Tel: +47 22 55 01 42", "Ada | **Tel:** +47 22 55 01 42"),
    ],
)  # fmt: skip
def test_broken_markup_may_stay_in_a_value(value, quote):
    check(Reading(quote, Profile(interests=(said(value, 0, len(quote), "interest"),)), content_lines=1))


def test_a_value_that_stands_in_many_places_stands_in_each():
    text = "**Tides** of the Tern\n" * 40
    places = tuple(Evidence(22 * at, 22 * at + 21, "publication.title") for at in range(40))
    check(Reading(text, Profile(publications=(Publication(Fact("Tides of the Tern", places)),)), content_lines=40))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("cv.tex", "\\documentclass{article}\n\\begin{document}\n\\textbf{S{\\o}ren Sch\\\"affer-Gro\\ss}\n\\section{Education}\nUniversit\\'e de Tilleul \\hfill 2014--2018 \\\\\nB.Sc. in Physics\n\\end{document}\n"),
        ("cv.md", "# S&oslash;ren Sch&#228;ffer\n\n## Education\n- Universit&eacute; de Tilleul, B.Sc. in Physics, 2014 - 2018\n"),
    ],
)  # fmt: skip
def test_letters_spelled_out_in_the_source_are_honest(name, source):
    check(read_cv(source.encode(), name))
