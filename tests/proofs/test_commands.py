"""Each example in the place in which the tests do not say it, a direct message or a channel; and what is offered, pressed for long."""

from tests.contract import test_commands
from tests.contract.test_adapters import each_platform
from tests.contract.test_commands import folder, hired, store

__all__ = ["folder", "hired", "store"]


@each_platform
def test_every_example_is_answered_within_limits_where_it_was_not_said(platform, store, folder, monkeypatch):
    monkeypatch.setattr(test_commands, "TURN", 1)
    test_commands.test_every_example_is_answered_within_limits(platform, store, folder)


def test_whatever_an_answer_offers_can_be_pressed_for_long(store, monkeypatch):
    monkeypatch.setattr(test_commands, "PRESSED", 1_500)
    test_commands.test_whatever_an_answer_offers_can_be_pressed(store)
