"""A workspace that refuses Slack's table block gets lists, and is not asked twice a day."""

import threading
from types import SimpleNamespace

import pytest
from slack_sdk.webhook import WebhookClient

from adapters.slack import limits
from adapters.slack.api import Api
from adapters.slack.harness import shown
from adapters.slack.render import render
from adapters.slack.tables import REMEMBERED, Tables, as_lists, has_table
from bot.chat.messages import Bold, Reply, Table, Text
from tests.unit.slack.slacks import refused

URL = "https://hooks.slack.com/1"
COMPARED = Table(("", "Ilse", "Davit"), ((("CUDA",), ("● 2023–now",), ("◐ paper",)), (("Papers",), ("2",), ("4",))))
LABELS = tuple(f"{name} {'with a long name ' * 8}".strip() for name in ("Ilse", "Davit"))
LONG = Table(("", *LABELS), tuple(((f"Row {at}",), (f"{at} a",), (f"{at} b",)) for at in range(22)))
"""Its lists repeat the names, and are longer than one message."""


def message(table=COMPARED):
    (found,) = render(Reply((Text((Bold("Compared"),)), table), text="Compared."))
    assert has_table(found)
    return found


class Client:
    """A workspace that takes no tables, or nothing at all."""

    def __init__(self, word="invalid_blocks", *, nothing=False):
        self.calls, self.word, self.nothing = [], word, nothing

    def __getattr__(self, name):
        def call(**given):
            self.calls.append((name, given))
            if self.nothing or has_table(given):
                raise refused(self.word)
            return {"ok": True, "ts": f"17.{len(self.calls)}"}

        return call


@pytest.fixture
def api():
    made = Api("xoxb-1", "https://slack.com/api/", threading.Event())
    made.client = Client()
    return made


def test_the_lists_say_all_that_the_table_says_and_fit():
    for table in (COMPARED, LONG):
        parts = as_lists(message(table))
        said = "\n".join(shown("chat.postMessage", part).text for part in parts)
        assert all(limits.faults(part) == [] for part in parts)
        cells = [cell[0] for row in table.rows for cell in row]
        assert all(cell in said for cell in (*cells, *table.header))
        assert not any(has_table(part) for part in parts)


@pytest.mark.parametrize(
    ("send", "method"),
    [
        (lambda api, what: api.message("C1", what), "chat_postMessage"),
        (lambda api, what: api.ephemeral("C1", "U1", what), "chat_postEphemeral"),
        (lambda api, what: api.update("C1", "17.0", what), "chat_update"),
    ],
)
def test_a_refused_table_comes_as_lists_and_the_next_one_at_once(api, send, method):
    send(api, message())
    assert [name for name, _ in api.client.calls] == [method, method]
    send(api, message())
    assert [has_table(given) for _, given in api.client.calls] == [True, False, False]


def test_what_an_update_has_no_room_for_is_posted_after_it(api):
    api.update("C1", "17.0", message(LONG))
    names = [name for name, _ in api.client.calls]
    assert names == ["chat_update", "chat_update", *["chat_postMessage"] * (len(as_lists(message(LONG))) - 1)]
    assert "chat_postMessage" in names


def test_blocks_that_are_refused_for_something_else_are_no_matter_of_tables(api):
    api.client.nothing = True
    with pytest.raises(Exception, match="refused"):
        api.message("C1", message())
    assert api._tables.taken
    other = Client("channel_not_found")
    api.client = other
    with pytest.raises(Exception, match="refused"):
        api.message("C1", message())
    assert len(other.calls) == 1


def test_a_day_later_a_table_is_tried_again():
    now = [0.0]
    tables = Tables(lambda: now[0])
    assert tables.taken
    tables.refused()
    assert not tables.taken
    now[0] = REMEMBERED
    assert tables.taken


@pytest.mark.parametrize("body", ["invalid_blocks", '{"ok":false,"error":"invalid_blocks"}'])
def test_an_answers_own_address_that_refuses_a_table_gets_lists(api, monkeypatch, body):
    sent = []

    def send(_client, what):
        sent.append(what)
        return SimpleNamespace(status_code=400 if has_table(what) else 200, body=body, headers={})

    monkeypatch.setattr(WebhookClient, "send_dict", send)
    assert api.respond(URL, {**message(), "replace_original": True})
    assert [has_table(one) for one in sent] == [True, False]
    assert sent[1]["replace_original"] is True
    assert api.respond(URL, message())
    assert [has_table(one) for one in sent] == [True, False, False]


def test_an_address_that_is_used_up_is_told_from_a_refused_table(api, monkeypatch):
    answer = SimpleNamespace(status_code=404, body="used_url", headers={})
    monkeypatch.setattr(WebhookClient, "send_dict", lambda _client, _what: answer)
    assert not api.respond(URL, message())
    assert api._tables.taken
