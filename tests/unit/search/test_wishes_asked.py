"""What questions ask of what people look for and from when, in the words that they use for it."""

import pytest

from bot.search.language import parse
from bot.search.reading import typed

CV = "# Ada Quillon\nada@mail.example\n{}\n\n## Education\nBSc in Physics, University of Leeds, 2014 – 2017\n"
WISH = CV.format("\n## Availability\n{}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("who can start before March 2027?", "start before March 2027"),
        ("who is available by March 2027?", "available by March 2027"),
        ("who is available within two weeks?", "available within two weeks"),
    ],
)
def test_a_day_before_which_somebody_can_start_is_left_out_and_said(line, said):
    assert parse(line).reading == f"“{said}” is left out"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("who is free from February 2027?", 'seeking:"February 2027"'),
        ("who can start in February 2027?", 'seeking:"February 2027"'),
        ("Wer sucht eine Stelle?", "has:wish"),
        ("seeking PhD", "seeking:PhD"),
        ("looking for PhDs", "degree:phd"),
        ("looking for PhD students", "student:phd"),
        ("Wer wohnt in den Niederlanden?", "home:Niederlanden"),
    ],
)
def test_it_is_read_as_it_is_meant(line, read):
    assert typed(parse(line)) == read


@pytest.mark.parametrize(
    "said",
    [
        "Not looking at the moment; would talk again from spring 2027.",
        "I am not actively looking for a job, but might be again next year.",
        "No longer available, see my new page.",
        "Derzeit nicht auf der Suche, ab Mai wieder.",
    ],
)
@pytest.mark.parametrize("line", ["who is looking for a job?", "who is available?", "seeking:2027"])
def test_who_is_not_looking_looks_for_nothing(bot, said, line):
    bot.take_in(WISH.format(said))
    assert "Quillon" not in bot.say(line).text


@pytest.mark.parametrize(
    "said", ["Looking for a new role.", "Seeking a position; not available before June.", "Available, not in London."]
)
def test_who_is_looking_looks(bot, said):
    bot.take_in(WISH.format(said))
    assert "Quillon" in bot.say("who is looking for a job?").text


@pytest.mark.parametrize(
    ("cv", "line"),
    [
        (CV.format("Bergen, Norway. Remote welcome."), "who is open to remote work?"),
        (WISH.format("Ich suche ein Praktikum ab März 2027."), "who is looking for an internship?"),
        (WISH.format("Looking for an internship."), "Wer sucht ein Praktikum?"),
        (CV.format("Utrecht, Netherlands"), "Wer wohnt in den Niederlanden?"),
        (CV.format("Utrecht, Niederlande"), "who lives in the Netherlands?"),
    ],
)
def test_who_says_it_in_other_words_is_found(bot, cv, line):
    bot.take_in(cv)
    assert "Quillon" in bot.say(line).text
