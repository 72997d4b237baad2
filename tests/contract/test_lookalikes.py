"""Of another organization, whose people look alike, no command, form, button, completion, file, digest or log tells anything.

The same is said in two worlds: where ours is alone, and where the other is beside it.
"""

import logging
import shutil
from contextlib import ExitStack

import pytest

from tests.lookalikes import NOW, OF, THEIRS, differing, forged_lines, forget, house, in_order, meant_lines, worlds

EVERY = 140
"""Of the forged lines one in so many is said here."""


@pytest.fixture(scope="module")
def filled(sqlite_template, tmp_path_factory):
    return worlds(sqlite_template, tmp_path_factory.mktemp("worlds"))


@pytest.fixture
def both(filled, tmp_path, monkeypatch):
    """The program with ours alone, and with both."""
    monkeypatch.chdir(tmp_path)  # where the terminal puts files
    with ExitStack() as ends:
        copies = [shutil.copyfile(one, tmp_path / one.name) for one in filled]
        yield [ends.enter_context(house(f"sqlite:///{one}")) for one in copies]


def sampled(platform):
    at = sorted(OF).index(platform)
    lines = in_order([*list(meant_lines())[at :: len(OF)], *list(forged_lines())[at * 40 :: EVERY]])
    return [(OF[platform][number % len(OF[platform])], line) for number, line in enumerate(lines)]


@pytest.mark.parametrize("platform", sorted(OF))
def test_whatever_is_said_the_answer_is_as_if_the_other_organization_was_not_there(both, platform, caplog):
    caplog.set_level(logging.DEBUG)
    for one in both:
        one.on(platform)
    assert differing(*both, sampled(platform)) == []
    assert THEIRS not in caplog.text


def test_nothing_of_theirs_is_completed(both):
    for typed in ("", "quasar"):
        alone, beside = (one.completes("slack", typed) for one in both)
        assert alone == beside
        assert THEIRS not in repr(beside)


@pytest.mark.parametrize("platform", ["discord", "slack"])
def test_digests_and_reminders_tell_of_ours_alone(both, platform):
    for one in both:
        one.on(platform)
        one.now = NOW.replace(day=24, hour=12)
    alone, beside = (one.posts() for one in both)
    assert alone.same == beside.same
    assert THEIRS not in beside.sent
    assert platform != "slack" or "Cleo Ruiz" in beside.sent


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("application", "new 7d"),
        ("note", "notes #1"),
        ("search_skill", "find cuda"),
        ("own_skill", "skill"),
        ("digest", "digest list"),
    ],
)
def test_a_filter_that_is_forgotten_is_noticed(both, table, line):
    """Else all of this would prove nothing."""
    forget(both[1].store, table)
    for one in both:
        one.on("slack")
    assert differing(*both, [("direct", line)])
