import io
import json
import time
from urllib.parse import urlencode

import pytest
from slack_sdk.signature import SignatureVerifier

from adapters.slack.harness import direct_message, slash
from adapters.slack.http import Endpoint

SECRET, NOW = "signing-secret", 1_800_000_000


class App:
    """Stands in for Bolt's: remembers what reached it."""

    def __init__(self):
        self.bodies = []

    def dispatch(self, request):
        self.bodies.append(request.body)
        return type("Answer", (), {"status": 200, "headers": {}, "body": ""})()


@pytest.fixture
def app():
    return App()


def send(app, body=None, *, secret=SECRET, at=NOW, ready=True, **headers):
    endpoint = Endpoint(app, SECRET, lambda: ready, clock=lambda: NOW)
    raw = body if isinstance(body, bytes) else urlencode(slash("cuda") if body is None else body).encode()
    text = raw.decode("utf-8", "replace")
    signature = SignatureVerifier(secret).generate_signature(timestamp=str(at), body=text)
    environ = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(raw)),
        "wsgi.input": io.BytesIO(raw),
        "HTTP_X_SLACK_REQUEST_TIMESTAMP": str(at),
        "HTTP_X_SLACK_SIGNATURE": signature,
    }
    environ = {name: value for name, value in {**environ, **headers}.items() if value is not None}
    said = []
    list(endpoint(environ, lambda status, _: said.append(int(status[:3]))))
    return said[0]


def test_what_slack_signed_reaches_the_listeners(app):
    assert send(app) == 200
    assert app.bodies[0]["text"] == "cuda"


@pytest.mark.parametrize("seconds", [-299, 0, 299])
def test_a_clock_may_be_five_minutes_off(app, seconds):
    assert send(app, at=NOW + seconds) == 200


@pytest.mark.parametrize(
    ("seconds", "says"), [(-301, "signed 301 seconds ago"), (900, "signed 900 seconds in the future")]
)
def test_a_clock_that_is_off_is_told_in_the_log_and_a_forgery_is_not(app, caplog, seconds, says):
    assert send(app, at=NOW + seconds) == 401
    assert says in caplog.text
    assert "cuda" not in caplog.text
    caplog.clear()
    assert send(app, at=NOW + seconds, secret="somebody-elses") == 401
    assert send(app, b"\xff\xfe", at=NOW + seconds) == 401
    assert caplog.text == ""


@pytest.mark.parametrize("seconds", [-301, 301])
def test_an_old_or_future_request_is_refused(app, seconds):
    assert send(app, at=NOW + seconds) == 401
    assert app.bodies == []


@pytest.mark.parametrize("stamp", ["", "junk", "1e9", "-1", "99999999999999999999", "１８０００", None])
def test_a_junk_timestamp_is_refused(app, stamp):
    assert send(app, HTTP_X_SLACK_REQUEST_TIMESTAMP=stamp) == 401
    assert app.bodies == []


@pytest.mark.parametrize("signature", ["", "v0=", "v0=" + "0" * 64, "v0=é" + "0" * 63, "junk", None])
def test_a_wrong_signature_is_refused(app, signature):
    assert send(app, HTTP_X_SLACK_SIGNATURE=signature) == 401
    assert app.bodies == []


def test_another_secret_or_a_changed_body_is_refused(app):
    assert send(app, secret="other") == 401
    assert send(app, **{"wsgi.input": io.BytesIO(urlencode(slash("cudb")).encode())}) == 401
    assert app.bodies == []


def test_a_body_that_is_no_text_is_refused(app):
    assert send(app, b"\xff\xfe") == 401


def test_a_signed_body_that_is_no_payload_is_a_bad_request(app):
    assert send(app, b"{not json") == 400


def test_before_the_bot_knows_its_workspace_slack_is_to_come_again(app):
    assert send(app, json.dumps(direct_message("hi")).encode(), ready=False) == 503
    assert app.bodies == []


def test_only_posts_are_taken(app):
    assert send(app, REQUEST_METHOD="GET") == 405


def test_without_a_secret_nothing_is_taken():
    said = []
    environ = {
        "REQUEST_METHOD": "POST",
        "wsgi.input": io.BytesIO(b""),
        "HTTP_X_SLACK_REQUEST_TIMESTAMP": str(time.time()),
    }
    list(Endpoint(App(), "", lambda: True)(environ, lambda status, _: said.append(status)))
    assert said == ["401 Unauthorized"]
