"""What a store promises about channels that are set as intake."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from bot.channels import IntakeChannel, Message
from bot.records import Draft, Keys, Workspace
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


def test_files_of_one_message_are_taken_once_by_whoever_comes_first(store):
    team = store.within(store.organization())
    message = Message(SLACK, "C1", "17.1")
    for file in ("F2", "F1", "F1"):
        team.put_down(message, file, at=NOW)
    team.put_down(replace(message, id="17.2"), "F3", at=NOW)
    assert team.take_up(message) == ("F1", "F2")
    assert team.take_up(message) == ()
    team.put_down(message, "F1", at=NOW)  # told again
    assert team.take_up(message) == ()
    team.put_down(message, "F4", at=NOW)  # late
    assert team.take_up(message) == ("F4",)
    assert team.take_up(replace(message, workspace=OTHER)) == ()


def test_many_at_once_take_each_file_once(store):
    team = store.within(store.organization())
    message = Message(SLACK, "C1", "17.1")

    def told(number):
        team.put_down(message, f"F{number}", at=NOW)
        return team.take_up(message)

    with ThreadPoolExecutor(8) as pool:
        taken = [file for files in pool.map(told, range(16)) for file in files]
    assert sorted(taken) == sorted(f"F{number}" for number in range(16))


def test_the_reports_of_a_draft_are_known_until_it_is_decided(store):
    team = store.within(store.organization())
    message = Message(SLACK, "C1", "17.1")
    team.reported("8f3a", message)
    assert team.reports("8f3a") == ()
    team.keep_draft(Draft("8f3a", "cv.md", b"cv", "Mara", NOW), Keys())
    for one in (message, message, replace(message, channel="D1")):
        team.reported("8f3a", one)
    assert team.reports("8f3a") == (message, replace(message, channel="D1"))
    team.drop_draft("8f3a")
    assert team.reports("8f3a") == ()


def test_files_that_were_dropped_are_forgotten_after_a_day(store):
    team = store.within(store.organization())
    message = Message(SLACK, "C1", "17.1")
    team.put_down(message, "F1", at=NOW)
    store.tidy(NOW + timedelta(hours=12))
    assert team.take_up(message) == ("F1",)
    store.tidy(NOW + timedelta(days=9))
    team.put_down(message, "F1", at=NOW)
    assert team.take_up(message) == ("F1",)
