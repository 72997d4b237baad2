"""CVs and questions that come in by Slack's own ways: in a thread, and in a channel that is set as intake."""

import json

import pytest

from adapters.slack.harness import shown
from tests.e2e.slack.contracts import faults
from tests.e2e.slack.stand_in import ALICE, BOB, BOT, GENERAL, PRIVATE, Person, until
from tests.e2e.slack.test_socket_mode import CV


@pytest.fixture
def cvs(slack, bot):
    """An admin, in a channel set as intake."""
    bot.admits(ALICE, "admin")
    alice = Person(slack, ALICE, GENERAL)
    alice.commands("intake on")
    alice.sees("Every file that a recruiter drops here")
    return alice


def words(message):
    return shown("chat.postMessage", message).text


def button(message, having):
    return next(line for line in shown("chat.postMessage", message).buttons if having in line)


def test_a_mention_in_a_thread_is_answered_in_it_to_the_asker_alone(slack, bot):
    alice = Person(slack, ALICE, PRIVATE)
    alice.says("Who could do the kernels?")
    start = until(lambda: next(iter(slack.messages(PRIVATE)), None), "message")["ts"]
    alice.says(f"<@{BOT}> cuda triton", start)
    answer = alice.sees("people for cuda triton")
    assert (answer["ephemeral_to"], answer["thread_ts"]) == (ALICE, start)


def test_a_cv_dropped_in_an_intake_channel_is_told_of_in_its_thread_and_decided_there(slack, cvs):
    cvs.sends("vashti.txt", CV.encode())
    report = cvs.sees("Check before saving: Juniper Vashti-Lindgren")
    dropped = next(one for one in slack.messages(GENERAL) if one.get("files"))
    assert report["thread_ts"] == dropped["ts"]
    assert "ephemeral_to" not in report
    assert "juniper@" not in json.dumps(report)
    assert "Juniper" not in report["text"]
    cvs.presses(button(report, "add draft:"))
    alone = cvs.sees("juniper@vashti.example")
    assert alone["ephemeral_to"] == ALICE
    cvs.presses(button(report, "intake-save"))
    folded = cvs.sees("saved by alice")
    assert folded["ts"] == report["ts"]
    assert "Check before saving" not in json.dumps(folded)


def test_a_file_of_somebody_without_a_role_is_not_fetched(slack, cvs):
    bob = Person(slack, BOB, GENERAL)
    before = len([one for one in slack.log() if one["kind"] == "files"])
    bob.sends("mine.txt", CV.encode())
    refusal = bob.sees("you have no role in it yet")
    assert refusal["ephemeral_to"] == BOB
    assert len([one for one in slack.log() if one["kind"] == "files"]) == before


def test_in_other_channels_files_are_left_alone(slack, cvs):
    team = Person(slack, ALICE, PRIVATE)
    looked = sum(call["method"] == "files.info" for call in slack.calls())
    team.sends("other.txt", CV.encode())
    team.says(f"<@{BOT}> help")
    team.sees("What you can ask")
    assert sum(call["method"] == "files.info" for call in slack.calls()) == looked


def test_everything_that_was_sent_keeps_slacks_contracts(slack, cvs):
    assert faults(slack.sent()) == []
