"""Where an answer goes that was asked for in the Home tab, in a modal, or in a form without a conversation."""

import threading

import pytest

from adapters.slack import note as notes
from adapters.slack.incoming import Incoming, Origin, Pane
from adapters.slack.modals import InView
from adapters.slack.verdict import Verdict
from bot.chat.messages import Actions, Bold, Button, FileOut, Form, FormField, Reply, Text, Title
from tests.unit.slack.slacks import Api, refused

HOME = Pane("V0", "0.a", home=True, line="home")
LIST = Pane("V1", "1.a", line="find cuda")
CARD = Pane("V2", "2.a", line="show #1", depth=2, below="V1")
DEEP = Pane("V3", "3.a", line="show #1 evidence", depth=3, below="V2")
FROM_HOME = Origin(home=True)
FORM = Form("Add a note", "note #1", (FormField("text", "Note"),))
MOVED = Reply(
    (Text((Bold("Ilse is in Interview."),)), Actions((Button("Undo", "undo"),))), text="Ilse is in Interview."
)
REPORT = Reply((Title("Check before saving: Noor"), Text(("x",))), text="Check before saving.")


def looked(line):
    return Reply((Title(f"What {line} shows at length"), Text((f"shown by {line}",))), text=line, line=line)


class Telling:
    """Answers the other lines of the person, and notes them."""

    def __init__(self, answer=looked):
        self.lines, self._answer = [], answer

    def __call__(self, line):
        self.lines.append(line)
        return self._answer(line)


def given(pane, text, reply, *, api=None, origin=None, verdict=None, again=None):
    api = api or Api()
    act = Incoming(text, "U1", "T1", origin or Origin(home=pane.home), trigger="1.2", pane=pane)
    InView(api, act, tuple, again or Telling(), verdict).give(reply)
    return api.calls


def acts(calls):
    return [(name, where) for name, where, _ in calls]


def said(call):
    return str(call[2]["blocks"])


def view(call):
    return call[2]


# ------------------------------------------------------------------------ home


def test_whoever_opens_the_home_tab_gets_it_unless_a_newer_one_is_there():
    ((name, user, shown),) = given(HOME, "home", looked("home"))
    assert (name, user, shown["type"], shown["seen"]) == ("publish", "U1", "home", "0.a")
    assert given(HOME, "home", looked("home"), api=Api(publish=refused("hash_conflict"))) == []


def test_a_text_that_is_too_long_for_a_form_is_said_to_be_and_no_press_brings_it():
    long = Form("Describe", "opening describe", (FormField("about", "About", value="x" * 3001, long=True),))
    words = Reply((Text(("Type it.",)),), text="Type it.", form=long)
    (_, _, shown), *_ = given(HOME, "form opening describe", words)
    assert "too long for a form" in str(shown["blocks"])
    assert "Press again" not in str(shown["blocks"])


def test_a_refusal_is_all_that_the_home_tab_shows_to_whoever_has_no_role():
    ((_, _, shown),) = given(HOME, "home", Reply((Text(("You have no role yet.",)),), text="No role."))
    assert [block["type"] for block in shown["blocks"]] == ["rich_text"]


def test_what_is_looked_at_from_the_home_tab_opens_as_a_modal_that_knows_what_shows_it():
    ((name, trigger, shown),) = given(HOME, "show #1", looked("show #1"))
    assert (name, trigger, shown["private_metadata"]) == ("open", "1.2", "show #1")
    assert Origin.recalled(shown["callback_id"]) == FROM_HOME


def test_what_is_done_in_the_home_tab_stands_above_it_and_it_is_brought_up_to_date():
    again = Telling()
    ((name, user, shown),) = given(HOME, "todo-done 1", MOVED, again=again)
    assert (name, user, again.lines) == ("publish", "U1", ["home"])
    assert str(shown["blocks"]).index("Ilse is in Interview") < str(shown["blocks"]).index("shown by home")


def test_what_is_done_in_a_home_tab_that_was_turned_off_meanwhile_is_told():
    off = Api(publish=refused("not_enabled"))
    assert acts(given(HOME, "todo-done 1", MOVED, api=off)) == [("message", "D-U1")]


def test_what_a_form_would_do_is_never_done_to_bring_it_up_to_date():
    filled = {"id": "V1", "private_metadata": "note #1 Call her", "submit": {"type": "plain_text", "text": "Save"}}
    again = Telling()
    given(Pane.of(filled), "stage #1 interview", MOVED, again=again)
    assert again.lines == []


def test_a_long_answer_to_an_act_opens_as_a_modal_and_the_home_tab_is_brought_up_to_date():
    assert acts(given(HOME, "add draft:1", REPORT)) == [("open", "1.2"), ("publish", "U1")]


def test_too_late_for_a_modal_the_home_tabs_answer_comes_by_direct_message():
    late = Api(open=refused("expired_trigger_id"))
    assert acts(given(HOME, "show #1", looked("show #1"), api=late)) == [("message", "D-U1")]


def test_too_late_for_a_form_it_is_said_what_to_press():
    late = Api(open=refused("expired_trigger_id"))
    ((name, _, shown),) = given(HOME, "form note #1", Reply(MOVED.blocks, text="x", form=FORM), api=late)
    assert name == "publish"
    assert "Press again" in str(shown)
    assert "form note #1" in str(shown)


# ---------------------------------------------------------------------- modals


def test_what_is_opened_in_a_modal_lies_on_it():
    ((name, _, shown),) = given(LIST, "show #1", looked("show #1"))
    assert (name, shown["close"]["text"]) == ("push", "Back")


def test_another_page_takes_the_place_of_the_one_before_and_no_newer_ones():
    page = looked("find cuda --page 2")
    ((name, where, shown),) = given(LIST, page.line, page)
    assert (name, where, shown["seen"], shown["private_metadata"]) == ("redraw", "V1", "1.a", "find cuda --page 2")
    assert given(LIST, page.line, page, api=Api(redraw=refused("hash_conflict"))) == []


def test_the_fourth_modal_takes_the_place_of_the_third():
    assert acts(given(DEEP, "history #1", looked("history #1"))) == [("redraw", "V3")]


def test_what_is_done_in_a_modal_stands_above_it_and_the_home_tab_below_knows_it_too():
    calls = given(CARD, "stage #1 interview", MOVED, origin=FROM_HOME)
    assert acts(calls) == [("redraw", "V2"), ("publish", "U1")]
    assert "Ilse is in Interview" in said(calls[0])
    assert "shown by show #1" in said(calls[0])
    assert view(calls[0])["private_metadata"] == "show #1"
    assert "Ilse is in Interview" not in said(calls[1])


def test_what_takes_the_place_of_what_was_pressed_does_so_in_a_modal():
    report = Reply(REPORT.blocks, text="Check.", replace=True)
    pane = Pane("V1", "1.a", line="add draft:1")
    calls = given(pane, "confirm draft:1 name", report)
    assert acts(calls) == [("redraw", "V1")]
    assert view(calls[0])["private_metadata"] == "add draft:1"


def test_a_modal_that_shows_nothing_of_the_kind_any_more_is_left_and_the_answer_lies_on_it():
    gone = Telling(lambda line: MOVED)
    assert acts(given(CARD, "merge #1, #2", MOVED, again=gone)) == [("push", "1.2")]


def test_an_answer_that_comes_too_late_to_be_laid_on_takes_the_place_of_what_was_pressed():
    late = Api(push=refused("expired_trigger_id"))
    assert acts(given(LIST, "show #1", looked("show #1"), api=late)) == [("redraw", "V1")]


def test_what_was_done_in_a_modal_that_was_closed_meanwhile_is_told_and_what_was_looked_at_is_not():
    closed = {"redraw": refused("not_found")}
    assert acts(given(LIST, "stage #1 interview", MOVED, api=Api(**closed))) == [("message", "D-U1")]
    assert given(LIST, "find cuda --page 2", looked("find cuda --page 2"), api=Api(**closed)) == []


def test_a_file_goes_to_the_direct_messages_and_the_modal_says_so():
    reply = Reply((Text(("The CV of Ilse.",)),), text="The CV.", files=(FileOut("cv.pdf", b"%PDF"),), line="file #1")
    shown, upload = given(CARD, "file #1", reply)
    assert "in your direct messages" in said(shown)
    assert upload[:2] == ("upload", "D-U1")


def test_a_form_that_a_modal_asks_for_lies_on_it_and_knows_what_is_under_it():
    ((name, _, shown),) = given(CARD, "form note #1", Reply(MOVED.blocks, text="x", form=FORM))
    assert name == "push"
    assert Origin.recalled(shown["callback_id"]).under == "show #1"


# ----------------------------------------------------------------------- forms

SENT_ON_CARD = Pane("V3", "3.a", line="note #1", depth=3, below="V2")
ON_CARD = Origin(under="show #1", home=True)


def sent(pane, reply, *, origin=None, api=None, again=None):
    verdict = Verdict(["text"], in_view=True, origin="[]")
    calls = given(pane, "note #1", reply, origin=origin or Origin(), verdict=verdict, api=api, again=again)
    verdict.reached()
    return verdict.acknowledgement(), calls


def test_a_search_form_becomes_what_it_found():
    told, calls = sent(Pane("V1", line="lookup"), looked("find cuda"))
    assert (told["response_action"], told["view"]["private_metadata"], calls) == ("update", "find cuda", [])
    assert told["view"]["close"]["text"] == "Close"


def test_a_form_that_is_done_closes_and_the_modal_under_it_says_so_and_is_brought_up_to_date():
    told, calls = sent(SENT_ON_CARD, MOVED, origin=ON_CARD)
    assert told == {}
    assert acts(calls) == [("redraw", "V2"), ("publish", "U1")]
    assert "Ilse is in Interview" in said(calls[0])
    assert "shown by show #1" in said(calls[0])


def test_a_form_of_the_home_tab_closes_and_the_tab_says_what_was_done():
    told, calls = sent(Pane("V1", line="access grant"), MOVED, origin=FROM_HOME)
    assert told == {}
    assert acts(calls) == [("publish", "U1")]
    assert "Ilse is in Interview" in said(calls[0])


def test_a_form_with_a_long_answer_becomes_it():
    told, calls = sent(Pane("V1", line="add"), REPORT, origin=FROM_HOME)
    assert told["view"]["title"]["text"].startswith("Check before saving")
    assert acts(calls) == [("publish", "U1")]


def test_a_form_that_lacks_something_asks_again():
    told, _ = sent(Pane("V1", line="lookup"), Reply(MOVED.blocks, text="x", form=FORM))
    assert told["view"]["private_metadata"] == "note #1"


def test_after_the_wait_the_answer_takes_the_place_of_the_note_once_slack_has_it():
    verdict = Verdict(["text"], in_view=True, origin="[]")
    verdict._reached.wait = lambda _seconds: False
    told = verdict.acknowledgement()
    assert told["view"]["external_id"] == verdict.external
    tries = iter([refused("not_found"), None])

    class Slow(Api):
        def redraw(self, view, **more):
            if fault := next(tries):
                raise fault
            super().redraw(view, **more)

    calls = given(
        Pane("V1", line="lookup"), "lookup", looked("find cuda"), verdict=verdict, api=Slow(), origin=Origin()
    )
    assert acts(calls) == [("redraw", verdict.external)]


# ---------------------------------------------------------------------- waiting


@pytest.mark.parametrize(("pane", "opened"), [(HOME, "open"), (LIST, "push")])
def test_slow_work_is_said_to_be_going_on_in_a_modal_that_becomes_the_answer(monkeypatch, pane, opened):
    monkeypatch.setattr(notes, "WORKING_AFTER", 0.0)
    noted = threading.Event()

    class Noting(Api):
        def open(self, trigger, view, **more):
            found = super().open(trigger, view, **more)
            noted.set()
            return found

    api = Noting()
    way = InView(api, Incoming("show #1", "U1", "T1", Origin(), trigger="1.2", pane=pane), tuple, Telling())
    with way.working():
        assert noted.wait(10)
    way.give(looked("show #1"))
    assert acts(api.calls) == [(opened, "1.2"), ("redraw", "V9")]
    assert "shown by show #1" in said(api.calls[1])
