"""Whatever happens to people, clocks, processes and platforms: nobody is left out, and nobody told of twice without a word."""

from tests.digesting import History

HISTORIES = 30
MERGED = (98, 108, 675)
"""Somebody who was named in a post without an answer is merged with somebody who came later."""


def test_random_histories_are_as_the_model_says(sqlite_store):
    for seed in (*range(HISTORIES), *MERGED):
        History(sqlite_store, seed).run()
