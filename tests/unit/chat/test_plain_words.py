"""Acts in plain words: what is surely one is done as the command would do it; all else is the search that it was."""

import pytest

from bot import intake
from tests.bot import JONAS, read

PEOPLE = ("Noor Etxeberria", "Ilse Okonkwo-Brandt", "Ilse Marten", "Teodora Pass", "Ruby Marsh")


@pytest.fixture
def team(bot):
    """People by their numbers: Noor is #1."""
    for name in PEOPLE:
        mail = name.casefold().replace(" ", ".")
        text = f"# {name}\n{mail}@mailbox.example\n\n## Skills\nC++ move semantics, rejection sampling\n"
        intake.take_in(bot.tenant, read, f"{mail}.md", text.encode(), by="Mara", at=bot.now)
    return bot


def stages(team):
    return [team.tenant.applications(number)[0].stage for number in range(1, len(PEOPLE) + 1)]


@pytest.mark.parametrize(
    ("line", "stage"),
    [
        ("pass noor", "rejected"),
        ("Pass on Noor Etxeberria", "rejected"),
        ("reject #1", "rejected"),
        ("reject noor because she found another place", "rejected"),
        ("shortlist Noor", "screening"),
        ("move noor to interview", "interview"),
        ("/candidate move #1 offer", "offer"),
        ("stage noor interview", "interview"),
    ],
)
def test_what_is_said_of_somebody_is_done(team, line, stage):
    done = team.say(line)
    assert done.text.startswith("Noor Etxeberria")
    assert stages(team) == [stage, "new", "new", "new", "new"]
    team.say(next(one for one in done.commands if one.startswith("undo")))
    assert stages(team) == ["new"] * 5


def test_rows_are_those_of_the_last_list(team):
    names = team.say("rejection sampling").names
    team.say("shortlist 2")
    moved = [name for name, stage in zip(PEOPLE, stages(team), strict=True) if stage == "screening"]
    assert moved == [names[1]]
    assert team.say("pass 1-3").commands[0].startswith("stage #")
    assert stages(team).count("rejected") == 0


def test_the_reason_is_kept_as_it_is_typed(team):
    team.say("reject noor because  she found\nanother place")
    assert team.tenant.dossier(1).changes[-1].reason == "she found\nanother place"


def test_which_of_several_is_asked(team):
    asked = team.say("pass ilse")
    assert asked.text.startswith("Which ilse? 2 people fit.")
    assert stages(team) == ["new"] * 5
    team.say(asked.commands[0])
    assert sorted(stages(team)) == ["new"] * 4 + ["rejected"]


def test_the_stage_is_asked_where_none_is_said(team):
    form = team.say("move noor").reply.form
    assert [field.name for field in form.fields] == ["stage"]
    assert stages(team)[0] == "new"


def test_a_number_that_nobody_has_is_said(team):
    assert team.say("reject #99").text.startswith("Nobody has the number #99.")


@pytest.mark.parametrize(
    "line",
    [
        "pass",
        "pass teodora",
        "Teodora Pass",
        "move semantics",
        "reject sampling",
        "shortlist c++",
        "pass ruby",
        "pass zorblax",
        "pass noro",
        "did we reject noor?",
        "reject noor?",
        "find reject noor",
        "pass noor too junior",
        "move noor to berlin",
        "pass 99",
    ],
)
def test_what_may_be_a_search_does_nothing(team, line):
    team.say(line)
    assert stages(team) == ["new"] * 5


def test_somebody_called_pass_is_found_by_name(team):
    for line in ("pass", "teodora pass", "Pass Teodora"):
        assert team.say(line).text.startswith("Teodora Pass")
    assert stages(team) == ["new"] * 5


def test_whom_nobody_knows_is_asked_about(team):
    asked = team.say("pass zorblax")
    assert "stage zorblax Rejected" in asked.commands
    assert team.say("stage zorblax Rejected").text.startswith("Nobody is called zorblax.")


def test_what_cvs_say_is_nobody_s_name(team):
    offered = team.say("reject sampling").commands + team.say("shortlist semantics").commands
    assert not [one for one in offered if one.startswith("stage ")]


def test_open_shows_the_card_and_open_source_is_a_search(team):
    assert team.say("open noor").text.startswith("Noor Etxeberria")
    assert "open source" in team.say("open source").text


def test_a_viewer_may_say_it_no_more_than_type_it(team):
    team.say("access grant <@U02JONAS|Jonas> viewer")
    refused = team.say("pass noor", member=JONAS)
    assert refused.text.startswith("You cannot use stage.")
    assert stages(team) == ["new"] * 5


def test_whoever_has_no_role_learns_of_nobody_by_it(team):
    assert team.say("pass noor", member=JONAS).text == team.say("pass zorblax", member=JONAS).text


def test_a_team_s_own_stages_are_the_ones_that_are_meant(team):
    team.say("opening stages remove screening")
    team.say("opening stages add Phone screen after new")
    assert team.say("move noor to phone screen").text.startswith("Noor Etxeberria")
    before = stages(team)[0]
    team.say("shortlist #2")
    assert stages(team)[1] == before
