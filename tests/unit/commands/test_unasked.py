"""What asks for nobody in particular gets an answer of its own, not one about searching."""

import pytest

from tests.bot import JONAS

SAMPLES = ("etxeberria_2026.md", "okonkwo-brandt-cv.md")


@pytest.fixture
def two(bot):
    bot.add(*SAMPLES)
    return bot


@pytest.mark.parametrize(
    "line", ["how many candidates do we have?", "How many people are there", "how many CVs do you have?"]
)
def test_how_many_there_are_is_counted(two, line):
    assert two.say(line).text.startswith("2 candidates.")


@pytest.mark.parametrize("line", ["list everyone", "all candidates", "who do we have?"])
def test_everybody_is_listed(two, line):
    assert sorted(two.say(line).names) == ["Ilse Okonkwo-Brandt", "Noor Etxeberria"]


@pytest.mark.parametrize("line", ["who is new?", "what's new?", "show me new candidates", "how many new people?"])
def test_who_is_new_is_listed(two, line):
    shown = two.say(line)
    assert shown.text == two.say("new").text
    assert sorted(shown.names) == ["Ilse Okonkwo-Brandt", "Noor Etxeberria"]


@pytest.mark.parametrize("line", ["who is the best?", "best candidate", "who is good?"])
def test_who_is_best_no_cv_says(two, line):
    answer = two.say(line)
    assert answer.text.startswith("No CV says who is ")
    assert "match CUDA" in answer.text


def test_no_to_a_question_does_nothing_and_says_so(two):
    two.say("forget noor")
    assert two.say("no").text == "Nothing was done."
    assert two.tenant.count() == 2


def test_where_there_are_no_cvs_it_says_how_to_read_some(bot):
    assert "There are no CVs yet" in bot.say("how many candidates are there?").text


def test_what_cannot_be_asked_ends_in_one_mark(two):
    assert "?." not in two.say("who is smart?").text
    assert ".." not in two.say("who is smart.").text


def test_without_access_nobody_is_counted(two):
    assert "2" not in two.say("how many candidates do we have?", member=JONAS).text
