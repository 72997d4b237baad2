import errno
import socket
import threading
from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError

from adapters.slack.api import Api, undeliverable
from tests.unit.slack.slacks import refused


class Stopping(threading.Event):
    """Notes how long it was waited for instead of waiting."""

    def __init__(self):
        super().__init__()
        self.waits = []

    def wait(self, timeout=None):
        self.waits.append(timeout)
        return self.is_set()


@pytest.fixture
def stopping():
    return Stopping()


@pytest.fixture
def api(stopping):
    return Api("xoxb-1", "https://slack.com/api", stopping)


def failing(*errors):
    left = list(errors)

    def call():
        if left:
            raise left.pop(0)
        return "done"

    return call


def test_slacks_wait_is_kept_and_the_call_made_again(api, stopping):
    slow_down = refused("ratelimited", 429, **{"Retry-After": "7"})
    assert api.patiently(failing(slow_down, slow_down)) == "done"
    assert stopping.waits == [7.0, 7.0]


def test_a_wait_of_more_than_a_minute_is_given_up(api, stopping):
    with pytest.raises(SlackApiError):
        api.patiently(failing(refused("ratelimited", 429, **{"Retry-After": "3600"})))
    assert stopping.waits == []


def test_stopping_ends_a_wait(api, stopping):
    stopping.set()
    with pytest.raises(SlackApiError):
        api.patiently(failing(refused("ratelimited", 429)))


@pytest.mark.parametrize(
    "error",
    [refused("internal_error", 500), refused("channel_not_found"), RemoteDisconnected(), URLError(TimeoutError())],
    ids=repr,
)
def test_nothing_else_is_ever_made_again(api, stopping, error):
    with pytest.raises(type(error)):
        api.patiently(failing(error))
    assert stopping.waits == []


def test_the_sdk_sends_nothing_a_second_time_by_itself(api):
    assert api.client.retry_handlers == []


@pytest.mark.parametrize(
    "word",
    ["channel_not_found", "is_archived", "not_in_channel", "token_revoked", "account_inactive", "missing_scope"],
)
def test_what_only_a_person_can_mend_is_lasting(word):
    found = undeliverable(refused(word))
    assert (found.lasting, found.unknown) == (True, False)
    assert word in str(found)


@pytest.mark.parametrize(
    "error",
    [
        refused("Received a response in a non-JSON format: ", 500),
        refused("internal_error"),
        refused("fatal_error"),
        RemoteDisconnected("closed"),
        ConnectionResetError(),
        TimeoutError(),
        URLError(ConnectionResetError()),
        URLError(TimeoutError()),
    ],
    ids=repr,
)
def test_where_slack_may_have_taken_the_post_that_is_said(error):
    found = undeliverable(error)
    assert (found.lasting, found.unknown) == (False, True)


@pytest.mark.parametrize(
    "error",
    [
        refused("ratelimited", 429),
        URLError(ConnectionRefusedError()),
        URLError(socket.gaierror(socket.EAI_AGAIN, "no such name")),
        URLError(OSError(errno.ENETUNREACH, "unreachable")),
    ],
    ids=repr,
)
def test_a_post_that_never_got_there_may_be_sent_again(error):
    found = undeliverable(error)
    assert (found.lasting, found.unknown) == (False, False)


def test_where_nobody_is_at_an_answers_own_address_it_goes_another_way(monkeypatch):
    def unreachable(*_):
        raise URLError(ConnectionRefusedError())

    monkeypatch.setattr("adapters.slack.api.WebhookClient.send_dict", unreachable)
    assert not Api("xoxb-1", "https://slack.com/api/", threading.Event()).respond("https://hooks.slack.com/1", {})
