"""The app's Home tab, and the modals over it, with the real bot behind."""

import pytest

from adapters.slack import limits
from adapters.slack.harness import SlackHarness
from tests.bot import Bot
from tests.cores import said
from tests.unit.slack.slacks import at_slack, open_home, pane, press_in


@pytest.fixture
def bot(sqlite_store):
    bot = Bot(sqlite_store)
    bot.add_all()
    return bot


@pytest.fixture
def slack(bot):
    return SlackHarness(bot.app)


def views(shown):
    for one in shown:
        assert limits.faults(one.payload) == []
    return [one.payload["view"] for one in shown]


def home(slack):
    (view,) = views(open_home(slack, event_id=f"Ev{next(slack._numbers)}"))
    return pane(view)


def words(view):
    return str(view["blocks"])


def test_the_home_tab_shows_a_search_box_and_who_is_new(slack):
    view = home(slack)
    assert view["type"] == "home"
    assert view["blocks"][0]["type"] == "input"
    assert "21 new applicants" in words(view)


def test_the_messages_tab_and_a_repeated_event_publish_nothing(slack):
    assert open_home(slack, tab="messages") == []
    assert len(open_home(slack, event_id="Ev77")) == 1
    assert open_home(slack, event_id="Ev77") == []


def test_whoever_has_no_role_sees_the_refusal_and_no_search_box(slack):
    slack.become()
    view = home(slack)
    assert "you have no role in it yet" in words(view)
    assert [block["type"] for block in view["blocks"]] == ["rich_text"]


def test_the_search_box_opens_what_it_finds_and_a_page_of_it_takes_its_place(slack):
    (found,) = views(press_in(slack, home(slack), "?cuda"))
    assert (found["type"], found["private_metadata"]) == ("modal", "find cuda")
    following = next(line for line in lines(found) if "--page 2" in line)
    (page,) = views(press_in(slack, pane(found), following, trigger="1.9.b"))
    assert page["private_metadata"] == "find cuda --page 2"
    assert words(page) != words(found)


def test_a_line_to_type_is_one_for_a_conversation_for_nothing_can_be_typed_here(slack):
    slack.become()
    assert "/candidate access grant" in words(home(slack))
    slack.become(admin=True)
    assert "/candidate intake on" in words(home(slack))


def test_an_empty_search_asks_nothing():
    harness = at_slack(lambda request: said("Nobody."))
    assert press_in(harness, pane({"type": "home", "blocks": []}), "?  ") == []
    assert harness.adapter._core.requests == []


def lines(view):
    elements = [*(one for block in view["blocks"] for one in block.get("elements", []))]
    elements += [block["accessory"] for block in view["blocks"] if "accessory" in block]
    return [one["value"] for one in elements if isinstance(one.get("value"), str)]


def test_an_act_on_the_card_is_told_above_it_and_in_the_home_tab_below(slack, bot):
    (card,) = views(press_in(slack, home(slack), "show #1"))
    assert "Assign to me" in words(card)
    card, tab = views(press_in(slack, pane(card), "assign #1 me", trigger="1.9.b"))
    assert "is assigned to Mara" in words(card)
    assert "Assign to me" not in words(card)
    assert "Your candidates" in words(tab)
    undo = next(line for line in lines(card) if line.startswith("undo"))
    card, tab = views(press_in(slack, pane(card), undo, trigger="1.9.c"))
    assert "Assign to me" in words(card)
    assert "Your candidates" not in words(tab)


def test_a_note_from_the_card_closes_its_form_and_stands_on_the_card(slack, bot):
    (card,) = views(press_in(slack, home(slack), "show #1"))
    (form,) = views(press_in(slack, pane(card), "form note #1", trigger="1.9.b"))
    below = pane(form, id="V2", previous_view_id="V1")
    state = {"text": {"text": {"type": "plain_text_input", "value": "Call her"}}}
    card, _ = views(slack._sent(below, state))
    assert words(card).count("Call her") >= 1
    assert "Noted on" in words(card)


def test_what_is_asked_in_the_home_tab_is_asked_in_no_channel(slack):
    requests = []
    core = slack.adapter._core
    real = core.handle
    core.handle = lambda request: requests.append(request) or real(request)
    home(slack)
    assert (requests[0].place.kind, requests[0].place.id) == ("dm", "U0MARA")
