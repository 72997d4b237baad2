"""People who applied for the same opening stand beside each other by its wishes; scores stay hidden as elsewhere."""

import pytest

from tests.bot import JONAS, Bot
from tests.unit.commands.test_compare import table

FULL = "skills 3, experience 2, communication 4, overall 4"
WISHES = "Requirements: Triton, a PhD, 3 years of CUDA\nNice to have: German"


@pytest.fixture
def team(full: Bot) -> Bot:
    """Ilse (#18) and Davit (#12) at one opening, Noor (#15) at none."""
    full.say(f"opening add Kernel engineer\n{WISHES}")
    for who in ("ilse", "davit"):
        full.say(f"apply {who} kernel")
    full.say("access grant <@U02JONAS|Jonas> recruiter")
    return full


def test_the_wishes_of_the_shared_opening_lead_and_say_how_far_each_is_met(team):
    answer = team.say("compare ilse, davit")
    found = table(answer)
    assert "2 people side by side for Kernel engineer" in answer.text
    labels = list(found)
    wish = next(label for label in labels if "PhD" in label)
    assert found[wish][0] == "not stated"
    assert found[wish][1].startswith("met")
    assert labels.index(wish) < labels.index("Now")
    assert labels.index("Triton") < next((labels.index(one) for one in labels if one == "MLIR"), len(labels))
    assert any("German" in label and "(nice to have)" in label for label in labels)


def test_the_line_that_meets_a_wish_is_shown(team):
    said = team.say("compare ilse, davit evidence")
    assert any("PhD" in quote or "Ph.D" in quote for quote in said.quotes)
    assert "side by side for Kernel engineer" in said.text


def test_without_a_shared_opening_nothing_is_wished_for(team):
    answer = team.say("compare ilse, noor")
    assert "for Kernel engineer" not in answer.text
    assert not any("PhD" in label for label in table(answer) if label != "Degree")


def test_an_opening_may_be_named_and_who_is_not_there_is_said(team):
    answer = team.say("compare ilse, noor --opening kernel")
    assert table(answer)["Stage"][1] == "did not apply"
    proof = next(one for one in answer.commands if "evidence" in one)
    assert "for Kernel engineer" in team.say(proof).text


def test_stage_and_owner_are_those_at_the_shared_opening(team):
    team.say("stage ilse interview --opening kernel")
    team.say("assign ilse jonas --opening kernel")
    team.say("opening add Compiler engineer")
    team.say("apply ilse compiler")
    assert table(team.say("compare ilse, davit"))["Stage"] == ["Interview\n, Jonas", "New"]


def test_scores_of_others_are_hidden_until_ones_own_is_in(team):
    team.say(f"rate ilse {FULL}: brilliant --opening kernel", member=JONAS)
    for line in ("compare ilse, davit", "compare ilse, davit evidence"):
        text = repr(team.say(line).reply)
        assert "overall" not in text
        assert "brilliant" not in text
    assert table(team.say("compare ilse, davit"))["Scores"] == ["1 hidden until yours is in", "–"]
    team.say("rate ilse skills 1 --opening kernel")
    assert table(team.say("compare ilse, davit"))["Scores"][0] == "1 hidden until yours is in", "a draft is no score"
    team.say("rate ilse experience 1, communication 1, overall 1 --opening kernel")
    shown = table(team.say("compare ilse, davit"))["Scores"][0]
    assert "New, Jonas: skills 3, experience 2, communication 4, overall 4" in shown
    assert "brilliant" in team.say("compare ilse, davit evidence").text


def test_nobody_scored_no_row(team):
    assert "Scores" not in table(team.say("compare ilse, davit"))
