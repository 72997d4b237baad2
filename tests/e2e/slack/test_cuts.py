"""Socket Mode is cut again and again while people ask: what Slack knows to be taken is done and answered once."""

import json
import os
import sqlite3
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from random import Random

import pytest

from tests.e2e.slack.bot import recruiting
from tests.e2e.slack.sockets import Sockets
from tests.e2e.slack.stand_in import ALICE, BOT, GENERAL, Person, until

CUTS = int(os.environ.get("CUTS", "20"))
WAYS = ("closed", "torn", "moved")
WITHIN = 5.0
"""Seconds to be connected again."""
ACTS = 4
"""Of each kind, for each cut."""


@pytest.fixture(scope="module")
def sockets(slack):
    between = Sockets(slack.base)
    yield between
    between.close()


@pytest.fixture(scope="module")
def bot(sockets, folder):
    with recruiting(folder, sockets.api_url) as running:
        yield running


def test_whatever_slack_knows_to_be_taken_is_done_and_answered_once(slack, sockets, bot, folder, capsys):
    typing, saying = Person(slack, ALICE, GENERAL), Person(slack, ALICE, slack.dm(ALICE))
    asked, took, dice = [], [], Random(1)
    with ThreadPoolExecutor(2 * ACTS) as people:
        for number in range(CUTS):
            names = [f"Cut {number} {kind} {one}." for kind in ("command", "message") for one in range(ACTS)]
            asked += names
            connections, before = sockets.connections, len(sockets.sent)
            asking = [people.submit(ask, typing if "command" in name else saying, name) for name in names]
            sockets.wait_for_sent(before + dice.randrange(2 * ACTS))
            sockets.cut(WAYS[number % len(WAYS)])
            cut = time.monotonic()
            sockets.connected_again(connections, 30)
            took.append(time.monotonic() - cut)
            for one in asking:
                one.result()
    saying.says("find triton")
    saying.sees("for triton")
    taken = [name for name in asked if "message" in name or name in commands_taken(sockets)]
    with suppress(AssertionError):  # of what is missing more is said below
        until(lambda: {*taken} <= {*notes(folder)} and len(answers(slack, saying)) >= len(taken), "end of all")
    done, given = notes(folder), answers(slack, saying)
    assert [name for name in taken if done.count(name) != 1] == [], others(slack, saying)
    assert [name for name in taken if sum(name in one for one in given) != 1] == []
    failed = [name for name in asked if name not in taken]
    assert [name for name in failed if done.count(name) > 1] == []
    assert max(took) <= WITHIN, took
    with capsys.disabled():
        sys.stdout.write(
            f"\n{CUTS} cuts: {len(taken)} of {len(asked)} taken, done and answered once; {len(failed)} of which Slack said that "
            f"they failed; connected again within {max(took):.1f} s\n"
        )


def ask(person, name):
    line = f"note okonkwo-brandt {name}"
    person.commands(line) if "command" in name else person.says(line)


def commands_taken(sockets):
    """Of the commands those of which Slack knows it."""
    envelopes = (sockets.sent[one] for one in {*sockets.acknowledged})
    typed = (one["payload"]["text"] for one in envelopes if one["type"] == "slash_commands")
    return {text.removeprefix("note okonkwo-brandt ") for text in typed}


def answers(slack, saying):
    """What was said to whoever asked."""
    said = [*slack.messages(GENERAL), *slack.messages(saying.channel)]
    return [json.dumps(one) for one in said if one["user"] == BOT and "Cut " in json.dumps(one)]


def notes(folder):
    with closing(sqlite3.connect(folder / "bot.db")) as database:
        return [text for (text,) in database.execute("SELECT text FROM note")]


def others(slack, saying):
    """What else was said: it tells why something was not done."""
    said = [one for one in slack.messages(saying.channel) if one["user"] == BOT]
    return [one["text"] for one in said if "Cut " not in json.dumps(one)]
