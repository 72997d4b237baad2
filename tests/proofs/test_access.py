"""Who may run what, in full: each role meets each command on each surface of each platform."""

import pytest

from tests.contract import test_access_matrix as matrix
from tests.contract.test_access_matrix import SURFACES, Watched, each_platform, each_standing, watched

__all__ = ["watched"]


@pytest.fixture(autouse=True)
def every_command(monkeypatch):
    monkeypatch.setattr(matrix, "APART", 1)


@each_platform
@each_standing
def test_every_command_runs_for_who_may_run_it_and_for_nobody_else_on_every_surface(watched: Watched, take):
    for surface in take(SURFACES):
        matrix.test_a_command_runs_for_who_may_run_it_and_for_nobody_else(watched, [surface])
        if surface in matrix.WITH_FORMS:
            matrix.test_a_form_is_given_for_what_may_be_run_and_for_nothing_else(watched, [surface])
    matrix.test_help_tells_of_what_may_be_run_and_of_nothing_else(watched)
