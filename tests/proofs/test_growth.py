"""How the work grows with texts of full length."""

from itertools import product

import pytest

from tests.unit.cv import test_growth as growth
from tests.unit.cv.test_growth import BELOW, LONG_LINES, MANY_LINES


@pytest.fixture(autouse=True)
def full_length(monkeypatch):
    monkeypatch.setattr(growth, "SHARE", 1)


def test_lines_of_one_thing(take):
    for heading, unit in take(product(BELOW, LONG_LINES)):
        growth.test_a_line_of_one_thing(heading, unit)


def test_many_lines(take):
    for heading, line in take(MANY_LINES):
        growth.test_many_lines(heading, line)
