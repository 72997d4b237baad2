"""Replies made by chance on every platform at full counts, and long lines of whatever platforms read as more than text."""

from itertools import product

from hypothesis import HealthCheck, given, settings

from tests.contract import test_adapters as adapters
from tests.contract.test_adapters import LONG_LINES, LONGEST, PLATFORMS
from tests.replies import forms, long_replies, replies

EXAMPLES = 200
BY_CHANCE = {
    adapters.test_any_reply_is_shown_whole_and_within_limits: {"reply": replies},
    adapters.test_a_reply_longer_than_a_message_is_split_and_loses_nothing: {"reply": long_replies},
    adapters.test_any_post_is_shown_whole_and_within_limits: {"reply": replies},
    adapters.test_any_form_can_be_asked_for_by_a_press: {"form": forms},
}


def test_whatever_is_answered_is_shown_whole_and_within_limits(take):
    for platform, (test, made) in take(product(PLATFORMS, BY_CHANCE.items())):
        shown = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))(
            given(**made)(test.hypothesis.inner_test)
        )
        shown(platform)


def test_very_long_lines_are_shown_whole(take):
    for platform, piece in take(product(PLATFORMS, LONG_LINES)):
        adapters.test_a_very_long_line_is_shown_whole(platform, piece, LONGEST)
