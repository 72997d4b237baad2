"""The project's fictional CVs, in every shape and spoilt in every way: how much is read, and that nothing is invented."""

from random import Random

import pytest

from tests.cvs.corpus import NAMES, cvs, judged, total
from tests.cvs.floors import BELOW, FLOOR, UNGUARDED, floor
from tests.cvs.mutations import MUTATIONS, mutated
from tests.cvs.shapes import TEXTS, Rendering, renderings

_SPOILT = 6
"""CVs of each mutation that are read here; `make proofs` reads all."""


def some_spoilt(mutation: str) -> list[Rendering]:
    dice = Random(mutation)
    some = [dice.choice(renderings(shape)) for shape in dice.sample(TEXTS, _SPOILT)]
    return [mutated(mutation, one) for one in some]


def test_there_are_at_least_forty_cvs_and_each_is_another():
    documents = {one.data for name in NAMES for one in cvs(name)}
    assert len(documents) == sum(len(cvs(name)) for name in NAMES) >= 40


@pytest.mark.parametrize("shape", NAMES)
def test_a_shape_is_read_as_well_as_promised(shape):
    found = total(cvs(shape))
    assert found.invented == []
    assert [value for value in found.private if not any(word in value for word in UNGUARDED)] == []
    assert found.f1 >= floor(shape)


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_spoilt_cv_makes_nobody_invent(mutation):
    for one in some_spoilt(mutation):
        assert judged(one).invented == []


def test_a_cv_is_made_the_same_each_time():
    for shape in NAMES:
        assert cvs(shape)[0].data == cvs(shape)[0].data


def test_figures_below_the_floor_are_named_with_their_reason():
    assert set(BELOW) <= {*NAMES, *MUTATIONS}
    assert all(figure < FLOOR and reason.endswith(".") for figure, reason in BELOW.values())
