"""The pools behind the acknowledgements."""

from concurrent.futures import Future
from types import SimpleNamespace

from adapters.slack.listeners import Work

SECRET = "of Priyanka Solheim"


def test_what_breaks_in_the_pool_is_told_in_the_log_without_its_words(caplog):
    def broken(home, act, awaited):
        raise RuntimeError(SECRET)

    work = Work(2, broken, lambda home, act: None)
    begun = Future()
    begun.set_result(True)
    work.take(None, SimpleNamespace(dropped="", files=()), begun)
    work.settle(10)
    work.close()
    work.abandon()
    assert "RuntimeError" in caplog.text
    assert SECRET not in caplog.text
