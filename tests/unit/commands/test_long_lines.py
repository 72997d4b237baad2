"""A line of any length is answered in work that grows with it and no faster, whatever kind of command it begins with."""

import pytest

from tests.growth import MOST, grows

NAMES = ["find", "show", "stage", "tag", "compare", "match", "note", "todo", "edit", "opening"]
"""One of each way in which lines are read."""
TAILS = ['"a', "a ", "1 ", "a, ", "to ", "noor and ", "cuda: ", "a:", "in 3 days ", "screen ", "x=1 ", "--a b "]
LONGEST = 2_400
APART = 3
"""Of so many tails one is tried with each name, another one with the next."""


@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_read_over_and_over(full, name):
    for tail in TAILS[NAMES.index(name) % APART :: APART]:
        times = LONGEST // len(tail) // 2
        lines = {size: f"{name} {tail * times * size}" for size in (1, 2)}
        growth = grows(full.say, lines.__getitem__)
        assert growth < MOST, tail
