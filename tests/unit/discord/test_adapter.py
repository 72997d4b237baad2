"""Connecting, posting and stopping: what `adapters.base` promises of every platform."""

import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import aiohttp
import discord
import pytest
from discord.http import Route

from adapters.base import BadToken, Undeliverable
from adapters.discord import adapter, create, flight
from adapters.discord.posting import nonce
from adapters.posted import Post
from bot.chat.messages import Place
from bot.records import Workspace
from bot.settings import Settings
from tests.cores import ScriptedCore, said

HOME = Workspace("discord", "700")
CHANNEL = Place(HOME, "channel", "701")


class Refusing(BaseHTTPRequestHandler):
    """A Discord that knows no token."""

    def do_GET(self):
        body = json.dumps({"message": "401: Unauthorized", "code": 0}).encode()
        self.send_response(401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(autouse=True)
def discords_own_address():
    before = Route.BASE
    yield
    Route.BASE = before


def made(port):
    settings = Settings(
        _env_file=None, discord_token="token", discord_api_url=f"http://127.0.0.1:{port}/api/v10", workers=2
    )
    return create(settings, ScriptedCore())


def test_a_refused_token_is_named():
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        bot = made(server.server_port)
        with pytest.raises(BadToken, match="DISCORD_TOKEN"):
            bot.start()
        bot.stop()
        server.shutdown()


def test_a_discord_that_is_down_is_no_error_and_is_tried_on(caplog):
    bot = made(1)
    bot.start()
    assert "Discord cannot be reached" in caplog.text
    assert list(bot.workspaces()) == []
    with pytest.raises(Undeliverable) as told:
        bot.post(CHANNEL, said("12 new applicants"), key="d1")
    assert (told.value.lasting, told.value.unknown) == (False, False)
    bot.stop()
    assert "discord" not in {thread.name for thread in threading.enumerate()}


def test_a_bot_that_was_never_started_can_be_stopped():
    made(1).stop()


# ------------------------------------------------------------------- posting


class Sending:
    """A session whose sends end as they are told to, one after the other."""

    def __init__(self, *ends, guild=700):
        self._ends, self._guild = list(ends), guild
        self.sent = []
        self.session = self.posting = self
        self.wire = self

    def get_channel(self, number):
        return SimpleNamespace(guild=SimpleNamespace(id=self._guild))

    async def direct(self, user):
        return user * 10

    async def during(self, work):
        return await work

    async def post(self, channel, reply, post):
        self.sent.append((channel, post.key))
        end = self._ends.pop(0)
        if isinstance(end, Exception):
            raise end
        return end


def posted(client, place=CHANNEL, key="digest-7-2026-11-09T0900"):
    return asyncio.run(adapter._posted(client, place, said("12 new applicants"), Post(key)))


def refused(status, code=0):
    response = SimpleNamespace(status=status, reason="no")
    return discord.HTTPException(response, {"code": code, "message": "Ilse Okonkwo-Brandt"})


LOST = aiohttp.ServerDisconnectedError()


def test_a_post_carries_its_key_and_gives_back_its_number():
    client = Sending("42")
    assert posted(client) == "42"
    assert client.sent == [(701, "digest-7-2026-11-09T0900")]


def test_a_lost_answer_is_asked_for_again_with_the_same_key():
    client = Sending(LOST, ConnectionResetError(), "42")
    assert posted(client) == "42"
    assert client.sent[0] == client.sent[1] == client.sent[2]


def test_each_message_of_a_post_has_a_nonce_of_its_own_that_is_the_same_in_a_repeat():
    key = "digest-7-2026-11-09T0900"
    nonces = [nonce(key, index) for index in range(50)]
    assert nonces == [nonce(key, index) for index in range(50)]
    assert nonces[0] == key
    assert len(set(nonces)) == 50
    assert max(map(len, nonces)) <= 25
    assert not set(nonces[1:]) & {nonce("digest-8", index) for index in range(50)}


class Answering(BaseHTTPRequestHandler):
    """A Discord that answers with the status in the path, or, where that is 0, only when it is told to."""

    asked, go = threading.Event(), threading.Event()

    def do_POST(self):
        status = int(self.path.split("/")[1])
        if not status:
            self.asked.set()
            self.go.wait(10)
        self.send_response(status or 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.mark.parametrize(
    ("paths", "taken"),
    [
        ([], 0),
        (["/429/messages"], 0),
        (["/200/users/@me/channels"], 0),
        (["/502/messages", "/429/messages"], 1),
        (["/200/messages", "/200/messages"], 2),
        (["/0/messages"], 1),
    ],
)
def test_a_message_counts_as_taken_unless_it_met_a_rate_limit(paths, taken):
    async def send(address):
        underway = flight.begin()
        async with aiohttp.ClientSession(trace_configs=[flight.watching()]) as session:
            for path in paths:
                asking = asyncio.ensure_future(session.post(address + path))
                if "/0/" in path:
                    await asyncio.to_thread(Answering.asked.wait, 10)
                    assert underway.taken == taken
                    Answering.go.set()
                (await asking).release()
        return underway.taken

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        assert asyncio.run(send(f"http://127.0.0.1:{server.server_port}")) == taken
        server.shutdown()


@pytest.mark.parametrize(("taken", "words"), [(0, "less often"), (1, "in time")])
def test_a_post_that_takes_too_long_is_unknown_only_where_it_may_have_arrived(monkeypatch, taken, words):
    monkeypatch.setattr(adapter, "POSTING", 0)

    async def waiting():
        flight._flight.get().taken = taken
        await asyncio.Event().wait()

    with pytest.raises(Undeliverable, match=words) as told:
        asyncio.run(adapter._in_time(waiting()))
    assert (told.value.lasting, told.value.unknown) == (False, bool(taken))


def test_an_answer_that_stays_lost_is_unknown():
    with pytest.raises(Undeliverable) as told:
        posted(Sending(LOST, LOST, LOST))
    assert told.value.unknown


def test_a_post_that_never_left_is_not_unknown():
    key = SimpleNamespace(ssl=None, host="discord.com", port=443)
    with pytest.raises(Undeliverable) as told:
        posted(Sending(aiohttp.ClientConnectorError(key, OSError())))
    assert not told.value.unknown


@pytest.mark.parametrize(
    ("status", "lasting", "unknown"),
    [
        (404, True, False),
        (403, True, False),
        (401, True, False),
        (400, True, False),
        (429, False, False),
        (500, False, True),
        (503, False, True),
    ],
)
def test_a_refusal_says_whether_trying_again_helps_and_names_nobody(status, lasting, unknown):
    with pytest.raises(Undeliverable) as told:
        posted(Sending(refused(status)))
    assert (told.value.lasting, told.value.unknown) == (lasting, unknown)
    assert "Ilse" not in str(told.value)


def test_a_channel_of_another_server_is_refused():
    client = Sending("42", guild=999)
    with pytest.raises(Undeliverable) as told:
        posted(client)
    assert told.value.lasting
    assert client.sent == []


def test_a_person_is_written_to_directly():
    client = Sending("42")
    posted(client, Place(HOME, "dm", "703"))
    assert client.sent[0][0] == 7030
