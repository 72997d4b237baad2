"""One spelling for what looks alike, however many marks somebody piles on a letter."""

import unicodedata

import pytest

from bot.normal import MOST_MARKS, normal
from bot.search.text import fold

PILE = "\u0315\u0300"
"""Marks that have to change places."""


@pytest.mark.parametrize("text", ["Zoe\u0308 \u00c5ngstr\u00f6m", "ﬁve ½", "Tiếng Việt", "हिन्दी", "עִבְרִית", "plain"])
@pytest.mark.parametrize("form", ["NFC", "NFKC", "NFKD"])
def test_what_people_write_is_put_into_the_form(form, text):
    assert normal(form, text) == unicodedata.normalize(form, text)


def test_a_letter_keeps_as_many_marks_as_any_language_has():
    assert normal("NFKD", f"a{PILE * 100_000}b") == unicodedata.normalize("NFKD", f"a{PILE * (MOST_MARKS // 2)}b")


def test_a_pile_of_marks_is_folded_like_a_letter():
    assert fold(f"Zo{'e' + PILE * 70_000} Example") == "zoe example"
