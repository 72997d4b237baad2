"""A line that goes on from the last question: what is taken for one, and what the whole question is then."""

from datetime import date

import pytest

from bot.search.going_on import LAST, LONGEST, further, row_meant, together

TODAY = date(2026, 11, 20)


def whole(asked, line):
    more = further(line)
    return together(asked, more, TODAY).line if more else None


@pytest.mark.parametrize(
    ("asked", "line", "line_of_both"),
    [
        ("who knows Rust?", "and in Norway?", "Rust place:Norway"),
        ("who knows Rust?", "only those with CUDA", "Rust CUDA"),
        ("who knows Rust?", "just the ones from ETH", "Rust school:ETH"),
        ("who knows Rust?", "which of them know CUDA?", "Rust CUDA"),
        ("who knows Rust?", "how many of them have a PhD?", 'Rust degree:"finished phd"'),
        ("who knows Rust?", "of those, who speaks German?", "Rust, language:german"),
        ("who knows Rust?", "without the students", "Rust -student:any"),
        ("who knows Rust?", "but not Docker", "Rust -Docker"),
        ("who knows Rust?", "and with at least 3 papers", "Rust papers>=3"),
        ("who knows Rust?", "what about CUDA?", "CUDA"),
        ("who knows Rust in Oslo?", "how about CUDA", "place:Oslo CUDA"),
        ("who knows Rust in Oslo?", "and CUDA?", "place:Oslo CUDA"),
        ("who lives in Germany?", "and in Norway?", "home:Norway"),
        ("who knows Rust and studied at MIT?", "and at ETH?", "Rust school:ETH"),
        ("who has a PhD from MIT?", "and from ETH?", 'degree:"finished phd at ETH"'),
        ("who worked at Harrow Compute?", "what about Tessera Labs?", 'company:"Tessera Labs"'),
        ("rust stage:interview", "and in offer?", "rust stage:offer"),
        ("rust", "and since 2026-11?", "rust since:2026-11-01"),
        ("wer kann Rust?", "und in Norwegen?", "Rust place:Norwegen"),
        ("wer kann Rust?", "nur die mit CUDA", "Rust CUDA"),
        ("谁会Rust？", "其中谁会CUDA？", "Rust CUDA"),
        ("谁会Rust？", "那CUDA呢？", "CUDA"),
    ],
)
def test_what_is_asked_beside_the_last_question(asked, line, line_of_both):
    assert whole(asked, line) == line_of_both


@pytest.mark.parametrize(
    "line",
    [
        "who knows Rust in Norway?",
        "and who knows CUDA?",
        "only Rust",
        "without Docker",
        "not docker",
        "cuda and triton",
        "those who know Rust",
        "people in Norway",
        "who has only one paper?",
        "what is CUDA?",
        "how many people know Rust?",
        "which students know Rust?",
        "and",
        "and in ?",
        "only those with",
        "of note",
        "and in " + "Norway " * LONGEST,
    ],
)
def test_a_question_of_its_own_goes_on_from_nothing(line):
    assert further(line) is None


def test_what_is_left_out_of_it_is_said():
    more = together("who knows Rust?", further("only those who are smart and speak Dutch"), TODAY)
    assert (more.line, more.left_out) == ("Rust, language:dutch", "“smart” is left out")


@pytest.mark.parametrize("line", ["what about it?", "only those who are smart"])
def test_what_asks_nothing_makes_no_question(line):
    assert not together("who knows Rust?", further(line), TODAY).line


def test_no_more_is_asked_together_than_can_be_said_again():
    asked = " ".join(f"skill:x{number}" for number in range(12))
    assert not together(asked, further("and in Norway?"), TODAY).line


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("the second one", 2),
        ("And number 3?", 3),
        ("what about the 4th one?", 4),
        ("show me the third one", 3),
        ("the last one", LAST),
        ("number 12?", 12),
        ("der zweite", 2),
        ("und Nummer 3?", 3),
        ("le deuxième", 2),
        ("el segundo", 2),
        ("第二个", 2),
        ("第3个人呢？", 3),
        ("second", None),
        ("first author", None),
        ("the second paper", None),
        ("number 3 in the class", None),
        ("3 papers", None),
        ("who is first author at OSDI?", None),
    ],
)
def test_which_row_is_meant(line, row):
    assert row_meant(line) == row
