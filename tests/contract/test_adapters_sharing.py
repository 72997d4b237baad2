"""On every platform where people talk, a card is shared with a channel, opened by others for themselves, and taken down."""

import json
from importlib import import_module

import pytest

from bot.chat.app import App
from bot.commands import TOOLS
from bot.records import Grant, Role
from tests.bot import Bot, read
from tests.contract.particulars import OWN
from tests.contract.test_access_matrix import WHERE, each_platform
from tests.contract.test_adapters import faults, seen
from tests.stores import NOW

CVS = ("etxeberria_2026.md", "okonkwo-brandt-cv.md", "achterberg_davit.md", "resume (3).txt")
NAME, MAIL = "Noor Etxeberria", "noor@etxeberria.example"


class Team:
    """The program with some people in it, and one person at one platform, who may be anybody."""

    def __init__(self, store, platform):
        self.workspace, self.person = WHERE[platform]
        bot = Bot(store)
        bot.add(*CVS)
        self.tenant = bot.tenant
        self.admits(Role.RECRUITER)
        app = App(
            store,
            TOOLS,
            read=read,
            home=lambda _: bot.own,
            clock=lambda: bot.now,
            posters=lambda: (self.harness.board,),
        )
        self.harness = import_module(f"adapters.{platform}.harness").harness(app)
        self.harness.become()

    def admits(self, role):
        self.tenant.revoke(self.workspace, "member", self.person)
        if role:
            self.tenant.grant(Grant(self.workspace, "member", self.person, "Mara", role, "setup", NOW))

    def shares(self, line):
        """What came of asking in the channel, and of the yes."""
        asked = self.harness.say(line, dm=False)
        assert all(one.private for one in asked), seen(asked)
        yes = next(line for one in asked for line in one.buttons if line.startswith("share-post"))
        return asked, self.harness.press(yes)


@pytest.fixture
def team(sqlite_store, platform):
    return Team(sqlite_store, platform)


def in_public(shown):
    return [one for one in shown if not one.private]


@each_platform
def test_a_card_is_shared_opened_by_others_and_taken_down(team):
    asked, told = team.shares("share #1")
    assert "#ml-hiring" in seen(asked)
    assert "Left out: contacts" in seen(asked)
    (post,) = in_public(told)
    assert NAME in post.text
    assert MAIL not in json.dumps(post.payload)
    assert {"show #1", "unshare --post 1"} <= {*post.buttons}
    assert "Shared in #ml-hiring." in seen([one for one in told if one.private])
    assert faults(team.harness, [*asked, *told]) == []
    team.admits(None)
    refused = team.harness.press("show #1")
    assert all(one.private for one in refused)
    assert NAME not in seen(refused)
    assert "no role" in seen(team.harness.press("unshare --post 1"))
    team.admits(Role.VIEWER)
    opened = team.harness.press("show #1")
    assert all(one.private for one in opened)
    assert NAME in seen(opened)
    assert MAIL not in seen(opened)
    team.admits(Role.RECRUITER)
    assert "Taken down from #ml-hiring." in seen(team.harness.press("unshare --post 1"))
    (share,) = team.tenant.audit(limit=1)
    assert (share.action, share.outcome) == ("unshare", "done")
    assert len(team.harness.deleted()) == 1


@each_platform
def test_what_stands_in_the_channel_is_what_is_deleted(team):
    team.shares("share #1")
    (known,) = [one for one in team.tenant.messages(1) if one.kind == "channel"]
    team.harness.press("unshare #1")
    assert team.harness.deleted() == [known.id]
    assert [one for one in team.tenant.messages(1) if one.kind == "channel"] == []


@each_platform
def test_pressing_twice_posts_once(team):
    asked = team.harness.say("share #1", dm=False)
    yes = next(line for one in asked for line in one.buttons if line.startswith("share-post"))
    assert [len(in_public(team.harness.press(yes))) for _ in range(3)] == [1, 0, 0]


@each_platform
def test_a_list_is_shared_with_its_proofs_and_within_limits(team):
    team.harness.say("find cuda", dm=False)
    asked, told = team.shares("share list")
    shown = in_public(told)
    assert "for cuda" in seen(shown)
    assert "CUDA" in seen(shown)
    assert faults(team.harness, [*asked, *told]) == []
    _, told = team.shares("share #1,#2,#3,#4")
    assert "4 people" in seen(in_public(told))
    assert faults(team.harness, told) == []


@each_platform
def test_in_a_direct_message_the_channel_is_picked_in_a_form(team):
    (form,) = team.harness.press("share #1")
    assert faults(team.harness, [form]) == []
    assert "channel" in json.dumps(form.payload)


@each_platform
def test_answers_that_stay_in_direct_messages_are_known_by_whom_they_name(team):
    team.harness.say("show #1", dm=False)
    team.harness.say("find nobody-at-all")
    assert team.tenant.messages(1) == ()
    team.harness.say("show #1")
    first = team.tenant.messages(1)
    assert [(one.workspace, one.kind) for one in first] == [(team.workspace, "dm")]
    team.harness.press("show #1 evidence")
    assert len(team.tenant.messages(1)) > len(first)
    team.harness.press("file #1")
    assert len(team.tenant.messages(1)) > len(first) + 1
    assert team.tenant.messages(2) == ()


@each_platform
def test_a_mention_that_is_answered_directly_is_known_there(team):
    team.harness.mention("show #1")
    kinds = {one.kind for one in team.tenant.messages(1)}
    assert kinds <= {"dm"}
    assert bool(kinds) == OWN[team.workspace.platform].answers_mentions_directly
