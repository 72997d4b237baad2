"""The larger answers over real sockets: people side by side as a table, or as lists where a workspace takes none; a match."""

import json

import pytest

from adapters.slack.harness import shown
from tests.e2e.slack.bot import recruiting
from tests.e2e.slack.contracts import faults
from tests.e2e.slack.stand_in import ALICE, GENERAL, Person, until
from tests.e2e.slack.unreliable import Fault

NO_TABLES = Fault(200, b'{"ok":false,"error":"invalid_blocks"}', (("Content-Type", "application/json"),))


@pytest.fixture(scope="module")
def bot(slack, way, folder):
    with recruiting(folder, way.api_url) as running:
        yield running


def words(message):
    return shown("chat.postMessage", message).text


def kinds(message):
    return {block["type"] for block in message["blocks"]}


def test_people_stand_side_by_side_in_a_table(alice):
    alice.says("compare okonkwo-brandt, halloran")
    answer = alice.sees("side by side")
    assert "table" in kinds(answer)
    assert "Ilse Okonkwo-Brandt" in words(answer)
    assert answer["text"].startswith("Compared: Ilse Okonkwo-Brandt")


def test_where_the_workspace_refuses_a_table_the_same_is_said_in_lists(slack, way, alice):
    way.fails("chat.postMessage", [NO_TABLES])
    alice.says("compare okonkwo-brandt, achterberg")
    answer = alice.sees("Davit Achterberg")
    assert "table" not in kinds(answer)
    assert all(part in words(answer) for part in ("Ilse Okonkwo-Brandt", "Davit Achterberg", "Tessera Labs"))
    asked = way.calls.count("chat.postMessage")
    alice.says("compare halloran, achterberg")
    until(lambda: "Mirembe Halloran" in words(alice.sees("Davit Achterberg")), "the next comparison")
    assert way.calls.count("chat.postMessage") == asked + 1


def test_a_role_is_matched_with_the_line_that_shows_each_wish(alice):
    alice.says("match CUDA, 3 years, a paper")
    answer = alice.sees("closest")
    assert "rich_text_quote" in json.dumps(answer["blocks"])
    assert " met" in words(answer)


def test_a_command_that_lacks_its_values_opens_the_form_of_its_declaration(slack, bot):
    alice = Person(slack, ALICE, GENERAL)
    alice.commands("note")
    view = until(lambda: opened(slack), "modal")
    asked = [(block["block_id"], block["element"]["type"]) for block in view["blocks"] if block["type"] == "input"]
    assert asked == [("who", "multi_external_select"), ("text", "plain_text_input")]


def opened(slack):
    return next((call["args"]["view"] for call in slack.calls() if call["method"] == "views.open"), None)


def test_what_slack_makes_of_typed_words_is_undone(slack, alice):
    alice.says("find <mailto:ilse@okonkwo-brandt.example|ilse@okonkwo-brandt.example>")
    assert "Ilse Okonkwo-Brandt" in words(alice.sees("1 person for"))
    alice.says("note okonkwo-brandt “R&amp;D”, says <@U02BOB>, see <#C01GEN|general> and <https://x.example/a|this>")
    said = words(alice.sees("Noted on Ilse Okonkwo-Brandt"))
    assert "“R&D”, says @" in said
    assert "see #general and this (https://x.example/a)" in said


def test_everything_that_was_sent_keeps_slacks_contracts(slack, bot):
    assert faults(slack.sent()) == []
