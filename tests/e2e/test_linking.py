"""Two workspaces on two platforms become one team, and two identities one member, by codes."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

import adapters.discord  # noqa: F401 - first: it keeps the warning of discord.py's voice player out of the tests
from bot.linking import LASTS, TRIES
from storage.tables import link_code
from tests.e2e.both import both
from tests.e2e.discord.actor import Actor
from tests.e2e.slack.stand_in import ALICE, BOB, GENERAL, TEAM, Person, until

WRONG = "does not work"


@pytest.fixture
def apart(tmp_path):
    """A team on Slack, and a server on Discord that nobody linked."""
    with both(tmp_path, DISCORD_GUILD="") as made:
        made.call("chat", typed=f"access grant slack:{TEAM}:{ALICE} admin\n")
        made.start()
        yield made


@pytest.fixture
def team(tmp_path):
    """A team on both."""
    with both(tmp_path) as made:
        made.call("chat", typed=f"access grant slack:{TEAM}:{ALICE} recruiter\n")
        made.start()
        yield made


def mara(house):
    return Actor(house.control, house.proxy, house.state, "mara")


def codes(alice, line):
    """Every code that Slack shows to her, the oldest first."""
    said = "".join(json.dumps(one) for one in alice.slack.messages(alice.channel))
    return list(dict.fromkeys(re.findall(rf"{line} (\w{{4}}-\w{{4}}-\w{{4}})", said)))


def code(alice, line="link"):
    before = len(codes(alice, line))
    alice.commands(line)
    return until(lambda: codes(alice, line)[before:], "code")[0]


def other(one):
    return one[:-1] + ("A" if one[-1] != "A" else "B")


def test_a_server_joins_the_team_by_a_code_of_its_admin_and_leaves_it_again(apart):
    alice, oda = Person(apart.slack, ALICE, GENERAL), mara(apart)
    bob_here = Person(apart.slack, BOB, GENERAL)
    bob_there = Actor(apart.control, apart.proxy, apart.state, "bob")
    assert "Noor" not in oda.slash("ask", line="find cuda").text
    bob_here.commands("link")
    bob_here.sees("you have no role in it yet")
    good = code(alice)
    assert "no role" in bob_there.slash("ask", line=f"link {good}").text
    assert WRONG in oda.slash("ask", line=f"link {other(good)}").text
    assert "own" in str(alice.commands(f"link {good}") or alice.sees("That code is this workspace's own."))
    joined = oda.slash("ask", line=f"link {good}")
    assert joined.private
    assert "This workspace is joined." in joined.text
    assert "Noor Etxeberria" in oda.slash("show", who="noor").text
    assert WRONG in oda.slash("ask", line=f"link {good}").text
    alone = oda.press(oda.slash("ask", line="unlink"), "Take it out")
    assert "This workspace stands alone again." in alone.text
    assert "Noor" not in oda.slash("ask", line="find cuda").text
    alice.commands("noor")
    alice.sees("Noor Etxeberria")


def test_a_code_ends_after_ten_minutes_and_after_five_wrong_tries(apart):
    alice, oda = Person(apart.slack, ALICE, GENERAL), mara(apart)
    late = code(alice)
    assert apart.changed(link_code.update().values(at=datetime.now(UTC) - LASTS - timedelta(seconds=1))) == 1
    assert WRONG in oda.slash("ask", line=f"link {late}").text
    tried = code(alice)
    for _ in range(TRIES):
        assert WRONG in oda.slash("ask", line=f"link {other(tried)}").text
    assert WRONG in oda.slash("ask", line=f"link {tried}").text
    assert "Noor" not in oda.slash("ask", line="find cuda").text


def test_somebody_is_one_member_on_both_by_a_code_of_their_own(team):
    alice, oda = Person(team.slack, ALICE, GENERAL), mara(team)
    oda.slash("ask", line="assign noor me")
    good = code(alice, "link me")
    asked = oda.slash("ask", line=f"link me {good}")
    assert asked.private
    assert "on Slack?" in asked.text
    assert "You are one member" in oda.press(asked, "That's me").text
    alice.commands("find owner:me")
    alice.sees("Noor Etxeberria")
    alice.commands("access")
    alice.sees("You cannot use access.")
    assert "member of your own" in oda.press(oda.slash("ask", line="unlink me"), "Unlink").text
    assert "Noor" not in oda.slash("ask", line="find owner:me").text
