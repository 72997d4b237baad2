"""What people say after an answer: one of the list, or more of the question."""

import pytest

from tests.bot import JONAS, MARA


@pytest.fixture
def team(bot):
    bot.add("etxeberria_2026.md", "okonkwo-brandt-cv.md", "vasilenko-moss.txt", "Solheim_Priyanka_resume.txt")
    return bot


def test_one_of_the_list_is_shown_by_the_row_that_is_said(team):
    rows = team.say("who knows CUDA?").names
    assert rows[1] in team.say("the second one").text
    assert rows[0] in team.say("what about number 1?").text
    assert rows[-1] in team.say("the last one").text


def test_a_command_takes_one_of_the_list_by_the_row_that_is_said(team):
    rows = team.say("who knows CUDA?").names
    assert rows[1] in team.say("show the second one").text
    assert rows[0] in team.say("note the first one Call her on Friday").text
    assert rows[-1] in team.say("stage the last one interview").text
    assert "There is no row 8 in your last list" in team.say("show the eighth one").text


def test_a_question_goes_on_and_is_shown_whole(team):
    team.say("who knows CUDA?")
    answer = team.say("only those with Triton")
    assert "CUDA Triton" in answer.text
    assert set(answer.names) < set(team.say("who knows CUDA?").names)
    assert "CUDA -student:any" in team.say("without the students").text


def test_it_goes_on_from_an_answer_that_found_nobody(team):
    team.say("who knows CUDA?")
    team.say("who knows COBOL in Norway?")
    assert "COBOL place:Sweden" in team.say("and in Sweden?").text


def test_rows_keep_their_meaning_after_a_question_that_finds_nobody(team):
    rows = team.say("who knows CUDA?").names
    team.say("who knows COBOL?")
    assert rows[0] in team.say("the first one").text


def test_where_nothing_was_asked_before_it_says_so(team):
    answer = team.say("and in Norway?")
    assert "Nothing was asked before" in answer.text
    assert "find in Norway" in answer.commands
    assert "no list" in team.say("the second one").text


def test_a_list_that_came_of_no_question_is_not_gone_on_from(team):
    team.say("who knows CUDA?")
    team.say("new 3650d")
    assert "Nothing was asked before" in team.say("only those with Rust").text


def test_everybody_goes_on_from_their_own_question(team):
    team.say("access grant <@U02JONAS|Jonas> viewer")
    team.say("who knows CUDA?", member=MARA)
    assert "Nothing was asked before" in team.say("and in Norway?", member=JONAS).text


def test_a_name_is_looked_up_whatever_was_asked(team):
    team.say("who knows CUDA?")
    assert "Ilse Okonkwo-Brandt" in team.say("what about Ilse?").text


def test_a_viewer_adds_no_contacts(team):
    team.say("access grant <@U02JONAS|Jonas> viewer")
    team.say("who knows CUDA?", member=JONAS)
    answer = team.say("and with noor.etxeberria@mailbox.example", member=JONAS)
    assert "not search contacts" in answer.text
