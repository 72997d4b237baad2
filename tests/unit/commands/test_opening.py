"""opening and apply: what people apply for is listed, described and closed; each act has its way back."""

import pytest

from tests.bot import JONAS, SAMPLES, sample

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"
SIX = sorted(path.name for path in SAMPLES.iterdir())[:6]


@pytest.fixture
def team(bot):
    bot.add(NOOR, ILSE)
    bot.say("opening add Compiler engineer: Works on MLIR. Must know C++.")
    bot.say("opening add Kernel engineer")
    return bot


def named(bot, name):
    return next(one for one in bot.tenant.openings() if one.name == name)


def test_a_team_without_openings_is_told_how_to_begin(bot):
    assert "opening add" in bot.say("opening").text


def test_openings_are_listed_with_how_many_are_where(team):
    team.say("apply noor compiler")
    team.say("stage noor interview --opening compiler")
    answer = team.say("opening")
    assert answer.names == ["Compiler engineer", "Kernel engineer", "No opening"]
    assert "1 person · 1 Interview" in answer.text
    assert "2 people · 2 New" in answer.text


def test_an_opening_shows_its_description_funnel_and_newest_people(team):
    team.say("apply noor compiler")
    answer = team.say("opening compiler")
    assert "Must know C++." in answer.text
    assert answer.names == ["Noor Etxeberria"]
    assert "show #1" in answer.commands
    assert "Noor" in team.say("1").text, "a row of it is a person"


def test_a_name_that_fits_several_asks_which(team):
    answer = team.say("opening close engineer")
    assert "Which engineer?" in answer.text
    ids = [named(team, name).id for name in ("Compiler engineer", "Kernel engineer")]
    assert answer.commands == [f"opening close opening:{one}" for one in ids]
    assert "is closed" in team.say(answer.commands[0]).text


@pytest.mark.parametrize("typed", ["compilr engineer", "COMPILER", "eng comp", "compiler engineer"])
def test_a_name_is_understood_by_its_words_and_with_a_slip(team, typed):
    assert "Must know C++." in team.say(f"opening {typed}").text


def test_what_there_is_not_is_said_with_what_there_is(team):
    assert "There is Compiler engineer, Kernel engineer." in team.say("opening plumber").text


@pytest.mark.parametrize("name", ["compiler ENGINEER", "none", "a,b", "x" * 81, "!!!"])
def test_a_name_that_is_taken_or_unfit_is_refused(team, name):
    before = team.tenant.openings()
    team.say(f"opening add {name}")
    assert team.tenant.openings() == before


def test_a_long_description_keeps_its_lines(team):
    team.say("opening describe kernel engineer\nWrites kernels.\n\nMust: CUDA")
    assert named(team, "Kernel engineer").description == "Writes kernels.\n\nMust: CUDA"


def test_the_form_of_a_description_shows_what_stands_there(team):
    form = team.say("opening describe compiler").reply.form
    assert (form.fields[0].value, form.fields[0].long) == ("Works on MLIR. Must know C++.", True)
    team.say(form.command, about="Another role.")
    assert named(team, "Compiler engineer").description == "Another role."


def test_who_describes_later_sees_both_texts_and_neither_is_lost(team):
    form = team.say("form opening describe compiler").reply.form
    team.say("opening describe compiler: Of Jonas.")
    answer = team.say(form.command, about="Of Mara.")
    assert "Of Jonas." in answer.text
    assert "Of Mara." in answer.text
    assert named(team, "Compiler engineer").description == "Of Jonas."


def test_an_opening_is_added_by_form(team):
    form = team.say("form opening add").reply.form
    assert "Designer is open." in team.say(form.command, what="Designer", about="Draws.").text
    assert named(team, "Designer").description == "Draws."


def test_renaming_keeps_the_people_and_buttons(team):
    team.say("apply noor compiler")
    team.say("opening rename compiler engineer to MLIR to LLVM engineer")
    assert team.tenant.candidate(1).opening == "MLIR to LLVM engineer"
    assert team.say("opening mlir").names == ["Noor Etxeberria"]


def test_a_closed_opening_keeps_its_people_and_takes_nobody(team):
    team.say("apply noor compiler")
    assert "1 person" in team.say("opening close compiler").text
    assert team.tenant.candidate(1).opening == "Compiler engineer"
    assert "is closed" in team.say("apply ilse compiler").text
    assert len(team.tenant.applications(2)) == 1
    assert team.say("stage noor interview --opening compiler").reply.stage == "interview"
    team.say("opening reopen compiler")
    assert "applied for Compiler engineer" in team.say("apply ilse compiler").text


def test_the_card_lists_every_application(team):
    team.say("apply noor compiler engineer")
    team.say("apply noor kernel engineer")
    shown = team.say("show noor").text
    assert "Kernel engineer" in shown
    assert "Also applied" in shown
    assert "No opening" in shown


def test_nobody_applies_twice_for_one_opening(team):
    team.say("apply noor compiler")
    assert "applied for Compiler engineer already" in team.say("opening apply noor compiler").text
    assert len(team.tenant.applications(1)) == 2


def test_every_act_is_taken_back(team):
    states = []
    for line in (
        "opening add Designer",
        "opening describe designer: Draws.",
        "opening rename designer to Artist",
        "apply noor artist",
        "opening close artist",
        "opening reopen artist",
    ):
        states.append(shown(team))
        team.say(line)
    for before in reversed(states):
        assert "Taken back" in team.say("undo").text
        assert shown(team) == before


def shown(team):
    return [
        (one.name, one.description, bool(one.closed), team.tenant.applied_for(one.id, limit=9)[0])
        for one in team.tenant.openings()
    ]


def test_an_opening_that_somebody_applied_for_since_stays(team):
    team.say("apply noor kernel", member=recruiter(team))
    assert "stays" in team.say("undo").text
    assert named(team, "Kernel engineer")


def recruiter(team):
    team.say("access grant slack:T01TEST:U02JONAS recruiter")
    return JONAS


def test_a_viewer_sees_no_openings(team):
    assert "no role" in team.say("opening", member=JONAS).text


def test_a_cv_is_added_for_an_opening(bot):
    bot.say("opening add Compiler engineer")
    answer = bot.send(sample(NOOR), text="add --opening compiler engineer")
    saving = next(line for line in answer.commands if line.endswith("--save"))
    bot.say(saving)
    assert bot.tenant.candidate(1).opening == "Compiler engineer"
    again = bot.send(sample(NOOR), text="add --opening compiler")
    assert any(line.startswith("apply #1") for line in again.commands)


def test_several_cvs_are_added_for_an_opening(bot):
    bot.say("opening add Compiler engineer")
    bot.send(sample(NOOR), sample(ILSE), text="add --opening compiler")
    assert [bot.tenant.candidate(number).opening for number in (1, 2)] == ["Compiler engineer"] * 2


def test_a_closed_opening_takes_no_cv_and_a_draft_for_it_waits(bot):
    bot.say("opening add Compiler engineer")
    answer = bot.send(sample(NOOR), text="add --opening compiler")
    saving = next(line for line in answer.commands if line.endswith("--save"))
    bot.say("opening close compiler")
    assert "is closed" in bot.say(saving).text
    assert "is closed" in bot.send(sample(ILSE), text="add --opening compiler").text
    assert bot.tenant.count() == 0
    bot.say("opening reopen compiler")
    assert "is saved" in bot.say(saving).text


def test_an_opening_with_a_description_leads_to_its_match(team):
    for said in ("opening compiler", "opening describe compiler: must: C++", "opening add Runtime: must: Rust"):
        shown = team.say(said)
        button = next(one for one in shown.commands if one.startswith("match "))
        assert "closest of 2" in team.say(button).text
    assert not [one for one in team.say("opening kernel").commands if one.startswith("match ")]
    assert "form opening describe opening:3" in team.say("match Kernel engineer").commands


def test_a_name_that_is_taken_is_shown_as_it_is_written_there(team):
    shown = team.say("opening add KERNEL engineer")
    assert shown.text.startswith("There is an opening Kernel engineer already.")
    assert team.say(shown.commands[0]).text.startswith("Kernel engineer\n")


@pytest.mark.parametrize(
    "line",
    [
        "apply noor to Kernel engineer",
        "apply noor for kernel",
        "apply #1 to KERNEL ENGINEER",
        "apply noor etxeberria to kernel",
        'apply "noor etxeberria" to "Kernel engineer"',
        "opening apply noor to Kernel engineer",
        "/candidate apply noor to kernel engineer",
        "apply noor Kernel engineer",
    ],
)
def test_apply_is_understood_as_it_is_spoken(team, line):
    assert "Noor Etxeberria applied for Kernel engineer." in team.say(line).text


def test_an_opening_whose_name_begins_with_a_small_word_is_meant_whole(team):
    team.say("opening add To be named")
    assert "applied for To be named" in team.say("apply noor to be named").text
    assert "applied for To be named" in team.say("apply ilse to to be named").text


@pytest.mark.parametrize("line", ["stage noor to interview", "stage noor etxeberria into interview"])
def test_a_stage_is_understood_as_it_is_spoken(team, line):
    team.say(line)
    assert team.tenant.candidate(1).stage == "interview"


def test_another_word_for_a_command_is_that_command(team):
    team.say("move noor to interview")
    assert team.tenant.candidate(1).stage == "interview"


def test_an_opening_is_closed_and_not_deleted(team):
    shown = team.say("opening delete kernel")
    assert shown.text.startswith("Kernel engineer can be closed, not deleted.")
    assert "Kernel engineer is closed." in team.say(shown.commands[-1]).text


@pytest.mark.parametrize(
    "line",
    ["who applied for Kernel engineer?", 'opening:"Kernel engineer"', "opening:kernel", "who applied for kernel?"],
)
def test_people_are_found_by_what_they_applied_for(team, line):
    team.say("apply noor kernel")
    assert team.say(f"find {line}").names == ["Noor Etxeberria"]


def test_whoever_is_assigned_is_found_by_a_question(team):
    team.say("assign noor me")
    assert team.say("who is assigned to me?").names == ["Noor Etxeberria"]
    assert team.say("who has no owner?").names == ["Ilse Okonkwo-Brandt"]
    assert team.say("who does mara own?").names == ["Noor Etxeberria"]


def test_all_of_an_opening_are_a_press_away(bot):
    bot.add(*SIX)
    bot.say("opening add Kernel engineer")
    for number in range(1, 7):
        bot.say(f"apply #{number} kernel")
    press = next(one for one in bot.say("opening kernel").commands if one.startswith("find"))
    assert "6 people" in bot.say(press).text


def test_several_apply_at_once_and_one_undo_takes_them_back(team):
    team.say("opening add Kernel engineer")
    team.say("new 3650d")
    asked = team.say("apply 1-2 to Kernel engineer")
    assert "Let 2 people apply for Kernel engineer?" in asked.text
    assert team.tenant.funnels().get(team.tenant.openings()[-1].id, {}) == {}
    done = team.say(asked.commands[0])
    assert "2 people applied for Kernel engineer." in done.text
    again = team.say(asked.commands[0])
    assert "Nobody applied" in again.text
    assert again.text.count("already") == 2
    team.say(next(one for one in done.commands if one.startswith("undo")))
    assert not any(team.tenant.funnels().get(team.tenant.openings()[-1].id, {}).values())


def test_wishes_behind_the_name_of_an_opening_describe_it_without_another_colon(team):
    team.say("opening add Kernel engineer")
    team.say("opening describe Kernel engineer must: CUDA; nice: PhD")
    assert "must: CUDA; nice: PhD" in team.say("opening Kernel engineer").text


def test_that_nobody_applied_is_not_said_of_their_cvs(team):
    assert "Nobody has opening:" in team.say('cuda opening:"Kernel engineer"').text
