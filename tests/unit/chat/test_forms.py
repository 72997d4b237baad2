"""What a form is answered with whose values do not fit: which field refuses, and the way back into it."""

import pytest

from bot import intake
from bot.chat.messages import Request
from tests.bot import CHANNEL, MARA, Bot, read


@pytest.fixture
def bot(sqlite_store):
    bot = Bot(sqlite_store)
    bot.add("etxeberria_2026.md")
    return bot


def faults(bot, line, **values):
    return dict(bot.app.handle(Request(line, MARA, CHANNEL, values=values)).faults)


@pytest.mark.parametrize(
    ("line", "values", "field", "said"),
    [
        ("stage", {"who": "#1", "stage": "on the moon"}, "stage", "There is no stage on the moon."),
        ("stage", {"who": "Zzyzx Qwerty", "stage": "interview"}, "who", "Nobody is called Zzyzx Qwerty."),
        ("show", {"who": "#77"}, "who", "Nobody has the number #77."),
        ("edit #1", {"field": "email", "value": "not an address"}, "value", "does not fit email"),
        ("edit #1 --seen 0", {"field": "email", "value": " "}, "value", "email needs a value."),
        ("todo #1", {"text": "Call her 2020-01-01"}, "text", "2020-01-01 is over."),
        ("todo #1", {"text": "Call her", "owner": "zork"}, "owner", "Nobody of the team is called zork."),
        ("snooze #1", {"until": "someday"}, "until", "someday is no day."),
        ("note #1", {"text": "x" * 5001}, "text", "The note is too long"),
        ("tag #1", {"words": "a:b"}, "words", "a:b is no tag."),
        ("assign #1", {"member": "zork"}, "member", "Nobody of the team is called zork."),
        ("opening add", {"what": "x" * 500}, "what", "is too long for a name."),
        ("stages add", {"what": ",;"}, "what", "is no name for a stage."),
        ("stages add", {"what": "Call", "after": "moon"}, "after", "There is no stage moon."),
        ("rate #1", {"comment": "x" * 9000}, "comment", "The comment is too long"),
        ("digest add", {"text": "now and then"}, "text", "It takes"),
        ("file", {"who": "#1", "document": "one"}, "document", "document takes a number, not one."),
    ],
)
def test_a_value_that_does_not_fit_is_told_at_its_field(bot, line, values, field, said):
    found = faults(bot, line, **values)
    assert list(found) == [field]
    assert said in found[field]
    assert len(found[field]) <= 301


def test_every_field_that_does_not_fit_is_told_at_once(bot):
    found = faults(bot, "stage", who="Zzyzx", stage="moon")
    assert set(found) == {"who", "stage"}


def test_somebody_who_may_be_several_is_told_with_their_numbers(bot):
    for name in ("Ada Zwick", "Ada Quorn"):
        cv = f"{name}\n{name.split()[1].casefold()}@mail.example\n\nSkills\nRust\n"
        intake.take_in(bot.tenant, read, f"{name}.txt", cv.encode(), by="Mara", at=bot.now)
    found = faults(bot, "show", who="Ada")["who"]
    assert found.startswith("Which Ada? 2 people fit")
    assert "#2 Ada Zwick" in found
    assert "#3 Ada Quorn" in found


def test_a_required_field_that_holds_nothing_is_told(bot):
    assert set(faults(bot, "opening add", what=" ", about="Works on compilers")) == {"what"}


def test_what_was_typed_is_no_form_and_has_no_faults(bot):
    answer = bot.say("stage #1 moon")
    assert answer.reply.faults == ()
    assert answer.reply.form is None


def test_the_answer_leads_back_into_the_form_with_all_that_was_filled_in(bot):
    asked = bot.say("form edit #1").reply.form
    answer = bot.say(asked.command, field="email", value="no & address=%?")
    assert "in the field Value" in answer.text
    again = bot.say(answer.reply.form.opens).reply.form
    assert {one.name: one.value for one in again.fields} == {"field": "email", "value": "no & address=%?"}
    assert again.command == asked.command
    assert len(answer.reply.form.opens) <= 1000


def test_what_is_too_long_to_be_filled_in_again_is_shown(bot):
    long = "word " * 1200
    answer = bot.say("note #1", text=long)
    assert "You wrote, as Text" in answer.text
    assert long.strip() in answer.text
    assert bot.say(answer.reply.form.opens).reply.form.fields[0].value == ""


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("form note", {"who": True, "text": False}),
        ("form assign", {"who": True, "member": False}),
        ("form merge", {"who": True, "other": False}),
        ("form stage", {"who": True, "stage": True}),
    ],
)
def test_a_form_asks_for_all_that_a_line_says_by_position(bot, line, asked):
    fields = bot.say(line).reply.form.fields
    assert {one.name: one.required for one in fields} == asked


def test_nothing_is_done_and_the_refusal_is_recorded_once(bot):
    bot.say("stage", who="#1", stage="moon")
    _, lines = bot.tenant.history(number=1, limit=20)
    assert not [one for one in lines if one.kind == "stage"]


def test_a_question_mark_in_a_search_fills_in_nothing(bot):
    (field, *_) = bot.say("form compare what is this ?").reply.form.fields
    assert field.value == "what is this ?"
    assert bot.app.handle(Request("form note #1 ?broken", MARA, CHANNEL)).form is not None


def test_a_refusal_with_a_button_names_it_where_none_can_be_pressed(bot):
    bot.say("opening add Compiler engineer")
    bot.say("opening add Kernel engineer")
    found = faults(bot, "apply", who="#1", opening="engineer")["opening"]
    assert "Compiler engineer, Kernel engineer" in found
