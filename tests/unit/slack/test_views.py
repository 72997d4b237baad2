"""Replies as modals and as the Home tab."""

import pytest
from hypothesis import HealthCheck, given, settings

from adapters.slack import limits
from adapters.slack.harness import shown
from adapters.slack.views import BLOCKS, home_of, is_brief, modal_of, waiting
from bot.chat.messages import Actions, Bold, Button, Person, Reply, SmallPrint, Table, Text, Title
from tests.chance import examples
from tests.replies import commands, essence, literals, long_replies, replies

thorough = settings(max_examples=examples(60), suppress_health_check=list(HealthCheck))
CARD = Reply((Title("Ilse Okonkwo-Brandt", large=True), Text(("GPU kernel engineer",))), text="Ilse.", line="show #1")
MOVED = Reply(
    (Text((Bold("Ilse is in Interview."),)), Actions((Button("Undo", "undo"),))), text="Ilse is in Interview."
)


def drawn(draw, reply):
    return draw(reply) if draw is home_of else draw(reply, "[]", "new 7d")


@pytest.mark.parametrize("draw", [modal_of, home_of])
@thorough
@given(reply=replies | long_replies)
def test_every_reply_fits_into_a_view_and_messages_and_loses_nothing(draw, reply):
    made = drawn(draw, reply)
    assert limits.faults({"view": made.view}) == []
    assert [fault for message in made.rest for fault in limits.faults(message)] == []
    told = [shown("views.open", {"view": made.view}), *(shown("chat.postMessage", one) for one in made.rest)]
    words = essence("\n".join(one.text for one in told))
    assert [text for text in literals(reply) if essence(text) not in words] == []
    offered = {line for one in told for line in one.buttons}
    assert offered >= {line for line in commands(reply) if len(line) <= 150}


@thorough
@given(reply=replies, above=replies)
def test_what_is_said_above_a_view_keeps_the_limits_too(reply, above):
    made = modal_of(reply, "[]", "show #1", above=above)
    assert limits.faults({"view": made.view}) == []


def test_a_title_that_fits_whole_is_the_modals_and_is_not_said_twice():
    view = modal_of(CARD, "[]", "show #1").view
    assert view["title"]["text"] == "Ilse Okonkwo-Brandt"
    assert "header" not in {block["type"] for block in view["blocks"]}


def test_a_long_title_is_shortened_in_the_bar_and_stands_whole_below():
    reply = Reply((Title("214 people for cuda triton and serving"), Text(("x",))), text="x")
    view = modal_of(reply, "[]", "").view
    assert view["title"]["text"] == "214 people for cuda…"
    assert view["blocks"][0]["text"]["text"] == "214 people for cuda triton and serving"


def test_a_table_is_lines_of_words_in_a_view():
    reply = Reply((Table(("", "Ilse"), ((("Degree",), ("MSc",)),)),), text="x")
    assert {block["type"] for block in modal_of(reply, "[]", "").view["blocks"]} == {"rich_text"}


def test_what_a_view_does_not_hold_is_said_to_be_in_the_direct_messages():
    many = Reply(tuple(Person(f"P{number}", (("x",),)) for number in range(130)), text="130 people.")
    made = modal_of(many, "[]", "")
    assert len(made.view["blocks"]) == BLOCKS
    assert "direct messages" in str(made.view["blocks"][-1])
    assert made.rest[0]["text"] == "130 people. (2 of 2)"


def test_a_line_that_is_too_long_to_be_kept_is_not_cut():
    assert modal_of(CARD, "[]", "find " + "x" * 3000).view["private_metadata"] == ""


def test_the_search_box_is_there_for_whoever_may_look_and_for_nobody_else():
    home = Reply((Title("Your candidates"),), text="x", line="home")
    refused = Reply((Text(("You have no role yet.",)),), text="No role.")
    assert home_of(home).view["blocks"][0]["element"]["action_id"] == "find"
    assert [block["type"] for block in home_of(refused).view["blocks"]] == ["rich_text"]


def test_few_words_about_an_act_are_brief_and_lists_and_cards_are_not():
    assert is_brief(MOVED)
    assert is_brief(Reply((Text(("Done",)), SmallPrint((("by Mara",),))), text="Done"))
    assert not is_brief(CARD)
    assert not is_brief(Reply((Text(("word " * 700,)),), text="Long."))


def test_what_is_waited_for_has_a_name_of_its_own():
    view = waiting("[]", "abc")
    assert limits.faults({"view": view}) == []
    assert view["external_id"] == "abc"
