import pytest

from adapters.slack import incoming
from adapters.slack.harness import BOT, CHANNEL, DM, PERSON, TEAM, direct_message, pressed, slash
from adapters.slack.incoming import Origin


def test_a_slash_command_is_its_words_and_can_open_a_form():
    act = incoming.slash(slash("stage 2 interview"))
    assert (act.text, act.user, act.team, act.trigger) == ("stage 2 interview", PERSON, TEAM, "1.2.slash")
    assert act.origin == Origin(CHANNEL, "ml-hiring", response_url="https://hooks.slack.com/commands/1")


@pytest.mark.parametrize("kind", ["privategroup", "directmessage"])
def test_what_kind_a_channel_is_is_not_its_name(kind):
    assert incoming.slash({**slash("new"), "channel_name": kind}).origin.name == ""
    body = pressed("show 1", channel=CHANNEL)
    assert incoming.press({**body, "channel": {"id": CHANNEL, "name": kind}}).origin.name == ""


def test_a_direct_message_is_a_line_with_the_id_of_its_event():
    act = incoming.message(direct_message("Ilse", event_id="Ev7"), BOT)
    assert (act.text, act.key, act.origin.dm, act.origin.channel) == ("Ilse", "Ev7", True, DM)


@pytest.mark.parametrize(
    "changed",
    [
        {"subtype": "message_changed"},
        {"subtype": "bot_message", "bot_id": "B1"},
        {"bot_id": "B0OTHER"},
        {"user": BOT},
        {"user": "USLACKBOT"},
        {"user": None},
        {"channel": CHANNEL, "channel_type": "channel"},
        {"channel": "G0MANY", "channel_type": "mpim"},
        {"type": "app_mention"},
    ],
)
def test_what_no_person_newly_said_to_the_bot_is_ignored(changed):
    assert incoming.message(direct_message("hello", **changed), BOT) is None


def test_a_mention_is_the_words_without_the_bot_and_is_answered_in_its_thread():
    event = {"type": "app_mention", "channel": CHANNEL, "channel_type": "channel", "thread_ts": "17.1"}
    body = direct_message("", **event)
    body["event"]["text"] = f"<@{BOT}> cuda &amp; triton"
    act = incoming.message(body, BOT)
    assert act.text == "cuda & triton"
    assert (act.origin.dm, act.origin.thread) == (False, "17.1")


@pytest.mark.parametrize("subtype", ["thread_broadcast", "me_message"])
def test_what_is_said_in_a_thread_and_shown_outside_of_it_is_a_line_too(subtype):
    assert incoming.message(direct_message("cuda", subtype=subtype), BOT).text == "cuda"


RICH = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Juniper Vashti\nKernel engineer"}]}
FORWARDED = {
    "is_msg_unfurl": True,
    "is_share": True,
    "text": "*Juniper Vashti*\nKernel engineer",
    "fallback": "[November 20th] jonas: Juniper Vashti",
    "message_blocks": [{"message": {"blocks": [{"type": "rich_text", "elements": [RICH]}]}}],
}


def test_a_message_that_is_passed_on_to_the_bot_is_a_cv():
    act = incoming.message(direct_message("", attachments=[FORWARDED]), BOT)
    assert (act.text, act.values) == ("add", {"text": "Juniper Vashti\nKernel engineer"})
    assert act.origin.thread == "1700000000.000200"
    with_file = {**FORWARDED, "files": [{"id": "F1", "name": "cv.pdf"}]}
    act = incoming.message(direct_message("", attachments=[with_file]), BOT)
    assert (act.text, act.values, [one["id"] for one in act.files]) == ("", {}, ["F1"])


def test_the_shortcut_takes_what_the_message_passes_on():
    message = {"text": "", "ts": "1.1", "attachments": [{**FORWARDED, "files": [{"id": "F1"}]}]}
    body = {"callback_id": "add", "user": {"id": PERSON}, "channel": {"id": CHANNEL}, "message": message}
    act = incoming.shortcut(body)
    assert (act.values["text"], [one["id"] for one in act.files]) == ("Juniper Vashti\nKernel engineer", ["F1"])


def test_with_words_of_ones_own_these_are_the_line_and_a_link_is_nothing_passed_on():
    assert incoming.message(direct_message("cuda", attachments=[FORWARDED]), BOT).text == "cuda"
    link = {"from_url": "https://x.example", "text": "A page", "fallback": "A page"}
    act = incoming.message(direct_message("https://x.example", attachments=[link]), BOT)
    assert (act.text, act.values, act.files) == ("https://x.example", {}, ())


def test_the_team_of_a_stranger_in_a_shared_channel_is_known():
    event = {"type": "app_mention", "channel": CHANNEL, "channel_type": "channel", "user_team": "T0OTHER"}
    assert incoming.message(direct_message("hi", **event), BOT).team == "T0OTHER"


def test_a_button_and_an_option_are_their_command_lines():
    assert incoming.press(pressed("show #214")).text == "show #214"
    body = pressed("")
    body["actions"] = [{"type": "static_select", "selected_option": {"value": "stage #214 offer"}}]
    assert incoming.press(body).text == "stage #214 offer"


def test_a_link_button_carries_no_command():
    assert incoming.press(pressed("")) is None


@pytest.mark.parametrize(
    ("channel", "ephemeral", "seen"),
    [(DM, False, "private"), (CHANNEL, True, "private"), (CHANNEL, False, "public")],
)
def test_a_press_knows_who_sees_the_message(channel, ephemeral, seen):
    assert incoming.press(pressed("show 1", channel=channel, ephemeral=ephemeral)).origin.pressed == seen


def test_a_press_on_a_private_answer_in_a_thread_is_answered_in_the_thread():
    body = pressed("show 1", channel=CHANNEL)
    body["container"] = {
        "type": "message",
        "message_ts": "1693635296.000500",
        "channel_id": CHANNEL,
        "is_ephemeral": True,
        "thread_ts": "1693616242.466609",
    }
    assert incoming.press(body).origin.thread == "1693616242.466609"


def test_a_form_remembers_where_it_was_opened():
    origin = incoming.press(pressed("note #214", channel=CHANNEL)).origin
    body = {
        "user": {"id": PERSON, "team_id": TEAM},
        "view": {
            "callback_id": origin.remembered(),
            "private_metadata": "note #214",
            "state": {
                "values": {
                    "text": {"text": {"type": "plain_text_input", "value": "Ask <b> & co"}},
                    "stage": {"stage": {"type": "static_select", "selected_option": {"value": "offer"}}},
                    "tags": {"tags": {"type": "plain_text_input", "value": None}},
                }
            },
        },
    }
    act = incoming.submission(body)
    assert (act.text, act.origin) == ("note #214", origin)
    assert act.values == {"text": "Ask <b> & co", "stage": "offer"}


@pytest.mark.parametrize("junk", ["", "form", "[]", "{}", "[1,2]", "7"])
def test_a_form_of_unknown_origin_is_answered_nowhere_in_particular(junk):
    assert Origin.recalled(junk) == Origin()


def test_the_shortcut_add_takes_the_words_and_files_of_the_message_as_a_cv_and_never_as_a_command():
    body = {
        "callback_id": "add",
        "user": {"id": PERSON, "team_id": TEAM},
        "channel": {"id": CHANNEL},
        "message": {"text": "Ilse &amp; co --save", "files": [{"id": "F1"}], "ts": "17.2", "thread_ts": "17.1"},
        "response_url": "https://hooks.slack.com/app/1",
    }
    act = incoming.shortcut(body)
    assert (act.text, act.values, list(act.files)) == ("add", {"text": "Ilse & co --save"}, [{"id": "F1"}])
    assert act.origin.thread == "17.1"
    assert incoming.shortcut({**body, "message": {"text": "", "ts": "17.1", "thread_ts": "17.1"}}).origin.thread == ""


def test_the_shortcut_find_asks_for_its_form_from_anywhere():
    body = {
        "type": "shortcut",
        "callback_id": "find",
        "user": {"id": PERSON},
        "team": {"id": TEAM},
        "trigger_id": "1.2",
    }
    act = incoming.shortcut(body)
    assert (act.text, act.origin, act.trigger) == ("form lookup", Origin(), "1.2")
    assert incoming.shortcut({**body, "callback_id": "forget everybody"}) is None


def test_the_shortcut_save_keeps_the_message_as_it_is():
    body = {
        "callback_id": "save",
        "user": {"id": PERSON, "team_id": TEAM},
        "channel": {"id": CHANNEL},
        "message": {"user": "U9", "text": "Ilse &amp; co: <https://x.example|x>", "ts": "1763715600.000100"},
        "trigger_id": "1.2",
    }
    act = incoming.shortcut(body)
    assert (act.text, act.ts, act.trigger) == ("save", "1763715600.000100", "1.2")
    assert act.said == (("U9", "Ilse & co: x (https://x.example)", "1763715600.000100"),)
    assert incoming.shortcut({**body, "message": {"text": ""}}).said == ()
