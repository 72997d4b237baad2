"""Who reviewed for a venue or sat on a committee, by the words that CVs have for it; nobody's age is looked for."""

import pytest

from bot.search.language import parse


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("who reviewed for ATC?", ("reviewer", "for", "atc")),
        ("who reviews for NeurIPS and knows CUDA?", ("neurips", "reviewer")),
        ("who was on a program committee?", ("program", "committee")),
        ("who served on the program committee of NSDI?", ("nsdi", "program", "committee")),
    ],
)
def test_service_is_looked_for_as_it_is_said(question, said):
    terms = parse(question).clauses[0].terms
    assert said in [term.tokens for term in terms]
    assert all(len(term.tokens) > 1 for term in terms)


@pytest.mark.parametrize("question", ["who is under 30?", "who is over 40 and knows Rust?"])
def test_an_age_is_left_out(question):
    assert not any(term.tokens for clause in parse(question).clauses for term in clause.terms)


def test_numbers_of_something_are_no_age():
    assert [term.field for term in parse("over 30 papers").clauses[0].terms] == ["papers"]
