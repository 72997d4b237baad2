"""assign, snooze and rate of somebody who applied for several openings: at which one, as `stage` has it."""

import pytest

from tests.bot import JONAS, Bot, sample

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"
FULL = "skills 3, experience 2, communication 4, overall 4"


@pytest.fixture
def team(bot: Bot) -> Bot:
    """Noor at two openings, Ilse at one."""
    bot.add(NOOR, ILSE)
    for name in ("Compiler engineer", "Kernel engineer"):
        bot.say(f"opening add {name}")
    bot.say("apply noor compiler")
    bot.say("stage noor rejected --opening none")
    bot.say("apply noor kernel")
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    bot.say("help", member=JONAS)
    return bot


def standing(team: Bot) -> dict[str, tuple[str, str]]:
    """Stage and owner by opening."""
    return {one.opening.name: (one.stage, one.owner) for one in team.tenant.applications(1)}


@pytest.mark.parametrize("line", ["assign noor jonas", "snooze noor monday", f"rate noor {FULL}"])
def test_where_several_are_open_the_answer_asks_which_and_its_button_does_it(team, line):
    asked = team.say(line)
    assert "Which application of Noor Etxeberria?" in asked.text
    assert "There are 3." in asked.text
    assert not team.tenant.history(number=1, limit=1)[1][0].kind.startswith(("owner", "snooze", "rating"))
    press = next(one for one in asked.commands if one.endswith(f"opening:{opening(team, 'Compiler engineer')}"))
    assert "at Compiler engineer" in team.say(press).text
    assert team.tenant.history(number=1, limit=1)[1][0].kind in ("owner", "snooze", "rating")


def opening(team: Bot, name: str) -> int:
    return next(one.id for one in team.tenant.openings() if one.name == name)


def test_somebody_is_assigned_at_the_opening_that_is_named(team):
    assert "is assigned to Jonas at Compiler engineer." in team.say("assign noor jonas --opening compiler").text
    assert standing(team) == {
        "": ("rejected", ""),
        "Compiler engineer": ("new", "Jonas"),
        "Kernel engineer": ("new", ""),
    }
    team.say("undo")
    assert standing(team)["Compiler engineer"] == ("new", "")


def test_the_only_open_one_is_meant_and_said(team):
    team.say("stage noor rejected --opening kernel")
    assert "at Compiler engineer" in team.say("assign noor me").text
    assert standing(team)["Compiler engineer"] == ("new", "Mara")
    assert "at Compiler engineer" in team.say("snooze noor monday").text
    assert "at Compiler engineer" in team.say(f"rate noor {FULL}").text


def test_who_did_not_apply_there_is_offered_to(team):
    for line in ("assign ilse me", "snooze ilse monday", "rate ilse"):
        answer = team.say(f"{line} --opening kernel")
        assert "did not apply for Kernel engineer" in answer.text
        assert answer.commands[0].startswith("apply #2")


def test_of_several_people_those_who_did_not_apply_there_are_named(team):
    asked = team.say("assign #1,#2 me --opening kernel")
    assert "Assign 2 people to Mara at Kernel engineer?" in asked.text
    answer = team.say(asked.commands[0])
    assert "is assigned to Mara at Kernel engineer." in answer.text
    assert "Ilse Okonkwo-Brandt: Ilse Okonkwo-Brandt did not apply for Kernel engineer" in answer.text
    assert standing(team)["Kernel engineer"] == ("new", "Mara")


def test_a_snooze_at_an_older_opening_leaves_the_newest_awake(team):
    team.say("snooze noor monday --opening compiler")
    assert "Noor Etxeberria" in team.say("new").names
    team.say("snooze noor monday --opening kernel")
    assert "Noor Etxeberria" not in team.say("new").names


def test_each_application_has_its_own_scorecard_in_its_own_stage(team):
    team.say("stage noor interview --opening compiler")
    team.say(f"rate noor {FULL}: brilliant --opening compiler")
    form = team.say("form rate #1 --opening kernel").reply.form
    assert "New at Kernel engineer" in form.title
    assert [one.value for one in form.fields] == [""] * 5
    team.say(form.command, score1="1", score2="1", score3="1", score4="1", comment="rusty")
    card = team.say("show noor").text
    assert "Interview at Compiler engineer, Mara" in card
    assert "New at Kernel engineer, Mara" in card


def test_a_score_at_one_opening_does_not_open_what_others_gave_at_another(team):
    team.say(f"rate noor {FULL}: brilliant --opening compiler", member=JONAS)
    team.say(f"rate noor {FULL} --opening kernel")
    assert "brilliant" not in team.say("show noor").text
    assert "New at Compiler engineer: 1 scorecard by Jonas, hidden" in team.say("show noor").text
    assert "brilliant" not in team.say("rate noor --opening kernel").text
    team.say(f"rate noor {FULL} --opening compiler")
    assert "brilliant" in team.say("rate noor --opening compiler").text


def test_a_form_that_was_open_while_a_second_application_came_is_still_saved(bot):
    bot.add(NOOR)
    form = bot.say("form rate noor").reply.form
    bot.say("opening add Kernel engineer")
    bot.say("apply noor kernel")
    assert "Kept as a draft" in bot.say(form.command, score1="3", comment="so far").text
    assert "so far" in bot.say("rate noor --opening none").text


def test_the_card_acts_on_the_application_that_it_shows(team):
    at = f"--opening opening:{opening(team, 'Kernel engineer')}"
    commands = team.say("show noor").commands
    assert f"form rate #1 {at}" in commands
    press = next(one for one in commands if one.startswith("assign #1 me"))
    team.say(press)
    assert standing(team)["Kernel engineer"] == ("new", "Mara")
    team.say("assign noor jonas --opening kernel")
    assert "was assigned to Jonas meanwhile" in team.say(press).text


def test_what_came_without_an_opening_is_not_meant_beside_one_with_a_name(team):
    team.say("apply ilse kernel")
    assert "Screening at Kernel engineer" in team.say("stage ilse screening").text.replace("\n", "")
    assert "is assigned to Jonas at Kernel engineer." in team.say("assign ilse jonas").text
    assert "at Kernel engineer" in team.say(f"rate ilse {FULL}").text
    there = {one.opening.name: one.stage for one in team.tenant.applications(2)}
    assert there == {"": "new", "Kernel engineer": "screening"}


@pytest.mark.parametrize("line", ["stage noor offer", "assign noor jonas", "snooze noor monday", f"rate noor {FULL}"])
def test_where_the_named_application_is_closed_the_nameless_one_is_not_meant_instead(bot, line):
    bot.add(NOOR)
    bot.say("opening add Compiler engineer")
    bot.say("apply noor compiler")
    bot.say("stage noor rejected --opening compiler")
    bot.say("access grant <@U02JONAS|Jonas> recruiter")
    bot.say("help", member=JONAS)
    before = bot.tenant.applications(1)
    asked = bot.say(line)
    assert "Which application of Noor Etxeberria?" in asked.text
    assert "Compiler engineer · Rejected\nNo opening · New" in asked.text
    assert bot.tenant.applications(1) == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("stage noor to interview at Compiler engineer", "Interview at Compiler engineer"),
        ("stage noor interview at compiler because she is strong", "she is strong"),
        ("stage noor interview at compiler: she is strong", "she is strong"),
        ("stage noor interview because she is strong at Compiler engineer", "she is strong at Compiler engineer"),
        ("stage noor interview at Compiler engineer", "Interview at Compiler engineer"),
        ("assign noor to me at Compiler engineer", "assigned to Mara at Compiler engineer"),
        ("assign noor at compiler", "assigned to Mara at Compiler engineer"),
        ("snooze noor until monday at compiler", "at Compiler engineer"),
        (f"rate noor {FULL} at compiler", "at Compiler engineer"),
        ("compare noor, ilse at Kernel engineer", "side by side for Kernel engineer"),
        ("compare noor and ilse at kernel", "side by side for Kernel engineer"),
    ],
)
def test_the_opening_is_said_after_at(team, line, said):
    team.say("stage noor rejected --opening kernel")
    assert said in team.say(line).text.replace("\n", "")


def test_what_a_comment_says_of_an_opening_stays_in_it(team):
    team.say("stage noor rejected --opening kernel")
    for stop in (":", " -", " –"):
        assert "met her at Compiler engineer" in team.say(f"rate noor {FULL}{stop} met her at Compiler engineer").text


def test_an_opening_that_there_is_not_is_said(team):
    assert "There is no opening Berlin" in team.say("stage noor interview at Berlin").text


def test_of_several_openings_after_at_the_answer_asks_which(team):
    asked = team.say("stage noor interview at engineer because she is strong")
    assert "Which engineer?" in asked.text
    press = next(one for one in asked.commands if f"opening:{opening(team, 'Kernel engineer')}" in one)
    assert "she is strong" in team.say(press).text
    assert standing(team)["Kernel engineer"][0] == "interview"


def test_the_card_of_the_application_without_an_opening_acts_on_that_one(bot):
    bot.add(ILSE)
    bot.say("opening add Kernel engineer")
    saving = bot.send(sample(NOOR), text="add --opening Kernel engineer")
    bot.say(saving.commands[0])
    bot.say("apply noor to none")
    bot.say(next(one for one in bot.say("show noor").commands if one.startswith("stage #2 screening")))
    bot.say(next(one for one in bot.say("show noor").commands if one.startswith("assign #2 me")))
    there = {one.opening.name: (one.stage, one.owner) for one in bot.tenant.applications(2)}
    assert there == {"": ("screening", "Mara"), "Kernel engineer": ("new", "")}
