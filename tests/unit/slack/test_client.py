import threading
from dataclasses import replace
from http.client import RemoteDisconnected

import pytest
from slack_bolt import BoltRequest
from slack_bolt.authorization import AuthorizeResult

from adapters.base import BadToken, Undeliverable
from adapters.slack import client as module
from adapters.slack import harness as slack_harness
from adapters.slack import listeners
from adapters.slack.client import SlackAdapter
from adapters.slack.harness import BOT, CHANNEL, DM, PERSON, TEAM, direct_message, pressed, shown, slash, visible
from adapters.slack.incoming import Origin
from bot.channels import Message
from bot.chat.messages import Elsewhere, Place, Reply, Text, Typed, Upload
from bot.records import Workspace
from bot.settings import Settings
from bot.store import Unavailable
from tests.cores import ScriptedCore, said
from tests.unit.slack.slacks import at_slack, refused

HERE = Workspace("slack", TEAM)


def failing(harness, method, error):
    """Have Slack fail a method."""
    real = harness.platform.client.api_call

    def api_call(name, **given):
        if name == method:
            raise error
        return real(name, **given)

    harness.platform.client.api_call = api_call


def dispatch(harness, body):
    return harness.adapter.listeners.app.dispatch(BoltRequest(mode="socket_mode", body=body))


def test_slack_is_answered_before_the_work_is_done():
    go = threading.Event()

    def slowly(request):
        assert go.wait(10)
        return said("Done.")

    harness = at_slack(slowly)
    assert dispatch(harness, slash("new")).status == 200
    assert not [method for method, _ in harness.platform.seen if method.startswith("https://")]
    go.set()
    harness.adapter.work.settle(10)
    assert [method for method, _ in harness.platform.seen if method.startswith("https://")]


def test_stopping_takes_nothing_new_and_finishes_what_was_begun():
    begun, go = threading.Event(), threading.Event()

    def slowly(request):
        begun.set()
        assert go.wait(10)
        return said("Done.")

    harness = at_slack(slowly)
    dispatch(harness, slash("new"))
    assert begun.wait(10)
    stopping = threading.Thread(target=harness.adapter.stop)
    stopping.start()
    harness.adapter._closing.wait(10)
    while dispatch(harness, slash("later")).status == 200:  # until the pool is closed
        pass
    go.set()
    stopping.join(15)
    assert not stopping.is_alive()
    answers = [sent for method, sent in harness.platform.seen if method.startswith("https://")]
    assert "Done." in answers[0]["text"]


def test_the_asker_and_the_place_are_told_to_the_core():
    harness = at_slack(lambda request: said("ok"))
    harness.say("new", dm=False)
    harness.say("new")
    channel, dm = harness.adapter._core.requests
    assert (channel.place, dm.place.kind) == (Place(HERE, "channel", CHANNEL, "ml-hiring"), "dm")
    assert (channel.member.id, channel.member.name, channel.member.admin) == (PERSON, "Mara", True)


def in_a_thread(event_id="Ev1"):
    body = direct_message("", event_id=event_id, type="app_mention", channel=CHANNEL, thread_ts="1700000000.000100")
    body["event"] |= {"channel_type": "channel", "text": f"<@{BOT}> help"}
    return body


def test_in_a_thread_where_there_are_no_slash_commands_lines_begin_with_the_name_that_the_bot_has_there():
    harness = at_slack(lambda request: Reply((Text(("Type ", Typed("show noor"))),), text="Type it."))
    assert [one.text for one in harness._dispatch(in_a_thread())] == ["Type @Bot show noor"]
    assert harness.mention("help")[0].text == "Type /candidate show noor"
    nameless = AuthorizeResult(enterprise_id=None, team_id=TEAM)
    harness.adapter.homes.own = replace(harness.adapter.homes.own, us=nameless)
    assert [one.text for one in harness._dispatch(in_a_thread("Ev2"))] == ["Type @Recruitbot show noor"]


def test_every_act_has_the_key_by_which_a_repeat_is_known():
    harness = at_slack(lambda request: said("ok"))
    dispatch(harness, direct_message("hello", event_id="Ev42"))
    dispatch(harness, pressed("show 1"))
    dispatch(harness, slash("show 1"))
    harness.adapter.work.settle(10)
    assert {request.key for request in harness.adapter._core.requests} == {"Ev42", "1.2.press", "1.2.slash"}


@pytest.mark.parametrize("first", [True, False])
def test_slack_does_not_wait_for_a_slow_database_and_the_work_does(monkeypatch, first):
    monkeypatch.setattr(listeners, "NOTING", 0)
    harness, go = at_slack(lambda request: said("Done.")), threading.Event()
    core = harness.adapter._core
    core.in_hand.begin = lambda act: go.wait(10) and first
    assert dispatch(harness, slash("find cuda")).status == 200
    assert core.requests == []
    go.set()
    harness.adapter.work.settle(10)
    assert len(core.requests) == first


@pytest.mark.parametrize("admitting", [True, False])
def test_whoever_has_no_role_waits_for_no_word_about_a_file_they_dropped(admitting):
    harness, begun = at_slack(lambda request: said("Done.")), []
    core = harness.adapter._core
    core.intakes.add(CHANNEL)
    core.admitting = admitting
    begin = core.in_hand.begin
    core.in_hand.begin = lambda act: begun.append(act) or begin(act)
    harness.drop("cv.md", b"CV")
    assert len(begun) == admitting


def test_what_was_taken_but_not_begun_is_told_so_when_the_bot_stops(monkeypatch):
    monkeypatch.setattr(module, "IN_HAND", 0)
    begun, go = threading.Barrier(3), threading.Event()

    def slowly(request):
        begun.wait(10)
        assert go.wait(10)
        return said("Done.")

    harness = at_slack(slowly)
    for body in (pressed("show 1"), direct_message("show 2"), slash("note 3 Call her"), direct_message("note 4 x")):
        dispatch(harness, body)
    begun.wait(10)
    harness.adapter.stop()
    told = [shown(method, sent) for method, sent in harness.platform.seen if visible(method)]
    assert [one.text for one in told] == ["That was not done: the bot is being restarted. Send it again."] * 2
    assert all(one.private for one in told)
    go.set()
    harness.adapter.work.settle(10)
    assert {request.text for request in harness.adapter._core.requests} == {"show 1", "show 2"}


def test_who_only_opened_the_home_tab_or_dropped_a_picture_hears_nothing_when_the_bot_stops(monkeypatch):
    monkeypatch.setattr(module, "IN_HAND", 0)
    begun, go = threading.Barrier(4), threading.Event()

    def slowly(request):
        begun.wait(10)
        assert go.wait(10)

    harness = at_slack(slowly)
    harness.adapter._core.intakes.add("C0CVS")
    for number in range(2):
        dispatch(harness, direct_message("show", event_id=f"Ev{number}"))
    harness.platform.files["F0"] = b"CV"
    dispatch(harness, direct_message("", event_id="Ev7", subtype="file_share", files=[{"id": "F0"}]))
    begun.wait(10)
    for channel in ("C0LUNCH", "C0CVS"):
        event = {"type": "file_shared", "channel_id": channel, "user_id": PERSON, "file_id": "F1"}
        dispatch(harness, {"type": "event_callback", "team_id": TEAM, "event_id": channel, "event": event})
    home = {"type": "app_home_opened", "user": PERSON, "channel": DM, "tab": "home"}
    dispatch(harness, {"type": "event_callback", "team_id": TEAM, "event_id": "Ev9", "event": home})
    harness.adapter.stop()
    go.set()
    assert [sent["channel"] for method, sent in harness.platform.seen if visible(method)] == ["C0CVS"]


def test_nobody_waits_behind_files_that_are_dropped_and_read():
    """Of 20 files Slack does not say yet where they lie, and others are being read: a press is answered all the same."""
    go, reading = threading.Event(), threading.Event()

    def answer(request):
        if request.uploads:
            reading.set()
            assert go.wait(10)
        return said("Done.")

    harness = at_slack(answer)
    harness.adapter._core.intakes.add(CHANNEL)
    harness.platform.closing = lambda _: go.wait(10)
    harness.platform.files["F0"] = b"CV"
    dispatch(harness, direct_message("", event_id="Ev0", subtype="file_share", files=[{"id": "F0"}]))
    for number in range(20):
        event = {"type": "file_shared", "channel_id": CHANNEL, "user_id": PERSON, "file_id": f"F{number}"}
        dispatch(harness, {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{number + 1}", "event": event})
    assert reading.wait(10)
    answered = threading.Event()
    harness.platform.respond = lambda *_: not answered.set()
    dispatch(harness, pressed("show 1", channel=CHANNEL, ephemeral=True))
    assert answered.wait(10)
    go.set()
    harness.adapter.work.settle(10)


def test_a_slack_that_is_down_holds_nobody_up_when_the_bot_stops(monkeypatch):
    monkeypatch.setattr(module, "IN_HAND", 0)
    begun, go = threading.Barrier(3), threading.Event()

    def slowly(request):
        begun.wait(10)
        assert go.wait(10)

    harness = at_slack(slowly)
    for number in range(6):
        dispatch(harness, direct_message("show", event_id=f"Ev{number}"))
    begun.wait(10)
    failing(harness, "chat.postMessage", ConnectionRefusedError())
    harness.adapter.stop()
    go.set()


def outside(harness, **marks):
    """Note the files that are fetched; ``marks`` are what Slack says of the person."""
    harness.platform.slack.profile = {**slack_harness.PROFILE, **marks}
    fetched = []
    harness.platform.download = lambda file: fetched.append(file) or Upload(file["name"], b"x")
    return fetched


def calls(harness, method):
    return [sent for called, sent in harness.platform.seen if called == method]


def crowded(harness, *, files=2):
    """A message of 40,000 characters that mentions everybody, with files."""
    text = "<@U0BOT> " + "".join(f"<@U{number:05d}>" for number in range(4000))
    body = direct_message("", subtype="file_share", files=[{"id": f"F{n}", "name": f"{n}.md"} for n in range(files)])
    body["event"]["text"] = text
    return harness._dispatch(body)


@pytest.mark.parametrize("mark", ["is_restricted", "is_ultra_restricted", "is_bot", "is_stranger"])
def test_for_an_outsider_nothing_is_fetched_or_looked_up_and_one_private_answer_is_given(mark):
    harness = at_slack(lambda request: said("This bot is for the members of this workspace."))
    fetched = outside(harness, **{mark: True})
    (answer,) = crowded(harness)
    assert answer.private
    assert fetched == []
    assert [one["user"] for one in calls(harness, "users.info")] == [PERSON]
    assert calls(harness, "usergroups.list") == []
    (request,) = harness.adapter._core.requests
    assert [one.fault for one in request.uploads] == ["it was not fetched. Send it again."] * 2


def test_for_a_member_without_a_role_nothing_is_fetched_or_looked_up():
    harness = at_slack(lambda request: said("You have no role."))
    harness.adapter._core.admitting = False
    fetched = outside(harness)
    assert len(crowded(harness)) == 1
    assert fetched == []
    assert len(calls(harness, "users.info")) == 1


def test_for_a_member_with_a_role_so_many_files_are_fetched_and_names_looked_up():
    harness = at_slack(lambda request: said("Read."))
    fetched = outside(harness)
    crowded(harness, files=25)
    assert len(fetched) == 20
    assert len(calls(harness, "users.info")) == 1 + 5
    (request,) = harness.adapter._core.requests
    assert [one.name for one in request.uploads] == [f"{number}.md" for number in range(25)]
    assert [one.fault for one in request.uploads] == [""] * 20 + ["Only 20 files at once."] * 5


def test_the_bots_own_messages_start_nothing():
    harness = at_slack(lambda request: said("ok"))
    dispatch(harness, direct_message("hello", user=BOT))
    dispatch(harness, direct_message("hello", bot_id="B0BOT", subtype="bot_message"))
    harness.adapter.work.settle(10)
    assert harness.adapter._core.requests == []


def test_where_slack_does_not_say_who_asks_nothing_is_done():
    harness = at_slack(lambda request: said("secret"))
    failing(harness, "users.info", refused("missing_scope"))
    (answer,) = harness.say("show 1")
    assert "users:read" in answer.text
    assert harness.adapter._core.requests == []


def test_a_fault_of_our_own_is_told_without_its_words():
    class Odd(Text):
        __slots__ = ()

        @property
        def spans(self):
            raise RuntimeError("Ilse Okonkwo-Brandt")

    harness = at_slack(lambda request: Reply((object.__new__(Odd),), text="x"))
    (answer,) = harness.say("show 1")
    assert "That did not work." in answer.text
    assert "Ilse" not in answer.text


def test_what_was_done_and_said_is_not_called_a_failure_where_the_database_goes_away_then():
    post = Message(Workspace("slack", "T0OTHER"), "C1", "1.2")
    harness = at_slack(lambda request: replace(said("Saved."), elsewhere=(Elsewhere(post, said("Saved.")),)))

    def gone(place):
        raise Unavailable("the database cannot be used now")

    harness.adapter.homes.at = gone
    assert ["Saved." in one.text for one in harness.say("add draft:1 --save")] == [True]


@pytest.mark.parametrize("word", ["account_inactive", "token_revoked", "ratelimited"])
def test_who_is_not_reached_as_the_bot_is_uninstalled_meanwhile_breaks_nothing(monkeypatch, caplog, word):
    harness = at_slack(lambda request: said("Ilse Okonkwo-Brandt"))
    slack = harness.platform.slack
    answered = slack.api_call

    def gone(method, **given):
        if method.startswith("chat."):
            raise refused(word)
        return answered(method, **given)

    monkeypatch.setattr(slack, "api_call", gone)
    assert harness.say("show 1") == []
    assert word in caplog.text
    assert "Ilse" not in caplog.text
    monkeypatch.setattr(slack, "api_call", answered)
    assert ["Ilse" in one.text for one in harness.say("show 1")] == [True]


def form_sent(value, *, optional=False):
    return {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": PERSON, "team_id": TEAM},
        "view": {
            "type": "modal",
            "callback_id": Origin(CHANNEL).remembered(),
            "private_metadata": "note #214",
            "blocks": [{"type": "input", "block_id": "text", "optional": optional}],
            "state": {"values": {"text": {"text": {"type": "plain_text_input", "value": value}}}},
        },
    }


def test_a_form_sent_runs_its_command_with_the_values():
    harness = at_slack(lambda request: said("Noted."))
    (answer,) = harness._dispatch(form_sent("Call her"))
    (request,) = harness.adapter._core.requests
    assert (request.text, request.values) == ("note #214", {"text": "Call her"})
    assert answer.text == "Noted."


@pytest.mark.parametrize("value", ["  ", "\n", None])
def test_a_required_value_of_spaces_is_refused_in_the_form(value):
    harness = at_slack(lambda request: said("Noted."))
    answer = dispatch(harness, form_sent(value))
    assert '"text": "This cannot be blank."' in answer.body
    assert harness.adapter._core.requests == []
    assert dispatch(harness, form_sent(value, optional=True)).body == ""


def post(harness, place=None):
    return harness.adapter.post(place or Place(HERE, "channel", CHANNEL), said("12 new applicants."), key="d7-1")


def test_a_post_carries_its_key_and_unfurls_nothing():
    harness = at_slack(lambda request: None)
    assert post(harness)
    method, sent = harness.platform.seen[-1]
    assert method == "chat.postMessage"
    assert sent["metadata"] == {"event_type": "recruitbot_post", "event_payload": {"key": "d7-1"}}
    assert (sent["unfurl_links"], sent["unfurl_media"]) == (False, False)
    assert "link_names" not in sent


@pytest.mark.parametrize("place", [("dm", PERSON), ("dm", DM), ("channel", DM)])
def test_a_post_to_a_person_goes_to_their_direct_messages(place):
    harness = at_slack(lambda request: None)
    post(harness, Place(HERE, *place))
    assert harness.platform.seen[-1][1]["channel"] == DM
    assert [one["users"] for one in calls(harness, "conversations.open")] == [PERSON] * (place[1] == PERSON)


def test_a_post_that_slack_refuses_is_undeliverable():
    harness = at_slack(lambda request: None)
    failing(harness, "chat.postMessage", refused("is_archived"))
    with pytest.raises(Undeliverable, match="is_archived") as caught:
        post(harness)
    assert caught.value.lasting


def test_a_post_whose_answer_was_lost_is_not_sent_again():
    harness = at_slack(lambda request: None)
    failing(harness, "chat.postMessage", RemoteDisconnected())
    with pytest.raises(Undeliverable) as caught:
        post(harness)
    assert caught.value.unknown


def test_a_post_that_broke_off_goes_on_where_it_broke_when_it_is_repeated():
    harness = at_slack(lambda request: None)
    real, count = harness.platform.client.api_call, []

    def api_call(name, **given):
        count.append(name)
        if count.count("chat.postMessage") == 2:
            raise refused("is_archived")
        return real(name, **given)

    harness.platform.client.api_call = api_call
    place = Place(HERE, "channel", CHANNEL)
    long = Reply(tuple(Text((f"{number} " + "word " * 2000,)) for number in range(3)), text="Long.")
    with pytest.raises(Undeliverable, match=r"only a part of the post went out.*is_archived") as caught:
        harness.adapter.post(place, long, key="d7-1")
    assert (caught.value.unknown, caught.value.lasting) == (True, True)
    first = harness.adapter.post(place, long, key="d7-1")
    assert harness.adapter.post(place, long, key="d7-1") == first
    posted = calls(harness, "chat.postMessage")
    assert len(posted) == len({one["text"] for one in posted}) > 2
    assert harness.adapter.post(place, long, key="d7-2") != first


def test_another_workspace_cannot_be_posted_to():
    with pytest.raises(Undeliverable):
        post(at_slack(lambda request: None), Place(Workspace("slack", "T0OTHER"), "channel", CHANNEL))


def unstarted(platform):
    settings = Settings(_env_file=None, slack_app_token="", workers=1)
    return SlackAdapter(settings, ScriptedCore(), platform)


def test_a_refused_token_is_named():
    harness = at_slack(lambda request: None)
    failing(harness, "auth.test", refused("invalid_auth"))
    adapter = unstarted(harness.platform)
    with pytest.raises(BadToken, match="SLACK_BOT_TOKEN"):
        adapter.start()
    adapter.stop()


def test_a_slack_that_is_down_is_tried_again_until_it_is_there(monkeypatch):
    monkeypatch.setattr(module, "FIRST_PAUSE", 0.0)
    harness = at_slack(lambda request: None)
    real, tries, there = harness.platform.client.api_call, [], threading.Event()

    def api_call(name, **given):
        tries.append(name)
        if len(tries) < 4:
            raise ConnectionRefusedError
        there.set()
        return real(name, **given)

    harness.platform.client.api_call = api_call
    adapter = unstarted(harness.platform)
    adapter.start()
    assert there.wait(10)
    adapter._connecting.join(10)
    assert adapter.workspaces() == (HERE,)
    adapter.stop()


def test_bolt_does_not_turn_to_oauth_because_of_the_environment(monkeypatch):
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-other")
    monkeypatch.setenv("SECRET_KEY", "k" * 32)
    (answer,) = at_slack(lambda request: said("Hello.")).say("new")
    assert answer.text == "Hello."


SAVED = {
    "type": "message_action",
    "callback_id": "save",
    "user": {"id": PERSON, "team_id": TEAM},
    "team": {"id": TEAM},
    "channel": {"id": CHANNEL},
    "message": {"type": "message", "user": PERSON, "text": "ask <@U0MARA>", "ts": "1763715600.000100"},
    "trigger_id": "1.2.save",
}


def test_a_message_is_saved_with_author_moment_and_link_and_names_for_mentions():
    asked = []
    harness = at_slack(lambda request: asked.append(request) or said("Saved."))
    harness._dispatch(SAVED)
    (talk,) = (request.discussion for request in asked)
    assert talk.link == f"https://tessera.slack.com/archives/{CHANNEL}/p1763715600000100"
    assert [(one.author, one.text, one.at.isoformat()) for one in talk.said] == [
        ("Mara", "ask @Mara", "2025-11-21T09:00:00+00:00")
    ]
