"""What people see on Discord, whatever they type, press or send: the real client, fed with Discord's events."""

import threading
from types import SimpleNamespace

import discord
import pytest

from adapters.discord import interactions, progress
from adapters.discord.harness import BOT, CHANNEL, DIRECT, GUILD, MEMBER, PERSON, USER, DiscordHarness
from adapters.discord.patience import Patience
from adapters.discord.presses import within
from adapters.discord.render import render
from bot.chat.messages import Actions, Bold, Button, Choice, Confirm, FileOut, Form, FormField, Reply, Text
from bot.chat.presses import TWICE, key_of
from tests.cores import ScriptedCore, said

NOTE = Form("Note on Ilse", "note #214", (FormField("text", "Note", long=True),))
ASKS = Reply((Text((Bold("note needs a text."),)),), text="note needs a text.", form=NOTE)
FORGET = Actions((Button("Forget…", "forget #214", confirm=Confirm("Forget Ilse?", "No undo.", "Forget")),))
OTHER = "999"


DONE = said("Done.")


def at_discord(answer=DONE, answers=None):
    core = ScriptedCore(answer if callable(answer) else lambda request: answer)
    return core, DiscordHarness(core, answers)


def refused(status, code=0):
    response = SimpleNamespace(status=status, reason="no")
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    return kinds.get(status, discord.HTTPException)(response, {"code": code, "message": "no"})


def paths(harness):
    return [f"{route.method} {route.path.rsplit('}', 1)[-1] or route.path}" for route, _ in harness.calls]


def callbacks(harness):
    return [body["type"] for route, body in harness.calls if route.path.endswith("/callback")]


def message(payload, *, private=True):
    shown = {**payload, "flags": payload["flags"] | 64 if private else payload["flags"] & ~64}
    return {**DiscordHarness(ScriptedCore()).message("", dm=False), **shown}


# -------------------------------------------------------------------- asking


def test_the_asker_is_known_by_name_roles_and_rights():
    core, harness = at_discord()
    harness.say("cuda", dm=False)
    (request,) = core.requests
    assert (request.member.name, request.member.id, request.member.admin) == ("Mara", str(PERSON), True)
    assert (request.member.workspace.platform, request.member.workspace.id) == ("discord", str(GUILD))
    assert (request.place.kind, request.place.id, request.place.name) == ("channel", str(CHANNEL), "ml-hiring")
    assert request.key


def test_the_language_of_the_asker_comes_along():
    core, harness = at_discord()
    harness.event("INTERACTION_CREATE", {**harness.slash("help", {}), "locale": "es-ES"})
    assert core.requests[0].locale == "es-ES"


def test_rights_come_from_roles_and_not_from_a_channel():
    core, harness = at_discord()
    event = harness.slash("help", {})
    event["member"] = {**MEMBER, "user": {**USER, "id": OTHER}, "permissions": "32", "roles": ["5"]}
    harness.event("INTERACTION_CREATE", event)
    assert core.requests[0].member.admin is False


def test_a_direct_message_is_asked_in_the_server_that_is_set():
    core, harness = at_discord()
    (shown,) = harness.say("cuda")
    assert (core.requests[0].member.workspace.id, core.requests[0].place.kind) == (str(GUILD), "dm")
    assert core.requests[0].place.id == str(PERSON)
    assert shown.private


def test_whoever_shares_no_server_with_the_bot_is_told_so():
    def answers(route, body):
        if "/members/" in route.path:
            raise refused(404)

    core, harness = at_discord(answers=answers)
    (shown,) = harness.say("cuda")
    assert "You share no server with it." in shown.text
    assert core.requests == []


@pytest.mark.parametrize("more", [{"author": {**USER, "bot": True}}, {"webhook_id": "5"}, {"type": 7}])
def test_bots_webhooks_and_notices_get_no_answer(more):
    core, harness = at_discord()
    assert harness.event("MESSAGE_CREATE", harness.message("cuda", **more)) == []
    assert core.requests == []


# ------------------------------------------------------------------ mentions


def mention(harness, text="cuda"):
    return harness.event("MESSAGE_CREATE", harness.message(f"<@{BOT}> {text}", dm=False))


def test_a_private_answer_to_a_mention_goes_to_the_asker_and_a_note_to_the_channel():
    core, harness = at_discord(said("11 people for cuda"))
    direct, note = mention(harness)
    assert core.requests[0].text == "cuda"
    assert ("11 people" in direct.text, direct.private) == (True, True)
    assert (note.text, note.private) == ("Answered in your direct messages.", False)
    assert note.payload["message_reference"]["channel_id"] == str(CHANNEL)


def test_closed_direct_messages_are_said_and_nothing_else_is():
    def answers(route, body):
        if route.channel_id == DIRECT:
            raise refused(403, 50007)

    _, harness = at_discord(said("11 people for cuda"), answers)
    shown = mention(harness)
    assert "Your direct messages are closed to this bot." in shown[-1].text
    assert [one for one in shown if not one.private and "11 people" in one.text] == []


def test_a_public_answer_to_a_mention_stays_in_the_channel():
    _, harness = at_discord(Reply((Text(("Shared.",)),), text="Shared.", private=False))
    (shown,) = mention(harness)
    assert (shown.text, shown.private) == ("Shared.", False)


def test_talk_that_does_not_name_the_bot_is_not_read():
    core, harness = at_discord()
    assert harness.event("MESSAGE_CREATE", harness.message("@everyone cuda", dm=False)) == []
    assert core.requests == []


# --------------------------------------------------------------------- forms


def test_a_press_opens_the_form():
    _, harness = at_discord(ASKS)
    (form,) = harness.press("form note #214")
    assert form.payload["custom_id"] == "note #214"
    assert callbacks(harness) == [9]


def test_a_sent_form_completes_its_command():
    core, harness = at_discord()
    field = {"type": 18, "component": {"type": 4, "custom_id": "text", "value": "Call her"}}
    harness.event("INTERACTION_CREATE", harness.interaction(5, {"custom_id": "note #214", "components": [field]}))
    assert (core.requests[0].text, dict(core.requests[0].values)) == ("note #214", {"text": "Call her"})


def test_where_no_form_can_be_opened_a_button_does_it():
    _, harness = at_discord(ASKS)
    (shown,) = harness.say("note 214")
    assert "note needs a text." in shown.text
    assert shown.buttons == ("note #214",)


# ------------------------------------------------------- time to think about


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(interactions, "PATIENCE", 0)


def test_a_slow_command_asks_for_time_first(impatient):
    _, harness = at_discord(said("11 people"))
    (shown,) = harness.say("cuda", dm=False)
    assert shown.text == "11 people"
    assert paths(harness)[-2:] == ["POST /callback", "PATCH /messages/@original"]
    assert harness.calls[-2][1] == {"type": 5, "data": {"flags": 64}}


def test_how_far_slow_work_has_come_stands_where_the_answer_will(impatient, monkeypatch):
    monkeypatch.setattr(progress, "EVERY", 0)
    thought, shown = threading.Event(), threading.Event()

    def heard(route, body):
        (shown if "@original" in route.path else thought).set()

    def answer(request):
        assert thought.wait(10)
        request.progress(3, 12)
        assert shown.wait(10)
        return said("12 files read")

    _, harness = at_discord(answer, heard)
    harness.say("add", dm=False)
    edits = [str(body) for route, body in harness.calls if "@original" in route.path]
    assert len(edits) == 2
    assert "3 of 12 files read." in edits[0]
    assert "12 files read" in edits[1]


@pytest.mark.parametrize("replace", [False, True])
def test_a_slow_press_is_said_to_be_worked_on_until_its_answer_comes(impatient, monkeypatch, replace):
    monkeypatch.setattr(progress, "EVERY", 0)
    monkeypatch.setattr(progress, "UNSEEN", 0)
    noted, counted = threading.Event(), threading.Event()

    def heard(route, body):
        if route.path.endswith("{webhook_token}"):
            noted.set()
        return counted.set() if route.method == "PATCH" else None

    def answer(request):
        assert noted.wait(10)
        while not counted.wait(0.01):
            request.progress(3, 12)
        return Reply(said("12 files read").blocks, text="12 files read", replace=replace)

    _, harness = at_discord(answer, heard)
    harness.press("add")
    sent = [
        (route.method, route.url.rpartition("/")[2], str(body))
        for route, body in harness.calls
        if "/webhooks/" in route.path
    ]
    note = sent[1][1]
    assert note.isdecimal()
    assert [one[:2] for one in sent] == [
        ("POST", "token"),
        ("PATCH", note),
        ("DELETE", note),
        ("PATCH", "@original") if replace else ("POST", "token"),
    ]
    assert "Working on it…" in sent[0][2]
    assert "3 of 12 files read." in sent[1][2]
    assert "12 files read" in sent[3][2]


def test_a_slow_press_answers_below_or_takes_the_messages_place(impatient):
    _, harness = at_discord(said("Moved."))
    harness.press("stage #214 offer")
    assert callbacks(harness) == [6]
    assert paths(harness)[-1] == "POST /webhooks/{webhook_id}/{webhook_token}"
    _, harness = at_discord(Reply(said("Moved.").blocks, text="Moved.", replace=True))
    harness.press("stage #214 offer")
    assert paths(harness)[-1] == "PATCH /messages/@original"


def test_a_slow_form_becomes_a_button(impatient):
    _, harness = at_discord(ASKS)
    (shown,) = harness.press("note #214")
    assert shown.buttons == ("note #214",)


def test_a_slow_public_answer_is_public(impatient):
    _, harness = at_discord(Reply((Text(("Shared.",)),), text="Shared.", private=False))
    below, shown = harness.say("share", dm=False)
    assert below.text == "Answered below."
    assert (shown.text, shown.private) == ("Shared.", False)


def test_a_repeated_event_that_was_slow_leaves_nothing_behind(impatient):
    _, harness = at_discord(None)
    assert harness.say("cuda", dm=False) == []
    assert paths(harness)[-1] == "DELETE /messages/@original"


def test_completions_that_come_too_late_are_none(monkeypatch):
    monkeypatch.setattr(interactions, "COMPLETION_PATIENCE", 0)
    answered = threading.Event()
    core, harness = at_discord(answers=lambda route, body: answered.set())
    core.complete = lambda *_: (Choice("late", "late"),) if answered.wait(20) else ()
    event = harness.slash("show", {"who": "okon"})
    event["type"] = 4
    event["data"]["options"][0]["options"][0]["focused"] = True
    harness.event("INTERACTION_CREATE", event)
    assert harness.calls[-1][1] == {"type": 8, "data": {"choices": []}}


def test_completions_fit_what_discord_takes():
    core, harness = at_discord()
    core.choices = (
        Choice("okon " + "x" * 200, "#214"),
        Choice("okon", "y" * 101),
        *[Choice(f"okon {one}", f"#{one}") for one in range(40)],
    )
    event = harness.slash("show", {"who": "okon"})
    event["type"] = 4
    event["data"]["options"][0]["options"][0]["focused"] = True
    harness.event("INTERACTION_CREATE", event)
    choices = harness.calls[-1][1]["data"]["choices"]
    assert len(choices) == 25
    assert max(len(one["name"]) for one in choices) == 100
    assert choices[0]["value"] == "#214"


# ------------------------------------------------------------------- presses


def press(harness, payload, label, *, private=True):
    return harness.press_in(message(payload, private=private), label, dm=False)


def test_an_answer_takes_the_place_of_the_message_where_it_may():
    _, harness = at_discord(Reply(said("Moved.").blocks, text="Moved.", replace=True))
    shown = render(Reply((Actions((Button("Offer", "stage #214 offer"),)),), text="x"))[0]
    press(harness, shown, "Offer")
    assert callbacks(harness) == [7]


def test_a_private_answer_never_takes_the_place_of_what_others_see():
    _, harness = at_discord(Reply(said("Contacts.").blocks, text="Contacts.", replace=True))
    shown = render(Reply((Actions((Button("Open", "show #214"),)),), text="x", private=False))[0]
    (answer,) = press(harness, shown, "Open", private=False)
    assert callbacks(harness) == [4]
    assert answer.private


def test_consequences_are_asked_about_before_anything_is_run():
    core, harness = at_discord(said("Erased."))
    (question,) = press(harness, render(Reply((FORGET,), text="x"))[0], "Forget…")
    assert core.requests == []
    assert question.private
    (erased,) = press(harness, question.payload, "Forget")
    assert core.requests[0].text == "forget #214"
    assert erased.text == "Erased."
    assert callbacks(harness) == [4, 7]


def test_the_question_is_the_buttons_own_in_another_process_too_and_a_general_one_once_it_is_gone():
    core, harness = at_discord(Reply((FORGET,), text="x"))
    (shown,) = harness.say("show 214", dm=False)
    _, another = at_discord()
    (question,) = press(another, shown.payload, "Forget…")
    assert question.text == "Forget?\nThis runs: forget #214"
    another = DiscordHarness(core)
    (question,) = press(another, shown.payload, "Forget…")
    assert question.text == "Forget Ilse?\nNo undo."


def test_consequences_that_are_not_meant_are_not_run():
    core, harness = at_discord()
    (question,) = press(harness, render(Reply((FORGET,), text="x"))[0], "Forget…")
    (shown,) = press(harness, question.payload, "Cancel")
    assert shown.text == "Nothing was changed."
    assert core.requests == []


def test_a_file_goes_to_the_asker_alone():
    _, harness = at_discord(
        Reply((Text(("The CV.",)),), text="The CV.", files=(FileOut("cv @everyone.md", b"# Ilse"),))
    )
    text, file = harness.say("file 214", dm=False)
    assert (text.private, file.private) == (True, True)
    assert b"# Ilse" in file.payload.values()
    text, file, note = mention(harness, "file 214")
    assert (text.private, file.private, note.private) == (True, True, False)


# -------------------------------------------------------------------- faults


def test_a_payload_that_discord_refuses_is_said_instead_of_nothing():
    tried = []

    def answers(route, body):
        tried.append(route)
        if len(tried) == 1:
            raise refused(400, 50035)

    _, harness = at_discord(said("11 people"), answers)
    shown = harness.say("cuda", dm=False)
    assert "The answer could not be shown here." in shown[-1].text


@pytest.mark.parametrize("dm", [True, False])
def test_discord_not_saying_who_somebody_is_is_no_silence(dm):
    def answers(route, body):
        if "/members/" in route.path:
            raise refused(500)

    core, harness = at_discord(answers=answers)
    shown = harness.press("show #214") if not dm else harness.say("cuda")
    assert "That did not work." in shown[-1].text
    assert core.requests == []


def test_people_and_roles_that_are_mentioned_come_with_their_names():
    core = ScriptedCore()
    harness = DiscordHarness(core)
    jonas = {"id": "9", "username": "jonas", "discriminator": "0", "avatar": None, "global_name": "Jo>nas"}
    harness.event("MESSAGE_CREATE", harness.message("note 1 ask <@9> and <@!9>, not <@8>", mentions=[jonas]))
    assert core.requests[-1].text == "note 1 ask <@9|Jo nas> and <@9|Jo nas>, not <@8>"


def test_in_a_server_that_is_not_loaded_nothing_is_answered_for_all_to_see():
    core = ScriptedCore(lambda request: said("Noor Etxeberria"))
    harness = DiscordHarness(core)
    asked = harness.message(f"<@{BOT}> noor", dm=False, guild_id="999")
    shown = harness.event("MESSAGE_CREATE", asked)
    assert [one.private for one in shown if "Noor" in one.text] in ([], [True])
    harness.event("MESSAGE_CREATE", harness.message("noor was great", dm=False, guild_id="999"))
    assert len(core.requests) <= 1


# ---------------------------------------------------------- once, and in time


def pressed_again(harness, payload):
    """Two presses of one button, one right after the other."""
    data = {"custom_id": next(one["custom_id"] for one in within(payload["components"]) if "custom_id" in one)}
    shown = message(payload)
    events = [harness.interaction(3, {**data, "component_type": 2}, dm=False, message=shown) for _ in range(2)]
    return [harness.event("INTERACTION_CREATE", event) for event in events]


def test_a_double_press_acts_once_and_is_met_with_silence(bot):
    bot.add("etxeberria_2026.md")
    harness = DiscordHarness(bot.app)
    payload = render(Reply((Actions((Button("Move", "note #1 Call her"),)),), text="x"))[0]
    first, second = pressed_again(harness, payload)
    assert "note" in first[0].text.casefold()
    assert second == []
    assert callbacks(harness)[-1] == 6, "else Discord says that the interaction failed"
    assert len(bot.tenant.dossier(1).notes) == 1
    bot.now += TWICE
    pressed_again(harness, payload)
    assert len(bot.tenant.dossier(1).notes) == 2


def test_a_slow_second_press_leaves_the_message_alone(impatient):
    _, harness = at_discord(None)
    harness.press("stage #214 offer")
    assert callbacks(harness) == [6]
    assert [route.method for route, _ in harness.calls if route.method == "DELETE"] == []


def test_long_lines_of_an_answer_work_when_they_are_pressed_later(bot):
    bot.add("etxeberria_2026.md")
    line = "find " + "rust or cuda " * 12
    harness = DiscordHarness(bot.app)
    bot.tenant.keep_lines({key_of(line): line}, at=bot.now)
    payload = render(Reply((Actions((Button("Again", line),)),), text="x"))[0]
    (found,) = harness.press_in(payload, "Again")
    assert "rust" in found.text
    gone = render(Reply((Actions((Button("Again", f"{line} or go"),)),), text="x"))[0]
    (told,) = harness.press_in(gone, "Again")
    assert "This button is too old." in told.text


def gives_up(code, *, direct=True):
    """A Discord that takes no answer to an interaction any more."""

    def answers(route, body):
        if "webhook_token" in route.path:
            raise refused({50027: 401}.get(code, 404), code)
        if not direct and route.path == "/users/@me/channels":
            raise refused(403, 50007)

    return answers


@pytest.mark.parametrize("code", [10062, 10015, 50027])
def test_what_comes_too_late_for_its_place_goes_to_the_asker_directly(code):
    _, harness = at_discord(said("11 people"), gives_up(code))
    shown = harness.say("cuda", dm=False)
    assert shown[-1].private
    assert "11 people" in shown[-1].text
    assert "too late" in shown[-1].text
    assert harness.calls[-1][0].channel_id == DIRECT


def test_where_nobody_can_be_written_to_nothing_of_the_answer_is_told():
    _, harness = at_discord(said("Ilse Okonkwo-Brandt"), gives_up(10062, direct=False))
    shown = harness.say("cuda", dm=False)
    assert "ask or press again" in shown[-1].text
    assert not shown[-1].private
    assert [one for one in shown if "Ilse" in one.text and not one.private] == []


def test_work_goes_on_where_discord_was_asked_for_time_too_late(impatient):
    core, harness = at_discord(said("Saved."), gives_up(10062))
    shown = harness.say("note 1 Call her", dm=False)
    assert len(core.requests) == 1
    assert "Saved." in shown[-1].text


def test_what_waited_in_our_own_loop_counts_as_waiting():
    now = [1_000.0]
    patience = Patience(lambda: now[0])

    def sent(at):
        return int((at + 500) * 1000) << 22  # Discord's clock is not ours

    assert patience.left(sent(1_000.0), 1.8) == pytest.approx(1.8)
    now[0] = 1_002.0
    assert patience.left(sent(1_001.0), 1.8) == pytest.approx(0.8)
    assert patience.left(sent(990.0), 1.8) == 0
    assert patience.left(sent(1_002.0), 1.8) == pytest.approx(1.8)
