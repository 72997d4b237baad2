"""The gateway is cut again and again while people ask: whoever was answered for has their answer, once, and all is done once."""

import json
import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest

from adapters.discord.gateway import APART

CUTS = int(os.environ.get("CUTS", "20"))
WITHIN = {"closed": 5.0, "torn": 5.0, "moved": 5.0, "forgotten": 5.0 + APART}
"""Seconds to be connected again, by how the connection ended: closed with a word, torn, moved elsewhere by Discord, or
forgotten by it, when it asks for some seconds since the last that was begun."""
ACTS = 4
"""Of each kind, for each cut."""


@pytest.fixture
def ways(proxy):
    """How a connection ends."""
    return {
        "closed": lambda: proxy.drop(resumable=True),
        "torn": lambda: proxy.drop(resumable=True, torn=True),
        "moved": proxy.ask_to_reconnect,
        "forgotten": proxy.drop,
    }


def test_whatever_was_taken_is_done_and_answered_once_however_often_the_gateway_is_cut(mara, bot, proxy, ways):
    gateway, before, sent, took = proxy.gateway, len(proxy.calls), {}, {}

    def all_answered():
        return all(answers(proxy, before, name) for name, way in sent.items() if way != "forgotten")

    with ThreadPoolExecutor(2 * ACTS) as people:
        for number in range(CUTS):
            way = "forgotten" if number % 10 == 9 else ("closed", "torn", "moved")[number % 3]
            if way == "forgotten":  # and with the connection whatever is on its way
                proxy.wait(all_answered, 60)
            names = [f"Cut {number} {way} {kind} {one}." for kind in ("command", "message") for one in range(ACTS)]
            sent |= dict.fromkeys(names, way)
            connections = gateway.resumed + gateway.identified
            asking = [people.submit(ask, mara, name) for name in names]
            ways[way]()
            cut = time.monotonic()
            proxy.wait(lambda: gateway.resumed + gateway.identified > connections, 30)  # noqa: B023 - at once
            took[number, way] = time.monotonic() - cut
            for one in asking:
                one.result()
    heard = [name for name, way in sent.items() if way != "forgotten"]
    with suppress(AssertionError):  # of what is missing more is said below
        proxy.wait(all_answered, 60)
    mara.say("help")
    done = notes(bot)
    given = {name: answers(proxy, before, name) for name in sent}
    assert [name for name in heard if done.count(name) != 1] == [], bot.log
    assert [name for name, count in given.items() if count != done.count(name)] == []
    assert {key: seconds for key, seconds in took.items() if seconds > WITHIN[key[1]]} == {}


def ask(mara, name):
    if "message" in name:
        mara.message(f"note okonkwo-brandt {name}", channel="dm")
    else:
        mara.asks("note", who="okonkwo-brandt", text=name)


def answers(proxy, before, name):
    """How many messages tell of it."""
    return sum(name in json.dumps(one.body) for one in proxy.calls[before:] if one.status in (200, 204))


def notes(bot):
    with closing(sqlite3.connect(bot.database)) as database:
        return [text for (text,) in database.execute("SELECT text FROM note")]
