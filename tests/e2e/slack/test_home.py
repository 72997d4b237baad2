"""The Home tab and the modals over it, over real sockets: what is pressed there, sent there and found from anywhere."""

import json

import pytest

from adapters.slack.harness import shown
from tests.e2e.slack.bot import Bot
from tests.e2e.slack.contracts import faults
from tests.e2e.slack.stand_in import ALICE, until
from tests.e2e.slack.windows import Windows

PORT = 4106
HERE = f"http://127.0.0.1:{PORT}"


@pytest.fixture(scope="module")
def windows():
    running = Windows(3906, f"{HERE}/slack/events")
    yield running
    running.close()


@pytest.fixture(scope="module")
def bot(windows, tmp_path_factory):
    running = Bot(tmp_path_factory.mktemp("bot"), windows.api_url, app_token="", port=PORT)
    running.call("import", "samples/cvs")
    running.start("slack")
    yield running
    assert running.stop() == 0
    assert "Traceback" not in running.log()


@pytest.fixture
def alice(windows, bot):
    """A recruiter who looks at the Home tab, with no modal open."""
    bot.admits(ALICE, "recruiter")
    windows.stack.clear()
    windows.opens()
    windows.sees("new applicants")
    return windows


def words(view):
    return shown("views.open", {"view": view}).text


def button(view, having):
    return next(line for line in shown("views.open", {"view": view}).buttons if having in line)


def test_before_there_is_a_role_the_tab_says_so_and_shows_nobody(windows, bot):
    windows.opens()
    view = windows.sees("you have no role in it yet")
    assert "Okonkwo" not in words(view)
    assert not [block for block in view["blocks"] if block["type"] == "input"]
    published = len(windows.calls)
    windows.opens(tab="messages")
    assert not [call for call in windows.calls[published:] if call["method"] == "views.publish"]


def test_what_the_search_box_finds_is_paged_in_place_and_opened_on_top(alice):
    alice.searches("cuda")
    found = alice.sees("people for cuda")
    alice.presses(found, "find cuda --page 2")
    page = alice.sees("5–8 of")
    assert [one["id"] for one in alice.stack] == [found["id"]]
    alice.presses(page, button(page, "show #"))
    card = alice.sees("Education")
    alice.presses(card, button(card, "evidence"))
    until(lambda: len(alice.stack) == 3, "third modal")
    assert alice.stack[1]["previous_view_id"] == found["id"]


def test_what_is_done_on_a_card_is_said_on_it_and_shows_in_the_tab_below(alice):
    alice.presses(alice.home, button(alice.home, "show #"))
    card = alice.sees("Assign to me")
    alice.presses(card, button(card, "assign #"))
    card = alice.sees("is assigned to alice")
    until(lambda: "Your candidates" in json.dumps(alice.home), "own candidates in the Home tab")
    alice.presses(card, button(card, "undo"))
    alice.sees("Assign to me")
    until(lambda: "Your candidates" not in json.dumps(alice.home), "Home tab without them")


def test_a_note_is_sent_from_a_form_on_the_card_which_then_has_it(alice):
    alice.presses(alice.home, button(alice.home, "show #"))
    card = alice.sees("Add note…")
    alice.presses(card, button(card, "form note"))
    until(lambda: len(alice.stack) == 2, "form on the card")
    alice.submits(text="Careful ablations & <b>clear</b> figures")
    card = alice.sees("Noted on")
    assert len(alice.stack) == 1
    assert "Careful ablations & <b>clear</b> figures" in words(card)


def test_find_a_candidate_becomes_what_it_found(alice):
    alice.uses("find")
    until(lambda: alice.stack, "form")
    told = len(alice.told)
    alice.submits(query="triton")
    found = alice.sees("for triton")
    assert found["private_metadata"] == "find triton"
    assert len(alice.told) == told


def test_a_role_that_was_taken_away_is_gone_from_the_tab_and_from_modals_that_are_open(alice, bot):
    alice.presses(alice.home, button(alice.home, "show #"))
    card = alice.sees("Show proof")
    bot.call("chat", typed=f"access revoke slack:T01TEST:{ALICE}\n")
    alice.presses(card, button(card, "evidence"))
    alice.sees("you have no role in it yet")
    alice.opens()
    until(lambda: "you have no role in it yet" in json.dumps(alice.home), "refusal in the Home tab")
    assert "Okonkwo" not in json.dumps(alice.home)


def test_everything_that_was_sent_keeps_slacks_contracts(windows, bot):
    methods = {call["method"] for call in windows.calls}
    assert {"views.publish", "views.open", "views.push", "views.update"} <= methods
    assert faults([call for call in windows.calls if call["method"] != "auth.test"]) == []
