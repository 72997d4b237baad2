"""stages: a team's own stages, in its own order and words, wherever stages are typed, shown or asked for."""

import pytest

from bot.chat.messages import Option, Request, StageName
from tests.bot import CHANNEL, JONAS, MARA, walk

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"


@pytest.fixture
def team(bot):
    bot.add(NOOR, ILSE)
    return bot


def labels(team):
    return [one.label for one in team.tenant.stages()]


def test_a_stage_is_added_where_it_is_said_and_typed_like_any_other(team):
    team.say("stages add Phone call after Screening")
    assert labels(team)[:4] == ["New", "Screening", "Phone call", "Interview"]
    for typed in ("phone call", "Phone-call", "pho"):
        team.say("stage #1 new")
        team.say(f"stage noor {typed}")
        assert team.tenant.candidate(1).stage == "phone-call"


def test_without_a_place_it_is_the_last_open_one(team):
    team.say("stages add Contract")
    assert labels(team)[3:6] == ["Offer", "Contract", "Hired"]


def test_a_stage_takes_the_colour_of_the_one_before_it(team):
    team.say("stages add Phone call after Screening")
    answer = team.say("stage noor phone call")
    assert answer.reply.stage == "screening"
    assert StageName("screening", "Phone call") in list(walk(answer.reply.blocks))


def test_renaming_changes_the_word_and_nothing_else(team):
    team.say("stage noor interview")
    team.say("stages rename Interview to On site")
    assert team.tenant.candidate(1).stage == "interview"
    assert "On site" in team.say("show noor").text
    assert "Noor" in team.say('find stage:"on site"').text
    assert team.say("stage ilse on site").reply.stage == "interview"


@pytest.mark.parametrize("name", ["On site", "Gespräch (2)", "最终面试", "C++ & Rust"])
def test_what_is_shown_to_type_has_the_word_that_the_team_uses_now(team, name):
    team.say(f"stages rename Interview to {name}")
    menus = [one for one in walk(team.say("show noor").reply.blocks) if isinstance(one, Option)]
    (typed,) = (one.typed for one in menus if one.label == name)
    assert "interview" not in typed
    team.say(typed)
    assert team.tenant.candidate(1).stage == "interview"


def test_menus_forms_and_completion_offer_the_teams_own_stages(team):
    team.say("stages add Phone call after Screening")
    assert "stage #1 phone-call --opening opening:1 --was new" in team.say("show noor").commands
    assert ("phone-call", "Phone call") in team.say("stage #1").reply.form.fields[0].options
    offered = team.app.complete(Request("pho", MARA, CHANNEL), "stage", "stage")
    assert [(one.label, one.value) for one in offered] == [("Phone call", "phone-call")]


def test_a_question_knows_the_teams_own_stages(team):
    team.say("stages add Phone call after Screening")
    team.say("stage noor phone call")
    assert team.say("find -stage:new").names == ["Noor Etxeberria"]
    assert "which is none of New, Screening, Phone call" in team.say("find rust stage:limbo").text


@pytest.mark.parametrize(
    "asked", ["who is in phone call?", "find who is in the phone call stage", 'stage:"phone call"']
)
def test_a_plain_question_names_a_stage_by_the_teams_own_label(team, asked):
    team.say("stages add Phone call after Screening")
    team.say("stage noor phone call")
    answer = team.say(asked)
    assert "Noor Etxeberria" in answer.text
    assert "Ilse" not in answer.text


def test_stages_are_moved(team):
    team.say("stages move Offer after Screening")
    assert labels(team)[:4] == ["New", "Screening", "Offer", "Interview"]
    team.say("stages move Offer before Screening")
    assert labels(team)[:3] == ["New", "Offer", "Screening"]


def test_a_stage_goes_when_nobody_is_in_it(team):
    team.say("stage noor offer")
    assert "1 person is in Offer" in team.say("stages remove offer").text
    assert "Offer" in labels(team)
    team.say("stage noor new")
    team.say("stages remove offer")
    assert "Offer" not in labels(team)


@pytest.mark.parametrize(
    "line",
    [
        "stages remove new",
        "stages move Offer before New",
        "stages close New",
        "stages add interview",
        "stages rename Offer to interview",
        "stages rename Offer to screening",
        "stages add a,b",
        f"stages add {'x' * 41}",
        "stages add !!",
        "stages move Offer after Offer",
        "stages reason Offer perhaps",
        "stages role Offer king",
        "stages remove nothing",
    ],
)
def test_what_does_not_go_is_refused_and_changes_nothing(team, line):
    before = team.tenant.stages()
    assert not team.say(line).reply.error
    assert team.tenant.stages() == before


def test_one_stage_at_least_stays_closed(team):
    for label in ("Hired", "Rejected"):
        team.say(f"stages remove {label}")
    assert "closed" in team.say("stages reopen Withdrawn").text
    assert "One stage at least" in team.say("stages remove Withdrawn").text


def test_a_stage_may_ask_for_a_reason_which_is_kept_and_shown(team):
    team.say("stages reason Rejected on")
    asked = team.say("stage noor rejected")
    assert "asks for a reason" in asked.text
    assert [one.name for one in asked.reply.form.fields] == ["reason"]
    assert team.tenant.candidate(1).stage == "new"
    team.say(asked.reply.form.command, reason="Found a place nearer home")
    assert team.tenant.dossier(1).changes[-1].reason == "Found a place nearer home"
    assert "Found a place nearer home" in team.say("show noor").text
    assert "Found a place nearer home" in team.say("undo noor").text


def test_a_reason_is_given_in_the_line_too(team):
    team.say("stage noor rejected --reason too far away, sadly")
    assert team.tenant.dossier(1).changes[-1].reason == "too far away, sadly"


def test_who_may_not_move_somebody_there_is_told_who_can(team):
    team.say("access grant slack:T01TEST:U02JONAS recruiter")
    team.say("stages role Offer admin")
    answer = team.say("stage noor offer", member=JONAS)
    assert "It needs the admin role; yours is recruiter. Mara can do it." in answer.text
    assert team.tenant.candidate(1).stage == "new"
    assert not [line for line in team.say("show noor", member=JONAS).commands if "offer" in line]
    assert team.say("stage noor offer").reply.stage == "offer"


def test_a_recruiter_looks_at_the_stages_and_changes_none(team):
    team.say("access grant slack:T01TEST:U02JONAS recruiter")
    assert "7 stages" in team.say("opening stages", member=JONAS).text
    assert "admin role" in team.say("opening stages remove Offer", member=JONAS).text
    assert "Offer" in labels(team)


def test_every_change_of_stages_is_taken_back(team):
    states = []
    for line in (
        "stages add Phone call after Screening",
        "stages rename phone call to Phone screen",
        "stages reason Rejected on",
        "stages role Offer admin",
        "stages move Offer after Screening",
        "stages close Offer",
        "stages remove Phone screen",
    ):
        states.append(team.tenant.stages())
        team.say(line)
        assert team.tenant.stages() != states[-1], line
    for before in reversed(states):
        assert "Taken back" in team.say("undo").text
        assert team.tenant.stages() == before


def test_an_added_stage_with_somebody_in_it_is_not_taken_from_under_them(team):
    team.say("access grant slack:T01TEST:U02JONAS recruiter")
    team.say("stages add Phone call after Screening")
    team.say("stage noor phone call", member=JONAS)
    assert "stays" in team.say("undo").text
    assert team.tenant.candidate(1).stage == "phone-call"


def test_nobody_is_put_back_into_a_stage_that_is_gone(team):
    team.say("stages add Phone call after Screening")
    team.say("stage noor phone call")
    team.say("stage noor offer")
    team.say("stages remove phone call")
    assert "stays" in team.say("undo #1").text
    assert team.tenant.candidate(1).stage == "offer"


def test_one_teams_stages_are_not_anothers(team):
    team.say("stages add Phone call after Screening")
    others = team.store.within(team.store.organization("Others"))
    assert [one.key for one in others.stages()][:2] == ["new", "screening"]
    assert "phone-call" not in [one.key for one in others.stages()]


def test_a_stage_is_renamed_without_a_word_between(team):
    team.say("stages add Phone call after Screening")
    assert "Phone call was renamed to Phone screen." in team.say("stages rename Phone call Phone screen").text


def test_what_cannot_be_done_with_stages_is_said(team):
    assert team.say("stages order New, Offer").text.startswith("stages does not know what to do with order New, Offer.")


def test_with_several_openings_applications_are_counted(team):
    assert "New · 2 people" in team.say("stages").text.replace("\n", "")
    team.say("opening add Compilers")
    team.say("apply #1 Compilers")
    assert "New · 3 applications" in team.say("stages").text.replace("\n", "")


def test_help_names_the_stages_as_the_team_does_and_nothing_that_only_buttons_give(team):
    team.say("stages rename Screening to First call")
    shown = team.say("help stage").text
    assert "stage: New, First call, Interview" in shown
    assert "was:" not in shown


def test_whoever_may_not_change_the_stages_is_shown_where_they_are_listed(bot):
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    refused = bot.say("stages rename Offer to Contract", member=JONAS)
    assert "You cannot use stages." in refused.text
    listed = bot.say(refused.commands[0], member=JONAS)
    assert "7 stages" in listed.text
    assert "stages rename" not in listed.text
    bot.say("access grant <@U02JONAS|Jonas> viewer")
    assert not bot.say("stages", member=JONAS).commands


def test_taking_back_moves_nobody_to_a_stage_that_is_for_admins(team):
    team.say("access grant <@U02JONAS|Jonas> recruiter")
    team.say("stages role Offer admin")
    team.say("stage noor offer")
    team.say("stage noor rejected --reason found a place")
    assert "You cannot move people to Offer." in team.say("undo noor", member=JONAS).text
    assert team.tenant.candidate(1).stage == "rejected"
    assert "Taken back" in team.say("undo noor").text
    team.say("stage noor screening", member=JONAS)
    assert "Taken back" in team.say("undo noor", member=JONAS).text
    assert team.tenant.candidate(1).stage == "offer"


def test_who_is_no_admin_any_more_takes_back_no_stages(team):
    team.say("access grant slack:T01TEST:U02JONAS admin")
    team.say("stages rename Screening to Phone call", member=JONAS)
    team.say("access grant slack:T01TEST:U02JONAS recruiter")
    assert "You cannot use stages." in team.say("undo", member=JONAS).text
    assert "Phone call" in team.say("stages").text
    team.say("access grant slack:T01TEST:U02JONAS admin")
    team.say("undo", member=JONAS)
    assert "Phone call" not in team.say("stages").text
