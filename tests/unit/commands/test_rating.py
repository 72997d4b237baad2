"""rate: a scorecard a stage; drafts are kept; what others gave is read by nobody whose own is not in."""

import pytest

from tests.bot import JONAS, MARA, Bot

FULL = "skills 3, experience 2, communication strong yes, overall 4"


@pytest.fixture
def team(bot: Bot) -> Bot:
    bot.add("etxeberria_2026.md")
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    return bot


def everywhere(team: Bot, member) -> str:
    """All that a member can read about the person."""
    lines = ("show #1", "rate #1", "history #1", "notes #1", "new", "find noor", "show #1 evidence", "export #1")
    return "\n".join(repr(team.say(line, member=member).reply) for line in lines)


def test_a_typed_scorecard_is_in(team):
    answer = team.say(f"rate #1 {FULL}: writes clearly")
    assert "Your scorecard of Noor Etxeberria is in." in answer.text
    assert "communication strong yes (4), overall strong yes (4) · writes clearly" in team.say("show #1").text


def test_a_half_filled_form_is_a_draft_that_opens_as_it_was_left(team):
    form = team.say("form rate #1").reply.form
    assert [one.name for one in form.fields] == ["score1", "score2", "score3", "score4", "comment"]
    assert not any(one.required for one in form.fields)
    sent = team.say(form.command, score1="3", comment="so far")
    assert "Kept as a draft: experience, communication and overall" in sent.text
    again = team.say("form rate #1").reply.form
    assert [one.value for one in again.fields] == ["3", "", "", "", "so far"]
    assert "is in." in team.say(again.command, score1="3", score2="2", score3="1", score4="4", comment="done").text


def test_others_scores_are_hidden_from_everybody_until_theirs_are_in_admins_too(team):
    team.say(f"rate #1 {FULL}: brilliant", member=JONAS)
    assert "brilliant" not in everywhere(team, MARA)
    assert "strong yes (4)" not in everywhere(team, MARA)
    assert "1 scorecard by Jonas, hidden until yours is in" in team.say("show #1").text
    team.say("rate #1 skills 1: draft")
    assert "brilliant" not in everywhere(team, MARA)
    team.say("rate #1 experience no, communication no, overall no")
    assert "brilliant" in team.say("rate #1").text
    assert "brilliant" in everywhere(team, MARA)


def test_a_draft_is_read_by_its_author_alone(team):
    team.say("rate #1 skills 1: unsure", member=JONAS)
    assert "unsure" in team.say("show #1", member=JONAS).text
    assert "unsure" not in everywhere(team, MARA)
    assert "Jonas" not in team.say("rate #1").text


def test_the_round_is_over_when_the_person_moves_on(team):
    team.say(f"rate #1 {FULL}: brilliant", member=JONAS)
    team.say("stage #1 interview")
    assert "New, Jonas" in team.say("show #1").text
    assert "brilliant" in team.say("show #1").text


def test_a_form_of_another_stage_saves_nothing(team):
    form = team.say("form rate #1").reply.form
    team.say("stage #1 interview", member=JONAS)
    assert "Nothing was saved" in team.say(form.command, score1="3").text
    assert team.tenant.scorecards(1).shown == ()


def test_admins_say_what_a_stage_asks(team):
    assert "New asks for systems and writing now." in team.say("rate criteria new systems, Writing").text
    assert [one.label for one in team.say("form rate #1").reply.form.fields] == ["Systems", "Writing", "Comment"]
    assert "is in." in team.say("rate #1 systems 3 writing yes").text
    assert "asks 1 to 4 things" in team.say("rate criteria new a, b, c, d, e").text
    assert "New asks for systems and writing." in team.say("rate criteria new").text
    assert "You cannot use rate-criteria" in team.say("rate criteria new a", member=JONAS).text


def test_what_is_no_score_is_said_and_nothing_is_kept(team):
    for line in ("rate #1 skills 5", "rate #1 charm 3", "rate #1 skills", "rate #1 great"):
        assert "is no score" in team.say(line).text
    assert team.tenant.scorecards(1).shown == ()


def test_a_scorecard_that_is_in_stays_whole(team):
    team.say(f"rate #1 {FULL}")
    form = team.say("form rate #1").reply.form
    assert "it cannot lose skills" in team.say(form.command, score2="2", score3="2", score4="2").text
    team.say("rate #1 skills 1")
    assert "skills strong no (1)" in team.say("show #1").text
    team.say("undo")
    assert "skills yes (3)" in team.say("show #1").text


def test_the_form_of_a_scorecard_is_no_line_to_type(team: Bot) -> None:
    assert team.say("rate noor").reply.form.typed is None


def test_how_to_type_a_scorecard_is_said_until_one_is_in(team: Bot) -> None:
    assert "Typed, for example" in team.say("rate noor").text
    sent = team.say("rate noor skills 3, experience 3, communication 3, overall 3").text
    assert "nobody else scored yet" in sent
    assert "Typed, for example" not in team.say("rate noor").text
