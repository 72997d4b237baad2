"""No text, however it is made, keeps a pattern of the program busy: what strangers send is searched by all of them.

A sample; ``tests/proofs/test_patterns.py`` measures what is promised.
"""

import re

import pytest

from tests.attacks import attacks, cost, patterns

TINY, SHORT, LONG = (16, 22, 30, 60, 125, 250, 500), 1_000, 6_000
"""Characters. What takes exponential time shows in a tiny text, what takes quadratic time in a long one.

The steps between are small, so that what a step shows to be hopeless never runs at the next.
"""
HOPELESS, SUSPECT, MOST = 30e-6, 0.5e-6, 2e-6
"""Seconds of CPU a character; a good pattern takes a tenth of a microsecond.

The promise is 0.5; the margin keeps a busy machine from failing it.
"""


def slow(one: re.Pattern[str]) -> str:
    """The beginning of an attack that costs too much each of several times; empty where none does."""
    for attack in attacks(one):
        short, long = attack.text(SHORT), attack.text(LONG)
        tiny = [(attack.text(size), HOPELESS) for size in TINY]
        for text, limit in (*tiny, (short, HOPELESS), (long, MOST)):
            if text is long and cost(one, short) < SUSPECT:
                break
            if cost(one, text) > limit and cost(one, text, tries=4) > limit:
                return text[:60]
    return ""


def test_no_pattern_takes_long_over_a_hostile_text() -> None:
    sample = [*patterns().items()][::6]
    assert not {place: attack for place, one in sample if (attack := slow(one))}


def test_the_patterns_of_every_part_are_tried() -> None:
    places = patterns().keys()
    for part in ("bot.cv.read.", "bot.cv.facts.", "bot.search.", "bot/cv/", "bot.chat.", "adapters.slack."):
        assert any(place.startswith(part) for place in places), part


@pytest.mark.parametrize("careless", [r"\s*x", r"(?:a|aa)+b", r"(?:[a-z]+,?)+;", r".*,.*,.*;"])
def test_a_pattern_that_goes_back_and_forth_is_caught(careless: str) -> None:
    assert slow(re.compile(careless))
