"""One question to an endpoint: to its address alone, with its key alone, and whether it answers."""

import pytest

from bot.cv.model.configured import probe
from bot.cv.model.endpoint import Endpoint, Message, Unanswered
from bot.settings import Settings
from tests.unit.cv.model.speaker import Speaker, content, raw

ASKED = [Message("user", "anything?")]


def settings(url):
    return Settings(_env_file=None, model_url=url, model_name="tiny-1", model_key="hunter2")


def test_the_question_goes_to_the_completions_of_the_address():
    with Speaker(content("yes")).running() as one:
        assert Endpoint(one.url + "/", "tiny-1").ask(ASKED, 5) == "yes"
        assert one.paths == ["/v1/chat/completions"]
        assert "Authorization" not in one.headers[0]


def test_an_address_in_the_clear_is_refused_before_anything_is_sent():
    with pytest.raises(ValueError, match="https://"):
        Endpoint("http://models.example/v1", "tiny-1").ask(ASKED, 5)


def test_nothing_that_listens_is_no_answer():
    with Speaker(content("yes")).running() as one:
        url = one.url
    with pytest.raises(Unanswered, match="the connection failed"):
        Endpoint(url, "tiny-1").ask(ASKED, 5)


def test_a_plain_server_at_an_address_over_tls_is_no_answer():
    with Speaker(content("yes")).running() as one, pytest.raises(Unanswered):
        Endpoint(one.url.replace("http:", "https:"), "tiny-1").ask(ASKED, 5)
    assert one.bodies == []


def test_a_server_that_says_nothing_in_the_handshake_is_given_up():
    with Speaker(content("yes")).listening() as one, pytest.raises(Unanswered, match="in time"):
        Endpoint(one.url.replace("http:", "https:"), "tiny-1").ask(ASKED, 0.2)


def test_proxies_of_the_environment_are_not_used(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with Speaker(content("yes")).running() as one:
        assert one.endpoint.ask(ASKED, 5) == "yes"


def test_the_key_is_in_nothing_that_is_printed():
    assert "hunter2" not in repr(Endpoint("https://models.example/v1", "tiny-1", "hunter2"))


def test_the_probe_says_which_model_answers_where():
    with Speaker(content("{}")).running() as one:
        assert probe(settings(one.url)).startswith("tiny-1 at 127.0.0.1 answers")


def test_the_probe_says_what_to_do_where_the_key_is_refused():
    with (
        Speaker(raw(b"{}", 401)).running() as one,
        pytest.raises(ConnectionError, match=r"401\. Check MODEL_URL") as caught,
    ):
        probe(settings(one.url))
    assert "hunter2" not in str(caught.value)
