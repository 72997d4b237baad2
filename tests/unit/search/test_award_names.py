"""An award is an entry of awards, or a line that calls it one: a skill of the same name is none."""

import pytest

from bot.search.terms import award_terms


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("rust", ("rust", "award")),
        ("best paper", ("best", "paper")),
        ("quillon trust award", ("quillon", "trust", "award")),
    ],
)
def test_a_line_names_an_award_as_one(title, said):
    assert said in [term.tokens for term in award_terms(title)]


def test_a_word_anywhere_is_no_award():
    assert all(len(term.tokens) != 1 for term in award_terms("rust"))
    assert ("machine", "learning") not in [term.tokens for term in award_terms("machine learning")]
