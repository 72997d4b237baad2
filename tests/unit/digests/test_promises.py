"""Whatever happens to people, clocks, processes and platforms: nobody is left out, and nobody told of twice without a word."""

from tests.digesting import History

HISTORIES = 30


def test_random_histories_are_as_the_model_says(sqlite_store):
    for seed in range(HISTORIES):
        History(sqlite_store, seed).run()
