"""Days in words, from a Friday."""

from datetime import date

import pytest

from bot.work.days import day, ending, impossible, planned

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("today", (2026, 11, 20)),
        ("Tomorrow", (2026, 11, 21)),
        ("friday", (2026, 11, 27)),
        ("monday", (2026, 11, 23)),
        ("next monday", (2026, 11, 23)),
        ("next saturday", (2026, 11, 28)),
        ("on Tue", (2026, 11, 24)),
        ("until thursday", (2026, 11, 26)),
        ("next week", (2026, 11, 23)),
        ("in 3 days", (2026, 11, 23)),
        ("in two weeks", (2026, 12, 4)),
        ("in 1 month", (2026, 12, 20)),
        ("in 3 months", (2027, 2, 20)),
        ("2026-12-01", (2026, 12, 1)),
        ("1 Dec", (2026, 12, 1)),
        ("by 3rd march", (2027, 3, 3)),
        ("until 1 December 2028", (2028, 12, 1)),
    ],
)
def test_a_day_in_words(words, meant):
    assert day(words, TODAY) == date(*meant)


@pytest.mark.parametrize(
    "words", ["", "someday", "31 feb", "2026-13-01", "in days", "12", "mon tue", "1 foo", "1 foo 2027"]
)
def test_what_is_no_day_is_none(words):
    assert day(words, TODAY) is None


def test_the_last_day_of_a_shorter_month():
    assert day("in 1 month", date(2026, 1, 31)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("text", "rest", "due"),
    [
        ("Call her tomorrow", "Call her", (2026, 11, 21)),
        ("Send the offer, by 1 december 2026", "Send the offer", (2026, 12, 1)),
        ("Call\n her  in 3 days", "Call\n her", (2026, 11, 23)),
        ("tomorrow", "", (2026, 11, 21)),
    ],
)
def test_a_text_may_end_with_its_day(text, rest, due):
    assert ending(text, TODAY) == (rest, date(*due))


def test_a_text_without_a_day_stays_whole():
    assert ending("Ask about friday's talk ", TODAY) == ("Ask about friday's talk ", None)


@pytest.mark.parametrize(
    ("text", "what", "due"),
    [
        ("Call her tomorrow", "Call her", (2026, 11, 21)),
        ("tomorrow call her", "call her", (2026, 11, 21)),
        ("in 3 days: send the offer", "send the offer", (2026, 11, 23)),
        ("Call her tomorrow at 3pm", "Call her tomorrow at 3pm", (2026, 11, 21)),
        ("Call her on monday morning", "Call her on monday morning", (2026, 11, 23)),
        ("Send it next month", "Send it", (2026, 12, 1)),
    ],
)
def test_a_day_may_begin_what_is_planned_and_have_a_time_after_it(text, what, due):
    assert planned(text, TODAY) == (what, date(*due))


@pytest.mark.parametrize("text", ["Review paper 12", "Read chapter 3 at noon"])
def test_what_names_no_day_plans_none(text):
    assert planned(text, TODAY) == (text, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Send offer by 31 February", "31 February"),
        ("Call her on 2026-02-30.", "2026-02-30"),
        ("Ask again 45 dec", "45 dec"),
    ],
)
def test_a_date_that_no_calendar_has_is_noticed(text, said):
    assert impossible(text, TODAY) == said


@pytest.mark.parametrize("text", ["Call her on 28 February", "Review paper 12", "Count 40 marbles", "Send 31 maybe"])
def test_what_is_a_date_or_none_is_not(text):
    assert not impossible(text, TODAY)
