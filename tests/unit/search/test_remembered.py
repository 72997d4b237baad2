"""What was worked out is not worked out again, as long as it is asked for."""

import pytest

from bot.search.remembered import UNUSED_SECONDS, Remembered


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_the_same_question_is_worked_out_once(clock):
    known, worked = Remembered(10, clock), []
    for asked in ("a", "b", "a"):
        assert known.answer(asked, lambda asked=asked: worked.append(asked) or asked.upper()) == asked.upper()
    assert worked == ["a", "b"]


def test_an_empty_answer_is_an_answer(clock):
    known, worked = Remembered(10, clock), []
    for _ in range(2):
        assert known.answer("a", lambda: worked.append("a") or ()) == ()
    assert worked == ["a"]


def test_the_longest_unused_goes_first(clock):
    known, worked = Remembered(2, clock), []
    for asked in ("a", "b", "a", "c", "a", "b"):
        known.answer(asked, lambda asked=asked: worked.append(asked))
    assert worked == ["a", "b", "c", "b"]


def test_what_nobody_asked_for_any_more_is_not_kept(clock):
    known, worked = Remembered(10, clock), []
    known.answer("a", lambda: worked.append("a"))
    clock.now = UNUSED_SECONDS + 1
    known.answer("b", lambda: worked.append("b"))
    known.answer("a", lambda: worked.append("a"))
    assert worked == ["a", "b", "a"]


def test_all_can_be_forgotten(clock):
    known, worked = Remembered(10, clock), []
    known.answer("a", lambda: worked.append("a"))
    known.forget()
    known.answer("a", lambda: worked.append("a"))
    assert worked == ["a", "a"]
