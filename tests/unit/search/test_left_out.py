"""What a question says and no CV can be asked for: left out and said, never turned into something else."""

from datetime import date

import pytest

from bot.search.language import parse
from bot.search.reading import typed

TODAY = date(2026, 11, 20)


def left_out(line):
    return [part for part in parse(line, today=TODAY).reading.split(" · ") if part.endswith("is left out")]


@pytest.mark.parametrize(
    ("line", "read", "said"),
    [
        ("who does not relocate?", "", "not relocate"),
        ("who has no degree?", "", "no degree"),
        ("people without a degree", "", "without a degree"),
        ("who has worked in Utrecht but does not live there?", "workplace:Utrecht or company:Utrecht", "not live there"),
        ("who does not move to Norway but knows CUDA?", "CUDA", "not move to Norway"),
        ("who knows Rust and has no children?", "Rust", "no children"),
        ("who does not smoke, and knows Rust?", "Rust", "not smoke"),
        ("who has never worked but knows Rust?", "Rust", "never worked"),
        ("Wer hat keinen Abschluss?", "", "keinen Abschluss"),
    ],
)  # fmt: skip
def test_what_is_denied_and_cannot_be_asked_is_no_word_that_a_cv_lacks(line, read, said):
    assert typed(parse(line, today=TODAY)) == read
    assert left_out(line)[0].endswith(f"“{said}” is left out")


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("who knows Rust but no blockchain?", "Rust -blockchain"),
        ("who has no experience with blockchain?", "-blockchain"),
        ("Triton without the inference server?", 'Triton, -"inference server"'),
        ("anyone but noor", "not noor"),
        ("who has never worked at Tessera Labs?", '-company:"Tessera Labs"'),
        ("who has never published a paper?", "-has:papers"),
        ("who has not published any papers?", "-has:papers"),
        ("who has not published papers at NSDI?", "-venue:NSDI"),
    ],
)
def test_what_is_denied_and_can_be_asked_is_asked(line, read):
    assert typed(parse(line, today=TODAY)) == read
    assert not left_out(line)


@pytest.mark.parametrize(
    ("line", "read", "said"),
    [
        ("who moved to Oslo?", "place:Oslo", "“moved to”"),
        ("which PhD students are in their last year?", "student:phd", "“are in their last year”"),
        ("who left their last job?", "", "“left their last job”"),
        ("who interned at more than one company?", "title:intern or title:internship", "“more than one company”"),
        ("who was advised by somebody at Veldhaven?", "company:Veldhaven or school:Veldhaven", "“advised by somebody”"),
        ("who has published with somebody from Tessera Labs?", "has:papers", "“with somebody from Tessera Labs”"),
        ("who has worked in at least two countries and knows Rust?", "Rust", "“at least two”"),
        ("who knows at least two of CUDA and Triton?", "CUDA Triton", "“at least two”"),
        ("who is a native speaker?", "", "“native speaker”"),
        ("who has the most awards?", "has:awards", "“the most”"),
        ("who has never been to Norway?", "", "“been to Norway”"),
        ("who knows only Python?", "Python", "“only”"),
        ("who speaks only German?", "language:German", "“only”"),
        ("who has only workshop papers?", "venue:workshop", "“only”"),
        ("who has a bachelor's degree only?", 'degree:"finished bachelor"', "“only”"),
        ("who has never lived outside Europe?", "", "“lived outside Europe”"),
        ("who has the best GPA?", '"gpa" or "gpas"', "“the best”"),
        ("who is the most senior?", "", "“the most senior”"),
        ("who has the most Rust experience?", "Rust", "“the most”"),
    ],
)  # fmt: skip
def test_what_is_asked_beside_it_is_said_to_be_left_out(line, read, said):
    assert typed(parse(line, today=TODAY)).casefold() == read.casefold()
    assert left_out(line) == [f"{said} is left out"]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("who joined this week?", "since:2026-11-16"),
        ("bachelor's in 2024 or later", 'degree:"bachelor since 2024"'),
        ("a PhD in 2022 or earlier", 'degree:"phd until 2022"'),
        ("graduated in 2024 or later", "graduates>=2024"),
        ("PhDs who finished after 2020", 'degree:"finished phd since 2021"'),
        ("5 candidates with Rust", "Rust"),
        ("give me two people who know Go", "Go"),
        ("everyone who knows Rust", "Rust"),
        ("who joined us since March 2026?", "since:2026-03-01"),
        ("show only PhD students", "student:phd"),
        ("PhD students only", "student:phd"),
        ("Wer spricht kein Englisch?", "-language:englisch"),
        ("who is at least a senior engineer?", typed(parse("senior engineers"))),
        ("no one from Veldhaven please, CUDA people", "-school:Veldhaven -company:Veldhaven -place:Veldhaven CUDA"),
        ("who worked at Tessera Labs, thanks", 'company:"Tessera Labs"'),
        ("anyone from Veldhaven? Thank you", typed(parse("anyone from Veldhaven?"))),
        ("Wer hat noch nie bei Gannet Freight gearbeitet?", '-company:"Gannet Freight" -school:"Gannet Freight"'),
        ("qui n'a jamais travaillé chez Gannet Freight ?", '-company:"Gannet Freight"'),
        ("quién nunca ha trabajado en Gannet Freight, por favor", '-company:"Gannet Freight"'),
    ],
)
def test_nothing_is_left_out_of_what_is_asked(line, read):
    assert typed(parse(line, today=TODAY)) == read
    assert not left_out(line)


@pytest.mark.parametrize(
    ("line", "read", "said"),
    [
        ("who does not smoke or drink?", "", ("not smoke", "or drink")),
        ("who has no degree or knows Rust?", "", ("no degree", "or knows Rust")),
        ("who has no children or pets but knows Rust?", "Rust", ("no children", "or pets")),
        ("who has not worked as a manager?", "", ("not worked as a manager",)),
        ("who is not Dutch?", "", ("not Dutch",)),
        ("who has never studied abroad?", "", ("studied abroad",)),
    ],
)
def test_all_that_is_denied_together_is_left_out_together(line, read, said):
    assert typed(parse(line, today=TODAY)) == read
    assert left_out(line) == [f"“{one}” is left out" for one in said]
