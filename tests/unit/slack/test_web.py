import socket
import threading
import urllib.error
import urllib.request
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from adapters import web
from adapters.slack.harness import slash
from bot.settings import Settings
from tests.bot import Bot
from tests.cores import said
from tests.unit.slack.slacks import at_slack


@pytest.fixture
def free_port():

    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.fixture
def serve(free_port):
    running = []

    def start(slack=None, ready=lambda: True, **more):
        settings = Settings(_env_file=None, host="127.0.0.1", port=free_port, workers=2, **more)
        server = web.create(settings, slack, ready)
        server.start()
        running.append(server)
        return f"http://127.0.0.1:{free_port}"

    yield start
    for server in running:
        server.stop()


def status(url, body=None):
    try:
        with urllib.request.urlopen(url, body, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_it_lives_before_it_is_ready(serve):
    ready = threading.Event()
    here = serve(ready=ready.is_set)
    assert (status(f"{here}/healthz"), status(f"{here}/readyz")) == (200, 503)
    ready.set()
    assert status(f"{here}/readyz") == 200


def test_only_the_routes_there_are_answer(serve):
    here = serve()
    assert status(f"{here}/slack/events", b"x") == 404
    assert status(f"{here}/") == 404


def test_slack_is_let_in_only_with_its_signature(serve):
    harness = at_slack(lambda request: said("ok"))
    here = serve(harness.adapter)
    assert status(f"{here}/slack/events", urlencode(slash("new")).encode()) == 401
    assert harness.adapter._core.requests == []


def test_a_body_of_more_than_a_megabyte_is_refused(serve, free_port):
    serve()
    connection = HTTPConnection("127.0.0.1", free_port, timeout=10)
    connection.putrequest("POST", "/slack/events")
    connection.putheader("Content-Length", str(web.LARGEST_BODY + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_a_request_in_hand_is_answered_before_the_server_stops(free_port):
    begun, go, found = threading.Event(), threading.Event(), []

    def ready():
        begun.set()
        return go.wait(10)

    settings = Settings(_env_file=None, host="127.0.0.1", port=free_port, workers=2)
    server = web.create(settings, None, ready)
    server.start()
    asking = threading.Thread(target=lambda: found.append(status(f"http://127.0.0.1:{free_port}/readyz")))
    asking.start()
    assert begun.wait(10)
    stopping = threading.Thread(target=server.stop)
    stopping.start()
    assert server._stopping.wait(10)
    go.set()
    asking.join(10)
    stopping.join(20)
    assert found == [200]
    assert not stopping.is_alive()


def test_a_taken_port_is_an_error_at_once(serve, free_port):
    serve()
    settings = Settings(_env_file=None, host="127.0.0.1", port=free_port, workers=2)
    with pytest.raises(OSError, match="in use"):
        web.create(settings, None, lambda: True)


def metrics(here, **headers):
    request = urllib.request.Request(f"{here}/metrics", headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read().decode()


def refused(here, **headers):
    try:
        return metrics(here, **headers)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_what_was_done_is_counted_without_whom_it_was_done_to(serve, sqlite_store):
    bot = Bot(sqlite_store)
    bot.add("etxeberria_2026.md")
    bot.say("show noor")
    said = metrics(serve())
    assert 'recruitbot_requests_seconds_count{command="show",outcome="answered"}' in said
    assert "recruitbot_ready 1.0" in said
    assert "noor" not in said.casefold()


def test_only_this_machine_sees_the_metrics_and_no_proxy_on_it(serve):
    here = serve()
    assert refused(here, **{"X-Forwarded-For": "203.0.113.9"}) == 403
    assert "recruitbot_ready" in metrics(here)


def test_a_token_opens_the_metrics_and_nothing_else_does(serve):
    here = serve(metrics_token="hush-hush")
    assert refused(here) == 403
    assert refused(here, Authorization="Bearer hush") == 403
    assert "recruitbot_ready" in metrics(here, Authorization="Bearer hush-hush")
