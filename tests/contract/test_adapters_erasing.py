"""On every platform where people talk, the bot's messages that name somebody who is erased go, and digests keep the others."""

import json
from datetime import timedelta
from importlib import import_module

import pytest

from bot.chat.app import App
from bot.commands import TOOLS
from bot.cv import read_cv
from bot.digests.runner import Runner
from bot.erasing.going import Going
from bot.records import Grant, Role
from tests.bot import SAMPLES, Bot
from tests.contract.test_access_matrix import WHERE, each_platform
from tests.contract.test_adapters import faults, seen
from tests.stores import NOW

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"


class Team:
    """The program with some people in it, and one person at one platform, who is an admin."""

    def __init__(self, store, platform):
        self.workspace, self.person = WHERE[platform]
        self.bot = bot = Bot(store)
        self.tenant = bot.tenant
        self.tenant.grant(Grant(self.workspace, "member", self.person, "Mara", Role.ADMIN, "setup", NOW))
        app = App(
            store,
            TOOLS,
            read=read_cv,
            home=lambda _: bot.own,
            clock=lambda: bot.now,
            posters=lambda: (self.harness.board,),
        )
        self.harness = import_module(f"adapters.{platform}.harness").harness(app)
        self.harness.become()
        self.going = Going(store, [self.harness.board], clock=lambda: bot.now)
        self.runner = Runner(store, [self.harness.board], clock=lambda: bot.now)

    def follows(self):
        """What comes of the erasures so far, as the platform is told of it."""
        self.harness.meanwhile(self.going.tick)
        (done, *_) = self.tenant.erasures(limit=1)[1]
        return done


@pytest.fixture
def team(sqlite_store, platform):
    return Team(sqlite_store, platform)


@each_platform
def test_answers_and_shares_that_name_them_are_deleted(team):
    team.bot.add(NOOR, ILSE)
    team.harness.say("show #1")
    team.harness.say("find cuda")
    team.harness.say("show #2")
    asked = team.harness.say("share #1", dm=False)
    team.harness.press(next(line for one in asked for line in one.buttons if line.startswith("share-post")))
    named = {one.id for one in team.tenant.messages(1)}
    assert len(named) >= 3
    asked = team.harness.say("forget #1", dm=False)
    assert faults(team.harness, asked) == []
    erased = team.harness.press("forget #1 --confirmed")
    assert "Candidate 1 is erased." in seen(erased)
    assert "Noor" not in seen(erased)
    done = team.follows()
    assert named <= {*team.harness.deleted()}
    assert (done.waiting, done.refused) == (0, ())
    assert "Noor" not in seen(team.harness.say("forget status"))


@each_platform
def test_a_report_of_a_cv_that_waits_goes_with_them_also_in_direct_messages(team):
    team.bot.add(NOOR, ILSE)
    newer = (SAMPLES / NOOR).read_bytes() + b"\n- Erlang\n"
    assert "Noor Etxeberria" in seen(team.harness.upload("newer.md", newer))
    (key,) = team.tenant.waiting_drafts(at=team.bot.now)
    (report,) = team.tenant.reports(key)
    team.tenant.erase(1, by="Mara", at=team.bot.now)
    done = team.follows()
    assert report.id in team.harness.deleted()
    assert (done.waiting, done.refused) == (0, ())


@each_platform
def test_a_digest_is_written_anew_with_the_others(team):
    team.harness.say("digest add daily --waiting 0", dm=False)
    team.bot.add(NOOR, ILSE)
    team.bot.now += timedelta(days=1)
    team.harness.meanwhile(team.runner.tick)
    (post,) = [one for one in team.tenant.messages(1) if one.kind == "channel"]
    team.tenant.erase(1, by="Mara", at=team.bot.now)
    done = team.follows()
    assert (done.gone, done.waiting, done.refused) == (1, 0, ())
    assert post.id not in team.harness.deleted()
    rewritten = json.dumps(team.harness.rewritten(post.id), ensure_ascii=False)
    assert "Ilse" in rewritten
    assert "Noor" not in rewritten
    team.tenant.erase(2, by="Mara", at=team.bot.now)
    team.follows()
    assert post.id in team.harness.deleted()


@pytest.mark.parametrize("platform", ["slack"])
def test_home_tabs_are_published_anew_without_them(team):
    team.bot.add(NOOR, ILSE)
    team.harness.say("home")
    team.tenant.erase(1, by="Mara", at=team.bot.now)
    published = team.harness.meanwhile(team.going.tick)
    (home,) = [one for one in published if "view" in one.payload]
    assert home.payload["user_id"] == team.person
    assert "Ilse" in home.text
    assert "Noor" not in home.text
