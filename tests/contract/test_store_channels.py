"""What a store promises about channels that are set as intake."""

from dataclasses import replace
from datetime import timedelta

from bot.channels import IntakeChannel
from bot.records import Workspace
from tests.stores import NOW

SLACK, OTHER = Workspace("slack", "T1"), Workspace("slack", "T2")
CVS = IntakeChannel(SLACK, "C1", "cvs", "Mara", NOW)


def test_no_channel_takes_cvs_until_it_is_set_and_none_after_it_is_ended(store):
    team = store.within(store.organization())
    assert not team.takes_cvs(SLACK, "C1")
    assert team.intakes() == ()
    team.begin_intake(CVS)
    assert team.takes_cvs(SLACK, "C1")
    assert not team.takes_cvs(OTHER, "C1")
    assert team.intakes() == (CVS,)
    assert team.end_intake(SLACK, "C1")
    assert not team.end_intake(SLACK, "C1")
    assert not team.takes_cvs(SLACK, "C1")


def test_who_set_a_channel_first_stays(store):
    team = store.within(store.organization())
    team.begin_intake(CVS)
    team.begin_intake(replace(CVS, by="Jonas", at=NOW + timedelta(days=1)))
    team.begin_intake(replace(CVS, id="C2", name="a first one"))
    assert [(one.name, one.by) for one in team.intakes()] == [("a first one", "Mara"), ("cvs", "Mara")]
