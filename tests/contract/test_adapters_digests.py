"""On every platform a digest follows the people of whom it tells, whoever acts wherever, and goes on in its thread."""

import json
from datetime import timedelta

import pytest

from bot.digests.following import Following
from tests.bot import SAMPLES
from tests.contract.test_access_matrix import each_platform
from tests.contract.test_adapters_erasing import ILSE, NOOR, Team


@pytest.fixture
def team(sqlite_store, platform):
    return Team(sqlite_store, platform)


def posted(team, *files, options=""):
    """The digest's post about whom the files are of."""
    team.harness.say(f"digest add daily --waiting 0 {options}", dm=False)
    team.bot.add(*files)
    team.bot.now += timedelta(days=1)
    return team.harness.meanwhile(team.runner.tick)


def follows(team):
    """What the bot sends to bring its posts up to date."""
    return team.harness.meanwhile(Following(team.bot.store, [team.harness.board], clock=lambda: team.bot.now).tick)


def stands(team):
    """What stands in the place of the post, and in which messages."""
    told = team.tenant.told_in(1)
    now = [json.dumps(team.harness.rewritten(one.rpartition("/")[2]), ensure_ascii=False) for one in told.messages[:1]]
    return now[0], told.messages


@each_platform
def test_a_press_is_said_in_the_post_at_once(team):
    posted(team, NOOR, ILSE)
    team.harness.press("stage #1 screening")
    assert "1 decided" in stands(team)[0]


@each_platform
def test_what_is_done_elsewhere_is_said_in_the_post_soon_after(team):
    posted(team, NOOR, ILSE)
    team.bot.say("stage #1 screening")  # in the terminal, or on another platform
    follows(team)
    assert "1 decided" in stands(team)[0]
    assert not team.bot.store.with_posts_to_follow()


@pytest.mark.parametrize("platform", ["discord"])
def test_what_has_no_room_goes_into_the_thread_and_comes_back_when_there_is_room(team):
    cvs = sorted(one.name for one in SAMPLES.iterdir() if one.suffix in (".md", ".txt"))[:12]
    posted(team, *cvs)
    told = team.tenant.told_in(1).people
    for number in told[:8]:
        team.bot.say(f"stage #{number} screening")
    (behind,) = (one for one in follows(team) if one.payload.get("nonce"))
    assert "more in the thread" in stands(team)[0]
    undone = {line for line in behind.buttons if line.startswith("undo")}
    assert undone
    assert not any(f'"{line}"' in stands(team)[0] for line in undone)
    first, page = stands(team)[1]
    assert page.startswith(f"{first}/")
    assert {one.id for one in team.tenant.messages(told[0])} == {first, page}
    for number in told[:-1]:
        team.tenant.erase(number, by="Mara", at=team.bot.now)
        team.follows()
    assert stands(team)[1] == (first,)
    assert page.rpartition("/")[2] in team.harness.deleted()
    assert "1 new applicant" in stands(team)[0]
