"""An act over several people, of whom some could not be changed."""

from types import SimpleNamespace

import pytest

from bot.commands import several
from bot.store import Unavailable, Uncertain

WHO = [SimpleNamespace(number=number) for number in (1, 2, 3)]


def gone_at(number, fault):
    def act(one, batch):
        if one.number >= number:
            raise fault

    return act


def test_where_the_database_goes_meanwhile_it_is_said_who_was_changed_and_who_was_not():
    outcome = several.each(WHO, gone_at(2, Unavailable("gone")))
    assert [one.number for one in outcome.done] == [1]
    assert [(one.number, why) for one, why in outcome.kept] == [(2, several.GONE), (3, several.GONE)]


def test_of_whom_it_is_not_certain_is_said():
    outcome = several.each(WHO, gone_at(2, Uncertain("gone")))
    assert [one.number for one in outcome.done] == [1]
    assert [(one.number, why) for one, why in outcome.kept] == [
        (2, "it is not certain: the database went away"),
        (3, several.GONE),
    ]


def test_where_it_was_gone_before_nothing_was_changed():
    with pytest.raises(Unavailable):
        several.each(WHO, gone_at(1, Unavailable("gone")))
