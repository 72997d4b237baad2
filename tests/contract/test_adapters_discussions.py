"""On every platform where people talk, a message or a whole thread is saved with somebody, by those who may."""

import json
from importlib import import_module

import pytest

from adapters.harness import BOT, MENTION
from bot.chat.app import App
from bot.chat.messages import Mentioned, Reply, Text
from bot.commands import TOOLS
from bot.records import Grant, Role
from bot.work.discussions import Discussion, Said
from bot.work.notes import Mention
from tests.bot import Bot, read
from tests.contract.particulars import OWN
from tests.contract.test_access_matrix import WHERE, each_platform
from tests.contract.test_adapters import PLATFORMS, answering, faults, seen
from tests.stores import NOW, cv

HOSTILE = "@everyone <!channel> [x](javascript:alert(1)) <@&1> *all*"
TALK = (
    ("Jonas", "Noor was strong on GPUs"),
    ("Vera", f"agreed, {MENTION} should call her"),
    (BOT, "Two people for GPUs."),
    ("Mara", HOSTILE),
)


class Team:
    """The program with somebody in it, and one person at one platform."""

    def __init__(self, store, platform, role=Role.RECRUITER):
        self.workspace, self.person = WHERE[platform]
        self.tenant = Bot(store).tenant
        self.tenant.save(cv("Noor Etxeberria", mails=("noor@mail.example",)))
        if role:
            self.tenant.grant(Grant(self.workspace, "member", self.person, "Mara", role, "setup", NOW))
        own = self.tenant.organization
        app = App(store, TOOLS, read=read, home=lambda _: own, clock=lambda: NOW)
        self.harness = import_module(f"adapters.{platform}.harness").harness(app)
        self.harness.become()
        self.harness.talk(*TALK)

    @property
    def notes(self):
        return self.tenant.dossier(1).notes

    def told(self, shown):
        assert shown
        assert faults(self.harness, shown) == []
        assert all(one.private for one in shown)
        return seen(shown)


@pytest.fixture
def team(sqlite_store, platform):
    return Team(sqlite_store, platform)


@each_platform
def test_one_message_is_kept_with_author_moment_and_link(team):
    team.harness.talk(TALK[1])
    (form,) = team.harness.save()
    assert "whole thread" not in seen([form])
    team.told([form])
    assert "Noted on Noor Etxeberria" in team.told(team.harness.fill(form, who="#1", text="after the talk"))
    (note,) = team.notes
    (one,) = note.discussion.said
    assert (note.text, one.author, one.text, one.at is not None) == (
        "after the talk",
        "Vera",
        "agreed, @Mara should call her",
        True,
    )
    for line in ("notes #1", "show #1"):
        shown = team.harness.say(line)
        assert "Vera" in team.told(shown)
        assert note.discussion.link in repr([one.payload for one in shown])


@each_platform
@pytest.mark.parametrize("at", [0, 1], ids=["the message it grew from", "one inside"])
def test_a_thread_is_kept_as_one_note_in_order_without_the_bots_own_words(team, at):
    (form,) = team.harness.save(at)
    assert "Noted on" in team.told(team.harness.fill(form, who="noor", keep="thread"))
    (note,) = team.notes
    assert [(one.author, one.text) for one in note.discussion.said] == [
        ("Jonas", "Noor was strong on GPUs"),
        ("Vera", "agreed, @Mara should call her"),
        ("Mara", HOSTILE),
    ]
    moments = [one.at for one in note.discussion.said]
    assert moments == sorted(moments)
    assert note.discussion.link
    team.told(team.harness.say("notes #1"))
    team.told(team.harness.press("undo"))
    assert team.notes == ()


@each_platform
def test_of_a_thread_one_message_can_be_kept_alone(team):
    (form,) = team.harness.save(1)
    team.told(team.harness.fill(form, who="noor", keep="message"))
    assert [one.author for one in team.notes[0].discussion.said] == ["Vera"]


@each_platform
@pytest.mark.parametrize("role", [None, Role.VIEWER], ids=["a stranger", "a viewer"])
def test_whoever_may_not_saves_nothing_and_is_told_so_alone(sqlite_store, platform, role):
    team = Team(sqlite_store, platform, role)
    for at in range(2):
        told = team.told(team.harness.save(at))
        assert "You cannot use save." in told if role else "you have no role in it yet" in told
        assert "GPUs" not in told
    assert "Etxeberria" not in team.told(team.harness.submit("note #1 forged"))
    assert team.notes == ()


@each_platform
@pytest.mark.parametrize(
    "line",
    [
        "note #1 --discussion 00000000 --keep thread",
        "note #1 --discussion ../1 --keep thread",
        "note #1 --keep thread",
        "note #1 --keep everything",
        "save #1",
    ],
)
def test_a_forged_form_or_button_reads_and_keeps_nothing(team, line):
    for act in (team.harness.submit, team.harness.press, team.harness.choose):
        assert "GPUs" not in team.told(act(line))
    assert team.notes == ()


@each_platform
def test_what_is_kept_of_others_is_nobodys(team, sqlite_store):
    """A key of another organization's is no key, and a thread elsewhere is not read for it."""
    theirs = sqlite_store.within(sqlite_store.organization("Quillon Systems"))
    key = theirs.keep_discussion(Discussion("https://x.example/1", (Said("Ana", "secret"),)), at=NOW)
    told = team.told(team.harness.submit(f"note #1 --discussion {key} --keep thread"))
    assert "no longer here" in told
    assert "secret" not in told
    own = team.tenant.keep_discussion(
        Discussion("https://discord.com/channels/1/800/801", (Said("Ana", "hi"),)), at=NOW
    )
    told = team.told(team.harness.submit(f"note #1 --discussion {own} --keep thread"))
    assert "this message alone is kept. It is not a thread of this" in told
    assert [one.text for note in team.notes for one in note.discussion.said] == ["hi"]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_mention_can_be_clicked_in_a_private_answer_and_is_a_name_in_a_post(platform):
    own = OWN.get(platform)  # none in a terminal, where nothing can be clicked
    number = own.colleague if own else "U0JONAS"
    reply = Reply((Text(("Mara: ask ", Mentioned("@Jonas", number), " soon")),), text="A note.")
    harness = answering(platform, reply)
    private, public = harness.say("notes #1"), harness.post(Reply(reply.blocks, text="A note.", private=False))
    assert faults(harness, private) == faults(harness, public) == []
    assert "ask @Jonas soon" in seen(public)
    if own:
        assert own.mentioned in json.dumps(private[0].payload)
        assert own.mentioned not in json.dumps(public[0].payload)
    else:
        assert "ask @Jonas soon" in seen(private)
    forged = Reply((Text((Mentioned("@all", "everyone"), Mentioned("@you", "!channel"))),), text="A note.")
    shown = answering(platform, forged).say("notes #1")
    assert "@all@you" in seen(shown)
    assert faults(harness, shown) == []


@each_platform
def test_a_member_of_the_same_platform_is_mentioned_and_one_of_another_named(team, platform):
    own, elsewhere = OWN[platform], next(one for one in sorted(WHERE) if one != platform)
    team.told(team.harness.say(f"note #1 ask {own.typed} and @Vera", dm=False))
    team.tenant.note(1, "and @Ana", by="Ana", at=NOW, mentions=[Mention("Ana", f"{elsewhere}:T9:U5")])
    shown = team.harness.say("notes #1")
    told, payloads = team.told(shown), json.dumps([one.payload for one in shown])
    assert "@Ana" in told
    assert own.mentioned in payloads
    assert "U5" not in payloads
