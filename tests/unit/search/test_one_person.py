"""A question about one person by name shows that person, whatever is asked of them."""

import pytest

CV = "# Oriel Ashgrove\noriel@mail.example\n\n## Experience\n**Designer**, Tern Analytics, Dublin (03/2021 – present)\n- Triton kernels.\n"


@pytest.mark.parametrize(
    "question",
    [
        "tell me about Oriel",
        "can you tell me more about oriel ashgrove?",
        "what do we know about Oriel Ashgrove?",
        "what is Oriel's email?",
        "who is Oriel Ashgrove's adviser?",
        "who were Oriel's former co-authors?",
        "where does Oriel Ashgrove live?",
        "is Oriel available?",
        "how long has Oriel worked at Tern Analytics?",
        "which papers has Oriel published?",
        "does Oriel know CUDA?",
        "show me Oriel's phone number",
        "show me oriel",
        "show me all Ashgroves",
        "email of oriel",
        "what is the e-mail of Oriel Ashgrove?",
        "send me the CV of Oriel",
        "papers of Oriel",
        "oriel ashgrove phone",
        "Ashgrove Oriel papers",
        "oriel's email address",
        "Oriel Ashgrove's publications?",
    ],
)
def test_who_is_asked_about_is_shown(bot, question):
    bot.take_in(CV)
    bot.take_in(CV.replace("Oriel Ashgrove", "Ruben Longfellow").replace("oriel@", "long@"), name="other.md")
    said = bot.say(question).text
    assert "Oriel Ashgrove" in said
    assert "Longfellow" not in said


@pytest.mark.parametrize(
    "question",
    [
        "show me all designers",
        "show us designers",
        "show all designers",
        "is anyone a designer?",
        "experience of Triton",
        "experience from Dublin",
    ],
)
def test_what_names_nobody_is_a_search(bot, question):
    bot.take_in(CV)
    assert bot.say(question).names == ["Oriel Ashgrove"]


@pytest.mark.parametrize(
    "question", ["who knows Triton but not the inference server?", "Triton without the inference server?"]
)
def test_a_thing_of_several_words_is_left_out_as_one(bot, question):
    bot.take_in(CV)
    other = CV.replace("Oriel Ashgrove", "Ruben Longfellow").replace("oriel@", "long@")
    bot.take_in(
        other.replace("Triton kernels.", "Triton kernels.\n- Ran the Triton inference server."), name="other.md"
    )
    found = bot.say(question)
    assert found.names == ["Oriel Ashgrove"]
    assert '-"inference server"' in found.text
