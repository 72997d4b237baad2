"""CVs that come to Slack without a command: dropped in a channel set as intake, or saved from a message."""

import io
import zipfile
from datetime import timedelta
from types import SimpleNamespace

import pytest
from slack_bolt import BoltRequest

from adapters.slack import drops, incoming, limits
from adapters.slack.api import Api
from adapters.slack.harness import CHANNEL, DM, PERSON, ROOT, TEAM, SlackHarness, direct_message
from adapters.slack.incoming import opened_home
from bot.channels import Message
from bot.chat.messages import Place
from bot.records import Grant, Role, Workspace
from tests.bot import SAMPLES
from tests.cores import said
from tests.unit.slack.slacks import at_slack, refused

HERE = Place(Workspace("slack", TEAM), "channel", CHANNEL, "ml-hiring")
NOOR = "etxeberria_2026.md"
CV = (SAMPLES / NOOR).read_bytes()
PASTED = CV.decode()


@pytest.fixture
def slack(bot):
    return SlackHarness(bot.app)


@pytest.fixture
def taking(slack):
    """A channel set as intake."""
    slack.say("intake on", dm=False)
    return slack


def one(shown):
    (found,) = shown
    assert limits.faults(found.payload) == []
    return found


def asked(harness):
    """What was asked of Slack since the last look."""
    seen, harness.platform.seen[:] = list(harness.platform.seen), []
    return seen


def pressed_in_thread(harness, command):
    """Press a button of the report that everybody in the channel sees."""
    body = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": PERSON, "team_id": TEAM},
        "channel": {"id": CHANNEL, "name": "ml-hiring"},
        "container": {
            "type": "message",
            "channel_id": CHANNEL,
            "thread_ts": f"{ROOT}.000300",
            "is_ephemeral": False,
            "message_ts": harness.platform.slack.posted,
        },
        "response_url": "https://hooks.slack.com/actions/1",
        "trigger_id": f"1.{len(harness.platform.seen)}.press",
        "actions": [{"type": "button", "action_id": "run:1", "value": command}],
    }
    return harness._dispatch(body)


# ---------------------------------------------------------------- the channel


def test_by_default_a_file_in_a_channel_is_nobodys_business(slack):
    asked(slack)
    assert slack.drop("cv.md", CV) == []
    assert asked(slack) == []


def test_a_cv_in_a_channel_set_as_intake_is_told_of_in_its_thread_by_name_alone(taking):
    report = one(taking.drop("cv.md", CV))
    assert not report.private
    assert (report.payload["channel"], report.payload["thread_ts"]) == (CHANNEL, f"{ROOT}.000300")
    assert "Check before saving: Noor Etxeberria" in report.text
    assert report.payload["text"] == "1 CV was read, to check before it is saved."
    assert "Quillon" not in report.text
    assert "@" not in report.text
    assert [line.split()[0] for line in report.buttons] == ["intake-save", "add", "form", "intake-discard"]


def test_the_channel_is_not_told_that_somebody_is_known_already(taking, bot):
    bot.add(NOOR)
    newer = one(taking.drop("cv.md", CV + b"\n\n## Awards\n\nBest paper, NSDI 2025\n"))
    assert "#1" not in newer.text
    assert "update" not in newer.text
    assert "is already here, unchanged" in (same := one(taking.drop("cv.md", CV))).text
    assert same.private


def test_what_was_read_is_shown_to_the_presser_alone_and_corrected_there(taking):
    report = one(taking.drop("cv.md", CV))
    shown = one(pressed_in_thread(taking, report.buttons[1]))
    assert shown.private
    assert "noor@etxeberria.example" in shown.text
    form = one(pressed_in_thread(taking, report.buttons[2]))
    assert form.payload["view"]


def test_saving_folds_the_report_for_everybody(taking, bot):
    report = one(taking.drop("cv.md", CV))
    folded = one(pressed_in_thread(taking, report.buttons[0]))
    assert folded.payload["replace_original"]
    assert folded.text.startswith("Noor Etxeberria\nsaved by Mara")
    assert "Noor" not in folded.payload["text"]
    assert folded.buttons == ("show #1",)
    assert bot.tenant.count() == 1
    bot.now += timedelta(minutes=1)
    again = one(pressed_in_thread(taking, report.buttons[0]))
    assert "decided" in again.text
    assert bot.tenant.count() == 1


def test_discarding_folds_it_too_and_keeps_nothing(taking, bot):
    report = one(taking.drop("cv.md", CV))
    folded = one(pressed_in_thread(taking, report.buttons[3]))
    assert folded.payload["replace_original"]
    assert "discarded by Mara, nothing was saved" in folded.text
    assert bot.tenant.count() == 0


def test_typed_elsewhere_a_decision_is_seen_by_the_asker_alone(taking):
    report = one(taking.drop("cv.md", CV))
    taking.say("intake off", dm=False)
    told, folded = taking.say(report.buttons[0], dm=False)
    assert told.private
    assert folded.payload["channel"] == CHANNEL
    assert folded.text.startswith("Noor Etxeberria\nsaved by Mara")


def test_what_is_decided_in_the_form_folds_the_report_that_all_see(taking, bot):
    report = one(taking.drop("cv.md", CV))
    posted = taking.platform.slack.posted
    check = next(line for line in report.buttons if line.startswith("add draft:"))
    checked = one(taking.press(check))
    saved = next(line for line in checked.buttons if line.endswith("--save"))
    told, *folded = taking.press(saved)
    assert "Noor Etxeberria is saved" in told.text
    assert {one.payload["ts"] for one in folded} >= {posted}
    assert all("saved by Mara" in one.text and one.buttons == ("show #1",) for one in folded)
    assert all(limits.faults(one.payload) == [] for one in folded)


def test_a_report_in_a_direct_message_is_folded_where_it_stands(slack, bot):
    report = one(slack.upload("cv.md", CV))
    posted = slack.platform.slack.posted
    drop = next(line for line in report.buttons if line.endswith("--discard"))
    told, folded = slack.say(drop, dm=False)
    assert "was discarded" in told.text
    assert (folded.payload["channel"], folded.payload["ts"]) == (DM, posted)
    assert "discarded by Mara" in folded.text


def test_files_of_one_message_are_read_together_by_whoever_is_told_first(taking, bot):
    """Slack tells of each by itself, maybe another process; while this one waits, the others come."""
    message = Message(Workspace("slack", TEAM), CHANNEL, f"{ROOT}.000300")
    others = {"F901.md": "okonkwo-brandt-cv.md", "F902.md": "achterberg_davit.md"}

    def meanwhile(seconds):
        if seconds:
            for file, sample in others.items():
                taking.platform.files[file] = (SAMPLES / sample).read_bytes()
                bot.tenant.put_down(message, file, at=bot.now)
        return False

    taking.platform.closing = meanwhile
    report = one(taking.drop("cv.md", CV))
    assert "3 files read: 3 saved" in report.text
    assert report.payload["thread_ts"] == message.id
    assert bot.tenant.count() == 3
    assert bot.tenant.take_up(message) == ()  # whoever is told of the others has nothing left to do


def test_a_file_that_went_with_another_is_not_told_of_again(taking, bot):
    message = Message(Workspace("slack", TEAM), CHANNEL, f"{ROOT}.000300")
    taking.platform.closing = lambda seconds: bool(seconds and bot.tenant.take_up(message) and False)
    assert taking.drop("cv.md", CV) == []
    assert bot.tenant.count() == 0


def test_a_repeated_delivery_is_read_once(taking):
    assert len(taking.drop("cv.md", CV, event_id="Ev77")) == 1
    assert taking.drop("cv.md", CV, event_id="Ev77") == []


def test_an_archive_is_saved_at_once_and_told_of_to_the_dropper_alone(taking, bot):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for name in (NOOR, "okonkwo-brandt-cv.md"):
            packed.writestr(name, (SAMPLES / name).read_bytes())
    report = one(taking.drop("fair.zip", archive.getvalue()))
    assert report.private
    assert report.payload["thread_ts"] == f"{ROOT}.000300"
    assert "2 files read: 2 saved" in report.text
    assert bot.tenant.count() == 2


def test_whoever_is_no_recruiter_is_refused_alone_and_nothing_is_fetched(taking, bot):
    taking.become()
    fetched = []
    taking.platform.download = fetched.append
    refusal = one(taking.drop("cv.md", CV))
    assert refusal.private
    assert "you have no role" in refusal.text
    assert fetched == []


def test_only_an_admin_sets_a_channel_and_a_conversation_is_none(slack, bot):
    bot.tenant.grant(Grant(HERE.workspace, "member", PERSON, "Mara", Role.RECRUITER, "setup", bot.now))
    assert "This is no channel." in one(slack.say("intake on")).text
    slack.become()
    assert "needs the admin role" in one(slack.say("intake on", dm=False)).text
    assert not bot.app.takes_cvs(HERE)


def test_the_channels_are_listed_and_ended(taking, bot):
    listed = one(taking.say("intake"))
    assert "#ml-hiring" in listed.text
    assert "set by Mara" in listed.text
    assert bot.app.takes_cvs(HERE)
    taking.press(listed.buttons[-1])
    assert not bot.app.takes_cvs(HERE)
    assert "No CVs are taken there." in one(taking.say("intake off", dm=False)).text
    assert "are left alone" in one(taking.say("intake")).text


def test_a_cv_dropped_in_the_direct_message_is_told_of_in_its_thread(slack):
    report = one(slack.upload("cv.md", CV))
    assert report.payload["thread_ts"] == "1700000000.000200"
    assert "noor@etxeberria.example" in report.text
    typed = one(slack.upload("cv.md", CV, "add"))
    assert "thread_ts" not in typed.payload


def test_a_file_of_a_direct_message_comes_with_its_message_alone(taking):
    assert taking.drop("cv.md", CV, channel="D0MARA") == []


def test_a_mention_with_nothing_but_a_file_is_left_to_the_drop(taking):
    body = direct_message("", event_id="Ev5", type="app_mention", channel=CHANNEL, files=[{"id": "F1", "name": "a.md"}])
    body["event"] |= {"text": "<@U0BOT>", "channel_type": "channel"}
    assert taking._dispatch(body) == []


# ------------------------------------------------------------- Slack's delays


class Slow:
    """An Api that knows where a file is after some looks."""

    def __init__(self, looks, error=None):
        self.looks, self.error, self.waited = looks, error, []

    def closing(self, seconds):
        self.waited.append(seconds)
        return False

    def file(self, number):
        if self.error:
            raise self.error
        there = {"public": {}, "private": {CHANNEL: [{"ts": "17.5"}, {"ts": "17.9", "thread_ts": "17.1"}]}}
        return {"id": number, "shares": there if len(self.waited) >= self.looks else {}}


def dropped():
    event = {"type": "file_shared", "channel_id": CHANNEL, "user_id": PERSON, "file_id": "F1"}
    return incoming.drop({"event": event, "event_id": "Ev1"}, "U0BOT")


def test_slack_is_asked_until_it_says_which_message_the_file_is_in():
    api = Slow(3)
    assert drops.located(api, dropped()).origin.thread == "17.1"
    assert len(api.waited) == 3


def test_a_file_whose_message_stays_unknown_is_read_all_the_same():
    found = drops.located(Slow(99), dropped())
    assert (found.files[0]["id"], found.origin.thread) == ("F1", "")


def test_a_file_that_slack_does_not_hand_out_is_told_of():
    assert drops.located(Slow(1, refused("file_not_found")), dropped()) == dropped()
    harness = at_slack(lambda request: said(request.uploads[0].fault))
    harness.adapter._core.intakes = {CHANNEL}
    harness.platform.file = Slow(1, refused("file_not_found")).file
    harness.platform.download = lambda file: Api.download(harness.platform, file)
    assert "Slack did not hand the file out. Send it again." in harness.drop("cv.md", CV)[0].text


# ------------------------------------------------------------ the message's menu


def test_a_message_is_read_as_a_cv_for_the_presser_alone(slack, bot):
    report = one(slack.shortcut("add", PASTED))
    assert report.private
    assert "Check before saving: Noor Etxeberria" in report.text
    assert "noor@etxeberria.example" in report.text
    slack.press(next(line for line in report.buttons if line.endswith("--save")))
    assert bot.tenant.count() == 1


def test_the_files_of_a_message_are_read_and_several_are_saved(slack, bot):
    one(slack.shortcut("add", "see these", {NOOR: CV}))
    assert bot.tenant.count() == 0
    both = {name: (SAMPLES / name).read_bytes() for name in (NOOR, "okonkwo-brandt-cv.md")}
    assert "2 files read: 2 saved" in one(slack.shortcut("add", "", both)).text
    assert bot.tenant.count() == 2


def test_a_message_is_never_taken_for_a_command(slack, bot):
    report = one(slack.shortcut("add", PASTED))
    draft = next(line.split()[1] for line in report.buttons if line.endswith("--save"))
    one(slack.shortcut("add", f"{draft} --save"))
    one(slack.shortcut("add", "stats --save"))
    assert bot.tenant.count() == 0


# --------------------------------------------------------------- from anywhere


def test_find_a_candidate_takes_words_or_a_name_and_becomes_the_answer(slack, bot):
    bot.add(NOOR, "okonkwo-brandt-cv.md")
    form = one(slack.shortcut("find"))
    assert form.payload["view"]["title"]["text"] == "Find a candidate"
    found = one(slack.fill(form, query="cuda"))
    assert found.private
    assert found.payload["view"]["private_metadata"] == "find cuda"
    assert "for cuda" in found.text
    offered = slack.suggest(form, "who", "ilse")
    assert [label.partition(" · ")[0] for label, _ in offered] == ["Ilse Okonkwo-Brandt"]
    assert "Ilse Okonkwo-Brandt" in one(slack.fill(form, who=offered[0][1])).text
    assert one(slack.fill(form)).payload["view"]["title"]["text"] == "Find a candidate"


def test_people_and_whose_they_are_are_picked_by_their_names(slack, bot):
    bot.add(NOOR, "okonkwo-brandt-cv.md")
    form = one(slack.press("form assign"))
    people = [slack.suggest(form, "who", begun)[0][1] for begun in ("noor", "ilse")]
    offered = slack.suggest(form, "member", "")
    assert [label for label, _ in offered] == ["me · Mara", "nobody"]
    question = one(slack.fill(form, who=",".join(people), member="me"))
    assert "Assign 2 people to Mara?" in question.text


def test_whoever_has_no_role_is_offered_no_names(slack, bot):
    bot.add(NOOR)
    form = one(slack.shortcut("find"))
    slack.become()
    assert slack.suggest(form, "who", "noor") == []
    slack.become(admin=True)
    assert slack.suggest(form, "who", "noor")
    assert slack.suggest(form, "nothing", "noor") == []


def test_a_fault_of_slacks_offers_nothing(slack):
    form = one(slack.shortcut("find"))
    slack.become(admin=True)
    slack.adapter.homes.own.members.member = lambda *_: (_ for _ in ()).throw(refused("internal_error"))
    body = {"type": "block_suggestion", "user": {"id": PERSON}, "view": form.payload["view"], "value": "n"}
    answer = slack.adapter.listeners.app.dispatch(
        BoltRequest(mode="socket_mode", body={**body, "action_id": "who", "block_id": "who"})
    )
    assert '"options": []' in answer.body


def test_a_file_that_breaks_the_look_at_its_message_is_given_up_and_told_in_the_log(bot, caplog):
    harness, given_up = at_slack(lambda request: None), []

    def broken(place):
        raise ValueError(NOOR)

    harness.adapter._core = SimpleNamespace(takes_cvs=broken)
    harness.adapter._waiting = SimpleNamespace(end=lambda *_, reached: given_up.append(reached))
    act = opened_home("U1")
    assert harness.adapter._gathered(harness.adapter.homes.own, act) is None
    assert given_up == [False]
    assert "ValueError" in caplog.text
    assert NOOR not in caplog.text
