import threading

import pytest

from adapters.slack import note as note_module
from adapters.slack.answer import URL_USES, Answer
from adapters.slack.api import Api as SlackApi
from adapters.slack.incoming import Incoming, Origin
from bot.chat.messages import FileOut, Form, FormField, Reply, Text
from tests.unit.slack.slacks import Api, refused

URL = "https://hooks.slack.com/1"
SLASH = Origin("C1", response_url=URL)
DM = Origin("D1", dm=True)
MENTION = Origin("C1", thread="16.9")
DM_PRESS = Origin("D1", dm=True, response_url=URL, pressed="private")
PRIVATE_PRESS = Origin("C1", response_url=URL, pressed="private")
PUBLIC_PRESS = Origin("C1", response_url=URL, pressed="public")
FORM = Form("Add a note", "note #214", (FormField("text", "Note"),))


def reply(**changed):
    return Reply((Text(("Here.",)),), text="Here.", **changed)


def given(origin, reply, api=None, trigger=""):
    api = api or Api()
    Answer(api, Incoming("show 1", "U1", "T1", origin, trigger=trigger)).give(reply)
    return api.calls


def only(calls):
    ((name, where, what),) = calls
    return (
        name,
        where,
        {key: what.get(key) for key in ("response_type", "replace_original", "thread_ts") if key in what},
    )


@pytest.mark.parametrize(
    ("origin", "changed", "expected"),
    [
        (SLASH, {}, ("respond", URL, {"response_type": "ephemeral", "replace_original": False})),
        (SLASH, {"private": False}, ("message", "C1", {})),
        (DM, {}, ("message", "D1", {})),
        (MENTION, {}, ("ephemeral", ("C1", "U1"), {"thread_ts": "16.9"})),
        (MENTION, {"private": False}, ("message", "C1", {"thread_ts": "16.9"})),
        (DM_PRESS, {}, ("message", "D1", {})),
        (DM_PRESS, {"replace": True}, ("respond", URL, {"replace_original": True})),
        (PRIVATE_PRESS, {}, ("respond", URL, {"response_type": "ephemeral", "replace_original": False})),
        (PRIVATE_PRESS, {"replace": True}, ("respond", URL, {"replace_original": True})),
        (PUBLIC_PRESS, {"replace": True, "private": False}, ("respond", URL, {"replace_original": True})),
        (Origin(), {}, ("message", "D-U1", {})),
    ],
    ids=lambda value: "" if isinstance(value, dict) else None,
)
def test_every_answer_goes_where_it_was_asked(origin, changed, expected):
    assert only(given(origin, reply(**changed))) == expected


def test_a_private_answer_never_takes_the_place_of_a_message_that_all_can_see():
    (call,) = given(PUBLIC_PRESS, reply(replace=True))
    assert call[2]["response_type"] == "ephemeral"
    assert call[2]["replace_original"] is False


def test_a_long_answer_goes_on_privately_where_the_url_is_used_up():
    long = Reply(tuple(Text(("word " * 2000,)) for _ in range(8)), text="Long.")
    names = [name for name, _, _ in given(SLASH, long)]
    assert names[:URL_USES] == ["respond"] * URL_USES
    assert set(names[URL_USES:]) == {"ephemeral"}


def test_a_replacing_long_answer_replaces_once():
    long = Reply(tuple(Text(("word " * 2000,)) for _ in range(3)), text="Long.", replace=True)
    replaced = [what["replace_original"] for _, _, what in given(PRIVATE_PRESS, long)]
    assert replaced[0] is True
    assert not any(replaced[1:])


def test_an_expired_url_is_made_good_by_a_private_message():
    api = Api()
    api.takes_urls = False
    assert only(given(SLASH, reply(), api))[0] == "ephemeral"


def test_where_the_bot_is_not_in_the_channel_the_answer_comes_by_direct_message():
    api = Api(ephemeral=refused("not_in_channel"))
    assert only(given(MENTION, reply(), api))[:2] == ("message", "D-U1")


def test_a_form_is_opened_instead_of_said():
    calls = given(PUBLIC_PRESS, reply(form=FORM), trigger="1.2")
    ((name, trigger, view),) = calls
    assert (name, trigger, view["private_metadata"]) == ("open", "1.2", "note #214")
    assert Origin.recalled(view["callback_id"]) == PUBLIC_PRESS


def test_without_a_trigger_or_too_late_the_words_say_what_to_type():
    assert only(given(DM, reply(form=FORM)))[0] == "message"
    late = Api(open=refused("expired_trigger_id"))
    assert only(given(SLASH, reply(form=FORM), late, trigger="1.2"))[0] == "respond"


def test_a_form_that_came_too_late_is_a_press_away():
    late = Api(open=refused("expired_trigger_id"))
    ((_, _, message),) = given(PRIVATE_PRESS, reply(form=FORM), late, trigger="1.2")
    (button,) = [one for block in message["blocks"] if block["type"] == "actions" for one in block["elements"]]
    assert (button["text"]["text"], button["value"]) == ("Fill in…", "note #214")


def test_a_text_that_is_too_long_for_a_form_is_not_cut_but_said_to_be():
    long = Form("Edit a note", "note-edit #214 1", (FormField("text", "Note", value="x" * 3001, long=True),))
    ((name, _, message),) = given(PRIVATE_PRESS, reply(form=long), trigger="1.2")
    assert name == "respond"
    assert "Here." in str(message["blocks"])
    assert "too long for a form" in str(message["blocks"])
    assert "note-edit" not in str(message["blocks"])


def test_a_file_goes_to_the_asker_alone_wherever_it_was_asked_for():
    calls = given(SLASH, reply(files=(FileOut("cv.pdf", b"%PDF"),)))
    assert calls[1] == ("upload", "D-U1", {"name": "cv.pdf", "data": b"%PDF"})


def test_a_file_that_slack_refuses_is_said():
    api = Api(upload=refused("missing_scope"))
    calls = given(DM, reply(files=(FileOut("cv.pdf", b"%PDF"),)), api)
    assert calls[-1][2]["text"] == "The file could not be sent."


def working(api, origin, given=None, *, dropped=False, progress=()):
    """Give an answer to work that lasts until its note was said."""
    noted = threading.Event()

    class Noting(type(api)):
        def __init__(self):
            super().__init__(**api.faults)

        def _call(self, *call, **more):
            super()._call(*call, **more)
            noted.set()

        def respond(self, url, message):
            taken = super().respond(url, message)
            noted.set()
            return taken

    slow = Noting()
    answer = Answer(slow, Incoming("new", "U1", "T1", origin, dropped=dropped))
    now = [0.0]
    answer.note._clock = lambda: now[0]
    with answer.working():
        assert noted.wait(10)
        with answer.note._state:
            pass  # the note is said, and known to be
        for at, done, of in progress:
            now[0] = at
            answer.progress(done, of)
    answer.give(given or reply())
    return slow.calls


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(note_module, "WORKING_AFTER", 0.0)


@pytest.mark.usefixtures("impatient")
def test_slow_work_is_said_to_be_going_on_and_the_note_is_replaced():
    note, answer = working(Api(), SLASH)
    assert note[2]["text"] == "Working on it…"
    assert answer[2]["replace_original"] is True


@pytest.mark.usefixtures("impatient")
def test_in_a_direct_message_the_note_becomes_the_answer():
    note, answer = working(Api(), DM)
    assert note[2]["text"] == "Working on it…"
    assert answer[:2] == ("update", ("D1", "17.1"))


@pytest.mark.usefixtures("impatient")
def test_the_note_of_a_press_never_takes_the_place_of_the_message():
    _, answer = working(Api(), PUBLIC_PRESS)
    assert answer[2]["replace_original"] is False


PROGRESS = ((0.5, 1, 12), (2.0, 2, 12), (2.5, 3, 12), (4.0, 4, 12), (30.0, 11, 12), (60.0, 12, 12))
IN_A_THREAD = Origin("C1", thread="16.9")


@pytest.mark.usefixtures("impatient")
def test_progress_is_put_into_the_note_no_more_often_than_slack_takes_it():
    _note, *updates, answer = working(Api(), DM, progress=PROGRESS)
    said = [
        what["text"] for name, where, what in updates if (name, where) == ("update", ("D1", "17.1")) and "text" in what
    ]
    assert [text.split("… ")[1] for text in said] == [f"{at} of 12 files read." for at in (2, 4, 11, 12)]
    assert answer[:2] == ("update", ("D1", "17.1"))


@pytest.mark.usefixtures("impatient")
def test_after_a_slash_command_progress_leaves_room_for_the_answer():
    long = Reply(tuple(Text(("word " * 2000,)) for _ in range(2)), text="Long.")
    calls = working(Api(), SLASH, long, progress=PROGRESS)
    by_url = [what for name, _, what in calls if name == "respond"]
    assert len(by_url) == URL_USES
    assert [one["replace_original"] for one in by_url] == [False, True, True, True, False]
    assert all("word" in str(one["blocks"]) for one in by_url[3:])


class Busy:
    """Slack, which asks to wait half a minute before some calls."""

    def __init__(self, *busy):
        self.busy, self.asked, self.calls = set(busy), threading.Event(), []

    def __getattr__(self, call):
        def made(**given):
            self.calls.append((call, given["text"]))
            if call in self.busy:
                self.asked.set()
                raise refused("ratelimited", 429, **{"Retry-After": "30"})
            return {"ts": "17.1"}

        return made


def at(busy):
    api = SlackApi("xoxb-1", "https://slack.com/api/", threading.Event())
    api.client = busy
    return Answer(api, Incoming("new", "U1", "T1", DM))


@pytest.mark.usefixtures("impatient")
def test_nobody_waits_behind_a_note_that_slack_puts_off():
    slack = Busy("chat_postMessage")
    answer = at(slack)
    with answer.working():
        assert slack.asked.wait(10)
        answer.progress(3, 12)
    slack.busy.clear()
    answer.give(reply())
    assert slack.calls == [("chat_postMessage", "Working on it…"), ("chat_postMessage", "Here.")]


def test_progress_that_slack_puts_off_is_given_up_and_the_answer_comes():
    slack = Busy("chat_update")
    answer = at(slack)
    now = [0.0]
    answer.note._clock = lambda: now[0]
    answer.note._show()
    for when, done, of in PROGRESS[:4]:
        now[0] = when
        answer.progress(done, of)
    slack.busy.clear()
    answer.give(reply())
    said = [("chat_postMessage", "Working on it…"), ("chat_update", "Working on it… 2 of 12 files read.")]
    assert slack.calls == [*said, ("chat_update", "Here.")]


@pytest.mark.usefixtures("impatient")
def test_of_dropped_files_the_note_in_the_thread_becomes_the_report():
    note, report = working(Api(), IN_A_THREAD, reply(private=False), dropped=True)
    assert note[:2] == ("message", "C1")
    assert report[:2] == ("update", ("C1", "17.1"))


@pytest.mark.usefixtures("impatient")
def test_what_is_for_the_dropper_alone_leaves_no_note_in_the_thread():
    _, answer, gone = working(Api(), IN_A_THREAD, dropped=True)
    assert answer[:2] == ("ephemeral", ("C1", "U1"))
    assert gone[:2] == ("remove", ("C1", "17.1"))


@pytest.mark.usefixtures("impatient")
def test_a_mention_is_told_alone_that_its_answer_comes():
    note, answer = working(Api(), MENTION)
    assert note[:2] == answer[:2] == ("ephemeral", ("C1", "U1"))
    assert note[2]["text"].endswith("The answer comes below.")


@pytest.mark.usefixtures("impatient")
def test_from_a_form_of_no_channel_the_note_in_the_direct_message_becomes_the_answer():
    note, answer = working(Api(), Origin())
    assert note[:2] == ("message", "D-U1")
    assert answer[:2] == ("update", ("D-U1", "17.1"))


@pytest.mark.usefixtures("impatient")
def test_where_a_press_changes_its_own_message_the_note_is_taken_away():
    _, answer, gone = working(Api(), DM_PRESS, reply(replace=True))
    assert answer[2]["replace_original"] is True
    assert gone[:2] == ("remove", ("D1", "17.1"))


@pytest.mark.usefixtures("impatient")
def test_a_note_that_is_gone_makes_no_answer_go_with_it():
    calls = working(Api(update=refused("message_not_found")), DM)
    assert [name for name, _, _ in calls] == ["message", "message"]


def test_quick_work_says_nothing_of_itself():
    api = Api()
    answer = Answer(api, Incoming("new", "U1", "T1", SLASH))
    with answer.working():
        pass
    assert api.calls == []
