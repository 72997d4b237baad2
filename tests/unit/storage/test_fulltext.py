"""Tokens as both databases keep them."""

from storage.fulltext import TOKEN, tokens


def test_tokens_are_what_stands_between_spaces():
    assert tokens("c.d  o'brien\ta\x01b \u00a0x") == ["c.d", "o'brien", "a", "b", "x"]


def test_a_token_without_end_is_cut():
    assert tokens("x" * 5000) == ["x" * TOKEN]
