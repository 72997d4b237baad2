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
